"""Contact sheets of misread photographs: the photograph, what is on it, and what it was read as."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from tests.bench.reading.number_figures import NumberReadings
from tests.bench.reading.photo_batches import PhotoBatch, as_array
from tests.bench.reading.photo_figures import SheetReading
from tests.bench.reading.sheets import Sheet

#: Pixels.
SIDE, PAGE_SIDE = 240, 800
IN_A_ROW, PAGES_IN_A_ROW, MOST, MOST_PAGES = 7, 3, 140, 30
WRONG, FOUND = "#d00", "#06c"


def write_photo_sheet(batch: PhotoBatch, readings: NumberReadings, folder: Path) -> Path | None:
    """Write the misread and refused, the most probable first, on grey where they weren't called sure.

    Returns:
        The sheet's file, None where all is right.
    """
    amiss = np.flatnonzero(~readings.right(batch.labels))
    if len(amiss) == 0:
        return None
    order = amiss[np.lexsort((-readings.probabilities[amiss], ~readings.sure[amiss]))][:MOST]
    sheet = Sheet(len(order), (SIDE, SIDE), IN_A_ROW)
    sheet.head(f"{batch.name}: {len(order)} of {len(amiss)} amiss, of {len(batch.labels)} read")
    for place, index in zip(sheet.places, order, strict=True):
        seen = as_array(batch.files[index])
        seen.thumbnail((SIDE, SIDE))
        read = f"{readings.texts[index] or 'nothing'} ({readings.guesses[index]})"
        said = f"{batch.labels[index]} read as {read}, {readings.probabilities[index]:.0%}"
        sheet.cell(place, seen, (said, f"{index} {batch.notes[index]}"), marked=not readings.sure[index])
    return sheet.save(folder / f"{batch.key}.png")


def write_pages(
    key: str, pages: Sequence[Image.Image], readings: Sequence[SheetReading], notes: Sequence[str], folder: Path
) -> Path:
    """Write pages with what was found on them: a box around each cell and digit, and the digits beside."""
    sheet = Sheet(min(len(pages), MOST_PAGES), (PAGE_SIDE, PAGE_SIDE), PAGES_IN_A_ROW)
    sheet.head(f"{key}: {len(pages)} read")
    chosen = zip(pages[:MOST_PAGES], readings, notes, strict=False)
    for index, (place, (page, reading, note)) in enumerate(zip(sheet.places, chosen, strict=True)):
        marked = with_found(page, reading)
        sheet.cell(place, marked, (f"{index} {note}", repr(reading.text)[:120]), marked=False)
    return sheet.save(folder / f"{key}.png")


def with_found(page: Image.Image, reading: SheetReading) -> Image.Image:
    """Return a page with its cells and digits as they were read."""
    scale = min(1.0, PAGE_SIDE / max(page.size))
    small = page.resize((max(1, round(page.width * scale)), max(1, round(page.height * scale))))
    brush = ImageDraw.Draw(small)
    for colour, found in ((FOUND, [cell for row in reading.rows for cell in row]), (WRONG, reading.digits)):
        for text, (x, y, width, height) in found:
            corners = [(scale * x, scale * y), (scale * (x + width), scale * (y + height))]
            brush.rectangle(corners, outline=colour)
            if colour == WRONG:
                brush.text((corners[0][0], corners[1][1]), text, fill=colour, font_size=14)
    return small
