"""Readings to figures, each share with its 95% interval; NumPy only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.evaluate import expected_calibration_error

#: The normal distribution's, for 95%.
Z = 1.96


@dataclass(frozen=True)
class Readings:
    """What came back for n samples."""

    probabilities: NDArray[np.float64]  # (n, 10); a tenth each where there was no ink
    inked: NDArray[np.bool_]  # (n,), whether there was any ink
    refused: NDArray[np.bool_] | None  # (n,); None of `classify`, which refuses nothing
    grids: NDArray[np.uint8]  # (n, 28, 28), what the model saw, 255 = ink

    @property
    def guesses(self) -> NDArray[np.int64]:
        """(n,) best guesses, refused or not; -1 where there was no ink."""
        return np.where(self.inked, self.probabilities.argmax(axis=1), -1)

    @property
    def kept(self) -> NDArray[np.bool_]:
        """(n,) whether a digit was answered."""
        return self.inked if self.refused is None else self.inked & ~self.refused

    def at(self, indices: Sequence[int]) -> Readings:
        """Return some of the readings."""
        refused = None if self.refused is None else self.refused[indices]
        return Readings(self.probabilities[indices], self.inked[indices], refused, self.grids[indices])


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """0 to 1; 0 of none."""
        return self.part / max(1, self.whole)

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval (Wilson, JASA 1927)."""
        if self.whole == 0:
            return 0.0, 1.0
        n, share = self.whole, self.value
        centre = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
        reach = Z * (share * (1 - share) / n + Z * Z / (4 * n * n)) ** 0.5 / (1 + Z * Z / n)
        return max(0.0, centre - reach), min(1.0, centre + reach)


Figures = dict[str, Share | float]


def joined(readings: Sequence[Readings]) -> Readings:
    """Return the readings of several batches as one; each comes from `read`."""
    return Readings(
        np.concatenate([each.probabilities for each in readings]),
        np.concatenate([each.inked for each in readings]),
        np.concatenate([each.refused for each in readings if each.refused is not None]),
        np.concatenate([each.grids for each in readings]),
    )


def of_digits(labels: NDArray[np.int64], readings: Readings) -> Figures:
    """Return answer and calibration error; of `read` also what was kept, kept and right, and refused."""
    right = readings.guesses == labels
    figures: Figures = {
        "answer": share_of(right),
        "calibration_error": expected_calibration_error(labels, readings.probabilities),
    }
    if readings.refused is None:
        return figures
    kept = readings.kept
    return {**figures, "kept": share_of(kept), "kept_and_right": share_of(kept & right), "refused": share_of(~kept)}


def of_non_digits(readings: Readings) -> Figures:
    """Return what was refused: answered by no digit."""
    return {"refused": share_of(~readings.kept)}


def of_seconds(seconds: Sequence[float]) -> Figures:
    """Return how long readings take: half of them, and 95 of 100."""
    return {"seconds": float(np.median(seconds)), "seconds_of_95%": float(np.quantile(seconds, 0.95))}


def of_change(before: Readings, after: Readings) -> Figures:
    """Return how many answers changed, by their best guess or by whether they are refused; and by the guess."""
    other_guess = before.guesses != after.guesses
    return {"changed": share_of(other_guess | (before.kept != after.kept)), "other_guess": share_of(other_guess)}


def share_of(marks: NDArray[np.bool_]) -> Share:
    """Return how many are marked."""
    return Share(int(marks.sum()), len(marks))
