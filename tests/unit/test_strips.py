"""Lines for the line net: what is composed, what is to be read of it, and how the browser's code shows it."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests.unit.test_lines import display_ones
from trainer import browser_code
from trainer.line_net import CHARACTERS, HEIGHT
from trainer.synthesis import marks, strips, texts
from trainer.synthesis.part import Part

NUMBERS = {
    "date": r"\d{1,4}([./-])\d{1,2}(\1\d{1,4})?",
    "decimal": r"\d+[.,]\d{1,3}",
    "negative": r"[-+] ?[\d.,]+",
    "percent": r"[\d.,]+ ?%",
    "time": r"\d{1,2}([:.]\d\d){1,2}",
    "fraction": r"\d+ ?[/:] ?\d+",
    "parenthesised": r"\([\d.,]+\)|\d+\)",
}


@pytest.mark.parametrize("validation", [False, True])
def test_every_line_has_what_is_to_be_read_of_it(validation: bool) -> None:
    part = Part(3, validation)
    make, rng = strips.maker(part, display_ones(40)), np.random.default_rng(1)
    made = [make(rng) for _ in range(300)]
    assert all(label and set(label) <= set(CHARACTERS) for label, *_ in made)
    assert all("xx" not in label for label, *_ in made)
    assert {isinstance(line, dict) for *_, line in made} == {True, False}
    assert {"spaced", "touching", "struck", "beside", "words", "ticks"} <= {kind for _, kind, _ in made}
    assert set(marks.MARKS) <= {each for label, *_ in made for each in label}


def test_the_browser_s_code_shows_each_line_as_a_strip() -> None:
    browser_code.build()
    part = Part(3, validation=False)
    make, rng = strips.maker(part, display_ones(40)), np.random.default_rng(2)
    made = [make(rng) for _ in range(60)]
    seen = browser_code.strips([line for *_, line in made])
    assert all(strip.shape[0] == HEIGHT and strip.shape[1] % 2 == 0 for strip in seen)
    assert all(strip.max() > 100 for strip in seen)


@pytest.mark.parametrize("kind", NUMBERS)
def test_numbers_are_written_as_people_write_them(kind: str) -> None:
    rng = np.random.default_rng(4)
    make, _ = texts.MARKED[kind]
    assert all(re.fullmatch(NUMBERS[kind], make(rng)) for _ in range(300))


def test_kinds_of_numbers_share_all() -> None:
    assert sum(share for _, share in texts.MARKED.values()) == pytest.approx(1)


@pytest.mark.parametrize("mark", marks.MARKS)
def test_marks_stand_where_they_belong(mark: str) -> None:
    rng = np.random.default_rng(5)
    for _ in range(30):
        places = np.concatenate(marks.write(mark, marks.some_manner(rng), rng))
        assert places[:, 0].min() == pytest.approx(0)
        top, bottom = places[:, 1].min(), places[:, 1].max()
        if mark in ".,":
            assert top > 60
        if mark in "-+":
            assert top > 0
            assert bottom < 100
        if mark in "/()":
            assert bottom - top > 90


def test_a_tally_is_no_number_and_a_word_beside_one_is_left_out() -> None:
    part, rng = Part(3, validation=False), np.random.default_rng(6)
    assert strips.handwritten("none", "spaced", part, rng)[0] == strips.OTHER
    labels = [strips.handwritten("beside", "spaced", part, rng)[0] for _ in range(20)]
    assert all(label.startswith("x") != label.endswith("x") for label in labels)
    assert all("x" in strips.handwritten("struck", "spaced", part, rng)[0] for _ in range(20))
