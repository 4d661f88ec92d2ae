"""Every plot is a PNG that a page can show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from trainer import plots

HISTORY = {
    "accuracy": [0.9, 0.97],
    "loss": [0.3, 0.1],
    "val_accuracy": [0.95, 0.98],
    "val_loss": [0.2, 0.1],
}
TEST = {"accuracy": 0.98, "misread": 200, "count": 10_000}


def assert_png(path: Path) -> None:
    """Check that the file is a picture with something drawn on it, small enough for a page."""
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        assert len(picture.convert("L").getcolors(maxcolors=256) or range(257)) > 20
    assert path.stat().st_size < 120_000


@pytest.mark.parametrize("quantity", ["accuracy", "loss"])
def test_curves_against_epochs(tmp_path: Path, quantity: str) -> None:
    plots.plot_history(HISTORY, quantity, tmp_path / "curve.png")
    assert_png(tmp_path / "curve.png")


@pytest.mark.parametrize("confusion", [np.eye(10, dtype=int) * 990 + 1, np.eye(10, dtype=int)])
def test_confusion_matrix_with_and_without_mistakes(tmp_path: Path, confusion: NDArray[Any]) -> None:
    plots.plot_confusion(confusion.tolist(), tmp_path / "confusion.png")
    assert_png(tmp_path / "confusion.png")


@pytest.mark.parametrize("count", [0, 1, 25])
def test_mistakes_few_or_many(tmp_path: Path, count: int) -> None:
    images = np.random.default_rng(0).integers(0, 2, (30, 28, 28, 1)) / 1
    mistakes = [{"index": i, "label": 4, "read": 9, "confidence": 0.9} for i in range(count)]
    plots.plot_mistakes(images, mistakes, tmp_path / "mistakes.png")
    assert_png(tmp_path / "mistakes.png")


def test_comparison_of_two_nets(tmp_path: Path) -> None:
    metrics = {
        name: {"history": HISTORY, "test": TEST, "accuracy_when_moved": [0.98, 0.9]} for name in ("dense", "classic")
    }
    plots.plot_comparison(metrics, tmp_path / "comparison.png")
    assert_png(tmp_path / "comparison.png")


def test_the_same_figures_give_the_same_file(tmp_path: Path) -> None:
    for name in ("one.png", "two.png"):
        plots.plot_history(HISTORY, "loss", tmp_path / name)
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()
