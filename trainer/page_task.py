"""What the page net learns: cross-entropy in which rare kinds count for more, measured by intersection over union."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from trainer.page_net import KINDS

#: Each kind counts as its share of all pixels to the power of this: by 0 a page of white paper is right nearly
#: everywhere, by 1 each stray stroke turns into broad ones.
RARITY = -0.3


def weights_of(kinds: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
    """Return how much a pixel of each kind counts, (6,): 1 for a usual pixel."""
    counts = sum(np.bincount(page.ravel(), minlength=len(KINDS)) for page in kinds)
    shares = np.maximum(counts / np.sum(counts), 1e-6)
    weights = shares**RARITY
    return np.asarray(weights / np.sum(weights * shares), np.float32)


class Loss(keras.losses.Loss):  # type: ignore[misc]
    """Cross-entropy of (b, h, w, 6) logits against (b, h, w) kinds, weighted by kind."""

    def __init__(self, weights: NDArray[np.float32]) -> None:
        super().__init__(name="weighted_cross_entropy")
        self.weights = tf.constant(weights)

    def call(self, y_true: tf.Tensor, y_pred: tf.Tensor) -> tf.Tensor:
        """Return each pixel's loss."""
        kinds = tf.cast(y_true, tf.int32)
        return tf.gather(self.weights, kinds) * tf.nn.sparse_softmax_cross_entropy_with_logits(kinds, y_pred)


class HandwritingIoU(keras.metrics.IoU):  # type: ignore[misc]
    """Intersection over union of handwriting, of logits: the mean over kinds hangs on the rarest, marks."""

    def __init__(self, name: str) -> None:
        super().__init__(len(KINDS), [KINDS.index("handwriting")], sparse_y_true=True, sparse_y_pred=False, name=name)


def figures_of(confusion: NDArray[np.int64]) -> dict[str, Any]:
    """Return metrics.json's `validation` of a (6, 6) matrix: what is there, by rows, is seen as each, by columns."""
    both = np.diag(confusion)
    either = confusion.sum(axis=0) + confusion.sum(axis=1) - both
    iou = both / np.maximum(either, 1)
    return {
        "pixels": int(confusion.sum()),
        "mean_iou": float(iou.mean()),
        "iou": dict(zip(KINDS, iou.tolist(), strict=True)),
        "precision": dict(zip(KINDS, (both / np.maximum(confusion.sum(axis=0), 1)).tolist(), strict=True)),
        "recall": dict(zip(KINDS, (both / np.maximum(confusion.sum(axis=1), 1)).tolist(), strict=True)),
        "confusion": {"kinds": list(KINDS), "counts": confusion.tolist()},
    }
