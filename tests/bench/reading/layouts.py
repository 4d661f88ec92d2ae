"""Where numbers stand on a page: alone, in lines, in boxes, in a grid. Everything in heights of a digit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.reading import writing
from tests.bench.reading.writing import Writer, Writing

LINES, COLUMNS, BOXES, COMB, GRID = LAYOUTS = ("lines", "columns", "boxes", "comb", "grid")
LAYOUT_WEIGHTS = (28, 12, 14, 10, 36)
#: Of a grid's cells.
BLANK = (0.15, 0.45)
LONGEST = 6
#: Of a box around a number.
MOST_GAP = 0.6


@dataclass(frozen=True)
class Standing:
    """A number where it stands, by its ink's upper left corner; none in a blank cell, whose own corner that is."""

    writing: Writing | None
    x: float
    y: float
    size: tuple[float, float]  # width, height: of its ink, or of the blank cell

    @property
    def label(self) -> str:
        """Its text."""
        return self.writing.label if self.writing else ""


@dataclass(frozen=True)
class Stroke:
    """A straight printed line."""

    start: tuple[float, float]
    end: tuple[float, float]
    width: float


@dataclass(frozen=True)
class Word:
    """Printed text that is no number, by the left end of its baseline."""

    text: str
    face: Path | None  # None: the one that comes with Pillow
    em: float  # its height
    x: float
    y: float

    @property
    def width(self) -> float:
        """How far it goes to the right."""
        return writing.typeface(self.face, 100).getlength(self.text) * self.em / 100


@dataclass(frozen=True)
class Layout:
    """What stands on a page, from its upper left corner."""

    kind: str
    rows: Sequence[Sequence[Standing]]
    strokes: Sequence[Stroke]
    baseline: float  # of the first row
    line_height: float  # from a row to the next
    size: tuple[float, float]
    words: Sequence[Word] = ()


def alone(writing: Writing, boxed: bool, rng: random.Random) -> Layout:
    """Return one number, perhaps with parts of a cell's border about it."""
    standing = Standing(writing, 0, 0, (writing.width, writing.height))
    strokes = [each for each in box_of(standing, rng) if rng.random() < 0.7] if boxed else []
    return Layout("alone", [[standing]], strokes, writing.height, 2, standing.size)


def box_of(standing: Standing, rng: random.Random) -> list[Stroke]:
    """Return the sides of a box around a number."""
    gaps = [rng.uniform(0.2, MOST_GAP) for _ in range(4)]
    left, top = standing.x - gaps[0], standing.y - gaps[1]
    right, bottom = standing.x + standing.size[0] + gaps[2], standing.y + standing.size[1] + gaps[3]
    return rectangle(left, top, right, bottom, rng.uniform(0.02, 0.05))


def rectangle(left: float, top: float, right: float, bottom: float, width: float) -> list[Stroke]:
    """Return the four sides."""
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return [Stroke(corner, corners[(index + 1) % 4], width) for index, corner in enumerate(corners)]


def sheet_of(writer: Writer, rng: random.Random) -> Layout:
    """Return a page of one writer's numbers."""
    kind = rng.choices(LAYOUTS, LAYOUT_WEIGHTS)[0]
    if kind == GRID:
        return grid_of(writer, rng)
    if kind == COMB:
        return comb_of(writer, rng)
    return lines_of(writer, kind, rng)


def lines_of(writer: Writer, kind: str, rng: random.Random) -> Layout:
    """Return several lines: of one number each, of several far apart, or of boxes with one each."""
    columns = rng.choice((2, 2, 3)) if kind == COLUMNS else 1
    numbers = [
        [writer.write(rng.randint(1, 3 if kind == COLUMNS else LONGEST), rng) for _ in range(columns)]
        for _ in range(rng.randint(2, 8))
    ]
    widest = [max(row[column].width for row in numbers) for column in range(columns)]
    apart, room = rng.uniform(2, 4), MOST_GAP if kind == BOXES else 0
    lefts = [room + sum(widest[:column]) + column * apart for column in range(columns)]
    pitch = max(rng.uniform(1.5, 2.4), 0.35 + max(each.height for row in numbers for each in row)) + 1.5 * room
    base = room + max(each.height for each in numbers[0])
    to_the_right, indent = rng.random() < 0.25, rng.choice((0, 0.15, 1)) if kind != COLUMNS else 0
    rows = []
    for index, row in enumerate(numbers):
        moved = rng.uniform(0, indent)
        pairs = zip(lefts, widest, row, strict=True)
        starts = [left + moved + (wide - each.width if to_the_right else 0) for left, wide, each in pairs]
        rows.append([standing(each, x, base + index * pitch) for each, x in zip(row, starts, strict=True)])
    boxes = [side for row in rows for each in row for side in box_of(each, rng)] if kind == BOXES else []
    extent = (lefts[-1] + widest[-1] + indent + room, base + (len(rows) - 1) * pitch + room)
    return Layout(kind, rows, boxes, base, pitch, extent)


def standing(writing: Writing, left: float, base: float) -> Standing:
    """Return a number on its line."""
    return Standing(writing, left, base - writing.height, (writing.width, writing.height))


def comb_of(writer: Writer, rng: random.Random) -> Layout:
    """Return rows of touching boxes with a digit in each, as forms have them for a postcode."""
    cell, tall, line = rng.uniform(1.15, 1.6), rng.uniform(1.4, 1.9), rng.uniform(0.02, 0.05)
    count, pitch = rng.randint(2, 5), tall + rng.uniform(0.6, 1.2)
    length = rng.randint(3, 8)
    rows, strokes = [], []
    for index in range(count):
        top = index * pitch
        digits = [inside(writer.write(1, rng), column * cell, top, (cell, tall), rng) for column in range(length)]
        rows.append(digits)
        strokes += rectangle(0, top, length * cell, top + tall, line)
        strokes += [Stroke((x * cell, top), (x * cell, top + tall), line) for x in range(1, length)]
    return Layout(COMB, rows, strokes, tall, pitch, (length * cell, (count - 1) * pitch + tall))


def inside(writing: Writing, left: float, top: float, size: tuple[float, float], rng: random.Random) -> Standing:
    """Return a number near the middle of its cell."""
    width, height = size
    x = left + (width - writing.width) * rng.uniform(0.3, 0.7)
    y = top + (height - writing.height) * rng.uniform(0.3, 0.7)
    return Standing(writing, x, y, (writing.width, writing.height))


def grid_of(writer: Writer, rng: random.Random) -> Layout:
    """Return a grid with some blank cells, its outer lines thicker; one of nine by nine is a sudoku's."""
    rows, columns = rng.choice(((9, 9), (rng.randint(2, 9), rng.randint(2, 7))))
    longest = 1 if columns > 6 else rng.choice((1, 1, 2, 3))
    blank = rng.uniform(*BLANK)
    numbers = [
        [None if rng.random() < blank else writer.write(rng.randint(1, longest), rng) for _ in range(columns)]
        for _ in range(rows)
    ]
    there = [each for row in numbers for each in row if each] or [writer.write(1, rng)]
    size = (
        max(each.width for each in there) + rng.uniform(0.4, 0.9),
        max(each.height for each in there) + rng.uniform(0.4, 0.8),
    )
    if longest == 1:
        size = (max(size), max(size))
    placed = [
        [cell_of(each, column * size[0], row * size[1], size, rng) for column, each in enumerate(line)]
        for row, line in enumerate(numbers)
    ]
    extent = (columns * size[0], rows * size[1])
    return Layout(GRID, placed, grid_lines(rows, columns, size, rng), size[1], size[1], extent)


def cell_of(
    writing: Writing | None, left: float, top: float, size: tuple[float, float], rng: random.Random
) -> Standing:
    """Return a grid's cell with what is in it."""
    return inside(writing, left, top, size, rng) if writing else Standing(None, left, top, size)


def grid_lines(rows: int, columns: int, size: tuple[float, float], rng: random.Random) -> list[Stroke]:
    """Return a grid's lines."""
    thin, thick = rng.uniform(0.02, 0.04), rng.uniform(0.04, 0.08)
    every = 3 if rows == columns == 9 else 0
    width, height = columns * size[0], rows * size[1]

    def weight(index: int, count: int) -> float:
        return thick if index in (0, count) or (every and index % every == 0) else thin

    across = [Stroke((0, y * size[1]), (width, y * size[1]), weight(y, rows)) for y in range(rows + 1)]
    down = [Stroke((x * size[0], 0), (x * size[0], height), weight(x, columns)) for x in range(columns + 1)]
    return across + down
