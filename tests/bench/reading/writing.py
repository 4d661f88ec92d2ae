"""Numbers as they are written or printed, at any size: of MNIST's digits, of own strokes, of typefaces."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import distance_transform_edt, gaussian_filter, label

from tests.bench.reading.camera import Floats
from tests.bench.reading.pictures import painted_line
from tests.bench.reading.placing import PAD
from tests.bench.reading.sets import OwnDrawings, OwnLines, PictureSet
from trainer.synthesis import composing, prototypes
from trainer.synthesis.composing import HEIGHT, SPACED, TIGHT, TOUCHING, Glyph, Hand, Line, NoLineError

#: How digits stand side by side: hands that let them touch are for the rows of whole numbers.
MANNERS, MANNER_WEIGHTS = (SPACED, TIGHT, TOUCHING), (50, 42, 8)
#: Of the height of a digit: a hairline, and a thick felt pen.
PENS = (0.035, 0.13)
#: Of the thickness of a pen's stroke, what a finer pen leaves away.
FINER = (0.0, 0.55)
INKED, ANTI_ALIASING = 0.4, 2
#: Pixels of a digit 64 high: half of one of MNIST's, whose steps would show in a pen's edge.
SMOOTHING = 1.8


@dataclass(frozen=True)
class Writing:
    """A number, of any size."""

    label: str
    width: float  # in heights of its digits
    height: float  # likewise; lines rise, and digits are of unlike height
    draw: Callable[[float], Floats]  # (height, width) its ink, 0 to 1, with digits so many pixels high


class Writer(Protocol):
    """Somebody, or a printer, with a hand of their own."""

    @property
    def name(self) -> str:
        """Whose digits they are."""

    def write(self, length: int, rng: random.Random) -> Writing:
        """Return a number of so many digits."""


@dataclass(frozen=True)
class Painter:
    """Whoever wrote MNIST's digits, in numbers of one hand."""

    digits: PictureSet
    hand: Hand
    finer: float
    name: str = "mnist"

    def write(self, length: int, rng: random.Random) -> Writing:
        """Return a number of so many digits, each drawn by lot."""
        chosen = [rng.randrange(len(self.digits.labels)) for _ in range(length)]
        glyphs = [composing.glyph_of_grid(self.digits.images[index], self.hand, rng) for index in chosen]
        line = side_by_side(glyphs, self.hand, rng)
        ink = joined(line)

        def draw(height: float) -> Floats:
            return enlarged(ink, height / HEIGHT, self.finer)

        return sized("".join(str(self.digits.labels[index]) for index in chosen), ink.shape, draw)


@dataclass(frozen=True)
class Drawer:
    """The hand of the project's own strokes."""

    digits: OwnDrawings
    hand: Hand
    name: str = "own"

    def write(self, length: int, rng: random.Random) -> Writing:
        """Return a number of so many digits, each drawn by lot."""
        assert self.digits.labels is not None
        chosen = [rng.randrange(len(self.digits.drawings)) for _ in range(length)]
        strokes = [self.digits.drawings[index]["strokes"] for index in chosen]
        line = side_by_side([composing.glyph_of_strokes(each, self.hand, rng) for each in strokes], self.hand, rng)
        paths, shape = paths_of(line)

        def draw(height: float) -> Floats:
            scale = height / HEIGHT * ANTI_ALIASING
            ink = composing.drawn([path * scale for path in paths], self.hand.pen * scale)
            return trimmed(np.asarray(Image.fromarray(ink).reduce(ANTI_ALIASING), np.float32) / 255)

        return sized("".join(str(self.digits.labels[index]) for index in chosen), shape, draw)


@dataclass(frozen=True)
class Printer:
    """A typeface."""

    face: Path
    name: str = "printed"

    def write(self, length: int, rng: random.Random) -> Writing:
        """Return a number of so many digits, any of them as often."""
        return in_type("".join(rng.choices("0123456789", k=length)), self.face)


def in_type(text: str, face: Path) -> Writing:
    """Return digits or letters in a typeface."""

    def draw(height: float) -> Floats:
        size = height / 0.72 * ANTI_ALIASING  # of an em, a digit's height in most faces
        font = ImageFont.truetype(face, size)
        left, top, right, bottom = font.getbbox(text)
        image = Image.new("L", (int(right - left) + 8, int(bottom - top) + 8))
        ImageDraw.Draw(image).text((4 - left, 4 - top), text, fill=255, font=font)
        return trimmed(np.asarray(image.reduce(ANTI_ALIASING), np.float32) / 255)

    return sized(text, tuple(side * HEIGHT / 100 for side in draw(100).shape), draw)


def typeface(face: Path | None, size: float) -> ImageFont.FreeTypeFont:
    """Return a typeface at so many pixels of an em; that which comes with Pillow, where it is none."""
    if face:
        return ImageFont.truetype(face, size)
    own = ImageFont.load_default(size)
    assert isinstance(own, ImageFont.FreeTypeFont)
    return own


def in_cells(digits: Sequence[Writing], corners: Sequence[tuple[float, float]]) -> Writing:
    """Return digits as one number, each with its ink's upper left corner in a place of its own."""
    left, above = min(x for x, _ in corners), min(y for _, y in corners)
    width = max(x + each.width for each, (x, _) in zip(digits, corners, strict=True)) - left
    high = max(y + each.height for each, (_, y) in zip(digits, corners, strict=True)) - above

    def draw(height: float) -> Floats:
        ink = np.zeros((math.ceil(high * height) + 2, math.ceil(width * height) + 2), np.float32)
        for each, (x, y) in zip(digits, corners, strict=True):
            mark = each.draw(height)
            down, right = round((y - above) * height), round((x - left) * height)
            part = ink[down : down + mark.shape[0], right : right + mark.shape[1]]
            np.maximum(part, mark[: part.shape[0], : part.shape[1]], out=part)
        return ink

    return Writing("".join(each.label for each in digits), width, high, draw)


def hand_of(rng: random.Random) -> Hand:
    """Return a hand with any pen."""
    return replace(composing.hand_of(rng), pen=rng.uniform(*PENS) * HEIGHT)


def finer_of(rng: random.Random) -> float:
    """Return how much finer than MNIST's a pen is."""
    return rng.choice((0.0, rng.uniform(*FINER)))


def of_own_line(lines: OwnLines, index: int) -> Writing:
    """Return one of the project's own numbers, under its own pen."""
    assert lines.labels is not None
    drawing = lines.drawings[index]
    places = np.concatenate([np.array(stroke) for stroke in drawing["strokes"]])
    height = float(np.ptp(places[:, 1])) + drawing["width"]  # of its highest digit, or more where the line rises

    def draw(pixels: float) -> Floats:
        picture = painted_line(drawing, round(PAD * pixels / height))
        return trimmed(1 - np.asarray(picture, np.float32) / 255)

    shape = tuple(side * HEIGHT / 100 for side in draw(100).shape)
    return sized(lines.labels[index], shape, draw)


def sized(text: str, shape: Sequence[float], draw: Callable[[float], Floats]) -> Writing:
    """Return a number whose ink takes so many (rows, columns) where a digit is `HEIGHT` high."""
    return Writing(text, shape[1] / HEIGHT, shape[0] / HEIGHT, draw)


def side_by_side(glyphs: Sequence[Glyph], hand: Hand, rng: random.Random) -> Line:
    """Return a line in a manner drawn by lot; spaced where these digits don't stand in it."""
    if len(glyphs) == 1:
        return composing.in_line(glyphs, SPACED, hand, rng)
    try:
        return composing.in_line(glyphs, rng.choices(MANNERS, MANNER_WEIGHTS)[0], hand, rng)
    except NoLineError:
        return composing.in_line(glyphs, SPACED, hand, rng)


def corner_of(line: Line) -> tuple[int, int]:
    """Return the left column and the top row of a line."""
    return min(each.left for each in line), min(each.top for each in line)


def joined(line: Line) -> Floats:
    """Return (height, width) the ink of a line of digits, 0 to 1."""
    left, top = corner_of(line)
    ink = np.zeros((max(each.bottom for each in line) - top, max(each.right for each in line) - left), np.float32)
    for each in line:
        part = ink[each.top - top : each.bottom - top, each.left - left : each.right - left]
        np.maximum(part, each.glyph.ink / np.float32(255), out=part)
    return ink


def paths_of(line: Line) -> tuple[list[prototypes.Floats], tuple[int, int]]:
    """Return a line's paths from its upper left corner, and its (rows, columns)."""
    left, top = corner_of(line)
    paths = [path + np.array([each.left - left, each.top - top]) for each in line for path in each.glyph.strokes]
    return paths, (max(each.bottom for each in line) - top, max(each.right for each in line) - left)


def enlarged(ink: Floats, scale: float, finer: float) -> Floats:
    """Return a small picture's ink so many times as large, with a pen's sharp edges, finer as far as nothing breaks."""
    margin = 8
    padded = gaussian_filter(np.pad(ink, margin), SMOOTHING)
    size = (round(padded.shape[1] * scale), round(padded.shape[0] * scale))
    large = np.asarray(Image.fromarray(padded).resize(size, Image.Resampling.BICUBIC))
    inside = distance_transform_edt(large > INKED).astype(np.float32)
    depth = finer * float(np.quantile(inside[inside > 0], 0.9))
    while depth > 0.5 and parts(inside > depth) != parts(inside > 0):
        depth /= 2
    return trimmed(np.clip(inside - depth, 0, 1) if depth > 0.5 else np.clip(inside, 0, 1))


def parts(mask: composing.Mask) -> tuple[int, int]:
    """Return how many pieces of ink there are, and of paper."""
    return label(mask, np.ones((3, 3)))[1], label(~mask)[1]


def trimmed(ink: Floats) -> Floats:
    """Return ink without empty margins."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > INKED), np.flatnonzero(ink.max(axis=0) > INKED)
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
