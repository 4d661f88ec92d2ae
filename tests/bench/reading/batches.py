"""What each row of the table reads: the samples of a set, in the form in which they are brought to the recogniser."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.bench.reading.pictures import Picture, enlarged, on_paper, painted
from tests.bench.reading.placing import Drawing, place
from tests.bench.reading.sets import DrawnSet, Labels, OwnDrawings, PictureSet

SEED = 1
#: Own drawings are some 200 units large; one much smaller is meant to be small.
OWN_LEAST_SIDE = 100
BLANK_SIDES = (1, 28, 280)
BLANK_GREYS = (0, 90, 128, 254, 255)


@dataclass(frozen=True)
class GridBatch:
    """(n, 28, 28) grids for `classify`: uint8, 255 = ink."""

    key: str
    name: str
    labels: Labels
    grids: NDArray[np.uint8]


@dataclass(frozen=True)
class DrawingBatch:
    """Drawings for `read`; without labels they are to be refused."""

    key: str
    name: str
    labels: Labels | None
    drawings: Sequence[Drawing]


@dataclass(frozen=True)
class PictureBatch:
    """Pictures for `read`; without labels they are to be refused."""

    key: str
    name: str
    labels: Labels | None
    pictures: Sequence[Picture]
    #: The batch of the same digits as grids.
    grids_key: str | None = None


Batch = GridBatch | DrawingBatch | PictureBatch


def seeded(key: str) -> random.Random:
    """Return a batch's own chances, the same in every run and whatever else is read."""
    return random.Random(f"{SEED} {key}")


def of_mnist(split: PictureSet) -> Iterator[Batch]:
    """Give a split as grids, and the same digits as pictures of black ink on white paper."""
    grids_key = f"{split.key}_classify"
    yield GridBatch(grids_key, f"{split.name}, classify", split.labels, split.images)
    pictures = [enlarged(grid) for grid in split.images]
    yield PictureBatch(f"{split.key}_pictures", f"{split.name}, pictures", split.labels, pictures, grids_key)


def of_pictures(chosen: PictureSet) -> Iterator[Batch]:
    """Give pictures as they are, without a margin of ours: black ink on white paper."""
    yield PictureBatch(chosen.key, chosen.name, chosen.labels, [on_paper(image) for image in chosen.images])


def of_strokes(drawn: DrawnSet) -> Iterator[Batch]:
    """Give drawings anywhere on the pad, each with a pen drawn by lot."""
    rng = seeded(drawn.key)
    yield DrawingBatch(drawn.key, drawn.name, drawn.labels, [place(strokes, rng) for strokes in drawn.strokes])


def of_own(own: OwnDrawings, key: str, name: str) -> Iterator[Batch]:
    """Give own drawings where they were drawn, as pictures with their own pens, and anywhere on the pad."""
    yield DrawingBatch(f"{key}_as_drawn", f"{name}, as drawn", own.labels, own.drawings)
    pictures = [painted(drawing) for drawing in own.drawings]
    yield PictureBatch(f"{key}_pictures", f"{name}, as pictures", own.labels, pictures)
    rng = seeded(key)
    least_side = 0 if own.labels is not None else OWN_LEAST_SIDE
    anywhere = [place(drawing["strokes"], rng, least_side) for drawing in own.drawings]
    yield DrawingBatch(f"{key}_anywhere", f"{name}, anywhere", own.labels, anywhere)


def of_nothing() -> Iterator[Batch]:
    """Give paper without ink: of one grey, and with the noise of a scanner."""
    plain = [np.full((side, side), grey, np.uint8) for side in BLANK_SIDES for grey in BLANK_GREYS]
    rng = np.random.default_rng(SEED)
    noisy = [rng.normal(grey, 2, (120, 90)).clip(0, 255).astype(np.uint8) for grey in BLANK_GREYS]
    yield PictureBatch("blank", "blank paper", None, plain + noisy)
