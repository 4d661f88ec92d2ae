"""Fit how probably a way through ink parts two digits, for the recogniser's seams.ts, to MNIST's training digits.

    python -m tests.bench.seam_weights --data path/to/mnist.npz

Pairs of digits that touch or overlap are composed as the reading bench composes lines, so that it is known whose each
pixel is. The browser's own code says which ways it would cut each pair. Right is a way that leaves no more on the wrong
side than a tenth of a digit's height of a stroke; the weights are a logistic regression's. Printed are they and, of the
quarter of the pairs kept back, in how many of a right way and a wrong one the right one scores more.
"""

from __future__ import annotations

import argparse
import os
import random
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import rankdata

from tests.bench.reading import composing
from trainer import browser_code, data
from trainer.config import DEFAULTS

SEED = 5
DECAY = 1e-4
MOST_WRONG = 0.1
#: Three of four pairs touch, the fourth overlaps.
MANNERS = (composing.TOUCHING,) * 3 + (composing.OVERLAPPING,)
#: What is fainter than this, of 255, is paper.
FAINTEST = 20

Ink = NDArray[np.uint8]
Floats = NDArray[np.float64]


def main() -> None:
    """Compose, ask the browser's code, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("MNIST_NPZ"), help="MNIST's mnist.npz")
    parser.add_argument("--count", type=int, default=1500, help="pairs of digits")
    options = parser.parse_args()
    browser_code.build()
    digits = data.load_splits(options.data, DEFAULTS["compact"].seed).train
    grids = np.asarray(np.round(255 * digits.images[..., 0]), np.uint8)
    rng = random.Random(SEED)
    pairs = [pair_of(grids, MANNERS[index % len(MANNERS)], rng) for index in range(options.count)]
    answers = browser_code.seams([np.maximum(*pair) for pair in pairs])
    cut = len(pairs) * 3 // 4
    features, right = told(pairs[:cut], answers[:cut])
    weights = fit(features, right)
    print(f"{len(right)} seams, {right.mean():.1%} right; weights {[round(float(weight), 2) for weight in weights]}")
    features, right = told(pairs[cut:], answers[cut:])
    print(f"kept back: the right one scores more in {ranked(features @ weights, right):.1%}", end="")
    print(f"; by the least ink alone in {ranked(-features[:, 1], right):.1%}")


def pair_of(grids: Ink, manner: str, rng: random.Random) -> tuple[Ink, Ink]:
    """Return two digits' own ink, in one frame."""
    while True:
        hand = composing.hand_of(rng)
        glyphs = [composing.glyph_of_grid(grid, hand, rng) for grid in rng.choices(grids, k=2)]
        try:
            first, second = composing.in_line(glyphs, manner, hand, rng)
        except composing.NoLineError:
            continue
        return framed(first, (first, second)), framed(second, (first, second))


def framed(placed: composing.Placed, line: composing.Line) -> Ink:
    """Return a digit's ink alone, as large as its line."""
    left, top = min(each.left for each in line), min(each.top for each in line)
    frame = np.zeros((max(each.bottom for each in line) - top, max(each.right for each in line) - left), np.uint8)
    ink = placed.glyph.ink
    frame[placed.top - top : placed.bottom - top, placed.left - left : placed.right - left] = ink * (ink >= FAINTEST)
    return frame


def told(pairs: list[tuple[Ink, Ink]], answers: list[dict[str, Any]]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return all seams' features, and whether each is right."""
    features: list[list[float]] = []
    right: list[bool] = []
    for pair, answer in zip(pairs, answers, strict=True):
        for seam in answer["seams"]:
            features.append(seam["features"])
            right.append(wrong_ink(pair, seam["columns"]) < MOST_WRONG * len(pair[0]) * answer["pen"])
    return np.array(features), np.array(right)


def wrong_ink(pair: tuple[Ink, Ink], columns: list[int]) -> float:
    """Return the pixels of ink that a seam leaves with the other digit; shared ink is the darker one's."""
    first, second = pair
    is_right = np.arange(first.shape[1]) >= np.array(columns)[:, None]
    is_first = first >= second
    ink = np.maximum(first, second) / 255
    return float(ink[is_first == is_right].sum())


def fit(features: Floats, right: NDArray[np.bool_]) -> Floats:
    """Return the weights of a logistic regression."""

    def objective(weights: Floats) -> tuple[float, Floats]:
        scores = features @ weights
        loss = np.mean(np.logaddexp(0, scores) - right * scores)
        slope = features.T @ (1 / (1 + np.exp(-scores)) - right) / len(right)
        return float(loss + DECAY * weights @ weights), slope + 2 * DECAY * weights

    return np.asarray(minimize(objective, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B").x)


def ranked(scores: Floats, right: NDArray[np.bool_]) -> float:
    """Return in how many pairs of a right one and a wrong one the right one scores more."""
    places, count = rankdata(scores), int(right.sum())
    return float((places[right].sum() - count * (count + 1) / 2) / (count * (len(right) - count)))


if __name__ == "__main__":
    main()
