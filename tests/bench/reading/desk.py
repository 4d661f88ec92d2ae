"""A desk, and how a sheet of paper lies on it: which of its sides are seen, its shadow, and what lies beyond."""

from __future__ import annotations

import math
import random

import numpy as np
from scipy.ndimage import map_coordinates

from tests.bench.reading import paper
from tests.bench.reading.camera import Floats, Size
from tests.bench.reading.paper import Colour

WOOD, CLOTH, TOP = MATERIALS = ("wood", "cloth", "top")
#: Linear reflectances, dark and light ones of each.
COLOURS: dict[str, tuple[Colour, ...]] = {
    WOOD: ((0.08, 0.045, 0.025), (0.2, 0.1, 0.05), (0.36, 0.22, 0.11), (0.55, 0.38, 0.2), (0.62, 0.52, 0.38)),
    CLOTH: ((0.03, 0.03, 0.035), (0.04, 0.07, 0.16), (0.28, 0.04, 0.05), (0.3, 0.32, 0.26), (0.6, 0.56, 0.48)),
    TOP: ((0.025, 0.025, 0.03), (0.12, 0.12, 0.13), (0.35, 0.36, 0.37), (0.72, 0.7, 0.66), (0.16, 0.26, 0.28)),
}
#: Of the paper's shorter side, how much desk is seen beyond an edge.
BEYOND = (0.05, 0.3)
#: Of a margin that the frame cuts, how much is seen; and of the frame, how much may be filled: perspective widens.
CUT, FITTING = 0.9, 0.95
#: Photographs a thousand pixels high are of this scale.
USUAL_SIDE = 1000
LATTICE = 512

Box = tuple[float, float, float, float]  # left, top, right, bottom


def lying(
    extent: tuple[float, float], margins: tuple[float, float], size: Size, tilt: float, rng: random.Random
) -> tuple[float, tuple[float, float], Box]:
    """Lay down a sheet so that two to four of its sides are seen, and all that stands on it.

    Args:
        extent: of what stands on it, in heights of a digit; and so its margins, least and most.

    Returns:
        How many pixels a digit is high; where the corner of what stands there is, from the view's middle; and from
        that corner the paper's edges, infinite where the frame ends before the paper does.
    """
    wide, high = extent
    about = [rng.uniform(*margins) for _ in range(4)]
    shorter = min(wide + about[0] + about[2], high + about[1] + about[3])
    seen = rng.sample(range(4), rng.choice((2, 3, 4, 4)))
    shown = [about[side] + rng.uniform(*BEYOND) * shorter if side in seen else CUT * about[side] for side in range(4)]
    width, depth = wide + shown[0] + shown[2], high + shown[1] + shown[3]
    cosine, sine = math.cos(tilt), abs(math.sin(tilt))
    across, down = width * cosine + depth * sine, width * sine + depth * cosine
    height = FITTING * min(size[0] / across, size[1] / down)
    corner = (-height * (width / 2 - shown[0]), -height * (depth / 2 - shown[1]))
    left, top, right, bottom = (height * each if side in seen else math.inf for side, each in enumerate(about))
    return height, corner, (-left, -top, height * wide + right, height * high + bottom)


def beneath(
    sheet: Floats, places: tuple[Floats, Floats], edges: Box, rng: random.Random, chances: np.random.Generator
) -> tuple[str, Floats]:
    """Return of what the desk is, and paper of (height, width, 3) reflectances with the desk beyond its edges.

    Args:
        places: of each pixel, x and y from where the edges are measured.
    """
    size = sheet.shape[1], sheet.shape[0]
    scale = min(size) / USUAL_SIDE
    material = rng.choice(MATERIALS)
    surface = desk_of(material, turned(places, rng), scale, rng, chances)
    surface = surface * (1 - shadow(places, edges, scale, rng))[..., None]
    cover = within(places, edges, 0.5)[..., None]
    return material, surface + cover * (sheet - surface)


def turned(places: tuple[Floats, Floats], rng: random.Random) -> tuple[Floats, Floats]:
    """Return places as the desk has them, which lies anyhow beneath the paper."""
    x, y = places
    angle = rng.choice((0, math.pi / 2)) + rng.uniform(-0.5, 0.5)
    cosine, sine = np.float32(math.cos(angle)), np.float32(math.sin(angle))
    return cosine * x - sine * y, sine * x + cosine * y


def desk_of(
    material: str, places: tuple[Floats, Floats], scale: float, rng: random.Random, chances: np.random.Generator
) -> Floats:
    """Return (height, width, 3) the bare desk."""
    colour = np.array(rng.choice(COLOURS[material]), np.float32) * np.float32(rng.uniform(0.85, 1.15))
    make = {WOOD: wood, CLOTH: cloth, TOP: top}[material]
    return np.clip(make(places, scale, rng, chances)[..., None] * colour, 0.01, 0.92)


def wood(places: tuple[Floats, Floats], scale: float, rng: random.Random, chances: np.random.Generator) -> Floats:
    """Return (height, width) how light planks are: long fibres, rings, and perhaps seams."""
    x, y = places[0] / np.float32(scale), places[1] / np.float32(scale)
    bend = noise(x, y, (700, 90), chances)
    rings = np.sin(y / rng.uniform(5, 14) + rng.uniform(1, 4) * bend)
    fibres = noise(x, y, (160, 3), chances) + noise(x, y, (500, 12), chances)
    light = 1 + rng.uniform(0.02, 0.13) * rings + rng.uniform(0.04, 0.1) * fibres + 0.08 * bend
    if rng.random() < 0.4:
        planks = paper.covered(y, rng.uniform(120, 300), rng.uniform(2, 5))
        light = light * (1 - rng.uniform(0.3, 0.7) * planks)
    return np.asarray(light, np.float32)


def cloth(places: tuple[Floats, Floats], scale: float, rng: random.Random, chances: np.random.Generator) -> Floats:
    """Return (height, width) how light woven threads are, with soft folds, perhaps in bands."""
    x, y = places[0] / np.float32(scale), places[1] / np.float32(scale)
    thread = rng.uniform(2.5, 6)
    woven = np.sin(x * np.float32(math.tau / thread)) * np.sin(y * np.float32(math.tau / thread))
    light = 1 + rng.uniform(0.05, 0.2) * woven + rng.uniform(0.03, 0.1) * noise(x, y, (180, 180), chances)
    light = light + rng.uniform(0.02, 0.08) * noise(x, y, (3, 3), chances)
    if rng.random() < 0.35:
        pitch, strength = rng.uniform(40, 140), rng.uniform(0.15, 0.4)
        bands = [paper.covered(along, pitch, pitch / 2) for along in (x, y)[: rng.choice((1, 2))]]
        light = light * (1 - strength * sum(bands) / len(bands))
    return np.asarray(light, np.float32)


def top(places: tuple[Floats, Floats], scale: float, rng: random.Random, chances: np.random.Generator) -> Floats:
    """Return (height, width) how light a smooth or speckled top is, with a lamp's sheen."""
    x, y = places[0] / np.float32(scale), places[1] / np.float32(scale)
    light = 1 + rng.uniform(0, 0.12) * noise(x, y, (4, 4), chances) + 0.05 * noise(x, y, (400, 400), chances)
    away = np.hypot(x - rng.uniform(-600, 600), y - rng.uniform(-600, 600)) / rng.uniform(200, 500)
    return np.asarray(light + rng.uniform(0, 0.5) * np.exp(-away * away), np.float32)


def noise(x: Floats, y: Floats, grain: tuple[float, float], chances: np.random.Generator) -> Floats:
    """Return noise about 0, of deviation near 1, smooth over so many units along x and y; it repeats far away."""
    lattice = chances.standard_normal((LATTICE, LATTICE)).astype(np.float32)
    found = map_coordinates(lattice, [y / grain[1], x / grain[0]], order=1, mode="grid-wrap", prefilter=False)
    return np.asarray(found * 1.5, np.float32)


def shadow(places: tuple[Floats, Floats], edges: Box, scale: float, rng: random.Random) -> Floats:
    """Return (height, width) how much light the paper takes from the desk beside it: softly, to one side."""
    angle, length = rng.uniform(0, math.tau), scale * rng.uniform(2, 14)
    x, y = places
    beside = x - length * math.cos(angle), y - length * math.sin(angle)
    return rng.uniform(0.2, 0.6) * within(beside, edges, scale * rng.uniform(2, 10))


def within(places: tuple[Floats, Floats], edges: Box, soft: float) -> Floats:
    """Return (height, width) how far inside of edges each place lies, 0 to 1, from so many pixels out to as many in."""
    (x, y), (left, top, right, bottom) = places, edges
    inside = np.minimum(np.minimum(x - left, right - x), np.minimum(y - top, bottom - y))
    return np.asarray(np.clip(inside / (2 * soft) + 0.5, 0, 1), np.float32)
