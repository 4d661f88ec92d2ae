"""What is read: MNIST, the sets of a folder, and the project's own drawings.

A folder of sets holds `mnist.npz` and any of

- `strokes_<name>.json.gz`: a gzipped JSON list of `{"label": "7", "strokes": [[[x, y], ...], ...], "writer"?}`, y
  growing downwards, in any unit; where no label is a digit, all of them are to be refused;
- `images_<name>.npz`: arrays `x`, (n, height, width) uint8 with 255 = ink, and `y`, (n,) 0 to 9.

A hand of your own is read so too: put its file into a folder and name the folder.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.bench.reading.placing import Strokes
from trainer import data
from trainer.config import CLASSES, DEFAULTS, UserError

#: Where the sets are, unless another folder is named.
FOLDER = Path(__file__).parents[4] / "shared" / "data"
FIXTURES = Path(__file__).parents[2] / "fixtures"
#: Those with targets, by their files; any other is called by its file's name.
NAMES = {
    "strokes_chars74k": "Chars74K strokes",
    "strokes_crohme": "CROHME strokes",
    "strokes_letters": "Chars74K letters",
    "images_optdigits32": "Optdigits images",
    "images_usps16": "USPS images",
}
FILES = [f"{key}.json.gz" if key.startswith("strokes") else f"{key}.npz" for key in NAMES]

Labels = NDArray[np.int64]
DIGITS = frozenset("0123456789")
#: What a file that is cut, altered or something else altogether brings about.
DAMAGES = (*data.DAMAGES, KeyError, IndexError)


@dataclass(frozen=True)
class DrawnSet:
    """Drawings, with their labels where they are digits."""

    key: str
    name: str
    labels: Labels | None
    strokes: Sequence[Strokes]
    writers: Sequence[str | None]  # None where it isn't known whose it is


@dataclass(frozen=True)
class PictureSet:
    """Pictures of digits: (n, height, width) uint8, 0 = paper, 255 = ink."""

    key: str
    name: str
    labels: Labels
    images: NDArray[np.uint8]


@dataclass(frozen=True)
class OwnLines:
    """The project's own lines, as they stand on a pad that goes on to the right; without labels they hold no number."""

    labels: Sequence[str] | None
    drawings: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class OwnSheet:
    """A page of the project's own: numbers written in lines or a grid, and the printed or drawn lines about them."""

    name: str
    rows: Sequence[Sequence[str]]  # "" in a blank cell
    size: tuple[int, int]  # width, height, in the units of its strokes
    strokes: Strokes
    width: float  # of the pen
    lines: Strokes
    line_width: float


@dataclass(frozen=True)
class OwnDrawings:
    """The project's own drawings, as they stand on the pad: strokes and pen widths."""

    labels: Labels | None
    drawings: Sequence[dict[str, Any]]


def mnist_sets(path: Path, final: bool) -> Iterator[PictureSet]:
    """Give the trainer's own validation split, and at the end the test split.

    Raises:
        UserError: the file isn't MNIST's.
    """
    splits = data.load_splits(path, DEFAULTS["compact"].seed)
    chosen = {"validation": splits.validation, **({"test": splits.test} if final else {})}
    for name, (images, labels) in chosen.items():
        grids = (images[..., 0] * 255).round().astype(np.uint8)
        yield PictureSet(f"mnist_{name}", f"MNIST {name}", labels, grids)


def drawn_sets(folder: Path) -> Iterator[DrawnSet]:
    """Give the folder's sets of strokes.

    Raises:
        UserError: a file isn't as this module says.
    """
    for path in sorted(folder.glob("strokes_*.json.gz")):
        try:
            with gzip.open(path, "rt", encoding="utf-8") as file:
                samples = json.load(file)
            labels = [str(sample["label"]) for sample in samples]
            strokes = [sample["strokes"] for sample in samples]
            writers = [named_writer(sample.get("writer")) for sample in samples]
            whole = all(each and all(is_stroke(stroke) for stroke in each) for each in strokes)
        except DAMAGES as error:
            raise UserError(f"{path} is no file of strokes: {__name__} says how one looks.") from error
        if not samples or not whole:
            raise UserError(f"{path} holds a drawing without strokes, or none at all: {__name__} says how one looks.")
        if 0 < sum(label in DIGITS for label in labels) < len(labels):
            raise UserError(f"{path} holds digits and others: {__name__} wants a file for each.")
        key = path.name.removesuffix(".json.gz")
        digits = np.array(labels, np.int64) if labels[0] in DIGITS else None
        yield DrawnSet(key, NAMES.get(key, key), digits, strokes, writers)


def named_writer(name: Any) -> str | None:
    """Return a writer's name; files say "None" where it is unknown."""
    return None if name in (None, "None", "") else str(name)


def is_stroke(places: list[list[float]]) -> bool:
    """Tell whether a stroke is places of two finite numbers, one at least; a ragged one raises ValueError."""
    points = np.array(places, float)
    return points.ndim == 2 and points.shape[1] == 2 and bool(np.isfinite(points).all())


def picture_sets(folder: Path) -> Iterator[PictureSet]:
    """Give the folder's sets of pictures.

    Raises:
        UserError: a file isn't as this module says.
    """
    for path in sorted(folder.glob("images_*.npz")):
        try:
            with np.load(path, allow_pickle=False) as file:
                images, labels = file["x"], file["y"].astype(np.int64)
        except DAMAGES as error:
            raise UserError(f"{path} is no file of pictures: {__name__} says how one looks.") from error
        if images.ndim != 3 or images.size == 0 or images.dtype != np.uint8 or labels.shape != images.shape[:1]:
            raise UserError(f"{path} holds x {images.shape} {images.dtype}, y {labels.shape}: see {__name__}.")
        if not ((labels >= 0) & (labels < CLASSES)).all():
            raise UserError(f"{path} holds a label that is no digit.")
        yield PictureSet(path.stem, NAMES.get(path.stem, path.stem), labels, images)


def own_drawings(name: str) -> OwnDrawings:
    """Return the project's own digits, or what it drew that is none."""
    labels, drawings = read_fixture(name)
    return OwnDrawings(None if labels is None else np.array(labels), drawings)


def own_lines(name: str) -> OwnLines:
    """Return the project's own numbers, or what it wrote in a line that is none."""
    return OwnLines(*read_fixture(name))


def own_sheets() -> list[OwnSheet]:
    """Return the project's own pages of numbers."""
    samples = json.loads((FIXTURES / "sheets.json").read_text(encoding="utf-8"))
    return [OwnSheet(**{**sample, "size": tuple(sample["size"])}) for sample in samples]


def read_fixture(name: str) -> tuple[list[Any] | None, list[dict[str, Any]]]:
    """Return the labels, if there are any, and the drawings of one of the project's own files."""
    samples = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    labels = [sample["label"] for sample in samples] if "label" in samples[0] else None
    return labels, [{"strokes": sample["strokes"], "width": sample["width"]} for sample in samples]
