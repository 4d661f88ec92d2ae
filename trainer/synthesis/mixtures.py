"""Non-digits out of digits: parts of one, and two of them in each other's way; as strokes and as pictures."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.synthesis.hand import Drawing
from trainer.synthesis.prototypes import Floats, bounds

Cut = tuple[float, float]  # from where to where, of a digit's height from its top, it is kept

# Parts that nobody would read. Left out are those that are, or may be, a digit themselves: the half of a 9, a 6 or an 8
# is a 0, of an 8 cut upright a 3, of a 0 a bracket or a 1 with an upstroke, of a 3 a 7; most of any 1, 4 or 7 is a 1.
BOTTOM, ARCH, BOWL, BELT = (0.55, 1.0), (0.0, 0.27), (0.73, 1.0), (0.3, 0.7)
NECK = (0.0, 0.36)
CUTS: dict[int, tuple[Cut, ...]] = {
    0: (BOTTOM, ARCH, BOWL, BELT),
    2: (BOTTOM,),
    5: (NECK, BOWL),
    8: (ARCH, BOWL),
}

#: Digits that still are two where one lies half on the other; a 1 or a 7 on a 0 is a 0 that is crossed out.
OVERLAPPING = (2, 3, 4, 5, 6, 9)


def cut_strokes(drawing: Drawing, cut: Cut) -> Drawing:
    """Return what lies within the cut."""
    strokes = [np.array(stroke) for stroke in drawing["strokes"]]
    heights = np.concatenate(strokes)[:, 1]
    first, last = heights.min() + np.ptp(heights) * np.array(cut)
    kept = [
        run.tolist() for stroke in strokes for run in runs(stroke, (stroke[:, 1] >= first) & (stroke[:, 1] <= last))
    ]
    return {**drawing, "strokes": kept}


def runs(stroke: Floats, inside: NDArray[np.bool_]) -> list[Floats]:
    """Return the unbroken pieces of two places or more that are inside."""
    pieces = np.split(np.arange(len(stroke)), np.flatnonzero(np.diff(inside)) + 1)
    return [stroke[piece] for piece in pieces if len(piece) > 1 and inside[piece[0]]]


def side_by_side(first: Drawing, second: Drawing, gap: float, drop: float) -> Drawing:
    """Join two drawings in one, level but for a drop, each as high as the first.

    Args:
        gap: between their boxes, as a share of the height; below 0 they overlap.
        drop: of the second, as a share of the height.
    """
    strokes = [[np.array(stroke) for stroke in drawing["strokes"]] for drawing in (first, second)]
    (low, high), (other_low, other_high) = (bounds(paths) for paths in strokes)
    height = max(high[1] - low[1], 1.0)
    scale = height / max(other_high[1] - other_low[1], 1.0)
    start = np.array([high[0] + gap * height, low[1] + drop * height])
    moved = [(path - other_low) * scale + start for path in strokes[1]]
    return {**first, "strokes": [np.round(path, 1).tolist() for path in (*strokes[0], *moved)]}


def cut_picture(ink: NDArray[np.uint8], cut: Cut) -> NDArray[np.uint8]:
    """Return what lies within the cut of a picture's ink."""
    whole = cropped(ink)
    first, last = (round(share * len(whole)) for share in cut)
    return whole[first:last]


def join_pictures(first: NDArray[np.uint8], second: NDArray[np.uint8], gap: int) -> NDArray[np.uint8]:
    """Return one picture of two digits, `gap` columns between their ink; below 0 they overlap."""
    left, right = (cropped(ink) for ink in (first, second))
    start = max(1, left.shape[1] + gap)
    joined = np.zeros((max(left.shape[0], right.shape[0]), max(left.shape[1], start + right.shape[1])), np.uint8)
    for ink, column in ((left, 0), (right, start)):
        top = (joined.shape[0] - ink.shape[0]) // 2
        part = joined[top : top + ink.shape[0], column : column + ink.shape[1]]
        np.maximum(part, ink, out=part)
    return joined


def cropped(ink: NDArray[Any]) -> NDArray[Any]:
    """Return a picture without its empty margins."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
