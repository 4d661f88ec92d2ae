"""The project's own drawings of digits, as strokes for a hand or a painter."""

from __future__ import annotations

import json
from pathlib import Path

from tests.browser.hand import Point

DRAWINGS = json.loads((Path(__file__).parents[2] / "trainer" / "drawings.json").read_text(encoding="utf-8"))

#: The longer side of a drawing, of the pad's: as large as people write where they are given a square.
DRAWN_SIZE = 0.7
#: As many as a quick hand leaves: the browser takes one move a frame.
POINTS_A_STROKE = 14


def strokes_of(digit: int, name: str | None = None) -> list[list[Point]]:
    """Return the drawing of that name, else the digit's first, in the middle of the pad's own measure."""
    found = next(each for each in DRAWINGS if each["label"] == digit and name in (None, each["name"]))
    xs = [x for stroke in found["strokes"] for x, _ in stroke]
    ys = [y for stroke in found["strokes"] for _, y in stroke]
    scale = DRAWN_SIZE / max(max(xs) - min(xs), max(ys) - min(ys))
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return [
        [(0.5 + (x - middle_x) * scale, 0.5 + (y - middle_y) * scale) for x, y in thinned(stroke)]
        for stroke in found["strokes"]
    ]


def thinned(stroke: list[list[float]]) -> list[list[float]]:
    """Return a stroke of few points, its two ends among them."""
    step = max(1, round(len(stroke) / POINTS_A_STROKE))
    return [*stroke[:-1:step], stroke[-1]]
