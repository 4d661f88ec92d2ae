"""Muon for convolutions: every step turns a kernel in all of its directions alike.

Keller Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024; scaled to Adam's step as Liu et
al., "Muon is scalable for LLM training", 2025 (arXiv 2502.16982), have it. Keras brings it for matrices alone.
"""

from __future__ import annotations

import math

import keras
from keras import ops


class Muon(keras.optimizers.Muon):  # type: ignore[misc]
    """Keras's Muon for convolutions' kernels, as matrices of (all inputs of an output, outputs); Adam for the rest."""

    def _should_use_adamw(self, variable: keras.Variable) -> bool:
        return len(variable.shape) != 4

    def _muon_update_step(
        self, gradient: keras.KerasTensor, variable: keras.Variable, lr: keras.KerasTensor, m: keras.Variable
    ) -> None:
        self.assign_add(m, gradient + (self.momentum - 1) * m)
        ahead = ops.reshape(gradient + self.momentum * m, (-1, variable.shape[-1]))  # Nesterov's
        turn = self.zeropower_via_newtonschulz5(ahead, self.ns_steps)
        length = self.rms_rate * math.sqrt(max(ahead.shape))
        self.assign_sub(variable, lr * length * ops.reshape(turn, variable.shape))
