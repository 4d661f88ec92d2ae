"""A page that is written on -> a picture of it: photographed on a desk, or scanned, with what every pixel is."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter, zoom

from trainer.synthesis.lots import Rng, some
from trainer.synthesis.pages.filling import HANDWRITING, OUTSIDE, PAPER, Filled
from trainer.synthesis.pages.typesetting import Box, Pixels

Floats = NDArray[np.float64]
Image3 = NDArray[np.float32]  # (height, width, 3), 0 to 255

#: How pages come: photographed whole on a desk, a part of one photographed, scanned in grey or colour, and as a fax.
WAYS = {"photographed": 0.4, "close": 0.25, "scanned": 0.25, "faxed": 0.1}
#: Of photographs of whole pages, so many are turned by a quarter or two.
TURNED_SHARE = 0.12
LONGEST = (1100, 1700)  # pixels of a picture's longer side
#: A number is told of where it is so many pixels high, and so much of its ink is left: pencil goes on a fax.
LEAST_HEIGHT, LEAST_LEFT = 7, 0.5


@dataclass(frozen=True)
class Seen:
    """A number in a picture."""

    text: str
    corners: Floats  # (4, 2), from the upper left one clockwise


@dataclass(frozen=True)
class Shot:
    """A picture of a page."""

    jpeg: bytes
    kinds: Pixels  # (height, width), PAPER to OUTSIDE
    numbers: tuple[Seen, ...]
    printed: tuple[Floats, ...]  # (4, 2) each, the corners of lines of print


def shoot(page: Filled, rng: Rng) -> Shot:
    """Return a page as a camera or a scanner sees it."""
    way = str(rng.choice(list(WAYS), p=list(WAYS.values())))
    corners, size = framed(page, way, rng)
    onto = homography(corners_of((0, 0, page.kinds.shape[1], page.kinds.shape[0])), corners)
    back = np.linalg.inv(onto)
    paper = worn(page.colours.astype(np.float32), rng) if way != "faxed" else page.colours.astype(np.float32)
    desk = (
        some_desk(size, rng) if way in ("photographed", "close") else np.full((*size[::-1], 3), rng.uniform(225, 255))
    )
    kinds = warped(page.kinds, back, size, Image.Resampling.NEAREST, OUTSIDE)
    over = warped(np.full(page.kinds.shape, 255, np.uint8), back, size, Image.Resampling.BILINEAR, 0) / 255.0
    colours = warped(paper.round().astype(np.uint8), back, size, Image.Resampling.BICUBIC, 0)
    seen = (desk * (1 - over[..., None]) + colours * over[..., None]).astype(np.float32)
    shot = LIGHTS[way](seen, rng)
    if way == "faxed":
        kinds = np.where((shot[..., 0] > 0) & (kinds != OUTSIDE), np.uint8(PAPER), kinds)
    inside = [Seen(each.text, moved(corners_of(each.box), onto)) for each in page.numbers]
    before = [number_ink(page.kinds, corners_of(each.box)) for each in page.numbers]
    scale = np.sqrt(abs(np.linalg.det(onto[:2, :2] / onto[2, 2])))
    whole = tuple(
        seen_number
        for seen_number, ink in zip(inside, before, strict=True)
        if in_sight(seen_number.corners, size)
        and np.ptp(seen_number.corners[:, 1]) >= LEAST_HEIGHT
        and number_ink(kinds, seen_number.corners) >= LEAST_LEFT * ink * scale**2
    )
    printed = tuple(each for each in (moved(corners_of(box), onto) for box in page.printed) if in_sight(each, size))
    return Shot(compressed(shot, rng), kinds, whole, printed)


def number_ink(kinds: Pixels, corners: Floats) -> int:
    """Return how many pixels of handwriting there are about a number."""
    (left, top), (right, bottom) = np.maximum(corners.min(axis=0), 0).astype(int), corners.max(axis=0).astype(int) + 1
    return int(np.count_nonzero(kinds[top:bottom, left:right] == HANDWRITING))


def framed(page: Filled, way: str, rng: Rng) -> tuple[Floats, tuple[int, int]]:
    """Return where a page's corners come to lie in a picture, and the picture's width and height."""
    height, width = page.kinds.shape
    corners = corners_of((0, 0, width, height)) - (width / 2, height / 2)
    longest = rng.uniform(*LONGEST)
    if way in ("scanned", "faxed"):
        turned = corners @ rotation(rng.normal(0, 0.012)).T * (longest / max(width, height))
        size = np.ptp(turned, axis=0) * rng.uniform(0.94, 1.01)
        return turned + size / 2, (int(size[0]), int(size[1]))
    quarters = int(rng.integers(1, 4)) if way == "photographed" and rng.random() < TURNED_SHARE else 0
    angle = rng.normal(0, 0.09) + quarters * np.pi / 2
    tilt = rng.normal(0, 0.10 if way == "photographed" else 0.05, 2)
    leaning = corners @ rotation(angle).T / max(width, height)
    leaning = leaning / (1 + leaning @ tilt)[:, None]
    upright = rng.random() < 0.75
    size = np.array([longest * 0.75, longest] if upright else [longest, longest * 0.75])
    share = rng.uniform(0.7, 1.03) if way == "photographed" else rng.uniform(1.1, 3.0)
    span = np.ptp(leaning, axis=0)
    scale = share * float((size / span).min())
    middle = (leaning.max(axis=0) + leaning.min(axis=0)) / 2
    if way == "close" and page.numbers:
        x, y, wide, high = some(page.numbers, rng).box
        onto = homography(corners_of((0, 0, width, height)), leaning)
        middle = moved(np.array([[x + wide / 2, y + high / 2]]), onto)[0]
        room = size / 4
    else:
        room = np.abs(size - scale * span) / 2
    return scale * (leaning - middle) + size / 2 + rng.uniform(-1, 1, 2) * room, (int(size[0]), int(size[1]))


def rotation(angle: float) -> Floats:
    """Return a turn by an angle in radians, clockwise as a picture has it."""
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.array([[cosine, -sine], [sine, cosine]])


def corners_of(box: Box | tuple[int, int, int, int]) -> Floats:
    """Return a box's corners from the upper left one clockwise."""
    x, y, width, height = box
    return np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], float)


def homography(source: Floats, target: Floats) -> Floats:
    """Return the 3 x 3 matrix that brings four places onto four others."""
    rows, right = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return np.append(np.linalg.solve(np.array(rows), np.array(right)), 1).reshape(3, 3)


def moved(places: Floats, matrix: Floats) -> Floats:
    """Return places as a homography has them."""
    at = np.column_stack([places, np.ones(len(places))]) @ matrix.T
    moved_places: Floats = at[:, :2] / at[:, 2:]
    return moved_places


def in_sight(corners: Floats, size: tuple[int, int]) -> bool:
    """Tell whether all corners lie in a picture."""
    return bool((corners >= 0).all() and (corners <= size).all())


def warped(layer: Pixels, back: Floats, size: tuple[int, int], how: Image.Resampling, around: int) -> Pixels:
    """Return a layer of a page as a picture has it.

    Args:
        back: the homography from the picture onto the page.
        around: what lies beside the page.
    """
    colour = around if layer.ndim == 2 else (around,) * 3
    values = (back / back[2, 2]).ravel()[:8].tolist()
    return np.asarray(
        Image.fromarray(layer).transform(size, Image.Transform.PERSPECTIVE, values, how, fillcolor=colour)
    )


# Paper, desks and light.


def field(shape: tuple[int, ...], cells: float, rng: Rng) -> NDArray[np.float32]:
    """Return a smooth random field of about -1 to 1 that changes over so many cells of the longer side."""
    coarse = [max(2, round(cells * side / max(shape[:2])) + 1) for side in shape[:2]]
    smooth = zoom(rng.normal(0, 0.6, coarse), [side / n for side, n in zip(shape[:2], coarse, strict=True)], order=1)
    return np.asarray(smooth[: shape[0], : shape[1]], np.float32)


def worn(colours: Image3, rng: Rng) -> Image3:
    """Return a page's paper as it is: grained, folded, crumpled, stained, or with the other side showing through."""
    shape = colours.shape
    light = 1 + 0.012 * rng.normal(0, 1, shape[:2]).astype(np.float32)
    if rng.random() < 0.3:
        light *= 1 + rng.uniform(0.02, 0.07) * field(shape, rng.uniform(4, 30), rng)
    for _ in range(int(rng.integers(1, 4)) if rng.random() < 0.3 else 0):
        light *= fold(shape, rng)
    if rng.random() < 0.12:
        behind = colours[:, ::-1].mean(axis=2) / 255
        light *= 1 - rng.uniform(0.05, 0.25) * (1 - gaussian_filter(behind, rng.uniform(1, 3)))
    worn_paper: Image3 = np.clip(colours * light[..., None], 0, 255)
    return worn_paper


def fold(shape: tuple[int, ...], rng: Rng) -> NDArray[np.float32]:
    """Return the light on a page folded once: a shade on one side, and a bright or dark line."""
    across = int(rng.integers(2))
    side = shape[across]
    at = side * rng.uniform(0.25, 0.75)
    places = np.arange(side, dtype=np.float32) - at
    line = rng.uniform(-0.12, 0.1) * np.exp(-((places / rng.uniform(1.5, 5)) ** 2))
    shade = rng.uniform(-0.08, 0.08) * np.exp(-np.abs(places) / (0.2 * side)) * (places > 0)
    profile = (1 + line + shade).astype(np.float32)
    return np.broadcast_to(profile[:, None] if across == 0 else profile[None], shape[:2])


def some_desk(size: tuple[int, int], rng: Rng) -> Image3:
    """Return what a page lies on: a plain board, wood, cloth, a screen's edge, other paper."""
    width, height = size
    base = np.array(
        some(
            ((60, 42, 30), (120, 85, 55), (165, 130, 95), (30, 30, 34), (200, 200, 198), (90, 100, 110), (70, 95, 80)),
            rng,
        ),
        np.float32,
    )
    grain = field((height, width), rng.uniform(3, 9), rng)
    look = rng.random()
    if look < 0.45:  # wood
        upright = rng.random() < 0.5
        tall, wide = (width, height) if upright else (height, width)
        rows = max(2, tall // 6)
        wood = zoom(rng.normal(0, 0.5, (rows, 6)), (tall / rows, wide / 6), order=1)[:tall, :wide].astype(np.float32)
        grain = grain + (wood.T if upright else wood)
    elif look < 0.65:  # cloth
        rows, columns = np.mgrid[0:height, 0:width]
        grain = grain + 0.5 * np.sin(rows * rng.uniform(0.3, 1.2)) * np.sin(columns * rng.uniform(0.3, 1.2))
    rough = rng.normal(0, 0.15, (height, width))
    desk: Image3 = np.clip(base * (1 + rng.uniform(0.05, 0.3) * (grain + rough))[..., None], 0, 255).astype(np.float32)
    if rng.random() < 0.25:  # something else lies there
        x, y = int(rng.integers(width)), int(rng.integers(height))
        desk[y : y + height // 3, x : x + width // 4] = rng.uniform(20, 240, 3)
    return desk


def photographed(seen: Image3, rng: Rng) -> Image3:
    """Light, shade, blur and noise of a camera."""
    shape = seen.shape
    light = 1 + rng.uniform(0.05, 0.3) * field(shape, rng.uniform(1, 2.5), rng)
    if rng.random() < 0.45:
        light *= shadow(shape, rng)
    if rng.random() < 0.1:
        light += glare(shape, rng)
    tint = 1 + rng.normal(0, 0.05, 3)
    exposed = seen * light[..., None] * tint * rng.uniform(0.6, 1.1)
    soft = [gaussian_filter(exposed[..., channel], blur) for blur in [rng.uniform(0.3, 1.3)] for channel in range(3)]
    grainy = np.stack(soft, axis=-1) + rng.normal(0, rng.uniform(1, 7), shape)
    shot: Image3 = np.clip(grainy, 0, 255).astype(np.float32)
    return shot


def shadow(shape: tuple[int, ...], rng: Rng) -> NDArray[np.float32]:
    """Return the light beside something that stands in it: a hand, a head, the camera."""
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    angle, at = rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 0.8)
    across = (columns / shape[1] - 0.5) * np.cos(angle) + (rows / shape[0] - 0.5) * np.sin(angle) + 0.5
    bent = across + 0.06 * field(shape, rng.uniform(2, 6), rng)
    edge = 1 / (1 + np.exp(-(bent - at) / rng.uniform(0.006, 0.06)))
    lit: NDArray[np.float32] = (1 - rng.uniform(0.15, 0.55) * edge).astype(np.float32)
    return lit


def glare(shape: tuple[int, ...], rng: Rng) -> NDArray[np.float32]:
    """Return the light of a lamp that the paper throws back."""
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    x, y, wide = rng.uniform(0, shape[1]), rng.uniform(0, shape[0]), rng.uniform(0.08, 0.25) * max(shape[:2])
    spot: NDArray[np.float32] = rng.uniform(0.2, 0.7) * np.exp(-((rows - y) ** 2 + (columns - x) ** 2) / (2 * wide**2))
    return spot


def scanned(seen: Image3, rng: Rng) -> Image3:
    """Return what a scanner makes of a page, in grey or in colour, perhaps too bright."""
    if rng.random() < 0.45:
        seen = np.repeat(seen.mean(axis=2, keepdims=True), 3, axis=2)
    blurred = np.stack([gaussian_filter(seen[..., channel], 0.5) for channel in range(3)], axis=-1)
    stretched = 255 * np.clip((blurred / 255 - rng.uniform(0, 0.08)) * rng.uniform(1.0, 1.25), 0, 1) ** rng.uniform(
        0.8, 1.3
    )
    scan: Image3 = np.clip(stretched + rng.normal(0, rng.uniform(0.5, 4), seen.shape), 0, 255).astype(np.float32)
    return scan


def faxed(seen: Image3, rng: Rng) -> Image3:
    """Return a page in black and white."""
    grey = gaussian_filter(seen.mean(axis=2), rng.uniform(0.4, 0.9)) + rng.normal(0, rng.uniform(2, 14), seen.shape[:2])
    black = grey < rng.uniform(0.55, 0.8) * np.percentile(grey, 90)
    fax: Image3 = np.repeat(np.where(black, 0, 255)[..., None], 3, axis=2).astype(np.float32)
    return fax


LIGHTS: dict[str, Callable[[Image3, Rng], Image3]] = {
    "photographed": photographed,
    "close": photographed,
    "scanned": scanned,
    "faxed": faxed,
}


def compressed(colours: Image3, rng: Rng) -> bytes:
    """Return a picture as a JPEG file."""
    file = io.BytesIO()
    Image.fromarray(colours.round().astype(np.uint8)).save(file, "JPEG", quality=int(rng.integers(35, 95)))
    return file.getvalue()
