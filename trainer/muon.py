"""Muon for convolutions: every step turns a kernel in all of its directions alike.

Keller Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024; scaled to Adam's step, and with
weight decay, as Liu et al., "Muon is scalable for LLM training", 2025 (arXiv 2502.16982), have it. Keras's own is for
matrices alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import keras
from keras import ops

#: Of every weight, times the learning rate, at each step: normalisation makes a kernel's length mean nothing, and a
#: longer one turns slower.
WEIGHT_DECAY = 0.004
MOMENTUM = 0.95
#: Newton and Schulz's iteration towards the nearest orthogonal matrix: Jordan's polynomial, and how often.
POLYNOMIAL, ITERATIONS = (3.4445, -4.7750, 2.0315), 5
#: A step's root mean square, as a share of the learning rate: Adam's own is about as long.
STEP = 0.2
ADAM_MEANS, ADAM_SQUARES, ADAM_EPSILON = 0.9, 0.999, 1e-7


class Muon(keras.optimizers.Optimizer):  # type: ignore[misc]
    """Muon for convolutions' kernels, as matrices of (all inputs of an output, outputs); AdamW for the rest."""

    def __init__(
        self, learning_rate: float | keras.optimizers.schedules.LearningRateSchedule, name: str = "muon"
    ) -> None:
        super().__init__(learning_rate=learning_rate, weight_decay=WEIGHT_DECAY, name=name)

    def build(self, variables: Sequence[keras.Variable]) -> None:
        """Give each weight its running mean, and Adam's their running squares."""
        if self.built:
            return
        super().build(variables)
        self.means = [self.add_variable_from_reference(each, name="mean") for each in variables]
        self.squares = [
            None if is_kernel(each) else self.add_variable_from_reference(each, name="square") for each in variables
        ]

    def update_step(
        self, gradient: keras.KerasTensor, variable: keras.Variable, learning_rate: keras.KerasTensor
    ) -> None:
        """Move one weight."""
        index = self._get_variable_index(variable)
        mean, square = self.means[index], self.squares[index]
        rate = ops.cast(learning_rate, variable.dtype)
        step = self.muon_step(gradient, mean) if square is None else self.adam_step(gradient, mean, square)
        self.assign_sub(variable, rate * step)

    def muon_step(self, gradient: keras.KerasTensor, mean: keras.Variable) -> keras.KerasTensor:
        """Return Nesterov's step, made orthogonal."""
        self.assign(mean, gradient + MOMENTUM * mean)
        ahead = ops.reshape(gradient + MOMENTUM * mean, (-1, gradient.shape[-1]))
        length = STEP * math.sqrt(max(ahead.shape))
        return length * ops.reshape(nearly_orthogonal(ahead), gradient.shape)

    def adam_step(self, gradient: keras.KerasTensor, mean: keras.Variable, square: keras.Variable) -> keras.KerasTensor:
        """Return Adam's step: Kingma and Ba, ICLR 2015 (arXiv 1412.6980), the formula before their section 2.1."""
        count = ops.cast(self.iterations + 1, gradient.dtype)
        self.assign(mean, mean + (1 - ADAM_MEANS) * (gradient - mean))
        self.assign(square, square + (1 - ADAM_SQUARES) * (ops.square(gradient) - square))
        unbiased = ops.sqrt(1 - ops.power(ADAM_SQUARES, count)) / (1 - ops.power(ADAM_MEANS, count))
        return unbiased * mean / (ops.sqrt(square) + ADAM_EPSILON)


def is_kernel(variable: keras.Variable) -> bool:
    """Tell whether a weight is a two-dimensional convolution's kernel."""
    return len(variable.shape) == 4


def nearly_orthogonal(matrix: keras.KerasTensor) -> keras.KerasTensor:
    """Return a matrix of the same singular vectors whose singular values are all about 1."""
    tall = matrix.shape[0] > matrix.shape[1]
    x = ops.transpose(matrix) if tall else matrix
    x = x / (ops.norm(x) + 1e-7)
    a, b, c = POLYNOMIAL
    for _ in range(ITERATIONS):
        gram = x @ ops.transpose(x)
        x = a * x + (b * gram + c * gram @ gram) @ x
    return ops.transpose(x) if tall else x
