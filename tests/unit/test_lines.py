"""Lines of numbers, and what is none, that the reading of numbers is fitted to."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.config import CLASSES
from trainer.data import Split
from trainer.synthesis import lines
from trainer.synthesis.part import Part

PART = Part(3, validation=False)


def display_ones(count: int) -> Split:
    """Return pictures of bars, in place of MNIST's, as all ten digits in turn."""
    images = np.zeros((count, 28, 28, 1), np.float32)
    images[:, 4:24, 12:16] = 1
    return Split(images, np.arange(count) % CLASSES)


def test_numbers_are_composed_of_one_digit_to_eight_and_beside_them_stands_what_is_none() -> None:
    rng = np.random.default_rng(1)
    make = lines.drawn_line(PART)
    made = [make(rng) for _ in range(400)]
    texts = [text for text, *_ in made if text is not None]
    assert {len(text) for text in texts} == set(range(1, 9))
    assert all(text.isdigit() for text in texts)
    assert {kind for text, kind, _ in made if text} == set(lines.GAPS)
    assert {kind for text, kind, _ in made if not text} == set(lines.KIND_SHARES)
    assert len(made) - len(texts) == pytest.approx(len(made) * lines.NO_NUMBER_SHARE, abs=25)


@pytest.mark.parametrize("validation", [False, True])
def test_pictures_hold_ink_with_paper_about_it(validation: bool) -> None:
    rng = np.random.default_rng(2)
    make = lines.pictured_line(Part(3, validation), display_ones(40))
    for _ in range(20):
        *_, picture = make(rng)
        assert picture.dtype == np.uint8
        assert picture.max() > 200
        edges = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
        assert not edges.any()


@pytest.mark.parametrize("kind", lines.WORDS)
def test_words_show_that_they_are_no_numbers(kind: str) -> None:
    rng = np.random.default_rng(3)
    words = [lines.WORDS[kind](rng) for _ in range(200)]
    assert all(2 <= len(word) < 10 and word.isalpha() for word in words)
    assert all(lines.is_told(word) for word in words)
    assert all(set(word) <= set(lines.DIGIT_LIKE) for word in words) == (kind == "words like digits")


@pytest.mark.parametrize(
    ("word", "told"), [("Bill", True), ("boil", True), ("hat", True), ("so", False), ("IO", False)]
)
def test_letters_like_digits_are_told_by_their_heights(word: str, told: bool) -> None:
    assert lines.is_told(word) == told


def test_letters_stand_on_the_line_small_ones_lower_and_tails_below() -> None:
    rng = np.random.default_rng(4)

    def bounds(name: str) -> tuple[float, float]:
        places = np.concatenate(lines.letter(name, 0.6, 0.4, PART, rng))
        return float(places[:, 1].min()), float(places[:, 1].max())

    assert bounds("b") == pytest.approx((0, 100))
    assert bounds("s") == pytest.approx((40, 100))
    assert bounds("g") == pytest.approx((40, 130))
