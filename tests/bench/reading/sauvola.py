"""A photograph in black and white by Sauvola's local threshold, to compare our own way to the ink with.

J. Sauvola and M. Pietikäinen, Adaptive document image binarization, Pattern Recognition 33 (2000): a pixel is ink where
it is darker than m (1 + k (s / R - 1)), m and s being the mean and the deviation of the window around it and R the
greatest deviation. What comes of it is read by the same code as our own ink is: rules, borders and specks are dropped,
and the digits brought into MNIST's form and judged by the same model.
"""

from __future__ import annotations

import io
import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

#: The paper's R, and a k of the range (0.2 to 0.5) in which it is used.
DEVIATION, K = 128, 0.2
#: The window's side, as a share of the picture's shorter one: what is narrower than a stroke leaves but its edge. Of an
#: eighth and a quarter with k 0.2 and 0.34 these read most of 32 digits and 16 numbers that the bench doesn't read.
WINDOW = 1 / 8
#: So much light falls on the right side of what is made: in uneven light it is read as photographs are.
LIGHT = 0.75
#: Half of a board's border is darker: of 400 generated photographs boards have up to 75, papers from 108.
BOARD = 90
#: As many pixels are looked at as in our own way.
WORKING_PIXELS = 1_500_000

Greys = NDArray[np.float64]


def in_black_and_white(file: bytes) -> bytes:
    """Return a photograph's file as a PNG of black ink on white paper, of its own size or of what is looked at."""
    with Image.open(io.BytesIO(file)) as opened:
        grey = opened.convert("L")
    scale = min(1.0, math.sqrt(WORKING_PIXELS / (grey.width * grey.height)))
    if scale < 1:
        grey = grey.resize((round(grey.width * scale), round(grey.height * scale)), Image.Resampling.LANCZOS)
    paper = np.linspace(255, 255 * LIGHT, grey.width).round()
    made = io.BytesIO()
    Image.fromarray(np.where(ink_of(np.asarray(grey, np.float64)), 0, paper).astype(np.uint8)).save(made, "PNG")
    return made.getvalue()


def ink_of(grey: Greys) -> NDArray[np.bool_]:
    """Return (height, width) where ink is, of (height, width) greys from 0 to 255.

    The threshold knows dark ink alone; on a board it is light.
    """
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    dark = 255 - grey if np.median(border) < BOARD else grey
    radius = max(1, round(WINDOW * min(grey.shape) / 2))
    mean, square = means(dark, radius), means(dark * dark, radius)
    deviation = np.sqrt(np.maximum(0, square - mean * mean))
    return np.asarray(dark < mean * (1 + K * (deviation / DEVIATION - 1)))


def means(values: Greys, radius: int) -> Greys:
    """Return the mean of all within so many rows and columns of each place, by sums over all above and to the left."""
    height, width = values.shape
    sums = np.zeros((height + 1, width + 1))
    sums[1:, 1:] = values.cumsum(axis=0).cumsum(axis=1)
    rows, columns = np.arange(height), np.arange(width)
    top, bottom = np.maximum(0, rows - radius), np.minimum(height, rows + radius + 1)
    left, right = np.maximum(0, columns - radius), np.minimum(width, columns + radius + 1)
    within = sums[bottom][:, right] - sums[top][:, right] - sums[bottom][:, left] + sums[top][:, left]
    return np.asarray(within / np.outer(bottom - top, right - left))
