"""Pairs of digits that touch or overlap, each digit's own ink known, for the fit of where ink is cut."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from trainer.synthesis import composing
from trainer.synthesis.non_digits import Mnist
from trainer.synthesis.part import Part

Ink = NDArray[np.uint8]  # (height, width), 0 = paper, 255 = ink
Pair = tuple[Ink, Ink]  # two digits' own ink, in one frame

#: Three of four pairs touch, the fourth overlaps.
MANNERS = (composing.TOUCHING,) * 3 + (composing.OVERLAPPING,)
#: What is fainter than this, of 255, is paper.
FAINTEST = 20


def touching(count: int, part: Part, mnist: Mnist) -> Iterator[Pair]:
    """Give pairs of MNIST's digits.

    Args:
        mnist: digits of the same part.
    """
    grids = np.asarray(np.round(255 * mnist[0][..., 0]), np.uint8)
    rng = random.Random(int(part.random("pairs").integers(2**32)))
    for index in range(count):
        yield pair_of(grids, MANNERS[index % len(MANNERS)], rng)


def pair_of(grids: Ink, manner: str, rng: random.Random) -> Pair:
    """Return two of (n, 28, 28) digits' own ink, in one frame."""
    while True:
        hand = composing.hand_of(rng)
        glyphs = [composing.glyph_of_grid(grid, hand, rng) for grid in rng.choices(grids, k=2)]
        try:
            first, second = composing.in_line(glyphs, manner, hand, rng)
        except composing.NoLineError:
            continue
        return framed(first, (first, second)), framed(second, (first, second))


def framed(placed: composing.Placed, line: composing.Line) -> Ink:
    """Return a digit's ink alone, as large as its line."""
    left, top = min(each.left for each in line), min(each.top for each in line)
    frame = np.zeros((max(each.bottom for each in line) - top, max(each.right for each in line) - left), np.uint8)
    ink = placed.glyph.ink
    frame[placed.top - top : placed.bottom - top, placed.left - left : placed.right - left] = ink * (ink >= FAINTEST)
    return frame
