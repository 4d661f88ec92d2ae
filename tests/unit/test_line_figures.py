"""Figures of how lines are read."""

from __future__ import annotations

import pytest

from trainer import line_figures
from trainer.line_figures import NOTHING

CHARACTERS = "0123456789.,-/:%+()x"


def test_whole_lines_are_counted_by_kind_and_numbers_by_length() -> None:
    figures = line_figures.measure(["12", "3.5", "x"], ["12", "35", "x"], ["digits", "decimal", "words"], CHARACTERS)
    assert figures["accuracy"] == pytest.approx(2 / 3)
    assert figures["by_kind"]["decimal"] == {"lines": 1, "right": 0.0}
    assert set(figures["by_length"]) == {"2", "3"}
    assert figures["character_error_rate"] == pytest.approx(1 / 6)


@pytest.mark.parametrize(
    ("said", "read", "pairs"),
    [
        ("12", "12", [("1", "1"), ("2", "2")]),
        ("3.5", "35", [("3", "3"), (".", NOTHING), ("5", "5")]),
        ("7", "-7", [(NOTHING, "-"), ("7", "7")]),
        ("1/2", "112", [("1", "1"), ("/", "1"), ("2", "2")]),
        ("", "", []),
    ],
)
def test_texts_are_laid_side_by_side_with_the_fewest_differences(
    said: str, read: str, pairs: list[tuple[str, str]]
) -> None:
    assert line_figures.aligned(said, read) == pairs


def test_confusion_counts_each_character_once() -> None:
    pairs = [line_figures.aligned("1/2", "112"), line_figures.aligned("7", "-7")]
    counts = line_figures.confusion(pairs, CHARACTERS)
    assert counts.sum() == 5
    assert counts[CHARACTERS.index("/"), 1] == 1
    assert counts[-1, CHARACTERS.index("-")] == 1
