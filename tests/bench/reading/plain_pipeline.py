"""The plain way with a photograph, to compare with: grey, one threshold, the same normaliser and model."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from trainer.browser_code import pictures_to_grids
from trainer.config import CLASSES

#: Brought to Node together: a megapixel is a megabyte.
AT_ONCE = 16

Probabilities = NDArray[np.float64]


def plain_guesses(files: Iterable[bytes], classify: Callable[[NDArray[np.uint8]], Probabilities]) -> list[str]:
    """Return the digit as which each photograph is read so, "" where it shows no ink.

    Args:
        classify: the model: (n, 28, 28) grids, 255 = ink, to (n, 10) probabilities.
    """
    inks = [ink_of(file) for file in files]
    grids = [pictures_to_grids(inks[start : start + AT_ONCE]) for start in range(0, len(inks), AT_ONCE)]
    probabilities = classify((np.concatenate(grids)[..., 0] * 255).round().astype(np.uint8))
    assert probabilities.shape == (len(inks), CLASSES)
    return [
        str(row.argmax()) if ink.any() and not ink.all() else "" for ink, row in zip(inks, probabilities, strict=True)
    ]


def ink_of(file: bytes) -> NDArray[np.uint8]:
    """Return (height, width) ink, 0 or 255: what lies on the other side of Otsu's threshold than most of the border."""
    with Image.open(io.BytesIO(file)) as opened:
        grey = np.asarray(opened.convert("L"))
    dark = grey <= otsu(grey)
    border = np.concatenate([dark[0], dark[-1], dark[:, 0], dark[:, -1]])
    return np.where(dark ^ (border.mean() > 0.5), 255, 0).astype(np.uint8)


def otsu(grey: NDArray[np.uint8]) -> int:
    """Return the grey that parts dark from light with the most variance between them (Otsu, 1979)."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(float)
    greys = np.arange(256)
    below, total = counts.cumsum(), counts.sum()
    sums = (counts * greys).cumsum()
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (sums[-1] * below / total - sums) ** 2 / (below * (total - below))
    return int(np.nan_to_num(between, posinf=0).argmax())
