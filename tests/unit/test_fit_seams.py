"""Weights of cuts: what is composed to fit them to, what the browser's code says of it, and the fit."""

from __future__ import annotations

import random

import numpy as np
import pytest
from numpy.typing import NDArray

from trainer import browser_code, fit_seams
from trainer.config import UserError
from trainer.synthesis import pairs
from trainer.synthesis.composing import TOUCHING


def ring(left: int) -> NDArray[np.uint8]:
    """Return a ring in a frame for two of them."""
    y, x = np.mgrid[:60, :110]
    return np.where(abs(np.hypot(x - left - 28, y - 29.5) - 24) < 4, 255, 0).astype(np.uint8)


def test_the_browsers_code_cuts_touching_rings_where_they_touch() -> None:
    browser_code.build()
    pair = ring(0), ring(53)
    [answer] = browser_code.seams([np.maximum(*pair)])["pictures"]
    assert answer["pen"] == pytest.approx(8, abs=1)
    assert all(len(seam["columns"]) == 60 and seam["features"][0] == 1 for seam in answer["seams"])
    wrong = [fit_seams.wrong_ink(pair, seam["columns"]) for seam in answer["seams"]]
    assert min(wrong) < 0.05 * np.count_nonzero(pair[0])
    features, right = fit_seams.told([pair], [answer])
    assert len(features) == len(right) == len(wrong)
    assert right[int(np.argmin(wrong))]
    assert not right[int(np.argmax(wrong))]


def test_pairs_share_ink_and_keep_each_digits_own() -> None:
    grid = np.zeros((28, 28), np.uint8)
    grid[4:24, 8:20] = 255
    grid[8:20, 12:16] = 0
    first, second = pairs.pair_of(np.stack([grid, grid]), TOUCHING, random.Random(1))
    assert first.shape == second.shape
    assert (np.minimum(first, second) >= 128).any()
    assert np.flatnonzero(first.any(axis=0))[0] == 0
    assert np.flatnonzero(second.any(axis=0))[-1] == second.shape[1] - 1


def test_what_is_fitted_scores_right_ways_more() -> None:
    rng = np.random.default_rng(2)
    right = rng.random(400) < 0.2
    features = np.stack([np.ones(400), rng.normal(right * 2.0, 1), rng.normal(size=400)], axis=1)
    weights = fit_seams.fit(features, right)
    assert weights[1] > 1 > abs(weights[2])
    more = fit_seams.ranked(features @ weights, right)
    assert more is not None
    assert more > 0.85
    assert fit_seams.ranked(np.array([1.0, 2.0, 3.0]), np.array([False, False, True])) == 1
    assert fit_seams.ranked(np.array([1.0, 2.0]), np.array([False, False])) is None


def test_without_a_seam_nothing_is_fitted() -> None:
    with pytest.raises(UserError, match="no pairs of digits"):
        fit_seams.fit(*fit_seams.told([], []))
