"""Muon turns a convolution's kernel in all directions alike, and leaves the rest to Adam."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from trainer import muon
from trainer.muon import Muon

Floats = NDArray[np.float32]

RATE = 0.01
#: Five of Newton and Schulz's iterations bring singular values about this near to 1.
NEAR = 0.6


def steps(optimiser: keras.Optimizer, start: Floats, gradients: list[Floats]) -> Floats:
    """Return what steps along the gradients add to a variable."""
    variable = keras.Variable(start)
    for gradient in gradients:
        optimiser.apply([keras.ops.convert_to_tensor(gradient)], [variable])
    moved: Floats = variable.numpy() - start
    return moved


def uneven_gradients(shape: tuple[int, ...], count: int) -> list[Floats]:
    """Return gradients that are a hundred times as long in some directions as in others."""
    rng = np.random.default_rng(7)
    scales = np.geomspace(0.3, 30, shape[-1])
    return [(rng.normal(size=shape) * scales).astype(np.float32) for _ in range(count)]


def orthogonal(matrix: Floats) -> Floats:
    """Return the nearest matrix with singular values of 1."""
    left, _, right = np.linalg.svd(matrix, full_matrices=False)
    nearest: Floats = left @ right
    return nearest


def test_a_kernel_moves_alike_in_all_directions_whatever_its_gradient() -> None:
    (gradient,) = uneven_gradients((3, 3, 4, 8), 1)
    moved = steps(Muon(RATE), np.zeros((3, 3, 4, 8), np.float32), [gradient])
    turn = -moved.reshape(-1, 8) / (RATE * muon.STEP * np.sqrt(36))
    assert np.linalg.svd(turn, compute_uv=False) == pytest.approx(1, abs=NEAR)
    along = (turn * orthogonal(gradient.reshape(-1, 8))).sum() / 8
    assert along == pytest.approx(1, abs=NEAR / 2)


def test_a_kernel_s_second_step_remembers_its_first() -> None:
    start = np.zeros((3, 3, 4, 8), np.float32)
    first, second = uneven_gradients(start.shape, 2)
    remembered = steps(Muon(RATE), start, [first, second]) - steps(Muon(RATE), start, [first])
    ahead = second + muon.MOMENTUM * (second + muon.MOMENTUM * first)
    fresh = steps(Muon(RATE), start, [ahead])
    assert remembered == pytest.approx(fresh, abs=1e-4)


@pytest.mark.parametrize("shape", [(8,), (64, 10)])
def test_what_is_no_kernel_moves_as_adam_moves_it(shape: tuple[int, ...]) -> None:
    gradients = uneven_gradients(shape, 3)
    start = np.ones(shape, np.float32)
    adam = keras.optimizers.AdamW(RATE, weight_decay=muon.WEIGHT_DECAY)
    assert steps(Muon(RATE), start, gradients) == pytest.approx(steps(adam, start, gradients), rel=1e-3)


@pytest.mark.parametrize("shape", [(8,), (3, 3, 4, 8)])
def test_every_weight_decays(shape: tuple[int, ...]) -> None:
    moved = steps(Muon(RATE), np.full(shape, 100, np.float32), [np.zeros(shape, np.float32)])
    assert moved == pytest.approx(-100 * RATE * muon.WEIGHT_DECAY, rel=1e-2)
