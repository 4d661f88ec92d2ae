"""The bench counts what is read on photographs, sheets and pages as it says; that it reads is shown by running it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.bench.reading import photo_batches, plain_pipeline, sauvola, sets, sudokus
from tests.bench.reading.earlier import earlier_rows
from tests.bench.reading.figures import Figures, Share
from tests.bench.reading.number_figures import NumberReadings
from tests.bench.reading.photo_batches import PhotoBatch, SheetPage, as_array
from tests.bench.reading.photo_figures import (
    FormMarks,
    Marks,
    SheetReading,
    of_form,
    of_forms,
    of_page,
    of_photographs,
    of_sheets,
    of_sudoku,
)
from tests.bench.reading.photo_sheets import write_pages, write_photo_sheet
from tests.bench.reading.report import to_table
from tests.bench.reading.rows import Row
from tests.bench.reading.sudokus import SIDE, Page
from trainer.config import UserError

#: Two rows of two cells 100 wide; the last is blank.
BOXES = [[(0.0, 0.0, 90.0, 90.0), (100.0, 0.0, 90.0, 90.0)], [(0.0, 100.0, 90.0, 90.0), (100.0, 100.0, 90.0, 90.0)]]
SHEET = SheetPage("a sheet", b"", [["12", "3"], ["4", ""]], BOXES)


def read_as(*rows: list[tuple[str, tuple[float, float, float, float]]]) -> SheetReading:
    """Return the reading of a sheet, each cell's digits in the middle of its box."""
    digits = [(digit, box) for row in rows for text, box in row for digit in text]
    return SheetReading("\n".join("\t".join(text for text, _ in row) for row in rows), rows, digits)


def test_a_sheet_that_is_read_wholly_right_is_right_in_all_its_cells() -> None:
    reading = read_as([("12", BOXES[0][0]), ("3", BOXES[0][1])], [("4", BOXES[1][0]), ("", BOXES[1][1])])
    assert of_page(SHEET, reading) == Marks([True] * 3, [True], [True, True], [True])
    assert of_page(SheetPage("", b"", SHEET.rows, []), reading) == Marks([True] * 3, [True], [True, True], [True])


def test_a_cell_is_wrong_where_more_or_else_is_read_and_a_blank_one_where_anything_is() -> None:
    reading = read_as([("12", BOXES[0][0])], [("123", (0, 0, 190, 40))], [("4", BOXES[1][0]), ("7", BOXES[1][1])])
    assert of_page(SHEET, reading) == Marks([False, False, True], [False], [False, False], [False])
    elsewhere = read_as([("12", (500.0, 500.0, 9.0, 9.0))])
    assert of_page(SHEET, elsewhere) == Marks([False] * 3, [True], [False, False], [False])


def test_a_cell_counts_where_its_ink_lies_though_it_shares_more_with_a_blank_one_beside_it() -> None:
    page = SheetPage("", b"", [["1", ""]], [[(40.0, 10.0, 4.0, 60.0), (80.0, 0.0, 90.0, 90.0)]])
    reading = SheetReading(
        "1\t", [[("1", (0.0, 0.0, 95.0, 90.0)), ("", BOXES[0][1])]], [("1", (40.0, 10.0, 4.0, 60.0))]
    )
    assert of_page(page, reading) == Marks([True], [True], [True], [True])


def test_rows_are_right_in_their_order_whatever_stands_between() -> None:
    heading = [("2026", (0.0, -50.0, 90.0, 20.0))]
    reading = read_as(heading, [("12", BOXES[0][0]), ("3", BOXES[0][1])], [("9", BOXES[1][0]), ("", BOXES[1][1])])
    assert of_page(SHEET, reading).rows == [True, False]


def form_read_as(*rows: list[tuple[str, bool, tuple[float, float, float, float]]]) -> SheetReading:
    """Return the reading of a form, with whether each cell is called sure."""
    reading = read_as(*([(text, box) for text, _, box in row] for row in rows))
    return SheetReading(
        reading.text, reading.rows, reading.digits, [sure for row in rows for text, sure, _ in row if text]
    )


def test_a_form_is_wholly_right_where_its_numbers_are_and_its_words_are_left_out() -> None:
    table = form_read_as(
        [("12", True, BOXES[0][0]), ("3", False, BOXES[0][1])], [("4", True, BOXES[1][0]), ("", True, BOXES[1][1])]
    )
    assert of_form(SHEET, table) == FormMarks([True] * 3, [False] * 3, [True] * 2, [True, False, True], [True])
    headed = SheetPage("", b"", [["", ""], *SHEET.rows], [[(0, -90, 90, 80), (100, -90, 90, 80)], *BOXES])
    blank_head = form_read_as([("", True, (0.0, -90.0, 90.0, 80.0))])
    as_a_table = SheetReading("", [*blank_head.rows, *table.rows], table.digits, table.sure)
    assert of_form(headed, as_a_table).whole == [True]


def test_a_word_read_on_a_form_is_extra_and_wrong_where_it_is_called_sure() -> None:
    label, elsewhere = ("17", True, BOXES[1][1]), ("0", False, (500.0, 500.0, 9.0, 9.0))
    row = [("12", True, BOXES[0][0]), ("3", True, BOXES[0][1])]
    marks = of_form(SHEET, form_read_as([elsewhere], row, [("7", False, BOXES[1][0]), label]))
    assert marks.numbers == [True, True, False]
    assert marks.extra == [True, False, False, False, True]
    assert marks.sure == [True, True, False]
    assert marks.whole == [False]
    figures = of_forms([marks])
    assert figures["extra"] == Share(2, 5)
    assert figures["sure_is_right"] == Share(2, 3)
    assert figures["right_is_sure"] == Share(2, 2)
    assert to_table([Row("forms", "photographs_form", "forms", 3, figures)]).count("40.0") == 1


def test_a_number_that_is_read_in_parts_is_wrong_and_nothing_extra() -> None:
    parts = [("1", True, (0.0, 0.0, 40.0, 90.0)), ("2", True, (50.0, 0.0, 40.0, 90.0)), ("3", True, BOXES[0][1])]
    marks = of_form(SHEET, form_read_as(parts, [("4", True, BOXES[1][0]), ("", True, BOXES[1][1])]))
    assert marks.numbers == [False, True, True]
    assert not any(marks.extra)
    assert marks.sure == [False, False, True, True]


def test_marks_become_shares() -> None:
    figures = of_sheets(Marks([True, False], [], [True], [False]))
    assert figures == {"cells": Share(1, 2), "rows": Share(1, 1), "whole": Share(0, 1)}


def sudoku() -> tuple[Page, dict[tuple[int, int], Image.Image]]:
    """Return a page with a bent grid of digits, and the pictures of its cells."""
    rng = np.random.default_rng(3)
    pitch, left, top = 72, 60, 90
    paper = Image.new("RGB", (780, 840), (214, 210, 200))
    cells = {}
    for row in range(SIDE):
        for column in range(SIDE):
            ink = Image.new("L", (pitch, pitch))
            marks = rng.random((6, 4)) < 0.45
            marks[0, 0] = True
            ink.paste(Image.fromarray(np.uint8(marks * 255)).resize((32, 48), Image.Resampling.NEAREST), (20, 12))
            place = (left + column * pitch, top + row * pitch + round(6 * np.sin(column / 3)))
            paper.paste((30, 40, 150), place, ink)
            cells[row, column] = paper.crop((place[0] + 4, place[1] + 4, place[0] + 68, place[1] + 68)).convert("L")
    noisy = np.asarray(paper, float) + rng.normal(0, 2, (840, 780, 3))
    picture = noisy.clip(0, 255).astype(np.uint8)
    digits = [[str((row + column) % 10) for column in range(SIDE)] for row in range(SIDE)]
    return Page("made", picture, digits, sudokus.cells_of(picture, cells)), cells


def test_a_pages_cells_are_found_by_their_pictures_and_erased_ones_are_blank() -> None:
    page, _ = sudoku()
    for row, column in ((0, 0), (4, 4), (8, 8), (2, 7)):
        x, y = 60 + column * 72 + 36, 90 + row * 72 + 36 + 6 * np.sin(column / 3)
        assert page.cell_at(x, y) == (row, column)
        assert page.cell_at(x + 28, y) == (row, column)
    assert page.cell_at(5, 5) is None
    assert page.cell_at(-1, 900) is None
    erased, cells = sudokus.with_erased(page)
    assert len(cells) == 27
    for row in range(SIDE):
        for column in range(SIDE):
            dark = np.quantile(erased.picture[page.cells == row * SIDE + column].mean(axis=1), 0.02)
            assert (dark > 190) == ((row, column) in cells) == (erased.digits[row][column] == "")


def test_a_sudokus_cells_are_right_by_the_digits_whose_middles_lie_in_them() -> None:
    cells = np.full((90, 90), -1)
    for row in range(SIDE):
        for column in range(SIDE):
            cells[row * 10 : row * 10 + 10, column * 10 : column * 10 + 10] = row * SIDE + column
    digits = [["1"] * SIDE for _ in range(SIDE)]
    digits[0][1] = digits[0][2] = ""
    page = Page("p", np.zeros((90, 90, 3), np.uint8), digits, cells)
    found = [("1", (2.0, 2.0, 5.0, 5.0)), ("7", (12.0, 2.0, 5.0, 5.0)), ("1", (32, 2, 4, 5)), ("?", (35, 2, 4, 5))]
    marks = of_sudoku(page, SheetReading("", [], [*found, ("1", (200.0, 0.0, 3.0, 3.0))]))
    assert sum(marks.cells) == 1
    assert marks.cells[0]
    assert marks.blank == [False, True]


def test_photographs_are_right_as_shown() -> None:
    readings = NumberReadings(
        ["7", "?", "1"], ["7", "2", "1"], np.array([True, False, True]), np.array([0.9, 0.2, 0.8])
    )
    assert of_photographs(["7", "2", "4"], readings, ["7", "", "4"]) == {
        "right": Share(1, 3),
        "answer": Share(2, 3),
        "sure_is_right": Share(1, 2),
        "right_is_sure": Share(1, 1),
        "plain": Share(2, 3),
    }


def jpeg(picture: Image.Image) -> bytes:
    """Return a picture's file."""
    file = io.BytesIO()
    picture.save(file, "JPEG")
    return file.getvalue()


def test_the_plain_way_takes_for_ink_what_the_border_is_not() -> None:
    for paper, pen in ((230, 30), (20, 220)):
        picture = Image.new("L", (60, 80), paper)
        picture.paste(pen, (25, 20, 33, 60))
        ink = plain_pipeline.ink_of(jpeg(picture))
        assert ink[22:58, 27:31].min() == 255
        assert ink[:15].max() == 0
    assert plain_pipeline.otsu(np.array([[10, 12, 11, 200, 210]], np.uint8)) in range(12, 200)


def test_sauvolas_way_finds_ink_on_paper_of_any_light() -> None:
    light = np.linspace(220, 120, 60)[None].repeat(80, axis=0)
    for paper, contrast in ((light, 0.5), (light / 3, 2)):
        picture = paper.copy()
        picture[20:60, 29:31] *= contrast
        found = Image.open(io.BytesIO(sauvola.in_black_and_white(jpeg(Image.fromarray(picture.astype(np.uint8))))))
        ink = np.asarray(found) < 60
        assert ink[24:56, 29:31].all()
        assert not ink[:, [*range(18), *range(42, 60)]].any()


def test_figures_that_fell_are_named_beside_the_committed_ones(tmp_path: Path) -> None:
    committed = tmp_path / "reading.json"
    share = {"count": 980, "share": 0.98, "interval": [0.97, 0.99]}
    before = {
        "key": "images_x",
        "figures": {"answer": share, "kept_and_right": {**share, "share": 0.95}, "calibration_error": 0.001},
    }
    committed.write_text(json.dumps({"rows": [before]}), encoding="utf-8")
    figures: Figures = {"answer": Share(975, 1000), "kept_and_right": Share(951, 1000), "calibration_error": 0.5}
    rows = [Row("digits", "images_x", "x", 1000, figures), Row("digits", "new", "new", 1, figures)]
    summary, fallen = earlier_rows(rows, committed)
    assert summary.count == 2
    assert fallen.key == "images_x_answer"
    assert [row.figures["fall"] for row in (summary, fallen)] == [pytest.approx(0.005)] * 2
    assert "worst of 2 figures" in to_table([summary, fallen])
    assert list(earlier_rows(rows[1:], committed)) == []


def test_own_sheets_are_painted_with_their_ink_and_lines() -> None:
    pages = photo_batches.own_sheets()
    assert len(pages) == len(sets.own_sheets())
    for page, sheet in zip(pages[-3:], sets.own_sheets()[-3:], strict=True):
        picture = np.asarray(as_array(page.file).convert("L"))
        assert picture.shape == sheet.size[::-1]
        x, y = (int(place) for place in sheet.strokes[0][0])
        assert picture[y, x] < 40
        x, y = (int(place) for place in sheet.lines[0][0])
        assert 40 < picture[y : y + 3, x : x + 3].min() < 120


def test_misread_photographs_and_pages_are_shown(tmp_path: Path) -> None:
    file = jpeg(Image.new("RGB", (90, 60), "gray"))
    batch = PhotoBatch("x", "x", "digit", ["1", "2"], [file, file], ["blue", "red"])
    wrong = NumberReadings(["7", "2"], ["7", "2"], np.array([True, True]), np.array([0.9, 0.9]))
    shown = write_photo_sheet(batch, wrong, tmp_path)
    assert shown is not None
    assert shown.is_file()
    right = NumberReadings(["1", "2"], ["1", "2"], np.array([True, True]), np.array([0.9, 0.9]))
    assert write_photo_sheet(batch, right, tmp_path) is None
    reading = SheetReading("12", [[("12", (10.0, 10.0, 40.0, 30.0))]], [("1", (12.0, 12.0, 5.0, 9.0))])
    path = write_pages("pages", [Image.new("RGB", (90, 60), "white")], [reading], ["note"], tmp_path)
    with Image.open(path) as opened:
        colours = {colour for _, colour in opened.getcolors(1 << 24) or []}
    assert {(221, 0, 0), (0, 102, 204)} <= colours


def test_a_missing_folder_of_sudokus_is_told_from_one_that_is_there(tmp_path: Path) -> None:
    assert not sudokus.is_there(tmp_path)
    (tmp_path / "photos_sudoku").mkdir()
    (tmp_path / "photos_sudoku" / "labels.csv").write_text("file,label,kind,image\na.png,x,printed,1\n")
    assert sudokus.is_there(tmp_path)
    with pytest.raises(UserError, match="holds no cells"):
        sudokus.cell_pictures(tmp_path)
