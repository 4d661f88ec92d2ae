"""How the two views of a line are weighed."""

from __future__ import annotations

from typing import Any

import numpy as np

from trainer import view_weights


def supposed(*hypotheses: tuple[str, float, float]) -> list[dict[str, Any]]:
    """Return hypotheses as the browser's code gives them."""
    return [{"text": text, "cuts": cuts, "line": line, "form": 0.0} for text, cuts, line in hypotheses]


def share_right(weights: dict[str, float], said: list[str], lines: list[list[dict[str, Any]]]) -> float:
    """Return how many lines are read as what they say."""
    row = np.array([weights[name] for name in view_weights.NAMES])
    best = [each[int(np.argmax(view_weights.describe(each) @ row))]["text"] for each in lines]
    return float(np.mean([a == b for a, b in zip(said, best, strict=True)]))


def test_the_view_that_is_right_more_often_weighs_more() -> None:
    rng = np.random.default_rng(1)
    lines, said = [], []
    for _ in range(400):
        cuts_err, line_err = rng.random() < 0.4, rng.random() < 0.05
        lines.append(
            supposed(("12", -0.1 - 2 * cuts_err, -0.1 - 2 * line_err), ("17", -2.1 + 2 * cuts_err, -2.1 + 2 * line_err))
        )
        said.append("12")
    weights = view_weights.fit(said, lines)
    assert weights["line"] > 2 * weights["cuts"] > 0
    assert share_right(weights, said, lines) > 0.93


def test_marks_weigh_against_a_text_where_they_are_seldom_right() -> None:
    lines = [supposed(("12", -1.0, -1.0), ("1.2", -0.9, -0.9))] * 50
    weights = view_weights.fit(["12"] * 50, lines)
    assert weights["mark"] < 0
    assert share_right(weights, ["12"] * 50, lines) == 1


def test_what_holds_no_digit_is_no_number() -> None:
    lines = [supposed(("11", -0.5, -4.0), ("", -1.0, -0.1))]
    assert view_weights.rightness("x", lines[0]).tolist() == [False, True]
    assert view_weights.rightness("11", lines[0]).tolist() == [True, False]


def test_lines_that_no_hypothesis_is_right_of_tell_nothing() -> None:
    lines = [supposed(("12", -1.0, -1.0))] * 3 + [supposed(("12", -0.1, -3.0), ("17", -3.0, -0.1))] * 3
    weights = view_weights.fit(["99"] * 3 + ["12"] * 3, lines)
    assert weights["cuts"] > weights["line"]
