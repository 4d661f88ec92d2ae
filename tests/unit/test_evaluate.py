"""Figures worked out by hand."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from numpy.typing import NDArray

from trainer import evaluate


def certain(digits: list[int], confidence: float) -> NDArray[np.float64]:
    """Return probabilities that put `confidence` on each digit and share the rest."""
    rows = np.full((len(digits), 10), (1 - confidence) / 9)
    rows[np.arange(len(digits)), digits] = confidence
    return rows


LABELS = np.array([7, 7, 7, 1])
READ = certain([7, 7, 1, 1], 0.9)


def test_accuracy_and_confusion_count_each_reading() -> None:
    figures = evaluate.measure(LABELS, READ)
    assert figures["accuracy"] == 0.75
    assert (figures["count"], figures["misread"]) == (4, 1)
    confusion = np.array(figures["confusion_matrix"])
    assert (confusion[7, 7], confusion[7, 1], confusion[1, 1], confusion.sum()) == (2, 1, 1, 4)


def test_precision_is_of_what_was_read_and_recall_of_what_was_there() -> None:
    digits = evaluate.measure(LABELS, READ)["digits"]
    assert digits[7] == {"precision": 1.0, "recall": pytest.approx(2 / 3), "count": 3}
    assert digits[1] == {"precision": 0.5, "recall": 1.0, "count": 1}
    assert digits[4] == {"precision": 0.0, "recall": 0.0, "count": 0}


def test_calibration_error_is_the_gap_between_confidence_and_accuracy() -> None:
    assert evaluate.expected_calibration_error(LABELS, READ) == pytest.approx(0.9 - 0.75)


def test_calibration_error_keeps_the_bins_apart() -> None:
    labels = np.array([3, 3, 3, 5])
    mixed = np.concatenate([certain([3, 3], 1.0), certain([3, 3], 0.5)])
    assert evaluate.expected_calibration_error(labels, mixed) == pytest.approx(0.0)


def test_confidence_on_the_edges_falls_into_a_bin() -> None:
    assert evaluate.expected_calibration_error(np.array([0]), certain([0], 1.0)) == pytest.approx(0.0)
    assert evaluate.expected_calibration_error(np.array([0]), np.full((1, 10), 0.1)) == pytest.approx(0.9)


def test_what_lies_below_the_threshold_is_refused_kind_by_kind() -> None:
    probabilities = np.full((4, 10), 0.01)
    probabilities[:, 3] = [0.9, 0.5, 0.4, 0.2]
    kinds = np.array(["letters", "marks", "marks", "marks"])
    assert evaluate.refused_share(probabilities, 0.5) == 0.5
    assert evaluate.refused_by_kind(kinds, probabilities, 0.5) == {"letters": 0, "marks": pytest.approx(2 / 3)}


def test_digits_are_moved_to_the_right() -> None:
    image = np.zeros((1, 28, 28, 1), np.float32)
    image[0, 5, 10] = 1
    assert evaluate.move(image, 3)[0, 5, 13] == 1
    assert evaluate.move(image, 3).sum() == 1


def test_mistakes_come_most_confident_first() -> None:
    labels = np.array([0, 1, 2, 3])
    probabilities = np.concatenate([certain([5], 0.6), certain([1], 0.99), certain([7], 0.8), certain([8], 0.7)])
    images = np.zeros((4, 28, 28, 1), np.float32)
    mistakes = evaluate.confident_mistakes(images, labels, probabilities, most=2)
    assert [(m["index"], m["label"], m["read"]) for m in mistakes] == [(2, 2, 7), (3, 3, 8)]
    assert mistakes[0]["confidence"] == pytest.approx(0.8)


def test_a_mistake_brings_its_picture_a_byte_a_pixel() -> None:
    images = np.zeros((2, 28, 28, 1), np.float32)
    images[1, 0, 1], images[1, 27, 27] = 1, 127 / 255
    (mistake,) = evaluate.confident_mistakes(images, np.array([0, 1]), certain([0, 7], 0.9), most=25)
    pixels = base64.b64decode(mistake["pixels"])
    assert len(pixels) == 784
    assert (pixels[0], pixels[1], pixels[783]) == (0, 255, 127)
