"""What people draw that is no digit and follows no prototype: scribbles, spirals, waves, hatching, dots."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from trainer.synthesis.prototypes import Floats

Paths = list[Floats]


def scribble(rng: np.random.Generator) -> Paths:
    """Wander: through so many places that a digit would be an accident."""
    return [through(rng.uniform(0, 100, (int(rng.integers(9, 20)), 2)))]


def tangle(rng: np.random.Generator) -> Paths:
    """Go round and round, through the middle too: a 0 that is drawn thrice is a 0."""
    turns = rng.uniform(3, 6)
    t = np.arange(0, turns, 0.04)
    wobble = np.interp(t, np.arange(0, 7, 0.25), rng.uniform(0.05, 1, 28))
    drift = np.stack([np.interp(t, np.arange(0, 8, 2), rng.uniform(-15, 15, 4)) for _ in range(2)], axis=1)
    return [round_about(t, 45 * wobble) * rng.uniform(0.6, 1, 2) + drift]


def blacken(rng: np.random.Generator) -> Paths:
    """Go to and fro until a patch is full."""
    rows = int(rng.integers(8, 15))
    y = np.linspace(0, rng.uniform(60, 110), rows)
    left, right = rng.uniform(0, 12, rows), rng.uniform(70, 100, rows)
    return [np.stack([np.where(np.arange(rows) % 2, left, right), y], axis=1)]


def zigzag(rng: np.random.Generator) -> Paths:
    """Turn six times or more: five would be a 5, an S or a W."""
    count = int(rng.integers(7, 14))
    x = np.linspace(0, 100, count)
    y = np.arange(count) % 2 * rng.uniform(20, 80) + rng.normal(0, 4, count)
    return [np.stack([x, y], axis=1)]


def wave(rng: np.random.Generator) -> Paths:
    """Swing three times or more: a teacher's line under what is wrong."""
    t = np.linspace(0, 1, 60)
    y = np.sin(t * 2 * np.pi * rng.uniform(2.6, 6) + rng.uniform(0, 6)) * rng.uniform(8, 30)
    return [np.stack([t * 100, y], axis=1)]


def swing(rng: np.random.Generator) -> Paths:
    """Swing once to twice, level: a tilde, or a wave of the hand."""
    t = np.linspace(0, 1, 30)
    y = np.sin(t * 2 * np.pi * rng.uniform(0.9, 2.2)) * rng.uniform(7, 18) * rng.choice((-1, 1))
    return [np.stack([t * 100, y + t * rng.normal(0, 10)], axis=1)]


def check_mark(rng: np.random.Generator) -> Paths:
    """Tick off: a short arm down and a long one up, perhaps bent; seldom twice, or with a dash across for half."""
    foot = np.array([rng.uniform(12, 45), 100.0])
    begin = foot - [rng.uniform(10, 35), rng.uniform(15, 55)]
    end = np.array([foot[0] + rng.uniform(25, 110), rng.uniform(-10, 25)])
    bent = (foot + end) / 2 + rng.normal(0, 5, 2)
    arms = np.array([begin, foot, bent, end])
    paths = [arms]
    kind = rng.random()
    if kind < 0.15:
        paths.append(np.add(arms, (rng.uniform(18, 40), rng.normal(0, 6))))
    elif kind < 0.45:
        at = foot + (end - foot) * rng.uniform(0.35, 0.75)
        paths.append(straight(at, rng.uniform(-0.2, 0.9), rng.uniform(25, 60)))
    return paths


def loops(rng: np.random.Generator) -> Paths:
    """Write a row of loops, as in a row of e."""
    t = np.arange(0, rng.integers(4, 8), 0.05)
    size = rng.uniform(8, 20)
    return [round_about(t, np.full(len(t), size)) * [1, 1.6] + np.stack([t * size * rng.uniform(0.8, 1.4), 0 * t], 1)]


def spiral(rng: np.random.Generator) -> Paths:
    """Wind more than twice: less would be a 6 or a 9."""
    t = np.arange(0, rng.uniform(2.4, 4.5), 0.04)
    path = round_about(t + rng.uniform(0, 1), 4 + 46 * t / t[-1])
    return [path * [rng.choice((-1, 1)), rng.uniform(0.8, 1.2)]]


def dot(rng: np.random.Generator) -> Paths:
    """Touch the paper once."""
    return [np.zeros((1, 2)) + rng.uniform(0, 1, 2)]


def dots(rng: np.random.Generator) -> Paths:
    """Touch it several times."""
    return [place[None] for place in rng.uniform(0, 100, (int(rng.integers(2, 9)), 2))]


def dashes(rng: np.random.Generator) -> Paths:
    """Draw short lines anywhere."""
    count = int(rng.integers(5, 11))
    return [straight(place, rng.uniform(0, np.pi), rng.uniform(8, 30)) for place in rng.uniform(0, 100, (count, 2))]


def lines(rng: np.random.Generator) -> Paths:
    """Draw long lines across each other."""
    count = int(rng.integers(4, 8))
    return [straight(place, rng.uniform(0, np.pi), rng.uniform(60, 120)) for place in rng.uniform(25, 75, (count, 2))]


def hatching(rng: np.random.Generator) -> Paths:
    """Draw parallel lines, and perhaps others across."""
    turn = rng.uniform(0, np.pi)
    paths = []
    for angle in (turn, turn + np.pi / 2)[: int(rng.integers(1, 3))]:
        count = int(rng.integers(4, 8))
        across = np.array([-np.sin(angle), np.cos(angle)])
        paths += [straight(50 + across * offset, angle, 90) for offset in np.linspace(-45, 45, count)]
    return paths


def ruling(rng: np.random.Generator) -> Paths:
    """Rule level lines."""
    return [
        straight(np.array([50, y]), rng.normal(0, 0.02), rng.uniform(80, 100))
        for y in np.linspace(0, rng.uniform(40, 100), int(rng.integers(3, 6)))
    ]


def chain(rng: np.random.Generator) -> Paths:
    """Draw rings side by side, three or more."""
    t = np.arange(0, 1.04, 0.05)
    size = rng.uniform(10, 18)
    return [
        round_about(t, np.full(len(t), size)) + np.array([index * size * rng.uniform(1.8, 2.3), rng.normal(0, 2)])
        for index in range(int(rng.integers(3, 6)))
    ]


def rings(rng: np.random.Generator) -> Paths:
    """Draw three rings or four, one within the other: two might be a 0 with a dot."""
    t = np.arange(0, 1.04, 0.04)
    return [
        round_about(t, np.full(len(t), radius)) for radius in np.linspace(50, rng.uniform(8, 20), rng.integers(3, 5))
    ]


KINDS: dict[str, Callable[[np.random.Generator], Paths]] = {
    made.__name__: made
    for made in (
        *(scribble, tangle, blacken, zigzag, wave, swing, loops, spiral, dot, dots),
        *(dashes, lines, hatching, ruling, chain, rings),
    )
}
#: Kept for validation.
KEPT_BACK = frozenset({"lines", "loops"})


def round_about(turns: Floats, radius: Floats) -> Floats:
    """Return (n, 2) places at these turns and distances about the origin."""
    return np.stack([np.cos(turns * 2 * np.pi) * radius, np.sin(turns * 2 * np.pi) * radius], axis=1)


def straight(middle: Floats, angle: float, length: float) -> Floats:
    """Return the two ends of a line."""
    way = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    return np.stack([middle - way, middle + way])


def through(places: Floats) -> Floats:
    """Return a smooth path that passes near (n, 2) places."""
    t = np.linspace(0, len(places) - 1, 8 * len(places))
    path = np.stack([np.interp(t, np.arange(len(places)), column) for column in places.T], axis=1)
    for _ in range(6):
        path[1:-1] = (path[:-2] + 2 * path[1:-1] + path[2:]) / 4
    return path
