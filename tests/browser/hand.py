"""A hand that draws on the pad, through the browser's own input: mouse, finger or pen.

Strokes are lists of (x, y) in the pad's own measure: (0, 0) is its top left corner, (1, 1) its bottom right one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

Point = tuple[float, float]
Strokes = Sequence[Sequence[Point]]


def draw_by_mouse(page: Page, strokes: Strokes) -> None:
    """Draw with the left button held down."""
    for points in on_screen(page, strokes):
        drag_mouse(page, points)


def drag_mouse(page: Page, points: Sequence[Point]) -> None:
    """Move along places on the screen with the left button held down."""
    first, *others = points
    page.mouse.move(*first)
    page.mouse.down()
    for point in others:
        page.mouse.move(*point)
    page.mouse.up()


def draw_by_touch(page: Page, strokes: Strokes) -> None:
    """Draw with one finger."""
    with fingers(page) as touch:
        for points in on_screen(page, strokes):
            drag_finger(touch, points)


def drag_finger(touch: Callable[..., None], points: Sequence[Point]) -> None:
    """Move one finger along places on the screen."""
    first, *others = points
    touch("touchStart", first)
    for point in others:
        touch("touchMove", point)
    touch("touchEnd")


def draw_by_pen(page: Page, strokes: Strokes) -> None:
    """Draw with a stylus."""
    with pen_of(page) as pen:
        for first, *others in on_screen(page, strokes):
            pen("mousePressed", first)
            for point in others:
                pen("mouseMoved", point)
            pen("mouseReleased", (others or [first])[-1])


@contextmanager
def fingers(page: Page) -> Iterator[Callable[..., None]]:
    """Give the function that touches the screen: a kind of event, and where every finger is then."""
    with input_of(page) as send:

        def touch(kind: str, *points: Point) -> None:
            contacts = [{**at(point), "id": finger} for finger, point in enumerate(points)]
            send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": contacts})

        yield touch


@contextmanager
def pen_of(page: Page, button: str = "left") -> Iterator[Callable[[str, Point], None]]:
    """Give the function that moves a stylus, one of its buttons pressed: a kind of event, and where it is then."""
    held = {"left": 1, "right": 2, "middle": 4}[button]
    with input_of(page) as send:

        def move(kind: str, point: Point) -> None:
            buttons = 0 if kind == "mouseReleased" else held
            send(
                "Input.dispatchMouseEvent",
                {"type": kind, "pointerType": "pen", "button": button, "buttons": buttons, "force": 0.5}
                | {"clickCount": 1, **at(point)},
            )

        yield move


def drag(page: Page, data: Mapping[str, Any], *steps: str) -> None:
    """Let the browser take something dragged over the page's title, as if from another program."""
    box = page.get_by_role("heading", name="Digit Reader").bounding_box()
    assert box is not None
    with input_of(page) as send:
        for step in steps:
            send(
                "Input.dispatchDragEvent",
                {"type": step, "x": box["x"], "y": box["y"], "data": {**data, "dragOperationsMask": 1}},
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
