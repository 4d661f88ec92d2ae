"""Measure how well photographs are read: generated ones, forms, own sheets, and other people's sudokus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from tests.bench.reading import photo_batches, sauvola, sudokus
from tests.bench.reading.figures import Figures, of_seconds
from tests.bench.reading.photo_batches import PhotoBatch, SheetPage, as_array
from tests.bench.reading.photo_figures import (
    Marks,
    joined,
    of_form,
    of_forms,
    of_page,
    of_photographs,
    of_sheets,
    of_sudoku,
    right_share,
)
from tests.bench.reading.photo_sheets import write_pages, write_photo_sheet
from tests.bench.reading.photographs import DIGIT, FORM, NUMBER, SHEET, hands_from
from tests.bench.reading.plain_pipeline import plain_guesses
from tests.bench.reading.reader import Reader, tell
from tests.bench.reading.rows import Row
from trainer import browser_code

#: How often each of those is read whose reading is timed.
TIMES = 3


def measure_photographs(reader: Reader, folder: Path, mnist: Path, most: int | None, sheets: Path) -> Iterator[Row]:
    """Read every photograph, and write sheets of those misread.

    Args:
        most: of each generated kind; None for as many as there are usually.
    """
    hands = hands_from(mnist)
    browser_code.build()
    for kind in (DIGIT, NUMBER):
        tell(f"Taking {kind}s")
        batch = photo_batches.generated(kind, hands, most)
        plain = plain_guesses(batch.files, reader.classify) if kind == DIGIT else None
        yield beside_sauvola(reader, batch, photo_row(reader, batch, plain, sheets))
    for kind in (DIGIT, NUMBER):
        tell(f"Taking {kind}s on a desk")
        yield photo_row(reader, photo_batches.generated_on_desk(kind, hands, most), None, sheets)
    tell("Taking sheets")
    pages = photo_batches.generated_pages(SHEET, hands, most)
    yield sheets_row(reader, "photographs_sheet", "generated sheets", pages, sheets)
    tell("Taking forms")
    yield forms_row(reader, photo_batches.generated_pages(FORM, hands, most), sheets)
    yield sheets_row(reader, "own_sheets", "own sheets, painted", photo_batches.own_sheets(), sheets)
    if sudokus.is_there(folder):
        for batch in photo_batches.cells_of(folder):
            row = photo_row(reader, batch, plain_guesses(batch.files, reader.classify), sheets)
            yield beside_sauvola(reader, batch, row)
        yield from sudoku_rows(reader, folder, sheets)


def photo_row(reader: Reader, batch: PhotoBatch, plain: Sequence[str] | None, sheets: Path) -> Row:
    """Return the row of photographs of one digit or line each."""
    readings = reader.read_photographs(batch)
    write_photo_sheet(batch, readings, sheets)
    figures = of_photographs(batch.labels, readings, plain)
    return Row("photographs", batch.key, batch.name, len(batch.labels), figures)


def beside_sauvola(reader: Reader, batch: PhotoBatch, row: Row) -> Row:
    """Return a row with what the same code reads after Sauvola's threshold, too."""
    in_black_and_white = [sauvola.in_black_and_white(file) for file in batch.files]
    by_sauvola = reader.read_photographs(replace(batch, name=f"{batch.name}, by Sauvola", files=in_black_and_white))
    return replace(row, figures={**row.figures, "sauvola": right_share(batch.labels, by_sauvola)})


def sheets_row(reader: Reader, key: str, name: str, pages: Sequence[SheetPage], sheets: Path) -> Row:
    """Return the row of sheets."""
    readings = reader.read_sheets(name, [page.file for page in pages])
    marks = [of_page(page, reading) for page, reading in zip(pages, readings, strict=True)]
    write_pages(key, [as_array(page.file) for page in pages], readings, [page.note for page in pages], sheets)
    return sheet_row(key, name, marks)


def forms_row(reader: Reader, pages: Sequence[SheetPage], sheets: Path) -> Row:
    """Return the row of forms, and write a sheet of those that aren't wholly right."""
    name = "forms"
    readings = reader.read_sheets(name, [page.file for page in pages])
    marks = [of_form(page, reading) for page, reading in zip(pages, readings, strict=True)]
    amiss = [index for index, mark in enumerate(marks) if not all(mark.whole)]
    pictures = [as_array(pages[index].file) for index in amiss]
    notes = [f"form {index} {pages[index].note}" for index in amiss]
    write_pages("photographs_form", pictures, [readings[index] for index in amiss], notes, sheets)
    return Row("forms", "photographs_form", name, sum(len(mark.numbers) for mark in marks), of_forms(marks))


def sheet_row(key: str, name: str, marks: Sequence[Marks]) -> Row:
    """Return a row of cells, counted over all sheets."""
    together = joined(marks)
    return Row("sheets", key, name, len(together.cells) + len(together.blank), of_sheets(together))


def sudoku_rows(reader: Reader, folder: Path, sheets: Path) -> Iterator[Row]:
    """Give the rows of whole pages, and of the same with a third of the cells erased."""
    whole, erased, _ = photo_batches.whole_pages(folder)
    for key, name, pages in (
        ("sudoku_pages", "sudoku pages", whole),
        ("sudoku_pages_erased", "a third of the cells erased", erased),
    ):
        readings = reader.read_sheets(name, [page.file() for page in pages])
        pictures = [Image.fromarray(page.picture) for page in pages]
        write_pages(key, pictures, readings, [page.name for page in pages], sheets)
        yield sheet_row(key, name, [of_sudoku(page, reading) for page, reading in zip(pages, readings, strict=True)])


def time_rows(reader: Reader, mnist: Path, most: int | None) -> Iterator[Row]:
    """Give the rows of how long photographs of 12 megapixels take, and how long the page stands still meanwhile."""
    hands = hands_from(mnist)
    for kind in (DIGIT, NUMBER, SHEET):
        tell(f"Taking and timing {kind}s of 12 megapixels")
        files = photo_batches.timed(kind, hands, most)
        reader.read_photo_seconds(files[:1], kind, 2)  # the first readings compile the code
        seconds, longest = reader.read_photo_seconds(files, kind, TIMES)
        figures: Figures = {**of_seconds(seconds), "longest_task": longest}
        yield Row("times", f"photograph_time_{kind}", f"a {kind}, 12 megapixels", len(files), figures)
