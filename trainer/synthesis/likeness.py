"""Which shapes look like a digit: what any hand writes like one is neither learnt nor measured as a non-digit.

The rule: a shape looks like a digit if, drawn neatly, its grid lies as near to a digit's as most digits lie to their
nearest neighbours. Distances are Euclidean between grids that are blurred, as a bent stroke
and a straight one are then near, and of length 1, as the pen's width then hardly counts.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

#: Standard deviation of the blur, in the grid's pixels: about half of a stroke's width.
BLUR = 1.2
#: The share of digits that lie as near to another as a shape must in order to look like one. On contact sheets half of
#: what is excluded last is read as a digit by somebody; from 0.95 on much goes that nobody would read.
NEARNESS = 0.9
#: Grids compared at once: their products with all known digits fill some 100 MB.
BATCH = 1_000

Grids = NDArray[np.floating[Any]]  # (n, 28, 28), 0 = paper


class DigitLikeness:
    """Compares grids with those of known digits."""

    def __init__(self, digits: Grids) -> None:
        """Take (n, 28, 28) digits to compare with: every other one tells how near they lie to the rest."""
        vectors = described(digits)
        self.known = vectors[::2]
        self.limit = float(np.quantile(self.nearest(vectors[1::2]), NEARNESS))

    def __call__(self, grids: Grids) -> NDArray[np.bool_]:
        """Tell of each of (n, 28, 28) grids whether it looks like a digit."""
        return self.nearest(described(grids)) <= self.limit

    def nearest(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the distance of each of (n, d) vectors of length 1 to the nearest known one."""
        batches = (vectors[start : start + BATCH] for start in range(0, len(vectors), BATCH))
        cosines = np.concatenate([(batch @ self.known.T).max(axis=1) for batch in batches])
        return np.asarray(np.sqrt(np.maximum(0, 2 - 2 * cosines)), np.float32)


def described(grids: Grids) -> NDArray[np.float32]:
    """Return (n, 196) blurred halves of (n, 28, 28) grids, each of length 1."""
    blurred = gaussian_filter(np.asarray(grids, np.float32), (0, BLUR, BLUR))
    halves = blurred.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
    lengths = np.maximum(np.linalg.norm(halves, axis=1, keepdims=True), 1e-9)
    return np.asarray(halves / lengths, np.float32)
