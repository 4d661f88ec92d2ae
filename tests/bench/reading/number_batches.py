"""What each row of whole numbers reads: lines made of a set's digits, own ones, and lines that hold no number."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from zlib import crc32

import numpy as np

from tests.bench.reading import batches, lines
from tests.bench.reading.batches import Batch, seeded
from tests.bench.reading.pictures import Picture, painted_line
from tests.bench.reading.placing import PAD, Drawing
from tests.bench.reading.sets import DrawnSet, Labels, OwnDrawings, OwnLines, PictureSet
from trainer.config import UserError
from trainer.synthesis import composing, strips, texts
from trainer.synthesis import lines as synthetic_lines
from trainer.synthesis.composing import MANNERS, Glyph, Hand, Line, NoLineError

#: Of each set in each manner.
NUMBERS, MARKED, WORDS, SCRIBBLES = 200, 240, 300, 200
#: A writer of fewer samples writes no numbers here.
LEAST_SAMPLES = 8
LENGTHS = range(2, 9)
#: Other samples are tried so often; of two bars no line overlaps.
ATTEMPTS = 100
#: Drawn numbers whose reading is timed, and their digits.
TIMED, TIMED_LENGTH = 60, 8

Samples = Sequence[int]


@dataclass(frozen=True)
class Alphabet:
    """Samples, one character each, of which lines are made: of one writer's at a time."""

    key: str
    name: str
    hands: Sequence[Samples]  # by writer
    glyph: Callable[[int, Hand, random.Random], Glyph]  # of a sample
    finish: Callable[[Line, Hand, random.Random], Drawing | Picture]


@dataclass(frozen=True)
class Digits(Alphabet):
    """An alphabet of digits, and how each is read alone."""

    batch: Batch  # the samples in their order, for a reading of each

    @property
    def labels(self) -> Labels:
        """(n,) of the samples."""
        assert self.batch.labels is not None
        return self.batch.labels


@dataclass(frozen=True)
class NumberBatch:
    """Lines for `read` in number mode; without labels they hold no number."""

    key: str
    name: str
    labels: Sequence[str] | None
    sources: Sequence[Drawing | Picture]
    samples: Sequence[Samples] = ()  # of each line, where it is made of some
    kinds: Sequence[str] = ()  # of each line, where it has marks


def hands_of(writers: Sequence[str | None]) -> list[Samples]:
    """Return the samples of each known writer of enough of them, perhaps none; where none is known, all are one's."""
    by_writer = defaultdict(list)
    for index, writer in enumerate(writers):
        if writer is not None:
            by_writer[writer].append(index)
    enough: list[Samples] = [indices for indices in by_writer.values() if len(indices) >= LEAST_SAMPLES]
    return enough if by_writer else [range(len(writers))]


def written(drawn: DrawnSet | OwnDrawings) -> Callable[[int, Hand, random.Random], Glyph]:
    """Return how a sample of strokes becomes a glyph."""
    strokes = drawn.strokes if isinstance(drawn, DrawnSet) else [each["strokes"] for each in drawn.drawings]
    return lambda index, hand, rng: composing.glyph_of_strokes(strokes[index], hand, rng)


def drawn_digits(drawn: DrawnSet) -> Digits:
    """Return a set's digits, by their writers."""
    (batch,) = batches.of_strokes(drawn)
    return Digits(drawn.key, drawn.name.split()[0], hands_of(drawn.writers), written(drawn), lines.on_pad, batch)


def own_digits(own: OwnDrawings) -> Digits:
    """Return the project's own digits, all of one hand."""
    batch = next(iter(batches.of_own(own, "own_digits", "own digits")))
    return Digits("own_digits", "own digits", [range(len(own.drawings))], written(own), lines.on_pad, batch)


def pictured_digits(split: PictureSet) -> Digits:
    """Return MNIST's digits, whose writers nobody knows."""
    *_, batch = batches.of_mnist(split)

    def glyph(index: int, hand: Hand, rng: random.Random) -> Glyph:
        return composing.glyph_of_grid(split.images[index], hand, rng)

    def finish(line: Line, hand: Hand, rng: random.Random) -> Picture:
        return lines.on_paper(line, rng)

    return Digits(split.key, "MNIST", [range(len(split.labels))], glyph, finish, batch)


def numbers_of(digits: Digits) -> Iterator[NumberBatch]:
    """Give a set's numbers in every manner."""
    for manner in MANNERS:
        key, name = f"numbers_{digits.key}_{manner}", f"{digits.name}, {manner}"
        made = [composed(digits, manner, LENGTHS, rng) for rng in [seeded(key)] for _ in range(NUMBERS)]
        samples, sources = zip(*made, strict=True)
        labels = ["".join(str(digits.labels[index]) for index in chosen) for chosen in samples]
        yield NumberBatch(key, name, labels, sources, samples)


def composed(
    alphabet: Alphabet, manner: str, lengths: Sequence[int], rng: random.Random
) -> tuple[Samples, Drawing | Picture]:
    """Return the samples of a line and the line: one writer's, others where these don't stand in this manner.

    Raises:
        UserError: nothing of this alphabet does.
    """
    for _ in range(ATTEMPTS):
        hand = composing.hand_of(rng)
        chosen = rng.choices(rng.choice(alphabet.hands), k=rng.choice(lengths))
        glyphs = [alphabet.glyph(index, hand, rng) for index in chosen]
        try:
            line = composing.in_line(glyphs, manner, hand, rng)
        except NoLineError:
            continue
        return chosen, alphabet.finish(line, hand, rng)
    raise UserError(f"No {manner} lines can be made of {alphabet.name}.")


def marked_of(digits: Digits) -> NumberBatch:
    """Return numbers with marks, of every kind as many: a writer's digits, and marks by the same pen."""
    key = f"marked_{digits.key}"
    rng, lot = np.random.default_rng(crc32(key.encode())), seeded(key)
    kinds = list(islice(cycle(kind for kind in texts.MARKED if kind != "anything"), MARKED))
    made = [marked(digits, texts.MARKED[kind][0](rng), rng, lot) for kind in kinds]
    labels, sources = zip(*made, strict=True)
    return NumberBatch(key, f"{digits.name}, with marks", labels, sources, kinds=kinds)


def marked(digits: Digits, text: str, rng: np.random.Generator, lot: random.Random) -> tuple[str, Drawing | Picture]:
    """Return what a number says, and the line of it."""
    hand = composing.hand_of(lot)
    samples = lot.choice([own for own in digits.hands if covers(digits, own, text)] or [range(len(digits.labels))])

    def digit(char: str) -> Glyph:
        return digits.glyph(lot.choice([each for each in samples if digits.labels[each] == int(char)]), hand, lot)

    between = synthetic_lines.GAPS[synthetic_lines.some_manner(rng)]
    return text.replace(" ", ""), digits.finish(strips.in_line(text, digit, between, hand, rng), hand, lot)


def covers(digits: Digits, samples: Samples, text: str) -> bool:
    """Tell whether a writer's samples hold all digits of a text."""
    return {int(char) for char in text if char.isdigit()} <= {int(digits.labels[each]) for each in samples}


def words_of(letters: DrawnSet) -> NumberBatch:
    """Return words of one writer's letters, in every manner but overlapping."""
    alphabet = Alphabet(letters.key, letters.name, hands_of(letters.writers), written(letters), lines.on_pad)
    rng = seeded(f"words {letters.key}")
    words = [composed(alphabet, MANNERS[index % 3], LENGTHS, rng)[1] for index in range(WORDS)]
    return NumberBatch(f"words_{letters.key.removeprefix('strokes_')}", f"words of {letters.name}", None, words)


def scribbles() -> NumberBatch:
    """Return scribbles that run on to the right."""
    rng = seeded("scribbles")
    return NumberBatch("scribbles", "scribbles", None, [scribble(rng) for _ in range(SCRIBBLES)])


def scribble(rng: random.Random) -> Drawing:
    """Return strokes of many turns, of waves that no letter has, side by side."""
    strokes, left = [], rng.uniform(0.05, 0.3) * PAD
    for _ in range(rng.randint(1, 4)):
        width, height = rng.uniform(0.4, 2.5) * PAD, rng.uniform(0.15, 0.4) * PAD
        turns = rng.uniform(14, 40) * width / PAD  # radians
        waves = [(rng.uniform(0.6, 1.4) * turns, rng.uniform(0, 6.3), rng.uniform(0.2, 0.5)) for _ in range(4)]
        t = np.linspace(0, 1, int(12 * turns))
        x, y = (sum(size * np.sin(speed * t + phase) for speed, phase, size in half) for half in (waves[:2], waves[2:]))
        xs, ys = left + width * t + 0.5 * height * x, PAD / 2 + height * y
        strokes.append([[float(x), float(y)] for x, y in zip(xs, ys, strict=True)])
        left += width + rng.uniform(0.1, 0.4) * PAD
    return {"strokes": strokes, "width": rng.uniform(8, 20)}


def own_lines(own: OwnLines, key: str, name: str) -> Iterator[NumberBatch]:
    """Give own lines where they were drawn, and as pictures with their own pens."""
    yield NumberBatch(f"{key}_as_drawn", f"{name} as drawn", own.labels, own.drawings)
    pictures = [painted_line(drawing) for drawing in own.drawings]
    yield NumberBatch(f"{key}_pictures", f"{name} as pictures", own.labels, pictures)


def timed(digits: Digits) -> list[Drawing]:
    """Return drawn numbers of eight digits, of all manners as many."""
    rng = seeded("timed numbers")
    lines = (composed(digits, MANNERS[index % 4], [TIMED_LENGTH], rng)[1] for index in range(TIMED))
    return [line for line in lines if isinstance(line, dict)]
