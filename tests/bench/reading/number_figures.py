"""Readings of whole numbers to figures; NumPy only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.bench.reading.figures import Figures, Readings, share_of
from tests.bench.reading.number_batches import Digits, NumberBatch
from trainer.config import CLASSES
from trainer.evaluate import CALIBRATION_BINS


@dataclass(frozen=True)
class NumberReadings:
    """What came back for n lines."""

    texts: Sequence[str]  # as shown, '?' for a refused digit
    guesses: Sequence[str]  # the most probable digits, refused or not
    sure: NDArray[np.bool_]  # (n,)
    probabilities: NDArray[np.float64]  # (n,), that the guess is right

    def right(self, labels: Sequence[str]) -> NDArray[np.bool_]:
        """(n,) whether the shown text is what was written."""
        return equal(self.texts, labels)


@dataclass(frozen=True)
class Alone:
    """How digits are read alone: rightly if shown as what they are, and not refused."""

    of_class: NDArray[np.float64]  # (10,) the share of a digit's samples, of those that numbers are made of
    of_sample: NDArray[np.bool_]  # (n,)


def alone(digits: Digits, readings: Readings) -> Alone:
    """Return how a set's digits were read."""
    right = (readings.guesses == digits.labels) & readings.kept
    used = np.zeros(len(right), bool)
    used[[index for hand in digits.hands for index in hand]] = True
    chosen = [right[used & (digits.labels == digit)] for digit in range(CLASSES)]
    return Alone(np.array([marks.mean() if len(marks) else 0.0 for marks in chosen]), right)


@dataclass(frozen=True)
class Answers:
    """How n numbers were read, and what there is beside it."""

    labels: Sequence[str]
    readings: NumberReadings
    plain: Sequence[str]  # what plain connected components read
    singly: NDArray[np.float64] | None = None  # (n,) the product of the digits' single accuracies
    all_alone: NDArray[np.bool_] | None = None  # (n,) whether each of the samples is read rightly alone


def beside_singles(batch: NumberBatch, readings: NumberReadings, plain: Sequence[str], singles: Alone) -> Answers:
    """Return how numbers were read that are made of digits whose single readings are known."""
    assert batch.labels is not None
    products = [float(np.prod(singles.of_class[[int(digit) for digit in label]])) for label in batch.labels]
    all_alone = np.array([singles.of_sample[list(samples)].all() for samples in batch.samples])
    return Answers(batch.labels, readings, plain, np.array(products), all_alone)


def of_numbers(answers: Answers) -> Figures:
    """Return how many numbers are right; how surely; and how many plain connected components read rightly.

    `right` is of the shown text, `guess` of the most probable digits; `sure_is_right` is the share of those called sure
    that are right, `right_is_sure` of the right ones that are called sure; the calibration error is of the guess.

    Where they are made of samples, `singly` is the mean over the numbers of the product over a number's digits of the
    share of that digit's samples in the same set, of all its 7s for a 7, that are read rightly alone; `gap` is how far
    the numbers' right share lies above it, below 0 where they are worse. `all_alone` is the share of the numbers each
    of whose own samples is read rightly alone.
    """
    readings = answers.readings
    right, guessed = readings.right(answers.labels), equal(readings.guesses, answers.labels)
    figures: Figures = {
        "right": share_of(right),
        "guess": share_of(guessed),
        "sure": share_of(readings.sure),
        "sure_is_right": share_of(right[readings.sure]),
        "right_is_sure": share_of(readings.sure[right]),
        "calibration_error": calibration_error(readings.probabilities, guessed),
        "plain": share_of(equal(answers.plain, answers.labels)),
    }
    if answers.singly is None or answers.all_alone is None:
        return figures
    singly = float(answers.singly.mean())
    # Of two shares that lie just as far apart as the target allows, the difference may be a hair more.
    gap = round(float(right.mean()) - singly, 9)
    return {**figures, "singly": singly, "gap": gap, "all_alone": share_of(answers.all_alone)}


@dataclass(frozen=True)
class Marked:
    """How n numbers with marks were read."""

    kinds: Sequence[str]
    right: NDArray[np.bool_]  # (n,)
    sure: NDArray[np.bool_]  # (n,)
    plain: NDArray[np.bool_]  # (n,): whether plain connected components are right

    @classmethod
    def of(cls, batch: NumberBatch, readings: NumberReadings, plain: Sequence[str]) -> Marked:
        """Return how a batch was read, and what plain connected components make of it."""
        assert batch.labels is not None
        return cls(batch.kinds, readings.right(batch.labels), readings.sure, equal(plain, batch.labels))

    @classmethod
    def joined(cls, parts: Sequence[Marked]) -> Marked:
        """Return several as one."""
        names = ("right", "sure", "plain")
        right, sure, plain = (np.concatenate([getattr(part, name) for part in parts]) for name in names)
        return cls([kind for part in parts for kind in part.kinds], right, sure, plain)

    def of_kind(self, kind: str) -> Marked:
        """Return those of a kind."""
        rows = np.array(self.kinds) == kind
        return Marked([kind] * int(rows.sum()), self.right[rows], self.sure[rows], self.plain[rows])


def of_marked(marked: Marked) -> Figures:
    """Return how many numbers with marks are shown as they were written, marks included, and how surely.

    `surely_wrong` is the share of all that is called sure and isn't right.
    """
    return {
        "right": share_of(marked.right),
        "surely_wrong": share_of(marked.sure & ~marked.right),
        "sure_is_right": share_of(marked.right[marked.sure]),
        "right_is_sure": share_of(marked.sure[marked.right]),
        "plain": share_of(marked.plain),
    }


def of_no_numbers(readings: NumberReadings) -> Figures:
    """Return how many lines without a number were called a number, and surely; `?` alone and nothing are none."""
    digits = np.array([any(character.isdigit() for character in text) for text in readings.texts])
    return {"called_sure": share_of(readings.sure & digits), "held_a_digit": share_of(digits)}


def calibration_error(probabilities: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the mean gap between (n,) probabilities and how often they hold, over the evaluation's bins."""
    bins = np.clip(np.ceil(probabilities * CALIBRATION_BINS).astype(int) - 1, 0, CALIBRATION_BINS - 1)
    gaps = np.bincount(bins, weights=right - probabilities, minlength=CALIBRATION_BINS)
    return float(np.abs(gaps).sum() / max(1, len(right)))


def joined(answers: Sequence[Answers]) -> Answers:
    """Return the answers of several batches as one's; each stands beside singles."""
    readings = [each.readings for each in answers]
    return Answers(
        [label for each in answers for label in each.labels],
        NumberReadings(
            [text for each in readings for text in each.texts],
            [guess for each in readings for guess in each.guesses],
            np.concatenate([each.sure for each in readings]),
            np.concatenate([each.probabilities for each in readings]),
        ),
        [text for each in answers for text in each.plain],
        np.concatenate([each.singly for each in answers if each.singly is not None]),
        np.concatenate([each.all_alone for each in answers if each.all_alone is not None]),
    )


def equal(texts: Sequence[str], labels: Sequence[str]) -> NDArray[np.bool_]:
    """(n,) whether each text is its label."""
    return np.array([text == label for text, label in zip(texts, labels, strict=True)], bool)
