"""Take the README's pictures of the page, into .github/media.

    python -m tests.bench.readme_pictures

Build the site first (`make site`), and bring the tests' Chromium (`make test`).
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.bench.looks import SITE, screen
from tests.bench.reading import sets
from tests.bench.reading.photographs import SHEET, Hands, photograph
from tests.browser.chromium import find_chromium
from tests.browser.desk import expect_reading, upload
from tests.browser.drawings import strokes_of
from tests.browser.hand import draw_by_mouse
from tests.browser.line import labels, strokes_of_number, write_by_mouse
from tests.browser.plain_host import serving_plainly
from tests.browser.states import blank, number_blank
from tests.browser.table import sheet_mode, table

MEDIA = Path(__file__).parents[2] / ".github" / "media"

#: As wide as READMEs are shown, and sharp there.
SCREEN = screen(1280, 800, device_scale_factor=1.5)
#: Flat ones, and a photograph's few.
COLOURS = 255

NUMBER, CHOSEN = "20260711", 5
#: A grid in red ink, of the project's own digits, with a shadow on it.
OWN_SHEET = 26


def digit(page: Page, url: str) -> None:
    """Draw a digit."""
    blank(page, url)
    draw_by_mouse(page, strokes_of(4, "open"))
    expect_reading(page, "4")


def maps(page: Page, url: str) -> None:
    """Show how it is seen."""
    digit(page, url)
    page.get_by_role("tab", name="How it sees").click()
    expect(page.get_by_text("What each layer makes of your digit")).to_be_visible()


def number(page: Page, url: str) -> None:
    """Write a number."""
    number_blank(page, url)
    write_by_mouse(page, strokes_of_number(NUMBER))
    expect_reading(page, NUMBER)
    labels(page).nth(CHOSEN).click()
    page.locator("#paper").evaluate("paper => (paper.scrollLeft = 0)")


def sheet(page: Page, url: str) -> None:
    """Upload a photograph of a sheet."""
    sheet_mode(page, url)
    hands = Hands(None, sets.own_drawings("digits"), sets.own_lines("numbers"), [])
    upload(page, photograph(SHEET, OWN_SHEET, hands).file, "sheet.jpg")
    expect(table(page)).to_be_visible()


#: Each picture's name, what it shows, and the theme.
PICTURES: tuple[tuple[str, Callable[[Page, str], None], str], ...] = (
    ("page", digit, "light"),
    ("page-dark", digit, "dark"),
    ("how-it-sees", maps, "light"),
    ("number", number, "light"),
    ("sheet", sheet, "light"),
)


def main() -> None:
    """Take them all."""
    with serving_plainly(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        for name, reach, theme in PICTURES:
            file = MEDIA / f"{name}.png"
            reduced(take(browser, address, reach, theme)).save(file, optimize=True)
            print(f"{file.stat().st_size:7,} bytes  {file.name}", flush=True)
        browser.close()


def take(browser: Browser, address: str, reach: Callable[[Page, str], None], theme: str) -> Image.Image:
    """Return a picture of what is in sight."""
    with browser.new_context(**{**SCREEN, "color_scheme": theme}) as context:
        page = context.new_page()
        reach(page, address)
        return Image.open(io.BytesIO(page.screenshot()))


def reduced(picture: Image.Image) -> Image.Image:
    """Return a picture of few colours: a third of the bytes."""
    return picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=2)


if __name__ == "__main__":
    main()
