"""The README says what the committed models measured, and names only commands that exist."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from trainer.__main__ import parser

ROOT = Path(__file__).parents[2]
COLUMNS = pytest.mark.parametrize(("architecture", "column"), [("compact", 2), ("classic", 3)])
README = (ROOT / "README.md").read_text(encoding="utf-8")


def metrics_of(architecture: str) -> dict[str, Any]:
    """Return the committed figures of a model."""
    path = ROOT / "web" / "model" / architecture / "metrics.json"
    metrics: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return metrics


def weights_of(architecture: str) -> int:
    """Return the size of a committed model's weights in bytes."""
    return sum(path.stat().st_size for path in (ROOT / "web" / "model" / architecture).glob("*.bin"))


def expected_cells(architecture: str) -> dict[str, str]:
    """Return the table's cells of a model, by the beginning of their rows."""
    metrics = metrics_of(architecture)
    accuracies = " / ".join(f"{metrics[split]['accuracy'] * 100:.2f}" for split in ("training", "validation", "test"))
    return {
        "parameters": f"{metrics['parameters']:,}",
        "training / validation / test": f"{accuracies}%",
        "training above test": f"{metrics['training_test_gap'] * 100:.2f} points",
        "expected calibration error": f"{metrics['test']['expected_calibration_error']:.2%}",
        "test accuracy as exported": f"{metrics['exported']['accuracy']['test']:.2%}",
        "weights to download": f"{weights_of(architecture) / 1000:.0f} KB",
    }


def expect_cells(column: int, cells_of_model: dict[str, str]) -> None:
    """See that the table's rows, found by how they begin, hold these cells."""
    rows = [[cell.strip() for cell in line.split("|")] for line in README.splitlines() if line.startswith("|")]
    cells = {row[1]: row[column] for row in rows if len(row) > column}
    for beginning, expected in cells_of_model.items():
        (found,) = [cell for name, cell in cells.items() if name.startswith(beginning)]
        assert found == expected, beginning


@COLUMNS
def test_the_table_holds_the_committed_figures(architecture: str, column: int) -> None:
    expect_cells(column, expected_cells(architecture))


def bench_rows_of(architecture: str) -> dict[str, dict[str, Any]]:
    """Return what the reading bench measured of a committed model, by its rows' keys."""
    path = ROOT / "web" / "model" / architecture / "reading.json"
    if not path.is_file():
        pytest.skip(f"The {architecture} model wasn't measured: make bench-reading FINAL=1 MODEL={architecture}")
    return {row["key"]: row["figures"] for row in json.loads(path.read_text(encoding="utf-8"))["rows"]}


def expected_bench_cells(rows: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return the table's cells of the reading bench, by the beginning of their rows."""

    def percents(figure: str, *keys: str) -> str:
        return " / ".join(f"{share_of(rows[key][figure]) * 100:.2f}" for key in keys) + "%"

    def guess_and_right(key: str) -> str:
        return f"{percents('answer', key)[:-1]} / {percents('kept_and_right', key)}"

    def most_changed(*changes: str) -> str:
        pairs = (
            (rows[f"{kind}_{change}"]["changed"]["share"] for kind in ("strokes", "pictures")) for change in changes
        )
        return " / ".join(f"{max(pair) * 100:.2f}" for pair in pairs) + "%"

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
        "refused": percents("refused", "strokes_letters", "own_non_digits_anywhere"),
        "answers changed: ": percents("changed", "strokes_moved", "pictures_inverted", "pictures_margin"),
        "answers changed, the most": most_changed("scaled", "doubled", "rotated"),
    }


def share_of(figure: dict[str, float] | float) -> float:
    """Return a figure of the bench as a number from 0 to 1."""
    return figure["share"] if isinstance(figure, dict) else figure


@COLUMNS
def test_the_table_holds_what_the_bench_measured(architecture: str, column: int) -> None:
    expect_cells(column, expected_bench_cells(bench_rows_of(architecture)))


def test_the_gaps_in_the_text_are_those_in_the_table() -> None:
    for architecture in ("compact", "classic"):
        assert README.count(f"{metrics_of(architecture)['training_test_gap'] * 100:.2f} points") == 2


def test_dense_against_classic_is_as_the_page_has_it() -> None:
    nets = json.loads((ROOT / "web" / "model" / "comparison.json").read_text(encoding="utf-8"))
    dense, classic = nets
    said = " ".join(README.split())
    assert f"misreads {dense['misread']} of the {dense['count']:,} test digits and the CNN {classic['misread']}" in said
    moved = [f"{net['accuracy_when_moved'][3] * 100:.1f}%" for net in nets]
    assert f"moved by three pixels, the plain one falls to {moved[0]} and the CNN to {moved[1]}" in said


def test_every_make_command_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)\b(?=[\s`]|$)", " ".join(re.findall(r"`+[^`]+`+", README))))
    assert {"run", "test", "train", "compare", "site", "bench-reading"} <= named <= targets


def test_every_trainer_command_is_understood() -> None:
    commands = re.findall(r"python -m trainer (\S+)(.*?)(?:\s+#|$)", README, re.MULTILINE)
    assert len(commands) >= 3
    for name, arguments in commands:
        parser().parse_args([name, *arguments.split()])


def test_every_picture_is_there() -> None:
    pictures = {ROOT / path for path in re.findall(r"\.github/media/[\w.-]+", README)}
    assert pictures == set((ROOT / ".github" / "media").iterdir())


def test_the_readme_s_pictures_are_a_megabyte_at_most() -> None:
    assert sum(path.stat().st_size for path in (ROOT / ".github" / "media").iterdir()) < 1_000_000
