"""Measure how well whole numbers are read: lines of each set's digits, own lines, and lines that hold no number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from tests.bench.reading import number_batches, sets, word_batches
from tests.bench.reading.figures import Readings, of_seconds
from tests.bench.reading.number_batches import Digits, NumberBatch
from tests.bench.reading.number_figures import (
    Answers,
    Marked,
    NumberReadings,
    alone,
    beside_singles,
    joined,
    of_marked,
    of_no_numbers,
    of_numbers,
)
from tests.bench.reading.number_sheets import write_number_sheet
from tests.bench.reading.plain_components import pieces_of, texts_of
from tests.bench.reading.reader import Reader
from tests.bench.reading.rows import Row
from trainer.synthesis.composing import MANNERS


def every_digits(folder: Path, mnist: Path) -> Iterator[Digits]:
    """Give the digits of which numbers are made: of the folder's sets, own ones, and MNIST's as pictures."""
    for drawn in sets.drawn_sets(folder):
        if drawn.labels is not None and number_batches.hands_of(drawn.writers):
            yield number_batches.drawn_digits(drawn)
    yield number_batches.own_digits(sets.own_drawings("digits"))
    if mnist.is_file():
        for split in sets.mnist_sets(mnist, final=False):
            yield number_batches.pictured_digits(split)


def without_number(folder: Path) -> Iterator[NumberBatch]:
    """Give lines that hold no number."""
    for drawn in sets.drawn_sets(folder):
        if drawn.labels is None and number_batches.hands_of(drawn.writers):
            yield number_batches.words_of(drawn)
    if faces := word_batches.handwritten_faces():
        yield from word_batches.in_pictures(faces)
    yield number_batches.scribbles()
    yield from number_batches.own_lines(sets.own_lines("non_numbers"), "own_non_numbers", "own non-numbers")


def measure_numbers(
    reader: Reader, folder: Path, mnist: Path, read: dict[str, Readings], sheets: Path
) -> Iterator[Row]:
    """Read every line, and write sheets of those misread.

    Args:
        read: readings of single digits by their batches' keys; what isn't among them is read.
    """
    in_manner: dict[str, list[Answers]] = {manner: [] for manner in MANNERS}
    with_marks: list[tuple[NumberBatch, Marked]] = []
    for digits in every_digits(folder, mnist):
        singles = alone(digits, read.get(digits.batch.key) or reader.read(digits.batch))
        for manner, batch in zip(MANNERS, number_batches.numbers_of(digits), strict=True):
            answers = beside_singles(batch, *read_lines(reader, batch, sheets), singles)
            in_manner[manner].append(answers)
            yield number_row(batch.key, batch.name, answers)
        batch = number_batches.marked_of(digits)
        with_marks.append((batch, Marked.of(batch, *read_lines(reader, batch, sheets))))
    yield from marked_rows(with_marks)
    for manner, all_answers in in_manner.items():
        yield number_row(f"numbers_all_{manner}", f"all sets, {manner}", joined(all_answers))
    yield number_row("numbers_all", "all sets and manners", joined(list(chain(*in_manner.values()))))
    for batch in number_batches.own_lines(sets.own_lines("numbers"), "own_numbers", "own numbers"):
        assert batch.labels is not None
        yield number_row(batch.key, batch.name, Answers(batch.labels, *read_lines(reader, batch, sheets)))
    for batch in without_number(folder):
        readings = reader.read_numbers(batch)
        write_number_sheet(batch, readings, sheets)
        yield Row("non_numbers", batch.key, batch.name, len(batch.sources), of_no_numbers(readings))
    if faces := word_batches.handwritten_faces():
        for photographs in word_batches.in_photographs(faces):
            figures = of_no_numbers(reader.read_photographs(photographs))
            yield Row("non_numbers", photographs.key, photographs.name, len(photographs.files), figures)


def marked_rows(read: Sequence[tuple[NumberBatch, Marked]]) -> Iterator[Row]:
    """Give the rows of numbers with marks: of each set, of each kind, and of all."""
    for batch, own in read:
        yield marked_row(batch.key, batch.name, own)
    everything = Marked.joined([own for _, own in read])
    for kind in dict.fromkeys(everything.kinds):
        yield marked_row(f"marked_{kind}", f"all sets, {kind}", everything.of_kind(kind))
    yield marked_row("marked_all", "all sets, with marks", everything)


def marked_row(key: str, name: str, marked: Marked) -> Row:
    """Return the row of numbers with marks."""
    return Row("marked", key, name, len(marked.kinds), of_marked(marked))


def read_lines(reader: Reader, batch: NumberBatch, sheets: Path) -> tuple[NumberReadings, list[str]]:
    """Return the readings of lines, and what plain connected components make of them."""
    readings = reader.read_numbers(batch)
    write_number_sheet(batch, readings, sheets)
    pieces = [pieces_of(source) for source in batch.sources]
    return readings, texts_of(pieces, reader.read_singly([piece for line in pieces for piece in line]))


def number_row(key: str, name: str, answers: Answers) -> Row:
    """Return the row of numbers."""
    return Row("numbers", key, name, len(answers.labels), of_numbers(answers))


def time_row(reader: Reader) -> Row:
    """Return the row of how long drawn numbers of eight digits take."""
    drawings = number_batches.timed(number_batches.own_digits(sets.own_drawings("digits")))
    reader.read_seconds(drawings[: len(drawings) // 4])  # the first readings compile the code
    figures = of_seconds(reader.read_seconds(drawings))
    return Row("times", "numbers_time", "a drawn number of 8 digits", len(drawings), figures)
