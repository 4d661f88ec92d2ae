"""Make confidence mean what it says: a temperature for the softmax, and a threshold below which nothing is said."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

Floats = NDArray[np.floating[Any]]

#: The share of held-out non-digits that is to be refused, and the share of held-out digits that this may cost at most:
#: a net that never met a non-digit is as sure of one as of its digits.
REFUSED_NON_DIGITS = 0.95
REFUSED_DIGITS = 0.005

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


def fit_threshold(of_digits: Floats, of_non_digits: Floats) -> float:
    """Return the calibrated confidence below which a reading is refused.

    Args:
        of_digits: (n,) confidence, 0 to 1, in the most probable digit of digits that the net hasn't learned from.
        of_non_digits: (m,) the same of what is no digit.
    """
    wanted = np.quantile(of_non_digits, REFUSED_NON_DIGITS)
    bearable = np.quantile(of_digits, REFUSED_DIGITS)
    return float(min(wanted, bearable))
