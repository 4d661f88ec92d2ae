"""Real photographs and scans of tables, forms and boxes that people have filled in, and how their numbers are read.

A folder of pages holds `labels.json`, a list of `{"file", "numbers": [{"text", "box"}], "ignore": [box], "printed":
[{"box"}]}`, boxes as [x, y, width, height] in the picture's pixels, and the pictures; one that can't be opened counts
as read in no place. A reading belongs to the number that its ink overlaps best; what belongs to none is false, unless
its middle lies in print or much of it where nothing is judged. A page is whole when all its numbers are right and
nothing is false.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import JSHandle

from tests.bench.reading.figures import Figures, Share, of_seconds
from tests.bench.reading.photo_batches import Box
from tests.bench.reading.photo_figures import holds, overlap
from tests.bench.reading.reader import Reader, tell
from tests.bench.reading.rows import Row

FOLDER = "sheets_dev"

#: So much of the smaller one is covered where a reading belongs to a number, and so much of what isn't judged.
COVERED = 0.3

READ_PAGE = """async (recogniser, base64) => {
  const file = new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]);
  const { rows } = await recogniser.read(file, { mode: "sheet" }).catch((error) => {
    if (error.name !== "UnreadableSourceError") throw error;
    return { rows: [] };
  });
  const boundsOf = (boxes) => {
    const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
    const right = Math.max(...boxes.map(({ x, width }) => x + width));
    return [left, top, right - left, Math.max(...boxes.map(({ y, height }) => y + height)) - top];
  };
  const read = rows.flat().filter(({ text }) => text !== "");
  const inks = ({ digits, marks, box }) => (digits.length > 0 ? [...digits, ...marks].map(({ box }) => box) : [box]);
  return read.map((each) => ({ text: each.text, sure: each.sure, box: boundsOf(inks(each)) }));
}"""


@dataclass(frozen=True)
class Read:
    """What was read somewhere on a page."""

    text: str
    sure: bool
    box: Box


@dataclass(frozen=True)
class Marks:
    """How a page was read."""

    numbers: int
    right: int
    sure: int  # of what belongs to a number
    sure_right: int
    false: int
    sure_false: int

    @property
    def whole(self) -> bool:
        """Whether all is right."""
        return self.right == self.numbers and self.false == 0


def is_there(folder: Path) -> bool:
    """Tell whether a folder of sets holds pages, all that its labels name."""
    labels = folder / FOLDER / "labels.json"
    return labels.is_file() and all((folder / FOLDER / page["file"]).is_file() for page in labels_of(folder))


@dataclass(frozen=True)
class LabelledPage:
    """A picture's file, and what is on it."""

    file: bytes
    labels: dict[str, Any]


def page_rows(reader: Reader, folder: Path) -> Iterator[Row]:
    """Read every page of a folder of sets, and give the rows of all."""
    tell("Reading real pages")
    pages = (LabelledPage((folder / FOLDER / page["file"]).read_bytes(), page) for page in labels_of(folder))
    return rows_of(reader, pages, FOLDER, "real pages")


def rows_of(reader: Reader, pages: Iterable[LabelledPage], key: str, name: str) -> Iterator[Row]:
    """Read pages, and give a row of their numbers and one of what is read beside them."""
    marks = [mark(page.labels, read_page(reader.recogniser, page.file)) for page in pages]
    yield Row("pages", key, name, sum(each.numbers for each in marks), figures_of(marks))
    false: Figures = {
        "false_a_page": sum(each.false for each in marks) / len(marks),
        "sure_false_a_page": sum(each.sure_false for each in marks) / len(marks),
    }
    yield Row("false_readings", f"{key}_false", f"on {name}", len(marks), false)


def time_row(reader: Reader, folder: Path) -> Row:
    """Return the row of how long real pages take, and how long the page stands still meanwhile."""
    files = [(folder / FOLDER / page["file"]).read_bytes() for page in labels_of(folder)]
    reader.read_photo_seconds(files[:1], "sheet", 2)  # the first readings compile the code
    seconds, longest = reader.read_photo_seconds(files, "sheet", 1)
    return Row("times", "page_time", "a real page", len(files), {**of_seconds(seconds), "longest_task": longest})


def labels_of(folder: Path) -> list[dict[str, Any]]:
    """Return what is on each page."""
    pages: list[dict[str, Any]] = json.loads((folder / FOLDER / "labels.json").read_text(encoding="utf-8"))
    return pages


def read_page(recogniser: JSHandle, file: bytes) -> list[Read]:
    """Return what is read on a page."""
    numbers = recogniser.evaluate(READ_PAGE, base64.b64encode(file).decode())
    return [Read(each["text"], each["sure"], tuple(each["box"])) for each in numbers]


def figures_of(marks: Sequence[Marks]) -> Figures:
    """Return what is told of all pages together."""

    def total(name: str) -> int:
        return sum(int(getattr(each, name)) for each in marks)

    return {
        "right": Share(total("right"), total("numbers")),
        "sure_is_right": Share(total("sure_right"), total("sure")),
        "right_is_sure": Share(total("sure_right"), total("right")),
        "whole": Share(total("whole"), len(marks)),
    }


def mark(page: dict[str, Any], read: Sequence[Read]) -> Marks:
    """Return how well a page was read."""
    numbers = [(each["text"], tuple(each["box"])) for each in page["numbers"]]
    owner = belonging(read, [box for _, box in numbers])
    mine = [(each, numbers[owner[index]]) for index, each in enumerate(read) if index in owner]
    false = [each for index, each in enumerate(read) if index not in owner and is_judged(each.box, page)]
    right = [each for each, (text, _) in mine if each.text == text]
    return Marks(
        numbers=len(numbers),
        right=len(right),
        sure=sum(each.sure for each, _ in mine),
        sure_right=sum(each.sure for each in right),
        false=len(false),
        sure_false=sum(each.sure for each in false),
    )


def belonging(read: Sequence[Read], boxes: Sequence[Box]) -> dict[int, int]:
    """Return for readings the number that each belongs to: those first that overlap best, one each."""
    pairs = []
    for index, each in enumerate(read):
        for place, box in enumerate(boxes):
            shared = overlap(each.box, box)
            if shared > 0 and shared >= COVERED * min(area(each.box), area(box)):
                pairs.append((shared / (area(each.box) + area(box) - shared), index, place))
    owner: dict[int, int] = {}
    taken: set[int] = set()
    for _, index, place in sorted(pairs, reverse=True):
        if index not in owner and place not in taken:
            owner[index] = place
            taken.add(place)
    return owner


def is_judged(box: Box, page: dict[str, Any]) -> bool:
    """Tell whether a reading that belongs to no number counts as false."""
    in_print = any(holds(region["box"], box) for region in page["printed"])
    return not in_print and all(overlap(box, other) < COVERED * area(box) for other in page["ignore"])


def area(box: Box) -> float:
    """Return how many pixels a box covers."""
    return box[2] * box[3]
