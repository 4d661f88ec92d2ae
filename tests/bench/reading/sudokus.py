"""Other people's photographs: newspaper sudokus filled in by pen, whole, in cells, and with cells erased.

A folder `photos_sudoku` holds `cells/`, pictures of single digits that `labels.csv` names (file, label, kind, image),
kind being handwritten or printed; and `full/`, photographs `image<image>.jpg` from which these were cut, each with
an `image<image>.dat` whose last nine lines are its digits. Where a page's cells lie is found by their pictures.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy.ndimage import binary_dilation, gaussian_filter, label, mean, uniform_filter
from scipy.signal import fftconvolve

from tests.bench.reading.sets import DAMAGES, DIGITS
from trainer.config import UserError

FOLDER = "photos_sudoku"
SIDE = 9
Cell = tuple[int, int]  # row, column
Floats = NDArray[np.float64]

#: A page is looked at so much smaller; a cell's picture is then some 17 to 21 of its pixels wide.
REDUCED, SIDES = 4, range(13, 27, 2)
#: Of grey squared: on blank paper noise is alike everywhere.
LEAST_VARIANCE = 60
#: Cells whose picture is found further than that from where the others have it are left out, in reduced pixels.
ASTRAY = 1.5
#: Of a cell's side: where its lines may lie, and how far a pen runs out of it.
BORDER, REACH = 0.1, 0.35
#: Of the paper's grey, what is darker is ink; by how much blue outshines red in a pen's; how far its blur reaches.
DARK, BLUE, BLURRED = 0.88, 22, 4
#: Pixels over which a printed tint of dots is one grey.
PRINTED_DOTS = 1.5
#: Pixels about erased ink whose paper goes on under it: more than half of a stroke's width.
NEAR = 8
CORNERS = np.array([(-0.5, -0.5), (-0.5, 0.5), (0.5, 0.5), (0.5, -0.5)])
ERASED = 1 / 3


@dataclass(frozen=True)
class CellPicture:
    """A cell cut from a page, by somebody else."""

    label: str
    kind: str
    file: bytes


@dataclass(frozen=True)
class Page:
    """A photograph of a whole page."""

    name: str
    picture: NDArray[np.uint8]  # (height, width, 3)
    digits: list[list[str]]  # of each cell; "" in an erased one
    cells: NDArray[np.int64]  # (height, width): 9 x row + column of the cell that each pixel lies in, -1 outside

    def file(self) -> bytes:
        """Return the page as a JPEG of the best quality."""
        file = io.BytesIO()
        Image.fromarray(self.picture).save(file, "JPEG", quality=95, subsampling=0)
        return file.getvalue()

    def cell_at(self, x: float, y: float) -> Cell | None:
        """Return the cell at a place, None outside all of them."""
        height, width = self.cells.shape
        if not (0 <= x < width and 0 <= y < height):
            return None
        index = int(self.cells[int(y), int(x)])
        return None if index < 0 else divmod(index, SIDE)


def is_there(folder: Path) -> bool:
    """Tell whether the folder of sets holds these photographs."""
    return (folder / FOLDER / "labels.csv").is_file()


def cell_pictures(folder: Path) -> list[CellPicture]:
    """Return every labelled cell.

    Raises:
        UserError: the folder isn't as this module says.
    """
    try:
        with (folder / FOLDER / "labels.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        cells = [
            CellPicture(line["label"], line["kind"], (folder / FOLDER / "cells" / line["file"]).read_bytes())
            for line in lines
        ]
    except DAMAGES as error:
        raise UserError(f"{folder / FOLDER} holds no cells: {__name__} says how it looks.") from error
    if not all(cell.label in DIGITS for cell in cells):
        raise UserError(f"{folder / FOLDER / 'labels.csv'} holds a label that is no digit.")
    return cells


def pages(folder: Path) -> Iterator[Page]:
    """Give every whole page.

    Raises:
        UserError: the folder isn't as this module says.
    """
    for path in sorted((folder / FOLDER / "full").glob("image*.jpg")):
        name = path.stem.removeprefix("image")
        try:
            with Image.open(path) as opened:
                picture = np.asarray(opened.convert("RGB"))
            digits = [line.split() for line in path.with_suffix(".dat").read_text().splitlines() if line.strip()][
                -SIDE:
            ]
            cells = {
                (row, column): Image.open(folder / FOLDER / "cells" / f"{name}_r{row}c{column}.png").convert("L")
                for row in range(SIDE)
                for column in range(SIDE)
            }
        except DAMAGES as error:
            raise UserError(f"{path} is no page of cells: {__name__} says how one looks.") from error
        if any(len(line) != SIDE or not set(line) <= DIGITS for line in digits) or len(digits) != SIDE:
            raise UserError(f"{path.with_suffix('.dat')} holds no grid of nine by nine digits.")
        yield Page(name, picture, digits, cells_of(picture, cells))


def cells_of(picture: NDArray[np.uint8], cells: Mapping[Cell, Image.Image]) -> NDArray[np.int64]:
    """Return in which cell each pixel of a page lies: -1 outside all of them."""
    curve = curve_of(places_of(picture, cells))
    height, width = picture.shape[:2]
    map_ = Image.new("I", (width, height), -1)
    brush = ImageDraw.Draw(map_)
    for row, column in cells:
        outline = terms(np.array([row, column]) + CORNERS) @ curve * REDUCED
        brush.polygon([(x, y) for x, y in outline], fill=row * SIDE + column)
    return np.asarray(map_, np.int64)


def places_of(picture: NDArray[np.uint8], cells: Mapping[Cell, Image.Image]) -> dict[Cell, tuple[float, float]]:
    """Return where each cell's picture is found on the page: x and y of its middle, in reduced pixels."""
    page = np.asarray(Image.fromarray(picture).convert("L").reduce(REDUCED), float)
    diagonal = [cells[index, index] for index in range(0, SIDE, 2)]
    side = max(SIDES, key=lambda side: float(np.median([likeness(page, cell, side).max() for cell in diagonal])))
    found = {}
    for cell, seen in cells.items():
        alike = likeness(page, seen, side)
        y, x = np.unravel_index(int(alike.argmax()), alike.shape)
        found[cell] = float(x), float(y)
    return found


def likeness(page: Floats, cell: Image.Image, side: int) -> Floats:
    """Return (height, width) how well a cell's picture fits with its middle there: the correlation, 1 at best."""
    wanted = np.asarray(cell.resize((side, side), Image.Resampling.BOX), float)
    wanted = (wanted - wanted.mean()) / (wanted.std() * side)
    grey = page - page.mean()
    met = fftconvolve(np.pad(grey, side // 2, mode="reflect"), wanted[::-1, ::-1], mode="valid")
    variance = uniform_filter(grey * grey, side) - uniform_filter(grey, side) ** 2
    return np.asarray(met / (np.sqrt(np.maximum(variance, LEAST_VARIANCE)) * side))


def terms(cells: NDArray[np.generic]) -> Floats:
    """Return (n, 10) the terms of a bent page's curve, of (n, 2) rows and columns."""
    r, c = (np.asarray(cells, float) - (SIDE - 1) / 2).T
    return np.stack([np.ones_like(r), r, c, r * r, r * c, c * c, r * r * c, r * c * c, r**3, c**3], axis=1)


def curve_of(places: Mapping[Cell, tuple[float, float]]) -> Floats:
    """Return (10, 2) how places follow from rows and columns, whatever few are astray."""
    known, found = terms(np.array(list(places))), np.array(list(places.values()))
    kept = np.ones(len(found), bool)
    for _ in range(12):
        curve = np.linalg.lstsq(known[kept], found[kept], rcond=None)[0]
        away = np.hypot(*(known @ curve - found).T)
        kept = away < max(ASTRAY, 2 * float(np.median(away)))
    return np.asarray(curve)


def with_erased(page: Page) -> tuple[Page, list[Cell]]:
    """Return a page of which a third of the cells, by lot, are blank, and these."""
    rng = random.Random(f"erased {page.name}")
    every = [(row, column) for row in range(SIDE) for column in range(SIDE)]
    chosen = sorted(rng.sample(every, round(ERASED * len(every))))
    picture = page.picture.astype(float)
    for row, column in chosen:
        erase(picture, page.cells == row * SIDE + column, np.random.default_rng(rng.getrandbits(32)))
    digits = [["" if (r, c) in chosen else page.digits[r][c] for c in range(SIDE)] for r in range(SIDE)]
    return Page(page.name, picture.round().clip(0, 255).astype(np.uint8), digits, page.cells), chosen


def erase(picture: Floats, cell: NDArray[np.bool_], chances: np.random.Generator) -> None:
    """Replace what stands in a cell of a picture by the paper about it, with its grain; the cell's lines stay."""
    rows, columns = np.flatnonzero(cell.any(axis=1)), np.flatnonzero(cell.any(axis=0))
    reach = round(REACH * len(rows))
    box = tuple(slice(max(0, along[0] - reach), along[-1] + 1 + reach) for along in (rows, columns))
    part, inside = picture[box], cell[box]
    ink = ink_in(part, inside)
    paper = inside & ~ink & ~dark_in(part, inside)
    grain = (part - gaussian_filter(part, (2, 2, 0)))[paper]
    part[ink] = spread(part, paper)[ink] + grain[chances.integers(len(grain), size=np.count_nonzero(ink))]


def ink_in(part: Floats, inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return where a cell's digit lies: printed well within the cell, or by a blue pen that may run over its lines."""
    side = float(np.sqrt(np.count_nonzero(inside)))
    within = ~binary_dilation(~inside, iterations=round(BORDER * side))
    dark, blue = dark_in(part, inside), blueness(part)
    pen = blue > float(np.median(blue[within])) + BLUE
    pieces, count = label(pen, np.ones((3, 3)))
    shares = mean(inside, pieces, np.arange(1, count + 1))
    own = np.isin(pieces, 1 + np.flatnonzero(shares > 0.5))
    lines = dark & ~pen & ~within
    return np.asarray(binary_dilation((dark & within) | own, iterations=BLURRED) & ~lines)


def dark_in(part: Floats, inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return where there is something darker than a cell's paper."""
    grey = gaussian_filter(part.mean(axis=2), PRINTED_DOTS)
    return np.asarray(grey < DARK * float(np.quantile(grey[inside], 0.7)))


def blueness(part: Floats) -> Floats:
    """Return (height, width) how far blue outshines red."""
    return np.asarray(gaussian_filter(part[..., 2] - part[..., 0], PRINTED_DOTS))


def spread(part: Floats, paper: NDArray[np.bool_]) -> Floats:
    """Return (height, width, 3) the mean of the paper near each place."""
    weights = gaussian_filter(paper.astype(float), NEAR)[..., None] + 1e-9
    return np.asarray(gaussian_filter(part * paper[..., None], (NEAR, NEAR, 0)) / weights)
