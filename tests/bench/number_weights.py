"""Fit what speaks for a way to cut a number, for the recogniser's weights.ts, to numbers of our own synthesis.

    python -m tests.bench.number_weights --data path/to/mnist.npz

The browser's own code says how each of our own numbers may be cut (number_synthesis.py composes them), and what the
model says of each candidate. The weights are those by which the right texts become most probable: the mean negative
logarithm of their probabilities, each summed over all ways to cut the text, is least, as in connectionist temporal
classification (Graves et al., 2006). Printed are the weights and, of the quarter kept back, how many are right, and
how sure.
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
from scipy.optimize import minimize
from scipy.special import logsumexp

from tests.bench.number_synthesis import GAPS, Made, Rng, drawn_line, pictured_line
from trainer import browser_code, data
from trainer.config import CLASSES, DEFAULTS
from trainer.synthesis.part import Part

FEATURES = 13
SEED = 5
DECAY = 1e-4
#: The share of numbers that nobody could read, composed as blindly as they are: they may not move the weights.
UNREADABLE = 0.02


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
    parser.add_argument("--count", type=int, default=2400, help="numbers of each kind")
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
