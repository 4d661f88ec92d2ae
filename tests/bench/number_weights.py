"""Fit what speaks for a way to cut a number, for web/src/recogniser/number.ts, to numbers of our own synthesis.

    python -m tests.bench.number_weights --data path/to/mnist.npz

Numbers are composed of our own prototypes, drawn, and of MNIST's training digits, as pictures: spaced, tight, touching
and overlapping. Beside them stand words and doodles. The browser's own code says how each may be cut, and what the
model says of each candidate. The weights are those by which the right texts become most probable: the mean negative
logarithm of their probabilities, each summed over all ways to cut the text, is least, as in connectionist temporal
classification (Graves et al., 2006). Nothing of the development sets is used. Printed are the weights and, of the
quarter that they weren't fitted to, how many are right, and how sure.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.optimize import minimize
from scipy.special import logsumexp

from trainer import browser_code, data
from trainer.config import CLASSES, DEFAULTS
from trainer.synthesis import doodles, hand, paint
from trainer.synthesis.hand import Drawing
from trainer.synthesis.part import Part

Rng = np.random.Generator
Paths = list[NDArray[np.float64]]
Picture = NDArray[np.uint8]

FEATURES = 11
SEED = 5
DECAY = 1e-4
#: The share of numbers that nobody could read, composed as blindly as they are: they may not move the weights.
UNREADABLE = 0.02
LENGTHS = (1, 9)
#: From a digit's ink to the next one's, as shares of their height; None: until they touch.
GAPS: dict[str, tuple[float, float]] = {
    "spaced": (0.15, 0.6),
    "tight": (0.02, 0.12),
    "touching": (-0.06, 0.0),
    "overlapping": (-0.2, -0.05),
}
SIZES, DROP, SLOPE, SLANT = 0.1, 0.06, 0.06, 0.15
LATE_SHARE, JOINED_SHARE, DUSTY_SHARE = 0.1, 0.08, 0.08
MEETING_SHARE = 0.6
#: Of all, so many are no numbers.
NONSENSE_SHARE = 0.2
#: Of the pictures, so many are painted drawings.
PAINTED_SHARE = 0.4


@dataclass(frozen=True)
class Lattice:
    """How a line may be cut, and what it says; None where it is no number."""

    text: str | None
    manner: str
    pieces: int
    length: float
    spans: NDArray[np.int64]  # (arcs, 2)
    features: NDArray[np.float64]  # (arcs, FEATURES)
    logs: NDArray[np.float64]  # (arcs, 10), of the digits' probabilities


def main() -> None:
    """Compose, ask the browser's code, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("MNIST_NPZ"), help="MNIST's mnist.npz")
    parser.add_argument("--model", type=Path, default=DEFAULTS["compact"].web_model / "compact")
    parser.add_argument("--count", type=int, default=1500, help="numbers of each kind")
    options = parser.parse_args()
    browser_code.build()
    part = Part(SEED, validation=False)
    digits = data.load_splits(options.data, DEFAULTS["compact"].seed).train
    for name, make in [("drawn", drawn_line(part)), ("pictured", pictured_line(part, digits))]:
        lattices = read(name, make, options)
        cut = len(lattices) * 3 // 4
        learned, held_out = lattices[:cut], lattices[cut:]
        weights = fit(learned)
        report(name, weights, held_out)


Made = tuple[str | None, str, Any]


def read(name: str, make: Callable[[Rng], Made], options: argparse.Namespace) -> list[Lattice]:
    """Return the lattices of so many lines."""
    rng = np.random.default_rng([SEED, name == "drawn"])
    made = [make(rng) for _ in range(options.count)]
    answers = browser_code.lattices(options.model, [line for *_, line in made])
    return [to_lattice(text, manner, answer) for (text, manner, _), answer in zip(made, answers, strict=True)]


def to_lattice(text: str | None, manner: str, answer: dict[str, Any]) -> Lattice:
    """Return what the browser's code says of a line."""
    arcs = np.array(answer["arcs"], float).reshape(-1, 2 + FEATURES + CLASSES)
    spans, features, probabilities = np.split(arcs, [2, 2 + FEATURES], axis=1)
    logs = np.log(probabilities + 1e-9)
    return Lattice(text, manner, answer["pieces"], answer["length"], spans.astype(np.int64), features, logs)


def drawn_line(part: Part) -> Callable[[Rng], Made]:
    """Return a maker of drawn numbers, and of words and doodles."""

    def make(rng: Rng) -> Made:
        if rng.random() < NONSENSE_SHARE:
            return None, "nonsense", to_drawing(nonsense(part, rng), rng)
        manner = some_manner(rng)
        text = some_text(rng)
        shapes = {digit: of[rng.integers(len(of))] for digit, of in part.shapes["digits"].items()}
        stray = float(rng.uniform(0.4, 1.4))
        items = [level(hand.write(shapes[digit], rng, stray)) for digit in text]
        return text, manner, to_drawing(composed(items, GAPS[manner], rng, ordered=True), rng)

    return make


def pictured_line(part: Part, digits: data.Split) -> Callable[[Rng], Made]:
    """Return a maker of pictures of numbers, of MNIST's training digits or painted, and of words and doodles."""
    of_digit = [np.flatnonzero(digits.labels == digit) for digit in range(CLASSES)]
    drawn = drawn_line(part)

    def make(rng: Rng) -> Made:
        if rng.random() < PAINTED_SHARE:
            text, manner, drawing = drawn(rng)
            return text, manner, framed(painted(drawing, rng), rng)
        text, manner = some_text(rng), some_manner(rng)
        images = [digits.images[rng.choice(of_digit[int(digit)]), ..., 0] for digit in text]
        return text, manner, framed(joined(images, GAPS[manner], rng), rng)

    return make


def some_text(rng: Rng) -> str:
    """Return one digit to eight."""
    return "".join(str(digit) for digit in rng.integers(CLASSES, size=int(rng.integers(*LENGTHS))))


def some_manner(rng: Rng) -> str:
    """Return a name of GAPS; what overlaps is seldom, and often can't be read by anybody."""
    return str(rng.choice(list(GAPS), p=[0.3, 0.3, 0.32, 0.08]))


def nonsense(part: Part, rng: Rng) -> Paths:
    """Return a word or a doodle."""
    if rng.random() < 0.3:
        kinds = [kind for kind in doodles.KINDS if kind not in doodles.KEPT_BACK]
        wide = rng.uniform(0.8, 4)
        return [path * [wide, 1] for path in doodles.KINDS[str(rng.choice(kinds))](rng)]
    kinds = list(part.shapes["letters"])
    letters = rng.choice(kinds, int(rng.integers(2, 8)))
    items = [level(part.drawn("letters", str(letter), rng)) for letter in letters]
    return composed(items, GAPS[some_manner(rng)], rng, ordered=True)


def level(drawing: Drawing) -> Paths:
    """Return a drawing's strokes with a height of 100, from the origin on."""
    strokes = [np.array(stroke, float) for stroke in drawing["strokes"]]
    places = np.concatenate(strokes)
    low, spans = places.min(axis=0), np.ptp(places, axis=0)
    return [(stroke - low) * 100 / max(spans[1], 0.5 * spans[0], 1e-6) for stroke in strokes]


def composed(items: Sequence[Paths], gaps: tuple[float, float], rng: Rng, *, ordered: bool) -> Paths:
    """Put digits side by side as one hand does, some of its strokes late or joined."""
    slant, slope = rng.normal(0, SLANT), rng.normal(0, SLOPE)
    line: list[Paths] = []
    for item in items:
        size = np.exp(rng.normal(0, SIZES))
        own = [path * size + [0, 100 * (1 - size) + rng.normal(0, 100 * DROP)] for path in item]
        gap = 100 * rng.uniform(*gap_of(gaps, rng))
        start = place_beside(line[-1], own, gap) if line else 0.0
        line.append([path + np.array([start, 0]) for path in own])
    if rng.random() < LATE_SHARE:
        line = [item[:1] for item in line] + [item[1:] for item in line]
    elif rng.random() < JOINED_SHARE:
        line = with_joint(line, rng)
    paths = [path @ np.array([[1, slope], [-slant, 1]]) for item in line for path in item]
    return with_dust(paths, rng) if rng.random() < DUSTY_SHARE else paths


def gap_of(gaps: tuple[float, float], rng: Rng) -> tuple[float, float]:
    """Return a manner's gaps, or those of a tight pair: not all pairs of a line touch."""
    return gaps if gaps[0] > 0 or rng.random() < MEETING_SHARE else GAPS["tight"]


def place_beside(before: Paths, own: Paths, gap: float) -> float:
    """Return where a digit starts for its ink to come this near to the one before, at some height."""
    nearest = np.inf
    levels = np.arange(-50, 160, 10)
    for level_ in levels:
        right = max((extent(path, level_, max) for path in before), default=-np.inf)
        left = min((extent(path, level_, min) for path in own), default=np.inf)
        nearest = min(nearest, left - right)
    boxes = min(path[:, 0].min() for path in own) - max(path[:, 0].max() for path in before)
    return float(gap - (nearest if np.isfinite(nearest) and gap <= 0 else boxes))


def extent(path: NDArray[np.float64], level_: float, of: Callable[..., float]) -> float:
    """Return how far a path reaches within some 15 units of a level."""
    inside = path[np.abs(path[:, 1] - level_) < 15, 0]
    return float(of(inside)) if len(inside) else (-np.inf if of is max else np.inf)


def with_joint(line: list[Paths], rng: Rng) -> list[Paths]:
    """Join two neighbours in one stroke, where the pen's way is short."""
    for index in rng.permutation(len(line) - 1):
        first, second = line[index], line[index + 1]
        if first and second and np.hypot(*(second[0][0] - first[-1][-1])) < 60:
            stroke = np.concatenate([first[-1], second[0]])
            return [*line[:index], [*first[:-1], stroke], second[1:], *line[index + 2 :]]
    return line


def with_dust(paths: Paths, rng: Rng) -> Paths:
    """Add a far speck or a ruled line."""
    places = np.concatenate(paths)
    low, high = places.min(axis=0), places.max(axis=0)
    if rng.random() < 0.5:
        return [*paths, rng.uniform(low - 60, high + 60)[None]]
    y = high[1] + rng.uniform(15, 40)
    return [*paths, np.array([[low[0] - 20, y], [high[0] + 20, y + rng.normal(0, 5)]])]


def to_drawing(paths: Paths, rng: Rng) -> Drawing:
    """Return paths as a drawing on the pad."""
    scale = rng.uniform(0.5, 2.2)
    return {"strokes": [np.round(path * scale, 1).tolist() for path in paths], "width": 16.0}


def painted(drawing: Drawing, rng: Rng) -> Picture:
    """Return a picture of a drawing, painted with some round pen."""
    places = np.concatenate([np.array(stroke) for stroke in drawing["strokes"]])
    wide, high = np.ptp(places, axis=0)
    height = paint.FINER * rng.uniform(30, 110)
    side = height * max(wide, high) / max(high, wide / 8, 1e-6)
    pen = height * rng.uniform(0.04, 0.16)
    paths, size = paint.laid_out(drawing, side, pen / 2 + paint.FINER)
    picture = Image.new("L", size)
    paint.sweep_round(picture, paths, pen)
    return paint.shrunk(picture, np.ones(2))


def joined(images: Sequence[NDArray[np.float32]], gaps: tuple[float, float], rng: Rng) -> Picture:
    """Return one picture of MNIST's digits side by side, enlarged."""
    scale = rng.uniform(1, 4)
    line = np.zeros((round(60 * scale), round(40 * scale * (len(images) + 1))), np.float32)
    slope, at = rng.normal(0, SLOPE), 5.0 * scale
    end = -1
    for image in images:
        size = scale * np.exp(rng.normal(0, SIZES))
        ink = cropped(resized(image, size))
        gap = rng.uniform(*gap_of(gaps, rng)) * 20 * scale
        top = round(
            (60 * scale - ink.shape[0]) / 2 + slope * (at - line.shape[1] / 2) + rng.normal(0, 20 * DROP) * scale
        )
        top = min(max(0, top), line.shape[0] - ink.shape[0])
        start = max(0, round(end + gap)) if end >= 0 else round(at)
        if gap <= 0 and end >= 0:
            start = max(0, start_touching(line, ink, top, end) + round(gap))
        part = line[top : top + ink.shape[0], start : start + ink.shape[1]]
        np.maximum(part, ink[:, : part.shape[1]], out=part)
        end = start + ink.shape[1]
        at = end
    return np.asarray(np.round(255 * cropped(line)), np.uint8)


def start_touching(line: NDArray[np.float32], ink: NDArray[np.float32], top: int, end: int) -> int:
    """Return the column from which on ink touches what lies left of it."""
    for start in range(end, max(0, end - ink.shape[1]), -1):
        part = line[top : top + ink.shape[0], start : start + ink.shape[1]]
        if (np.minimum(part, ink[:, : part.shape[1]]) > 0.3).any():
            return start
    return end


def resized(image: NDArray[np.float32], scale: float) -> NDArray[np.float32]:
    """Return an enlarged picture."""
    size = round(image.shape[1] * scale), round(image.shape[0] * scale)
    return np.clip(np.asarray(Image.fromarray(image).resize(size, Image.Resampling.BICUBIC)), 0, 1)


def cropped(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a picture without its empty margins."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0.1), np.flatnonzero(ink.max(axis=0) > 0.1)
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def framed(picture: Picture, rng: Rng) -> Picture:
    """Return a picture with some paper around it, and without what is all but paper."""
    return np.pad(np.where(picture < 26, 0, picture), int(rng.integers(4, 20)))


def fit(lattices: Sequence[Lattice]) -> NDArray[np.float64]:
    """Return the weights that make the right texts most probable: the digits', the features', nonsense's two."""
    start = np.zeros(1 + FEATURES + 2)
    start[0] = 1
    everything = Batch(lattices)
    reachable = np.isfinite(everything.sums(start, constrained=True)[0]) | ~everything.is_number
    known = Batch([lattice for lattice, good in zip(lattices, reachable, strict=True) if good])

    def objective(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        loss, slope = known.loss(weights)
        return float(loss + DECAY * weights @ weights), slope + 2 * DECAY * weights

    found = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    print(f"{np.sum(~reachable)} of {len(lattices)} can't be cut rightly; loss {found.fun:.4f}")
    return np.asarray(found.x)


class Batch:
    """Lattices side by side in arrays, filled up with arcs that lead nowhere."""

    def __init__(self, lattices: Sequence[Lattice]) -> None:
        count, arcs = len(lattices), max(len(lattice.spans) for lattice in lattices)
        places = max(len(lattice.text or "") for lattice in lattices)
        self.nodes = np.array([lattice.pieces for lattice in lattices])
        self.lengths = np.array([lattice.length for lattice in lattices])
        self.is_number = np.array([lattice.text is not None for lattice in lattices])
        self.places = np.array([len(lattice.text or "") for lattice in lattices])
        self.text = np.zeros((count, places), np.int64)
        self.spans = np.zeros((count, arcs, 2), np.int64)
        self.features = np.zeros((count, arcs, FEATURES))
        self.logs = np.zeros((count, arcs, CLASSES))
        self.filling = np.ones((count, arcs), bool)
        for row, lattice in enumerate(lattices):
            own = slice(0, len(lattice.spans))
            self.text[row, : self.places[row]] = [int(digit) for digit in lattice.text or ""]
            self.spans[row, own], self.features[row, own] = lattice.spans, lattice.features
            self.logs[row, own], self.filling[row, own] = lattice.logs, False

    def loss(self, weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Return the mean negative logarithm of the right texts' probabilities, or of nonsense's, and its slope."""
        total, slope = self.sums(weights, constrained=False)
        right, right_slope = self.sums(weights, constrained=True)
        nonsense = weights[-2] + weights[-1] * self.lengths
        every = np.logaddexp(total, nonsense)
        share = np.exp(total - every)[:, None]
        of_nonsense = np.zeros((len(total), len(weights)))
        of_nonsense[:, -2], of_nonsense[:, -1] = 1, self.lengths
        mean = share * slope + (1 - share) * of_nonsense
        probable = np.exp(np.where(self.is_number, right, nonsense) - every)
        losses = -np.log(UNREADABLE + (1 - UNREADABLE) * probable)
        slopes = mean - np.where(self.is_number[:, None], right_slope, of_nonsense)
        felt = (1 - UNREADABLE) * probable / (UNREADABLE + (1 - UNREADABLE) * probable)
        return float(losses.mean()), (felt[:, None] * slopes).mean(axis=0)

    def sums(self, weights: NDArray[np.float64], *, constrained: bool) -> tuple[Any, Any]:
        """Return (n,) logarithms of the sums over all ways, or those of the right texts, and (n, weights) slopes."""
        logs = weights[0] * self.logs
        if constrained:  # (n, arcs, places): an arc as each digit of the text
            raw = np.take_along_axis(
                self.logs, np.broadcast_to(self.text[:, None], (*logs.shape[:2], self.text.shape[1])), 2
            )
            digits = weights[0] * raw
        else:
            digits = logsumexp(logs, axis=2, keepdims=True)
            raw = (np.exp(logs - digits) * self.logs).sum(axis=2, keepdims=True)
        scores = np.where(self.filling[..., None], -np.inf, (self.features @ weights[1:-2])[..., None] + digits)
        ahead = int(constrained)
        rows, ends = np.arange(len(logs)), self.places if constrained else 0 * self.places
        before = np.full((len(logs), self.nodes.max() + 1, scores.shape[2] + ahead), -np.inf)
        behind = before.copy()
        before[:, 0, 0] = 0
        behind[rows, self.nodes, ends] = 0
        last = scores.shape[2]
        start, end = self.spans[..., 0], self.spans[..., 1]
        for arc in np.argsort(np.where(self.filling, 0, start), axis=1, kind="stable").T:
            to, score = end[rows, arc], scores[rows, arc]
            sums = before[rows, start[rows, arc], :last] + score
            before[rows, to, ahead:] = np.logaddexp(before[rows, to, ahead:], sums)
        for arc in np.argsort(-np.where(self.filling, 0, end), axis=1, kind="stable").T:
            to, score = start[rows, arc], scores[rows, arc]
            sums = behind[rows, end[rows, arc], ahead:] + score
            behind[rows, to, :last] = np.logaddexp(behind[rows, to, :last], sums)
        total = before[rows, self.nodes, ends]
        safe = np.where(np.isfinite(total), total, 0)[:, None, None]
        ways = before[rows[:, None], start, :last] + scores + behind[rows[:, None], end][:, :, ahead:]
        shares = np.where(np.isfinite(total)[:, None, None], np.exp(ways - safe), 0)
        slope = np.zeros((len(logs), len(weights)))
        slope[:, 0] = (shares * np.where(self.filling[..., None], 0, raw)).sum(axis=(1, 2))
        slope[:, 1:-2] = np.einsum("na,naf->nf", shares.sum(axis=2), self.features)
        return total, slope


def best_text(weights: NDArray[np.float64], lattice: Lattice) -> tuple[str, float]:
    """Return the text of the best way, and its probability over all cuts."""
    shapes = lattice.features @ weights[1:-2]
    best: list[tuple[float, str]] = [(0.0, "")] + [(-np.inf, "")] * lattice.pieces
    for arc in np.argsort(lattice.spans[:, 0], kind="stable"):
        start, end = lattice.spans[arc]
        digit = int(lattice.logs[arc].argmax())
        score = best[start][0] + shapes[arc] + weights[0] * lattice.logs[arc, digit]
        best[end] = max(best[end], (score, best[start][1] + str(digit)))
    text = best[-1][1]
    [right] = Batch([replace(lattice, text=text)]).sums(weights, constrained=True)[0]
    [total] = Batch([lattice]).sums(weights, constrained=False)[0]
    nonsense = weights[-2] + weights[-1] * lattice.length
    return text, float(np.exp(right - np.logaddexp(total, nonsense)))


def report(name: str, weights: NDArray[np.float64], held_out: Sequence[Lattice]) -> None:
    """Print the weights, and how those do on lattices that they weren't fitted to."""
    rounded = [round(float(weight), 2) for weight in weights]
    print(f"{name}: {{ digit: {rounded[0]}, features: {rounded[1:-2]}, nonsense: {rounded[-2:]} }}")
    read = [(lattice, *best_text(weights, lattice)) for lattice in held_out]
    for manner in (*GAPS, "nonsense"):
        own = [(text == lattice.text, sure) for lattice, text, sure in read if lattice.manner == manner]
        right, sure = (np.array(column, float) for column in zip(*own, strict=True))
        print(f"  {manner:12} {len(own):4} right {right.mean():.3f}  probability {sure.mean():.3f}", end="")
        print("  sure from .8 .9 .95: " + ", ".join(f"{(sure >= at).mean():.3f}" for at in (0.8, 0.9, 0.95)))
    flat = np.array([(sure, text == lattice.text) for lattice, text, sure in read])
    for at in (0.7, 0.8, 0.9, 0.95, 0.98):
        called = flat[:, 0] >= at
        print(f"  sure from {at}: right {flat[called, 1].mean():.4f}, of the right {called[flat[:, 1] > 0].mean():.3f}")


if __name__ == "__main__":
    main()
