"""How usual a number's form is."""

from __future__ import annotations

import json
import math
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from trainer import browser_code, text_forms

MODELS = Path(__file__).parents[2] / "web" / "model"


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


def test_the_browser_parts_texts_as_the_trainer_does() -> None:
    logs = json.loads((MODELS / "line" / "contract.json").read_text(encoding="utf-8"))["forms"]["logs"]

    def log_of(text: str) -> float:
        parts = (text_forms.BEGIN, *text_forms.parts_of(text), text_forms.END)
        return float(sum(logs[before][part] for before, part in pairwise(parts)))

    browser_code.build()
    bars = [[[100, 40], [100, 200]], [[210, 30], [150, 210]], [[260, 40], [260, 200]], [[310, 198], [312, 200]]]
    [supposed] = browser_code.hypotheses(MODELS / "compact", [{"strokes": bars}], MODELS / "line")
    marked = [each for each in supposed if re.search(r"[^\dx]", each["text"])]
    assert len(marked) > 2
    for each in marked:
        text = each["text"].replace("x", "")
        assert each["form"] == pytest.approx(log_of(text) - log_of(re.sub(r"\D", "", text)))
