"""Characters that nobody uses: two to six strokes of a pen, joined, crossed, closed and dotted as writing is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from trainer.synthesis.lots import Rng
from trainer.synthesis.prototypes import Floats, Prototype

Stroke = tuple[Floats, NDArray[np.bool_]]  # (points, 2) in a box 100 units wide and high, and which are corners

MOST_STROKES = 6
#: How often a stroke begins on one that is there, at one's end, or anywhere.
JOINS = {"on": 0.35, "end": 0.3, "anywhere": 0.35}
CLOSED_SHARE, DOTTED_SHARE = 0.2, 0.15
#: The least way between two places of a stroke, in the box's units: nearer, the pen would tremble.
LEAST_WAY = 8.0


def character(rng: Rng, name: str, validation: bool) -> Prototype:
    """Return a new character."""
    strokes: list[Stroke] = []
    for _ in range(rng.integers(2, MOST_STROKES + 1) if rng.random() < 0.75 else 1):
        strokes.append(stroke(rng, beginning(strokes, rng), complex_enough=not strokes))
    if rng.random() < DOTTED_SHARE:
        strokes += [dot(rng) for _ in range(rng.integers(1, 4))]
    paths, corners = zip(*strokes, strict=True)
    return Prototype("invented", "invented", name, validation, paths, corners)


def beginning(strokes: list[Stroke], rng: Rng) -> Floats:
    """Return where a stroke begins: on another one, at an end of it, or anywhere."""
    how = rng.choice(list(JOINS), p=list(JOINS.values()))
    if not strokes or how == "anywhere":
        return rng.uniform(0, 100, 2)
    points, _ = strokes[rng.integers(len(strokes))]
    if how == "end":
        return np.asarray(points[rng.choice((0, -1))])
    at = rng.integers(len(points) - 1)
    return np.asarray(points[at] + rng.random() * (points[at + 1] - points[at]))


def stroke(rng: Rng, start: Floats, complex_enough: bool) -> Stroke:
    """Return a stroke from a place on, of any kind; closed now and then."""
    kinds: list[Callable[[Rng, Floats], Stroke]] = [line, arc, spline, corners]
    kind = kinds[rng.integers(1 if complex_enough else 0, len(kinds))]
    points, sharp = kind(rng, start)
    if rng.random() < CLOSED_SHARE and len(points) > 2:
        points, sharp = np.concatenate([points, points[:1]]), np.append(sharp, False)
    return apart(points, sharp)


def line(rng: Rng, start: Floats) -> Stroke:
    """Go straight, mostly level, upright or aslant by an eighth of a turn."""
    angle = rng.integers(8) * np.pi / 4 + rng.normal(0, 0.12)
    way = np.array([np.cos(angle), np.sin(angle)]) * rng.uniform(25, 100)
    return inside(np.stack([start, start + way])), np.zeros(2, bool)


def arc(rng: Rng, start: Floats) -> Stroke:
    """Go round by a quarter of a turn to more than a whole one."""
    turn = rng.uniform(0.25, 1.2) * 2 * np.pi * rng.choice((-1, 1))
    angles = rng.uniform(0, 2 * np.pi) + np.linspace(0, turn, max(3, int(abs(turn) / 0.6)))
    radii = rng.uniform(10, 45, 2) if rng.random() < 0.5 else np.full(2, rng.uniform(10, 45))
    round_about = np.stack([np.cos(angles), np.sin(angles)], axis=1) * radii
    return inside(start + round_about - round_about[0]), np.zeros(len(angles), bool)


def spline(rng: Rng, start: Floats) -> Stroke:
    """Wander smoothly through a few places."""
    count = int(rng.integers(2, 6))
    ways = rng.normal(0, 32, (count, 2))
    return inside(np.concatenate([start[None], start + np.cumsum(ways, axis=0)])), np.zeros(count + 1, bool)


def corners(rng: Rng, start: Floats) -> Stroke:
    """Turn sharply at a few places."""
    points, _ = spline(rng, start)
    sharp = np.zeros(len(points), bool)
    sharp[1:-1] = True
    return points, sharp


def dot(rng: Rng) -> Stroke:
    """Touch the paper for a moment."""
    start = rng.uniform(0, 100, 2)
    return np.stack([start, start + rng.uniform(1, 4, 2)]), np.zeros(2, bool)


def inside(points: Floats) -> Floats:
    """Fold places that lie outside of the box back into it."""
    folded = np.abs(points) % 200
    return np.asarray(np.where(folded > 100, 200 - folded, folded))


def apart(points: Floats, sharp: NDArray[np.bool_]) -> Stroke:
    """Leave out places that are too near to the one before; of a short stroke its ends stay."""
    kept = [0]
    for index in range(1, len(points)):
        if np.hypot(*(points[index] - points[kept[-1]])) >= LEAST_WAY:
            kept.append(index)
    if len(kept) < 2:
        return np.stack([points[0], points[0] + LEAST_WAY]), np.zeros(2, bool)
    return points[kept], sharp[kept]
