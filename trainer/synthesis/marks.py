"""The marks that people write between a number's digits, as one hand writes them: on a line where digits are 100 high.

A digit's head is at 0 and its foot at 100; what hangs below the line lies beyond.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.synthesis.lots import Rng
from trainer.synthesis.prototypes import Floats

Paths = list[Floats]

#: All marks that a number may hold.
MARKS = ".,-/:%+()"


@dataclass(frozen=True)
class Manner:
    """How one hand writes its marks."""

    dot: float  # a point's extent: 0 is a tap
    ringed: bool  # whether points are small rings
    tail: float  # how long a comma is
    dash: float  # how long a dash is
    lean: float  # of a slash to the right, as it rises from foot to head
    reach: float  # how far slashes and parentheses go beyond the digits
    size: float  # of a plus sign, and of a percent's rings


def some_manner(rng: Rng) -> Manner:
    """Return a hand's way with marks."""
    return Manner(
        dot=0.0 if rng.random() < 0.5 else rng.uniform(3, 13),
        ringed=rng.random() < 0.08,
        tail=rng.uniform(14, 38),
        dash=rng.uniform(22, 62),
        lean=rng.uniform(18, 75),
        reach=rng.uniform(0, 28),
        size=rng.uniform(0.7, 1.3),
    )


def write(mark: str, manner: Manner, rng: Rng) -> Paths:
    """Return a mark's strokes, its leftmost place at 0."""
    paths = WRITTEN[mark](manner, rng)
    trembling = [path + rng.normal(0, 1.2, path.shape) for path in paths]
    left = min(path[:, 0].min() for path in trembling)
    return [path - (left, 0) for path in trembling]


def point(manner: Manner, rng: Rng) -> Paths:
    """Touch the line."""
    return [dot_at(np.array([0, 97 + rng.normal(0, 4)]), manner, rng)]


def comma(manner: Manner, rng: Rng) -> Paths:
    """Touch the line and go on below it."""
    length = manner.tail * rng.uniform(0.8, 1.2)
    start = np.array([0, 98 - rng.uniform(0, 0.6) * length])
    aside = np.array([-rng.uniform(0.1, 0.8), 1]) * length
    bow = np.array([rng.uniform(0, 0.25), 0]) * length
    return [curve(start, start + aside / 2 + bow, start + aside)]


def dash(manner: Manner, rng: Rng) -> Paths:
    """Go level."""
    length = manner.dash * rng.uniform(0.85, 1.15)
    y = rng.normal(53, 8)
    return [
        curve(np.array([0, y]), np.array([length / 2, y + rng.normal(0, 2)]), np.array([length, y + rng.normal(0, 4)]))
    ]


def slash(manner: Manner, rng: Rng) -> Paths:
    """Fall from right to left, perhaps a little bent; the steeper, the further beyond the digits, or it is a 1."""
    reach = max(manner.reach, 22 - 0.4 * manner.lean)
    head = np.array([manner.lean * rng.uniform(0.85, 1.15), -reach * rng.uniform(0.6, 1.3)])
    foot = np.array([0, 100 + reach * rng.uniform(0.6, 1.3)])
    return [curve(head, (head + foot) / 2 + rng.normal(0, 3, 2), foot)]


def colon(manner: Manner, rng: Rng) -> Paths:
    """Touch the paper twice, one above the other."""
    low = rng.normal(92, 6)
    high = low - rng.uniform(30, 62)
    return [dot_at(np.array([rng.normal(0, 2), y]), manner, rng) for y in (high, low)]


def percent(manner: Manner, rng: Rng) -> Paths:
    """Draw two rings with a slash between them, perhaps joined to the first."""
    radius = 15 * manner.size
    (line,) = slash(manner, rng)
    middle = float(line[:, 0].mean())
    upper = ring(np.array([middle - rng.uniform(24, 36), rng.uniform(12, 30)]), radius, rng)
    lower = ring(np.array([middle + rng.uniform(24, 36), rng.uniform(72, 90)]), radius, rng)
    if rng.random() < 0.2:
        return [np.concatenate([upper, line]), lower]
    return [upper, line, lower] if rng.random() < 0.6 else [upper, lower, line]


def plus(manner: Manner, rng: Rng) -> Paths:
    """Cross a level line with an upright one."""
    half = 24 * manner.size
    middle = np.array([half, rng.normal(52, 6)])
    level, upright = np.array([half, 0]), np.array([0, half * rng.uniform(0.85, 1.2)])
    lines = [np.stack([middle - way, middle + way]) for way in (level, upright)]
    return lines if rng.random() < 0.6 else lines[::-1]


def opening(manner: Manner, rng: Rng) -> Paths:
    """Bow to the left."""
    depth, reach = rng.uniform(14, 34), manner.reach
    return [
        curve(
            np.array([0, -reach]), np.array([-depth, 50 + rng.normal(0, 5)]), np.array([rng.normal(0, 3), 100 + reach])
        )
    ]


def closing(manner: Manner, rng: Rng) -> Paths:
    """Bow to the right."""
    return [path * (-1, 1) for path in opening(manner, rng)]


WRITTEN = {
    ".": point,
    ",": comma,
    "-": dash,
    "/": slash,
    ":": colon,
    "%": percent,
    "+": plus,
    "(": opening,
    ")": closing,
}


def dot_at(place: Floats, manner: Manner, rng: Rng) -> Floats:
    """Return a point: a tap, a short stroke or a small ring."""
    if manner.ringed:
        return ring(place, 4.5, rng)
    if manner.dot == 0:
        return place[None]
    turn = rng.uniform(0, 2 * np.pi)
    way = np.array([np.cos(turn), np.sin(turn)]) * manner.dot * rng.uniform(0.5, 1.2)
    return np.stack([place, place + way])


def ring(middle: Floats, radius: float, rng: Rng) -> Floats:
    """Return a closed way round a place, as round as hands draw it."""
    turns = np.linspace(0, 2 * np.pi * rng.uniform(0.92, 1.12), 16) + rng.uniform(0, 2 * np.pi)
    spans = radius * np.exp(rng.normal(0, 0.15, 2))
    way: Floats = middle + np.stack([np.cos(turns), np.sin(turns)], axis=1) * spans
    return way


def curve(start: Floats, middle: Floats, end: Floats) -> Floats:
    """Return a bent way from one place to another, through a third."""
    t = np.linspace(0, 1, 9)[:, None]
    pull = 2 * middle - (start + end) / 2
    path: Floats = (1 - t) ** 2 * start + 2 * t * (1 - t) * pull + t**2 * end
    return path
