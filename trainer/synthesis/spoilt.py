"""Digits that no longer are one: mirrored, turned on their head or side, crossed out, or with another one over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from trainer.synthesis.lots import Rng, some
from trainer.synthesis.prototypes import Floats, Prototype

#: What one line across makes of them is still read: a slashed 0, a 1 or a 7 with a bar.
BARRED = ("0", "1", "7")
#: How far a line that crosses out goes beyond the digit, in units of which the digit is 100 high.
OVERSHOOT = (4.0, 22.0)


def mirrored(digits: Sequence[Prototype], rng: Rng) -> Prototype:
    """Return a digit as a mirror shows it."""
    return moved(some(digits, rng), "mirrored", np.array([[-1, 0], [0, 1]]))


def turned(digits: Sequence[Prototype], rng: Rng) -> Prototype:
    """Return a digit on its head or on a side, perhaps mirrored too."""
    quarters = rng.integers(1, 4)
    matrix = np.linalg.matrix_power(np.array([[0, 1], [-1, 0]]), quarters) * (1, rng.choice((-1, 1)))
    return moved(some(digits, rng), "turned", matrix)


def crossed_out(digits: Sequence[Prototype], rng: Rng) -> Prototype:
    """Return a digit that somebody crossed out: by a line, two or three, a cross or a zigzag."""
    digit = some(digits, rng)
    one = [] if digit.kind in BARRED else [strike]
    ways: list[Callable[[Floats, Floats, Rng], list[Floats]]] = [*one, several, cross, zigzag]
    places = np.concatenate(digit.strokes)
    lines = ways[rng.integers(len(ways))](places.min(axis=0), places.max(axis=0), rng)
    return with_strokes(digit, "crossed out", lines)


def over_each_other(digits: Sequence[Prototype], rng: Rng) -> Prototype:
    """Return two digits in the same place: no 1 or 0, which another may take up."""
    first, second = (some([digit for digit in digits if digit.kind not in "01"], rng) for _ in range(2))
    while second.kind == first.kind:
        second = some([digit for digit in digits if digit.kind not in "01"], rng)
    return with_strokes(first, "over each other", [stroke + rng.normal(0, 8, 2) for stroke in second.strokes])


KINDS: dict[str, Callable[[Sequence[Prototype], Rng], Prototype]] = {
    "mirrored": mirrored,
    "turned": turned,
    "crossed out": crossed_out,
    "over each other": over_each_other,
}


def strike(low: Floats, high: Floats, rng: Rng) -> list[Floats]:
    """Return one line through the middle, level or aslant."""
    middle, spread = (low + high) / 2, (high - low) / 2
    slope = rng.uniform(-1, 1)
    reach = spread[0] + rng.uniform(*OVERSHOOT)
    shift = rng.normal(0, 0.12) * spread[1]
    way = np.array([reach, slope * spread[1]])
    return [np.stack([middle - way, middle + way]) + np.array((0, shift))]


def several(low: Floats, high: Floats, rng: Rng) -> list[Floats]:
    """Return two or three lines beside each other."""
    first = strike(low, high, rng)[0]
    gap = (high - low)[1] * rng.uniform(0.12, 0.3)
    return [
        first + np.array((0, gap * (index - 0.5))) + rng.normal(0, 3, (2, 2)) for index in range(rng.integers(2, 4))
    ]


def cross(low: Floats, high: Floats, rng: Rng) -> list[Floats]:
    """Return two lines from corner to corner."""
    over = rng.uniform(-4, 18, (4, 2))
    down = np.stack([low - over[0], high + over[1]])
    up = np.stack([(low[0] - over[2, 0], high[1] + over[2, 1]), (high[0] + over[3, 0], low[1] - over[3, 1])])
    return [down, up]


def zigzag(low: Floats, high: Floats, rng: Rng) -> list[Floats]:
    """Return one line to and fro over all of it."""
    count = int(rng.integers(5, 12))
    y = np.linspace(low[1] - 4, high[1] + 4, count) + rng.normal(0, 3, count)
    x = np.where(np.arange(count) % 2, low[0], high[0]) + rng.normal(0, 6, count)
    return [np.stack([x, y], axis=1)]


def moved(digit: Prototype, how: str, matrix: NDArray[np.int_]) -> Prototype:
    """Return a digit whose places a matrix takes elsewhere."""
    strokes = tuple(stroke @ matrix for stroke in digit.strokes)
    return replace(digit, family="spoilt", kind=how, name=f"{digit.kind} {digit.name}", strokes=strokes)


def with_strokes(digit: Prototype, how: str, strokes: Sequence[Floats]) -> Prototype:
    """Return a digit with further strokes."""
    corners = tuple(np.zeros(len(stroke), bool) for stroke in strokes)
    return Prototype(
        "spoilt",
        how,
        f"{digit.kind} {digit.name}",
        digit.validation,
        (*digit.strokes, *strokes),
        (*digit.corners, *corners),
    )
