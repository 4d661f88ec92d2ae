"""Contact sheets of misread numbers: the line as it was drawn, what it is, and what it was read as."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.bench.reading.number_batches import NumberBatch
from tests.bench.reading.number_figures import NumberReadings
from tests.bench.reading.pictures import painted_line
from tests.bench.reading.sheets import Sheet

#: Of a line's picture in pixels; what is longer is made smaller.
WIDTH, HEIGHT = 340, 84
IN_A_ROW, MOST = 5, 200


def write_number_sheet(batch: NumberBatch, readings: NumberReadings, folder: Path) -> Path | None:
    """Write the misread, the most probable first; of what holds no number, that which was read as one.

    Returns:
        The sheet's file, None where there was nothing amiss.
    """
    amiss = amiss_in(batch, readings)
    if len(amiss) == 0:
        return None
    order = amiss[np.lexsort((-readings.probabilities[amiss], ~readings.sure[amiss]))][:MOST]
    sheet = Sheet(len(order), (WIDTH, HEIGHT), IN_A_ROW)
    sheet.head(f"{batch.name}: {len(order)} of {len(amiss)} amiss, of {len(readings.texts)} read")
    for place, index in zip(sheet.places, order, strict=True):
        draw_line(sheet, place, batch, readings, int(index))
    return sheet.save(folder / f"{batch.key}.png")


def amiss_in(batch: NumberBatch, readings: NumberReadings) -> NDArray[np.int64]:
    """Return the indices of what wasn't read as it should have been."""
    if batch.labels is None:
        return np.flatnonzero([any(character.isdigit() for character in text) for text in readings.texts])
    return np.flatnonzero(~readings.right(batch.labels))


def draw_line(sheet: Sheet, place: tuple[int, int], batch: NumberBatch, readings: NumberReadings, index: int) -> None:
    """Draw one line, its label and its reading; on grey where it wasn't called sure."""
    source = batch.sources[index]
    line = Image.fromarray(painted_line(source, HEIGHT) if isinstance(source, dict) else source)
    line.thumbnail((WIDTH, HEIGHT))
    label = "" if batch.labels is None else f"{batch.labels[index]} "
    sure = bool(readings.sure[index])
    said = f"{label}read as {readings.texts[index] or 'nothing'}, {readings.probabilities[index]:.0%}"
    sheet.cell(place, line, (said, f"{index}{', sure' if sure else ''}"), marked=not sure)
