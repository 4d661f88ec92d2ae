"""Time a drawn digit that is judged by all of the model's views beside one judged as it is, in one run.

    python -m tests.bench.view_times --rounds 20

Reads the project's own drawn digits in two pages of the built site, round after round in turn: one with the shipped
model, one whose contract names a single view. Build the site first (`make site`), and bring the tests' Chromium
(`make test`).
"""

from __future__ import annotations

import argparse
import json
import statistics
from pathlib import Path

from playwright.sync_api import Browser, JSHandle, Route, sync_playwright

from tests.bench.reading.sets import own_drawings
from tests.browser.chromium import find_chromium
from tests.browser.in_page import load_recogniser, read_seconds
from tests.browser.other_model import MODELS
from tests.browser.plain_host import serving_plainly

SITE = Path(__file__).parents[2] / "build" / "site"


def main() -> None:
    """Measure, and print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    files = {path.name: path.read_bytes() for path in (MODELS / "compact").iterdir()}
    contract = json.loads(files["contract.json"])
    drawings = own_drawings("digits").drawings
    times: dict[str, list[float]] = {}
    with serving_plainly(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        readers = {
            name: loaded(browser, address, {**files, "contract.json": with_views(contract, views)})
            for name, views in {"one view": [0], "all views": contract["views"]}.items()
        }
        for turn in range(options.rounds + 1):
            for name, reader in readers.items():
                taken = read_seconds(reader, drawings, "digit")
                if turn:  # the first round compiles the code
                    times.setdefault(name, []).extend(taken)
        browser.close()
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, median in medians.items():
        print(f"{name}: {len(times[name]):,} readings, median {1000 * median:.2f} ms")
    one, all_views = medians.values()
    print(f"ratio: {all_views / one:.2f}")


def with_views(contract: dict[str, object], views: object) -> bytes:
    """Return a contract as a file, with these views."""
    return json.dumps({**contract, "views": views}).encode()


def loaded(browser: Browser, address: str, files: dict[str, bytes]) -> JSHandle:
    """Return a page's recogniser with a model of these files."""

    def answer(route: Route) -> None:
        route.fulfill(body=files[route.request.url.rpartition("/")[2]])

    page = browser.new_context().new_page()
    page.route("**/timed-model/*", answer)
    page.goto(address)
    return load_recogniser(page, modelUrl=f"{address}timed-model")


if __name__ == "__main__":
    main()
