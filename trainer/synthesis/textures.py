"""Pictures that hold no writing at all: noise, blotches, stripes, checks, filled shapes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

SIDE = 64
Ink = NDArray[np.float64]  # (64, 64), 0 = paper, 1 = ink


def noise(rng: np.random.Generator) -> Ink:
    """Return grey grains."""
    grains = gaussian_filter(rng.normal(size=(SIDE, SIDE)), rng.uniform(0.5, 2.5))
    return soft(grains / (3 * grains.std()))


def blotches(rng: np.random.Generator) -> Ink:
    """Return spilt ink."""
    field = gaussian_filter(rng.normal(size=(SIDE, SIDE)), rng.uniform(4, 8))
    return soft(field / field.std() - rng.uniform(0, 0.8))


def stripes(rng: np.random.Generator) -> Ink:
    """Return five stripes or more."""
    turn = rng.uniform(0, np.pi)
    across = places()[0] * np.cos(turn) + places()[1] * np.sin(turn)
    return soft(3 * np.sin(across * np.pi * rng.uniform(5, 9) + rng.uniform(0, 6)))


def checks(rng: np.random.Generator) -> Ink:
    """Return a chessboard."""
    (x, y), squares = places(), rng.uniform(2.5, 5)
    return soft(8 * np.sin(x * np.pi * squares) * np.sin(y * np.pi * squares))


def disc(rng: np.random.Generator) -> Ink:
    """Return a full disc, about round: a slim one would be a 1."""
    x, y = places()
    return soft((rng.uniform(0.5, 0.95) - np.hypot(x * rng.uniform(0.75, 1.1), y)) * SIDE / 2)


def block(rng: np.random.Generator) -> Ink:
    """Return a full square, about as high as wide."""
    x, y = places()
    turn = rng.uniform(0, np.pi)
    along, across = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    half = rng.uniform(0.35, 0.6, 2).max() * rng.uniform(0.75, 1, 2)
    return soft(np.minimum(half[0] - abs(along), half[1] - abs(across)) * SIDE / 2)


def wedge(rng: np.random.Generator) -> Ink:
    """Return a full triangle."""
    x, y = places()
    edges = [x * np.cos(turn) + y * np.sin(turn) for turn in rng.uniform(0, 6.3) + np.array([0, 2.1, 4.2])]
    return soft((0.45 - np.max(edges, axis=0)) * SIDE / 2)


def shade(rng: np.random.Generator) -> Ink:
    """Return a slope from paper to ink."""
    turn = rng.uniform(0, 2 * np.pi)
    x, y = places()
    return soft((x * np.cos(turn) + y * np.sin(turn)) * rng.uniform(0.4, 1))


KINDS: dict[str, Callable[[np.random.Generator], Ink]] = {
    made.__name__: made for made in (noise, blotches, stripes, checks, disc, block, wedge, shade)
}
#: Kept for validation.
KEPT_BACK = frozenset({"checks", "wedge"})


def paint(kind: str, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a (64, 64) picture of a kind, 0 = paper, 255 = ink."""
    ink = KINDS[kind](rng)
    return np.asarray(np.round(255 * ink), np.uint8)


def places() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return each pixel's x and y, -1 to 1."""
    y, x = np.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j]
    return x, y


def soft(inside: Ink) -> Ink:
    """Return ink where a field is above 0, with an edge one unit wide."""
    ink: Ink = np.clip(inside + 0.5, 0, 1)
    return ink
