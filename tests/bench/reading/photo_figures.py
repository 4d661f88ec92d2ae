"""Readings of photographs and sheets to figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

import numpy as np

from tests.bench.reading.figures import Figures, Share, share_of
from tests.bench.reading.number_figures import NumberReadings, equal
from tests.bench.reading.photo_batches import Box, SheetPage
from tests.bench.reading.photographs import around
from tests.bench.reading.sudokus import SIDE, Cell, Page


@dataclass(frozen=True)
class SheetReading:
    """What came back for a sheet."""

    text: str
    rows: Sequence[Sequence[tuple[str, Box]]]  # of each cell its text and its bounds
    digits: Sequence[tuple[str, Box]]  # '?' where one is refused
    sure: Sequence[bool] = ()  # of the cells that hold text, in their order

    @property
    def row_texts(self) -> list[str]:
        """Each row's cells, apart by tabs."""
        return ["\t".join(text for text, _ in row) for row in self.rows]


@dataclass(frozen=True)
class Marks:
    """What is right of some sheets, one mark each."""

    cells: Sequence[bool]  # those that hold a number
    blank: Sequence[bool]  # those that hold none
    rows: Sequence[bool]
    whole: Sequence[bool]  # sheets


@dataclass(frozen=True)
class FormMarks:
    """What is right of some forms, one mark each."""

    numbers: Sequence[bool]  # that are written
    extra: Sequence[bool]  # cells read, whether no number is written there
    sure: Sequence[bool]  # cells called sure, whether they are right
    right: Sequence[bool]  # cells that are right, whether they are called sure
    whole: Sequence[bool]  # forms: all numbers right in their rows, and nothing else read


def of_photographs(labels: Sequence[str], readings: NumberReadings, plain: Sequence[str] | None) -> Figures:
    """Return how many photographs are read rightly as shown, by their best guess, and how surely."""
    right = readings.right(labels)
    figures: Figures = {
        "right": right_share(labels, readings),
        "answer": share_of(equal(readings.guesses, labels)),
        "sure_is_right": share_of(right[readings.sure]),
        "right_is_sure": share_of(readings.sure[right]),
    }
    return figures if plain is None else {**figures, "plain": share_of(equal(plain, labels))}


def right_share(labels: Sequence[str], readings: NumberReadings) -> Share:
    """Return how many photographs are read rightly as shown."""
    return share_of(readings.right(labels))


def of_sheets(marks: Marks) -> Figures:
    """Return the shares of cells that are right, of blank ones left blank, of rows and of sheets wholly right."""
    figures: Figures = {"cells": share(marks.cells)}
    if marks.blank:
        figures["blank"] = share(marks.blank)
    return {**figures, "rows": share(marks.rows), "whole": share(marks.whole)}


def of_forms(marks: Sequence[FormMarks]) -> Figures:
    """Return the shares of several forms' numbers, of what else was read, of sure ones, and of forms wholly right."""
    return {
        "right": share([mark for each in marks for mark in each.numbers]),
        "extra": share([mark for each in marks for mark in each.extra]),
        "sure_is_right": share([mark for each in marks for mark in each.sure]),
        "right_is_sure": share([mark for each in marks for mark in each.right]),
        "whole": share([mark for each in marks for mark in each.whole]),
    }


def share(marks: Sequence[bool]) -> Share:
    """Return how many are marked."""
    return Share(sum(marks), len(marks))


def joined(marks: Iterable[Marks]) -> Marks:
    """Return the marks of several sheets as one's."""
    every = list(marks)
    return Marks(
        [mark for each in every for mark in each.cells],
        [mark for each in every for mark in each.blank],
        [mark for each in every for mark in each.rows],
        [mark for each in every for mark in each.whole],
    )


def of_page(page: SheetPage, reading: SheetReading) -> Marks:
    """Mark what is right on a sheet: cells by where they lie, or by row and column where that isn't known.

    A cell is right if all that was read where it stands is one cell of its text; a blank one is left blank if no
    digit's middle lies in it. A row is right if a row was read so, in its order among the others.
    """
    labels = [label for row in page.rows for label in row]
    found = by_place(page, reading) if page.boxes else by_index(page, reading)
    cells = [texts == [label] for label, texts in zip(labels, found, strict=True) if label]
    blank = [texts == [] for label, texts in zip(labels, found, strict=True) if not label]
    wanted = ["\t".join(row) for row in page.rows]
    return Marks(cells, blank, rows_right(wanted, reading.row_texts), [reading.text == "\n".join(wanted)])


def of_form(page: SheetPage, reading: SheetReading) -> FormMarks:
    """Mark what is right on a form, as on a sheet; words stand in blank cells, or nowhere in its rows."""
    labels = [label for row in page.rows for label in row]
    found, there = by_place(page, reading), numbers_at(page, reading)
    numbers = [texts == [label] for label, texts in zip(labels, found, strict=True) if label]
    extra = [place is None for place in there]
    wanted = ["\t".join(row) for row in page.rows if any(row)]
    in_order = rows_right(wanted, reading.row_texts)
    right = np.array([place is not None and found[place] == [labels[place]] for place in there], bool)
    sure = np.array(reading.sure, bool)
    whole = [all(numbers) and all(in_order) and not any(extra)]
    return FormMarks(numbers, extra, right[sure].tolist(), sure[right].tolist(), whole)


def by_place(page: SheetPage, reading: SheetReading) -> list[list[str]]:
    """Return what was read where each cell stands: of blank ones the digits, of others whole cells."""
    boxes = [box for row in page.boxes for box in row]
    labels = [label for row in page.rows for label in row]
    found: list[list[str]] = [[] for _ in boxes]
    for (text, _), place in zip(inked(reading), numbers_at(page, reading), strict=True):
        if place is not None:
            found[place].append(text)
    for index in (index for index, label in enumerate(labels) if not label):
        found[index] = [text for text, box in reading.digits if holds(boxes[index], box)]
    return found


def numbers_at(page: SheetPage, reading: SheetReading) -> list[int | None]:
    """Return at which cell each text read stands, that with which it shares most; None if no number is there."""
    boxes = [box for row in page.boxes for box in row]
    labels = [label for row in page.rows for label in row]
    shared = [[overlap(box, other) for other in boxes] for _, box in inked(reading)]
    nearest = [int(np.argmax(each)) for each in shared]
    return [place if each[place] > 0 and labels[place] else None for place, each in zip(nearest, shared, strict=True)]


def inked(reading: SheetReading) -> Iterator[tuple[str, Box]]:
    """Give the text of each cell that holds digits, and the bounds of these.

    A narrow digit's cell, seen askew, shares more with the blank cell beside it than with its own ink.
    """
    digits = iter(reading.digits)
    for text in (text for row in reading.rows for text, _ in row if text):
        read = sum(each.isdigit() or each == "?" for each in text)  # the other characters are marks
        yield text, around([box for _, box in islice(digits, read)])


def by_index(page: SheetPage, reading: SheetReading) -> list[list[str]]:
    """Return what was read in each row and column."""
    read = [[text for text, _ in row] for row in reading.rows]
    return [
        [read[r][c]] if r < len(read) and c < len(read[r]) and read[r][c] else []
        for r, row in enumerate(page.rows)
        for c in range(len(row))
    ]


def of_sudoku(page: Page, reading: SheetReading) -> Marks:
    """Mark what is right on a sudoku's page: each cell by the digits whose middles lie in it."""
    found: dict[Cell, list[str]] = {(row, column): [] for row in range(SIDE) for column in range(SIDE)}
    for text, (x, y, width, height) in reading.digits:
        cell = page.cell_at(x + width / 2, y + height / 2)
        if cell is not None:
            found[cell].append(text)
    labels = {(row, column): page.digits[row][column] for row, column in found}
    cells = [found[cell] == [label] for cell, label in labels.items() if label]
    blank = [found[cell] == [] for cell, label in labels.items() if not label]
    wanted = ["\t".join(row) for row in page.digits]
    return Marks(cells, blank, rows_right(wanted, reading.row_texts), [reading.text == "\n".join(wanted)])


def rows_right(wanted: Sequence[str], read: Sequence[str]) -> list[bool]:
    """Return which rows were read, in the order of the others."""
    right = [False] * len(wanted)
    for start, _, size in SequenceMatcher(None, wanted, read, autojunk=False).get_matching_blocks():
        right[start : start + size] = [True] * size
    return right


def overlap(one: Box, other: Box) -> float:
    """Return the area that two boxes share."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(0.0, across) * max(0.0, down)


def holds(box: Box, other: Box) -> bool:
    """Tell whether the middle of another box lies in a box."""
    x, y = other[0] + other[2] / 2, other[1] + other[3] / 2
    return box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]
