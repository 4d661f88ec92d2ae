"""Drawings put on the pad as people put them, and moved, scaled and turned there."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Sequence
from typing import Any

Strokes = Sequence[Sequence[Sequence[float]]]
#: What `read` takes: strokes, and the width of their pen.
Drawing = dict[str, Any]

#: The pad in the page's own units; and its pen between others, as other pages and hands have them.
PAD, PENS = 280, (10, 16, 24)
#: The longer side of a drawing, as a share of the pad.
SMALLEST, LARGEST = 0.2, 0.9


def place(strokes: Strokes, rng: random.Random, least_side: float = 0) -> Drawing:
    """Return strokes drawn somewhere on the pad, small or large, with one of the pens.

    Args:
        least_side: what a smaller drawing counts as, in its own units: a dot isn't to grow into a stroke.
    """
    left, top, right, bottom = bounds_of(strokes)
    side = max(right - left, bottom - top, least_side) or 1
    scale = rng.uniform(SMALLEST, LARGEST) * PAD / side
    to_x = rng.uniform(0, PAD - (right - left) * scale) - left * scale
    to_y = rng.uniform(0, PAD - (bottom - top) * scale) - top * scale
    placed = each_point(strokes, lambda x, y: (to_x + x * scale, to_y + y * scale))
    return {"strokes": placed, "width": rng.choice(PENS)}


def moved(drawing: Drawing, rng: random.Random) -> Drawing:
    """Return a drawing moved by up to the pad's side, beyond its edges too."""
    dx, dy = rng.uniform(-PAD, PAD), rng.uniform(-PAD, PAD)
    return {**drawing, "strokes": each_point(drawing["strokes"], lambda x, y: (x + dx, y + dy))}


def scaled(drawing: Drawing, rng: random.Random) -> Drawing:
    """Return a drawing three times as large, its pen too."""
    strokes = each_point(drawing["strokes"], lambda x, y: (3 * x, 3 * y))
    return {"strokes": strokes, "width": 3 * drawing["width"]}


def doubled(drawing: Drawing, rng: random.Random) -> Drawing:
    """Return a drawing as a pointer of twice the rate gives it: with a point between any two."""
    return {**drawing, "strokes": [with_midpoints(stroke) for stroke in drawing["strokes"]]}


def rotated(drawing: Drawing, rng: random.Random) -> Drawing:
    """Return a drawing turned by 5 degrees one way or the other."""
    angle = math.radians(rng.choice((-5, 5)))
    cosine, sine = math.cos(angle), math.sin(angle)
    strokes = each_point(drawing["strokes"], lambda x, y: (cosine * x - sine * y, sine * x + cosine * y))
    return {**drawing, "strokes": strokes}


def bounds_of(strokes: Strokes) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom."""
    xs, ys = zip(*(point for stroke in strokes for point in stroke), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def each_point(strokes: Strokes, go: Callable[[float, float], tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Return strokes with each point brought elsewhere."""
    return [[go(x, y) for x, y in stroke] for stroke in strokes]


def with_midpoints(stroke: Sequence[Sequence[float]]) -> list[Sequence[float]]:
    """Return a stroke with a point between any two."""
    between = [((x + to_x) / 2, (y + to_y) / 2) for (x, y), (to_x, to_y) in itertools.pairwise(stroke)]
    return [point for pair in zip(stroke, between, strict=False) for point in pair] + [stroke[-1]]
