"""What the rows of photographs read: generated digits, numbers, sheets and forms, own sheets, sudokus."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from tests.bench.reading import photographs, sets, sudokus
from tests.bench.reading.photographs import DIGIT, FORM, NUMBER, SHEET, Hands, Photograph
from tests.bench.reading.sets import OwnSheet
from tests.bench.reading.sudokus import Cell, Page

#: Of each kind; and photographs whose reading is timed, at what a phone takes.
COUNTS = {DIGIT: 300, NUMBER: 200, SHEET: 60, FORM: 32}
COUNTS_ON_DESK = {DIGIT: 40, NUMBER: 30}
TIMED, TIMED_MEGAPIXELS = 5, 12.0
#: Timed ones aren't among those that are read for their accuracy.
FIRST_TIMED = 100_000
OWN_LINE_GREY = 60

Box = tuple[float, float, float, float]  # x, y, width, height


@dataclass(frozen=True)
class PhotoBatch:
    """Photographs of one digit or one line each, for `read`."""

    key: str
    name: str
    mode: str
    labels: Sequence[str]
    files: Sequence[bytes]
    notes: Sequence[str]  # what each was made of


@dataclass(frozen=True)
class SheetPage:
    """A picture of several numbers, and where they stand."""

    note: str
    file: bytes
    rows: Sequence[Sequence[str]]  # "" in a blank cell
    boxes: Sequence[Sequence[Box]]


def generated(kind: str, hands: Hands, most: int | None) -> PhotoBatch:
    """Return generated photographs of digits or numbers, as many as are asked for at most."""
    made = photographs.photographs(kind, min(COUNTS[kind], most or COUNTS[kind]), hands)
    return batch_of(f"photographs_{kind}", f"generated {kind}s", kind, made)


def generated_on_desk(kind: str, hands: Hands, most: int | None) -> PhotoBatch:
    """Return generated photographs of digits or numbers on paper that lies on a desk, likewise."""
    count = min(COUNTS_ON_DESK[kind], most or COUNTS_ON_DESK[kind])
    made = photographs.photographs(kind, count, hands, on_desk=True)
    return batch_of(f"photographs_{kind}_on_desk", f"{kind}s on a desk", kind, made)


def batch_of(key: str, name: str, mode: str, made: Iterable[Photograph]) -> PhotoBatch:
    """Return photographs of one digit or one line each as they are read."""
    every = list(made)
    notes = [" ".join(each.traits.values()) for each in every]
    return PhotoBatch(key, name, mode, [each.text for each in every], [each.file for each in every], notes)


def generated_pages(kind: str, hands: Hands, most: int | None) -> list[SheetPage]:
    """Return generated photographs of sheets or forms, as many as are asked for at most."""
    count = min(COUNTS[kind], most or COUNTS[kind])
    return [page_of(each) for each in photographs.photographs(kind, count, hands)]


def page_of(photograph: Photograph) -> SheetPage:
    """Return a photograph of a sheet or form as it is read."""
    return SheetPage(" ".join(photograph.traits.values()), photograph.file, photograph.rows, photograph.boxes)


def timed(kind: str, hands: Hands, most: int | None) -> list[bytes]:
    """Return photographs as large as phones take them, as many as are asked for at most."""
    count = min(TIMED, most or TIMED)
    taken = photographs.photographs(kind, count, hands, FIRST_TIMED, TIMED_MEGAPIXELS)
    return [each.file for each in taken]


def cells_of(folder: Path) -> Iterator[PhotoBatch]:
    """Give the cells of the sudokus, written and printed ones apart."""
    every = sudokus.cell_pictures(folder)
    for kind in ("handwritten", "printed"):
        cells = [cell for cell in every if cell.kind == kind]
        labels, files = [cell.label for cell in cells], [cell.file for cell in cells]
        yield PhotoBatch(f"sudoku_cells_{kind}", f"sudoku cells, {kind}", DIGIT, labels, files, [kind] * len(cells))


def own_sheets() -> list[SheetPage]:
    """Return the project's own sheets, painted: black on white, printed lines grey. Their boxes aren't known."""
    return [SheetPage(sheet.name, painted(sheet), sheet.rows, []) for sheet in sets.own_sheets()]


def painted(sheet: OwnSheet) -> bytes:
    """Return a sheet's picture file, a pixel to a unit."""
    image = Image.new("L", (2 * sheet.size[0], 2 * sheet.size[1]), 255)
    brush = ImageDraw.Draw(image)
    for grey, width, paths in ((OWN_LINE_GREY, sheet.line_width, sheet.lines), (0, sheet.width, sheet.strokes)):
        for path in paths:
            brush.line([(2 * x, 2 * y) for x, y in path], fill=grey, width=round(2 * width))
            for x, y in path:
                brush.ellipse((2 * x - width, 2 * y - width, 2 * x + width, 2 * y + width), fill=grey)
    file = io.BytesIO()
    image.reduce(2).save(file, "PNG")
    return file.getvalue()


def whole_pages(folder: Path) -> tuple[list[Page], list[Page], list[list[Cell]]]:
    """Return the pages, the same with a third of the cells erased, and which those are."""
    pages = list(sudokus.pages(folder))
    erased = [sudokus.with_erased(page) for page in pages]
    return pages, [page for page, _ in erased], [cells for _, cells in erased]


def as_array(file: bytes) -> Image.Image:
    """Return a file's picture in colour."""
    with Image.open(io.BytesIO(file)) as opened:
        return opened.convert("RGB")
