"""Characters of other scripts, symbols and pictograms out of typefaces, traced so that our own hands can draw them.

A family is what a package keeps in one file, or a block of Unicode: `hebrew`, `music`, `kana`. Whole families are kept
for validation.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from trainer.synthesis import glyphs, skeletons, typefaces
from trainer.synthesis.prototypes import Prototype, sharp_turns

#: Families kept for validation: of every sort some.
KEPT_BACK = frozenset(
    {
        *("georgian", "tifinagh", "gujarati", "balinese", "syriac", "glagolitic", "khmer", "kana"),
        *("arrows and techniques", "vehicles and places"),
    }
)
#: Of a family so many characters at most, evenly spread: Hangul has thousands, and most are alike.
MOST_IN_FAMILY = 150
#: Letters, numbers, punctuation and symbols; no accents by themselves, no spaces. Of what lies before, Latin and its
#: relatives, `glyphs` and the written shapes say which letters look like a digit.
CATEGORIES, FIRST = "LNPS", 0x2B0
#: Dots for the fingertips, which nobody writes: Braille.
NOT_WRITTEN = range(0x2800, 0x2900)
#: Files of what stands beside a script's own characters; of these typefaces they hold the symbols.
ASIDE, SYMBOLS = ("latin", "vietnamese"), ("noto-music", "noto-sans-math", "noto-sans-symbols", "noto-sans-symbols-2")
#: Families that are no single file, by their blocks of Unicode; kana has narrow forms, and arrows are in five blocks.
BLOCKS = {
    "kana": (range(0x3041, 0x3100), range(0x31F0, 0x3200), range(0xFF66, 0xFFA0)),
    "kanji": (range(0x4E00, 0xA000),),
    "hangul": (range(0xAC00, 0xD7A4),),
    "arrows and techniques": (
        *(range(0x2190, 0x2200), range(0x27F0, 0x2800), range(0x2900, 0x2980), range(0x2B00, 0x2C00)),
        range(0x1F800, 0x1F900),
    ),
    "currencies": (range(0x20A0, 0x20D0),),
    "vehicles and places": (range(0x1F680, 0x1F700),),
}

#: Marks of the handwriting faces that look like a digit in some of them, and in others don't.
MARKS = '?!&$^:;"()[]{}/'

SIZE = 96  # pixels of an em: a stroke is some eight of them wide


def traced(fonts: Path, validation: bool, share: float) -> dict[str, list[Prototype]]:
    """Return what typefaces show, by kind: `scripts`, `symbols` and `pictograms`, and `letters` of handwriting faces.

    Args:
        share: how many of all are traced, evenly spread.

    Raises:
        UserError: a typeface isn't installed.
    """
    kinds: dict[str, list[Prototype]] = {"scripts": [], "symbols": [], "pictograms": [], "letters": []}
    known = families(fonts)
    # Some files hold characters of their neighbours: Syriac's the digits of Arabic.
    learnt = {character for family, files in known.items() if family not in KEPT_BACK for character in files}
    for family, files in known.items():
        if (family in KEPT_BACK) == validation:
            own = [character for character in files if not validation or character not in learnt]
            for character in thinned(own, min(share, MOST_IN_FAMILY / max(1, len(own)))):
                made = prototype_of(character, files[character], family, validation)
                kinds[kind_of(character, files[character])] += made
    for face, weights in glyphs.faces(fonts, validation).items():
        for character in thinned(list(glyphs.LETTERS + glyphs.SIGNS + MARKS), share):
            kind = "letters" if character.isalpha() else "symbols"
            kinds[kind] += prototype_of(character, weights[0], face, validation)
    return kinds


def thinned(characters: list[str], share: float) -> list[str]:
    """Return a share of the characters, evenly spread, and one at least."""
    count = max(1, round(min(1.0, share) * len(characters)))
    return [characters[index * len(characters) // count] for index in range(count)] if characters else []


def families(fonts: Path) -> dict[str, dict[str, Path]]:
    """Return for each family its characters and the file that shows each."""
    found = typefaces.installed(fonts)
    known: dict[str, dict[str, Path]] = {}
    for face in sorted(typefaces.SCRIPTS & set(found)):
        files = sorted(found[face].glob(f"{face}-*-400-normal.woff"))
        if not files:
            raise typefaces.missing(face)
        for file in files:
            subset = file.name.removeprefix(f"{face}-").removesuffix("-400-normal.woff")
            for character in characters_of(file):
                known.setdefault(family_of(character, face, subset), {}).setdefault(character, file)
    return known


def characters_of(file: Path) -> list[str]:
    """Return the characters of a file that somebody may write."""
    with TTFont(file, lazy=True) as font:
        codes = sorted(font.getBestCmap())
    return [chr(code) for code in codes if code >= FIRST and is_written(chr(code))]


def is_written(character: str) -> bool:
    """Tell whether somebody may write a character by itself, and it is no Latin letter with an accent."""
    is_latin = unicodedata.name(character, "").startswith("LATIN")
    return unicodedata.category(character)[0] in CATEGORIES and not is_latin and ord(character) not in NOT_WRITTEN


def family_of(character: str, face: str, subset: str) -> str:
    """Return the family of a character: its block, its file, or its face where files are numbered or emoji."""
    block = next((name for name, codes in BLOCKS.items() if any(ord(character) in some for some in codes)), None)
    if block is None and subset.startswith(ASIDE) and face not in SYMBOLS:
        return "punctuation"
    return block or (face if subset.isdigit() or subset.startswith(ASIDE) or subset == "emoji" else subset)


def kind_of(character: str, file: Path) -> str:
    """Return the kind of a character: what people write as letters, as symbols, or draw."""
    if "emoji" in file.name:
        return "pictograms"
    return "scripts" if unicodedata.category(character)[0] in "LN" else "symbols"


def prototype_of(character: str, file: Path, family: str, validation: bool) -> list[Prototype]:
    """Return the character as a prototype, 100 high or wide; nothing where it has no strokes."""
    strokes = skeletons.strokes_of(picture_of(character, file))
    if not strokes:
        return []
    places = np.concatenate(strokes)
    low, spans = places.min(axis=0), np.ptp(places, axis=0)
    if spans.max() < SIZE / 8:
        return []  # a point or a comma: enlarged, it is a stroke like a 1
    scaled = tuple((stroke - low) * (100 / spans.max()) for stroke in strokes)
    name = f"{family} U+{ord(character):04X}"
    return [Prototype(family, character, name, validation, scaled, tuple(sharp_turns(stroke) for stroke in scaled))]


def picture_of(character: str, file: Path) -> NDArray[np.uint8]:
    """Return a picture of one character, (height, width), 0 = paper, 255 = ink."""
    font = ImageFont.truetype(file, SIZE)
    left, top, right, bottom = font.getbbox(character)
    picture = Image.new("L", (max(1, int(right - left)), max(1, int(bottom - top))))
    ImageDraw.Draw(picture).text((-left, -top), character, fill=255, font=font)
    return np.asarray(picture)
