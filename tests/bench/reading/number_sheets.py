"""Contact sheets of misread numbers: the line as it was drawn, what it is, and what it was read as."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tests.bench.reading.number_batches import NumberBatch
from tests.bench.reading.number_figures import NumberReadings
from tests.bench.reading.pictures import painted_line
from tests.bench.reading.sheets import CAPTION, GAP, INK, PALE, PAPER, REFUSED

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
    rows = -(-len(order) // IN_A_ROW)
    sheet = Image.new("RGB", (IN_A_ROW * (WIDTH + GAP) + GAP, 24 + rows * (HEIGHT + CAPTION + GAP)), PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.text((GAP, 6), f"{batch.name}: {len(order)} of {len(amiss)} amiss, of {len(readings.texts)} read", fill=INK)
    for place, index in enumerate(order):
        left = GAP + place % IN_A_ROW * (WIDTH + GAP)
        top = 24 + place // IN_A_ROW * (HEIGHT + CAPTION + GAP)
        draw_line(draw, sheet, (left, top), batch, readings, int(index))
    path = folder / f"{batch.key}.png"
    sheet.save(path)
    return path


def amiss_in(batch: NumberBatch, readings: NumberReadings) -> NDArray[np.int64]:
    """Return the indices of what wasn't read as it should have been."""
    if batch.labels is None:
        return np.flatnonzero([any(character.isdigit() for character in text) for text in readings.texts])
    return np.flatnonzero(~readings.right(batch.labels))


def draw_line(
    draw: ImageDraw.ImageDraw,
    sheet: Image.Image,
    place: tuple[int, int],
    batch: NumberBatch,
    readings: NumberReadings,
    index: int,
) -> None:
    """Draw one line, its label and its reading; on grey where it wasn't called sure."""
    left, top = place
    if not readings.sure[index]:
        draw.rectangle((left - 2, top - 2, left + WIDTH + 2, top + HEIGHT + CAPTION), fill=REFUSED)
    source = batch.sources[index]
    line = Image.fromarray(painted_line(source, HEIGHT) if isinstance(source, dict) else source)
    line.thumbnail((WIDTH, HEIGHT))
    sheet.paste(line, place)
    label = "" if batch.labels is None else f"{batch.labels[index]} "
    said = readings.texts[index] or "nothing"
    draw.text((left, top + HEIGHT + 1), f"{label}read as {said}, {readings.probabilities[index]:.0%}", fill=INK)
    draw.text((left, top + HEIGHT + 14), f"{index}{', sure' if readings.sure[index] else ''}", fill=PALE)
