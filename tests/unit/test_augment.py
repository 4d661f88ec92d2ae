"""Bent digits stay digits, and bend the same way in every run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from numpy.typing import NDArray

from trainer import augment, train
from trainer.data import Splits


def first_batches(splits: Splits, seed: int, bend: bool, count: int = 3) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """Return the first batches of 16 as arrays."""
    images, labels = splits.train
    digits = augment.Source(images, train.digit_targets(labels), 16)
    batches = augment.training_batches([digits], seed, bend)
    return [(ink.numpy(), labels.numpy()) for ink, labels in batches.take(count)]


def test_the_same_seed_gives_the_same_batches(tiny_splits: Splits) -> None:
    runs = [first_batches(tiny_splits, seed, bend=True) for seed in (7, 7, 8)]
    for (ink, labels), (ink_again, labels_again) in zip(runs[0], runs[1], strict=True):
        assert (ink == ink_again).all()
        assert (labels == labels_again).all()
    assert any((ink != other).any() for (ink, _), (other, _) in zip(runs[0], runs[2], strict=True))


def test_batches_hold_ink_from_0_to_1_and_one_hot_labels(tiny_splits: Splits) -> None:
    for ink, labels in first_batches(tiny_splits, 7, bend=True):
        assert ink.shape == (16, 28, 28, 1)
        assert ink.dtype == np.float32
        assert ink.min() >= 0
        assert ink.max() <= 1 + 1e-6  # bilinear weights add up to 1 only within float32
        assert (labels.sum(axis=1) == 1).all()


def test_every_digit_is_seen_once_before_any_comes_again(tiny_splits: Splits) -> None:
    batches = first_batches(tiny_splits, 7, bend=False, count=120)
    seen = np.concatenate([ink.reshape(16, -1) for ink, _ in batches])
    expected = tiny_splits.train.images.reshape(1_920, -1)
    assert (np.sort(seen, axis=0) == np.sort(expected, axis=0)).all()


def test_plain_batches_are_the_digits_themselves(tiny_splits: Splits) -> None:
    known = {image.tobytes(): label for image, label in zip(*tiny_splits.train, strict=True)}
    for ink, labels in first_batches(tiny_splits, 7, bend=False):
        assert [known[image.tobytes()] for image in ink] == list(labels.argmax(axis=1))


def test_every_batch_takes_as_many_of_each_source() -> None:
    grey = [np.full((count, 28, 28, 1), ink, np.float32) for count, ink in ((7, 0.25), (100, 0.5), (3, 0.75))]
    sources = [
        augment.Source(images, train.non_digit_targets(len(images)), in_batch)
        for images, in_batch in zip(grey, (4, 2, 1), strict=True)
    ]
    for ink, targets in augment.training_batches(sources, 7, bend=False).take(10):
        assert ink.numpy()[:, 0, 0, 0].tolist() == [0.25] * 4 + [0.5] * 2 + [0.75]
        assert targets.shape == (7, 10)


@pytest.mark.parametrize("mark", [augment.break_strokes, augment.blur, augment.vary_contrast, augment.roughen])
def test_pens_and_cameras_mark_ink_and_leave_paper(mark: Callable[..., tf.Tensor], tiny_splits: Splits) -> None:
    ink = tiny_splits.test.images[:200]
    marked = mark(tf.constant(ink), tf.constant([7, 0], tf.int64)).numpy()
    changed = np.abs(marked - ink).max(axis=(1, 2, 3))
    assert (changed > 0.05).mean() > 0.1
    assert changed.max() < 1.001
    reach = tf.nn.max_pool2d(ink, 3, 1, "SAME").numpy() == 0
    assert not marked[reach].any()


def test_paper_stays_paper() -> None:
    assert not augment.augment(tf.zeros((4, 28, 28, 1)), tf.constant([1, 2], tf.int64)).numpy().any()


def test_looking_up_a_pixel_s_own_place_changes_nothing(tiny_splits: Splits) -> None:
    ink = tiny_splits.test.images[:4]
    rows, columns = np.mgrid[0:28, 0:28]
    places = np.broadcast_to(np.stack([rows, columns], axis=-1), (4, 28, 28, 2)).astype(np.float32)
    assert augment.warp(tf.constant(ink), tf.constant(places)).numpy() == pytest.approx(ink)


def test_looking_up_a_neighbour_shifts_and_brings_paper_in(tiny_splits: Splits) -> None:
    ink = tiny_splits.test.images[:4]
    rows, columns = np.mgrid[0:28, 0:28]
    places = np.broadcast_to(np.stack([rows, columns + 1], axis=-1), (4, 28, 28, 2)).astype(np.float32)
    shifted = augment.warp(tf.constant(ink), tf.constant(places)).numpy()
    assert shifted[:, :, :-1] == pytest.approx(ink[:, :, 1:])
    assert shifted[:, :, -1] == pytest.approx(0, abs=2e-3)  # the clip at the rim leaves a thousandth


def test_bent_digits_keep_about_their_ink(tiny_splits: Splits) -> None:
    ink = tiny_splits.test.images[:200]
    bent = augment.augment(tf.constant(ink), tf.constant([7, 0], tf.int64)).numpy()
    ratio = bent.sum(axis=(1, 2, 3)) / ink.sum(axis=(1, 2, 3))
    assert 0.3 < ratio.min() < 1 < ratio.max() < 3
    assert (np.abs(bent - ink).max(axis=(1, 2, 3)) > 0.1).all()
