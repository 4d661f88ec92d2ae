"""How the bench tells which numbers of a real page were read."""

from __future__ import annotations

from typing import Any

from tests.bench.reading.real_pages import Marks, Read, mark

PAGE: dict[str, Any] = {
    "numbers": [{"text": "12", "box": [10, 10, 40, 20]}, {"text": "7", "box": [100, 10, 10, 20]}],
    "printed": [{"box": [0, 100, 200, 50]}],
    "ignore": [[0, 200, 100, 50]],
}


def test_a_page_is_whole_when_all_is_right_and_nothing_else_is_read() -> None:
    right = [Read("12", True, (12, 11, 36, 18)), Read("7", False, (99, 9, 12, 22))]
    assert mark(PAGE, right) == Marks(2, 2, 1, 1, 0, 0)
    assert mark(PAGE, right).whole
    assert not mark(PAGE, right[:1]).whole
    other = [*right, Read("1", True, (150, 10, 5, 20))]
    assert mark(PAGE, other) == Marks(2, 2, 1, 1, 1, 1)
    assert not mark(PAGE, other).whole


def test_a_number_has_one_reading_and_the_better_one() -> None:
    halves = [Read("1", True, (10, 10, 12, 20)), Read("12", True, (24, 10, 26, 20))]
    assert mark(PAGE, halves) == Marks(2, 1, 1, 1, 1, 1)


def test_what_is_read_wrongly_and_called_sure_counts_against_sureness() -> None:
    assert mark(PAGE, [Read("72", True, (10, 10, 40, 20))]) == Marks(2, 0, 1, 0, 0, 0)


def test_print_and_what_is_not_judged_is_no_false_reading() -> None:
    beside = [Read("3", True, (50, 120, 10, 20)), Read("4", True, (50, 220, 10, 20))]
    assert mark(PAGE, beside) == Marks(2, 0, 0, 0, 0, 0)
    assert mark(PAGE, [Read("3", True, (50, 160, 10, 20))]).false == 1
