"""The page fits a small phone and is legible by day and by night."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import button, chart_rows, expect_reading, headline, pad, pixels
from tests.browser.drawings import strokes_of
from tests.browser.hand import draw_by_mouse

Scheme = Literal["light", "dark"]

#: The Web Content Accessibility Guidelines' least for text of ordinary size.
LEAST_CONTRAST = 4.5

#: Red, green and blue of an element's text and of the nearest ground below it that isn't see-through.
COLOURS = """element => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  let ground = element;
  const isClear = (each) => numbers(getComputedStyle(each).backgroundColor)[3] === 0;
  while (ground.parentElement && isClear(ground)) ground = ground.parentElement;
  return [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor].map(numbers);
}"""


@pytest.mark.browser_context_args(viewport={"width": 320, "height": 568})
def test_a_page_320_pixels_wide_holds_everything_without_scrolling_sideways(open_page: Page) -> None:
    draw_by_mouse(open_page, strokes_of(7))
    expect_reading(open_page, "7")
    assert open_page.evaluate("document.documentElement.scrollWidth") == 320
    parts = [
        pad(open_page),
        *(button(open_page, name) for name in ("Undo", "Redo", "Clear")),
        open_page.get_by_text("Upload image"),
        *chart_rows(open_page).all(),
        open_page.get_by_role("img", name="What the model sees"),
        *(button(open_page, f"Example: {digit}") for digit in (2, 4, 5, 7, 8)),
    ]
    for part in parts:
        expect(part).to_be_visible()
        box = part.bounding_box()
        assert box is not None
        assert 0 <= box["x"] < box["x"] + box["width"] <= 320, part


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_legible(open_page: Page, scheme: Scheme) -> None:
    change_theme(open_page, scheme)
    button(open_page, "Example: 7").click()
    expect_reading(open_page, "7")
    texts = [
        open_page.get_by_role("heading", name="Digit Reader"),
        open_page.get_by_text("Nothing you draw or upload leaves this device."),
        open_page.get_by_text("You can also drop a picture"),
        open_page.get_by_role("tab", name="Probability of each digit"),
        open_page.get_by_role("link", name="Third-party licences"),
        button(open_page, "Clear"),
        headline(open_page, "7").first,
        pad(open_page),
    ]
    for text in texts:
        assert contrast(text) >= LEAST_CONTRAST, text
    ground = open_page.locator("body").evaluate(COLOURS)[1]
    assert (luminance(ground) < 0.5) == (scheme == "dark")


def test_a_change_of_theme_redraws_the_ink_and_keeps_the_reading(open_page: Page) -> None:
    change_theme(open_page, "light")
    button(open_page, "Example: 7").click()
    expect_reading(open_page, "7")
    canvases = [pad(open_page), open_page.get_by_role("img", name="What the model sees")]
    before = [pixels(canvas) for canvas in canvases]
    change_theme(open_page, "dark")
    expect_reading(open_page, "7")
    assert all(pixels(canvas) != shown for canvas, shown in zip(canvases, before, strict=True))
    change_theme(open_page, "light")
    assert [pixels(canvas) for canvas in canvases] == before


def change_theme(page: Page, scheme: Scheme) -> None:
    """Set the device's theme, and let the page hear of it: that comes before its next frame."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate("() => new Promise(requestAnimationFrame)")


def contrast(element: Locator) -> float:
    """Return the contrast of an element's text with its ground, from 1 to 21."""
    lighter, darker = sorted((luminance(colour) for colour in element.evaluate(COLOURS)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: list[float]) -> float:
    """Return the relative luminance of an sRGB colour, 0 to 1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour[:3])]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
