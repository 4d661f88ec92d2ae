"""Drawing lots: the random numbers of a purpose, and one of several things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

Thing = TypeVar("Thing")
Rng = np.random.Generator


def some(things: Sequence[Thing], rng: Rng) -> Thing:
    """Return one of the things."""
    return things[rng.integers(len(things))]
