"""Handwritten words, which are no numbers: in typefaces that nothing learnt from, as pictures and as photographs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tests.bench.reading import layouts, photo_batches, photographs, writing
from tests.bench.reading.batches import seeded
from tests.bench.reading.number_batches import NumberBatch
from tests.bench.reading.photo_batches import PhotoBatch
from tests.bench.reading.photographs import NUMBER, Photograph
from tests.bench.reading.pictures import Picture
from trainer.config import UserError
from trainer.synthesis import glyphs

PICTURES, PHOTOGRAPHS = 200, 100
#: What stands on lists, forms and labels; and words of letters that look like digits.
WORDS = (
    *("apples", "Monday", "total", "name", "Street", "milk", "thanks", "paid", "April", "date", "hello", "yes", "no"),
    *("rent", "Anna", "London", "bread", "water", "July", "seven", "north", "open", "red", "coffee", "amount", "left"),
    *(
        "EXIT",
        "SALE",
        "from",
        "with",
        "kitchen",
        "tax",
        "gas",
        "phone",
        "Mark",
        "table",
        "green",
        "the",
        "and",
        "weight",
    ),
    *(
        "Bill",
        "so",
        "loss",
        "boil",
        "oil",
        "solo",
        "Bob",
        "lies",
        "sob",
        "silos",
        "zoo",
        "Lois",
        "boss",
        "gills",
        "Oslo",
    ),
)
#: Pixels of a capital's height, and of the paper about a word, in such heights.
HEIGHTS, MARGINS = (30, 110), (0.3, 1.0)


def handwritten_faces() -> list[Path]:
    """Return the weights of handwriting typefaces from which nothing was learnt; none where they aren't installed."""
    try:
        known = glyphs.faces(glyphs.FONTS, validation=True)
    except UserError:
        return []
    return [file for face in sorted(known) if face not in glyphs.PRINTED for file in known[face]]


def in_pictures(faces: list[Path]) -> NumberBatch:
    """Return words as dark ink on light paper."""
    rng = seeded("handwritten words")
    pictures = [picture_of(rng, faces) for _ in range(PICTURES)]
    return NumberBatch("words_in_type", "words in handwriting faces", None, pictures)


def picture_of(rng: random.Random, faces: list[Path]) -> Picture:
    """Return some word in some face."""
    height = rng.uniform(*HEIGHTS)
    ink = writing.in_type(rng.choice(WORDS), rng.choice(faces)).draw(height)
    margins = [round(rng.uniform(*MARGINS) * height) for _ in range(4)]
    cover = np.pad(ink, (margins[:2], margins[2:]))
    paper, darkest = rng.uniform(215, 255), rng.uniform(10, 70)
    return np.asarray((paper * (1 - cover) + darkest * cover).clip(0, 255), np.uint8)


def in_photographs(faces: list[Path]) -> PhotoBatch:
    """Return words on paper, photographed as numbers are."""
    return photo_batches.batch_of("words_photographed", "words, photographed", NUMBER, taken(faces))


def taken(faces: list[Path]) -> Iterator[Photograph]:
    """Give photographs of a word each."""
    for index in range(PHOTOGRAPHS):
        rng = seeded(f"photographed word {index}")
        face = rng.choice(faces)
        layout = layouts.alone(writing.in_type(rng.choice(WORDS), face), False, rng)
        chances = np.random.default_rng(rng.getrandbits(64))
        yield photographs.taken(NUMBER, layout, {"source": face.stem, "layout": layout.kind}, rng, chances, None)
