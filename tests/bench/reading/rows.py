"""Figures beside what they are held to: the rows of the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.bench.reading.figures import Figures, Share


@dataclass(frozen=True)
class Target:
    """What a figure should be, in the figure's own measure: a share from 0 to 1."""

    figure: str
    bound: float
    at_least: bool

    def is_met_by(self, figures: Figures) -> bool:
        """Tell whether the figure itself, not its interval, is good enough."""
        value = value_of(figures[self.figure])
        return value >= self.bound if self.at_least else abs(value) <= self.bound


def at_least(**bounds: float) -> tuple[Target, ...]:
    """Return targets that figures should reach."""
    return tuple(Target(figure, bound, True) for figure, bound in bounds.items())


def at_most(**bounds: float) -> tuple[Target, ...]:
    """Return targets that figures should not pass, above or below zero."""
    return tuple(Target(figure, bound, False) for figure, bound in bounds.items())


ALWAYS, NEARLY_ALWAYS = at_most(changed=0.0), at_most(changed=0.01)
STROKES = (*at_least(kept=0.99), *at_most(calibration_error=0.012))

SELDOM_SURE = at_most(called_sure=0.01)
#: A word is no number, however digit-like its letters.
NO_WORD = at_most(called_sure=0.0, held_a_digit=0.05)
#: Of whole numbers, beside the product of their digits' single accuracies; and numbers whose digits touch are too easy
#: where plain connected components read more of them.
OF_MANNERS = {
    "spaced": at_least(gap=-0.02),
    "tight": at_least(gap=-0.04),
    "touching": (*at_least(gap=-0.09), *at_most(plain=0.2)),
}

#: By the rows' keys.
TARGETS: dict[str, tuple[Target, ...]] = {
    "pages_by_lot": at_least(right=0.92, sure_is_right=0.99),
    "pages_by_lot_false": at_most(false_a_page=1.0, sure_false_a_page=0.1),
    "sheets_dev": at_least(right=0.85, sure_is_right=0.985, whole=0.4),
    "sheets_dev_false": at_most(false_a_page=1.0, sure_false_a_page=0.1),
    "page_time": at_most(seconds=1.5),
    "mnist_validation_classify": at_most(calibration_error=0.005),
    "mnist_validation_pictures": (*at_least(kept=0.993), *at_most(above_classify=0.002)),
    "mnist_test_classify": (*at_least(answer=0.997), *at_most(calibration_error=0.005)),
    "strokes_chars74k": (*at_least(answer=0.998), *STROKES),
    "strokes_crohme": (*at_least(answer=0.988), *STROKES),
    "own_digits_as_drawn": at_least(answer=1.0),
    "images_optdigits32": at_least(answer=0.99),
    "images_usps16": at_least(answer=0.982),
    "strokes_letters": at_least(refused=0.96),
    "kept_back": at_least(refused=0.93),
    "strokes_moved": ALWAYS,
    "strokes_scaled": NEARLY_ALWAYS,
    "strokes_doubled": NEARLY_ALWAYS,
    "strokes_rotated": NEARLY_ALWAYS,
    "pictures_inverted": ALWAYS,
    "pictures_margin": ALWAYS,
    "pictures_scaled": NEARLY_ALWAYS,
    "pictures_doubled": NEARLY_ALWAYS,
    "pictures_rotated": NEARLY_ALWAYS,
    **{
        f"numbers_{digits}_{manner}": targets
        for digits in ("strokes_chars74k", "strokes_crohme", "own_digits", "mnist_validation", "all")
        for manner, targets in OF_MANNERS.items()
    },
    "numbers_all": at_least(sure_is_right=0.995, right_is_sure=0.88),
    "marked_all": (*at_least(right=0.9), *at_most(surely_wrong=0.005)),
    "words_letters": NO_WORD,
    **{f"words_{how}_{kind}": NO_WORD for how in ("pictured", "photographed") for kind in ("plain", "like_digits")},
    "scribbles": SELDOM_SURE,
    "own_non_numbers_as_drawn": SELDOM_SURE,
    "own_non_numbers_pictures": SELDOM_SURE,
    "numbers_time": at_most(seconds=0.03),
    "photographs_digit": (*at_least(right=0.96), *at_most(plain=0.7)),
    "photographs_number": at_least(right=0.88),
    "sudoku_cells_handwritten": at_least(answer=0.98),
    "sudoku_cells_printed": at_least(answer=0.97),
    "sudoku_pages": at_least(cells=0.94),
    "sudoku_pages_erased": at_least(blank=0.98),
    "photograph_time_digit": at_most(seconds=0.7, longest_task=0.05),
    "photograph_time_number": at_most(seconds=0.9, longest_task=0.05),
    "photograph_time_sheet": at_most(seconds=2, longest_task=0.05),
    "earlier_figures": at_most(fall=0.001),
}


@dataclass(frozen=True)
class Row:
    """What was read, and what came of it; kind is one of `report.HEADS`."""

    kind: str
    key: str
    name: str
    count: int
    figures: Figures

    @property
    def targets(self) -> tuple[Target, ...]:
        """What its figures are held to."""
        return TARGETS.get(self.key, ())

    def to_json(self) -> dict[str, Any]:
        """Return the row as `__main__` describes it."""
        figures = {name: figure_to_json(figure) for name, figure in self.figures.items()}
        targets = [
            {"figure": t.figure, "at_least" if t.at_least else "at_most": t.bound, "met": t.is_met_by(self.figures)}
            for t in self.targets
        ]
        head = {"kind": self.kind, "key": self.key, "name": self.name, "count": self.count}
        return {**head, "figures": figures, "targets": targets}


def value_of(figure: Share | float) -> float:
    """Return a figure's number."""
    return figure.value if isinstance(figure, Share) else figure


def figure_to_json(figure: Share | float) -> dict[str, Any] | float:
    """Return a number, or a share with its count and interval."""
    if not isinstance(figure, Share):
        return figure
    return {"count": figure.part, "share": figure.value, "interval": list(figure.interval)}
