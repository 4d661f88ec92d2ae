"""A hand that writes numbers on the line, where the line's height is the measure: (0, 0) is its top left corner."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import pad
from tests.browser.drawings import strokes_of
from tests.browser.hand import Point, Strokes, drag_finger, drag_mouse, fingers

#: Of the line's height: digits as people write them, and the way from one to the next.
DIGIT_SIZE, STEP = 0.95, 0.6
TOP = 0.02


#: Where the line is scrolled to.
LINE = "() => ({ scrollLeft: document.getElementById('paper').scrollLeft })"

#: Scrolls the line until a place of it is well in sight.
SCROLL_TO = """(canvas, place) => {
  const scroller = canvas.parentElement.parentElement;
  const px = place * canvas.clientHeight;
  if (px < scroller.scrollLeft + 8) scroller.scrollLeft = px - 8;
  if (px > scroller.scrollLeft + scroller.clientWidth - canvas.clientHeight) scroller.scrollLeft = px - 8;
}"""


def number_mode(page: Page) -> None:
    """Ask for numbers, and wait until they can be written."""
    page.get_by_role("radio", name="Number").check()
    expect(page.locator("body")).to_have_attribute("data-mode", "number")


def strokes_of_number(number: str, start: float = 0.0, step: float = STEP) -> list[list[Point]]:
    """Return a number's strokes, its first digit at a place of the line."""
    return [
        [(start + place * step + DIGIT_SIZE * (x - 0.2), TOP + DIGIT_SIZE * y) for x, y in stroke]
        for place, digit in enumerate(number)
        for stroke in strokes_of(int(digit), "open" if digit == "4" else None)
    ]


def on_line(page: Page, strokes: Strokes) -> list[list[Point]]:
    """Return strokes in the viewport's pixels."""
    pad(page).scroll_into_view_if_needed()
    # As one scrolls to where one writes on.
    pad(page).evaluate(SCROLL_TO, min(x for stroke in strokes for x, _ in stroke))
    box = pad(page).bounding_box()
    assert box is not None, "the line is not shown"
    side = box["height"]
    return [[(box["x"] + x * side, box["y"] + y * side) for x, y in stroke] for stroke in strokes]


def write_by_mouse(page: Page, strokes: Strokes) -> None:
    """Write with the left button held down."""
    for stroke in strokes:
        drag_mouse(page, *on_line(page, [stroke]))


def write_by_touch(page: Page, strokes: Strokes) -> None:
    """Write with one finger."""
    with fingers(page) as touch:
        for stroke in strokes:
            drag_finger(touch, *on_line(page, [stroke]))


def labels(page: Page) -> Locator:
    """Return the labels of the digits, in the number's order."""
    return page.get_by_role("radiogroup", name="Digits of the number").get_by_role("radio")


def frames(page: Page) -> Locator:
    """Return the frames around the digits' ink, in the number's order."""
    return page.locator(".frame")


def offered(page: Page) -> Locator:
    """Return what else the number may be, to be chosen."""
    return page.get_by_role("group", name="Or is it").get_by_role("button")
