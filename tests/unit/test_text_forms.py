"""How usual a number's form is."""

from __future__ import annotations

import math

import numpy as np
import pytest

from trainer import text_forms


def test_a_text_is_parted_into_marks_and_runs_of_digits() -> None:
    assert text_forms.parts_of("12/05/2024") == ["2", "/", "2", "/", "4"]
    assert text_forms.parts_of("-123456789%") == ["-", "7", "%"]


def test_what_was_seen_often_is_probable_and_nothing_is_impossible() -> None:
    logs = text_forms.table(["12/05"] * 90 + ["7"] * 10)["logs"]
    assert logs["begin"]["2"] > logs["begin"]["1"] > logs["begin"]["3"] > -math.inf
    for following in logs.values():
        assert sum(map(math.exp, following.values())) == pytest.approx(1, abs=0.01)


def test_dates_are_usual_and_long_numbers_behind_a_slash_are_not() -> None:
    logs = text_forms.fit(np.random.default_rng(3))["logs"]
    assert logs["/"]["2"] > logs["/"]["5"] + 2
