"""The plain way, to compare with: each connected piece of ink is a digit, read alone by the same model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import find_objects, label

from tests.bench.reading.pictures import WHITE, Picture
from tests.bench.reading.placing import Drawing

#: Grains of a picture are no pieces: of its ink's height squared.
LEAST_AREA = 0.002
#: Any two pixels that touch, at their corners too, are one piece.
TOUCHING = np.ones((3, 3))
#: Of a pen: places of its way lie as near as that where its ink is looked for.
STEP = 0.25


def pieces_of(source: Drawing | Picture) -> list[Drawing | Picture]:
    """Return a line's connected pieces, from the left, each as a source of its own."""
    return pieces_of_drawing(source) if isinstance(source, dict) else pieces_of_picture(source)


def pieces_of_drawing(drawing: Drawing) -> list[Drawing | Picture]:
    """Return strokes whose ink is one, together."""
    strokes, width = drawing["strokes"], drawing["width"]
    paths = [dense(np.array(stroke, float), width * STEP) for stroke in strokes]
    groups: list[list[int]] = []
    for index, path in enumerate(paths):
        met = [group for group in groups if any(meet(path, paths[other], width) for other in group)]
        groups = [group for group in groups if group not in met] + [[each for g in met for each in g] + [index]]
    groups.sort(key=lambda group: min(paths[index][:, 0].min() for index in group))
    return [{"strokes": [strokes[index] for index in sorted(group)], "width": width} for group in groups]


def pieces_of_picture(picture: Picture) -> list[Drawing | Picture]:
    """Return connected dark pixels, each piece in a picture of its own."""
    dark = picture < (int(picture.min()) + int(picture.max())) / 2
    marked, count = label(dark, TOUCHING)
    rows = np.flatnonzero(dark.any(axis=1))
    areas = np.bincount(marked.ravel(), minlength=count + 1)
    found = [
        (columns.start, index)
        for index, (_, columns) in enumerate(find_objects(marked), start=1)
        if areas[index] >= LEAST_AREA * np.ptp(rows) ** 2
    ]
    return [only(picture, marked == index) for _, index in sorted(found)]


def only(picture: Picture, mask: NDArray[np.bool_]) -> Picture:
    """Return a piece on white paper, with a margin of half its height."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    box = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    piece = np.where(mask[box], picture[box], WHITE).astype(np.uint8)
    return np.pad(piece, 2 + len(piece) // 2, constant_values=WHITE)


def dense(path: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """Return (n, 2) places of a path so near each other."""
    lengths = np.hypot(*np.diff(path, axis=0).T)
    way = np.concatenate([[0], np.cumsum(lengths)])
    places = np.union1d(way, np.arange(0, way[-1], step))
    return np.stack([np.interp(places, way, path[:, axis]) for axis in (0, 1)], axis=1)


def meet(path: NDArray[np.float64], other: NDArray[np.float64], width: float) -> bool:
    """Tell whether two paths under a pen of this width share ink."""
    between = np.maximum(path.min(axis=0) - other.max(axis=0), other.min(axis=0) - path.max(axis=0))
    if between.max() > width:
        return False
    return bool((((path[:, None] - other[None]) ** 2).sum(axis=-1) <= width**2).any())


def texts_of(pieces: Sequence[Sequence[Drawing | Picture]], answers: Sequence[str]) -> list[str]:
    """Return each line's text, its pieces' answers one after the other."""
    given = iter(answers)
    return ["".join(next(given) for _ in line) for line in pieces]
