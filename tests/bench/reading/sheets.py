"""Contact sheets of what was misread: the grid that the model saw, what it is, and what it was read as."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tests.bench.reading.batches import Batch
from tests.bench.reading.figures import Readings

#: In pixels; and how many fit on a sheet that a person still looks through.
GRID_SIDE, CAPTION, GAP, IN_A_ROW, MOST = 112, 30, 6, 12, 240
INK, PALE, PAPER, REFUSED = "#111", "#666", "#fff", "#d9d9d9"


def write_sheet(batch: Batch, readings: Readings, folder: Path) -> Path | None:
    """Write the misread and the refused, the most confident first; of no digits those that were read as one.

    Returns:
        The sheet's file, None where there was nothing amiss.
    """
    amiss = amiss_in(batch, readings)
    if len(amiss) == 0:
        return None
    order = amiss[np.argsort(-readings.probabilities[amiss].max(axis=1), kind="stable")][:MOST]
    rows = -(-len(order) // IN_A_ROW)
    sheet = Image.new("RGB", (IN_A_ROW * (GRID_SIDE + GAP) + GAP, 24 + rows * (GRID_SIDE + CAPTION + GAP)), PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.text((GAP, 6), f"{batch.name}: {len(order)} of {len(amiss)} amiss, of {len(readings.inked)} read", fill=INK)
    for place, index in enumerate(order):
        left = GAP + place % IN_A_ROW * (GRID_SIDE + GAP)
        top = 24 + place // IN_A_ROW * (GRID_SIDE + CAPTION + GAP)
        draw_cell(draw, sheet, (left, top), batch, readings.at([index]), index)
    path = folder / f"{batch.key}.png"
    sheet.save(path)
    return path


def amiss_in(batch: Batch, readings: Readings) -> NDArray[np.int64]:
    """Return the indices of what wasn't read as it should have been."""
    if batch.labels is None:
        return np.flatnonzero(readings.kept)
    return np.flatnonzero((readings.guesses != batch.labels) | ~readings.kept)


def draw_cell(
    draw: ImageDraw.ImageDraw,
    sheet: Image.Image,
    place: tuple[int, int],
    batch: Batch,
    reading: Readings,
    index: int,
) -> None:
    """Draw one sample: its grid, its label and its reading; on grey where it was refused."""
    left, top = place
    if not reading.kept[0]:
        draw.rectangle((left - 2, top - 2, left + GRID_SIDE + 2, top + GRID_SIDE + CAPTION), fill=REFUSED)
    grid = Image.fromarray(np.invert(reading.grids[0])).resize((GRID_SIDE, GRID_SIDE), Image.Resampling.NEAREST)
    sheet.paste(grid, place)
    guess = "no ink" if reading.guesses[0] < 0 else f"{reading.guesses[0]}"
    label = "" if batch.labels is None else f"{batch.labels[index]} "
    confidence = reading.probabilities[0].max()
    draw.text((left, top + GRID_SIDE + 1), f"{label}read as {guess}, {confidence:.0%}", fill=INK)
    draw.text((left, top + GRID_SIDE + 14), f"{index}{'' if reading.kept[0] else ', refused'}", fill=PALE)
