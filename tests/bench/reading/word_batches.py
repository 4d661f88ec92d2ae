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
from trainer.synthesis import glyphs, typefaces

#: Of each kind.
PICTURES, PHOTOGRAPHS = 200, 60
#: By the ends of their rows' keys: what stands on lists, forms and labels, and words of letters that look like digits.
WORDS = {
    "plain": (
        *("apples", "Monday", "total", "name", "Street", "milk", "thanks", "paid", "April", "date", "hello", "yes"),
        *("rent", "Anna", "London", "bread", "water", "July", "seven", "north", "open", "red", "coffee", "amount"),
        *("EXIT", "SALE", "from", "with", "kitchen", "tax", "phone", "Mark", "table", "green", "the", "and", "weight"),
    ),
    "like_digits": (
        *("Bill", "so", "loss", "boil", "oil", "solo", "Bob", "lies", "sob", "silos", "zoo", "Lois", "boss", "gills"),
        *("Oslo", "gas", "is", "big", "size", "sign"),
    ),
}
NAMES = {"plain": "words", "like_digits": "words like digits"}
#: Pixels of a capital's height, and of the paper about a word, in such heights.
HEIGHTS, MARGINS = (30, 110), (0.3, 1.0)


def handwritten_faces() -> list[Path]:
    """Return the weights of handwriting typefaces from which nothing was learnt; none where they aren't installed."""
    try:
        known = glyphs.faces(typefaces.FONTS, validation=True)
    except UserError:
        return []
    return [file for face in sorted(known) if face not in glyphs.PRINTED for file in known[face]]


def in_pictures(faces: list[Path]) -> Iterator[NumberBatch]:
    """Give words of each kind as dark ink on light paper."""
    for kind, words in WORDS.items():
        rng = seeded(f"pictured words {kind}")
        pictures = [picture_of(rng.choice(words), rng.choice(faces), rng) for _ in range(PICTURES)]
        yield NumberBatch(f"words_pictured_{kind}", f"{NAMES[kind]}, pictures", None, pictures)


def picture_of(word: str, face: Path, rng: random.Random) -> Picture:
    """Return a word in a face, on some paper."""
    height = rng.uniform(*HEIGHTS)
    ink = writing.in_type(word, face).draw(height)
    margins = [round(rng.uniform(*MARGINS) * height) for _ in range(4)]
    cover = np.pad(ink, (margins[:2], margins[2:]))
    paper, darkest = rng.uniform(215, 255), rng.uniform(10, 70)
    return np.asarray((paper * (1 - cover) + darkest * cover).clip(0, 255), np.uint8)


def in_photographs(faces: list[Path]) -> Iterator[PhotoBatch]:
    """Give words of each kind on paper, photographed as numbers are."""
    for kind in WORDS:
        name = f"{NAMES[kind]}, photographs"
        yield photo_batches.batch_of(f"words_photographed_{kind}", name, NUMBER, taken(kind, faces))


def taken(kind: str, faces: list[Path]) -> Iterator[Photograph]:
    """Give photographs of a word each."""
    for index in range(PHOTOGRAPHS):
        rng = seeded(f"photographed word {kind} {index}")
        face = rng.choice(faces)
        layout = layouts.alone(writing.in_type(rng.choice(WORDS[kind]), face), False, rng)
        chances = np.random.default_rng(rng.getrandbits(64))
        yield photographs.taken(NUMBER, layout, {"source": face.stem, "layout": layout.kind}, rng, chances, None)
