"""Make confidence mean what it says: a temperature for the softmax, and a threshold below which nothing is said."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

Floats = NDArray[np.floating[Any]]

#: The share of held-out digits that doubt may cost, of MNIST's and of our own, whose shapes no net learned from.
#: Strangers' are refused ten times as often: of the development sets' drawings, at this share, one in a hundred.
REFUSED_DIGITS = 0.001

TEMPERATURE_BOUNDS = (0.05, 20.0)


def softmax(logits: Floats, temperature: float = 1.0) -> NDArray[np.float64]:
    """Return the probabilities of (n, 10) logits divided by `temperature`."""
    scaled = logits.astype(np.float64) / temperature
    powers: NDArray[np.float64] = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    powers /= powers.sum(axis=1, keepdims=True)
    return powers


def fit_temperature(logits: Floats, labels: NDArray[np.integer[Any]]) -> float:
    """Return the temperature with the least negative log-likelihood on (n, 10) held-out logits.

    Guo et al., On Calibration of Modern Neural Networks, ICML 2017 (arXiv 1706.04599).
    """

    def negative_log_likelihood(log_temperature: float) -> float:
        likelihood = softmax(logits, np.exp(log_temperature))[np.arange(len(labels)), labels]
        return float(-np.log(np.maximum(likelihood, np.finfo(float).tiny)).mean())

    bounds = tuple(np.log(TEMPERATURE_BOUNDS))
    return float(np.exp(minimize_scalar(negative_log_likelihood, bounds=bounds, method="bounded").x))


def fit_threshold(of_mnist: Floats, of_own: Floats) -> float:
    """Return the confidence below which a reading is refused: as high as digits bear it.

    Args:
        of_mnist: (n,) confidence in the most probable digit of MNIST's digits that the net hasn't learned from.
        of_own: (m,) the same of digits of our own making.
    """
    return float(min(np.quantile(digits, REFUSED_DIGITS) for digits in (of_mnist, of_own)))
