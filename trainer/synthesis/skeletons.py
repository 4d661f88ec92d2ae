"""Pen strokes of a printed character: its skeleton, followed from end to end and through junctions.

Thinning is scikit-image's (Zhang and Suen, Communications of the ACM 27(3), 1984).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import convolve, label
from skimage.measure import approximate_polygon
from skimage.morphology import skeletonize

from trainer.synthesis.prototypes import Floats

Pixel = tuple[int, int]  # row, column
Mask = NDArray[np.bool_]
Path = list[Pixel]

#: What hangs on a junction and is shorter than this, in widths of the stroke, comes of the outline and not of a pen.
SPUR = 0.8
#: A stroke goes on through a junction as long as it turns by less: the cosine of 50 degrees.
STRAIGHT_ON = 0.64
#: Pixels from a junction at which a stroke's direction is taken.
REACH = 8
#: A ring of so many pixels or fewer is a corner of the outline.
MOST_OF_CORNER = 3
#: How far a stroke's corners may lie off its pixels, as a share of the character's height.
TOLERANCE = 0.015
NEIGHBOURS = [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)]


def strokes_of(picture: NDArray[np.uint8]) -> list[Floats]:
    """Return the strokes of a (height, width) picture, 0 = paper, 255 = ink: each (points, 2) x and y in pixels."""
    ink = np.pad(picture >= 128, 1)
    thin: Mask = skeletonize(ink)
    if not thin.any():
        return []
    stroke_width = ink.sum() / thin.sum()
    paths = joined(without_spurs(paths_of(thin), SPUR * stroke_width))
    tolerance = TOLERANCE * picture.shape[0]
    strokes = [approximate_polygon(np.array(path, float), tolerance)[:, ::-1] - 1 for path in paths]
    return [stroke for stroke in strokes if len(stroke) > 1]


def paths_of(thin: Mask) -> list[Path]:
    """Return the skeleton's paths between its ends and junctions, its rings and its dots, as rows and columns."""
    degree = convolve(thin.astype(int), np.ones((3, 3), int), mode="constant") - 1
    nodes = thin & (degree != 2)
    middles = middles_of(nodes)
    left = {(int(y), int(x)) for y, x in np.argwhere(thin & ~nodes)}
    paths = []
    for start in middles:
        for first in beside(start, left):
            if first in left:
                paths.append(followed(start, first, left, middles))
    while left:  # what is left has no end and no junction
        start = min(left)
        left.discard(start)
        ring = [start, *walk(start, left)]
        paths.append([*ring, start] if len(ring) > MOST_OF_CORNER else ring)
    dots = set(middles.values()) - {end for path in paths for end in (path[0], path[-1])}
    return [path for path in paths if len(path) > 1] + [[(y, x), (y, x + 1)] for y, x in sorted(dots)]


def middles_of(nodes: Mask) -> dict[Pixel, Pixel]:
    """Return, for each pixel of an end or a junction, the pixel that stands for all which touch it."""
    labels, count = label(nodes, np.ones((3, 3)))
    middles: dict[Pixel, Pixel] = {}
    for index in range(1, count + 1):
        pixels = np.argwhere(labels == index)
        nearest = pixels[np.abs(pixels - pixels.mean(axis=0)).sum(axis=1).argmin()]
        middles.update({(int(y), int(x)): (int(nearest[0]), int(nearest[1])) for y, x in pixels})
    return middles


def followed(start: Pixel, first: Pixel, left: set[Pixel], middles: dict[Pixel, Pixel]) -> Path:
    """Return the path from a node through the pixel beside it to the next node, and take its pixels away."""
    left.discard(first)
    inner = [first, *walk(first, left)]
    ends = [middles[node] for node in beside(inner[-1], middles) if len(inner) > 1 or middles[node] != middles[start]]
    return [middles[start], *inner, *ends[:1]]


def walk(start: Pixel, left: set[Pixel]) -> Path:
    """Return the pixels that follow one another from a pixel on, and take them away."""
    path, at = [], start
    while following := beside(at, left):
        # Straight neighbours first: a step across would leave them behind.
        at = min(following, key=lambda pixel: abs(pixel[0] - at[0]) + abs(pixel[1] - at[1]))
        left.discard(at)
        path.append(at)
    return path


def beside(pixel: Pixel, among: set[Pixel] | dict[Pixel, Pixel]) -> list[Pixel]:
    """Return the neighbours of a pixel that are among these."""
    y, x = pixel
    return [(y + dy, x + dx) for dy, dx in NEIGHBOURS if (y + dy, x + dx) in among]


def without_spurs(paths: list[Path], least: float) -> list[Path]:
    """Leave out short paths that end in paper where a longer one goes on."""
    ends = [end for path in paths for end in (path[0], path[-1])]

    def is_spur(path: Path) -> bool:
        free = [ends.count(end) == 1 for end in (path[0], path[-1])]
        return len(path) < least and any(free) and not all(free)

    return [path for path in paths if not is_spur(path)]


def joined(paths: list[Path]) -> list[Path]:
    """Join paths that go straight on through a junction, the straightest first."""
    while (best := max(joins(paths), key=itemgetter(0), default=None)) is not None:
        _, pair, whole = best
        paths = [path for index, path in enumerate(paths) if index not in pair] + [whole]
    return paths


def joins(paths: list[Path]) -> Iterator[tuple[float, tuple[int, int], Path]]:
    """Give how straight two paths go on, their indices and what they join to, where they do go on."""
    for pair in combinations(range(len(paths)), 2):
        for way, other_way in product((1, -1), repeat=2):
            first, second = paths[pair[0]][::way], paths[pair[1]][::other_way]
            if first[-1] != second[0] or first[0] == first[-1] or second[0] == second[-1]:
                continue
            straightness = -float(direction(first[::-1]) @ direction(second))
            if straightness > STRAIGHT_ON:
                yield straightness, pair, [*first, *second[1:]]


def direction(path: Path) -> Floats:
    """Return the unit vector in which a path leaves its first pixel."""
    way = np.subtract(path[min(REACH, len(path) - 1)], path[0]).astype(float)
    return way / max(float(np.hypot(*way)), 1e-9)
