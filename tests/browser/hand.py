"""A hand that draws on the pad, through the browser's own input: mouse, finger or pen.

Strokes are lists of (x, y) in the pad's own measure: (0, 0) is its top left corner, (1, 1) its bottom right one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

Point = tuple[float, float]
Strokes = Sequence[Sequence[Point]]


def draw_by_mouse(page: Page, strokes: Strokes) -> None:
    """Draw with the left button held down."""
    for first, *others in on_screen(page, strokes):
        page.mouse.move(*first)
        page.mouse.down()
        for point in others:
            page.mouse.move(*point)
        page.mouse.up()


def draw_by_touch(page: Page, strokes: Strokes) -> None:
    """Draw with one finger."""
    with input_of(page) as send:
        for first, *others in on_screen(page, strokes):
            send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at(first)]})
            for point in others:
                send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at(point)]})
            send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def draw_by_pen(page: Page, strokes: Strokes) -> None:
    """Draw with a stylus."""
    pen = {"pointerType": "pen", "button": "left", "force": 0.5, "clickCount": 1}
    with input_of(page) as send:
        for first, *others in on_screen(page, strokes):
            send("Input.dispatchMouseEvent", {"type": "mousePressed", "buttons": 1, **pen, **at(first)})
            for point in others:
                send("Input.dispatchMouseEvent", {"type": "mouseMoved", "buttons": 1, **pen, **at(point)})
            send(
                "Input.dispatchMouseEvent",
                {"type": "mouseReleased", "buttons": 0, **pen, **at((others or [first])[-1])},
            )


def place(strokes: Strokes, left: float, top: float, size: float) -> list[list[Point]]:
    """Return strokes drawn for the whole pad, shrunk into a square of it."""
    return [[(left + size * x, top + size * y) for x, y in stroke] for stroke in strokes]


def on_screen(page: Page, strokes: Strokes) -> list[list[Point]]:
    """Return strokes in the viewport's pixels, the pad scrolled into view."""
    pad = page.get_by_label("Drawing pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None, "the pad is not shown"
    return [[(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke] for stroke in strokes]


@contextmanager
def input_of(page: Page) -> Iterator[Callable[[str, dict[str, Any]], Any]]:
    """Give the function by which the browser takes input as if from its devices."""
    session = page.context.new_cdp_session(page)
    yield session.send
    session.detach()


def at(point: Point) -> dict[str, float]:
    """Return a point as the browser's protocol names it."""
    return {"x": point[0], "y": point[1]}
