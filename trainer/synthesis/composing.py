"""Whole numbers out of one writer's digits: side by side in a line, in one of four manners.

Everything is measured on the drawn ink, with a digit some 64 pixels high:

- spaced: between any two neighbours runs a straight column of paper;
- tight: no two share ink, and some pixels of paper, no more, lie between neighbours; a 1 may stand under a 7's roof;
- touching: at least one pair of neighbours shares ink, by less than a pen's width;
- overlapping: at least one pair of neighbours lies further in each other, by more than a twelfth of the height.

Baseline, size, slant, turn and the line's rise are jittered, as much as leaves each digit as readable as it was.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from trainer.synthesis.prototypes import Floats, bounds

Strokes = Sequence[Sequence[Sequence[float]]]
Mask = NDArray[np.bool_]

SPACED, TIGHT, TOUCHING, OVERLAPPING = MANNERS = ("spaced", "tight", "touching", "overlapping")

#: Pixels; a digit wider than high by more than this is as wide as that allows.
HEIGHT, MOST_ASPECT = 64, 1.2
#: Pixels of 64: as the page's pen of 16 writes digits of 128 to 256 units.
PENS = (4, 8)
SIZES, BASELINE, SLANT, TURN, RISE = (0.86, 1.14), 0.05, 0.12, 0.05, 0.05
#: Between neighbours, in shares of the height.
SPACES, CLEARANCES, DEPTHS = (0.12, 0.45), (0.04, 0.1), (0.085, 0.25)
#: How much of a digit's ink its neighbour may share: a bar on a bar can't be told from one.
MOST_SHARED = {TOUCHING: 0.1, OVERLAPPING: 0.25}
#: Of the narrower digit's width, how far its neighbour goes into it.
MOST_DEPTH = 0.5
#: Of the pairs in a line that touches or overlaps.
MEETING_PAIRS = 0.6
ATTEMPTS = 40


@dataclass(frozen=True)
class Hand:
    """What the digits of one number have in common."""

    pen: float  # pixels
    slant: float  # to the right, of the height
    rise: float  # of the line, pixels for each to the right


@dataclass(frozen=True)
class Glyph:
    """A digit to be put into a line."""

    ink: NDArray[np.uint8]  # (height, width), 255 = ink, without a margin
    strokes: tuple[Floats, ...] = ()  # (n, 2) pixels each, from the ink's corner; none of a picture

    @property
    def mask(self) -> Mask:
        """(height, width), where there is ink."""
        return self.ink >= 128


@dataclass(frozen=True)
class Placed:
    """A digit in its place: of its ink's upper left corner, in the line's pixels."""

    glyph: Glyph
    left: int
    top: int

    @property
    def right(self) -> int:
        """The column after its ink."""
        return self.left + int(self.glyph.ink.shape[1])

    @property
    def bottom(self) -> int:
        """The row after its ink."""
        return self.top + int(self.glyph.ink.shape[0])


Line = tuple[Placed, ...]


class NoLineError(Exception):
    """These digits don't stand so: two bars can't overlap and stay two."""


def hand_of(rng: random.Random) -> Hand:
    """Return a number's common traits."""
    return Hand(rng.uniform(*PENS), rng.uniform(-SLANT, SLANT), rng.uniform(-RISE, RISE))


def glyph_of_strokes(strokes: Strokes, hand: Hand, rng: random.Random) -> Glyph:
    """Return a drawn digit under a hand's pen, sized and turned by lot."""
    paths = [np.array(stroke, float) for stroke in strokes]
    low, high = bounds(paths)
    width, height = high - low
    scale = rng.uniform(*SIZES) * HEIGHT / max(height, width / MOST_ASPECT, 1e-6)
    turn = rng.uniform(-TURN, TURN)
    cosine, sine = np.cos(turn), np.sin(turn)
    shape = scale * np.array([[cosine, sine], [-sine, cosine]]) @ np.array([[1, 0], [-hand.slant, 1]])
    shaped = [(path - low) @ shape for path in paths]
    corner = np.floor(bounds(shaped)[0] - hand.pen / 2) - 1
    return trimmed(Glyph(drawn([path - corner for path in shaped], hand.pen), tuple(p - corner for p in shaped)))


def glyph_of_grid(grid: NDArray[np.uint8], hand: Hand, rng: random.Random) -> Glyph:
    """Return a digit of a 28 x 28 grid, 255 = ink, enlarged and slanted."""
    ink = trimmed(Glyph(grid)).ink
    scale = rng.uniform(*SIZES) * HEIGHT / max(ink.shape[0], ink.shape[1] / MOST_ASPECT)
    height, width = (max(1, round(side * scale)) for side in ink.shape)
    margin = HEIGHT // 2  # what slanting moves
    large = Image.fromarray(np.pad(np.asarray(Image.fromarray(ink).resize((width, height))), margin))
    slanted = (1, hand.slant, -hand.slant * large.height / 2, 0, 1, 0)
    return trimmed(
        Glyph(np.asarray(large.transform(large.size, Image.Transform.AFFINE, slanted, Image.Resampling.BICUBIC)))
    )


def drawn(paths: Sequence[Floats], pen: float) -> NDArray[np.uint8]:
    """Return the ink of paths of pixels; beyond their lower right corner there is room for the pen."""
    width, height = np.ceil(bounds(paths)[1] + pen / 2 + 2).astype(int)
    image = Image.new("L", (int(width), int(height)))
    brush, radius = ImageDraw.Draw(image), pen / 2
    for path in paths:
        brush.line([(x, y) for x, y in path], fill=255, width=round(pen))
        for x, y in path:
            brush.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(image)


def trimmed(glyph: Glyph) -> Glyph:
    """Return a glyph without empty margins."""
    rows, columns = np.flatnonzero(glyph.mask.any(axis=1)), np.flatnonzero(glyph.mask.any(axis=0))
    ink = glyph.ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Glyph(ink, tuple(path - (columns[0], rows[0]) for path in glyph.strokes))


def in_line(glyphs: Sequence[Glyph], manner: str, hand: Hand, rng: random.Random) -> Line:
    """Return digits put side by side.

    Raises:
        NoLineError: not in this manner.
    """
    for _ in range(ATTEMPTS):
        line = laid(glyphs, manner, hand, rng)
        if line is not None and shows(line, manner):
            return line
    raise NoLineError


def shows(line: Line, manner: str) -> bool:
    """Tell whether the line is what its manner promises."""
    pairs = list(itertools.pairwise(line))
    shared = [shared_ink(*pair) for pair in pairs]
    far = [one for index, one in enumerate(line) for other in line[index + 2 :] if shared_ink(one, other)]
    if far or manner in (SPACED, TIGHT):
        return not far and not any(shared)
    if manner == TOUCHING:
        return any(shared)
    return any(depth(*pair) > DEPTHS[0] * HEIGHT - 1 for pair in pairs)


def laid(glyphs: Sequence[Glyph], manner: str, hand: Hand, rng: random.Random) -> Line | None:
    """Return one try at a line, or None where two digits can't stand as the lot has it."""
    line: list[Placed] = []
    for glyph in glyphs:
        left = line[-1].right if line else 0
        base = -hand.rise * left + rng.uniform(-BASELINE, BASELINE) * HEIGHT
        placed = Placed(glyph, left, round(base) - glyph.ink.shape[0])
        if line:
            meeting = manner in (TOUCHING, OVERLAPPING) and rng.random() < MEETING_PAIRS
            beside = met(line[-1], placed, manner, hand, rng) if meeting else apart(line, placed, manner, rng)
            if beside is None:
                return None
            placed = beside
        line.append(placed)
    return tuple(line)


def apart(line: Sequence[Placed], placed: Placed, manner: str, rng: random.Random) -> Placed:
    """Return a digit moved to where it shares no ink with those before it."""
    if manner == SPACED:
        column = max(each.right for each in line)
        return replace(placed, left=column + round(rng.uniform(*SPACES) * HEIGHT))
    clearance = round(rng.uniform(*CLEARANCES) * HEIGHT)
    contacts = (contact(each, placed, clearance) for each in line[-2:])
    furthest = max((place for place in contacts if place is not None), default=line[-1].right)
    return replace(placed, left=furthest + 1 + clearance)


def met(before: Placed, placed: Placed, manner: str, hand: Hand, rng: random.Random) -> Placed | None:
    """Return a digit moved into the one before it as far as the manner says, or None where too little would be left."""
    at = contact(before, placed)
    if at is None:
        return None
    inwards = rng.uniform(1.5, hand.pen / 2 + 1) if manner == TOUCHING else rng.uniform(*DEPTHS) * HEIGHT
    narrower = min(before.glyph.ink.shape[1], placed.glyph.ink.shape[1])
    if manner == OVERLAPPING and inwards > MOST_DEPTH * narrower:
        return None
    moved = replace(placed, left=at - round(inwards))
    smaller = min(np.count_nonzero(each.glyph.mask) for each in (before, placed))
    return moved if 0 < shared_ink(before, moved) <= MOST_SHARED[manner] * smaller else None


def depth(before: Placed, placed: Placed) -> float:
    """Return how many pixels a digit lies in the one before it, from where they would just touch."""
    at = contact(before, placed)
    return -np.inf if at is None else at - placed.left


def contact(before: Placed, placed: Placed, reach: int = 0) -> int | None:
    """Return the left column at which a digit that comes from the right first shares a pixel; None if it passes by.

    Args:
        reach: how many rows above and below count as the same.
    """
    rights = np.pad(before.left + last_columns(before.glyph.mask), 2 * reach, constant_values=-np.inf)
    rights = np.lib.stride_tricks.sliding_window_view(rights, 2 * reach + 1).max(axis=-1)
    lefts = placed.glyph.ink.shape[1] - 1 - last_columns(placed.glyph.mask[:, ::-1])
    offset = placed.top - (before.top - reach)
    first, last = max(0, offset), min(len(rights), offset + len(lefts))
    if last <= first:
        return None
    nearest = (rights[first:last] - lefts[first - offset : last - offset]).max()
    return None if np.isinf(nearest) else int(nearest)


def last_columns(mask: Mask) -> Floats:
    """Return (height,) the last column of ink in each row, minus infinity where there is none."""
    last = mask.shape[1] - 1 - mask[:, ::-1].argmax(axis=1)
    return np.where(mask.any(axis=1), last, -np.inf)


def shared_ink(one: Placed, other: Placed) -> int:
    """Return how many pixels of ink two digits share."""
    left, top = max(one.left, other.left), max(one.top, other.top)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    if right <= left or bottom <= top:
        return 0
    parts = [
        each.glyph.mask[top - each.top : bottom - each.top, left - each.left : right - each.left]
        for each in (one, other)
    ]
    return int(np.count_nonzero(parts[0] & parts[1]))


def inked(line: Line) -> NDArray[np.uint8]:
    """Return a line's ink, 255 = ink, without a margin."""
    top, bottom = min(each.top for each in line), max(each.bottom for each in line)
    left, right = min(each.left for each in line), max(each.right for each in line)
    ink = np.zeros((bottom - top, right - left), np.uint8)
    for each in line:
        part = ink[each.top - top : each.bottom - top, each.left - left : each.right - left]
        np.maximum(part, each.glyph.ink, out=part)
    return ink
