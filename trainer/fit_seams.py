"""Fit how probably a way through ink parts two digits.

Of pairs of digits that touch or overlap it is known whose each pixel is, and the browser's own code says which ways it
would cut each pair. Right is a way that leaves no more on the wrong side than a tenth of a digit's height of a stroke;
the weights are a logistic regression's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import rankdata

from trainer.config import UserError

Ink = NDArray[np.uint8]  # (height, width), 0 = paper, 255 = ink
Pair = tuple[Ink, Ink]  # two digits' own ink, in one frame
Floats = NDArray[np.float64]

#: Of the squares of all weights, beside a mean loss of some 0.3.
DECAY = 1e-4
#: Digits' heights of a stroke.
MOST_WRONG = 0.1


def told(pairs: Sequence[Pair], answers: Sequence[dict[str, Any]]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return all seams' (n, names) features, and whether each is right.

    Args:
        answers: the pictures of `browser_code.seams`.
    """
    features: list[list[float]] = []
    right: list[bool] = []
    for pair, answer in zip(pairs, answers, strict=True):
        for seam in answer["seams"]:
            features.append(seam["features"])
            right.append(wrong_ink(pair, seam["columns"]) < MOST_WRONG * len(pair[0]) * answer["pen"])
    return np.array(features), np.array(right)


def wrong_ink(pair: Pair, columns: list[int]) -> float:
    """Return the pixels of ink that a seam leaves with the other digit; shared ink is the darker one's."""
    first, second = pair
    is_right = np.arange(first.shape[1]) >= np.array(columns)[:, None]
    is_first = first >= second
    ink = np.maximum(first, second) / 255
    return float(ink[is_first == is_right].sum())


def fit(features: Floats, right: NDArray[np.bool_]) -> Floats:
    """Return the weights of a logistic regression.

    Raises:
        UserError: there is no seam to learn from.
    """
    if not len(right):
        raise UserError("There are no pairs of digits to fit the cutting of ink to: give more in trainer/config.py.")

    def objective(weights: Floats) -> tuple[float, Floats]:
        scores = features @ weights
        loss = np.mean(np.logaddexp(0, scores) - right * scores)
        slope = features.T @ (1 / (1 + np.exp(-scores)) - right) / len(right)
        return float(loss + DECAY * weights @ weights), slope + 2 * DECAY * weights

    return np.asarray(minimize(objective, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B").x)


def measure(weights: Floats, features: Floats, right: NDArray[np.bool_]) -> dict[str, Any]:
    """Return how well weights tell (n, names) seams that they weren't fitted to."""
    return {"count": len(right), "right": float(right.mean()), "right_scores_more": ranked(features @ weights, right)}


def ranked(scores: Floats, right: NDArray[np.bool_]) -> float | None:
    """Return in how many pairs of a right one and a wrong one the right one scores more, None of no pair."""
    places, count = rankdata(scores), int(right.sum())
    if count in (0, len(right)):
        return None
    return float((places[right].sum() - count * (count + 1) / 2) / (count * (len(right) - count)))
