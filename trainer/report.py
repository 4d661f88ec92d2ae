"""Figures as they are shown: the terminal's lines, the comparison's table, and what the page draws of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: In pixels: far enough to tell the nets apart.
SHOWN_MOVE = 3


def describe(metrics: dict[str, Any]) -> str:
    """Return one model's figures as lines for the terminal."""
    splits = [name for name in ("training", "validation", "test") if name in metrics]
    lines = [
        f"{metrics['architecture']}: {metrics['parameters']:,} parameters, temperature {metrics['temperature']:.3f}",
        "",
        align([["split", "digits", "accuracy", "calibration error"]] + [split_row(metrics, name) for name in splits]),
        "",
        f"training above test accuracy by {metrics['training_test_gap'] * 100:.2f} points",
        "",
        align([["test digit", "precision", "recall"], *digit_rows(metrics["test"]["digits"])]),
        "",
        f"digits of our own making, from shapes and typefaces that it hasn't learned from: "
        f"{metrics['own_digits']['accuracy']:.2%} of {metrics['own_digits']['count']:,}",
        "",
        align([[f"refused below {metrics['refusal_threshold']:.3f}", "share"], *refusal_rows(metrics["refused"])]),
    ]
    return "\n".join(lines)


def describe_numbers(seams: dict[str, Any], numbers: dict[str, Any]) -> str:
    """Return how numbers are read and what is none is refused, of the part that nothing was fitted to."""
    held_out = seams["held_out"]
    lines = [
        f"ways to cut ink, fitted to {seams['seams']:,} of {seams['pairs']:,} pairs: of {held_out['count']:,} kept "
        f"back the right one scores more than a wrong one in {shown(held_out['right_scores_more'])}",
        "numbers are called sure "
        + " and ".join(
            f"from {figures['sure_from']:.3f} on where {kind}, fitted to {figures['learned']:,} lines"
            for kind, figures in numbers.items()
        ),
    ]
    for kind, figures in numbers.items():
        rows = [[name, f"{row['count']:,}", *map(shown, of_numbers(row))] for name, row in figures["numbers"].items()]
        others = [[name, f"{row['count']:,}", *map(shown, of_others(row))] for name, row in figures["others"].items()]
        lines += ["", align([[f"{kind} numbers", "lines", "right", "sure", "sure is right"], *rows])]
        lines += ["", align([[f"{kind}, no numbers", "lines", "read so", "called sure"], *others])]
    return "\n".join(lines)


def of_numbers(row: dict[str, Any]) -> list[float | None]:
    """Return the shares that are shown of numbers."""
    return [row["right"], row["sure"], row["sure_is_right"]]


def of_others(row: dict[str, Any]) -> list[float | None]:
    """Return the shares that are shown of what is no number."""
    return [row["held_a_digit"], row["called_sure"]]


def shown(share: float | None) -> str:
    """Return a share in percent, a dash where there is none."""
    return "-" if share is None else f"{share:.1%}"


def split_row(metrics: dict[str, Any], name: str) -> list[str]:
    """Return one split's figures."""
    figures = metrics[name]
    error = figures["expected_calibration_error"]
    return [name, f"{figures['count']:,}", f"{figures['accuracy']:.2%}", f"{error:.2%}"]


def digit_rows(digits: Sequence[dict[str, float]]) -> list[list[str]]:
    """Return a row of precision and recall for each digit."""
    return [[str(digit), f"{row['precision']:.2%}", f"{row['recall']:.2%}"] for digit, row in enumerate(digits)]


def refusal_rows(refused: dict[str, Any]) -> list[list[str]]:
    """Return a row for each set and each kind of non-digits."""
    sets = {
        "validation digits": refused["validation"],
        "digits of our own making": refused["own_digits"],
        "non-digits of our own making": refused["own_non_digits"],
        **{f"  {kind}": share for kind, share in refused["by_kind"].items()},
    }
    return [[name, f"{share:.1%}"] for name, share in sets.items()]


def compare(metrics: dict[str, dict[str, Any]]) -> str:
    """Return nets side by side as a Markdown table."""
    header = [
        *("net", "parameters", "epochs", "seconds an epoch", "training", "validation", "test", "gap", "misread"),
        f"test, moved {SHOWN_MOVE} pixels",
    ]
    rows = [comparison_row(name, figures) for name, figures in metrics.items()]
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def comparison_row(name: str, figures: dict[str, Any]) -> list[str]:
    """Return one net's row of the comparison."""
    test, history = figures["test"], figures["history"]
    return [
        name,
        f"{figures['parameters']:,}",
        str(len(history["loss"])),
        f"{sorted(history['epoch_seconds'])[len(history['epoch_seconds']) // 2]:.1f}",
        *(f"{figures[split]['accuracy']:.2%}" for split in ("training", "validation", "test")),
        f"{figures['training_test_gap'] * 100:.2f}",
        f"{test['misread']} of {test['count']:,}",
        f"{figures['accuracy_when_moved'][SHOWN_MOVE]:.2%}",
    ]


def comparison(metrics: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return, of each net, the figures by which the page compares them."""
    return [
        {
            "architecture": name,
            "parameters": figures["parameters"],
            "test": figures["test"]["accuracy"],
            "misread": figures["test"]["misread"],
            "count": figures["test"]["count"],
            "accuracy_when_moved": figures["accuracy_when_moved"],
        }
        for name, figures in metrics.items()
    ]


def align(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as columns, the first one to the left and the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0])] + [cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True)])
        for row in rows
    )
