"""Shapes that nobody listed: what is traced, invented or spoilt, and which of them look like a digit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from trainer.synthesis import characters, glyphs, hand, invented, likeness, prototypes, skeletons, spoilt
from trainer.synthesis.lessons import Browser
from trainer.synthesis.part import Part


def picture_of_bars(*bars: tuple[slice, slice]) -> NDArray[np.uint8]:
    """Return a picture with ink in each of the bars."""
    picture = np.zeros((100, 100), np.uint8)
    for bar in bars:
        picture[bar] = 255
    return picture


def test_a_printed_cross_is_two_strokes_through_its_middle() -> None:
    strokes = skeletons.strokes_of(picture_of_bars((slice(45, 55), slice(5, 95)), (slice(5, 95), slice(45, 55))))
    assert len(strokes) == 2
    for stroke in strokes:
        assert np.ptp(stroke, axis=0).max() > 70
        assert np.abs(stroke - 50).min(axis=1).max() < 6  # each point lies on one of the arms


def test_a_printed_corner_is_one_stroke_that_turns() -> None:
    [stroke] = skeletons.strokes_of(picture_of_bars((slice(5, 95), slice(5, 15)), (slice(85, 95), slice(5, 95))))
    assert prototypes.sharp_turns(stroke).sum() == 1


def test_a_printed_ring_is_one_stroke_that_ends_where_it_begins() -> None:
    y, x = np.mgrid[:100, :100]
    ring = (abs(np.hypot(x - 50, y - 50) - 38) < 5).astype(np.uint8) * 255
    [stroke] = skeletons.strokes_of(ring)
    assert (stroke[0] == stroke[-1]).all()
    np.testing.assert_allclose(np.hypot(*(stroke - 50).T), 38, atol=3)


def test_a_printed_dot_is_a_short_stroke_of_its_own() -> None:
    y, x = np.mgrid[:100, :100]
    dotted = picture_of_bars((slice(5, 95), slice(20, 30)))
    dotted[np.hypot(x - 70, y - 50) < 6] = 255
    strokes = sorted(skeletons.strokes_of(dotted), key=lambda stroke: float(np.ptp(stroke, axis=0).max()))
    assert len(strokes) == 2
    assert 0 < np.ptp(strokes[0], axis=0).max() < 6
    np.testing.assert_allclose(strokes[0].mean(axis=0), (70, 50), atol=2)


def test_blank_paper_has_no_strokes() -> None:
    assert skeletons.strokes_of(np.zeros((30, 30), np.uint8)) == []


def test_characters_are_traced_by_kind_and_families_are_kept_back_whole(fonts: Path) -> None:
    learnt, kept = (characters.traced(fonts, validation, share=0.02) for validation in (False, True))
    for kinds in (learnt, kept):
        assert {kind for kind, shapes in kinds.items() if shapes} >= {"scripts", "symbols", "pictograms", "letters"}
    families = [{one.family for shapes in kinds.values() for one in shapes} for kinds in (learnt, kept)]
    assert "hebrew" in families[0]
    assert "georgian" in families[1]
    assert families[0].isdisjoint(families[1])
    characters_of = [{one.kind for kind in ("scripts", "symbols") for one in kinds[kind]} for kinds in (learnt, kept)]
    latin = set(glyphs.LETTERS + glyphs.SIGNS + characters.MARKS)
    assert (characters_of[0] - latin).isdisjoint(characters_of[1] - latin)


@pytest.mark.parametrize(
    ("character", "family"),
    [
        ("\u30ab", "kana"),
        ("\uff76", "kana"),  # the narrow form of the same
        ("\u2192", "arrows and techniques"),
        ("\u27f6", "arrows and techniques"),
        ("\u20ac", "currencies"),
        ("\u05d0", "hebrew"),
    ],
)
def test_a_character_belongs_to_its_family_wherever_it_stands(character: str, family: str) -> None:
    assert characters.family_of(character, "noto-sans-hebrew", "hebrew") == family


def test_nobody_writes_braille_or_accents_by_themselves() -> None:
    written = [character for character in "\u2803\u0301\u05d0\u2192\u00c9 " if characters.is_written(character)]
    assert written == ["\u05d0", "\u2192"]


@pytest.mark.parametrize(("share", "count"), [(1.0, 10), (0.6, 6), (0.5, 5), (0.01, 1), (15.0, 10)])
def test_a_share_of_characters_is_spread_evenly(share: float, count: int) -> None:
    chosen = characters.thinned(list("abcdefghij"), share)
    assert len(chosen) == count
    places = ["abcdefghij".index(character) for character in chosen]
    assert max(np.diff(places), default=0) - min(np.diff(places), default=0) <= 1
    assert characters.thinned([], share) == []


def test_an_invented_character_stays_in_its_box_and_never_stands_still() -> None:
    rng = np.random.default_rng(4)
    for index in range(300):
        shape = invented.character(rng, str(index), validation=False)
        assert 1 <= len(shape.strokes) <= invented.MOST_STROKES + 3
        for stroke in shape.strokes:
            assert np.diff(stroke, axis=0).any(axis=1).all()
            assert stroke.min() > -5
            assert stroke.max() < 120
        assert np.isfinite(hand.write(shape, rng)["strokes"][0]).all()


@pytest.mark.parametrize("kind", spoilt.KINDS)
def test_a_spoilt_digit_comes_of_the_digits_that_it_is_given(kind: str) -> None:
    rng = np.random.default_rng(5)
    digits = [one for of_digit in Part(7, validation=False).shapes["digits"].values() for one in of_digit]
    made = [spoilt.KINDS[kind](digits, rng) for _ in range(60)]
    assert {one.kind for one in made} == {kind}
    whole = {f"{one.kind} {one.name}": np.concatenate(one.strokes) for one in digits}
    for one in made:
        places, before = np.concatenate(one.strokes), whole[one.name]
        assert places.shape != before.shape or (places != before).any()


def test_what_lies_as_near_to_a_digit_as_digits_do_looks_like_one(browser: Browser) -> None:
    rng = np.random.default_rng(6)
    part = Part(7, validation=False)
    digits = [one for of_digit in part.shapes["digits"].values() for one in of_digit]
    known = browser.drawings_to_grids([hand.write(one, rng) for one in digits for _ in range(10)])[..., 0]
    looks_like_digit = likeness.DigitLikeness(rng.permutation(known))
    neat = browser.drawings_to_grids([hand.write(one, rng, stray=0.0) for one in digits])[..., 0]
    assert looks_like_digit(neat).mean() > 0.8
    letters = [one for letter in "AHMWX" for one in part.shapes["letters"].get(letter, [])]
    drawn = browser.drawings_to_grids([hand.write(one, rng, stray=0.0) for one in letters])[..., 0]
    assert looks_like_digit(drawn).mean() < 0.1
