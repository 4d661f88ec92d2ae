"""Time the page's answers while "How it sees" is open beside those while it is closed, in one run.

    python -m tests.bench.how_it_sees --rounds 5

Draws the ten digits with a mouse, with the tab closed and open in turn, round after round, and takes from each
reading the time from when the page asks for it to when its answer arrives: what the maps hold up shows there. Build
the site first (`make site`), and bring the tests' Chromium (`make test`).
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.desk import button, expect_reading
from tests.browser.drawings import strokes_of
from tests.browser.hand import draw_by_mouse
from tests.browser.plain_host import serving_plainly

SITE = Path(__file__).parents[2] / "build" / "site"
TABS = {"closed": "Probability of each digit", "open": "How it sees"}

#: Notes, of each reading, the milliseconds from question to answer; and of how many maps.
TIME = """() => {
  window.readings = [];
  window.maps = 0;
  window.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      this.asked = new Map();
      this.addEventListener("message", ({ data: { id } }) => {
        if (this.asked.has(id)) window.readings.push(performance.now() - this.asked.get(id));
      });
    }
    postMessage(message, ...rest) {
      if (message.kind === "read") this.asked.set(message.id, performance.now());
      if (message.kind === "activations") window.maps += 1;
      super.postMessage(message, ...rest);
    }
  };
}"""


def main() -> None:
    """Measure, and print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    times: dict[str, list[float]] = {state: [] for state in TABS}
    with serving_plainly(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        page = browser.new_page()
        page.add_init_script(f"({TIME})()")
        page.goto(address)
        warm_up(page)
        for _ in range(options.rounds):
            for state, tab in TABS.items():
                page.get_by_role("tab", name=tab).click()
                times[state] += draw_all(page)
        maps = page.evaluate("window.maps")
        browser.close()
    report(times, maps)


def warm_up(page: Page) -> None:
    """Bring what comes late, so that no round pays for it."""
    page.get_by_role("tab", name=TABS["open"]).click()
    expect(page.get_by_role("slider").first).to_be_visible()
    draw_all(page)


def draw_all(page: Page) -> list[float]:
    """Draw each digit and return the milliseconds of each reading on the way."""
    page.evaluate("window.readings = []")
    for digit in range(10):
        draw_by_mouse(page, strokes_of(digit))
        expect_reading(page, str(digit))
        button(page, "Clear").click()
        expect_reading(page, "")
    taken: list[float] = page.evaluate("window.readings")
    return taken


def report(times: dict[str, list[float]], maps: int) -> None:
    """Print a line for each state of the tab, and the ratio."""
    for state, taken in times.items():
        median, late = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        print(f"{state}: {len(taken)} readings, median {median:.2f} ms, 95th percentile {late:.2f} ms")
    ratio = statistics.median(times["open"]) / statistics.median(times["closed"])
    print(f"open / closed: {ratio:.2f}, with {maps} sets of maps shown")


if __name__ == "__main__":
    main()
