"""Composed lines of digits as drawings on the pad, or as pictures on paper."""

from __future__ import annotations

import random

import numpy as np
from PIL import Image

from tests.bench.reading.pictures import Picture
from tests.bench.reading.placing import PAD, Drawing
from trainer.synthesis.composing import HEIGHT, Hand, Line, inked

#: The share of the pad that a digit is high, and a line at most.
ON_PAD, LINE_ON_PAD = (0.4, 0.75), 0.92


def on_pad(line: Line, hand: Hand, rng: random.Random) -> Drawing:
    """Return a line drawn on a pad that goes on to the right, in the page's units."""
    top, bottom = min(each.top for each in line), max(each.bottom for each in line)
    scale = min(rng.uniform(*ON_PAD) / HEIGHT, LINE_ON_PAD / (bottom - top)) * PAD
    to_x = rng.uniform(0.05, 0.3) * PAD
    to_y = rng.uniform(0, PAD - (bottom - top) * scale)
    strokes = [
        [(to_x + (each.left + x) * scale, to_y + (each.top - top + y) * scale) for x, y in path]
        for each in line
        for path in each.glyph.strokes
    ]
    return {"strokes": strokes, "width": hand.pen * scale}


def on_paper(line: Line, rng: random.Random) -> Picture:
    """Return a line as a picture: dark ink on paper with a margin, a little uneven, grainy, of any resolution."""
    above, below, before, behind = (round(rng.uniform(0.3, 1) * HEIGHT) for _ in range(4))
    ink = np.pad(inked(line) / 255, ((above, below), (before, behind)))
    scale = rng.uniform(0.6, 2)
    size = (round(ink.shape[1] * scale), round(ink.shape[0] * scale))
    ink = np.asarray(Image.fromarray(ink.astype(np.float32)).resize(size, Image.Resampling.BICUBIC)).clip(0, 1)
    paper = rng.uniform(215, 255) + rng.uniform(-12, 12) * np.linspace(-0.5, 0.5, ink.shape[1])
    grain = np.random.default_rng(rng.getrandbits(32)).normal(0, rng.uniform(0, 3), ink.shape)
    return np.asarray((paper * (1 - ink) + rng.uniform(10, 70) * ink + grain).clip(0, 255), np.uint8)
