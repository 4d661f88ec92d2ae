"""Write the figures of the committed models into the README's table.

    python -m tests.bench.readme_table

Its rows are found by how they begin, its columns are COLUMNS; what a model's committed reading.json doesn't hold yet
is a dash. `tests/unit/test_readme.py` compares.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"

#: Behind the names of the figures.
COLUMNS = ("compact", "classic")
UNMEASURED = "\N{EN DASH}"

Rows = Mapping[str, Mapping[str, Any]]  # figures by the bench's keys


def main() -> None:
    """Fill the table in place."""
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")


def filled(readme: str) -> str:
    """Return a README with the cells of its table as they should be."""
    cells = [cells_of(architecture) for architecture in COLUMNS]
    lines = readme.splitlines(keepends=True)
    for beginning in cells[0]:
        (place,) = [place for place, line in enumerate(lines) if line.startswith(f"| {beginning}")]
        _, name, *_, command, _ = (cell.strip() for cell in lines[place].split("|"))
        lines[place] = f"| {' | '.join([name, *(column[beginning] for column in cells), command])} |\n"
    return "".join(lines)


def cells_of(architecture: str) -> dict[str, str]:
    """Return the cells of a model's column, by the beginnings of their rows."""
    rows: Rows = {row["key"]: row["figures"] for row in committed(architecture, "reading.json")["rows"]}
    return {
        **of_training(architecture),
        **of_digits(rows),
        **of_numbers(rows),
        **of_photographs(rows),
        **of_pages(rows),
    }


def committed(architecture: str, name: str) -> dict[str, Any]:
    """Return one of the files beside a committed model."""
    path = ROOT / "web" / "model" / architecture / name
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def of_training(architecture: str) -> dict[str, str]:
    """Return what `make train` measured."""
    metrics = committed(architecture, "metrics.json")
    accuracies = " / ".join(f"{metrics[split]['accuracy'] * 100:.2f}" for split in ("training", "validation", "test"))
    weights = sum(path.stat().st_size for path in (ROOT / "web" / "model" / architecture).glob("*.bin"))
    return {
        "parameters": f"{metrics['parameters']:,}",
        "training / validation / test": f"{accuracies}%",
        "training above test": f"{metrics['training_test_gap'] * 100:.2f} points",
        "expected calibration error": f"{metrics['test']['expected_calibration_error']:.2%}",
        "test accuracy as exported": f"{metrics['exported']['accuracy']['test']:.2%}",
        "weights to download": f"{weights / 1000:.0f} KB",
    }


def of_digits(rows: Rows) -> dict[str, str]:
    """Return what `make bench-reading` measured of single digits."""

    def percents(figure: str, *keys: str) -> str:
        return joined((rows[key][figure] for key in keys), "%")

    def guess_and_right(key: str) -> str:
        return joined((rows[key][figure] for figure in ("answer", "kept_and_right")), "%")

    def most_changed(change: str) -> float:
        return max(share_of(rows[f"{kind}_{change}"]["changed"]) for kind in ("strokes", "pictures"))

    hands = ("mnist_validation_pictures", "strokes_chars74k", "strokes_crohme")
    return {
        "the same test digits": percents("answer", "mnist_test_classify"),
        "validation digits as pictures": f"{rows[hands[0]]['above_classify'] * 100:+.2f} points",
        "drawn by pen, Chars74K": guess_and_right("strokes_chars74k"),
        "drawn by pen, CROHME": guess_and_right("strokes_crohme"),
        "drawn for this bench": guess_and_right("own_digits_anywhere"),
        "scanned": percents("answer", "images_optdigits32", "images_usps16"),
        "kept": percents("kept", *hands),
        "calibration error": percents("calibration_error", *hands),
        "refused": percents("refused", "strokes_letters", "own_non_digits_anywhere", *in_rows(rows, "kept_back")),
        "answers changed: ": percents("changed", "strokes_moved", "pictures_inverted", "pictures_margin"),
        "answers changed, the most": joined(map(most_changed, ("scaled", "doubled", "rotated")), "%"),
    }


def of_numbers(rows: Rows) -> dict[str, str]:
    """Return what it measured of whole numbers."""
    figures = partial(measured, rows)
    manners = [f"numbers_all_{manner}" for manner in ("spaced", "tight", "touching")]
    no_numbers = ("words_letters", "scribbles", "own_non_numbers_as_drawn")
    surely = [*figures("sure_is_right", "numbers_all"), *figures("right_is_sure", "numbers_all")]
    own = figures("right", "own_numbers_as_drawn", "own_numbers_pictures")
    seconds = figures("seconds", "numbers_time")
    return {
        "numbers of 2 to 8 digits, above": joined(figures("gap", *manners), " points", sign="+"),
        "numbers with marks": joined([*figures("right", "marked_all"), *figures("surely_wrong", "marked_all")], "%"),
        "numbers written for this bench": joined(own, "%"),
        "of numbers called sure, right": joined(surely, "%"),
        "called a number, and surely": joined(figures("called_sure", *no_numbers), "%"),
        "a drawn number of 8 digits": f"{seconds[0] * 1000:.0f} ms" if seconds else UNMEASURED,
    }


def of_photographs(rows: Rows) -> dict[str, str]:
    """Return what it measured of photographs."""
    figures = partial(measured, rows)
    lots = ("photographs_digit", "photographs_number")
    cells = [f"sudoku_cells_{kind}" for kind in ("handwritten", "printed")]
    pages = [*figures("cells", "sudoku_pages", "sudoku_pages_erased"), *figures("blank", "sudoku_pages_erased")]
    on_desk = figures("right", *(f"{lot}_on_desk" for lot in lots))
    forms = [
        figure for name in ("right", "sure_is_right", "extra", "whole") for figure in figures(name, "photographs_form")
    ]
    seconds = figures("seconds", *(f"photograph_time_{kind}" for kind in ("digit", "number", "sheet")))
    return {
        "photographs by lot, right": joined(figures("right", *lots), "%"),
        "the same, made black and white by Sauvola": joined(figures("sauvola", *lots), "%"),
        "the same digits by a plain": joined(figures("plain", "photographs_digit"), "%"),
        "sheets by lot, cells": joined(figures("cells", "photographs_sheet"), "%"),
        "notes on a desk by lot": joined(on_desk, "%"),
        "forms by lot": joined(forms, "%"),
        "sheets written for this bench": joined(figures("cells", "own_sheets"), "%"),
        "newspaper sudokus, cells": joined(figures("answer", *cells), "%"),
        "newspaper sudokus, whole": joined(pages, "%"),
        "a photograph of 12 megapixels": f"{' / '.join(f'{each:.2f}' for each in seconds)} s"
        if seconds
        else UNMEASURED,
    }


def of_pages(rows: Rows) -> dict[str, str]:
    """Return what it measured of real pages."""
    figures = partial(measured, rows)
    false = [
        f"{each:.1f}" for name in ("false_a_page", "sure_false_a_page") for each in figures(name, "sheets_dev_false")
    ]
    seconds = figures("seconds", "page_time")
    return {
        "pages by lot": joined([*figures("right", "pages_by_lot"), *figures("sure_is_right", "pages_by_lot")], "%"),
        "strangers' pages": joined([*figures("right", "sheets_dev"), *figures("sure_is_right", "sheets_dev")], "%"),
        "read where no number is": " / ".join(false) or UNMEASURED,
        "a stranger's page": f"{seconds[0]:.1f} s" if seconds else UNMEASURED,
    }


def in_rows(rows: Rows, *keys: str) -> list[str]:
    """Return those keys that were measured."""
    return [key for key in keys if key in rows]


def measured(rows: Rows, figure: str, *keys: str) -> list[Any]:
    """Return a figure of those rows that were measured."""
    return [rows[key][figure] for key in keys if key in rows]


def joined(figures: Any, unit: str, sign: str = "") -> str:
    """Return shares as hundredths, in a row; a dash for none."""
    parts = [f"{share_of(figure) * 100:{sign}.2f}" for figure in figures]
    return f"{' / '.join(parts)}{unit}" if parts else UNMEASURED


def share_of(figure: Mapping[str, float] | float) -> float:
    """Return a figure of the bench as a number, 1 being all."""
    return figure["share"] if isinstance(figure, Mapping) else figure


if __name__ == "__main__":
    main()
