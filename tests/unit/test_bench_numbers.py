"""The reading bench's whole numbers are what their manners promise, and are counted as it says."""

from __future__ import annotations

import os
import random
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy.ndimage import distance_transform_edt

from tests.bench.reading import lines, number_batches, sets, word_batches
from tests.bench.reading.__main__ import on_one_core
from tests.bench.reading.figures import Readings, Share
from tests.bench.reading.number_batches import Digits, NumberBatch
from tests.bench.reading.number_figures import (
    Answers,
    NumberReadings,
    alone,
    beside_singles,
    calibration_error,
    joined,
    of_no_numbers,
    of_numbers,
)
from tests.bench.reading.number_sheets import amiss_in, write_number_sheet
from tests.bench.reading.placing import PAD
from tests.bench.reading.plain_components import pieces_of, texts_of
from trainer.config import UserError
from trainer.synthesis import composing, glyphs
from trainer.synthesis.composing import MANNERS, OVERLAPPING, SPACED, TIGHT, TOUCHING, Line

OWN = sets.own_drawings("digits")
DIGITS = number_batches.own_digits(OWN)
#: Times as fine as the generator looks at its ink.
FINER = 4
SEEDS = 8
BAR = composing.Glyph(np.full((64, 4), 255, np.uint8))
LINES = [(manner, seed) for manner in MANNERS for seed in range(SEEDS)]


@cache
def line_of(manner: str, seed: int) -> tuple[Line, composing.Hand]:
    """Return a line of own digits, and its hand."""
    rng = random.Random(seed)
    while True:
        hand = composing.hand_of(rng)
        chosen = rng.choices(range(len(OWN.drawings)), k=rng.randint(2, 8))
        try:
            return composing.in_line([DIGITS.glyph(index, hand, rng) for index in chosen], manner, hand, rng), hand
        except composing.NoLineError:
            continue


def inks_of(line: Line, hand: composing.Hand) -> list[NDArray[np.bool_]]:
    """Return each digit's own ink, drawn anew and finer, in one frame."""
    corner = np.array([min(each.left for each in line), min(each.top for each in line)]) - 10
    size = np.array([max(each.right for each in line), max(each.bottom for each in line)]) + 10 - corner
    inks = []
    for each in line:
        image = Image.new("L", (int(size[0]) * FINER, int(size[1]) * FINER))
        brush, pen = ImageDraw.Draw(image), hand.pen * FINER
        for path in each.glyph.strokes:
            in_frame = path + np.array([each.left, each.top]) - corner + 0.5
            places = [(x, y) for x, y in in_frame * FINER]
            brush.line(places, fill=1, width=round(pen))
            for x, y in places:
                brush.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=1)
        inks.append(np.asarray(image) > 0)
    return inks


def columns_of(ink: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the columns with ink."""
    return np.flatnonzero(ink.any(axis=0))


@pytest.mark.parametrize(("manner", "seed"), LINES)
def test_neighbours_stand_as_their_manner_says(manner: str, seed: int) -> None:
    inks = inks_of(*line_of(manner, seed))
    shared = [int((one & other).sum()) for one, other in pairwise(inks)]
    if manner == SPACED:
        assert all(columns_of(other)[0] - columns_of(one)[-1] > FINER for one, other in pairwise(inks))
    elif manner == TIGHT:
        assert not any(shared)
    else:
        assert any(shared)


@pytest.mark.parametrize(("manner", "seed"), LINES)
def test_every_digit_keeps_most_of_its_ink_to_itself_and_its_place_in_the_order(manner: str, seed: int) -> None:
    line, hand = line_of(manner, seed)
    inks = inks_of(line, hand)
    for one, other in pairwise(inks):
        assert (one & other).sum() <= 0.35 * min(one.sum(), other.sum())
    assert not any((one & other).any() for i, one in enumerate(inks) for other in inks[i + 2 :])
    middles = [columns_of(ink).mean() for ink in inks]
    assert middles == sorted(middles)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_tight_digits_leave_little_paper_between_them(seed: int) -> None:
    inks = inks_of(*line_of(TIGHT, seed))
    between = [distance_transform_edt(~one)[other].min() / FINER / composing.HEIGHT for one, other in pairwise(inks)]
    assert min(between) > 0
    assert max(between) < 0.17  # the diagonal of the most clearance, and a pixel of each digit's edge


@pytest.mark.parametrize("seed", range(SEEDS))
def test_overlapping_digits_lie_further_in_each_other_than_touching_ones(seed: int) -> None:
    depths = {
        manner: max(composing.depth(*pair) for pair in pairwise(line_of(manner, seed)[0]))
        for manner in (TOUCHING, OVERLAPPING)
    }
    assert 0 < depths[TOUCHING] <= composing.PENS[1] / 2 + 2
    assert depths[OVERLAPPING] > composing.HEIGHT / 13


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("seed", range(6))
def test_a_line_stands_whole_on_the_pad_with_a_pen_in_proportion(manner: str, seed: int) -> None:
    line, hand = line_of(manner, seed)
    drawing = lines.on_pad(line, hand, random.Random(seed))
    places = np.concatenate([np.array(stroke) for stroke in drawing["strokes"]])
    assert places.min() >= 0
    assert places[:, 1].max() <= PAD
    assert np.ptp(places[:, 1]) >= 0.25 * PAD
    assert 0.03 < drawing["width"] / np.ptp(places[:, 1]) < 0.2
    assert len(drawing["strokes"]) == sum(len(each.glyph.strokes) for each in line)


def test_the_same_chances_write_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(number_batches, "NUMBERS", 3)
    first, again = (list(number_batches.numbers_of(DIGITS)) for _ in range(2))
    assert first == again
    assert len({str(batch.sources) for batch in first}) == len(MANNERS)


def test_a_number_is_of_one_known_writer_who_wrote_enough() -> None:
    writers = ["a"] * 8 + [None] * 9 + ["b"] * 7 + ["c"] * 10
    assert number_batches.hands_of(writers) == [list(range(8)), list(range(24, 34))]
    assert [list(hand) for hand in number_batches.hands_of([None, None])] == [[0, 1]]
    assert number_batches.hands_of(["b"] * 7) == []
    assert sets.named_writer("None") is None


def test_a_label_tells_the_samples_and_their_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(number_batches, "NUMBERS", 20)
    for batch in number_batches.numbers_of(DIGITS):
        assert batch.labels is not None
        assert batch.labels == ["".join(str(DIGITS.labels[index]) for index in chosen) for chosen in batch.samples]
        assert {2, 8} <= {len(label) for label in batch.labels} <= set(range(2, 9))


@pytest.mark.parametrize("manner", MANNERS)
def test_a_picture_is_dark_ink_on_light_paper_with_a_margin(manner: str) -> None:
    rng = random.Random(manner)
    grids = np.zeros((2, 28, 28), np.uint8)
    grids[0, 4:24, 12:15] = grids[1, 4:24, 8:11] = grids[1, 4:7, 8:20] = grids[1, 21:24, 8:20] = 255
    hand = composing.hand_of(rng)
    glyphs = [composing.glyph_of_grid(grids[index], hand, rng) for index in (1, 0, 1)]
    picture = lines.on_paper(composing.in_line(glyphs, manner, hand, rng), rng)
    border = np.concatenate(
        [picture[:3].ravel(), picture[-3:].ravel(), picture[:, :3].ravel(), picture[:, -3:].ravel()]
    )
    assert border.min() > 180
    assert picture.min() < 100
    assert (picture > 128).mean() > 0.5


def test_two_bars_that_hide_each_other_are_no_line() -> None:
    rng = random.Random(1)
    with pytest.raises(composing.NoLineError):
        composing.in_line([BAR, BAR], OVERLAPPING, composing.Hand(4, 0, 0), rng)


def test_a_set_of_which_no_line_can_be_made_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(number_batches, "ATTEMPTS", 2)
    bars = Digits("bars", "my bars", [[0]], lambda *_: BAR, lines.on_pad, DIGITS.batch)
    with pytest.raises(UserError, match=r"No overlapping lines can be made of my bars\."):
        number_batches.composed(bars, OVERLAPPING, [2], random.Random(1))


def test_a_scribble_turns_often_and_runs_on() -> None:
    for seed in range(30):
        drawing = number_batches.scribble(random.Random(seed))
        places = np.concatenate([np.array(stroke) for stroke in drawing["strokes"]])
        assert np.isfinite(places).all()
        assert np.count_nonzero(np.diff(np.sign(np.diff(places[:, 1])))) >= 3


def test_plain_pieces_are_joined_ink_from_the_left() -> None:
    drawing = {"strokes": [[[200, 0], [200, 90]], [[0, 0], [0, 90]], [[8, 40], [60, 40]]], "width": 10}
    first, second = pieces_of(drawing)
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert (len(first["strokes"]), len(second["strokes"])) == (2, 1)
    picture = np.full((60, 100), 250, np.uint8)
    picture[10:50, 20:25] = picture[10:50, 60:65] = 20
    picture[3, 90] = 20  # a grain
    pieces = pieces_of(picture)
    assert [int((np.asarray(piece) < 128).sum()) for piece in pieces] == [200, 200]
    assert texts_of([[drawing, drawing], [], [drawing]], ["1", "7", "?"]) == ["17", "", "?"]


def readings_of(*answers: tuple[str, str, bool, float]) -> NumberReadings:
    """Return readings by their text, best guess, whether they are sure, and their probability."""
    texts, guesses, sure, probabilities = zip(*answers, strict=True)
    return NumberReadings(texts, guesses, np.array(sure), np.array(probabilities))


def test_numbers_are_counted_by_what_is_shown() -> None:
    readings = readings_of(
        ("12", "12", True, 0.9), ("1?", "12", False, 0.6), ("13", "13", True, 0.7), ("12", "12", False, 0.5)
    )
    figures = of_numbers(Answers(["12"] * 4, readings, ["12", "1", "", "12"]))
    assert {key: figures[key] for key in ("right", "guess", "sure_is_right", "right_is_sure", "plain")} == {
        "right": Share(2, 4),
        "guess": Share(3, 4),
        "sure_is_right": Share(1, 2),
        "right_is_sure": Share(1, 2),
        "plain": Share(2, 4),
    }


def test_numbers_stand_beside_the_product_of_their_digits_accuracies() -> None:
    labels = np.array([1, 1, 7, 7])
    drawings: Any = [{"strokes": [[[0, 0], [0, 9]]], "width": 1}] * 4
    digits = number_batches.own_digits(sets.OwnDrawings(labels, drawings))
    probabilities = np.eye(10)[[1, 7, 7, 7]]  # the second 1 is read as a 7
    singles = alone(
        digits, Readings(probabilities, np.ones(4, bool), np.zeros(4, bool), np.zeros((4, 28, 28), np.uint8))
    )
    assert singles.of_class[[1, 7]].tolist() == [0.5, 1.0]
    batch = NumberBatch("x", "x", ["11", "77"], [], [(0, 0), (2, 3)])
    readings = readings_of(("11", "11", True, 1.0), ("7", "7", True, 1.0))
    answers = beside_singles(batch, readings, ["", ""], singles)
    for each, whole in ((answers, 2), (joined([answers, answers]), 4)):
        figures = of_numbers(each)
        assert (figures["singly"], figures["gap"], figures["all_alone"]) == (0.625, -0.125, Share(whole, whole))


def test_a_refused_digit_is_not_right_alone() -> None:
    digits = number_batches.own_digits(sets.OwnDrawings(np.array([1]), [{"strokes": [[[0, 0], [0, 9]]], "width": 1}]))
    refused = Readings(np.eye(10)[[1]], np.ones(1, bool), np.ones(1, bool), np.zeros((1, 28, 28), np.uint8))
    assert alone(digits, refused).of_class[1] == 0


def test_no_number_is_called_so_only_by_a_digit() -> None:
    readings = readings_of(
        ("", "", True, 1.0), ("??", "12", False, 0.1), ("1?", "12", False, 0.1), ("7", "7", True, 0.9)
    )
    assert of_no_numbers(readings) == {"called_sure": Share(1, 4), "held_a_digit": Share(2, 4)}


def test_the_calibration_error_is_the_gap_of_probability_and_truth() -> None:
    assert calibration_error(np.array([0.8] * 10), np.arange(10) < 8) == pytest.approx(0)
    assert calibration_error(np.array([1.0, 0.5, 0.5]), np.array([True, True, True])) == pytest.approx(1 / 3)
    assert calibration_error(np.zeros(4), np.zeros(4, bool)) == 0


def test_misread_lines_are_shown(tmp_path: Path) -> None:
    drawing = {"strokes": [[[20, 20], [20, 200]], [[700, 20], [700, 200]]], "width": 16}
    batch = NumberBatch("x", "x", ["11", "11"], [drawing, np.full((40, 90), 255, np.uint8)])
    readings = readings_of(("1?", "17", False, 0.2), ("", "", True, 1.0))
    assert amiss_in(batch, readings).tolist() == [0, 1]
    sheet = write_number_sheet(batch, readings, tmp_path)
    assert sheet is not None
    with Image.open(sheet) as opened:
        assert np.asarray(opened).min() < 60
    nothing = NumberBatch("y", "y", None, batch.sources)
    assert amiss_in(nothing, readings).tolist() == [0]
    right = readings_of(("11", "11", True, 0.9), ("11", "11", True, 0.9))
    assert write_number_sheet(batch, right, tmp_path) is None


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="cores can't be chosen here")
def test_one_core_is_kept_to_and_given_back() -> None:
    before = os.sched_getaffinity(0)
    with on_one_core():
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


def test_words_are_dark_on_light_in_handwriting_that_nothing_learnt_from() -> None:
    faces = word_batches.handwritten_faces()
    assert {file.name.partition("-latin")[0] for file in faces} == glyphs.KEPT_BACK - glyphs.PRINTED
    for seed in range(5):
        picture = word_batches.picture_of("hello", faces[seed], random.Random(seed))
        assert picture.dtype == np.uint8
        assert np.median(picture) > 200
        assert picture.min() < 100
