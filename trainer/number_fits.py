"""The composer of what is fitted for numbers: lines of our own -> the browser's code -> weights, and figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from trainer import browser_code, fit_numbers, fit_seams
from trainer.config import Settings
from trainer.data import Split, Splits
from trainer.fit_numbers import Lattice, Names, Readings, Weights
from trainer.synthesis import lines, pairs
from trainer.synthesis.lines import Made
from trainer.synthesis.lots import Rng
from trainer.synthesis.part import Part

Makers = dict[str, Callable[[Rng], Made]]

#: The two kinds of lines, which are cut in different ways: at strokes, and at seams through ink.
KINDS = ("drawn", "pictured")
#: So many lines are sent to the browser's code at once: their lattices as text would fill the memory.
BATCH = 400

say = partial(print, flush=True)


def fit_cuts(splits: Splits, settings: Settings) -> tuple[dict[str, float], dict[str, Any]]:
    """Return the weights of what tells where ink is cut, by name, and how they do on pairs of the validation split."""
    count = settings.lines.pairs
    names, features, right = seams_of(Part(settings.seed, validation=False), splits.train, count)
    weights = fit_seams.fit(features, right)
    _, *held_out = seams_of(Part(settings.seed, validation=True), splits.validation, max(1, count // 3))
    figures = {"pairs": count, "seams": len(right), "held_out": fit_seams.measure(weights, *held_out)}
    return dict(zip(names, weights.tolist(), strict=True)), figures


def seams_of(part: Part, digits: Split, count: int) -> tuple[Sequence[str], Any, Any]:
    """Return the names of what tells of seams, the seams' (n, names) features, and (n,) whether each is right."""
    made = list(pairs.touching(count, part, digits))
    answer = browser_code.seams([np.maximum(*pair) for pair in made])
    say(f"Numbers: {count:,} pairs of digits cut")
    return answer["features"], *fit_seams.told(made, answer["pictures"])


def fit(folder: Path, splits: Splits, settings: Settings) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the contract holds for numbers, fitted to an exported net, and the figures.

    Args:
        folder: of the exported net, whose contract holds the weights of seams.
    """
    learned = lattices_of(folder, makers(settings.seed, splits.train, validation=False), settings.lines.learned)
    fitted = {kind: fit_numbers.fit(known) for kind, (_, known) in learned.items()}
    kept = lattices_of(folder, makers(settings.seed, splits.validation, validation=True), settings.lines.held_out)
    deciding, reported = ({kind: half_of(kept[kind][1], first) for kind in KINDS} for first in (True, False))
    names = kept[KINDS[0]][0]
    weights = {kind: found for kind, (found, _) in fitted.items()}
    sure_from = sure_of(deciding, weights, names)
    contract = {kind: fit_numbers.to_contract(weights[kind], names) for kind in KINDS}
    figures = {
        kind: {
            "learned": len(learned[kind][1]),
            "cannot_be_cut": fitted[kind][1],
            **fit_numbers.measure(reported[kind], fit_numbers.read(weights[kind], reported[kind], names), sure_from),
        }
        for kind in KINDS
    }
    return {"sureFrom": sure_from, **contract}, {"sure_from": sure_from, **figures}


def makers(seed: int, digits: Split, *, validation: bool) -> tuple[Part, Makers]:
    """Return a part, and what makes its lines of each kind.

    Args:
        digits: MNIST's of the same part.
    """
    part = Part(seed, validation)
    return part, dict(zip(KINDS, (lines.drawn_line(part), lines.pictured_line(part, digits)), strict=True))


def lattices_of(folder: Path, making: tuple[Part, Makers], count: int) -> dict[str, tuple[Names, list[Lattice]]]:
    """Return, for each kind, the names of what tells of lines, and how the net of a folder reads `count` of them."""
    part, of_kind = making
    return {kind: read(folder, kind, make, part, count) for kind, make in of_kind.items()}


def read(folder: Path, kind: str, make: Callable[[Rng], Made], part: Part, count: int) -> tuple[Names, list[Lattice]]:
    """Return how so many lines of a kind may be cut and read."""
    rng = part.random(f"{kind} lines")
    source = (make(rng) for _ in range(count))
    lattices: list[Lattice] = []
    for start in range(0, count, BATCH):
        batch = list(islice(source, BATCH))
        answer = browser_code.lattices(folder, [line for *_, line in batch])
        names, read = fit_numbers.to_lattices([(text, of) for text, of, _ in batch], answer)
        lattices += read
        which = "kept back" if part.validation else "to learn from"
        say(f"Numbers: {start + len(batch):,} of {count:,} {kind} lines {which} composed and cut")
    return names, lattices


def half_of(lattices: list[Lattice], first: bool) -> list[Lattice]:
    """Return every other line, from the first or the second on."""
    return lattices[int(not first) :: 2]


def sure_of(lattices: dict[str, list[Lattice]], weights: dict[str, Weights], names: Names) -> float:
    """Return from which probability on numbers are called sure, of all kinds together."""
    read: list[tuple[list[Lattice], Readings]] = [
        (numbers, fit_numbers.read(weights[kind], numbers, names))
        for kind, known in lattices.items()
        for numbers in [[lattice for lattice in known if lattice.text is not None]]
    ]
    right = np.concatenate([fit_numbers.rightly(numbers, readings) for numbers, readings in read])
    probabilities = np.concatenate([readings.probabilities for _, readings in read])
    kept = ~np.concatenate([readings.refused for _, readings in read])
    return fit_numbers.fit_sure(probabilities[kept], right[kept])
