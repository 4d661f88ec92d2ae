"""Read 28 x 28 picture files as grids."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from trainer.config import GRID, UserError


def read_grids(paths: Sequence[Path], dark_on_light: bool) -> NDArray[np.uint8]:
    """Return (n, 28, 28) grids, 0 = paper, 255 = ink.

    The pictures are in MNIST's form already, as `classify` in the browser takes them; fitting other pictures
    into that form is the browser's work.

    Raises:
        UserError: a file isn't a readable picture of 28 x 28 pixels.
    """
    grids = np.stack([read_grid(path, paper=255 if dark_on_light else 0) for path in paths])
    return np.invert(grids) if dark_on_light else grids


def read_grid(path: Path, paper: int) -> NDArray[np.uint8]:
    """Return one (28, 28) picture in grey, laid on paper of that grey where it is transparent."""
    try:
        with Image.open(path) as picture:
            grey = to_grey(picture, paper)
    except FileNotFoundError as error:
        raise UserError(f"There is no picture {path}.") from error
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise UserError(f"{path} is not a readable picture: give a PNG of 28 x 28 pixels.") from error
    if grey.shape != (GRID, GRID):
        height, width = grey.shape
        raise UserError(f"{path} is {width} x {height} pixels: give a picture of 28 x 28, in MNIST's form.")
    return grey


def to_grey(picture: Image.Image, paper: int) -> NDArray[np.uint8]:
    """Return a picture's grey values, 0 to 255; Pillow would drop transparency, and clip 16 bits to 8."""
    if picture.mode.startswith("I"):
        return np.clip(np.asarray(picture).astype(np.int64) // 257, 0, 255).astype(np.uint8)
    ground = Image.new("RGBA", picture.size, (paper, paper, paper, 255))
    ground.alpha_composite(picture.convert("RGBA"))
    return np.asarray(ground.convert("L"))
