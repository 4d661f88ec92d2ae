"""tf.data pipeline that feeds the line net: strips of like width in a batch, bent as hands and pens bend them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from trainer import augment
from trainer.line_net import CHARACTERS, HEIGHT

IN_BATCH = 64
#: Widths are filled up to a multiple of this with paper.
WIDTH_STEP = 32
#: Batches are drawn from so many strips sorted by width, so that their neighbours differ from epoch to epoch.
SORTED_AT_ONCE = 50 * IN_BATCH

# How far a strip strays, about its middle: radians, factors, and pixels of the 32. The reader's height of a line is a
# guess, so that digits are as much smaller or larger.
ROTATION, SHEAR, TALLER, WIDER, SHIFT = 0.03, 0.22, 0.16, 0.12, 2.5
#: But a long strip's ends move by so many pixels at most, up or down and outwards: what leaves it can't be read.
MOST_UP, MOST_OUT = 4.0, 14.0
BEND, BEND_CELL = 1.0, 8


@dataclass(frozen=True)
class Strips:
    """Lines as the line net sees them, and what is to be read of each."""

    inks: Sequence[NDArray[np.uint8]]  # (32, width) each, 255 = ink
    labels: Sequence[str]
    kinds: Sequence[str]


def validation_batches(strips: Strips) -> tf.data.Dataset:
    """Return all strips once, by width, as they are."""
    order = np.argsort([ink.shape[1] for ink in strips.inks], kind="stable")
    starts = range(0, len(order), IN_BATCH)
    batches = dataset(lambda: (together(strips, order[start : start + IN_BATCH]) for start in starts))
    return batches.apply(tf.data.experimental.assert_cardinality(len(starts)))


def training_batches(strips: Strips, seed: int) -> tf.data.Dataset:
    """Return endless batches of ((b, 32, w, 1) ink, (b, longest) characters, -1 behind them)."""
    return (
        dataset(lambda: endless(strips, seed))
        .enumerate()
        .map(
            lambda step, batch: (bent(batch[0], tf.stack([tf.cast(seed, tf.int64), step])), batch[1]),
            num_parallel_calls=tf.data.AUTOTUNE,
            deterministic=True,
        )
        .prefetch(tf.data.AUTOTUNE)
    )


def dataset(batches: object) -> tf.data.Dataset:
    """Return what gives ((b, 32, w) bytes, (b, longest) characters) as a dataset of ink from 0 to 1."""
    signature = (tf.TensorSpec((None, HEIGHT, None), tf.uint8), tf.TensorSpec((None, None), tf.int32))
    return tf.data.Dataset.from_generator(batches, output_signature=signature).map(
        lambda ink, labels: (tf.cast(ink, tf.float32)[..., None] / 255, labels)
    )


def endless(strips: Strips, seed: int) -> Iterator[tuple[NDArray[np.uint8], NDArray[np.int32]]]:
    """Give batches of strips of like width, all strips once before any comes again."""
    rng = np.random.default_rng(seed)
    widths = np.array([ink.shape[1] for ink in strips.inks])
    while True:
        order = rng.permutation(len(widths))
        for start in range(0, len(order), SORTED_AT_ONCE):
            some = order[start : start + SORTED_AT_ONCE]
            some = some[np.argsort(widths[some], kind="stable")]
            for first in rng.permutation(np.arange(0, len(some), IN_BATCH)):
                yield together(strips, some[first : first + IN_BATCH])


def together(strips: Strips, rows: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """Return one batch of some strips, filled up with paper behind them."""
    inks = [strips.inks[row] for row in rows]
    labels = [strips.labels[row] for row in rows]
    width = -(-max(ink.shape[1] for ink in inks) // WIDTH_STEP) * WIDTH_STEP
    ink = np.zeros((len(rows), HEIGHT, width), np.uint8)
    characters = np.full((len(rows), max(1, *map(len, labels))), -1, np.int32)
    for row, (own, label) in enumerate(zip(inks, labels, strict=True)):
        ink[row, :, : own.shape[1]] = own
        characters[row, : len(label)] = [CHARACTERS.index(each) for each in label]
    return ink, characters


def bent(ink: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Bend each strip of (b, 32, w, 1) ink as a hand does, then mark it as a pen and a camera do."""
    seeds = tf.unstack(tf.random.split(seed, 6))
    warped = augment.warp(ink, places(tf.shape(ink), seeds[0]) + sway(tf.shape(ink), seeds[1]))
    drawn = augment.vary_thickness(warped, seeds[2])
    blurred = augment.vary_contrast(augment.blur(drawn, seeds[3]), seeds[4])
    return tf.minimum(augment.roughen(blurred, seeds[5]), 1.0)


def places(shape: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Return for each pixel of each strip the (y, x) to look up, (b, 32, w, 2)."""
    draw = tf.random.stateless_uniform([shape[0], 5], seed, -1.0, 1.0)
    middle = tf.stack([(HEIGHT - 1) / 2, (tf.cast(shape[2], tf.float32) - 1) / 2])
    angle, shear = draw[:, 0] * tf.minimum(ROTATION, MOST_UP / middle[1]), draw[:, 1] * SHEAR
    tall, wide = 1 + draw[:, 2] * TALLER, 1 + draw[:, 3] * tf.minimum(WIDER, MOST_OUT / middle[1])
    grid = tf.stack(tf.meshgrid(tf.range(HEIGHT), tf.range(shape[2]), indexing="ij"), axis=-1)
    y, x = tf.unstack(tf.cast(grid, tf.float32) - middle, axis=-1)  # (32, w) each
    across = [each[:, None, None] for each in (tall, wide, angle, shear, draw[:, 4] * SHIFT)]
    tall, wide, angle, shear, shift = across
    rows = tall * y + angle * x + shift + middle[0]
    columns = wide * x + shear * y + middle[1]
    return tf.stack([rows, columns], axis=-1)


def sway(shape: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Return a smooth random displacement in pixels, (b, 32, w, 2)."""
    cells = [shape[0], HEIGHT // BEND_CELL + 1, shape[2] // BEND_CELL + 1, 2]
    coarse = tf.random.stateless_normal(cells, seed, stddev=BEND / 2)
    return tf.image.resize(coarse, [HEIGHT, shape[2]], method="bicubic")
