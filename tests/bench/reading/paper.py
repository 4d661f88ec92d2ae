"""Paper, what is printed on it, and how ink takes on it: reflectances from 0 to 1, linear."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np

from tests.bench.reading.camera import Floats, smooth

Colour = tuple[float, float, float]

PLAIN, RULED, SQUARED = RULINGS = ("plain", "ruled", "squared")
PAPERS: dict[str, Colour] = {
    "white": (0.84, 0.84, 0.82),
    "cream": (0.86, 0.8, 0.66),
    "yellow": (0.9, 0.78, 0.3),
    "pale blue": (0.62, 0.74, 0.84),
    "pink": (0.9, 0.64, 0.66),
    "pale green": (0.64, 0.82, 0.6),
    "recycled": (0.58, 0.56, 0.52),
    "brown": (0.48, 0.37, 0.25),
}
WHITE_SHARE = 0.6
BOARD = "board"
BOARDS: tuple[Colour, ...] = ((0.03, 0.03, 0.035), (0.03, 0.07, 0.045))
#: Of printed rules.
RULE_COLOURS: dict[str, Colour] = {
    "blue": (0.35, 0.55, 0.8),
    "grey": (0.5, 0.5, 0.5),
    "red": (0.85, 0.4, 0.4),
    "green": (0.4, 0.68, 0.48),
    "violet": (0.5, 0.42, 0.75),
}


@dataclass(frozen=True)
class Ink:
    """What one writes with."""

    name: str
    colour: Colour
    density: float  # how much of the paper it hides
    grain: float  # how unevenly, in standard deviations of its density
    coarse: float  # over so many pixels


@dataclass(frozen=True)
class Rules:
    """Parallel lines printed on a page."""

    ruling: str
    colour: Colour
    strength: float
    pitch: float  # pixels of the page
    width: float
    shift: tuple[float, float]  # a place where a rule and, on squared paper, one across it lie

    def on(self, x: Floats, y: Floats) -> Floats:
        """Return (height, width) how much of each place is rule, 0 to 1."""
        down = covered(y - self.shift[1], self.pitch, self.width)
        if self.ruling == SQUARED:
            return np.maximum(down, covered(x - self.shift[0], self.pitch, self.width))
        return down


def covered(along: Floats, pitch: float, width: float) -> Floats:
    """Return how much of each pixel a line covers, of lines so far apart."""
    away = np.abs((along + pitch / 2) % pitch - pitch / 2)
    return np.asarray(np.clip(width / 2 + 0.5 - away, 0, 1) * min(1.0, width), np.float32)


def rules_of(ruling: str, pitch: float, shift: tuple[float, float], faint: bool, rng: random.Random) -> Rules:
    """Return printed rules; beside faint ink they are fainter still."""
    strength = rng.uniform(0.2, 0.4) if faint else rng.uniform(0.35, 0.9)
    width = max(0.8, rng.uniform(0.015, 0.035) * pitch)
    return Rules(ruling, rng.choice(list(RULE_COLOURS.values())), strength, pitch, width, shift)


def ink_of(rng: random.Random) -> Ink:
    """Return what is at hand: mostly a blue or black pen."""
    kind = rng.choices(("blue", "black", "red", "green", "pencil", "faint", "marker"), (24, 20, 10, 4, 18, 14, 10))[0]
    dense = rng.uniform(0.82, 1)
    if kind == "pencil":
        return Ink(kind, (0.1, 0.1, 0.11), rng.uniform(0.5, 0.75), rng.uniform(0.1, 0.25), 1.5)
    if kind == "faint":
        colour = rng.choice(((0.05, 0.08, 0.3), (0.1, 0.1, 0.1), (0.4, 0.1, 0.12)))
        return Ink(kind, colour, rng.uniform(0.3, 0.45), 0.05, 6)
    if kind == "marker":
        colour = rng.choice(((0.02, 0.02, 0.02), (0.02, 0.05, 0.35), (0.6, 0.03, 0.04)))
        return Ink(kind, colour, rng.uniform(0.92, 1), 0.02, 20)
    colours = {"blue": (0.03, 0.06, 0.32), "black": (0.03, 0.03, 0.03), "red": (0.55, 0.03, 0.05)}
    return Ink(kind, colours.get(kind, (0.03, 0.24, 0.1)), dense, rng.uniform(0.01, 0.05), rng.uniform(3, 12))


def chalk_of(rng: random.Random) -> Ink:
    """Return what writes on a board."""
    return Ink("chalk", (0.8, 0.8, rng.uniform(0.6, 0.8)), rng.uniform(0.6, 0.85), rng.uniform(0.08, 0.16), 1.5)


def laid(surface: Floats, cover: Floats, colour: Colour, density: Floats | float) -> Floats:
    """Return a surface, (height, width, 3), hidden by a colour where it is covered."""
    hidden = (cover * density)[..., None]
    return surface + hidden * (np.array(colour, np.float32) - surface)


def written(surface: Floats, cover: Floats, ink: Ink, chances: np.random.Generator) -> Floats:
    """Return a surface with ink on it, as unevenly as it takes."""
    height, width = cover.shape
    density = ink.density * (1 + ink.grain * smooth((width, height), ink.coarse, chances))
    return laid(surface, cover, ink.colour, np.clip(density, 0, 1))


def sheet_of(colour: Colour, size: tuple[int, int], rng: random.Random, chances: np.random.Generator) -> Floats:
    """Return (height, width, 3) blank paper with its grain, and perhaps the folds of having been crumpled."""
    grain = 1 + rng.uniform(0.005, 0.025) * smooth(size, rng.uniform(1.5, 4), chances)
    grain = grain + rng.uniform(0, 0.015) * smooth(size, 0.05 * min(size), chances)
    if rng.random() < 0.3:
        grain = grain * creased(size, rng)
    return grain[..., None] * np.array(colour, np.float32)


def creased(size: tuple[int, int], rng: random.Random) -> Floats:
    """Return (height, width) how light the facets of crumpled paper are."""
    width, height = size
    x, y = np.arange(width, dtype=np.float32)[None], np.arange(height, dtype=np.float32)[:, None]
    light = np.ones((height, width), np.float32)
    for _ in range(rng.randint(1, 7)):
        angle = rng.uniform(0, math.tau)
        across = math.cos(angle) * (x - rng.uniform(0, width)) + math.sin(angle) * (y - rng.uniform(0, height))
        facet, ridge = rng.uniform(0.02, 0.09), rng.uniform(-0.1, 0.1)
        reach, sharp = rng.uniform(0.05, 0.3) * min(size), rng.uniform(0.001, 0.004) * min(size) + 0.7
        light = light * (1 + facet * np.tanh(across / sharp) * np.exp(-np.abs(across) / reach))
        light = light * (1 + ridge * np.exp(-((across / (2 * sharp)) ** 2)))
    return light
