"""Digits and non-digits of our own making: the same ones for the same seed, and never those kept for validation."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.ndimage import label

from trainer import browser_code
from trainer.config import Counts, UserError
from trainer.data import Splits
from trainer.synthesis import (
    doodles,
    glyphs,
    hand,
    lessons,
    mixtures,
    non_digits,
    paint,
    prototypes,
    textures,
    typefaces,
)
from trainer.synthesis.hand import Drawing
from trainer.synthesis.lessons import Browser, Lessons
from trainer.synthesis.non_digits import NonDigits
from trainer.synthesis.paint import Picture
from trainer.synthesis.part import Part

COUNTS = Counts(drawn_digits=60, typed_digits=20, non_digits=150, shapes=0.02)
BAR = {"strokes": [[[0, 0], [0, 50], [0, 100]]], "width": 16}
CROSS = {"strokes": [[[0, 50], [100, 50]], [[50, 0], [50, 100]]], "width": 16}
DOT = {"strokes": [[[7, 7]]], "width": 16}


def unheard(_: str) -> None:
    """Hear how far the making has come."""


@pytest.fixture(scope="module")
def made(fonts: Path, browser: Browser, tiny_splits: Splits) -> Lessons:
    """A few lessons of every kind."""
    return lessons.make(browser, tiny_splits.train, COUNTS, Part(7, validation=False, fonts=fonts), say=unheard)


def test_the_same_seed_gives_the_same_lessons_and_another_seed_others(
    made: Lessons, fonts: Path, browser: Browser, tiny_splits: Splits
) -> None:
    part = Part(7, validation=False, fonts=fonts)
    again, other = (
        lessons.make(browser, tiny_splits.train, COUNTS, one, unheard) for one in (part, replace(part, seed=8))
    )
    assert (again.digits == made.digits).all()
    assert (again.non_digits == made.non_digits).all()
    assert (other.digits != made.digits).any()
    assert (other.non_digits != made.non_digits).any()


def test_lessons_hold_every_digit_alike_and_every_kind_of_non_digit(made: Lessons) -> None:
    assert list(np.bincount(made.labels)) == [8] * 10
    assert set(made.kinds) == set(non_digits.SHARES)
    assert len(made.kinds) == len(made.non_digits) == COUNTS.non_digits


def test_every_grid_holds_ink_in_the_form_that_the_page_gives(made: Lessons) -> None:
    for grids in (made.digits, made.non_digits):
        assert grids.shape[1:] == (28, 28)
        assert grids.dtype == np.uint8
        assert (grids.max(axis=(1, 2)) > 100).all()
        sides = np.stack([grids.any(axis=axis).sum(axis=1) for axis in (1, 2)])
        assert sides.max() == 20  # what ink is fitted into


def test_the_making_says_how_far_it_has_come(browser: Browser) -> None:
    heard: list[str] = []
    count = lessons.BATCH + 3
    lessons.to_grids("Dots", [DOT] * count, count, browser, heard.append)
    assert heard == [f"Dots: {lessons.BATCH:,} of {count:,} made", f"Dots: {count:,} of {count:,} made"]


def test_shares_of_non_digits_are_all_there_is() -> None:
    assert sum(non_digits.SHARES.values()) == pytest.approx(1)


def test_what_is_kept_for_validation_is_never_learnt_from() -> None:
    learnt, kept = (Part(7, validation).shapes for validation in (False, True))
    for shapes in (learnt, kept):
        assert set(shapes["digits"]) == set("0123456789")
        assert shapes["letters"]
        assert shapes["marks"]
    for digit in learnt["digits"]:
        names = [{one.name for one in shapes["digits"][digit]} for shapes in (learnt, kept)]
        assert names[0].isdisjoint(names[1])
    for family in ("letters", "marks"):
        assert learnt[family].keys().isdisjoint(kept[family])


def test_doodles_and_textures_are_split_by_name(tiny_splits: Splits) -> None:
    learnt, kept = (NonDigits(Part(7, validation), tiny_splits.train, {}) for validation in (False, True))
    for names, kept_back in ((doodles.KINDS, doodles.KEPT_BACK), (textures.KINDS, textures.KEPT_BACK)):
        assert set(kept.of_part(names, kept_back)) == kept_back
        assert set(learnt.of_part(names, kept_back)) == set(names) - kept_back


def test_the_names_kept_for_validation_are_names_of_shapes() -> None:
    families = json.loads(prototypes.FILE.read_text())
    kept, rare = families.pop("validation"), families.pop("rare")
    for digit, shapes in families["digits"].items():
        assert set(kept["digits"][digit]) < set(shapes)
        assert set(rare[digit]) < set(shapes)
    for family in ("letters", "marks"):
        assert set(kept[family]) < set(families[family])


@pytest.mark.parametrize("validation", [False, True])
def test_one_drawn_digit_in_three_is_of_a_rare_shape_and_shapes_alike_take_turns(validation: bool) -> None:
    for of_digit in Part(7, validation).shapes["digits"].values():
        turns = [lessons.in_turn(of_digit, turn) for turn in range(300)]
        assert sum(one.rare for one in turns) == 100
        for rare in (False, True):
            counts = [sum(one is shape for one in turns) for shape in of_digit if shape.rare == rare]
            assert max(counts) - min(counts) <= 1


def test_typefaces_are_split_by_name(fonts: Path) -> None:
    assert set(glyphs.faces(fonts, validation=False)) == {"lato", "caveat"}
    assert set(glyphs.faces(fonts, validation=True)) == {"open-sans", "kalam"}


def test_every_typeface_that_is_named_is_one_that_is_installed() -> None:
    wanted = json.loads((typefaces.FONTS / "package.json").read_text())["dependencies"]
    assert {f"@fontsource/{name}" for name in glyphs.PRINTED | glyphs.KEPT_BACK | typefaces.SCRIPTS} < set(wanted)


def test_a_missing_typeface_is_said_with_what_to_run(fonts: Path, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text((fonts / "package.json").read_text())
    with pytest.raises(UserError, match="The typeface lato is missing: run `npm ci .*`, or use `make train`."):
        glyphs.faces(tmp_path, validation=False)


@pytest.mark.parametrize("stroke", ["10,20", "10,20 10,20", "10,20 30", "10;20 30,40", ""])
def test_a_damaged_prototype_is_refused_with_its_file(stroke: str, tmp_path: Path) -> None:
    file = tmp_path / "prototypes.json"
    kept = {"digits": {"0": []}, "letters": [], "marks": []}
    empty = {"validation": kept, "rare": {"0": []}, "letters": {}, "marks": {}}
    file.write_text(json.dumps({**empty, "digits": {"0": {"oval": [stroke]}}}))
    with pytest.raises(UserError, match="prototypes.json is damaged"):
        prototypes.load(file)


def test_a_curve_passes_its_points_and_turns_sharply_at_corners_only() -> None:
    points, corners = prototypes.read_stroke("0,0 40,0! 40,40 0,80 40,120")
    polygon, bulge = prototypes.curve(points, corners)
    path = (polygon + bulge) @ points
    for point in points:
        assert np.hypot(*(path - point).T).min() < 1e-9
    ways = np.diff(path, axis=0)
    turns = np.abs(np.angle(np.exp(1j * np.diff(np.arctan2(ways[:, 1], ways[:, 0])))))
    assert sorted(turns)[-1] == pytest.approx(np.pi / 2, abs=0.4)  # the corner
    assert sorted(turns)[-2] < np.pi / 4


def test_a_hand_that_does_not_stray_writes_the_prototype_itself() -> None:
    (oval,) = (one for one in prototypes.load() if (one.kind, one.name) == ("0", "oval"))
    drawing = hand.write(oval, np.random.default_rng(1), stray=0)
    places = np.array(drawing["strokes"][0])
    wide, high = np.ptp(places, axis=0)
    assert wide / high == pytest.approx(60 / 95, abs=0.06)
    assert 0.19 * 280 <= high <= 0.91 * 280


def test_drawings_lie_on_the_pad_as_large_as_people_write() -> None:
    rng = np.random.default_rng(2)
    for one in prototypes.load():
        drawing = hand.write(one, rng)
        places = np.concatenate([np.array(stroke) for stroke in drawing["strokes"]])
        assert places.min() >= 0
        assert 0.19 * 280 <= places.max() <= 0.91 * 280


def painted(drawing: Drawing, count: int = 200, **limits: float) -> list[Picture]:
    """Some pictures of a drawing."""
    rng = np.random.default_rng(3)
    return [paint.paint(drawing, rng, **limits) for _ in range(count)]


def pen_of(bar: Picture) -> float:
    """How wide a picture of a bar is, as a share of its height."""
    return float(np.median(bar.sum(axis=1) / 255) / len(bar))


def test_half_of_the_drawings_are_painted() -> None:
    rng = np.random.default_rng(3)
    things = [paint.drawn_or_painted(BAR, rng) for _ in range(200)]
    assert sum(thing is BAR for thing in things) == pytest.approx(100, abs=25)


def test_pens_are_of_all_widths_up_to_the_broadest() -> None:
    assert min(map(pen_of, painted(BAR))) < 0.05
    assert 0.18 < max(map(pen_of, painted(BAR))) < 0.3
    assert 0.06 < max(map(pen_of, painted(BAR, broadest_pen=0.1))) < 0.15  # two of a coarse picture's pixels


def test_some_pictures_are_stretched_and_none_to_lie_down_or_beyond_the_most() -> None:
    shapes = np.array([picture.shape for picture in painted(CROSS, most_stretch=2.0)])
    aspects = shapes[:, 0] / shapes[:, 1]
    assert 0.05 < (aspects > 1.15).mean() < 0.2
    assert 1.6 < aspects.max() < 2.1
    assert 0.75 < aspects.min() < 0.9  # a little wider than high
    assert max(picture.shape[0] / picture.shape[1] for picture in painted(CROSS)) < 1.1


def test_a_slim_digit_that_is_squeezed_becomes_no_block() -> None:
    assert max(map(pen_of, painted(BAR, count=1_000, most_stretch=2.0))) < 0.36


def test_hardly_a_line_is_lost_under_the_finest_pens_or_in_coarse_pixels() -> None:
    pictures = painted(CROSS, broadest_pen=0.03)
    whole = [min(picture.max(axis=axis).mean() for axis in (0, 1)) > 100 for picture in pictures]
    assert np.mean(whole) > 0.95  # else a bar of the cross has vanished between two rows


def test_small_pictures_are_coarse_and_some_are_black_and_white() -> None:
    small = [picture for picture in painted(CROSS) if max(picture.shape) < 40]
    assert 20 < len(small) < 80
    assert 0 < sum(set(np.unique(picture)) <= {0, 255} for picture in small) < len(small)


def test_what_is_written_wide_is_wider_in_shares_of_its_longer_side() -> None:
    bars = {"strokes": [[[0, 0], [0, 100]], [[60, 0], [60, 100]]], "width": 16}
    wide = paint.stretched(bars, np.array([1.5, 1.0]))
    assert wide == {"strokes": [[[0.0, 0.0], [0.0, 100.0]], [[90.0, 0.0], [90.0, 100.0]]], "width": 16}
    assert list(paint.sides(wide)) == pytest.approx([0.9, 1.0])


def test_thin_lines_break_and_broad_ones_hold_together() -> None:
    pieces = {pen: [count_pieces(broken_ring(pen, seed)) for seed in range(20)] for pen in (2, 14)}
    assert np.mean([count > 1 for count in pieces[2]]) > 0.5
    assert np.mean([count == 1 for count in pieces[14]]) > 0.9


def test_most_of_a_broken_line_is_left_in_black_and_white() -> None:
    for seed in range(20):
        broken = broken_ring(2, seed)
        assert set(np.unique(broken)) == {0, 255}
        assert (broken > 0).sum() > 0.7 * (ring(2) > 0).sum()


def ring(pen: int) -> Picture:
    """A ring, 80 pixels across, under a pen of so many pixels."""
    away = np.hypot(*(np.mgrid[:101, :101] - 50))
    return np.asarray(255 * (abs(away - 40) <= pen / 2), np.uint8)


def broken_ring(pen: int, seed: int) -> Picture:
    """The ring as a fax shows it."""
    return paint.broken(ring(pen), np.random.default_rng(seed))


def count_pieces(picture: Picture) -> int:
    """How many pieces hold a twentieth of the ink each; those that meet at a corner are one."""
    pieces, _ = label(picture, np.ones((3, 3)))
    return int((np.bincount(pieces[pieces > 0])[1:] > (pieces > 0).sum() / 20).sum())


def test_a_dot_is_painted_as_one() -> None:
    assert all(picture.max() > 80 and np.ptp(picture.shape) == 0 for picture in painted(DOT))


def test_a_part_of_a_drawing_is_what_lies_within_the_cut() -> None:
    bar = {"strokes": [[[0, y] for y in range(0, 101, 10)], [[9, 90], [9, 100]]], "width": 16}
    assert mixtures.cut_strokes(bar, (0.0, 0.5)) == {"strokes": [[[0, y] for y in range(0, 51, 10)]], "width": 16}


def test_two_digits_stand_side_by_side_as_high_as_each_other() -> None:
    bar = {"strokes": [[[0, 0], [0, 100]]], "width": 16}
    low = {"strokes": [[[5, 5], [5, 25]]], "width": 9}
    joined = mixtures.side_by_side(bar, low, gap=0.2, drop=0.1)
    assert joined == {"strokes": [[[0, 0], [0, 100]], [[20, 10], [20, 110]]], "width": 16}


def test_pictures_of_digits_are_cut_and_joined_by_their_ink() -> None:
    ink = np.zeros((28, 28), np.uint8)
    ink[4:24, 10:14] = 255
    assert mixtures.cut_picture(ink, (0.0, 0.5)).shape == (10, 4)
    joined = mixtures.join_pictures(ink, ink, gap=3)
    assert joined.shape == (20, 11)
    assert list(joined[0] > 0) == [True] * 4 + [False] * 3 + [True] * 4
    assert mixtures.join_pictures(ink, ink, gap=-2).shape == (20, 6)


def test_pictures_reach_the_browser_s_code_whole(browser: Browser) -> None:
    wide, high = np.zeros((30, 90), np.uint8), np.zeros((80, 40), np.uint8)
    wide[10:20, 5:85] = 255
    high[5:75, 15:25] = 255
    grids = browser.pictures_to_grids([wide, np.zeros((9, 9), np.uint8), high])
    assert [np.ptp(np.flatnonzero(grids[0].any(axis=axis))) > 15 for axis in (0, 1)] == [True, False]
    assert not grids[1].any()
    assert [np.ptp(np.flatnonzero(grids[2].any(axis=axis))) > 15 for axis in (0, 1)] == [False, True]


@pytest.mark.parametrize("cut", [5, 20])
def test_a_picture_that_is_cut_off_is_refused(cut: int, browser: Browser) -> None:
    whole = np.array([4, 4], "<u4").tobytes() + bytes(16)
    with pytest.raises(UserError, match="Expected whole pictures"):
        browser_code.run_node("pictures", stdin=whole[:cut])
