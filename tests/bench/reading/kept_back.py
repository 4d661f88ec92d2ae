"""Non-digits of the trainer's own making, of families that no net learned from: drawn, and read as any drawing is."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.reading.batches import DrawingBatch
from tests.bench.reading.figures import Figures, Readings
from trainer import browser_code, data
from trainer.config import DEFAULTS
from trainer.synthesis import shapes, typefaces
from trainer.synthesis.hand import Drawing
from trainer.synthesis.non_digits import NonDigits
from trainer.synthesis.part import Part

#: Drawings of each kind.
COUNT = 200
#: The kinds that are drawn, and not type or pictures of MNIST's digits.
KINDS = (
    *("letters by hand", "marks", "doodles", "two digits by hand", "parts of digits by hand"),
    *("traced letters", "traced scripts", "traced symbols", "traced pictograms"),
    *("invented characters", "assembled doodles", "spoilt digits"),
)
MEAN = "kept_back"


def batches(mnist: Path) -> Iterator[DrawingBatch]:
    """Give a batch for each kind; none where the typefaces aren't installed, which `make trainable` brings."""
    if not all(folder.is_dir() for folder in typefaces.installed(typefaces.FONTS).values()):
        print("Without all typefaces (make trainable) no kept-back families are measured.", file=sys.stderr)
        return
    seed = DEFAULTS["compact"].seed
    validation, part = data.load_splits(mnist, seed).validation, Part(seed, validation=True)
    browser_code.build()
    known = shapes.make(part, browser_code.drawings_to_grids, validation.images)
    makers = NonDigits(part, validation, known).makers()
    for kind in KINDS:
        rng = part.random(f"bench: {kind}")
        drawings: list[Drawing] = [made for made in (makers[kind](rng) for _ in range(COUNT)) if isinstance(made, dict)]
        yield DrawingBatch(f"{MEAN}_{kind.replace(' ', '_')}", f"kept back: {kind}", None, drawings)


def mean_of(readings: Sequence[Readings]) -> Figures:
    """Return the mean over the kinds of what was refused."""
    return {"refused": sum(float((~each.kept).mean()) for each in readings) / len(readings)}
