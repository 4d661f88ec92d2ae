"""What is no digit: letters, marks, doodles, textures, two digits in each other's way, and parts of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from trainer.config import CLASSES
from trainer.synthesis import doodles, glyphs, hand, mixtures, paint, textures
from trainer.synthesis.hand import Drawing
from trainer.synthesis.lots import Rng, some
from trainer.synthesis.paint import Picture
from trainer.synthesis.part import Part
from trainer.synthesis.shapes import Shapes

Mnist = tuple[NDArray[np.float32], NDArray[np.int64]]  # (n, 28, 28, 1), 0 = paper, 1 = ink, and the digits

#: What share of the non-digits is of which kind: letters, which people try first, and above all what nobody listed.
SHARES = {
    "letters by hand": 0.08,
    "letters in type": 0.11,
    "several letters in type": 0.03,
    "marks": 0.07,
    "check marks": 0.03,
    "doodles": 0.06,
    "two digits by hand": 0.05,
    "two digits in type": 0.01,
    "two digits of MNIST": 0.03,
    "parts of digits by hand": 0.04,
    "parts of digits of MNIST": 0.02,
    "textures": 0.02,
    "traced letters": 0.08,
    "traced scripts": 0.11,
    "traced symbols": 0.08,
    "traced pictograms": 0.03,
    "invented characters": 0.08,
    "assembled doodles": 0.03,
    "spoilt digits": 0.04,
}

#: Kinds of which no part is kept back for validation.
LEARNT_WHOLE = frozenset({"check marks"})

#: How far hands stray with what isn't to become a digit; hand.MOST_STRAY says so of letters.
MOST_STRAY = 1.2

#: MNIST's digits are cut and joined at four times their size with sharp edges: were they blurred, the net would learn
#: that what is blurred is no digit.
ENLARGED = 4
SHARPENED = 3.0

#: The browser's pen: under a broader one they run together, perhaps to a digit.
BROADEST_PEN = {
    **dict.fromkeys(("check marks", "doodles", "two digits by hand", "assembled doodles", "spoilt digits"), 0.12),
    **dict.fromkeys(("traced scripts", "traced symbols", "invented characters"), 0.16),
    "traced pictograms": 0.08,
}

#: Gaps between two digits, as shares of their height; below 0 they overlap.
GAPS = (-0.06, 0.3)
GAPS_AT_A_ONE = (0.05, 0.3)  # touching, it might be the stem of another digit
OVERLAPS = (-0.3, -0.15)
OVERLAPPING_SHARE = 0.25


def kinds(count: int) -> NDArray[np.str_]:
    """Return the kind of each of `count` non-digits, in the order in which they are made."""
    ends = np.round(np.cumsum(list(SHARES.values())) * count).astype(int)
    return np.repeat(list(SHARES), np.diff(ends, prepend=0))


@dataclass(frozen=True)
class NonDigits:
    """Makes non-digits of one part of all there is, of its shapes, and of MNIST's digits of the same part."""

    part: Part
    mnist: Mnist
    shapes: Shapes

    def make(self, count: int) -> Iterator[Drawing | Picture]:
        """Give `count` drawings and pictures, of the kinds in their order."""
        makers = self.makers()
        randoms = {kind: self.part.random(kind) for kind in SHARES}
        for kind in kinds(count):
            made, rng = makers[kind](randoms[kind]), randoms[kind]
            broadest = BROADEST_PEN.get(kind, paint.BROADEST_PEN)
            yield paint.drawn_or_painted(made, rng, broadest) if isinstance(made, dict) else made

    def makers(self) -> dict[str, Callable[[Rng], Drawing | Picture]]:
        """Return how each kind is made."""
        patterns = self.of_part(doodles.KINDS, doodles.KEPT_BACK), self.of_part(textures.KINDS, textures.KEPT_BACK)
        return {
            "letters by hand": lambda rng: self.any_drawn("letters", rng),
            "letters in type": lambda rng: self.part.typed(some(glyphs.LETTERS + glyphs.SIGNS, rng), rng),
            "several letters in type": self.several_letters,
            "marks": lambda rng: self.any_drawn("marks", rng),
            "check marks": lambda rng: hand.put_down(doodles.check_mark(rng), rng),
            "doodles": lambda rng: hand.put_down(doodles.KINDS[some(patterns[0], rng)](rng), rng),
            "two digits by hand": self.two_drawn,
            "two digits in type": lambda rng: self.part.typed(str(rng.integers(10, 1000)), rng),
            "two digits of MNIST": self.two_of_mnist,
            "parts of digits by hand": self.part_drawn,
            "parts of digits of MNIST": self.part_of_mnist,
            "textures": lambda rng: textures.paint(some(patterns[1], rng), rng),
            "traced letters": lambda rng: self.of_shape("letters", rng),
            "traced scripts": lambda rng: self.of_shape("scripts", rng),
            "traced symbols": lambda rng: self.of_shape("symbols", rng),
            "traced pictograms": lambda rng: self.of_shape("pictograms", rng),
            "invented characters": lambda rng: self.of_shape("invented", rng),
            "assembled doodles": lambda rng: self.of_shape("assembled", rng),
            "spoilt digits": lambda rng: self.of_shape("spoilt", rng),
        }

    def of_shape(self, kind: str, rng: Rng) -> Drawing:
        """Return a drawing of some shape of a kind."""
        return hand.write(some(self.shapes[kind], rng), rng, min(MOST_STRAY, rng.uniform(*hand.STRAY_OF_HANDS)))

    def of_part(self, names: Iterable[str], kept_back: frozenset[str]) -> list[str]:
        """Return the names that belong to this part."""
        return [name for name in names if (name in kept_back) == self.part.validation]

    def any_drawn(self, family: str, rng: Rng) -> Drawing:
        """Return a drawing of some kind of a family."""
        return self.part.drawn(family, some(list(self.part.shapes[family]), rng), rng)

    def several_letters(self, rng: Rng) -> Picture:
        """Return two or three letters in a row."""
        return self.part.typed("".join(some(glyphs.LETTERS, rng) for _ in range(rng.integers(2, 4))), rng)

    def two_drawn(self, rng: Rng) -> Drawing:
        """Return two digits side by side, touching, or half on each other."""
        if rng.random() < OVERLAPPING_SHARE:
            labels, gap = rng.choice(mixtures.OVERLAPPING, 2), rng.uniform(*OVERLAPS)
        else:
            # Never two 1s: they may join to one with a long upstroke.
            labels = rng.permutation([rng.integers(CLASSES), rng.choice([0, *range(2, CLASSES)])])
            gap = rng.uniform(*(GAPS_AT_A_ONE if 1 in labels else GAPS))
        first, second = (self.part.drawn("digits", str(label), rng) for label in labels)
        return mixtures.side_by_side(first, second, gap, drop=rng.normal(0, 0.06))

    def part_drawn(self, rng: Rng) -> Drawing:
        """Return a part of a digit that nobody would read."""
        while True:
            label = some(list(mixtures.CUTS), rng)
            whole = self.part.drawn("digits", str(label), rng)
            cut = mixtures.cut_strokes(whole, some(mixtures.CUTS[label], rng))
            if cut["strokes"]:
                return cut

    def two_of_mnist(self, rng: Rng) -> Picture:
        """Return two of MNIST's digits side by side, never two 1s."""
        _, labels = self.mnist
        pair = rng.permutation([rng.integers(len(labels)), rng.choice(np.flatnonzero(labels != 1))])
        size = ENLARGED * 20  # what MNIST's digits are fitted into
        gap = rng.uniform(*(GAPS_AT_A_ONE if 1 in labels[pair] else GAPS)) * size
        first, second = (self.enlarged(int(index)) for index in pair)
        return mixtures.join_pictures(first, second, round(gap))

    def part_of_mnist(self, rng: Rng) -> Picture:
        """Return a part of one of MNIST's digits that nobody would read."""
        _, labels = self.mnist
        index = int(rng.choice(np.flatnonzero(np.isin(labels, list(mixtures.CUTS)))))
        return mixtures.cut_picture(self.enlarged(index), some(mixtures.CUTS[int(labels[index])], rng))

    def enlarged(self, index: int) -> Picture:
        """Return a picture of one of MNIST's digits."""
        ink = Image.fromarray(np.round(255 * self.mnist[0][index, ..., 0]).astype(np.uint8))
        large = ink.resize((ENLARGED * ink.width, ENLARGED * ink.height), Image.Resampling.BICUBIC)
        sharp = (np.asarray(large, np.float32) - 127.5) * SHARPENED + 127.5
        return np.asarray(np.clip(sharp, 0, 255).astype(np.uint8))
