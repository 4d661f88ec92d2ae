"""How a page comes to lie in a photograph: the view, the light on it, the lens, the sensor and the file."""

from __future__ import annotations

import io
import math
import random
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter, rotate

Floats = NDArray[np.float32]
Size = tuple[int, int]  # width, height

#: Of sRGB, as near as it matters here.
GAMMA = 2.2
#: Of a photograph's shorter side.
BEND, DEFOCUS, MOTION = 0.006, 0.0012, 0.003
PERSPECTIVE = 0.09
#: A dark board isn't exposed as if it were grey paper.
LEAST_BRIGHT = 0.45


@dataclass(frozen=True)
class View:
    """Where each pixel of a photograph lies on its page: by a homography, and a bend of the paper."""

    size: Size
    matrix: NDArray[np.float64]  # (3, 3), from the photograph's pixels to the page's
    bend: tuple[float, float, float] = (0.0, 1.0, 0.0)  # pixels downwards, of a wave of so many to the right, its phase

    def places(self) -> tuple[Floats, Floats]:
        """Return (height, width) x and y on the page."""
        width, height = self.size
        x, y = np.arange(width, dtype=np.float32)[None], np.arange(height, dtype=np.float32)[:, None]
        rows = [np.float32(row[0]) * x + np.float32(row[1]) * y + np.float32(row[2]) for row in self.matrix]
        return rows[0] / rows[2], rows[1] / rows[2] + self.sunk(x)

    def seen(self, page: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where (n, 2) places of the page are seen in the photograph."""
        back, found = np.linalg.inv(self.matrix), page
        for _ in range(4):  # the bend is small: a place found tells well enough how far it is sunk
            flat = np.column_stack([page[:, 0], page[:, 1] - self.sunk(found[:, 0]), np.ones(len(page))]) @ back.T
            found = flat[:, :2] / flat[:, 2:]
        return found

    def sunk(self, x: NDArray[Any]) -> NDArray[Any]:
        """Return how far the paper is bent downwards at a photograph's columns."""
        depth, wave, phase = self.bend
        return np.asarray(depth * np.sin(x / wave + phase))


def view_of(size: Size, tilt: float, rng: random.Random) -> View:
    """Return a view of a page by hand: turned by so many radians, its middle in the middle, never quite from above."""
    width, height = size
    cosine, sine = math.cos(tilt), math.sin(tilt)
    away = [rng.uniform(-PERSPECTIVE, PERSPECTIVE) / side for side in size]
    seen_from_middle = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]])
    turned = np.array([[cosine, -sine, 0], [sine, cosine, 0], [*away, 1]])
    shorter = min(size)
    bend = (rng.uniform(0, BEND) * shorter, shorter * rng.uniform(0.15, 0.4), rng.uniform(0, math.tau))
    return View(size, turned @ seen_from_middle, bend)


def smooth(size: Size, grain: float, rng: np.random.Generator) -> Floats:
    """Return (height, width) noise about 0, of deviation 1, smooth over so many pixels."""
    width, height = size
    coarse = rng.standard_normal((math.ceil(height / grain) + 4, math.ceil(width / grain) + 4)).astype(np.float32)
    right, bottom = 1 + width / grain, 1 + height / grain
    large = Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC, box=(1, 1, right, bottom))
    noise = np.asarray(large)
    return noise / max(float(noise.std()), 1e-6)


def lit(size: Size, rng: random.Random, chances: np.random.Generator) -> Floats:
    """Return (height, width, 3) light: one side nearer the lamp, corners darker, shadows, and a tint."""
    width, height = size
    x = np.linspace(-1, 1, width, dtype=np.float32)[None]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    angle, slope = rng.uniform(0, math.tau), rng.uniform(0.02, 0.3)
    light = 1 + slope * (math.cos(angle) * x + math.sin(angle) * y)
    light = light * (1 + rng.uniform(0, 0.05) * smooth(size, 0.4 * max(size), chances))
    light = light * (1 - rng.uniform(0, 0.2) * (x * x + y * y))
    warmth = rng.uniform(-0.08, 0.1)
    tinted = light[..., None] * np.array([1 + warmth, 1, 1 - 1.2 * warmth], np.float32)
    for _ in range(rng.choice((0, 1, 1, 2))):
        tinted = tinted * shade(size, rng, chances)
    return tinted


def shade(size: Size, rng: random.Random, chances: np.random.Generator) -> Floats:
    """Return (height, width, 3) what a shadow leaves of the light: of a straight edge or of a hand's, hard or soft."""
    width, height = size
    x, y = np.arange(width, dtype=np.float32)[None], np.arange(height, dtype=np.float32)[:, None]
    angle = rng.uniform(0, math.tau)
    across = math.cos(angle) * (x - rng.uniform(0.15, 0.85) * width)
    across = across + math.sin(angle) * (y - rng.uniform(0.15, 0.85) * height)
    shorter = min(size)
    if rng.random() < 0.5:  # a hand or a head has no straight edge
        across = across + 0.06 * shorter * smooth(size, 0.3 * shorter, chances)
    softness = shorter * rng.choice((rng.uniform(0.001, 0.004), rng.uniform(0.01, 0.04), rng.uniform(0.05, 0.15)))
    inside = 1 / (1 + np.exp(-np.clip(across / softness, -30, 30)))
    left = rng.uniform(0.4, 0.8)
    colour = np.array([left * 0.96, left, left * 1.05], np.float32)  # what light is left comes from the sky
    return np.asarray(1 - inside[..., None] * (1 - colour), np.float32)


def focused(scene: Floats, rng: random.Random) -> Floats:
    """Return a scene as a lens shows it: nearly sharp, and moved a little while it was taken."""
    shorter = min(scene.shape[:2])
    sigma = 0.5 + rng.uniform(0, DEFOCUS) * shorter
    blurred: Floats = gaussian_filter(scene, (sigma, sigma, 0), truncate=3)
    moving = rng.random() < 0.35
    return moved(blurred, rng.uniform(1, MOTION * shorter), rng.uniform(0, 180)) if moving else blurred


def moved(scene: Floats, length: float, degrees: float) -> Floats:
    """Return a scene blurred along a line of so many pixels."""
    side = 2 * math.ceil(length / 2) + 1
    line = np.zeros((side, side), np.float32)
    line[side // 2] = np.clip(length / 2 + 0.5 - np.abs(np.arange(side) - side // 2), 0, 1)
    kernel = rotate(line, degrees, reshape=False, order=1).clip(0)
    weights = {place: weight for place, weight in np.ndenumerate(kernel / kernel.sum()) if weight > 0.005}
    padded = np.pad(scene, ((side // 2, side // 2), (side // 2, side // 2), (0, 0)), mode="edge")
    height, width = scene.shape[:2]
    blurred = sum(weight * padded[y : y + height, x : x + width] for (y, x), weight in weights.items())
    return np.asarray(blurred / sum(weights.values()), np.float32)


def sensed(scene: Floats, rng: random.Random, chances: np.random.Generator) -> NDArray[np.uint8]:
    """Return a linear scene as a phone's picture: exposed for its paper, noisy, (height, width, 3)."""
    bright = max(LEAST_BRIGHT, float(np.quantile(scene[::8, ::8], 0.9)))
    linear = np.clip(scene * (rng.uniform(0.5, 0.92) / bright), 0, None)
    read, shot = rng.uniform(0.001, 0.006), rng.uniform(0.004, 0.02)
    noise = chances.standard_normal(scene.shape, np.float32)
    softened = gaussian_filter(noise, (0.6, 0.6, 0)) * 1.7  # what interpolating the sensor's colours does
    noisy = np.clip(linear + softened * np.sqrt(read * read + shot * shot * linear), 0, 1)
    return np.asarray((noisy ** np.float32(1 / GAMMA) * 255).round(), np.uint8)


def to_jpeg(picture: NDArray[np.uint8], rng: random.Random) -> bytes:
    """Return a photograph's file."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=rng.randint(60, 95))
    return file.getvalue()
