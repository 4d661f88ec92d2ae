"""Doodles made of parts: rings, boxes, roofs, wheels, waves and stalks set on, in, under and beside each other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from trainer.synthesis.lots import Rng, some
from trainer.synthesis.prototypes import Floats, Prototype, bounds, sharp_turns

Paths = list[Floats]  # each (points, 2)
Part = Callable[[Rng], Paths]

MOST_PARTS = 5
#: How much smaller than the thing it is set to a part may be, and at most.
SCALES = (0.25, 0.9)


def doodle(rng: Rng, name: str, validation: bool) -> Prototype:
    """Return a body and the parts that are set to it, some of them in pairs."""
    known = [part for part in PARTS if (part in KEPT_BACK) == validation]
    paths = sized(some(known, rng)(rng), np.zeros(2), rng.uniform(60, 100, 2))
    for _ in range(rng.integers(1, MOST_PARTS)):
        paths += placed(some(known, rng)(rng), bounds(paths), rng)
    corners = tuple(sharp_turns(path) for path in paths)
    return Prototype("assembled", "doodle", name, validation, tuple(paths), corners)


def placed(paths: Paths, box: tuple[Floats, Floats], rng: Rng) -> Paths:
    """Return a part set to what lies in a box: inside it, at a side, or on its edge; twice if it comes in pairs."""
    low, high = box
    spans = high - low
    size = spans.max() * rng.uniform(*SCALES) * rng.uniform(0.5, 1, 2)
    where = rng.random(2)
    if rng.random() < 0.5:  # at a side: above, below, left or right
        axis = rng.integers(2)
        where[axis] = rng.choice((0, 1))
    made = sized(paths, low + where * spans - size * rng.random(2), size)
    if rng.random() < 0.35:
        middle = (low + high)[0] / 2
        made += [(2 * middle, 0) + path * (-1, 1) for path in made]
    return made


def ring(rng: Rng) -> Paths:
    """Return a circle."""
    t = np.linspace(0, 2 * np.pi * rng.uniform(0.95, 1.1), 14) + rng.uniform(0, 6)
    return [np.stack([np.cos(t), np.sin(t)], axis=1) / 2 + 0.5]


def bow(rng: Rng) -> Paths:
    """Return part of a circle, open."""
    t = np.linspace(0, np.pi * rng.uniform(0.7, 1.5), 9) + rng.uniform(0, 6)
    return [np.stack([np.cos(t), np.sin(t)], axis=1) / 2 + 0.5]


def polygon(rng: Rng) -> Paths:
    """Return a closed shape of three to six corners."""
    count = int(rng.integers(3, 7))
    t = (np.arange(count + 1) % count + rng.uniform(-0.2, 0.2)) * 2 * np.pi / count + rng.integers(4) * np.pi / 4
    return [np.stack([np.cos(t), np.sin(t)], axis=1) / 2 + 0.5]


def box(rng: Rng) -> Paths:
    """Return an upright box, in one stroke or in two."""
    corners = np.array([(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)], float)
    return [corners] if rng.random() < 0.6 else [corners[:3], corners[2:]]


def stalk(rng: Rng) -> Paths:
    """Return a line, straight or a little bent."""
    ends = np.array([(rng.random(), 0), (rng.random(), 1)])
    return [np.stack([ends[0], ends.mean(axis=0) + rng.normal(0, 0.12, 2), ends[1]])]


def wave(rng: Rng) -> Paths:
    """Return a wavy or jagged line."""
    count = int(rng.integers(4, 9))
    return [np.stack([np.linspace(0, 1, count), np.arange(count) % 2 + rng.normal(0, 0.1, count)], axis=1)]


def roof(rng: Rng) -> Paths:
    """Return two lines that meet."""
    return [np.array([(0, 1), (rng.uniform(0.3, 0.7), 0), (1, 1)])]


def leaves(rng: Rng) -> Paths:
    """Return several lines from one place."""
    angles = rng.uniform(0, 6) + np.arange(rng.integers(3, 8)) * rng.uniform(0.4, 1.2)
    return [np.array([(0.5, 0.5), (0.5 + np.cos(angle) / 2, 0.5 + np.sin(angle) / 2)]) for angle in angles]


def bars(rng: Rng) -> Paths:
    """Return lines beside each other, or a lattice of them."""
    places = np.linspace(0, 1, int(rng.integers(2, 5)))
    level = [np.array([(0, y), (1, y)]) for y in places]
    return level + ([path[:, ::-1] for path in level] if rng.random() < 0.5 else [])


def leaf(rng: Rng) -> Paths:
    """Return a shape of two bows that meet in points."""
    x = np.linspace(0, 1, 7)
    y = np.sin(x * np.pi) * rng.uniform(0.2, 0.5)
    return [np.stack([np.append(x, x[-2::-1]), 0.5 + np.append(y, -y[-2::-1])], axis=1)]


def dot(rng: Rng) -> Paths:
    """Return a touch of the pen."""
    return [np.array([(0.45, 0.45), (0.55, 0.55)])]


PARTS: tuple[Part, ...] = (ring, bow, polygon, box, stalk, wave, roof, leaves, bars, leaf, dot)
#: Kept for validation.
KEPT_BACK: tuple[Part, ...] = (bow, leaf, roof, leaves)


def sized(paths: Paths, corner: Floats, size: Floats) -> Paths:
    """Return a part in the box that begins at a corner and is of this size."""
    return [corner + path * size for path in paths]
