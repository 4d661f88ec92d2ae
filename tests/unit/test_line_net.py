"""The net that sees whole lines: it starts as the digit net, and learns."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from numpy.typing import NDArray

from trainer import ctc, line_net, strip_batches, train
from trainer.config import LineNetSettings
from trainer.data import Splits
from trainer.line_net import BLANK, CHARACTERS, COLUMN, FIRST_COLUMN, HEIGHT
from trainer.strip_batches import Strips


def strip_of(grids: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return (32, width) bytes of (28, 28) grids side by side."""
    strip = np.zeros((HEIGHT, 28 * len(grids) + 40), np.uint8)
    for place, grid in enumerate(grids):
        strip[2:30, 20 + 28 * place : 48 + 28 * place] = np.round(255 * grid)
    return strip


@pytest.fixture(scope="module")
def lessons(tiny_splits: Splits) -> Strips:
    """Lines of two digits each."""
    images, labels = tiny_splits.train
    rows = np.random.default_rng(1).integers(0, len(labels), (192, 2))
    texts = ["".join(str(labels[each]) for each in row) for row in rows]
    return Strips([strip_of(images[row, ..., 0]) for row in rows], texts, ["digits"] * len(rows))


@pytest.fixture(scope="module")
def line(tiny_compact: keras.Model) -> keras.Model:
    """A line net as it starts."""
    return line_net.build(tiny_compact)


def test_it_is_small_enough_for_its_budget(line: keras.Model) -> None:
    assert line.count_params() <= 170_000
    assert line.output_shape == (None, 1, None, BLANK + 1)


def test_it_starts_by_reading_digits_as_the_digit_net_does(line: keras.Model, tiny_splits: Splits) -> None:
    images, labels = tiny_splits.test
    right = 0
    for image, label in zip(images[:40], labels[:40], strict=True):
        strip = strip_of(image[None, ..., 0])[None, ..., None].astype(np.float32) / 255
        logits = line(strip, training=False).numpy()[0, 0]
        column = (20 + 14 - FIRST_COLUMN) // COLUMN
        right += logits[column, :10].argmax() == label
    assert right >= 30


def test_batches_hold_strips_of_like_width_and_all_of_them(lessons: Strips) -> None:
    batches = list(strip_batches.validation_batches(lessons))
    assert sum(len(labels) for _, labels in batches) == len(lessons.labels)
    assert all(ink.shape[1:3] == (HEIGHT, 96) for ink, _ in batches)
    ink, labels = next(iter(strip_batches.training_batches(lessons, 7)))
    assert float(tf.reduce_max(ink)) <= 1
    assert {CHARACTERS[each] for each in labels.numpy().ravel() if each >= 0} <= set("0123456789")


def test_a_loss_is_the_improbability_of_the_label() -> None:
    logits = np.zeros((1, 1, 2, BLANK + 1), np.float32)
    ways = 3  # "1" of two columns: 11, 1 and nothing, nothing and 1
    expected = -np.log(ways / (BLANK + 1) ** 2)
    assert float(ctc.loss(tf.constant([[1, -1]]), logits)[0]) == pytest.approx(expected, rel=1e-4)


def test_what_is_no_part_of_a_number_is_read_once_however_often_it_is_seen() -> None:
    logits = np.full((1, 1, 5, BLANK + 1), -9, np.float32)
    for column, character in enumerate([ctc.OTHER, BLANK, ctc.OTHER, 4, ctc.OTHER]):
        logits[0, 0, column, character] = 9
    assert ctc.texts_of(ctc.read(tf.constant(logits)).numpy()) == ["x4x"]


def test_bending_leaves_the_ends_of_a_long_strip_on_it() -> None:
    ink = np.zeros((24, HEIGHT, 640, 1), np.float32)
    for left in (20, 606):
        ink[:, 8:24, left : left + 14] = 1
    bent = strip_batches.bent(tf.constant(ink), tf.constant([7, 3], tf.int64)).numpy()
    kept = bent.sum(axis=(1, 3)) / ink[:1].sum()
    assert kept[:, :60].sum(axis=1).min() > 0.25
    assert kept[:, 580:].sum(axis=1).min() > 0.25


def test_accuracy_counts_whole_lines() -> None:
    logits = np.full((2, 1, 3, BLANK + 1), -9, np.float32)
    for row, way in enumerate([(1, BLANK, 1), (1, 1, 2)]):
        for column, character in enumerate(way):
            logits[row, 0, column, character] = 9
    assert ctc.texts_of(ctc.read(tf.constant(logits)).numpy()) == ["11", "12"]
    accuracy = ctc.LineAccuracy(name="accuracy")
    accuracy.update_state(tf.constant([[1, 1, -1], [1, 2, 3]]), tf.constant(logits))
    assert float(accuracy.result()) == 0.5


def test_it_learns(line: keras.Model, lessons: Strips) -> None:
    net = keras.models.clone_model(line)
    net.set_weights(line.get_weights())
    task = train.Task(ctc.loss, ctc.LineAccuracy(name="accuracy"), strip_batches.validation_batches(lessons))
    settings = LineNetSettings(epochs=2)
    history = train.fit_task(net, strip_batches.training_batches(lessons, 7), 12, task, settings)
    assert history.loss[1] < 0.8 * history.loss[0]
