"""Contact sheets of what was misread: the grid that the model saw, what it is, and what it was read as."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tests.bench.reading.batches import Batch
from tests.bench.reading.figures import Readings

#: In pixels; and how many fit on a sheet that a person still looks through.
GRID_SIDE, HEAD, CAPTION, GAP, IN_A_ROW, MOST = 112, 24, 30, 6, 12, 240
INK, PALE, PAPER, REFUSED = "#111", "#666", "#fff", "#d9d9d9"


class Sheet:
    """Cells of one size in rows, each a picture with a caption of two lines below it."""

    def __init__(self, count: int, cell: tuple[int, int], in_a_row: int) -> None:
        self.width, self.height = cell
        across, down = self.width + GAP, self.height + CAPTION + GAP
        rows = -(-count // in_a_row)
        self.places = [(GAP + place % in_a_row * across, HEAD + place // in_a_row * down) for place in range(count)]
        self.image = Image.new("RGB", (in_a_row * across + GAP, HEAD + rows * down), PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def head(self, text: str) -> None:
        """Write the sheet's first line."""
        self.draw.text((GAP, 6), text, fill=INK)

    def cell(self, place: tuple[int, int], picture: Image.Image, lines: tuple[str, str], marked: bool) -> None:
        """Lay a picture and its caption, on grey where it is marked."""
        left, top = place
        if marked:
            self.draw.rectangle((left - 2, top - 2, left + self.width + 2, top + self.height + CAPTION), fill=REFUSED)
        self.image.paste(picture, place)
        self.draw.text((left, top + self.height + 1), lines[0], fill=INK)
        self.draw.text((left, top + self.height + 14), lines[1], fill=PALE)

    def save(self, path: Path) -> Path:
        """Write the sheet."""
        self.image.save(path)
        return path


def write_sheet(batch: Batch, readings: Readings, folder: Path) -> Path | None:
    """Write the misread and the refused, the most confident first; of no digits those that were read as one.

    Returns:
        The sheet's file, None where there was nothing amiss.
    """
    amiss = amiss_in(batch, readings)
    if len(amiss) == 0:
        return None
    order = amiss[np.argsort(-readings.probabilities[amiss].max(axis=1), kind="stable")][:MOST]
    sheet = Sheet(len(order), (GRID_SIDE, GRID_SIDE), IN_A_ROW)
    sheet.head(f"{batch.name}: {len(order)} of {len(amiss)} amiss, of {len(readings.inked)} read")
    for place, index in zip(sheet.places, order, strict=True):
        draw_cell(sheet, place, batch, readings.at([index]), index)
    return sheet.save(folder / f"{batch.key}.png")


def amiss_in(batch: Batch, readings: Readings) -> NDArray[np.int64]:
    """Return the indices of what wasn't read as it should have been."""
    if batch.labels is None:
        return np.flatnonzero(readings.kept)
    return np.flatnonzero((readings.guesses != batch.labels) | ~readings.kept)


def draw_cell(sheet: Sheet, place: tuple[int, int], batch: Batch, reading: Readings, index: int) -> None:
    """Draw one sample: its grid, its label and its reading; on grey where it was refused."""
    grid = Image.fromarray(np.invert(reading.grids[0])).resize((GRID_SIDE, GRID_SIDE), Image.Resampling.NEAREST)
    guess = "no ink" if reading.guesses[0] < 0 else f"{reading.guesses[0]}"
    label = "" if batch.labels is None else f"{batch.labels[index]} "
    said = f"{label}read as {guess}, {reading.probabilities[0].max():.0%}"
    lines = said, f"{index}{'' if reading.kept[0] else ', refused'}"
    sheet.cell(place, grid, lines, marked=not reading.kept[0])
