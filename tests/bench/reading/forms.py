"""Forms that people fill in: printed words about written numbers, which alone are to be read. In heights of a digit."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from tests.bench.reading import layouts, writing
from tests.bench.reading.layouts import Layout, Standing, Stroke, Word
from tests.bench.reading.writing import Writer

FREE, LINED, BOXED, TOOTHED, TABLE, COLUMNS, BETWEEN = FORMS = (
    *("free", "lined", "boxed", "open comb"),
    *("table", "columns", "between lines"),
)
FORM_WEIGHTS = (12, 12, 16, 16, 24, 10, 10)
HEADINGS = (
    *("Registration form", "Meter readings", "Order", "Score sheet", "Expenses", "Time sheet", "Delivery note"),
    *("STOCK LIST", "Results", "Claim form", "Visitors", "Inventory", "Membership", "Weekly report"),
)
LABELS = (
    *("Amount", "Total", "Phone", "Age", "Weight", "Height", "Room", "Score", "Points", "Item", "Price", "Quantity"),
    *("Order", "Number", "Code", "Year", "Hours", "Distance", "Sum", "Account", "Postcode", "Customer no.", "Width"),
    *("Reading", "Zip", "Date", "Size", "Depth", "Kilometres", "Gas", "Water", "Boxes", "Tax", "Left", "Right"),
)
NAMES = (
    *("Anna", "Ben", "Chloe", "David", "Emma", "Finn", "Greta", "Hugo", "Ida", "Jonas", "Lisa", "Milo", "Oskar"),
    *("Sofia", "Tom", "Zoe", "Apples", "Bolts", "Paper", "Screws", "Milk", "Monday", "Friday", "Kitchen", "Garage"),
)
SENTENCES = (
    "please write clearly and use a dark pen for all",
    "how many of them did you count on the first day",
    "fill in the number that is shown on your meter",
    "this part of the page is for the office alone",
    "tell us what you paid for the whole journey",
    "the result of each step belongs on the line below",
    "look at the sign on the door and copy what it says",
    "add both sums and write the answer underneath",
)
#: Of an em: a label's and a heading's.
EMS, HEADING_EMS = (0.5, 0.85), (0.85, 1.3)
#: Of a table's cells.
BLANK = (0.0, 0.3)


@dataclass(frozen=True)
class Part:
    """A stretch of a form from side to side, from its own upper left corner."""

    rows: Sequence[Sequence[Standing]]
    strokes: Sequence[Stroke]
    words: Sequence[Word]
    size: tuple[float, float]


@dataclass(frozen=True)
class Print:
    """How a form's words are set."""

    face: Path | None
    em: float
    colon: str

    def word(self, text: str, x: float = 0, y: float = 0, times: float = 1) -> Word:
        """Return text on a line, perhaps larger."""
        return Word(text, self.face, times * self.em, x, y)


def form_of(writer: Writer, faces: Sequence[Path], rng: random.Random) -> Layout:
    """Return a form that one writer filled in."""
    kind = rng.choices(FORMS, FORM_WEIGHTS)[0]
    printed = Print(rng.choice(faces) if faces else None, rng.uniform(*EMS), rng.choice(("", ":", ":")))
    make: dict[str, Callable[[], list[Part]]] = {
        TABLE: lambda: [table(writer, printed, rng)],
        COLUMNS: lambda: [columns(writer, printed, rng)],
        BETWEEN: lambda: between(writer, printed, rng),
    }
    parts = make[kind]() if kind in make else fields(writer, kind, printed, rng)
    return stacked(kind, [heading(printed, rng), *parts] if rng.random() < 0.8 else parts)


def stacked(kind: str, parts: Sequence[Part]) -> Layout:
    """Return parts beneath each other as one page."""
    tops = list(accumulate((each.size[1] for each in parts), initial=0.0))
    placed = [moved(part, 0, top) for part, top in zip(parts, tops, strict=False)]
    return Layout(
        kind,
        [row for each in placed for row in each.rows],
        [stroke for each in placed for stroke in each.strokes],
        1,
        2,
        (max(each.size[0] for each in parts), tops[-1]),
        [word for each in placed for word in each.words],
    )


def moved(part: Part, x: float, y: float) -> Part:
    """Return a part elsewhere."""
    return Part(
        [[replace(each, x=each.x + x, y=each.y + y) for each in row] for row in part.rows],
        [
            replace(each, start=(each.start[0] + x, each.start[1] + y), end=(each.end[0] + x, each.end[1] + y))
            for each in part.strokes
        ],
        [replace(each, x=each.x + x, y=each.y + y) for each in part.words],
        part.size,
    )


def heading(printed: Print, rng: random.Random) -> Part:
    """Return a form's title."""
    em = rng.uniform(*HEADING_EMS)
    word = printed.word(rng.choice(HEADINGS), y=0.9 * em, times=em / printed.em)
    return Part([], [], [word], (word.width, 1.2 * em + rng.uniform(0.4, 1.2)))


def fields(writer: Writer, kind: str, printed: Print, rng: random.Random) -> list[Part]:
    """Return numbers in a form's fields, each with its label beside or above."""
    count, above = rng.randint(2, 6), rng.random() < (0.5 if kind == BOXED else 0.2)
    labels = [label_of(printed, rng) for _ in range(count)]
    answers = [answer_of(writer, kind, rng) for _ in range(count)]
    left = max(each.width for each in labels) + rng.uniform(0.5, 1.2)
    beneath_each_other = kind != FREE or rng.random() < 0.5
    apart = rng.uniform(0.4, 1)
    parts = []
    for label, answer in zip(labels, answers, strict=True):
        drop = printed.em * 1.3 if above else 0
        aside = 0 if above else left if beneath_each_other else label.width + 0.6
        there = moved(answer, aside, drop)
        base = printed.em if above else base_of(answer)
        size = (max(label.width, aside + answer.size[0]), drop + answer.size[1] + apart)
        parts.append(Part(there.rows, there.strokes, [replace(label, y=base)], size))
    return parts


def label_of(printed: Print, rng: random.Random) -> Word:
    """Return a label of one word or two."""
    text = " ".join([rng.choice(LABELS), *(rng.choice(LABELS).lower() for _ in range(rng.choice((0, 0, 1))))])
    return printed.word(text + printed.colon)


def base_of(answer: Part) -> float:
    """Return how far down a number's baseline is."""
    (standing,) = answer.rows[0]
    return standing.y + standing.size[1]


def answer_of(writer: Writer, kind: str, rng: random.Random) -> Part:
    """Return a number in its field, with nothing beside it."""
    length = rng.randint(1, 7) if kind in (FREE, LINED) else rng.randint(3, 9)
    if kind == FREE:
        number = writer.write(length, rng)
        return Part([[layouts.standing(number, 0, number.height)]], [], [], (number.width, number.height))
    if kind == LINED:
        return on_line(writer, length, rng)
    return in_boxes(writer, length, rng) if kind == BOXED else in_comb(writer, length, rng)


def on_line(writer: Writer, length: int, rng: random.Random) -> Part:
    """Return a number on a line to write on."""
    number = writer.write(length, rng)
    left, gap, line = rng.uniform(0.2, 1), rng.uniform(0.06, 0.2), rng.uniform(0.02, 0.05)
    end = max(8, left + number.width + 0.4)
    base = number.height + gap
    stroke = Stroke((0, base), (end, base), line)
    return Part([[layouts.standing(number, left, number.height)]], [stroke], [], (end, base + line))


def in_boxes(writer: Writer, length: int, rng: random.Random) -> Part:
    """Return a number in boxes of a digit each, that touch or don't; a few may stay blank behind it."""
    cell, line = (rng.uniform(1.25, 1.7), rng.uniform(1.45, 1.9)), rng.uniform(0.02, 0.05)
    step = cell[0] + rng.choice((0, rng.uniform(0.08, 0.25)))
    boxes = length + rng.choice((0, 0, 1, 2))
    strokes = [
        side for box in range(boxes) for side in layouts.rectangle(box * step, 0, box * step + cell[0], cell[1], line)
    ]
    digits = [layouts.inside(writer.write(1, rng), place * step, 0, cell, rng) for place in range(length)]
    return Part([[together(digits)]], strokes, [], (boxes * step, cell[1]))


def in_comb(writer: Writer, length: int, rng: random.Random) -> Part:
    """Return a number on a line from which low teeth part its digits."""
    cell, tall, line = rng.uniform(1.35, 1.8), rng.uniform(0.2, 0.55), rng.uniform(0.02, 0.05)
    digits = [writer.write(1, rng) for _ in range(length)]
    gap = rng.uniform(0.06, 0.2)
    base = max(each.height for each in digits) + 0.1 + gap
    standing = [
        layouts.standing(each, place * cell + (cell - each.width) * rng.uniform(0.4, 0.6), base - gap)
        for place, each in enumerate(digits)
    ]
    teeth = [Stroke((place * cell, base - tall), (place * cell, base), line) for place in range(length + 1)]
    strokes = [Stroke((0, base), (length * cell, base), line), *teeth]
    return Part([[together(standing)]], strokes, [], (length * cell, base + line))


def together(digits: Sequence[Standing]) -> Standing:
    """Return digits that stand apart as one number."""
    numbers = [each.writing for each in digits if each.writing]
    number = writing.in_cells(numbers, [(each.x, each.y) for each in digits])
    left, top = min(each.x for each in digits), min(each.y for each in digits)
    return Standing(number, left, top, (number.width, number.height))


def table(writer: Writer, printed: Print, rng: random.Random) -> Part:
    """Return a table with words in its first row and column, some cells blank, and perhaps a total beneath."""
    heads = [printed.word(text) for text in rng.sample(LABELS, rng.randint(2, 4))]
    names = [printed.word(text) for text in rng.sample(NAMES, rng.randint(3, 6))]
    names += [printed.word("Total")] if rng.random() < 0.6 else []
    blank, longest = rng.uniform(*BLANK), rng.choice((1, 2, 3, 4))
    numbers = [
        [None if rng.random() < blank else writer.write(rng.randint(1, longest), rng) for _ in heads[1:]] for _ in names
    ]
    there = [each for row in numbers for each in row if each]
    widest = max(*(each.width for each in heads), *(each.width for each in there))
    widths = [
        max(each.width for each in (heads[0], *names)) + 0.8,
        *([widest + rng.uniform(0.6, 1.2)] * (len(heads) - 1)),
    ]
    lefts = list(accumulate(widths, initial=0.0))
    tall = max([printed.em, *(each.height for each in there)]) + rng.uniform(0.4, 0.8)
    rows = [[Standing(None, x, 0, (wide, tall)) for x, wide in zip(lefts, widths, strict=False)]]
    for index, row in enumerate(numbers, start=1):
        cells = zip(row, lefts[1:], widths[1:], strict=False)
        name = Standing(None, 0, index * tall, (widths[0], tall))
        rows.append([name, *(layouts.cell_of(each, x, index * tall, (wide, tall), rng) for each, x, wide in cells)])
    down = 0.5 * tall + 0.35 * printed.em
    words = [replace(each, x=x + 0.3, y=down) for each, x in zip(heads, lefts, strict=False)]
    words += [replace(each, x=0.3, y=down + index * tall) for index, each in enumerate(names, start=1)]
    return Part(rows, lines_of(lefts, tall, len(rows), rng), words, (lefts[-1], len(rows) * tall))


def lines_of(lefts: Sequence[float], tall: float, rows: int, rng: random.Random) -> list[Stroke]:
    """Return a table's lines."""
    width = rng.uniform(0.02, 0.05)
    across = [Stroke((0, row * tall), (lefts[-1], row * tall), width) for row in range(rows + 1)]
    return across + [Stroke((x, 0), (x, rows * tall), width) for x in lefts]


def columns(writer: Writer, printed: Print, rng: random.Random) -> Part:
    """Return columns of numbers with much paper and no lines between, a word over each."""
    count = rng.randint(2, 4)
    heads = [printed.word(text) for text in rng.sample(LABELS, count)]
    longest = [rng.randint(1, 4) for _ in heads]
    numbers = [[writer.write(rng.randint(1, most), rng) for most in longest] for _ in range(rng.randint(3, 8))]
    widths = [max(heads[place].width, *(row[place].width for row in numbers)) for place in range(count)]
    lefts = list(accumulate((each + rng.uniform(1.5, 3) for each in widths), initial=0.0))
    pitch = max(each.height for row in numbers for each in row) + rng.uniform(0.35, 0.9)
    to_the_right = rng.random() < 0.5
    rows = []
    for index, row in enumerate(numbers, start=1):
        starts = [
            x + (wide - each.width if to_the_right else 0) for x, wide, each in zip(lefts, widths, row, strict=False)
        ]
        base = printed.em + index * pitch
        rows.append([layouts.standing(each, x, base) for each, x in zip(row, starts, strict=True)])
    words = [
        replace(each, x=x + (wide - each.width if to_the_right else 0), y=printed.em)
        for each, x, wide in zip(heads, lefts, widths, strict=False)
    ]
    return Part(rows, [], words, (lefts[count - 1] + widths[-1], printed.em + len(rows) * pitch))


def between(writer: Writer, printed: Print, rng: random.Random) -> list[Part]:
    """Return paragraphs of print, a number beneath each."""
    parts = []
    for text in rng.sample(SENTENCES, rng.randint(2, 4)):
        lines = [text.capitalize(), *rng.sample([each for each in SENTENCES if each != text], rng.choice((0, 1)))]
        words = [printed.word(line, y=(index + 1) * 1.4 * printed.em) for index, line in enumerate(lines)]
        number = writer.write(rng.randint(1, 7), rng)
        base = words[-1].y + rng.uniform(0.45, 0.7) + number.height
        standing = layouts.standing(number, rng.uniform(0, 3), base)
        wide = max(standing.x + number.width, *(each.width for each in words))
        parts.append(Part([[standing]], [], words, (wide, base + rng.uniform(0.2, 0.5))))
    return parts
