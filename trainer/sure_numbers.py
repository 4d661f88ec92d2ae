"""From which probability on a number is called sure, and figures of how lines are read: of what the browser answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Marks = NDArray[np.bool_]  # (n,)

#: Of what is called sure, so many are to be numbers and read rightly.
RIGHT_OF_SURE = 0.99
#: Of fewer readings than this 99% can't be told: one that is wrong would be more than the hundredth.
FEWEST_SURE = 100


@dataclass(frozen=True)
class Answers:
    """What the browser answers of n lines."""

    said: Sequence[str | None]  # what each line says; None where it is no number
    kinds: NDArray[np.str_]  # (n,), a number's manner, or what else stands there
    texts: Sequence[str]  # as read, with a ? for what is refused
    probabilities: NDArray[np.float64]  # (n,)
    may_be_sure: Marks  # whether nothing but its probability can keep a reading from being sure

    @property
    def right(self) -> Marks:
        """Whether each line is read as what it says."""
        return np.array([said == text for said, text in zip(self.said, self.texts, strict=True)], bool)

    @property
    def is_number(self) -> Marks:
        """Whether each line is a number."""
        return np.array([said is not None for said in self.said], bool)

    @property
    def holds_digit(self) -> Marks:
        """Whether a digit is read in each line."""
        return np.array([text.strip("?") != "" for text in self.texts], bool)

    def but_for(self, *kinds: str) -> Answers:
        """Return those of the other kinds."""
        kept = np.flatnonzero(~np.isin(self.kinds, kinds))
        said, texts = ([each[row] for row in kept] for each in (self.said, self.texts))
        return Answers(said, self.kinds[kept], texts, self.probabilities[kept], self.may_be_sure[kept])


def to_answers(lines: Sequence[tuple[str | None, str]], readings: Sequence[dict[str, Any]]) -> Answers:
    """Return what the browser's code reads of lines, by a contract that calls numbers sure of any probability.

    Args:
        lines: what each says, and its kind.
        readings: of `browser_code.readings`.
    """
    return Answers(
        said=[said for said, _ in lines],
        kinds=np.array([kind for _, kind in lines], str),
        texts=[reading["text"] for reading in readings],
        probabilities=np.array([reading["probability"] for reading in readings], float),
        may_be_sure=np.array([reading["text"] and reading["doubt"] is None for reading in readings], bool),
    )


def fit(answers: Answers) -> float:
    """Return the least probability from which on so many of what is called sure are right; 1 where too few can be told.

    Args:
        answers: of lines that nothing was fitted to.
    """
    kept = np.flatnonzero(answers.may_be_sure)
    order = kept[np.argsort(-answers.probabilities[kept], kind="stable")]
    counts = np.arange(1, len(order) + 1)
    good = (np.cumsum(answers.right[order]) >= RIGHT_OF_SURE * counts) & (counts >= FEWEST_SURE)
    return float(answers.probabilities[order[np.flatnonzero(good)[-1]]]) if good.any() else 1.0


def measure(answers: Answers, sure_from: float) -> dict[str, Any]:
    """Return, by kind, how numbers are read, and how often what is none is called one."""
    sure = answers.may_be_sure & (answers.probabilities >= sure_from)
    return {
        "sure_from": sure_from,
        "numbers": {
            kind: {
                "count": int(own.sum()),
                "right": share(answers.right, own),
                "sure": share(sure, own),
                "sure_is_right": share(answers.right, own & sure),
            }
            for kind, own in by_kind(answers.kinds, answers.is_number).items()
        },
        "others": {
            kind: {
                "count": int(own.sum()),
                "held_a_digit": share(answers.holds_digit, own),
                "called_sure": share(sure, own),
            }
            for kind, own in by_kind(answers.kinds, ~answers.is_number).items()
        },
    }


def by_kind(kinds: NDArray[np.str_], chosen: Marks) -> dict[str, Marks]:
    """Return the chosen ones, all and those of each kind."""
    return {"all": chosen, **{str(kind): chosen & (kinds == kind) for kind in dict.fromkeys(kinds[chosen])}}


def share(marks: Marks, among: Marks) -> float | None:
    """Return how many of some are marked, None where there are none."""
    return float(marks[among].mean()) if among.any() else None
