"""Rows to the printed table: percent, and 95% intervals after them."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.reading.figures import Share
from tests.bench.reading.rows import Row, Target, value_of

#: What stands over the columns of each kind of row, and how wide they are.
HEADS = {
    "digits": ("Digits", "read", "best guess", "kept", "right", "ECE", "targets"),
    "non_digits": ("What is no digit", "read", "refused", "", "", "", "targets"),
    "changes": ("Answers after a change", "read", "changed", "guess", "", "", "targets"),
}
WIDTHS = (28, 6, 22, 6, 6, 4)
EXPLANATION = """\
Percent, with 95% intervals (Wilson). The best guess counts whether or not it is refused; kept is what isn't refused,
right is kept and right. ECE: expected calibration error, 15 equal bins over all samples. Strokes stand anywhere on the
pad, a fifth to nine tenths of it, drawn with a pen of 10, 16 (the page's own) or 24 of its 280 units. MNIST's pictures
are black on white, enlarged 4 times, with a margin; own drawings are painted with pens of 5 to 40 units, since a pen's
width shows in pictures only; other images are as they come. Changed: digits of all the sets, chosen by lot, with
another best guess (the share beside it), or refused where kept before, or kept where refused."""
SHORT = {"calibration_error": "ECE", "answer": "guess"}


def to_table(rows: Sequence[Row]) -> str:
    """Return the table, at most 120 columns wide."""
    lines = []
    for kind, head in HEADS.items():
        chosen = [row for row in rows if row.kind == kind]
        if chosen:
            lines += ["", laid_out(head), *(laid_out(cells_of(row)) for row in chosen)]
    targets = [target.is_met_by(row.figures) for row in rows for target in row.targets]
    return "\n".join([*lines, "", f"{sum(targets)} of {len(targets)} targets met.", EXPLANATION])


def laid_out(cells: Sequence[str]) -> str:
    """Return cells side by side, names to the left and figures to the right."""
    name, *figures, targets = cells
    columns = [f"{cell:>{width}}" for cell, width in zip(figures, WIDTHS[1:], strict=False)]
    return "  ".join([f"{name:<{WIDTHS[0]}}", *columns, targets]).rstrip()


def cells_of(row: Row) -> tuple[str, ...]:
    """Return what a row shows."""
    targets = "  ".join(to_mark(row, target) for target in row.targets)
    head = (row.name, f"{row.count:,}")
    if row.kind == "digits":
        shares = (plain(row, figure) for figure in ("kept", "kept_and_right", "calibration_error"))
        return (*head, with_interval(row, "answer"), *shares, targets)
    if row.kind == "changes":
        return (*head, with_interval(row, "changed"), plain(row, "other_guess"), "", "", targets)
    return (*head, with_interval(row, "refused"), "", "", "", targets)


def with_interval(row: Row, figure: str) -> str:
    """Return a share with its interval."""
    share = row.figures[figure]
    assert isinstance(share, Share)
    low, high = share.interval
    return f"{share.value * 100:.2f} ({low * 100:.1f} to {high * 100:.1f})"


def plain(row: Row, figure: str) -> str:
    """Return a figure in percent, or a dash where there is none."""
    return f"{value_of(row.figures[figure]) * 100:.2f}" if figure in row.figures else "-"


def to_mark(row: Row, target: Target) -> str:
    """Return a target with whether it is met, such as "kept≥98.5 ✗"; and a figure that has no column of its own."""
    name = SHORT.get(target.figure, target.figure)
    if target.figure == "above_classify":
        name = f"classify {value_of(row.figures[target.figure]) * 100:+.2f}"
    sign, mark = ("≥" if target.at_least else "≤"), ("✓" if target.is_met_by(row.figures) else "✗")
    return f"{name}{sign}{target.bound * 100:g} {mark}"
