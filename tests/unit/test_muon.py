"""Muon turns a convolution's kernel in all directions alike, and leaves the rest to Adam."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from trainer.muon import Muon

RATE = 0.01


def step(optimiser: keras.Optimizer, start: NDArray[np.float32], gradient: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what one step adds to a variable."""
    variable = keras.Variable(start)
    optimiser.apply([keras.ops.convert_to_tensor(gradient)], [variable])
    moved: NDArray[np.float32] = variable.numpy() - start
    return moved


def test_a_kernel_moves_alike_in_all_directions_whatever_its_gradient() -> None:
    rng = np.random.default_rng(7)
    start = np.zeros((3, 3, 4, 8), np.float32)
    gradient = (rng.normal(size=start.shape) * np.array([100, 10, 1, 1, 1, 1, 0.1, 0.1])).astype(np.float32)
    moved = step(Muon(RATE), start, gradient)
    lengths = np.linalg.svd(moved.reshape(-1, 8), compute_uv=False)
    adam_s = RATE * 0.2 * np.sqrt(36)  # what makes its step as long as Adam's
    assert lengths == pytest.approx(adam_s, rel=0.6)  # five of Newton and Schulz's steps come this near; the gradient's
    assert np.ptp(np.log10(np.linalg.svd(gradient.reshape(-1, 8), compute_uv=False))) > 2  # own differ a hundredfold
    assert (moved * gradient).sum() < 0


@pytest.mark.parametrize("shape", [(8,), (64, 10)])
def test_what_is_no_kernel_moves_as_adam_moves_it(shape: tuple[int, ...]) -> None:
    gradient = np.random.default_rng(7).normal(size=shape).astype(np.float32)
    start = np.zeros(shape, np.float32)
    moved = [step(optimiser, start, gradient) for optimiser in (Muon(RATE), keras.optimizers.Adam(RATE))]
    assert moved[0] == pytest.approx(moved[1], rel=1e-5)
