"""Stroke prototypes: the shapes that people write, as we wrote them down, and the curves through their points.

`prototypes.json` holds for each kind (a digit, a letter, a mark) named shapes. A shape is a list of strokes, a stroke
the places that the pen passes, "x,y" in a box about 100 units high with y growing downwards. The pen curves smoothly
through them all but those with an exclamation mark behind: there it turns sharply.

What `validation` names is kept for validation: of digits some shapes, of letters and marks whole kinds, for doubt is
to be measured on what was never seen. What `rare` names are shapes of digits that few people write.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainer.config import UserError

Floats = NDArray[np.float64]

FILE = Path(__file__).with_name("prototypes.json")
FAMILIES = ("digits", "letters", "marks")
PLACE = re.compile(r"(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(!?)")

#: Units of the pen's way between two places of a curve: 0.8 of the model's pixels, where the ink is 20 high.
STEP = 4.0
#: The cosine of 60 degrees: of what is traced or assembled, a stroke that turns further has a corner there.
SHARP = 0.5


@dataclass(frozen=True)
class Prototype:
    """One shape of one kind."""

    family: str
    kind: str
    name: str
    validation: bool  # kept for validation, and never learnt from
    strokes: tuple[Floats, ...]  # each (points, 2)
    corners: tuple[NDArray[np.bool_], ...]  # each (points,)
    rare: bool = False  # written by few people

    @cached_property
    def curves(self) -> tuple[tuple[Floats, Floats], ...]:
        """For each stroke two matrices (places, points): its curve is (polygon + roundness * bulge) @ points.

        The polygon joins the points by straight lines; with the bulge whole, the curve is a Catmull-Rom spline.
        """
        return tuple(curve(*stroke) for stroke in zip(self.strokes, self.corners, strict=True))


def load(file: Path = FILE) -> tuple[Prototype, ...]:
    """Return all prototypes.

    Raises:
        UserError: the file isn't as the module says.
    """
    try:
        families = json.loads(file.read_text(encoding="utf-8"))
        kept, rare = families["validation"], families["rare"]
        return tuple(
            Prototype(
                family,
                kind,
                name,
                is_kept(kept[family], kind, name),
                *read_shape(strokes),
                rare=family == "digits" and name in rare[kind],
            )
            for family in FAMILIES
            for kind, shapes in families[family].items()
            for name, strokes in shapes.items()
        )
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise UserError(f"{file} is damaged: {error}.") from error


def is_kept(kept: dict[str, list[str]] | list[str], kind: str, name: str) -> bool:
    """Tell whether a shape is kept for validation."""
    return name in kept[kind] if isinstance(kept, dict) else kind in kept


def read_shape(strokes: list[str]) -> tuple[tuple[Floats, ...], tuple[NDArray[np.bool_], ...]]:
    """Return the points of each stroke, and which of them are corners."""
    points, corners = zip(*(read_stroke(stroke) for stroke in strokes), strict=True)
    return points, corners


def read_stroke(text: str) -> tuple[Floats, NDArray[np.bool_]]:
    """Return a stroke's points and which of them are corners."""
    places = [PLACE.fullmatch(place) for place in text.split()]
    if len(places) < 2 or None in places:
        raise ValueError(f"expected a stroke of two places or more, each like 10,20 or 10,20!, got {text!r}")
    fields = [place.groups() for place in places if place]
    points = np.array([(float(x), float(y)) for x, y, _ in fields])
    if not np.diff(points, axis=0).any(axis=1).all():
        raise ValueError(f"a stroke stands still: {text!r}")
    return points, np.array([bool(mark) for *_, mark in fields])


def bounds(paths: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Return the lowest and the highest (x, y) of paths."""
    places = np.concatenate(paths)
    return places.min(axis=0), places.max(axis=0)


def sharp_turns(points: Floats) -> NDArray[np.bool_]:
    """Tell at which of (points, 2) places a stroke has a corner: it turns by more than SHARP."""
    ways = np.diff(points, axis=0)
    ways /= np.maximum(np.hypot(*ways.T)[:, None], 1e-9)
    corners = np.zeros(len(points), bool)
    corners[1:-1] = (ways[:-1] * ways[1:]).sum(axis=1) < SHARP
    return corners


def curve(points: Floats, corners: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return the (places, points) matrices of a stroke's polygon and of what bulges its curve beyond it."""
    lengths = np.hypot(*np.diff(points, axis=0).T)
    steps = np.maximum(1, np.round(lengths / STEP)).astype(int)
    ends = sorted({0, len(points) - 1, *np.flatnonzero(corners)})
    slopes = np.zeros((2, len(points), len(points)))  # tangents when leaving and when reaching each point
    for first, last in pairwise(ends):
        tangents = tangents_between(lengths[first:last])
        slopes[0, first : last + 1, first : last + 1] += tangents * on(range(len(tangents) - 1), len(tangents))
        slopes[1, first : last + 1, first : last + 1] += tangents * on(range(1, len(tangents)), len(tangents))
    unit = np.eye(len(points))
    polygon, bulge = [], []
    for index, (length, count) in enumerate(zip(lengths, steps, strict=True)):
        t = (np.arange(count + (index == len(lengths) - 1)) / count)[:, None]
        polygon.append((1 - t) * unit[index] + t * unit[index + 1])
        smooth = (
            (2 * t**3 - 3 * t**2 + 1) * unit[index]
            + (t**3 - 2 * t**2 + t) * length * slopes[0, index]
            + (3 * t**2 - 2 * t**3) * unit[index + 1]
            + (t**3 - t**2) * length * slopes[1, index + 1]
        )
        bulge.append(smooth - polygon[-1])
    return np.concatenate(polygon), np.concatenate(bulge)


def on(rows: range, count: int) -> Floats:
    """Return a (count, 1) mask of some rows."""
    mask = np.zeros((count, 1))
    mask[list(rows)] = 1
    return mask


def tangents_between(lengths: Floats) -> Floats:
    """Return the (points, points) matrix of the tangents of a smooth piece: parabolas through three points each."""
    count = len(lengths) + 1
    chord = np.zeros((count - 1, count))
    chord[np.arange(count - 1), np.arange(count - 1)] = -1 / lengths
    chord[np.arange(count - 1), np.arange(1, count)] = 1 / lengths
    tangents = np.zeros((count, count))
    for middle in range(1, count - 1):
        before, after = lengths[middle - 1], lengths[middle]
        tangents[middle] = (after * chord[middle - 1] + before * chord[middle]) / (before + after)
    # At its ends the pen goes on as it bends: half again the chord, less half the next tangent.
    tangents[0] = 1.5 * chord[0] - 0.5 * tangents[1] if count > 2 else chord[0]
    tangents[-1] = 1.5 * chord[-1] - 0.5 * tangents[-2] if count > 2 else chord[-1]
    return tangents
