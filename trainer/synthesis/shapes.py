"""Shapes that are no digit and that nobody listed: traced, invented, assembled, and digits that were spoilt."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from trainer.synthesis import assembled, characters, hand, invented, spoilt
from trainer.synthesis.hand import Drawing
from trainer.synthesis.likeness import DigitLikeness
from trainer.synthesis.part import Part
from trainer.synthesis.prototypes import Prototype

DrawingsToGrids = Callable[[Sequence[Drawing]], NDArray[np.float32]]

#: Hands of each digit's shape, and digits of MNIST, with which shapes are compared.
HANDS, OF_MNIST = 40, 12_000
#: So many are made of each kind that has no end, before those that look like a digit are left out.
MADE = {"invented": 4_000, "assembled": 2_000, "spoilt": 3_000}

Shapes = dict[str, list[Prototype]]


def make(part: Part, to_grids: DrawingsToGrids, mnist: NDArray[np.float32], share: float = 1.0) -> Shapes:
    """Return the shapes of a part by kind, without those that look like a digit.

    Args:
        mnist: (n, 28, 28, 1) digits of the same part, to compare with.
        share: how many of all are made.

    Raises:
        UserError: a typeface isn't installed, or the browser's code fails.
    """
    made = characters.traced(part.fonts, part.validation, share)
    made |= {kind: made_of(part, kind, max(1, round(MADE[kind] * share))) for kind in MADE}
    looks_like_digit = DigitLikeness(known_digits(part, to_grids, mnist, share))
    return {kind: unlike_digits(kind, of_kind, part, to_grids, looks_like_digit) for kind, of_kind in made.items()}


def made_of(part: Part, kind: str, count: int) -> list[Prototype]:
    """Return so many shapes of a kind that has no end."""
    rng = part.random(f"shapes: {kind}")
    if kind == "spoilt":
        digits = [shape for of_digit in part.shapes["digits"].values() for shape in of_digit]
        ways = list(spoilt.KINDS.values())
        return [ways[index % len(ways)](digits, rng) for index in range(count)]
    new = {"invented": invented.character, "assembled": assembled.doodle}[kind]
    return [new(rng, str(index), part.validation) for index in range(count)]


def known_digits(
    part: Part, to_grids: DrawingsToGrids, mnist: NDArray[np.float32], share: float
) -> NDArray[np.float32]:
    """Return (n, 28, 28) grids of digits by hand and of MNIST, in any order."""
    rng = part.random("digits to compare with")
    shapes = [shape for of_digit in part.shapes["digits"].values() for shape in of_digit]
    drawn = to_grids([hand.write(shape, rng) for shape in shapes for _ in range(math.ceil(HANDS * share))])
    known = np.concatenate([drawn, mnist[:OF_MNIST]])[..., 0]
    return np.asarray(rng.permutation(known))


def unlike_digits(
    kind: str,
    shapes: list[Prototype],
    part: Part,
    to_grids: DrawingsToGrids,
    looks_like_digit: DigitLikeness,
) -> list[Prototype]:
    """Return those of the shapes that, drawn neatly, don't look like a digit."""
    rng = part.random(f"neat {kind}")
    grids = to_grids([hand.write(shape, rng, stray=0.0) for shape in shapes])
    alike = looks_like_digit(grids[..., 0])
    return [shape for shape, is_alike in zip(shapes, alike, strict=True) if not is_alike]
