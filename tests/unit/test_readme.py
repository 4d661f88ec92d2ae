"""The README says what the committed models measured, and names only commands that exist."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from trainer.__main__ import parser

ROOT = Path(__file__).parents[2]
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


@pytest.mark.parametrize(("architecture", "column"), [("compact", 2), ("classic", 3)])
def test_the_table_holds_the_committed_figures(architecture: str, column: int) -> None:
    rows = [[cell.strip() for cell in line.split("|")] for line in README.splitlines() if line.startswith("|")]
    cells = {row[1]: row[column] for row in rows if len(row) > column}
    for beginning, expected in expected_cells(architecture).items():
        (found,) = [cell for name, cell in cells.items() if name.startswith(beginning)]
        assert found == expected, beginning


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
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b(?=[\s`]|$)", " ".join(re.findall(r"`+[^`]+`+", README))))
    assert {"run", "test", "train", "compare", "site"} <= named <= targets


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
