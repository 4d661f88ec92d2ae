"""Lines of digits, and what is written in a line and is no number, for the fits of how numbers are read.

Numbers are composed of prototypes, drawn or painted, and of MNIST's digits, as pictures: spaced, tight, touching and
overlapping. Beside them stand words by hand and in type, scribbles, and marks in a row. A part to validate with holds
none of the shapes, typefaces and patterns of the part to learn from.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from trainer.config import CLASSES
from trainer.synthesis import composing, doodles, glyphs, hand, paint
from trainer.synthesis.hand import Drawing
from trainer.synthesis.lots import Rng, some
from trainer.synthesis.non_digits import Mnist
from trainer.synthesis.paint import Picture
from trainer.synthesis.part import Part

Paths = list[NDArray[np.float64]]
#: What is written, None where it is no number; its manner or its kind; and the drawing or picture of it.
Made = tuple[str | None, str, Any]

LENGTHS = (1, 9)
#: From a digit's ink to the next one's, as shares of their height; below 0 they overlap.
GAPS: dict[str, tuple[float, float]] = {
    "spaced": (0.15, 0.6),
    "tight": (0.02, 0.12),
    "touching": (-0.06, 0.0),
    "overlapping": (-0.2, -0.05),
}
#: How often each manner comes; what overlaps is seldom, and often can't be read by anybody.
MANNER_SHARES = (0.3, 0.3, 0.32, 0.08)
#: Standard deviations: of a digit's size, and of its height on the line, the line's slope and the hand's slant.
SIZES, DROP, SLOPE, SLANT = 0.12, 0.07, 0.06, 0.18
LATE_SHARE, JOINED_SHARE, DUSTY_SHARE = 0.1, 0.12, 0.08
#: A point under a 7's roof or a 4's arm lies within so much of the digit's width at most: further in it is part of the
#: digit, or none.
MOST_NESTED = 0.35
MEETING_SHARE = 0.6
#: How far hands stray: further than lessons of single digits go, as hasty hands do.
STRAYS = (0.4, 1.9)
#: Of all, so many are no numbers: of a third, the fit refused a hundredth more of the right numbers. And of those so
#: many are of each kind: people write words, above all.
NO_NUMBER_SHARE = 0.2
DIGIT_LIKE_WORDS = "words like digits"
KIND_SHARES = {"words": 0.675, DIGIT_LIKE_WORDS: 0.075, "scribbles": 0.15, "marks": 0.1}
#: Of the pictures of numbers and of words, so many are painted drawings; the others are MNIST's digits, and type.
PAINTED_SHARE = 0.4
#: A digit of MNIST's is so many times 64 pixels high, a letter in type so many times its own size.
SCANNED, TYPED = (0.6, 2.0), (0.5, 1.5)

#: How often each letter comes in a thousand of English text: words hold many an o, l, s and i.
LETTER_SHARES = dict(
    zip(
        "etaoinshrdlcumwfgypbvkjxqz",
        (127, 91, 82, 75, 70, 67, 63, 61, 60, 43, 40, 28, 28, 24, 24, 22, 20, 20, 19, 15, 10, 8, 2, 2, 1, 1),
        strict=True,
    )
)
WORD_LENGTHS = (2, 10)
#: Of the words, so many begin with a capital, and so many are in capitals.
CAPITALISED_SHARE, CAPITALS_SHARE = 0.3, 0.15
#: Of such letters are words that many a hand writes as digits: Bill, loss and boil.
DIGIT_LIKE = "oODQlIisSzZbGBqgyYJ"
#: Digits that are such letters by another name; on a line they stand as the letters do.
DIGIT_AS = dict(zip(DIGIT_LIKE, "0000111552266899447", strict=True))
#: As shares of a capital's height: of small letters, and how far those that have a tail hang below the line.
X_HEIGHT, TAIL = (0.5, 0.75), 0.3
SMALL, TAILED = "acegijmnopqrsuvwxyz", "gjpqy"
DOT_SHARE = 0.85


def drawn_line(part: Part) -> Callable[[Rng], Made]:
    """Return a maker of drawn numbers, and of drawn words, scribbles and marks."""

    def make(rng: Rng) -> Made:
        if rng.random() < NO_NUMBER_SHARE:
            kind = some_kind(rng)
            return None, kind, to_drawing(no_number(kind, part, rng), rng)
        text, manner = some_text(rng), some_manner(rng)
        return text, manner, to_drawing(number(text, manner, part, rng), rng)

    return make


def pictured_line(part: Part, mnist: Mnist) -> Callable[[Rng], Made]:
    """Return a maker of pictures of numbers, of MNIST's digits or painted, and of words, scribbles and marks.

    Args:
        mnist: digits of the same part.
    """
    images, labels = mnist
    of_digit = [np.flatnonzero(labels == digit) for digit in range(CLASSES)]
    drawn = drawn_line(part)

    def make(rng: Rng) -> Made:
        text, kind, drawing = drawn(rng)
        if kind in WORDS and rng.random() >= PAINTED_SHARE:
            return None, kind, framed(typed(kind, part, rng), rng)
        if text is None or rng.random() < PAINTED_SHARE:
            return text, kind, framed(painted(drawing, rng), rng)
        while True:
            text, kind = some_text(rng), some_manner(rng)
            picture = scanned([images[rng.choice(of_digit[int(digit)]), ..., 0] for digit in text], kind, rng)
            if picture is not None:
                return text, kind, framed(picture, rng)

    return make


def number(text: str, manner: str, part: Part, rng: Rng) -> Paths:
    """Return a number of one hand's digits."""
    digit = digits_by_one_hand(part, rng)
    return composed([digit(each) for each in text], GAPS[manner], rng)


def digits_by_one_hand(part: Part, rng: Rng) -> Callable[[str], Paths]:
    """Return what writes digits as one hand does: of one shape each, straying alike."""
    shapes = {digit: some(of_digit, rng) for digit, of_digit in part.shapes["digits"].items()}
    stray = float(rng.uniform(*STRAYS))
    return lambda digit: level(hand.write(shapes[digit], rng, min(stray, hand.MOST_STRAY.get(digit, stray))))


def scanned(images: Sequence[NDArray[np.float32]], manner: str, rng: Rng) -> Picture | None:
    """Return a picture of MNIST's digits side by side, in some size; None where they don't stand so."""
    lot = random.Random(int(rng.integers(2**32)))
    writer = composing.hand_of(lot)
    grids = [np.asarray(np.round(255 * image), np.uint8) for image in images]
    try:
        line = composing.in_line([composing.glyph_of_grid(grid, writer, lot) for grid in grids], manner, writer, lot)
    except composing.NoLineError:
        return None
    return resized(composing.inked(line), rng.uniform(*SCANNED))


def typed(kind: str, part: Part, rng: Rng) -> Picture:
    """Return a picture of a word of some kind in some typeface, for the most part of a hand."""
    faces = glyphs.faces(part.fonts, part.validation)
    return resized(glyphs.paint(WORDS[kind](rng), faces, rng), rng.uniform(*TYPED))


def resized(picture: Picture, scale: float) -> Picture:
    """Return a picture so many times as large."""
    height, width = (max(1, round(side * scale)) for side in picture.shape)
    return np.asarray(Image.fromarray(picture).resize((width, height)))


def some_text(rng: Rng) -> str:
    """Return one digit to eight."""
    return "".join(str(digit) for digit in rng.integers(CLASSES, size=int(rng.integers(*LENGTHS))))


def some_manner(rng: Rng) -> str:
    """Return a name of GAPS."""
    return str(rng.choice(list(GAPS), p=MANNER_SHARES))


def some_kind(rng: Rng) -> str:
    """Return a name of KIND_SHARES."""
    return str(rng.choice(list(KIND_SHARES), p=list(KIND_SHARES.values())))


def english_like(rng: Rng) -> str:
    """Return letters as they come in English, in small letters, or with capitals."""
    letters = list(LETTER_SHARES)
    shares = np.array(list(LETTER_SHARES.values()), float)
    while True:
        drawn = rng.choice(letters, int(rng.integers(*WORD_LENGTHS)), p=shares / shares.sum())
        if is_told(word := cased("".join(drawn), rng)):
            return word


def digit_like(rng: Rng) -> str:
    """Return letters of which each looks like a digit."""
    while True:
        if is_told(word := "".join(some(DIGIT_LIKE, rng) for _ in range(rng.integers(*WORD_LENGTHS)))):
            return word


WORDS: dict[str, Callable[[Rng], str]] = {"words": english_like, DIGIT_LIKE_WORDS: digit_like}


def cased(word: str, rng: Rng) -> str:
    """Return a word in capitals, or with one, or as it is."""
    look = rng.random()
    if look < CAPITALS_SHARE:
        return word.upper()
    return word.capitalize() if look < CAPITALS_SHARE + CAPITALISED_SHARE else word


def is_told(word: str) -> bool:
    """Tell whether a word shows that it is no number: by a letter like no digit, or by letters of unlike height."""
    heights = {each in SMALL for each in word}
    return not set(word) <= set(DIGIT_LIKE) or len(heights) > 1


def no_number(kind: str, part: Part, rng: Rng) -> Paths:
    """Return a word, a scribble, or marks in a row."""
    if kind == "scribbles":
        names = [name for name in doodles.KINDS if (name in doodles.KEPT_BACK) == part.validation]
        return [path * [rng.uniform(0.8, 4), 1] for path in doodles.KINDS[some(names, rng)](rng)]
    if kind == "marks":
        names = list(part.shapes["marks"])
        items = [level(part.drawn("marks", some(names, rng), rng)) for _ in range(rng.integers(1, 5))]
        return composed(items, GAPS["spaced"], rng)
    return written(WORDS[kind](rng), part, rng)


def written(word: str, part: Part, rng: Rng) -> Paths:
    """Return a word in one hand's letters; for those that there is no shape of, digits like them or other letters."""
    small, stray = rng.uniform(*X_HEIGHT), float(rng.uniform(*STRAYS))
    items = [letter(each, small, stray, part, rng) for each in word]
    return composed(items, GAPS[some_manner(rng)], rng)


def letter(name: str, small: float, stray: float, part: Part, rng: Rng) -> Paths:
    """Return a letter's paths on a line at 100, a capital being 100 high.

    Args:
        small: how high a small letter's body is, as a share of that.
    """
    letters, digits = part.shapes["letters"], part.shapes["digits"]
    if name not in letters and name not in DIGIT_AS:
        name = some([each for each in letters if each.islower() == name.islower()] or list(letters), rng)
    shapes = letters[name] if name in letters else digits[DIGIT_AS[name]]
    size = small if name in SMALL else 1.0
    tail = TAIL if name in TAILED else 0.0
    shape = [path * (size + tail) for path in level(hand.write(some(shapes, rng), rng, min(stray, 1.2)))]
    placed = [path + np.array([0, 100 * (1 - size)]) for path in shape]
    dotted = name in "ij" and name not in letters and rng.random() < DOT_SHARE
    return [*placed, dot_above(placed, rng)] if dotted else placed


def dot_above(paths: Paths, rng: Rng) -> NDArray[np.float64]:
    """Return an i's dot, a place or a short stroke."""
    places = np.concatenate(paths)
    start = np.array([places[:, 0].mean() + rng.normal(0, 6), places[:, 1].min() - rng.uniform(15, 35)])
    dot: NDArray[np.float64] = start + np.array([[0, 0], rng.uniform(-6, 6, 2)])[: int(rng.integers(1, 3))]
    return dot


def level(drawing: Drawing) -> Paths:
    """Return a drawing's strokes with a height of 100, from the origin on."""
    strokes = [np.array(stroke, float) for stroke in drawing["strokes"]]
    places = np.concatenate(strokes)
    low, spans = places.min(axis=0), np.ptp(places, axis=0)
    return [(stroke - low) * 100 / max(spans[1], 0.5 * spans[0], 1e-6) for stroke in strokes]


def composed(items: Sequence[Paths], gaps: tuple[float, float], rng: Rng) -> Paths:
    """Put characters side by side as one hand does, some of its strokes late or joined."""
    slant, slope = rng.normal(0, SLANT), rng.normal(0, SLOPE)
    line = side_by_side(items, [gaps] * len(items), rng)
    if rng.random() < LATE_SHARE:
        line = [item[:1] for item in line] + [item[1:] for item in line]
    elif rng.random() < JOINED_SHARE:
        line = with_joint(line, rng)
    paths = aslant([path for item in line for path in item], slant, slope)
    return with_dust(paths, rng) if rng.random() < DUSTY_SHARE else paths


def side_by_side(
    items: Sequence[Paths], gaps: Sequence[tuple[float, float]], rng: Rng, nests: bool = False
) -> list[Paths]:
    """Put characters side by side, each of its own size and height, after a gap of its own.

    Args:
        nests: whether gaps are measured where characters come nearest, as a point stands under a 7's roof.
    """
    line: list[Paths] = []
    for item, bounds in zip(items, gaps, strict=True):
        size = np.exp(rng.normal(0, SIZES))
        own = [path * size + [0, 100 * (1 - size) + rng.normal(0, 100 * DROP)] for path in item]
        gap = 100 * rng.uniform(*gap_of(bounds, rng))
        start = max((place_beside(before, own, gap, nests) for before in line[-2 if nests else -1 :]), default=0.0)
        line.append([path + np.array([start, 0]) for path in own])
    return line


def aslant(paths: Paths, slant: float, slope: float) -> Paths:
    """Return paths that lean to the right and rise from the left."""
    return [path @ np.array([[1, slope], [-slant, 1]]) for path in paths]


def gap_of(gaps: tuple[float, float], rng: Rng) -> tuple[float, float]:
    """Return a manner's gaps, or those of a tight pair: not all pairs of a line touch."""
    return gaps if gaps[0] > 0 or rng.random() < MEETING_SHARE else GAPS["tight"]


def place_beside(before: Paths, own: Paths, gap: float, nests: bool = False) -> float:
    """Return where a digit starts for its ink to come this near to the one before, at some height."""
    nearest = np.inf
    levels = np.arange(-50, 160, 10)
    for height in levels:
        right = max((extent(path, height, max) for path in before), default=-np.inf)
        left = min((extent(path, height, min) for path in own), default=np.inf)
        nearest = min(nearest, left - right)
    places, others = np.concatenate(own)[:, 0], np.concatenate(before)[:, 0]
    boxes = places.min() - others.max()
    if nests:
        nearest = min(nearest, boxes + MOST_NESTED * max(np.ptp(places), np.ptp(others)))
    return float(gap - (nearest if np.isfinite(nearest) and (nests or gap <= 0) else boxes))


def extent(path: NDArray[np.float64], height: float, of: Callable[..., float]) -> float:
    """Return how far a path reaches within some 15 units of a level."""
    inside = path[np.abs(path[:, 1] - height) < 15, 0]
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
