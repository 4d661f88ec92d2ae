"""One part of all there is, to learn from or to validate with, and the random numbers that choose from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zlib import crc32

import numpy as np

from trainer.synthesis import glyphs, hand, paint, prototypes, typefaces
from trainer.synthesis.hand import Drawing
from trainer.synthesis.lots import Rng
from trainer.synthesis.paint import Picture
from trainer.synthesis.prototypes import Prototype


@dataclass(frozen=True)
class Part:
    """The shapes and typefaces of one part; the two parts share none."""

    seed: int
    validation: bool
    fonts: Path = typefaces.FONTS

    def random(self, purpose: str) -> Rng:
        """Return random numbers for one purpose, which no other purpose changes."""
        return np.random.default_rng([self.seed, int(self.validation), crc32(purpose.encode())])

    @cached_property
    def shapes(self) -> dict[str, dict[str, list[Prototype]]]:
        """The prototypes by family and kind."""
        families: dict[str, dict[str, list[Prototype]]] = {family: {} for family in prototypes.FAMILIES}
        for one in prototypes.load():
            if one.validation == self.validation:
                families[one.family].setdefault(one.kind, []).append(one)
        return families

    def drawn(self, family: str, kind: str, rng: Rng) -> Drawing:
        """Return a drawing of some shape of a kind."""
        shapes = self.shapes[family][kind]
        return hand.write(shapes[rng.integers(len(shapes))], rng)

    def typed(self, text: str, rng: Rng) -> Picture:
        """Return a picture of a text in some typeface."""
        return paint.worn(glyphs.paint(text, glyphs.faces(self.fonts, self.validation), rng), rng)
