"""The composer of what is fitted for numbers: lines of our own -> the browser's code -> weights, and figures.

The weights are fitted first, to how lines may be cut. Then the browser's code reads other lines by them, and from which
probability on a number is called sure is fitted to its readings. What is reported is how it reads further lines by all
of that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from trainer import browser_code, fit_numbers, fit_seams, sure_numbers
from trainer.config import Settings
from trainer.data import Split, Splits
from trainer.fit_numbers import Lattice, Names
from trainer.sure_numbers import Answers
from trainer.synthesis import lines, pairs
from trainer.synthesis.lines import DIGIT_LIKE_WORDS, Made
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


def fit(
    folder: Path, write_draft: Callable[[dict[str, Any]], None], splits: Splits, settings: Settings
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the contract holds for numbers, fitted to an exported net, and the figures.

    Args:
        folder: of the exported net, whose contract holds the weights of seams.
        write_draft: puts what is fitted so far into that contract.
    """
    learning, measuring = (
        makers(settings.seed, digits, validation=digits is not splits.train)
        for digits in (splits.train, splits.validation)
    )
    learned = {kind: lattices_of(folder, kind, learning, settings.lines.learned) for kind in KINDS}
    fitted = {kind: fit_numbers.fit(lattices) for kind, (_, lattices) in learned.items()}
    weights = {kind: fit_numbers.to_contract(fitted[kind][0], names) for kind, (names, _) in learned.items()}
    write_draft({kind: {"sureFrom": 0.0, **weights[kind]} for kind in KINDS})
    deciding, reported = (
        partial(answers_of, folder, making=measuring, count=settings.lines.held_out, use=use)
        for use in ("to decide by", "to report")
    )
    sure_from = {kind: sure_numbers.fit(deciding(kind).but_for(DIGIT_LIKE_WORDS)) for kind in KINDS}
    fits = {kind: {"sureFrom": sure_from[kind], **weights[kind]} for kind in KINDS}
    write_draft(fits)
    figures = {
        kind: {
            "learned": len(learned[kind][1]),
            "cannot_be_cut": fitted[kind][1],
            **sure_numbers.measure(reported(kind), sure_from[kind]),
        }
        for kind in KINDS
    }
    return fits, figures


def makers(seed: int, digits: Split, *, validation: bool) -> tuple[Part, Makers]:
    """Return a part, and what makes its lines of each kind.

    Args:
        digits: MNIST's of the same part.
    """
    part = Part(seed, validation)
    return part, dict(zip(KINDS, (lines.drawn_line(part), lines.pictured_line(part, digits)), strict=True))


def lattices_of(folder: Path, kind: str, making: tuple[Part, Makers], count: int) -> tuple[Names, list[Lattice]]:
    """Return the names of what tells of lines, and how `count` lines of a kind may be cut and read."""
    names, lattices = Names([], []), []
    for batch in batches_of(kind, making, count, "to learn from"):
        answer = browser_code.lattices(folder, [line for *_, line in batch])
        names, told = fit_numbers.to_lattices([text for text, *_ in batch], answer)
        lattices += told
    return names, lattices


def answers_of(folder: Path, kind: str, making: tuple[Part, Makers], count: int, use: str) -> Answers:
    """Return how the browser's code reads `count` lines of a kind, others for each use, by the contract's fits."""
    said: list[tuple[str | None, str]] = []
    readings: list[dict[str, Any]] = []
    for batch in batches_of(kind, making, count, use):
        said += [(text, of) for text, of, _ in batch]
        readings += browser_code.readings(folder, [line for *_, line in batch])
    return sure_numbers.to_answers(said, readings)


def batches_of(kind: str, making: tuple[Part, Makers], count: int, use: str) -> Iterator[list[Made]]:
    """Give `count` lines of a kind for some use, some at a time, and tell how far it has come."""
    part, of_kind = making
    rng = part.random(f"{kind} lines {use}")
    source = (of_kind[kind](rng) for _ in range(count))
    done = 0
    while batch := list(islice(source, BATCH)):
        yield batch
        done += len(batch)
        say(f"Numbers: {done:,} of {count:,} {kind} lines {use} composed and read")
