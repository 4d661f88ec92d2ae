"""How the two views of a line, the cuts' and the line net's, are weighed: fitted to what the browser's code supposes.

A line's hypotheses are as probable as the softmax of their weights has it: of the logarithms of what either view holds
of them, of how usual their form is, and of how many marks and other things they hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp

Floats = NDArray[np.float64]

#: In the order of the weights.
NAMES = ("cuts", "line", "form", "mark", "other")
START = (1.0, 1.0, 0.0, 0.0, 0.0)
OTHER = "x"
#: Squared weights' distance from START costs so much: nothing pulls them beyond what the lines tell.
DECAY = 1e-3
#: A line in so many is read as nothing that it says, whatever the weights.
UNREADABLE = 0.01


def fit(said: Sequence[str], supposed: Sequence[Sequence[dict[str, Any]]]) -> dict[str, float]:
    """Return the weights by name, that make what lines say most probable.

    Args:
        said: of each line; `x` alone is no number.
        supposed: of each line `[{"text", "cuts", "line", "form"}, ...]`, as `browser_code.hypotheses` gives them.
    """
    lines = [(describe(each), rightness(text, each)) for text, each in zip(said, supposed, strict=True)]
    known = [(features, right) for features, right in lines if right.any()]

    def objective(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros(len(NAMES))
        for features, right in known:
            scores = features @ weights
            every = scores - logsumexp(scores)
            shares, own = np.exp(every), np.exp(every[right] - logsumexp(every[right]))
            probable = float(shares[right].sum())
            felt = (1 - UNREADABLE) * probable / (UNREADABLE + (1 - UNREADABLE) * probable)
            total -= np.log(UNREADABLE + (1 - UNREADABLE) * probable)
            slope -= felt * (own @ features[right] - shares @ features)
        away = weights - START
        return float(total / len(known) + DECAY * away @ away), slope / len(known) + 2 * DECAY * away

    found = minimize(objective, np.array(START), jac=True, method="L-BFGS-B")
    return dict(zip(NAMES, found.x.tolist(), strict=True))


def describe(supposed: Sequence[dict[str, Any]]) -> Floats:
    """Return (hypotheses, names) what is weighed."""
    logs = [[each[name] for name in ("cuts", "line", "form")] for each in supposed]
    return np.array([[*own, *counts(each["text"])] for own, each in zip(logs, supposed, strict=True)], float)


def counts(text: str) -> tuple[int, int]:
    """Return how many marks and how many other things a hypothesis holds."""
    return sum(not each.isdigit() and each != OTHER for each in text), text.count(OTHER)


def rightness(said: str, supposed: Sequence[dict[str, Any]]) -> NDArray[np.bool_]:
    """Tell of each hypothesis whether it is what a line says; what holds no digit is no number."""
    wanted = said if any(each.isdigit() for each in said) else ""
    return np.array([each["text"] == wanted for each in supposed])
