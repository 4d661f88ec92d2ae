"""The reading bench places, changes, counts and tells as it says; that it reads is shown by running it."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.bench.reading import pictures, placing, sets
from tests.bench.reading.__main__ import main, row_of
from tests.bench.reading.batches import GridBatch, PictureBatch
from tests.bench.reading.figures import Readings, Share, of_change, of_digits, of_non_digits
from tests.bench.reading.report import to_table
from tests.bench.reading.rows import TARGETS, Row
from tests.bench.reading.sheets import REFUSED, amiss_in, write_sheet
from trainer.config import UserError

SEVEN = [[[0, 0], [600, 20], [250, 1000]], [[150, 480], [520, 500]]]
GRID = np.zeros((28, 28), np.uint8)
GRID[4:24, 12:16] = 255


def readings_of(*answers: tuple[int, float, bool]) -> Readings:
    """Return readings by their best guess, its probability, and whether it is refused."""
    rows = [[(1 - sure) / 9 if digit != guess else sure for digit in range(10)] for guess, sure, _ in answers]
    refused = np.array([refused for *_, refused in answers])
    return Readings(np.array(rows), np.ones(len(rows), bool), refused, np.zeros((len(rows), 28, 28), np.uint8))


@pytest.mark.parametrize("seed", range(50))
def test_a_drawing_is_placed_whole_on_the_pad(seed: int) -> None:
    placed = placing.place(SEVEN, random.Random(seed))
    left, top, right, bottom = placing.bounds_of(placed["strokes"])
    assert min(left, top) >= -1e-9
    assert max(right, bottom) <= placing.PAD + 1e-9
    assert 0.2 * placing.PAD - 1e-9 <= bottom - top <= 0.9 * placing.PAD + 1e-9
    assert (right - left) / (bottom - top) == pytest.approx(0.6)
    assert placed["width"] in placing.PENS


def test_the_same_chances_place_alike() -> None:
    assert placing.place(SEVEN, random.Random(3)) == placing.place(SEVEN, random.Random(3))
    assert placing.place(SEVEN, random.Random(3)) != placing.place(SEVEN, random.Random(4))


def test_a_dot_stays_a_dot() -> None:
    left, _, right, _ = placing.bounds_of(
        placing.place([[[5, 5], [7, 6]]], random.Random(1), least_side=100)["strokes"]
    )
    assert right - left <= 0.02 * placing.PAD
    assert np.isfinite(placing.bounds_of(placing.place([[[5, 5]]], random.Random(1))["strokes"])).all()


def test_a_drawing_of_double_rate_goes_the_same_way() -> None:
    drawing = {"strokes": SEVEN, "width": 16}
    (first, second) = placing.doubled(drawing, random.Random(1))["strokes"]
    assert first == [[0, 0], (300, 10), [600, 20], (425, 510), [250, 1000]]
    assert len(second) == 3


def test_a_turned_drawing_keeps_its_lengths() -> None:
    turned = placing.rotated({"strokes": SEVEN, "width": 16}, random.Random(1))
    (start, end, *_), _ = np.array(turned["strokes"][0]), turned
    assert np.hypot(*(end - start)) == pytest.approx(np.hypot(600, 20))
    assert abs(np.degrees(np.arctan2(*(end - start)[::-1]) - np.arctan2(20, 600))) == pytest.approx(5)


def test_a_picture_is_black_on_white_and_keeps_its_paper() -> None:
    picture = pictures.enlarged(GRID)
    assert picture.shape == (168, 168)
    assert (picture[0] == 255).all()
    assert picture.min() == 0
    for change in (pictures.with_margin, pictures.scaled, pictures.doubled, pictures.rotated):
        changed = change(picture, random.Random(1))
        assert (changed[0] == 255).all(), change
        assert changed.size > picture.size, change
    assert (pictures.inverted(picture, random.Random(1)) == 255 - picture).all()


@pytest.mark.parametrize("pen", [4, 30])
def test_a_painted_drawing_shows_its_pen(pen: int) -> None:
    picture = pictures.painted({"strokes": [[[50, 100], [250, 100]]], "width": pen})
    assert picture.shape == (280, 280)
    assert np.count_nonzero(picture[:, 150] < 128) == pytest.approx(pen, abs=1)
    assert (picture[0] == 255).all()


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0, 0.2775), (10, 10, 0.7225, 1), (81, 263, 0.2553, 0.3662), (0, 0, 0, 1)],
)
def test_intervals_are_wilson_s(part: int, whole: int, low: float, high: float) -> None:
    assert Share(part, whole).interval == pytest.approx((low, high), abs=1e-4)


def test_digits_are_counted_by_guess_and_by_what_is_kept() -> None:
    readings = readings_of((1, 0.9, False), (2, 0.4, True), (7, 0.9, False), (9, 0.3, True))
    figures = of_digits(np.array([1, 2, 1, 4]), readings)
    assert {name: figures[name] for name in ("answer", "kept", "kept_and_right", "refused")} == {
        "answer": Share(2, 4),
        "kept": Share(2, 4),
        "kept_and_right": Share(1, 4),
        "refused": Share(2, 4),
    }


def test_no_ink_is_no_digit() -> None:
    readings = readings_of((0, 0.9, False), (3, 0.9, False))
    blank = Readings(readings.probabilities, np.array([False, True]), readings.refused, readings.grids)
    assert of_non_digits(blank) == {"refused": Share(1, 2)}
    assert of_digits(np.array([0, 3]), blank)["answer"] == Share(1, 2)


def test_an_answer_changes_by_its_guess_or_by_its_refusal() -> None:
    before = readings_of((1, 0.9, False), (2, 0.9, False), (3, 0.9, False), (4, 0.9, True))
    after = readings_of((1, 0.8, False), (7, 0.9, False), (3, 0.4, True), (4, 0.3, True))
    assert of_change(before, after) == {"changed": Share(2, 4), "other_guess": Share(1, 4)}


def test_pictures_are_compared_with_their_grids() -> None:
    labels, grids = np.array([1, 7]), np.stack([GRID, GRID])
    by_grid = row_of(
        GridBatch("mnist_x_classify", "", labels, grids), readings_of((1, 0.9, False), (7, 0.9, False)), []
    )
    batch = PictureBatch("mnist_x_pictures", "", labels, list(grids), "mnist_x_classify")
    by_picture = row_of(batch, readings_of((1, 0.9, False), (1, 0.9, False)), [by_grid])
    assert by_picture.figures["above_classify"] == pytest.approx(-0.5)


def test_pictures_may_lie_below_their_grids_by_just_as_much_as_the_target_says() -> None:
    labels = np.zeros(5_000, np.int64)
    of_grids, of_pictures = (readings_of(*[(int(i < wrong), 0.9, False) for i in range(5_000)]) for wrong in (19, 29))
    by_grid = row_of(GridBatch("mnist_validation_classify", "", labels, GRID[None]), of_grids, [])
    batch = PictureBatch("mnist_validation_pictures", "", labels, [], "mnist_validation_classify")
    row = row_of(batch, of_pictures, [by_grid])
    assert [target.is_met_by(row.figures) for target in row.targets if target.figure == "above_classify"] == [True]


def every_row(share: Share) -> list[Row]:
    """Return a row for each target, as wide as rows become."""
    figures: dict[str, Any] = dict.fromkeys(
        ("answer", "kept", "kept_and_right", "refused", "changed", "other_guess"), share
    )
    figures |= dict.fromkeys(("right", "sure_is_right", "right_is_sure", "plain", "sauvola"), share)
    figures |= dict.fromkeys(("called_sure", "held_a_digit", "surely_wrong"), share)
    figures |= dict.fromkeys(("cells", "blank", "rows", "whole"), share)
    figures |= {"calibration_error": 0.123456, "above_classify": -0.0999}
    figures |= {
        "singly": 1.0,
        "gap": -0.0999,
        "seconds": 0.9999,
        "seconds_of_95%": 0.9999,
        "longest_task": 0.999,
        "fall": 0.0999,
        "false_a_page": 99.9,
        "sure_false_a_page": 99.9,
    }
    kinds = {
        "times": ("numbers_time", "photograph_time", "page_time"),
        "false_readings": ("pages_by_lot_false", "sheets_dev_false"),
        "pages": ("pages_by_lot", "sheets_dev"),
        "photographs": ("photographs_", "sudoku_cells"),
        "sheets": ("sudoku_pages",),
        "earlier": ("earlier",),
        "numbers": ("numbers_",),
        "marked": ("marked_",),
        "non_numbers": ("words", "scribbles", "own_non_numbers"),
        "digits": ("mnist", "images", "strokes_c", "own_digits"),
        "non_digits": ("strokes_l", "kept_back"),
        "changes": ("strokes_", "pictures"),
    }
    kind_of = {beginning: kind for kind, beginnings in kinds.items() for beginning in beginnings}
    return [
        Row(kind, key, "x" * (23 if kind == "numbers" else 28), 10_000, figures)
        for key in TARGETS
        for kind in [next(kind_of[b] for b in kind_of if key.startswith(b))]
    ]


def test_the_table_fits_a_terminal_and_marks_every_target() -> None:
    rows = every_row(Share(10_000, 10_000))
    table = to_table(rows)
    assert max(map(len, table.splitlines())) <= 120
    met = sum(target.is_met_by(row.figures) for row in rows for target in row.targets)
    assert table.count("✓") == met
    assert table.count("✓") + table.count("✗") == sum(len(targets) for targets in TARGETS.values())
    assert f"{met} of " in table


def test_the_json_says_what_is_missed() -> None:
    row = Row("changes", "pictures_margin", "margin", 50, {"changed": Share(1, 50), "other_guess": Share(0, 50)})
    told = json.loads(json.dumps(row.to_json()))
    assert told["targets"] == [{"figure": "changed", "at_most": 0, "met": False}]
    assert told["figures"]["changed"]["count"] == 1


def test_what_was_misread_or_refused_is_shown(tmp_path: Path) -> None:
    readings = readings_of((1, 0.9, False), (2, 0.9, False), (3, 0.4, True), (4, 0.8, False))
    labels = np.array([1, 7, 3, 4])
    assert amiss_in(PictureBatch("x", "", labels, []), readings).tolist() == [1, 2]
    assert amiss_in(PictureBatch("x", "", None, []), readings).tolist() == [0, 1, 3]
    sheet = write_sheet(PictureBatch("x", "", labels, []), readings, tmp_path)
    assert sheet is not None
    assert REFUSED in {f"#{red:02x}{green:02x}{blue:02x}" for _, (red, green, blue) in colours_of(sheet)}
    assert write_sheet(PictureBatch("x", "", labels[:1], []), readings.at([0]), tmp_path) is None


def colours_of(picture: Path) -> list[tuple[int, Any]]:
    """Return a picture's colours and how often each occurs."""
    with Image.open(picture) as opened:
        return opened.getcolors(maxcolors=1_000_000) or []


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"text", gzip.compress(b"[1]", mtime=0), gzip.compress(b"[]", mtime=0)),
        *(
            gzip.compress(b'[{"label": "7", "strokes": %b}]' % strokes, mtime=0)
            for strokes in (b"[]", b"[[]]", b"[[[1, 2, 3]]]", b"[[[1, NaN]]]", b"[[[1, 2], [3]]]", b"[[1, 2]]")
        ),
    ],
)
def test_a_damaged_file_of_strokes_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "strokes_mine.json.gz").write_bytes(content)
    with pytest.raises(UserError, match=r"strokes_mine\.json\.gz .* says how one looks\."):
        list(sets.drawn_sets(tmp_path))


@pytest.mark.parametrize("labels", ["7A", ["7", "12"], ["7", ""]])
def test_digits_in_one_file_with_others_are_refused(tmp_path: Path, labels: list[str]) -> None:
    samples = json.dumps([{"label": label, "strokes": SEVEN} for label in labels]).encode()
    (tmp_path / "strokes_mine.json.gz").write_bytes(gzip.compress(samples, mtime=0))
    with pytest.raises(UserError, match="holds digits and others"):
        list(sets.drawn_sets(tmp_path))


def test_letters_are_no_digits_and_a_hand_of_one_s_own_is_read(tmp_path: Path) -> None:
    for name, label in (("letters", "A"), ("mine", "7")):
        samples = json.dumps([{"label": label, "strokes": SEVEN}]).encode()
        (tmp_path / f"strokes_{name}.json.gz").write_bytes(gzip.compress(samples, mtime=0))
    letters, mine = sets.drawn_sets(tmp_path)
    assert letters.labels is None
    assert mine.labels is not None
    assert (mine.name, *mine.labels) == ("strokes_mine", 7)


@pytest.mark.parametrize(
    "arrays",
    [
        {"x": np.zeros((2, 5, 5), np.uint8)},
        {"x": np.zeros((2, 5)), "y": np.zeros(2)},
        {"x": np.zeros((0, 5, 5), np.uint8), "y": np.zeros(0)},
    ],
)
def test_a_damaged_file_of_pictures_is_named(tmp_path: Path, arrays: dict[str, Any]) -> None:
    np.savez(tmp_path / "images_mine.npz", **arrays)
    with pytest.raises(UserError, match=r"images_mine\.npz"):
        list(sets.picture_sets(tmp_path))


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("MNIST_NPZ", raising=False)
    monkeypatch.setattr("tests.bench.reading.reader.SITE", Path("nowhere"))
    monkeypatch.setattr("sys.argv", ["reading", "--sets", "nowhere"])
    assert main() == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("Not there, and so not read: nowhere/mnist.npz, nowhere/strokes_chars74k.json.gz, ")
    assert said[1] == "There is no site in build/site: `make site` builds it."
