"""Digits and letters of freely licensed typefaces, as pictures: handwriting above all, and some print.

They are the npm packages that `fonts/package.json` names, but for those of other scripts.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from trainer.synthesis import typefaces

PRINTED = frozenset(
    {
        *("courier-prime", "fira-sans", "ibm-plex-mono", "lato", "libre-baskerville", "merriweather", "noto-serif"),
        *("open-sans", "oswald", "pt-serif", "roboto", "roboto-mono", "source-sans-3"),
    }
)
PRINTED_SHARE = 0.15  # of the pictures, though print is a quarter of the faces: people mostly write

#: Kept for validation.
KEPT_BACK = frozenset(
    {"gloria-hallelujah", "handlee", "kalam", "open-sans", "playwrite-pl", "pt-serif", "waiting-for-the-sunrise"}
)

# What looks like a digit in many a hand or face is left out: O o D Q (0), I i l ! | / \ ^ ( ) [ ] (1), Z z ? (2),
# { } (3), Y y (4), S s $ (5), b G (6), > (7), B & (8), g q (9), and the J of scripts.
# Small marks too: enlarged, they become a 1 or a 0.
LETTERS = "ACEFHKLMNPRTUVWXacdefhjkmnprtuvwx"
SIGNS = "#%@*+=<~-_"

SIZE = 72  # pixels of an em; a digit is some 50 of them high, two and a half for each of the model's
SLANT, TURN, ASPECT = 0.12, 0.06, 0.12  # standard deviations
MOST = 2.0  # nothing strays further than so many of them
BOLDER = 2.5  # pixels that a pen may add to a stroke; half of the pictures stay as they are

Faces = dict[str, tuple[Path, ...]]


@cache
def faces(folder: Path, validation: bool) -> Faces:
    """Return the files of each typeface that is to be learnt from, or is kept for validation: its upright weights.

    Raises:
        UserError: one isn't installed.
    """
    latin = {face: path for face, path in typefaces.installed(folder).items() if face not in typefaces.SCRIPTS}
    found = {face: tuple(sorted(path.glob(f"{face}-latin-[1-9]00-normal.woff"))) for face, path in latin.items()}
    for face, files in found.items():
        if not files:
            raise typefaces.missing(face)
    return {face: files for face, files in found.items() if (face in KEPT_BACK) == validation}


def paint(text: str, known: Faces, rng: np.random.Generator, spacing: float = 0.0) -> NDArray[np.uint8]:
    """Return a picture of some text in one of the faces, as (height, width), 0 = paper, 255 = ink.

    Args:
        spacing: of each character from the next beyond what the face says, in ems.
    """
    letters = font(some_file(known, rng))
    bolder = max(0.0, rng.uniform(-BOLDER, BOLDER) / 2)
    left, top, right, bottom = letters.getbbox(text, stroke_width=bolder)
    right += max(0.0, spacing) * SIZE * len(text)
    side = int(1.8 * max(right - left, bottom - top)) + 8  # room for what is slanted and turned
    x, y = (side - left - right) / 2, (side - top - bottom) / 2
    picture = Image.new("L", (side, side))
    for index, part in enumerate(text if spacing else [text]):
        place = x + letters.getlength(text[:index]) + index * spacing * SIZE, y
        ImageDraw.Draw(picture).text(place, part, fill=255, font=letters, stroke_width=bolder)
    strayed = picture.transform(
        picture.size, Image.Transform.AFFINE, strayed_about(side / 2, rng), Image.Resampling.BICUBIC
    )
    return np.asarray(strayed.crop(strayed.getbbox()))


def some_file(known: Faces, rng: np.random.Generator) -> Path:
    """Return some weight of some face, print as often as its share says."""
    printed = rng.random() < PRINTED_SHARE
    of_kind = [files for face, files in known.items() if (face in PRINTED) == printed]
    files = of_kind[rng.integers(len(of_kind))]
    return files[rng.integers(len(files))]


@cache
def font(file: Path) -> ImageFont.FreeTypeFont:
    """Return a file as Pillow draws with it."""
    return ImageFont.truetype(file, SIZE)


def strayed_about(centre: float, rng: np.random.Generator) -> tuple[float, ...]:
    """Return a slant, a turn and a stretch about a centre, as Pillow takes them."""
    slant, turn, aspect = np.clip(rng.normal(size=3), -MOST, MOST) * (SLANT, TURN, ASPECT)
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    matrix = rotation @ [[np.exp(aspect), slant], [0, 1]]
    x, y = centre - matrix @ (centre, centre)
    return (*matrix[0], x, *matrix[1], y)
