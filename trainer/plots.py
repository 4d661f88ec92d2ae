"""Figures to PNG: the only importer of matplotlib and seaborn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")  # no screen needed

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter
from numpy.typing import NDArray

TRAINING, VALIDATION = "#9aa5b1", "#2457c5"
NETS = {"dense": "#d9822b", "classic": "#2457c5", "compact": "#2c8a57"}

sns.set_theme(style="whitegrid", context="notebook", rc={"axes.titleweight": "bold", "font.size": 11})


def plot_history(history: dict[str, list[float]], quantity: str, path: Path) -> None:
    """Draw accuracy or loss against epochs, training and validation."""
    figure, axes = plt.subplots(figsize=(6.4, 4), layout="constrained")
    epochs = range(1, len(history[quantity]) + 1)
    axes.plot(epochs, history[quantity], color=TRAINING, marker="o", ms=4, label="training")
    axes.plot(epochs, history[f"val_{quantity}"], color=VALIDATION, marker="o", ms=4, label="validation")
    label_epochs(axes, quantity)
    save(figure, path)


def label_epochs(axes: Axes, quantity: str) -> None:
    """Name the axes of a curve against epochs."""
    axes.set(title=f"{quantity.capitalize()} against epochs", xlabel="epoch", ylabel=quantity)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if quantity == "accuracy":
        axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=None))
    axes.legend(frameon=False)


def plot_confusion(confusion: Sequence[Sequence[int]], path: Path) -> None:
    """Draw the confusion matrix; the colour shows mistakes only, or the diagonal would drown them."""
    counts = np.asarray(confusion)
    mistakes = counts.copy()
    np.fill_diagonal(mistakes, 0)
    figure, axes = plt.subplots(figsize=(6.4, 5.6), layout="constrained")
    sns.heatmap(
        mistakes,
        annot=counts,
        fmt="d",
        cmap="Blues",
        square=True,
        linewidths=0.5,
        vmax=max(1, mistakes.max()),
        cbar_kws={"label": "mistakes", "format": "%d", "ticks": MaxNLocator(integer=True)},
        ax=axes,
    )
    axes.set(title="Confusion matrix, test split", xlabel="read as", ylabel="true digit")
    axes.tick_params(axis="y", rotation=0)
    save(figure, path)


def plot_lines(figures: dict[str, Any], folder: Path) -> list[Path]:
    """Draw how many lines are read by kind and by length, and which characters are taken for which."""
    paths = [folder / f"accuracy-by-{name}.png" for name in ("kind", "length")]
    for path, name in zip(paths, ("kind", "length"), strict=True):
        plot_shares(figures[f"by_{name}"], name, path)
    confusion = folder / "confusion-matrix.png"
    plot_characters(figures["confusion"], confusion)
    return [*paths, confusion]


def plot_shares(shares: dict[str, dict[str, float]], name: str, path: Path) -> None:
    """Draw a bar for each share of lines that are read."""
    figure, axes = plt.subplots(figsize=(6.4, max(2.4, 0.3 * len(shares) + 1)), layout="constrained")
    names = list(shares)
    axes.barh(names, [shares[each]["right"] for each in names], color=VALIDATION)
    axes.invert_yaxis()
    axes.set(title=f"Lines read, by {name}", xlim=(0, 1))
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    save(figure, path)


def plot_kinds(figures: dict[str, Any], folder: Path) -> list[Path]:
    """Draw how well each kind of pixel is found, and which kinds are taken for which."""
    iou, confusion = folder / "iou-by-kind.png", folder / "confusion-matrix.png"
    figure, axes = plt.subplots(figsize=(6.4, 3), layout="constrained")
    axes.barh(list(figures["iou"]), list(figures["iou"].values()), color=VALIDATION)
    axes.invert_yaxis()
    axes.set(title="Intersection over union, by kind of pixel", xlim=(0, 1))
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    save(figure, iou)

    counts = np.asarray(figures["confusion"]["counts"], float)
    shares = 100 * counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    kinds = figures["confusion"]["kinds"]
    figure, axes = plt.subplots(figsize=(6.4, 5.4), layout="constrained")
    sns.heatmap(shares, cmap="Blues", square=True, annot=True, fmt=".1f", xticklabels=kinds, yticklabels=kinds, ax=axes)
    axes.set(title="Pixels of pages, % of the row", xlabel="seen", ylabel="there")
    save(figure, confusion)
    return [iou, confusion]


def plot_characters(confusion: dict[str, Any], path: Path) -> None:
    """Draw which characters are taken for which, as shares of each row's; what is right is left out."""
    counts = np.asarray(confusion["counts"], float)
    shares = 100 * counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    np.fill_diagonal(shares, 0)
    names = ["none" if len(each) > 1 else each for each in confusion["characters"]]
    figure, axes = plt.subplots(figsize=(7.2, 6.4), layout="constrained")
    colours = {"label": "% of the row"}
    sns.heatmap(shares, cmap="Blues", square=True, xticklabels=names, yticklabels=names, cbar_kws=colours, ax=axes)
    axes.set(title="Characters of lines", xlabel="read", ylabel="written")
    save(figure, path)


def plot_mistakes(
    images: NDArray[np.floating[Any]], mistakes: Sequence[dict[str, Any]], path: Path, columns: int = 5
) -> None:
    """Draw the misread digits of (n, 28, 28, 1) images with what they are and were read as."""
    rows = max(1, -(-len(mistakes) // columns))
    figure, panels = plt.subplots(rows, columns, figsize=(6.4, 1.5 * rows + 0.6), squeeze=False, layout="constrained")
    figure.suptitle(f"The {len(mistakes)} most confident mistakes", fontweight="bold")
    for panel in panels.flat:
        panel.axis("off")
    for panel, mistake in zip(panels.flat, mistakes, strict=False):
        panel.imshow(images[mistake["index"], :, :, 0], cmap="gray_r", vmin=0, vmax=1)
        panel.set_title(f"{mistake['label']} read as {mistake['read']}, {mistake['confidence']:.0%}", fontsize=8)
    save(figure, path)


def plot_comparison(metrics: dict[str, dict[str, Any]], path: Path) -> None:
    """Draw the nets' validation accuracy against epochs, their test errors, and what a move does to them."""
    figure, (curves, errors, moves) = plt.subplots(1, 3, figsize=(12, 4), width_ratios=(5, 3, 4), layout="constrained")
    for name, figures in metrics.items():
        accuracy, moved = figures["history"]["val_accuracy"], figures["accuracy_when_moved"]
        curves.plot(range(1, len(accuracy) + 1), accuracy, color=NETS[name], marker="o", ms=4, label=name)
        moves.plot(range(len(moved)), moved, color=NETS[name], marker="o", ms=4, label=name)
    label_epochs(curves, "accuracy")
    curves.set(title="Validation accuracy against epochs")
    draw_errors(errors, metrics)
    moves.set(title="Test digits moved sideways", xlabel="pixels", ylabel="accuracy")
    moves.xaxis.set_major_locator(MaxNLocator(integer=True))
    moves.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    moves.legend(frameon=False)
    save(figure, path)


def draw_errors(axes: Axes, metrics: dict[str, dict[str, Any]]) -> None:
    """Draw a bar for each net's misread test digits."""
    tests = [figures["test"] for figures in metrics.values()]
    bars = axes.bar(
        list(metrics), [test["misread"] for test in tests], color=[NETS[name] for name in metrics], width=0.5
    )
    axes.bar_label(bars, fmt="%d", padding=2)
    axes.set(title="Misread test digits", ylabel=f"of {tests[0]['count']:,}")
    axes.margins(y=0.12)
    axes.grid(axis="x", visible=False)


def save(figure: Figure, path: Path) -> None:
    """Write the figure as a PNG that a page can afford, byte for byte the same for the same figures."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)
