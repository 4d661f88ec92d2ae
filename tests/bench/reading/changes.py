"""What mustn't change an answer: drawings and pictures as they were read, and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tests.bench.reading import pictures, placing
from tests.bench.reading.batches import Batch, DrawingBatch, PictureBatch, seeded
from tests.bench.reading.figures import Readings, joined

#: Of all drawings and of all pictures, chosen by lot: each change costs a reading of them.
CHANGED_AT_MOST = 1_500

OF_DRAWINGS = {
    "moved": placing.moved,
    "scaled": placing.scaled,
    "doubled": placing.doubled,
    "rotated": placing.rotated,
}
OF_PICTURES = {
    "inverted": pictures.inverted,
    "margin": pictures.with_margin,
    "scaled": pictures.scaled,
    "doubled": pictures.doubled,
    "rotated": pictures.rotated,
}
NAMES = {
    "moved": "moved",
    "inverted": "inverted",
    "margin": "margin added",
    "scaled": "scaled 3x",
    "doubled": "doubled",
    "rotated": "turned by 5 degrees",
}

T = TypeVar("T")


@dataclass(frozen=True)
class Change:
    """What is read anew, and the readings of the same before."""

    batch: Batch
    before: Readings


def changes_of(read: Sequence[tuple[Batch, Readings]]) -> Iterator[Change]:
    """Give every change of a choice of what was read."""
    drawn = [(batch.drawings, readings) for batch, readings in read if isinstance(batch, DrawingBatch)]
    drawings, before = chosen(drawn, "changed drawings")
    for kind, change_drawing in OF_DRAWINGS.items():
        drawn_anew = each_changed(drawings, change_drawing, f"drawings {kind}")
        yield Change(DrawingBatch(f"strokes_{kind}", f"strokes {NAMES[kind]}", None, drawn_anew), before)
    seen = [(batch.pictures, readings) for batch, readings in read if isinstance(batch, PictureBatch)]
    if not seen:
        return
    originals, before = chosen(seen, "changed pictures")
    for kind, change_picture in OF_PICTURES.items():
        taken_anew = each_changed(originals, change_picture, f"pictures {kind}")
        yield Change(PictureBatch(f"pictures_{kind}", f"pictures {NAMES[kind]}", None, taken_anew), before)


def is_changed(batch: Batch) -> bool:
    """Tell whether a batch is among what is changed: digits, but not the test split."""
    return batch.labels is not None and not batch.key.startswith("mnist_test")


def chosen(read: Sequence[tuple[Sequence[T], Readings]], key: str) -> tuple[list[T], Readings]:
    """Return a choice of samples and their readings."""
    samples = [sample for batch, _ in read for sample in batch]
    readings = joined([each for _, each in read])
    indices = seeded(key).sample(range(len(samples)), min(CHANGED_AT_MOST, len(samples)))
    return [samples[index] for index in indices], readings.at(indices)


def each_changed(samples: Sequence[T], change: Callable[..., T], key: str) -> list[T]:
    """Return each sample changed."""
    rng = seeded(key)
    return [change(sample, rng) for sample in samples]
