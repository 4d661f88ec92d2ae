"""Connectionist temporal classification: its loss, and what a net reads by its most probable characters.

Graves, Fernandez, Gomez and Schmidhuber, ICML 2006. The browser's own code searches for the most probable texts.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from trainer.line_net import CHARACTERS

OTHER = CHARACTERS.index("x")


def loss(labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """Return (b,) negative logarithms of the labels' probabilities; 0 where a label has too few columns.

    Args:
        labels: (b, longest) characters, -1 behind them.
        logits: (b, 1, columns, 21).
    """
    characters = tf.cast(labels, tf.int32)
    by_column = tf.transpose(logits[:, 0], [1, 0, 2])
    columns, count = tf.unstack(tf.shape(by_column)[:2])
    # The compiled kernel, which takes sparse labels, needs a tenth of the time of TensorFlow's loop over columns.
    filled = tf.sparse.from_dense(characters + 1)
    losses = tf.compat.v1.nn.ctc_loss(
        tf.SparseTensor(filled.indices, filled.values - 1, filled.dense_shape),
        by_column,
        tf.fill([count], columns),
        ignore_longer_outputs_than_inputs=True,
    )
    return tf.where(tf.math.is_finite(losses), losses, 0.0)


def read(logits: tf.Tensor) -> tf.Tensor:
    """Return (b, longest) characters of each line's most probable columns, -1 behind them.

    What is no part of a number counts once, however often it is seen side by side: so it is labelled.
    """
    by_column = tf.transpose(logits[:, 0], [1, 0, 2])
    columns, count = tf.unstack(tf.shape(by_column)[:2])
    (decoded,), _ = tf.nn.ctc_greedy_decoder(by_column, tf.fill([count], columns))
    characters = tf.cast(tf.sparse.to_dense(decoded, default_value=-1), tf.int32)
    before = tf.pad(characters, [[0, 0], [1, 0]], constant_values=-1)[:, :-1]
    is_told = (characters == OTHER) & (before == OTHER)
    return tf.ragged.boolean_mask(characters, (characters >= 0) & ~is_told).to_tensor(-1)


def texts_of(characters: NDArray[np.int32]) -> list[str]:
    """Return rows of characters as texts."""
    return ["".join(CHARACTERS[each] for each in row if each >= 0) for row in characters]


class LineAccuracy(keras.metrics.Mean):  # type: ignore[misc]
    """The share of lines that are read without a mistake."""

    def update_state(self, y_true: tf.Tensor, y_pred: tf.Tensor, sample_weight: tf.Tensor | None = None) -> Any:
        """Compare what is read with the labels."""
        labels, found = tf.cast(y_true, tf.int32), read(y_pred)
        length = tf.maximum(tf.shape(labels)[1], tf.shape(found)[1])
        filled = [
            tf.pad(each, [[0, 0], [0, length - tf.shape(each)[1]]], constant_values=-1) for each in (labels, found)
        ]
        return super().update_state(tf.cast(tf.reduce_all(filled[0] == filled[1], axis=1), tf.float32))
