"""Measure how well the built site reads: MNIST, drawings, pictures, and what is no digit.

    make bench-reading                                          # the compact model, on ../shared/data where it is
    make bench-reading SETS=folder MODEL=classic FINAL=1
    make bench-reading ONLY=numbers                             # whole numbers alone; or digits, photographs, pages
    make bench-reading ONLY=photographs COUNT=20                # so many generated ones of each kind: a quick look
    python -m tests.bench.reading --sets folder --model path/to/an/exported/model

Drives build/site/recogniser.js in headless Chromium, prints one table and writes build/reports/reading.json, with
contact sheets of what was misread beside it in reading/. `sets.py` says what a folder of sets holds; what is missing is
said, and left out. MNIST's validation split is read, and at the end, with --final, its test split.

reading.json is `{"model": "compact", "rows": [...]}`. A row is `{"kind", "key", "name", "count", "figures": {...},
"targets": [{"figure", "at_least" | "at_most", "met"}]}`; kind is one of "digits", "non_digits", "changes", "numbers",
"marked", "non_numbers", "photographs", "sheets", "forms", "pages", "false_readings", "times" and "earlier"; a figure is
a number, 1 being all, or `{"count", "share", "interval": [low, high]}`. With --final and every set there, a model of
the site keeps its figures in web/model/<model>/reading.json too (with --only, those of the other parts stay), with
which the README's table is compared; and with which later ones are: rows "earlier" say which figures fell.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.reading import batches, generated_pages, kept_back, photographed, real_pages, sets, sudokus
from tests.bench.reading.batches import Batch, PictureBatch
from tests.bench.reading.changes import changes_of, is_changed
from tests.bench.reading.earlier import earlier_rows
from tests.bench.reading.figures import Figures, Readings, of_change, of_digits, of_non_digits
from tests.bench.reading.photographed import measure_photographs
from tests.bench.reading.photographs import printed_faces
from tests.bench.reading.reader import Reader, reading
from tests.bench.reading.report import to_table
from tests.bench.reading.rows import Row, value_of
from tests.bench.reading.sheets import write_sheet
from tests.bench.reading.whole_numbers import measure_numbers, time_row
from tests.bench.reading.word_batches import handwritten_faces
from trainer.config import UserError
from trainer.synthesis.typefaces import FONTS

PARTS = ("digits", "numbers", "photographs", "pages")
ROOT = Path(__file__).parents[3]
REPORTS, MODELS = ROOT / "build" / "reports", ROOT / "web" / "model"
SHEETS = REPORTS / "reading"


def main() -> int:
    """Measure, print and write; return 2 where what was named can't be read."""
    options = parser().parse_args()
    try:
        missing = say_missing(options)
        with reading(options.model) as reader:
            rows = measure(reader, options)
        rows += measure_times(options)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{options.model}, in Chromium", to_table(rows), sep="\n")
    write_report(rows, options.model)
    if options.final and not missing and not options.count and MODELS / options.model in MODELS.iterdir():
        keep(rows, options)
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=Path, default=sets.FOLDER, help="the folder of sets")
    parser.add_argument("--mnist", type=Path, help="MNIST's mnist.npz, where MNIST_NPZ or the folder doesn't give it")
    parser.add_argument("--model", default="compact", help="an architecture, or the folder of an exported model")
    parser.add_argument("--only", choices=PARTS, help="leave the others out")
    parser.add_argument("--count", type=int, help="of generated photographs of each kind, at most")
    parser.add_argument("--final", action="store_true", help="read MNIST's test split too")
    return parser


def mnist_of(options: argparse.Namespace) -> Path:
    """Return where MNIST is or should be."""
    return options.mnist or Path(os.environ.get("MNIST_NPZ") or options.sets / "mnist.npz")


def say_missing(options: argparse.Namespace) -> list[str]:
    """Name in one sentence what is not there and so won't be read, and return it."""
    wanted = [mnist_of(options), *(options.sets / name for name in sets.FILES)]
    missing = [str(path) for path in wanted if not path.is_file()]
    if not sudokus.is_there(options.sets):
        missing.append(str(options.sets / sudokus.FOLDER))
    if is_asked_for("pages", options) and not real_pages.is_there(options.sets):
        missing.append(str(options.sets / real_pages.FOLDER))
    if is_asked_for("numbers", options) and not handwritten_faces():
        missing.append(f"handwriting typefaces in {FONTS.relative_to(ROOT)}")
    if is_asked_for("photographs", options) and not printed_faces():
        missing.append(f"printed typefaces in {FONTS.relative_to(ROOT)}")
    if missing:
        print(f"Not there, and so not read: {', '.join(missing)}.", file=sys.stderr)
    return missing


def every_batch(options: argparse.Namespace) -> Iterator[Batch]:
    """Give all that is read, in the order of the table; pictures after the same digits as grids."""
    if mnist_of(options).is_file():
        for split in sets.mnist_sets(mnist_of(options), options.final):
            yield from batches.of_mnist(split)
    for drawn in sets.drawn_sets(options.sets):
        yield from batches.of_strokes(drawn)
    for pictures in sets.picture_sets(options.sets):
        yield from batches.of_pictures(pictures)
    yield from batches.of_own(sets.own_drawings("digits"), "own_digits", "own digits")
    yield from batches.of_own(sets.own_drawings("non_digits"), "own_non_digits", "own non-digits")
    yield from batches.of_nothing()
    if mnist_of(options).is_file():
        yield from kept_back.batches(mnist_of(options))


def measure(reader: Reader, options: argparse.Namespace) -> list[Row]:
    """Read everything, and write a sheet of what went wrong in each batch."""
    shutil.rmtree(SHEETS, ignore_errors=True)
    SHEETS.mkdir(parents=True)
    rows: list[Row] = []
    read: dict[str, Readings] = {}
    if is_asked_for("digits", options):
        rows, read = measure_digits(reader, options)
    if is_asked_for("numbers", options):
        rows += measure_numbers(reader, options.sets, mnist_of(options), read, SHEETS)
    committed = MODELS / options.model / "reading.json"
    if committed.is_file():
        rows += earlier_rows(rows, committed)
    if is_asked_for("photographs", options):
        rows += measure_photographs(reader, options.sets, mnist_of(options), options.count, SHEETS)
    if is_asked_for("pages", options):
        rows += generated_pages.page_rows(reader, options.count)
        if real_pages.is_there(options.sets):
            rows += real_pages.page_rows(reader, options.sets)
    return rows


def is_asked_for(part: str, options: argparse.Namespace) -> bool:
    """Tell whether a part of the bench is read."""
    return options.only in (None, part)


def measure_times(options: argparse.Namespace) -> list[Row]:
    """Read on one core what is timed."""
    rows: list[Row] = []
    if is_asked_for("numbers", options):
        with on_one_core(), reading(options.model) as reader:
            rows.append(time_row(reader))
    if is_asked_for("photographs", options):
        with on_one_core(), reading(options.model) as reader:
            rows += photographed.time_rows(reader, mnist_of(options), options.count)
    if is_asked_for("pages", options) and real_pages.is_there(options.sets):
        with on_one_core(), reading(options.model) as reader:
            rows.append(real_pages.time_row(reader, options.sets))
    return rows


def measure_digits(reader: Reader, options: argparse.Namespace) -> tuple[list[Row], dict[str, Readings]]:
    """Read single digits, what is none, and digits changed; return what was read by its batch's key, too."""
    read: dict[str, Readings] = {}
    changed: list[tuple[Batch, Readings]] = []
    rows: list[Row] = []
    for batch in every_batch(options):
        read[batch.key] = readings = reader.read(batch)
        write_sheet(batch, readings, SHEETS)
        rows.append(row_of(batch, readings, rows))
        if is_changed(batch):
            changed.append((batch, readings))
    if families := [each for key, each in read.items() if key.startswith(kept_back.MEAN)]:
        count = sum(len(each.inked) for each in families)
        rows.append(Row("non_digits", kept_back.MEAN, "kept-back families, mean", count, kept_back.mean_of(families)))
    for change in changes_of(changed):
        figures = of_change(change.before, reader.read(change.batch))
        rows.append(Row("changes", change.batch.key, change.batch.name, len(change.before.inked), figures))
    return rows, read


def row_of(batch: Batch, readings: Readings, before: list[Row]) -> Row:
    """Return a batch's row; that of pictures is compared with the same digits' grids, read before."""
    count = len(readings.inked)
    if batch.labels is None:
        return Row("non_digits", batch.key, batch.name, count, of_non_digits(readings))
    figures: Figures = of_digits(batch.labels, readings)
    if isinstance(batch, PictureBatch) and batch.grids_key:
        (grids,) = [row for row in before if row.key == batch.grids_key]
        above = value_of(figures["answer"]) - value_of(grids.figures["answer"])
        # Of two shares that lie just as far apart as the target allows, the difference may be a hair more.
        figures = {**figures, "above_classify": round(above, 9)}
    return Row("digits", batch.key, batch.name, count, figures)


@contextmanager
def on_one_core() -> Iterator[None]:
    """Keep this process and what it starts to one core, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def write_report(rows: list[Row], model: str) -> None:
    """Write the figures for whoever ran the bench."""
    write_figures(REPORTS, model, [row.to_json() for row in rows])
    print(f"What was misread is shown in {SHEETS.relative_to(ROOT)}.", file=sys.stderr)


def keep(rows: list[Row], options: argparse.Namespace) -> None:
    """Write the figures beside a model of the site; what ONLY= left out stays as it was measured before."""
    folder = MODELS / options.model
    before = json.loads((folder / "reading.json").read_text(encoding="utf-8"))["rows"] if options.only else []
    measured = [row.to_json() for row in rows if row.kind != "earlier"]
    keys = {row["key"] for row in measured}
    write_figures(folder, options.model, [*(row for row in before if row["key"] not in keys), *measured])


def write_figures(folder: Path, model: str, rows: list[dict[str, Any]]) -> None:
    """Write a reading.json."""
    text = json.dumps({"model": model, "rows": rows}, indent=1) + "\n"
    (folder / "reading.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
