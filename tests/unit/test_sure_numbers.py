"""From which probability on a number is called sure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from trainer import sure_numbers
from trainer.sure_numbers import Answers


def answers_of(said: list[str | None], texts: list[str], probabilities: NDArray[np.float64]) -> Answers:
    """Return answers of lines that nothing but their probability keeps from being sure."""
    return Answers(said, np.array(["tight"] * len(said), "<U20"), texts, probabilities, np.ones(len(said), bool))


def test_numbers_are_called_sure_from_where_99_of_100_are_right() -> None:
    probabilities = np.linspace(1, 0, 1001)
    right = np.arange(1001) % 10 != 9  # nine of ten
    right[:500] = True
    answers = answers_of(["7"] * 1001, ["7" if good else "1" for good in right], probabilities)
    sure_from = sure_numbers.fit(answers)
    assert right[probabilities >= sure_from].mean() >= 0.99
    assert right[probabilities >= sure_from - 0.05].mean() < 0.99
    assert 0 < sure_from < 0.5


def test_a_word_that_is_read_as_a_number_counts_as_a_wrong_one() -> None:
    probabilities = np.linspace(1, 0, 300)
    said: list[str | None] = ["11"] * 300
    said[120:140] = [None] * 20
    sure_from = sure_numbers.fit(answers_of(said, ["11"] * 300, probabilities))
    assert probabilities[121] <= sure_from <= probabilities[120]


def test_a_kind_can_be_left_out() -> None:
    answers = answers_of(["11"] * 300 + [None] * 20, ["11"] * 320, np.linspace(1, 0, 320)[::-1])
    answers.kinds[:] = ["tight"] * 300 + ["words"] * 20
    assert sure_numbers.fit(answers) > answers.probabilities[200]
    assert sure_numbers.fit(answers.but_for("words")) == answers.probabilities[0]


@pytest.mark.parametrize("count", [0, 99])
def test_of_few_numbers_none_is_called_sure(count: int) -> None:
    assert sure_numbers.fit(answers_of(["1"] * count, ["1"] * count, np.full(count, 0.9))) == 1


def test_what_has_a_doubt_is_never_sure() -> None:
    lines: list[tuple[str | None, str]] = [("12", "tight"), ("47", "spaced"), (None, "words"), (None, "scribbles")]
    readings: list[dict[str, Any]] = [
        {"text": "12", "probability": 0.99, "doubt": None},
        {"text": "47", "probability": 0.99, "doubt": "uncertain-number"},
        {"text": "11", "probability": 0.99, "doubt": None},
        {"text": "", "probability": 1.0, "doubt": None},
    ]
    answers = sure_numbers.to_answers(lines, readings)
    assert answers.may_be_sure.tolist() == [True, False, True, False]
    figures = sure_numbers.measure(answers, 0.5)
    assert figures["numbers"]["all"] == {"count": 2, "right": 1.0, "sure": 0.5, "sure_is_right": 1.0}
    assert figures["others"]["words"] == {"count": 1, "held_a_digit": 1.0, "called_sure": 1.0}
    assert figures["others"]["scribbles"] == {"count": 1, "held_a_digit": 0.0, "called_sure": 0.0}


def test_what_no_line_is_of_has_no_share() -> None:
    figures = sure_numbers.measure(answers_of([None], ["?"], np.ones(1)), 0.5)
    assert figures["numbers"]["all"] == {"count": 0, "right": None, "sure": None, "sure_is_right": None}
