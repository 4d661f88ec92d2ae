"""The README says what the committed models measured, and names only commands that exist."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.bench import readme_table
from trainer.__main__ import parser

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_holds_the_committed_figures() -> None:
    assert README.splitlines() == readme_table.filled(README).splitlines(), "python -m tests.bench.readme_table"


def test_a_figure_that_changed_gets_into_the_table() -> None:
    cells = readme_table.cells_of("compact")
    parameters = cells["parameters"]
    assert readme_table.filled(README.replace(f"| {parameters} |", "| 1 |")) == README
    assert all(any(cell in line for line in README.splitlines()) for cell in cells.values())


def test_whole_numbers_get_into_the_table_once_they_are_measured() -> None:
    share = {"count": 1, "share": 0.9951, "interval": [0.9, 1]}
    manners = {f"numbers_all_{manner}": {"gap": gap} for manner, gap in (("spaced", 0.0012), ("touching", -0.05))}
    rows: readme_table.Rows = {
        **manners,
        "numbers_all": {"sure_is_right": share, "right_is_sure": 0.8},
        "marked_all": {"right": 0.9, "surely_wrong": 0.005},
        "numbers_time": {"seconds": 0.0243},
    }
    cells = readme_table.of_numbers(rows)
    assert cells["numbers of 2 to 8 digits, above"] == "+0.12 / -5.00 points"
    assert cells["of numbers called sure, right"] == "99.51 / 80.00%"
    assert cells["numbers with marks"] == "90.00 / 0.50%"
    assert cells["a drawn number of 8 digits"] == "24 ms"
    assert cells["called a number, and surely"] == readme_table.UNMEASURED


def test_photographs_get_into_the_table_once_they_are_measured() -> None:
    rows: readme_table.Rows = {
        "photographs_digit": {"right": 0.99, "plain": 0.25, "sauvola": 0.75},
        "photographs_number": {"right": 0.885, "sauvola": 0.7},
        "photographs_digit_on_desk": {"right": 0.9},
        "photographs_form": {"right": 0.66, "sure_is_right": 0.97, "extra": 0.4, "whole": 0.1},
        "sudoku_pages": {"cells": 0.991},
        "sudoku_pages_erased": {"cells": 0.97, "blank": 1.0},
        **{f"photograph_time_{kind}": {"seconds": 0.65} for kind in ("digit", "number", "sheet")},
    }
    cells = readme_table.of_photographs(rows)
    assert cells["photographs by lot, right"] == "99.00 / 88.50%"
    assert cells["the same, made black and white by Sauvola"] == "75.00 / 70.00%"
    assert cells["the same digits by a plain"] == "25.00%"
    assert cells["notes on a desk by lot"] == "90.00%"
    assert cells["forms by lot"] == "66.00 / 97.00 / 40.00 / 10.00%"
    assert cells["newspaper sudokus, whole"] == "99.10 / 97.00 / 100.00%"
    assert cells["a photograph of 12 megapixels"] == "0.65 / 0.65 / 0.65 s"
    assert cells["sheets written for this bench"] == readme_table.UNMEASURED


def test_the_gaps_in_the_text_are_those_in_the_table() -> None:
    for architecture in ("compact", "classic"):
        gap = readme_table.committed(architecture, "metrics.json")["training_test_gap"]
        assert README.count(f"{gap * 100:.2f} points") == 2


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
