"""How the page looks: its theme, its colours, whether they can be told apart, and what has no room."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Locator, Page

Scheme = Literal["light", "dark"]

#: The Web Content Accessibility Guidelines' least for text of ordinary size.
LEAST_CONTRAST = 4.5

#: Red, green and blue of an element's text and of the nearest ground below it that isn't see-through.
COLOURS = """element => {
  // A mixed colour is told as color(srgb ...), in shares of one.
  const unit = (colour) => (colour.startsWith("color(srgb") ? 255 : 1);
  const numbers = (colour) => colour.match(/[\\d.]+/g).map((number) => unit(colour) * number);
  let ground = element;
  const isClear = (each) => numbers(getComputedStyle(each).backgroundColor)[3] === 0;
  while (ground.parentElement && isClear(ground)) ground = ground.parentElement;
  return [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor].map(numbers);
}"""

#: What one would have to scroll sideways, or can't see.
TOO_WIDE = """() => [
  ...[document.documentElement, ...document.querySelectorAll("dialog[open], [role=tabpanel]:not([hidden])")]
    .filter((each) => each.scrollWidth > each.clientWidth),
  ...[...document.querySelectorAll("button, a, label, h1, h2, canvas, input")]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
    // The line for numbers scrolls sideways by itself, and all that stands on it.
    .filter((each) => document.body.dataset.mode !== "number" || !each.closest(".paper")),
].map((each) => each.outerHTML.slice(0, 200))"""


def change_theme(page: Page, scheme: Scheme) -> None:
    """Set the device's theme, and let the page hear of it."""
    page.emulate_media(color_scheme=scheme)
    wait_for_colours(page)


def wait_for_colours(page: Page) -> None:
    """Wait until another look of the device shows: a frame that is under way may still be of the former."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def contrast(element: Locator) -> float:
    """Return the contrast of an element's text with its ground, from 1 to 21."""
    lighter, darker = sorted((luminance(colour) for colour in element.evaluate(COLOURS)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: list[float]) -> float:
    """Return the relative luminance of an sRGB colour, 0 to 1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour[:3])]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
