"""Time pages of 0 to 6,000 printed words with a dozen handwritten numbers: print must not cost a page its reader.

    python -m tests.bench.printed_pages --words 0 500 1500 3000 6000

Chromium sets the words of the README, smaller the more there are, and the project's own numbers below them, on a page
of eight million pixels. Build the site first (`make site`), and bring the tests' Chromium (`make test`).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright

from tests.bench.reading.sets import own_lines
from tests.browser.chromium import find_chromium
from tests.browser.in_page import load_recogniser, photograph_seconds, read_photographs
from tests.browser.plain_host import serving_plainly

ROOT = Path(__file__).parents[2]
WIDTH, HEIGHT, SCALE = 1200, 1700, 2
NUMBERS = 12
#: Of the page above the numbers, in pixels, and of a word's length and line, as shares of its letters' height.
ROOM, WORD_LENGTH, LINE = (1080, 1300), 2.9, 1.2


def main() -> None:
    """Measure, and print a line for each page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, nargs="+", default=[0, 500, 1500, 3000, 6000])
    options = parser.parse_args()
    own = own_lines("numbers")
    labels = list(own.labels or [])[:NUMBERS]
    with serving_plainly(ROOT / "build" / "site") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        site = browser.new_page()
        site.goto(address)
        recogniser = load_recogniser(site)
        for words in options.words:
            picture = page_of(words, own.drawings[:NUMBERS], browser)
            try:
                (seconds,), longest = photograph_seconds(recogniser, [picture], "sheet", 1)
            except Error as error:
                print(f"{words:5} words: {error.message.splitlines()[0]}", flush=True)
                recogniser = load_recogniser(site)
                continue
            (reading,) = read_photographs(recogniser, [picture], "sheet")
            read = [cell["text"] for row in reading["rows"] for cell in row]
            right = sum(label in read for label in labels)
            print(
                f"{words:5} words: {seconds:5.1f} s, {right} of {len(labels)} numbers read, {len(read) - right} "
                f"readings beside them; the page stood still for {1000 * longest:.0f} ms at most",
                flush=True,
            )
        browser.close()


def page_of(words: int, drawings: Sequence[dict[str, Any]], browser: Browser) -> bytes:
    """Return a page as a PNG file, drawings in three columns below so many words."""
    known = [word for word in (ROOT / "README.md").read_text(encoding="utf-8").split() if word.isalpha()]
    text = " ".join(random.Random(words).choices(known, k=words))
    size = min(26.0, (ROOM[0] * ROOM[1] / max(1, words) / WORD_LENGTH / LINE) ** 0.5)
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE)
    numbers = "".join(svg_of(drawing) for drawing in drawings)
    style = f"margin: 60px; font: {size}px/{LINE} serif; text-align: justify"
    page.set_content(f'<body style="{style}">{text}<p style="columns: 3; margin: 20px 0">{numbers}</p>')
    picture = page.screenshot()
    page.close()
    return picture


def svg_of(drawing: dict[str, Any], height: int = 52) -> str:
    """Return a drawing as a picture in a page."""
    places = [place for stroke in drawing["strokes"] for place in stroke]
    (left, right), (top, bottom) = ((min(each), max(each)) for each in zip(*places, strict=True))
    pen = drawing["width"]
    box = f"{left - pen} {top - pen} {right - left + 2 * pen} {bottom - top + 2 * pen}"
    lines = "".join(f'<polyline points="{" ".join(f"{x},{y}" for x, y in stroke)}"/>' for stroke in drawing["strokes"])
    look = f'fill="none" stroke="#123" stroke-linecap="round" stroke-width="{pen}"'
    return f'<svg viewBox="{box}" height="{height}" style="display: block; margin: 8px" {look}>{lines}</svg>'


if __name__ == "__main__":
    main()
