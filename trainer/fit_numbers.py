"""Fit what speaks for a way to cut and read a line of digits.

The browser's own code says how each line may be cut, and what the net says of each candidate. The weights are those by
which the right texts become most probable: the mean negative logarithm of their probabilities, each summed over all
ways to cut the text, is least, as in connectionist temporal classification (Graves et al., 2006). A line without a
number is right if it is held for none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp

from trainer.config import CLASSES, UserError

Floats = NDArray[np.float64]

#: Of the squares of all weights, beside a mean loss of some 0.3.
DECAY = 1e-4
MOST_STEPS = 200
#: So many lattices are summed over at once.
IN_BATCH = 128
#: The share of numbers that nobody could read, composed as blindly as they are: they may not move the weights.
UNREADABLE = 0.02
#: What a digit's probability counts as at least: the same as in the recogniser's number.ts.
LEAST_PROBABILITY = 1e-9


@dataclass(frozen=True)
class Names:
    """What the recogniser calls that by which it weighs; it has a weight for each."""

    digit: Sequence[str]  # of a candidate
    line: Sequence[str]  # of a whole line, for its being no number


@dataclass(frozen=True)
class Lattice:
    """How a line may be cut, and what it says; None where it is no number."""

    text: str | None
    pieces: int
    whole: Floats  # (line names,) features of the line
    spans: NDArray[np.int64]  # (arcs, 2)
    features: Floats  # (arcs, digit names)
    logs: Floats  # (arcs, 10), of the digits' probabilities


@dataclass(frozen=True)
class Weights:
    """What is fitted, in the order of the names."""

    digit: float
    features: Floats
    nonsense: Floats


def to_lattices(texts: Sequence[str | None], answer: dict[str, Any]) -> tuple[Names, list[Lattice]]:
    """Return what the browser's code says of lines, but those without ink.

    Args:
        texts: what each says; None where it is no number.
        answer: of `browser_code.lattices`.
    """
    names = Names(answer["features"]["digit"], answer["features"]["line"])
    pairs = zip(texts, answer["lattices"], strict=True)
    return names, [to_lattice(text, each, names) for text, each in pairs if each["pieces"]]


def to_lattice(text: str | None, told: dict[str, Any], names: Names) -> Lattice:
    """Return what the browser's code says of a line."""
    ends = [2, 2 + len(names.digit)]
    arcs = np.array(told["arcs"], float).reshape(-1, ends[-1] + CLASSES)
    spans, features, probabilities = np.split(arcs, ends, axis=1)
    logs = np.log(probabilities + LEAST_PROBABILITY)
    return Lattice(text, told["pieces"], np.array(told["features"]), spans.astype(np.int64), features, logs)


def fit(lattices: Sequence[Lattice]) -> tuple[Weights, int]:
    """Return the weights that make the right texts most probable, and how many lines can't be cut so.

    Raises:
        UserError: there is no line to learn from.
    """
    if not lattices:
        raise UserError("There are no lines to fit the reading of numbers to: give more of them in trainer/config.py.")
    start = Weights(1.0, np.zeros(lattices[0].features.shape[1]), np.zeros(len(lattices[0].whole)))
    is_cut = np.isfinite(way_sums(start, lattices, constrained=True))
    known = [lattice for lattice, good in zip(lattices, is_cut, strict=True) if good or lattice.text is None]
    batches = [Batch([known[index] for index in rows]) for rows in alike(known)]

    def objective(flat: Floats) -> tuple[float, Floats]:
        losses, slopes = zip(*(batch.loss(unpacked(flat, start)) for batch in batches), strict=True)
        shares = np.array([len(batch.nodes) for batch in batches]) / len(known)
        return float(shares @ losses + DECAY * flat @ flat), shares @ np.stack(slopes) + 2 * DECAY * flat

    found = minimize(objective, packed(start), jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS})
    return unpacked(np.asarray(found.x), start), len(lattices) - len(known)


def alike(lattices: Sequence[Lattice]) -> list[NDArray[np.int64]]:
    """Return indices of lattices of about as many arcs: filled up to the longest of all, they'd fill the memory."""
    order = np.argsort([len(lattice.spans) for lattice in lattices], kind="stable")
    return [order[start : start + IN_BATCH] for start in range(0, len(order), IN_BATCH)]


def way_sums(weights: Weights, lattices: Sequence[Lattice], *, constrained: bool) -> Floats:
    """Return (n,) logarithms of the sums over all ways, or over those of the lattices' texts."""
    sums = np.zeros(len(lattices))
    for rows in alike(lattices):
        sums[rows] = Batch([lattices[index] for index in rows]).sums(weights, constrained=constrained)[0]
    return sums


def packed(weights: Weights) -> Floats:
    """Return all weights in a row."""
    return np.concatenate([[weights.digit], weights.features, weights.nonsense])


def unpacked(flat: Floats, like: Weights) -> Weights:
    """Return a row's weights."""
    digit, features, nonsense = np.split(flat, [1, 1 + len(like.features)])
    return Weights(float(digit[0]), features, nonsense)


class Batch:
    """Lattices side by side in arrays, filled up with arcs that lead nowhere."""

    def __init__(self, lattices: Sequence[Lattice]) -> None:
        count, arcs = len(lattices), max(len(lattice.spans) for lattice in lattices)
        places = max(len(lattice.text or "") for lattice in lattices)
        self.nodes = np.array([lattice.pieces for lattice in lattices])
        self.whole = np.stack([lattice.whole for lattice in lattices])
        self.is_number = np.array([lattice.text is not None for lattice in lattices])
        self.places = np.array([len(lattice.text or "") for lattice in lattices])
        self.text = np.zeros((count, places), np.int64)
        self.spans = np.zeros((count, arcs, 2), np.int64)
        self.features = np.zeros((count, arcs, lattices[0].features.shape[1]))
        self.logs = np.zeros((count, arcs, CLASSES))
        self.filling = np.ones((count, arcs), bool)
        for row, lattice in enumerate(lattices):
            own = slice(0, len(lattice.spans))
            self.text[row, : self.places[row]] = [int(digit) for digit in lattice.text or ""]
            self.spans[row, own], self.features[row, own] = lattice.spans, lattice.features
            self.logs[row, own], self.filling[row, own] = lattice.logs, False

    def loss(self, weights: Weights) -> tuple[float, Floats]:
        """Return the mean negative logarithm of the right answers' probabilities, and its slope."""
        total, slope = self.sums(weights, constrained=False)
        right, right_slope = self.sums(weights, constrained=True)
        nonsense = self.whole @ weights.nonsense
        every = np.logaddexp(total, nonsense)
        share = np.exp(total - every)[:, None]
        mean = np.concatenate([share * slope, (1 - share) * self.whole], axis=1)
        is_number = self.is_number[:, None]
        wanted = np.concatenate([is_number * right_slope, ~is_number * self.whole], axis=1)
        probable = np.exp(np.where(self.is_number, right, nonsense) - every)
        losses = -np.log(UNREADABLE + (1 - UNREADABLE) * probable)
        felt = (1 - UNREADABLE) * probable / (UNREADABLE + (1 - UNREADABLE) * probable)
        return float(losses.mean()), (felt[:, None] * (mean - wanted)).mean(axis=0)

    def sums(self, weights: Weights, *, constrained: bool) -> tuple[Any, Any]:
        """Return (n,) logarithms of sums over all ways, or the right texts' ones, and (n, 1 + digit names) slopes."""
        logs = weights.digit * self.logs
        if constrained:  # (n, arcs, places): an arc as each digit of the text
            raw = np.take_along_axis(
                self.logs, np.broadcast_to(self.text[:, None], (*logs.shape[:2], self.text.shape[1])), 2
            )
            digits = weights.digit * raw
        else:
            digits = logsumexp(logs, axis=2, keepdims=True)
            raw = (np.exp(logs - digits) * self.logs).sum(axis=2, keepdims=True)
        scores = np.where(self.filling[..., None], -np.inf, (self.features @ weights.features)[..., None] + digits)
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
        slope = np.zeros((len(logs), 1 + len(weights.features)))
        slope[:, 0] = (shares * np.where(self.filling[..., None], 0, raw)).sum(axis=(1, 2))
        slope[:, 1:] = np.einsum("na,naf->nf", shares.sum(axis=2), self.features)
        return total, slope


def to_contract(weights: Weights, names: Names) -> dict[str, Any]:
    """Return what the contract holds of them, name by name."""
    return {
        "digit": weights.digit,
        "features": dict(zip(names.digit, weights.features.tolist(), strict=True)),
        "nonsense": dict(zip(names.line, weights.nonsense.tolist(), strict=True)),
    }
