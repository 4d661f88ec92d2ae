"""Drawings and type as scanners and small pictures show them: under pens of every width, ragged, coarse, squeezed.

The browser's code draws strokes with one pen, so that only what comes as a picture teaches other widths of it.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter, map_coordinates

from trainer.synthesis.hand import Drawing
from trainer.synthesis.lots import Rng
from trainer.synthesis.prototypes import Floats

Picture = NDArray[np.uint8]  # (height, width), 0 = paper, 255 = ink

PAINTED_SHARE = 0.5
SIDE = (64, 110)  # pixels between pen centres, on the longer side: three to five and a half for each of the model's
FINER = 3  # painted so many times larger, then averaged: soft edges

# The pen's width, as a share of the longer side between pen centres. What is finer than 0.07 the browser's code
# thickens, so that a hairline is as good as any; what is broader than 0.27 it thins. Up to 0.26 all but the slimmest 8s
# keep their eyes on contact sheets.
FINEST_PEN, BROADEST_PEN = 0.02, 0.26
# Pens beyond both, which people use and scanners show: a hairline is a pixel wide or little more, a marker closes
# small eyes but leaves the outline.
HAIRLINE_SHARE, HAIRLINE = 0.08, 0.01  # of the pictures, and its width at least
MARKER_SHARE, MARKER = 0.05, 0.3  # of the pictures, and its width at most
# How often and how far in what follows: on contact sheets a reader still reads nearly every digit.
CHISEL_SHARE = 0.15
CHISEL_EDGE = 0.35  # a chisel's thickness, as a share of its breadth

STRETCHED_SHARE = 1 / 4
SAME_PEN_SHARE = 0.5  # of those: a hand writes that wide or slim; the others are stretched with their ink, as by a form
STRETCHED_PEN = 0.36  # at most, as a share of the longer side: broader, a 1 is a block
STRETCHED_WIDTH = 1.25  # at most, as a share of the height

RAGGED_SHARE, COARSE_SHARE, BROKEN_SHARE = 0.2, 0.25, 0.1  # of the pictures; the others are smooth
RAGGED = (0.004, 0.014)  # of the longer side: how far edges are displaced, as a standard deviation
GRAIN = 1.5  # pixels within which they are displaced alike
COARSE_SIDE = (14, 32)  # pixels of the longer side: the smallest pictures that still hold a digit
BINARY_SHARE = 0.5  # of the coarse ones
CUT_OFF = (0.25, 0.45)  # from which share of full ink a pixel is black: half lets lines vanish between two rows
# A fax or a copy of thin lines: unevenly inked, unsharp, then black and white, so that they break.
UNSHARP = (0.4, 1.0)  # pixels, a standard deviation
UNEVEN = (0.08, 0.2)  # of full ink, a standard deviation
UNEVEN_GRAIN = (1.2, 3.5)  # pixels within which ink is alike: a gap is as long, a fifth to a whole one of the model's
LOST = (0.04, 0.25)  # of the ink: with a third lost, loops fall apart into dots
MOST_CUT_OFF = 0.7  # broad lines keep their core


def drawn_or_painted(
    drawing: Drawing, rng: Rng, broadest_pen: float = BROADEST_PEN, most_stretch: float = 1.0
) -> Drawing | Picture:
    """Return a drawing as it is, for the browser's code to draw, or half of the time a picture of it."""
    return paint(drawing, rng, broadest_pen, most_stretch) if rng.random() < PAINTED_SHARE else drawing


def paint(drawing: Drawing, rng: Rng, broadest_pen: float = BROADEST_PEN, most_stretch: float = 1.0) -> Picture:
    """Return a picture of a drawing, painted with some pen.

    Args:
        broadest_pen: its width at most, as a share of the drawing's longer side.
        most_stretch: by how much some of the pictures are stretched along one axis, at most.
    """
    side, share = FINER * rng.uniform(*SIDE), some_pen(broadest_pen, rng)
    factors = stretch(sides(drawing) + share, share, most_stretch, rng)
    if rng.random() < SAME_PEN_SHARE:
        drawing, factors = stretched(drawing, factors), np.ones(2)
    paths, size = laid_out(drawing, side, margin=share * side / 2 + FINER)
    picture = Image.new("L", size)
    if rng.random() < CHISEL_SHARE:
        sweep_chisel(picture, paths, share * side, rng.uniform(0, np.pi))
    else:
        sweep_round(picture, paths, share * side)
    return worn(shrunk(picture, factors), rng)


def some_pen(broadest: float, rng: Rng) -> float:
    """Return a pen's width as a share of a drawing's longer side: seldom a hairline or, where allowed, a marker."""
    kind = rng.random()
    if kind < HAIRLINE_SHARE:
        return rng.uniform(HAIRLINE, FINEST_PEN)
    if kind < HAIRLINE_SHARE + MARKER_SHARE and broadest >= BROADEST_PEN:
        return rng.uniform(broadest, MARKER)
    return rng.uniform(FINEST_PEN, broadest)


def sides(drawing: Drawing) -> Floats:
    """Return a drawing's width and height as shares of the longer one."""
    spans = np.ptp(np.concatenate(drawing["strokes"]), axis=0)
    return np.asarray(spans / max(spans.max(), 1e-6))  # a dot has no extent


def stretched(drawing: Drawing, factors: Floats) -> Drawing:
    """Return a drawing stretched along x and y."""
    return {**drawing, "strokes": [(np.array(stroke) * factors).tolist() for stroke in drawing["strokes"]]}


def laid_out(drawing: Drawing, side: float, margin: float) -> tuple[list[Floats], tuple[int, int]]:
    """Return a drawing's paths enlarged to a longer side, and the width and height that hold them and a margin."""
    strokes = [np.array(stroke, float) for stroke in drawing["strokes"]]
    places = np.concatenate(strokes)
    low, spans = places.min(axis=0), np.ptp(places, axis=0)
    scale = side / max(spans.max(), 1e-6)  # a dot has no extent
    width, height = np.ceil(spans * scale + 2 * margin).astype(int).tolist()
    return [(stroke - low) * scale + margin for stroke in strokes], (width, height)


def sweep_round(picture: Image.Image, paths: list[Floats], pen: float) -> None:
    """Paint paths with a round pen, a pixel wide or more: less would be faint."""
    pen = max(pen, FINER)
    ink = ImageDraw.Draw(picture)
    for path in paths:
        ink.line([tuple(place) for place in path.tolist()], fill=255, width=round(pen))
        for x, y in path.tolist():
            ink.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=255)


def sweep_chisel(picture: Image.Image, paths: list[Floats], pen: float, angle: float) -> None:
    """Paint paths with a flat pen, held at an angle: broad across its edge, narrow along it."""
    sweep_round(picture, paths, CHISEL_EDGE * pen)
    ink = ImageDraw.Draw(picture)
    edge = np.array([np.cos(angle), np.sin(angle)]) * (1 - CHISEL_EDGE) * pen / 2
    for path in paths:
        for start, end in pairwise(path):
            corners = (start - edge, start + edge, end + edge, end - edge)
            ink.polygon([tuple(corner) for corner in np.array(corners).tolist()], fill=255)


def stretch(size: Floats, pen: float, most: float, rng: Rng) -> Floats:
    """Return by how much what is of a width and height is stretched along x and along y: most isn't."""
    factors = np.ones(2)
    if rng.random() < STRETCHED_SHARE:
        axis = int(rng.integers(2))
        widest = STRETCHED_WIDTH * size[1] / size[0] if axis == 0 else np.inf
        factors[axis] = rng.uniform(1, max(1, min(most, STRETCHED_PEN / pen, widest)))
    return factors


def shrunk(picture: Image.Image, factors: Floats) -> Picture:
    """Return a finely painted picture in its own size, stretched along x and y, soft at the edges."""
    width, height = np.ceil(np.array(picture.size) * factors / FINER).astype(int).tolist()
    return np.asarray(picture.resize((width, height), Image.Resampling.BOX))


def worn(picture: Picture, rng: Rng, side: float | None = None) -> Picture:
    """Return a picture as it is, or with ragged edges, or in a few coarse pixels, or broken.

    Args:
        side: how long a digit's longer side is, in pixels; the picture's own if absent.
    """
    looks = (ragged, coarse, broken, lambda smooth, *_: smooth)
    ends = np.cumsum((RAGGED_SHARE, COARSE_SHARE, BROKEN_SHARE))
    return looks[np.searchsorted(ends, rng.random(), side="right")](picture, rng, side or max(picture.shape))


def ragged(picture: Picture, rng: Rng, side: float) -> Picture:
    """Displace edges a little, this way and that, as ink runs on rough paper."""
    spread = rng.uniform(*RAGGED) * side
    wide = np.pad(picture, int(2 * spread) + 1)
    away = gaussian_filter(rng.normal(size=(2, *wide.shape)), (0, GRAIN, GRAIN))
    places = np.mgrid[: wide.shape[0], : wide.shape[1]] + away * (spread / away.std())
    return np.asarray(map_coordinates(wide, places, order=1))


def coarse(picture: Picture, rng: Rng, side: float) -> Picture:
    """Return a picture in a few pixels, grey or black and white."""
    factor = rng.uniform(*COARSE_SIDE) / side
    height, width = (max(1, round(length * factor)) for length in picture.shape)
    small = np.asarray(Image.fromarray(picture).resize((width, height), Image.Resampling.BOX), np.float64)
    ink = small / small[small >= small.max() / 2].mean()  # as the browser's code measures it: by full ink
    shown = ink >= rng.uniform(*CUT_OFF) if rng.random() < BINARY_SHARE else np.minimum(ink, 1)
    return np.asarray(np.round(255 * shown), np.uint8)


def broken(picture: Picture, rng: Rng, _side: float = 0) -> Picture:
    """Return a picture in black and white whose thin lines break, as a fax or a copy shows them."""
    ink = picture / max(picture.max(), 1)
    uneven = gaussian_filter(rng.normal(size=ink.shape), rng.uniform(*UNEVEN_GRAIN))
    shown = gaussian_filter(ink, rng.uniform(*UNSHARP)) + uneven * (rng.uniform(*UNEVEN) / uneven.std())
    core = ink >= 0.5
    cut_off = min(np.quantile(shown[core], rng.uniform(*LOST)), MOST_CUT_OFF)
    return np.asarray(255 * ((shown >= cut_off) & (ink > 0)), np.uint8)
