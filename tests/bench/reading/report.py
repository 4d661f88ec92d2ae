"""Rows to the printed table: percent, and 95% intervals after them."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.reading.figures import Share
from tests.bench.reading.rows import Row, Target, value_of

#: What stands over the columns of each kind of row, and how wide they are; the targets come after.
HEADS = {
    "digits": ("Digits", "read", "best guess", "kept", "right", "ECE"),
    "non_digits": ("What is no digit", "read", "refused"),
    "changes": ("Answers after a change", "read", "changed", "guess"),
    "numbers": ("Whole numbers", "read", "right", "singly", "gap", "s.r.", "r.s.", "ECE", "plain"),
    "marked": ("Numbers with marks", "read", "right", "wrong", "s.r.", "r.s.", "plain"),
    "non_numbers": ("What is no number", "read", "called sure", "read so"),
    "photographs": ("Photographs", "read", "right", "guess", "s.r.", "r.s.", "plain", "Sauv."),
    "sheets": ("Sheets, by their cells", "read", "cells right", "blank", "rows", "whole"),
    "forms": ("Forms, by their numbers", "read", "right", "extra", "s.r.", "r.s.", "whole"),
    "pages": ("Pages, by their numbers", "read", "right", "s.r.", "r.s.", "whole"),
    "false_readings": ("Read where no number is", "pages", "a page", "sure"),
    "times": ("One core", "read", "median ms", "95% ms", "task"),
    "earlier": ("Against the committed figures", "read", "points below"),
}
WIDTHS = {
    "photographs": (28, 5, 21, 5, 5, 5, 5, 5),
    "numbers": (23, 5, 21, 5, 5, 5, 5, 4, 5),
    "marked": (28, 6, 22, 6, 5, 5, 5),
    "non_numbers": (28, 6, 22, 7),
    "forms": (28, 6, 22, 6, 5, 5, 6),
    "pages": (28, 6, 22, 5, 5, 6),
}
USUAL_WIDTHS = (28, 6, 22, 6, 6, 4)
EXPLANATION = """\
Percent, with 95% intervals (Wilson). The best guess counts whether or not it is refused; kept is what isn't refused,
right is kept and right. ECE: expected calibration error, 15 equal bins over all samples. Strokes stand anywhere on the
pad, a fifth to nine tenths of it, drawn with a pen of 10, 16 (the page's own) or 24 of its 280 units. MNIST's pictures
are black on white, enlarged 4 times, with a margin; own drawings are painted with pens of 5 to 40 units, since a pen's
width shows in pictures only; other images are as they come. Changed: digits of all the sets, chosen by lot, with
another best guess (the share beside it), or refused where kept before, or kept where refused.
Whole numbers are made of one writer's digits, two to eight, where writers are known. Singly: what the set's accuracies
of those digits, each read alone, come to; gap: how far the right ones lie above that. s.r.: of those called sure, how
many are right; r.s.: of the right ones, how many are called sure; ECE of the whole number's probability. Plain: right
where each connected piece of ink is read as a digit by the same model. Wrong: read otherwise, and called sure. Read
so: as text with a digit in it.
Photographs are right if they are shown as what they are, not refused; plain: by grey, Otsu's threshold for all of a
photograph, the same normaliser and model; Sauv.: right as shown where Sauvola's local threshold makes the photograph
black and white and the same code reads that. A sheet's cell is right if it alone was read where it stands; blank: those
left blank; rows and whole sheets (text) wholly right. Words on forms are no numbers; extra: of all that was read, what
stands where none is written; a form with any isn't right as a whole. Task: the longest that blocked the page, 0 up to
50 ms."""
#: The figures in those columns; the first with its interval, where it is a share.
SHOWN = {
    "digits": ("answer", "kept", "kept_and_right", "calibration_error"),
    "non_digits": ("refused",),
    "changes": ("changed", "other_guess"),
    "numbers": ("right", "singly", "gap", "sure_is_right", "right_is_sure", "calibration_error", "plain"),
    "marked": ("right", "surely_wrong", "sure_is_right", "right_is_sure", "plain"),
    "non_numbers": ("called_sure", "held_a_digit"),
    "photographs": ("right", "answer", "sure_is_right", "right_is_sure", "plain", "sauvola"),
    "sheets": ("cells", "blank", "rows", "whole"),
    "forms": ("right", "extra", "sure_is_right", "right_is_sure", "whole"),
    "pages": ("right", "sure_is_right", "right_is_sure", "whole"),
    "false_readings": ("false_a_page", "sure_false_a_page"),
    "times": ("seconds", "seconds_of_95%", "longest_task"),
    "earlier": ("fall",),
}
SHORT = {
    "calibration_error": "ECE",
    "answer": "guess",
    "sure_is_right": "s.r.",
    "right_is_sure": "r.s.",
    "called_sure": "sure",
    "held_a_digit": "read",
    "surely_wrong": "wrong",
    "seconds": "ms",
    "longest_task": "task",
    "false_a_page": "false",
    "sure_false_a_page": "sure",
}
#: Figures that are no shares, and what they are shown in.
SCALES = {
    **dict.fromkeys(("seconds", "seconds_of_95%", "longest_task"), 1000.0),
    **dict.fromkeys(("false_a_page", "sure_false_a_page"), 1.0),
}


def to_table(rows: Sequence[Row]) -> str:
    """Return the table, at most 120 columns wide."""
    lines = []
    for kind, head in HEADS.items():
        chosen = [row for row in rows if row.kind == kind]
        if chosen:
            widths = WIDTHS.get(kind, USUAL_WIDTHS)
            lines += ["", laid_out(head, "targets", widths)]
            lines += [laid_out(cells_of(row), targets_of(row), widths) for row in chosen]
    targets = [target.is_met_by(row.figures) for row in rows for target in row.targets]
    return "\n".join([*lines, "", f"{sum(targets)} of {len(targets)} targets met.", EXPLANATION])


def laid_out(cells: Sequence[str], targets: str, widths: Sequence[int]) -> str:
    """Return cells side by side, names to the left and figures to the right, and the targets after all columns."""
    name, *figures = cells
    blank = [""] * (len(widths) - len(cells))
    columns = [f"{cell:>{width}}" for cell, width in zip([*figures, *blank], widths[1:], strict=True)]
    return "  ".join([f"{name:<{widths[0]}}", *columns, targets]).rstrip()


def targets_of(row: Row) -> str:
    """Return a row's targets, each with whether it is met."""
    return "  ".join(to_mark(row, target) for target in row.targets)


def cells_of(row: Row) -> tuple[str, ...]:
    """Return what a row shows."""
    first, *others = SHOWN[row.kind]
    with_share = isinstance(row.figures[first], Share)
    shown = with_interval(row, first) if with_share else plain(row, first)
    return (row.name, f"{row.count:,}", shown, *(plain(row, figure) for figure in others))


def with_interval(row: Row, figure: str) -> str:
    """Return a share with its interval."""
    share = row.figures[figure]
    assert isinstance(share, Share)
    low, high = share.interval
    return f"{share.value * 100:.{places_of(row)}f} ({low * 100:.1f} to {high * 100:.1f})"


def plain(row: Row, figure: str) -> str:
    """Return a figure in percent or its own unit, or a dash where there is none."""
    if figure not in row.figures:
        return "-"
    return f"{value_of(row.figures[figure]) * SCALES.get(figure, 100):.{places_of(row)}f}"


def places_of(row: Row) -> int:
    """Return how many decimals a row shows: hundreds of lines bear one, thousands of digits two."""
    return (
        1
        if row.kind in ("numbers", "marked", "photographs", "sheets", "forms", "pages", "false_readings", "times")
        else 2
    )


def to_mark(row: Row, target: Target) -> str:
    """Return a target with whether it is met, such as "kept≥98.5 ✗"; and a figure that has no column of its own."""
    name = SHORT.get(target.figure, target.figure)
    if target.figure == "above_classify":
        name = f"classify {value_of(row.figures[target.figure]) * 100:+.2f}"
    sign, mark = ("≥" if target.at_least else "≤"), ("✓" if target.is_met_by(row.figures) else "✗")
    return f"{name}{sign}{target.bound * SCALES.get(target.figure, 100):g} {mark}"
