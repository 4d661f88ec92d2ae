"""Pages by lot, of layouts, typefaces and shapes that the page net never learned from, and how their numbers are read.

They are made by the trainer's generator of pages with a seed of their own, and kept in the build folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench.reading.reader import Reader, tell
from tests.bench.reading.real_pages import LabelledPage, rows_of
from tests.bench.reading.rows import Row
from tests.browser.chromium import find_chromium
from trainer.synthesis.pages import book
from trainer.synthesis.part import Part

PART = Part(seed=23, validation=True)
COUNT = 40
FOLDER = Path(__file__).parents[3] / "build" / "pages"


def page_rows(reader: Reader, count: int | None) -> Iterator[Row]:
    """Read pages by lot, so many at most, and give the rows of all."""
    pages = min(count or COUNT, COUNT)
    tell(f"Making {pages} pages by lot")
    files = list(book.write(PART, pages, FOLDER, find_chromium()))
    tell("Reading pages by lot")
    return rows_of(reader, (labelled(file) for file in files), "pages_by_lot", "pages by lot")


def labelled(file: Path) -> LabelledPage:
    """Return a page of the generator's, with the bounds of what is on it."""
    truth: dict[str, Any] = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    numbers = [{"text": each["text"], "box": box_of(each["corners"])} for each in truth["numbers"]]
    printed = [{"box": box_of(corners)} for corners in truth["printed"]]
    return LabelledPage(file.read_bytes(), {"numbers": numbers, "printed": printed, "ignore": []})


def box_of(corners: list[list[float]]) -> list[float]:
    """Return the bounds [x, y, width, height] of four corners."""
    (left, top), (right, bottom) = np.min(corners, axis=0).tolist(), np.max(corners, axis=0).tolist()
    return [left, top, right - left, bottom - top]
