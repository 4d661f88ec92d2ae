"""Lines as they come: digits that touch in a picture, a wide 0 of one stroke, and what only looks like digits."""

from __future__ import annotations

import base64
import math
from typing import Any

from playwright.sync_api import Page

from tests.browser.hosts import ONE_HOST
from tests.browser.in_page import load_recogniser, read_numbers
from tests.browser.line import strokes_of_number
from tests.browser.painter import encode, paint

pytestmark = ONE_HOST


def bar(x: float, height: float = 100) -> list[list[float]]:
    """Return a stroke that goes down."""
    return [[x, 0], [x - 3, height]]


def rail(y: float) -> list[list[float]]:
    """Return a stroke that runs along five bars."""
    return [[0, y], [310, y]]


def drawn(*strokes: list[list[float]]) -> dict[str, Any]:
    """Return strokes as a drawing."""
    return {"strokes": strokes, "width": 10}


def wide_zero(left: float) -> list[list[float]]:
    """Return a 0 of one stroke that is wider than high."""
    turns = [2 * math.pi * step / 40 for step in range(41)]
    return [[left + 65 - 65 * math.sin(turn), 50 - 50 * math.cos(turn)] for turn in turns]


def arrow(x: float) -> list[list[list[float]]]:
    """Return a shaft and its head."""
    return [[[x, 0], [x + 110, 0]], [[x + 80, -25], [x + 110, 0], [x + 80, 25]]]


def touching(number: str, step: float) -> str:
    """Return a picture of a number whose digits meet, as base64."""
    picture = paint(strokes_of_number(number, 0.1, step), size=(560, 280), pen_share=0.07)
    return base64.b64encode(encode(picture)).decode()


def test_lines_are_read_as_people_write_them(open_page: Page) -> None:
    recogniser = load_recogniser(open_page)
    lines = {"101": drawn(bar(0), wide_zero(30), bar(190)), "1111": drawn(*map(bar, (10, 80, 150, 220)))}
    pictures = {"253": touching("253", 0.45), "360": touching("360", 0.46)}
    readings = read_numbers(recogniser, [*lines.values(), *pictures.values()])
    assert [reading["text"] for reading in readings] == [*lines, *pictures]
    assert readings[1]["sure"]


def test_bars_that_others_cross_are_never_sure(open_page: Page) -> None:
    bars = [bar(x) for x in (10, 80, 150, 220, 290)]
    arrows = [stroke for x in (0.0, 150.0, 300.0) for stroke in arrow(x)]
    crossed = {
        "a comb": drawn(*bars, rail(100)),
        "a fence": drawn(*bars, rail(30), rail(70)),
        "squared paper": drawn(*bars, *map(rail, (0, 50, 100))),
        "arrows": drawn(*arrows),
    }
    readings = read_numbers(load_recogniser(open_page), list(crossed.values()))
    assert [name for name, reading in zip(crossed, readings, strict=True) if reading["sure"]] == []
