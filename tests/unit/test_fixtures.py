"""The project's own drawings are whole: every digit in many hands, and much that is no digit."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures"
#: The pad's side in the drawings' units.
PAD = 280


def drawings_of(name: str) -> list[dict[str, Any]]:
    """Return a file's drawings: name, pen width and strokes, and a digit's label."""
    drawings: list[dict[str, Any]] = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return drawings


DIGITS, NON_DIGITS = drawings_of("digits.json"), drawings_of("non_digits.json")
NUMBERS, NON_NUMBERS = drawings_of("numbers.json"), drawings_of("non_numbers.json")
#: `{"name", "rows": [["42", ""], ...], "size": [width, height], "strokes", "width", "lines", "line_width"}`: of a grid
#: every cell, "" a blank one; lines are those of boxes and grids.
SHEETS = drawings_of("sheets.json")


def test_every_digit_is_drawn_by_many_hands() -> None:
    counts = Counter(drawing["label"] for drawing in DIGITS)
    assert set(counts) == set(range(10))
    assert min(counts.values()) >= 6
    assert len(DIGITS) >= 80


def test_a_digit_s_name_begins_with_its_label() -> None:
    assert [d["name"] for d in DIGITS if not d["name"].startswith(f"{d['label']} ")] == []


def test_there_are_many_things_that_are_no_digit() -> None:
    assert len(NON_DIGITS) >= 40
    assert all("label" not in drawing for drawing in NON_DIGITS)


def test_names_are_unique() -> None:
    names = Counter(drawing["name"] for drawing in [*DIGITS, *NON_DIGITS])
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("drawing", [*DIGITS, *NON_DIGITS], ids=lambda drawing: drawing["name"])
def test_strokes_are_places_on_the_pad(drawing: dict[str, Any]) -> None:
    places = [place for stroke in drawing["strokes"] for place in stroke]
    assert all(drawing["strokes"])
    assert all(
        len(place) == 2 and all(math.isfinite(value) and 0 <= value <= PAD for value in place) for place in places
    )
    assert 0 < drawing["width"] < PAD / 4


def test_numbers_of_every_length_hold_every_digit_and_begin_with_any() -> None:
    labels = [drawing["label"] for drawing in NUMBERS]
    assert len(labels) >= 60
    assert all(re.fullmatch(r"[0-9]{1,12}", label) for label in labels)
    assert {1, 2, 3, 4, 5, 6, 8, 9, 10, 12} <= {len(label) for label in labels}
    assert set("".join(labels)) == {label[0] for label in labels} == set("0123456789")


def test_there_are_many_lines_that_hold_no_number() -> None:
    assert len(NON_NUMBERS) >= 40
    assert all("label" not in drawing for drawing in NON_NUMBERS)


def test_names_of_lines_are_unique() -> None:
    names = Counter(drawing["name"] for drawing in [*NUMBERS, *NON_NUMBERS])
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("drawing", [*NUMBERS, *NON_NUMBERS], ids=lambda drawing: drawing["name"])
def test_lines_stand_on_a_pad_that_goes_on_to_the_right(drawing: dict[str, Any]) -> None:
    assert all(drawing["strokes"])
    places = [place for stroke in drawing["strokes"] for place in stroke]
    assert all(len(place) == 2 and all(math.isfinite(value) for value in place) for place in places)
    assert all(x >= 0 and 0 <= y <= PAD for x, y in places)
    assert 0 < drawing["width"] < PAD / 4


def test_some_digits_share_a_stroke() -> None:
    assert [drawing["label"] for drawing in NUMBERS if len(drawing["strokes"]) < len(drawing["label"])] != []


def test_sheets_hold_lines_columns_boxes_and_grids_with_blank_cells() -> None:
    assert len({sheet["name"] for sheet in SHEETS}) == len(SHEETS) >= 16
    cells = [cell for sheet in SHEETS for row in sheet["rows"] for cell in row]
    assert all(re.fullmatch(r"[0-9]{0,8}", cell) for cell in cells)
    assert cells.count("") >= 40
    assert set("".join(cells)) == set("0123456789")
    assert all(len({len(row) for row in sheet["rows"]}) == 1 for sheet in SHEETS)
    assert all(sheet["lines"] for sheet in SHEETS if any("" in row for row in sheet["rows"]))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet["name"])
def test_sheets_are_places_on_a_page_with_a_stroke_for_every_digit_at_least(sheet: dict[str, Any]) -> None:
    width, height = sheet["size"]
    places = [place for line in [*sheet["strokes"], *sheet["lines"]] for place in line]
    assert all(len(place) == 2 and 0 <= place[0] <= width and 0 <= place[1] <= height for place in places)
    assert len(sheet["strokes"]) >= sum(len(cell) for row in sheet["rows"] for cell in row)
    assert 0 < sheet["width"] < height / 20
