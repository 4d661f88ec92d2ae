"""Numbers of our own synthesis, and what is none, to fit the weights of the recogniser's weights.ts to.

Composed are our own prototypes, drawn or painted, and MNIST's training digits, as pictures: spaced, tight, touching and
overlapping. Beside them stand words and doodles. Nothing of the development sets is used.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.bench.reading import composing
from trainer import data
from trainer.config import CLASSES
from trainer.synthesis import doodles, hand, paint
from trainer.synthesis.hand import Drawing
from trainer.synthesis.part import Part

Rng = np.random.Generator
Paths = list[NDArray[np.float64]]
Picture = NDArray[np.uint8]
#: What is written, None where it is no number; in which manner; and the drawing or picture of it.
Made = tuple[str | None, str, Any]

LENGTHS = (1, 9)
#: From a digit's ink to the next one's, as shares of their height; None: until they touch.
GAPS: dict[str, tuple[float, float]] = {
    "spaced": (0.15, 0.6),
    "tight": (0.02, 0.12),
    "touching": (-0.06, 0.0),
    "overlapping": (-0.2, -0.05),
}
SIZES, DROP, SLOPE, SLANT = 0.12, 0.07, 0.06, 0.18
LATE_SHARE, JOINED_SHARE, DUSTY_SHARE = 0.1, 0.12, 0.08
MEETING_SHARE = 0.6
#: How far hands stray: further than lessons of single digits go, as hasty hands do.
STRAYS = (0.4, 1.9)
#: Of all, so many are no numbers.
NONSENSE_SHARE = 0.2
#: Of the pictures, so many are painted drawings.
PAINTED_SHARE = 0.4
#: A digit of MNIST's is so many times 64 pixels high.
SCANNED = (0.6, 2.0)


def drawn_line(part: Part) -> Callable[[Rng], Made]:
    """Return a maker of drawn numbers, and of words and doodles."""

    def make(rng: Rng) -> Made:
        if rng.random() < NONSENSE_SHARE:
            return None, "nonsense", to_drawing(nonsense(part, rng), rng)
        manner = some_manner(rng)
        text = some_text(rng)
        shapes = {digit: of[rng.integers(len(of))] for digit, of in part.shapes["digits"].items()}
        stray = float(rng.uniform(*STRAYS))
        items = [level(hand.write(shapes[digit], rng, min(stray, hand.MOST_STRAY.get(digit, stray)))) for digit in text]
        return text, manner, to_drawing(composed(items, GAPS[manner], rng, ordered=True), rng)

    return make


def pictured_line(part: Part, digits: data.Split) -> Callable[[Rng], Made]:
    """Return a maker of pictures of numbers, of MNIST's training digits or painted, and of words and doodles."""
    of_digit = [np.flatnonzero(digits.labels == digit) for digit in range(CLASSES)]
    drawn = drawn_line(part)

    def make(rng: Rng) -> Made:
        if rng.random() < PAINTED_SHARE:
            text, manner, drawing = drawn(rng)
            return text, manner, framed(painted(drawing, rng), rng)
        while True:
            text, manner = some_text(rng), some_manner(rng)
            images = [digits.images[rng.choice(of_digit[int(digit)]), ..., 0] for digit in text]
            picture = scanned(images, manner, rng)
            if picture is not None:
                return text, manner, framed(picture, rng)

    return make


def scanned(images: Sequence[NDArray[np.float32]], manner: str, rng: Rng) -> Picture | None:
    """Return a picture of MNIST's digits side by side, in some size; None where they don't stand so."""
    lot = random.Random(int(rng.integers(2**32)))
    hand = composing.hand_of(lot)
    grids = [np.asarray(np.round(255 * image), np.uint8) for image in images]
    try:
        line = composing.in_line([composing.glyph_of_grid(grid, hand, lot) for grid in grids], manner, hand, lot)
    except composing.NoLineError:
        return None
    picture = Image.fromarray(composing.inked(line))
    scale = rng.uniform(*SCANNED)
    return np.asarray(picture.resize((round(picture.width * scale), round(picture.height * scale))))


def some_text(rng: Rng) -> str:
    """Return one digit to eight."""
    return "".join(str(digit) for digit in rng.integers(CLASSES, size=int(rng.integers(*LENGTHS))))


def some_manner(rng: Rng) -> str:
    """Return a name of GAPS; what overlaps is seldom, and often can't be read by anybody."""
    return str(rng.choice(list(GAPS), p=[0.3, 0.3, 0.32, 0.08]))


def nonsense(part: Part, rng: Rng) -> Paths:
    """Return a word or a doodle."""
    if rng.random() < 0.3:
        kinds = [kind for kind in doodles.KINDS if kind not in doodles.KEPT_BACK]
        wide = rng.uniform(0.8, 4)
        return [path * [wide, 1] for path in doodles.KINDS[str(rng.choice(kinds))](rng)]
    kinds = list(part.shapes["letters"])
    letters = rng.choice(kinds, int(rng.integers(2, 8)))
    items = [level(part.drawn("letters", str(letter), rng)) for letter in letters]
    return composed(items, GAPS[some_manner(rng)], rng, ordered=True)


def level(drawing: Drawing) -> Paths:
    """Return a drawing's strokes with a height of 100, from the origin on."""
    strokes = [np.array(stroke, float) for stroke in drawing["strokes"]]
    places = np.concatenate(strokes)
    low, spans = places.min(axis=0), np.ptp(places, axis=0)
    return [(stroke - low) * 100 / max(spans[1], 0.5 * spans[0], 1e-6) for stroke in strokes]


def composed(items: Sequence[Paths], gaps: tuple[float, float], rng: Rng, *, ordered: bool) -> Paths:
    """Put digits side by side as one hand does, some of its strokes late or joined."""
    slant, slope = rng.normal(0, SLANT), rng.normal(0, SLOPE)
    line: list[Paths] = []
    for item in items:
        size = np.exp(rng.normal(0, SIZES))
        own = [path * size + [0, 100 * (1 - size) + rng.normal(0, 100 * DROP)] for path in item]
        gap = 100 * rng.uniform(*gap_of(gaps, rng))
        start = place_beside(line[-1], own, gap) if line else 0.0
        line.append([path + np.array([start, 0]) for path in own])
    if rng.random() < LATE_SHARE:
        line = [item[:1] for item in line] + [item[1:] for item in line]
    elif rng.random() < JOINED_SHARE:
        line = with_joint(line, rng)
    paths = [path @ np.array([[1, slope], [-slant, 1]]) for item in line for path in item]
    return with_dust(paths, rng) if rng.random() < DUSTY_SHARE else paths


def gap_of(gaps: tuple[float, float], rng: Rng) -> tuple[float, float]:
    """Return a manner's gaps, or those of a tight pair: not all pairs of a line touch."""
    return gaps if gaps[0] > 0 or rng.random() < MEETING_SHARE else GAPS["tight"]


def place_beside(before: Paths, own: Paths, gap: float) -> float:
    """Return where a digit starts for its ink to come this near to the one before, at some height."""
    nearest = np.inf
    levels = np.arange(-50, 160, 10)
    for level_ in levels:
        right = max((extent(path, level_, max) for path in before), default=-np.inf)
        left = min((extent(path, level_, min) for path in own), default=np.inf)
        nearest = min(nearest, left - right)
    boxes = min(path[:, 0].min() for path in own) - max(path[:, 0].max() for path in before)
    return float(gap - (nearest if np.isfinite(nearest) and gap <= 0 else boxes))


def extent(path: NDArray[np.float64], level_: float, of: Callable[..., float]) -> float:
    """Return how far a path reaches within some 15 units of a level."""
    inside = path[np.abs(path[:, 1] - level_) < 15, 0]
    return float(of(inside)) if len(inside) else (-np.inf if of is max else np.inf)


def with_joint(line: list[Paths], rng: Rng) -> list[Paths]:
    """Join two neighbours in one stroke, where the pen's way is short."""
    for index in rng.permutation(len(line) - 1):
        first, second = line[index], line[index + 1]
        if first and second and np.hypot(*(second[0][0] - first[-1][-1])) < 60:
            stroke = np.concatenate([first[-1], second[0]])
            return [*line[:index], [*first[:-1], stroke], second[1:], *line[index + 2 :]]
    return line


def with_dust(paths: Paths, rng: Rng) -> Paths:
    """Add a far speck or a ruled line."""
    places = np.concatenate(paths)
    low, high = places.min(axis=0), places.max(axis=0)
    if rng.random() < 0.5:
        return [*paths, rng.uniform(low - 60, high + 60)[None]]
    y = high[1] + rng.uniform(15, 40)
    return [*paths, np.array([[low[0] - 20, y], [high[0] + 20, y + rng.normal(0, 5)]])]


def to_drawing(paths: Paths, rng: Rng) -> Drawing:
    """Return paths as a drawing on the pad."""
    scale = rng.uniform(0.5, 2.2)
    return {"strokes": [np.round(path * scale, 1).tolist() for path in paths], "width": 16.0}


def painted(drawing: Drawing, rng: Rng) -> Picture:
    """Return a picture of a drawing, painted with some round pen."""
    places = np.concatenate([np.array(stroke) for stroke in drawing["strokes"]])
    wide, high = np.ptp(places, axis=0)
    height = paint.FINER * rng.uniform(30, 110)
    side = height * max(wide, high) / max(high, wide / 8, 1e-6)
    pen = height * rng.uniform(0.04, 0.16)
    paths, size = paint.laid_out(drawing, side, pen / 2 + paint.FINER)
    picture = Image.new("L", size)
    paint.sweep_round(picture, paths, pen)
    return paint.shrunk(picture, np.ones(2))


def framed(picture: Picture, rng: Rng) -> Picture:
    """Return a picture with some paper around it, and without what is all but paper."""
    return np.pad(np.where(picture < 26, 0, picture), int(rng.integers(4, 20)))
