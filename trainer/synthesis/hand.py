"""One hand's way with a prototype: bent, slanted, trembling, cut short."""

from __future__ import annotations

from typing import Any

import numpy as np

from trainer.synthesis.prototypes import Floats, Prototype

Drawing = dict[str, Any]

# How far hands stray, as standard deviations unless said otherwise; lengths in the prototypes' units, of which a
# digit is 100 high. Contact sheets decided how much of it a reader bears.
STRAY_OF_HANDS = (0.4, 1.9)  # from a neat hand to a hasty one: how much of what follows it does
# Only an upstroke's angle tells a 1 from a 7, and a letter that strays far may become a digit.
MOST_STRAY = {"letters": 1.2, "marks": 1.2, "1": 1.0, "7": 1.0}
MOST_STRAY_OF_WHOLE = 1.25  # a whole that is turned or stretched further is hard to read, however neat
STRAY = 1.8  # of each point by itself
SWAY = 3.5  # of neighbouring points alike
SWAY_WAVES = 3
STROKE_SHIFT = 2.0
STROKE_TURN = 0.05
STROKE_SCALE = 0.05
SLANT = 0.18
LEAN = 0.05  # forwards, on the average
TURN = 0.09
ASPECT = 0.16
TAPER = 0.10
BOW = 3.0
MOST = 2.2  # nothing strays further than so many standard deviations
ROUNDNESS = (0.75, 1.05)  # of curves: from nearly a polygon to more than smooth
SOFT_SHARE = 0.4  # of the hands: they round corners
MOST_SOFTNESS = 6  # six times averaged with its neighbours, a corner is round within some 7 units
TREMOR = 0.5
CUT = 8.0  # of a stroke's ends, at most; as much is added to others
GAP = 0.05  # the share of drawings whose pen skips
RETRACE = 0.04  # the share whose pen goes back on its way

# The page's pad is 280 units wide and its pen 16; digits are a fifth to nine tenths of the pad high. The pen's width
# says only what is too small to be a digit: the browser's code draws them all with the same.
PAD = 280.0
PEN = 16.0
SHARE_OF_PAD = (0.2, 0.9)


def write(prototype: Prototype, rng: np.random.Generator, stray: float | None = None) -> Drawing:
    """Return a drawing of a prototype on the pad: whole or half units, y downwards, and the pen's width.

    Args:
        stray: how far this hand strays, 1 as the constants say; any hand if absent.
    """
    if stray is None:
        most = MOST_STRAY.get(prototype.family, MOST_STRAY.get(prototype.kind, np.inf))
        stray = min(rng.uniform(*STRAY_OF_HANDS), most)
    sizes = [len(stroke) for stroke in prototype.strokes]
    points = strayed(np.concatenate(prototype.strokes), rng, stray)
    strokes = np.split(points, np.cumsum(sizes)[:-1])
    roundness = rng.uniform(*ROUNDNESS)
    softness = int(rng.integers(1, MOST_SOFTNESS + 1)) if rng.random() < SOFT_SHARE else 0
    paths = []
    for (polygon, bulge), stroke in zip(prototype.curves, strokes, strict=True):
        placed = moved_by_itself(stroke, rng, stray) if len(strokes) > 1 else stroke
        path = softened((polygon + roundness * bulge) @ placed, softness)
        paths.append(with_other_ends(path + tremor(len(path), rng) * stray, rng))
    if rng.random() < GAP:
        paths = with_gap(paths, rng)
    if rng.random() < RETRACE:
        paths = [*paths[:-1], retraced(paths[-1])]
    whole_stray = min(stray, MOST_STRAY_OF_WHOLE)
    every = rng.choice((1, 1, 2, 3))  # a fast hand leaves fewer places
    return put_down([kept(path, every) for path in slanted(paths, rng, whole_stray)], rng)


def limited(rng: np.random.Generator, spread: float, size: int | tuple[int, ...] | None = None) -> Any:
    """Return normal numbers of this spread, none further out than a hand goes."""
    return np.clip(rng.normal(size=size), -MOST, MOST) * spread


def strayed(points: Floats, rng: np.random.Generator, stray: float) -> Floats:
    """Move (n, 2) points, neighbours alike and each by itself."""
    waves = rng.normal(0, 0.03, (2, SWAY_WAVES))  # a wave is 100 units long or more
    phases = rng.uniform(0, 2 * np.pi, (SWAY_WAVES, 2))
    sway = np.sin((points @ waves)[:, :, None] + phases).sum(axis=1) * (SWAY * np.sqrt(2 / SWAY_WAVES))
    moved: Floats = points + stray * (sway + limited(rng, STRAY, points.shape))
    return moved


def moved_by_itself(stroke: Floats, rng: np.random.Generator, stray: float) -> Floats:
    """Shift, turn and scale one of several strokes about its middle."""
    middle = stroke.mean(axis=0)
    turn, scale = limited(rng, STROKE_TURN * stray), 1 + limited(rng, STROKE_SCALE * stray)
    matrix = scale * np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    placed: Floats = (stroke - middle) @ matrix + middle + limited(rng, STROKE_SHIFT * stray, 2)
    return placed


def softened(path: Floats, softness: int) -> Floats:
    """Round a path's corners, the more the softer the hand."""
    for _ in range(softness):
        path = np.concatenate([path[:1], (path[:-2] + 2 * path[1:-1] + path[2:]) / 4, path[-1:]])
    return path


def tremor(count: int, rng: np.random.Generator) -> Floats:
    """Return (count, 2) small displacements that change within a few places."""
    noise = rng.normal(0, TREMOR * abs(rng.normal()), (count + 2, 2))
    trembling: Floats = (noise[:-2] + noise[1:-1] + noise[2:]) / np.sqrt(3)
    return trembling


def with_other_ends(path: Floats, rng: np.random.Generator) -> Floats:
    """Begin and end a path a little later or earlier, or go on as it goes."""
    for side in (0, -1):
        length = rng.uniform(-CUT, CUT)
        way = path[side] - path[1 if side == 0 else -2]
        distance = np.hypot(*way)
        if length > 0 and distance > 0:
            further = path[side] + way * (length / distance)
            path = np.concatenate([[further], path] if side == 0 else [path, [further]])
        elif distance < -length and len(path) > 8:
            path = path[1:] if side == 0 else path[:-1]
    return path


def with_gap(paths: list[Floats], rng: np.random.Generator) -> list[Floats]:
    """Lift the pen for a moment somewhere in the longest path."""
    longest = max(range(len(paths)), key=lambda index: len(paths[index]))
    path = paths[longest]
    if len(path) < 12:
        return paths
    at = int(rng.integers(4, len(path) - 6))
    return [*paths[:longest], path[:at], path[at + 1 :], *paths[longest + 1 :]]


def retraced(path: Floats) -> Floats:
    """Go back over a path's last places, beside them."""
    back = path[-2 : -2 - max(2, len(path) // 6) : -1]
    return np.concatenate([path, back + 1.0])


def slanted(paths: list[Floats], rng: np.random.Generator, stray: float) -> list[Floats]:
    """Slant, turn, stretch, taper and bow the whole drawing about its middle."""
    slant, turn, taper = (limited(rng, spread * stray) for spread in (SLANT, TURN, TAPER))
    slant += LEAN * stray
    wide = np.exp(limited(rng, ASPECT * stray))
    bow = limited(rng, BOW * stray)
    matrix = np.array([[wide, 0], [-slant, 1]]) @ np.array(
        [[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]
    )
    places = np.concatenate(paths)
    middle = (places.min(axis=0) + places.max(axis=0)) / 2
    centred = places - middle
    height = centred[:, 1] / 50
    bowed = np.stack([centred[:, 0] * (1 + taper * height) + bow * height**2, centred[:, 1]], axis=1)
    return np.split(bowed @ matrix, np.cumsum([len(path) for path in paths])[:-1])


def put_down(paths: list[Floats], rng: np.random.Generator) -> Drawing:
    """Put a drawing on the pad in some size, on the whole units of a mouse or the halves of a pen."""
    places = np.concatenate(paths)
    low = places.min(axis=0)
    size = rng.uniform(*SHARE_OF_PAD) * PAD
    scale = size / max((places.max(axis=0) - low).max(), 1e-6)
    fine = rng.choice((1, 2))
    strokes = [np.round((path - low) * scale * fine) / fine for path in paths]
    return {"strokes": [stroke.tolist() for stroke in strokes], "width": PEN}


def kept(path: Floats, every: int) -> Floats:
    """Return every so manieth place of a path, and its last."""
    return path if every == 1 or len(path) < 6 * every else np.concatenate([path[:-1:every], path[-1:]])
