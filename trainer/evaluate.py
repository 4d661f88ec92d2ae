"""Labels and probabilities to figures; NumPy only."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.config import CLASSES

Labels = NDArray[np.integer[Any]]
Probabilities = NDArray[np.floating[Any]]

CALIBRATION_BINS = 15


def measure(labels: Labels, probabilities: Probabilities) -> dict[str, Any]:
    """Return every figure of one split, ready for JSON.

    Args:
        labels: (n,) 0 to 9.
        probabilities: (n, 10), rows sum to 1.
    """
    confusion = confusion_matrix(labels, probabilities.argmax(axis=1))
    return {
        "count": len(labels),
        "misread": int(len(labels) - np.trace(confusion)),
        "accuracy": float(np.trace(confusion) / max(1, len(labels))),
        "expected_calibration_error": expected_calibration_error(labels, probabilities),
        "digits": per_digit(confusion),
        "confusion_matrix": confusion.tolist(),
    }


def confusion_matrix(labels: Labels, predicted: Labels) -> NDArray[np.int64]:
    """Count (10, 10) readings: a row for each true digit, a column for each digit read."""
    pairs = labels.astype(np.int64) * CLASSES + predicted
    return np.bincount(pairs, minlength=CLASSES * CLASSES).reshape(CLASSES, CLASSES)


def per_digit(confusion: NDArray[np.int64]) -> list[dict[str, float]]:
    """Return each digit's precision (of what was read as it), recall (of what was it) and count.

    A digit that was never read has precision 0, one that never occurred recall 0.
    """
    right, read, true = np.diag(confusion), confusion.sum(axis=0), confusion.sum(axis=1)
    return [
        {
            "precision": float(right[digit] / max(1, read[digit])),
            "recall": float(right[digit] / max(1, true[digit])),
            "count": int(true[digit]),
        }
        for digit in range(CLASSES)
    ]


def expected_calibration_error(labels: Labels, probabilities: Probabilities) -> float:
    """Return the mean gap between confidence and accuracy over 15 equal bins, weighted by their size.

    Naeini, Cooper and Hauskrecht, AAAI 2015; bins as in Guo et al., ICML 2017.
    """
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    bins = np.clip(np.ceil(confidence * CALIBRATION_BINS).astype(int) - 1, 0, CALIBRATION_BINS - 1)
    gaps = np.bincount(bins, weights=right - confidence, minlength=CALIBRATION_BINS)
    return float(np.abs(gaps).sum() / max(1, len(labels)))


def refused_share(probabilities: Probabilities, threshold: float) -> float:
    """Return the share of (n, 10) probabilities whose highest lies below the threshold."""
    return float((probabilities.max(axis=1) < threshold).mean())


def refused_by_kind(kinds: NDArray[np.str_], probabilities: Probabilities, threshold: float) -> dict[str, float]:
    """Return the refused share of each kind of (n,) things."""
    return {str(kind): refused_share(probabilities[kinds == kind], threshold) for kind in dict.fromkeys(kinds)}


def move(images: NDArray[np.float32], pixels: int) -> NDArray[np.float32]:
    """Return (n, 28, 28, 1) images moved to the right by up to 4 pixels, which MNIST's margins leave free."""
    return np.roll(images, pixels, axis=2)


def confident_mistakes(
    images: NDArray[np.float32], labels: Labels, probabilities: Probabilities, most: int
) -> list[dict[str, Any]]:
    """Return the wrong readings of (n, 28, 28, 1) images, the most confident first, each with its picture."""
    predicted = probabilities.argmax(axis=1)
    wrong = np.flatnonzero(predicted != labels)
    order = np.argsort(-probabilities[wrong].max(axis=1), kind="stable")[:most]
    return [
        {
            "index": int(index),
            "label": int(labels[index]),
            "read": int(predicted[index]),
            "confidence": float(probabilities[index].max()),
            "pixels": to_base64(images[index]),
        }
        for index in wrong[order]
    ]


def to_base64(ink: NDArray[np.float32]) -> str:
    """Return a picture's ink, 0 to 1, as base64 of one byte a pixel, row by row: 0 = paper, 255 = ink."""
    return base64.b64encode((ink * 255).round().astype(np.uint8).tobytes()).decode("ascii")
