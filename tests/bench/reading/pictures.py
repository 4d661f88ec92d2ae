"""Digits as pictures: dark ink on white paper, and what else may become of a picture on its way."""

from __future__ import annotations

import io
import random

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.bench.reading.placing import PAD, Drawing, each_point
from tests.browser.painter import paint

#: (height, width) uint8 as a person would have it: 255 = white paper, 0 = black ink.
Picture = NDArray[np.uint8]

WHITE = 255
#: MNIST's digits are enlarged by bicubic interpolation, and get a white margin of a quarter of the grid on each side.
ENLARGEMENT, MARGIN = 4, 28


def on_paper(ink: NDArray[np.uint8]) -> Picture:
    """Return (height, width) ink, 255 = ink, as black on white, pixel by pixel."""
    return np.invert(ink)


def enlarged(ink: NDArray[np.uint8]) -> Picture:
    """Return a 28 x 28 grid, 255 = ink, as a picture of 168 x 168: four times as large, with a margin."""
    return np.pad(resized(on_paper(ink), ENLARGEMENT), MARGIN, constant_values=WHITE)


def painted(drawing: Drawing) -> Picture:
    """Return the pad with a drawing on it, its pen as wide as it is."""
    strokes = each_point(drawing["strokes"], lambda x, y: (x / PAD, y / PAD))
    return np.asarray(paint(strokes, size=(PAD, PAD), pen_share=drawing["width"] / PAD).convert("L"))


def painted_line(drawing: Drawing, height: int = PAD) -> Picture:
    """Return a pad so many pixels high that goes on to the right as far as its drawing does."""
    furthest = max(x for stroke in drawing["strokes"] for x, _ in stroke) / PAD
    strokes = each_point(drawing["strokes"], lambda x, y: (x / PAD, y / PAD))
    size = (round(max(1, furthest + 0.1) * height), height)
    return np.asarray(paint(strokes, size=size, pen_share=drawing["width"] / PAD).convert("L"))


def inverted(picture: Picture, rng: random.Random) -> Picture:
    """Return white ink on black paper."""
    return np.invert(picture)


def with_margin(picture: Picture, rng: random.Random) -> Picture:
    """Return a picture with more paper on each side, up to its own size of it."""
    most = max(picture.shape)
    sides = [rng.randint(1, most) for _ in range(4)]
    return np.pad(picture, (sides[:2], sides[2:]), constant_values=WHITE)


def scaled(picture: Picture, rng: random.Random) -> Picture:
    """Return a picture three times as large, interpolated."""
    return resized(picture, 3)


def doubled(picture: Picture, rng: random.Random) -> Picture:
    """Return a picture with four pixels for each, as a screen of double density has them."""
    return picture.repeat(2, axis=0).repeat(2, axis=1)


def rotated(picture: Picture, rng: random.Random) -> Picture:
    """Return a picture turned by 5 degrees one way or the other, interpolated, its corners filled with paper."""
    turned = Image.fromarray(picture).rotate(
        rng.choice((-5, 5)), Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE
    )
    return np.asarray(turned)


def resized(picture: Picture, times: int) -> Picture:
    """Return a picture some times as large, by bicubic interpolation."""
    height, width = picture.shape
    return np.asarray(Image.fromarray(picture).resize((width * times, height * times), Image.Resampling.BICUBIC))


def to_png(picture: Picture) -> bytes:
    """Return a picture's file."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG", compress_level=1)
    return file.getvalue()
