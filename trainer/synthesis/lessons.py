"""All of it together: grids of digits and of non-digits, to learn from or to validate with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from trainer.config import CLASSES, GRID, Counts
from trainer.synthesis import hand, non_digits, paint, shapes
from trainer.synthesis.hand import Drawing
from trainer.synthesis.non_digits import Mnist, NonDigits
from trainer.synthesis.paint import Picture
from trainer.synthesis.part import Part
from trainer.synthesis.prototypes import Prototype

Grids = NDArray[np.uint8]  # (n, 28, 28), 0 = paper, 255 = ink, as MNIST's own arrays

#: Scanners and forms squeeze digits, a slim one into a square box; a flat 1 is a 7, a slim 7 a 1.
MOST_STRETCH, MOST_STRETCH_OF = 2.0, {1: 1.4, 7: 1.4}

#: One drawn digit in so many is of a rare shape: each of those is seen often enough to be learnt (180 to 600 times in
#: 90,000), and the shapes that most people write keep two thirds.
RARE_EVERY = 3

#: So many drawings or pictures are sent to the browser's code at once: together they would fill the memory.
BATCH = 5_000


@dataclass(frozen=True)
class Browser:
    """The browser's own code: each gives (n, 28, 28, 1) grids of float32, 0 = paper, 1 = ink."""

    drawings_to_grids: Callable[[Sequence[Drawing]], NDArray[np.float32]]
    pictures_to_grids: Callable[[Sequence[Picture]], NDArray[np.float32]]


@dataclass(frozen=True)
class Lessons:
    """Digits with their labels, and what is none with its kind."""

    digits: Grids
    labels: NDArray[np.int64]  # (n,), 0 to 9; the drawn ones first
    non_digits: Grids
    kinds: NDArray[np.str_]  # (n,), the names of non_digits.SHARES


def make(browser: Browser, mnist: Mnist, counts: Counts, part: Part, say: Callable[[str], None]) -> Lessons:
    """Return digits by hand and in type, all ten as many, and non-digits.

    The part for validation is made of prototypes, typefaces and marks that the part to learn from never shows.

    Args:
        mnist: digits of the same part, for the non-digits that are made of them.
        say: is told how far it has come.

    Raises:
        UserError: a typeface isn't installed, or the browser's code fails.
    """
    drawn = to_grids("Digits by hand", drawn_digits(counts.drawn_digits, part), counts.drawn_digits, browser, say)
    typed = to_grids("Digits in type", typed_digits(counts.typed_digits, part), counts.typed_digits, browser, say)
    say("Tracing characters, and leaving out those that look like a digit ...")
    strange = shapes.make(part, browser.drawings_to_grids, mnist[0], counts.shapes)
    made = NonDigits(part, mnist, strange).make(counts.non_digits)
    others = to_grids("Non-digits", made, counts.non_digits, browser, say)
    return Lessons(
        digits=np.concatenate([drawn, typed]),
        labels=np.concatenate([labels(counts.drawn_digits), labels(counts.typed_digits)]),
        non_digits=others,
        kinds=non_digits.kinds(counts.non_digits),
    )


def labels(count: int) -> NDArray[np.int64]:
    """Return the digits in turn."""
    return np.arange(count, dtype=np.int64) % CLASSES


def drawn_digits(count: int, part: Part) -> Iterator[Drawing | Picture]:
    """Give the digits in turn, as drawings or painted, of a digit's plain shapes as many each, and of its rare ones."""
    rng, of_digits = part.random("digits by hand"), part.shapes["digits"]
    for index, label in enumerate(labels(count)):
        drawing = hand.write(in_turn(of_digits[str(label)], index // CLASSES), rng)
        yield paint.drawn_or_painted(drawing, rng, most_stretch=MOST_STRETCH_OF.get(label, MOST_STRETCH))


def in_turn(of_digit: Sequence[Prototype], turn: int) -> Prototype:
    """Return the prototype whose turn it is: a rare one every so often, else a plain one."""
    rare = turn % RARE_EVERY == RARE_EVERY - 1
    those = [one for one in of_digit if one.rare == rare]
    before = turn // RARE_EVERY if rare else turn - turn // RARE_EVERY
    return those[before % len(those)]


def typed_digits(count: int, part: Part) -> Iterator[Picture]:
    """Give pictures of the digits in turn, in typefaces."""
    rng = part.random("digits in type")
    for label in labels(count):
        yield part.typed(str(label), rng)


def to_grids(
    what: str, things: Iterable[Drawing | Picture], count: int, browser: Browser, say: Callable[[str], None]
) -> Grids:
    """Return the grids of `count` drawings and pictures, as the browser makes them."""
    grids = np.zeros((count, GRID, GRID), np.uint8)
    source = iter(things)
    for start in range(0, count, BATCH):
        batch = list(islice(source, BATCH))
        drawings = {start + index: thing for index, thing in enumerate(batch) if isinstance(thing, dict)}
        pictures = {start + index: thing for index, thing in enumerate(batch) if not isinstance(thing, dict)}
        if drawings:
            grids[list(drawings)] = to_bytes(browser.drawings_to_grids(list(drawings.values())))
        if pictures:
            grids[list(pictures)] = to_bytes(browser.pictures_to_grids(list(pictures.values())))
        say(f"{what}: {start + len(batch):,} of {count:,} made")
    return grids


def to_bytes(grids: NDArray[np.float32]) -> Grids:
    """(n, 28, 28, 1) float32 to (n, 28, 28) uint8."""
    return np.asarray(np.round(255 * grids[..., 0]), np.uint8)
