"""tf.data pipeline that feeds training, with the ink bent as hands and pens bend it.

Every random number is stateless and drawn from (seed, step): a run repeats itself however many threads make
the batches, which op determinism would otherwise take away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from trainer.config import GRID

# How far a digit strays, in radians, factors and pixels of the 28. The normaliser that the browser runs already
# fits size and centres mass, so shifts stay small; slant and bend are what hands differ by. A third more of each
# cost 0.1 points of validation accuracy at 8 epochs: the net then had not learnt even the training split.
ROTATION = 0.17
SHEAR = 0.2
STRETCH = 0.12
SHIFT = 1.0
BEND = 1.2
BEND_CELLS = 5  # the bend is drawn on 5 x 5 points, so that strokes curve and don't fray
THICKEN = 0.5
THIN = 0.4

# What pens, scanners and cameras do. A pen that skips leaves a round gap in this share of the pictures, of these radii,
# its middle between these rows and columns, in pixels; this share is out of focus, blended with its 3 x 3 means by up
# to so much; ink is as faint or as full as these factors make it, and pixel by pixel up to so much uneven.
GAPS = 0.3
GAP_RADII = (1.0, 2.2)
GAP_PLACES = (8.0, 20.0)
BLURS = 0.3
BLUR = 0.8
CONTRAST = (0.7, 1.4)
GRAIN = 0.3


@dataclass(frozen=True)
class Source:
    """What each batch takes so many pictures of."""

    images: NDArray[np.float32]  # (n, 28, 28, 1) ink, 0 = paper, 1 = ink
    targets: NDArray[np.float32]  # (n, 10) probabilities of the digits
    in_batch: int


def training_batches(sources: Sequence[Source], seed: int, bend: bool) -> tf.data.Dataset:
    """Return endless batches of ((b, 28, 28, 1) ink, (b, 10) targets), each source shuffled by itself."""
    parts = tuple(shuffled(source, seed + index) for index, source in enumerate(sources))
    batches = tf.data.Dataset.zip(parts).map(together)
    if bend:
        batches = batches.enumerate().map(
            lambda step, batch: (augment(batch[0], tf.stack([tf.cast(seed, tf.int64), step])), batch[1]),
            num_parallel_calls=tf.data.AUTOTUNE,
            deterministic=True,
        )
    return batches.prefetch(tf.data.AUTOTUNE)


def together(*parts: tuple[tf.Tensor, tf.Tensor]) -> tuple[tf.Tensor, tf.Tensor]:
    """Return one batch of the (ink, targets) parts."""
    ink, targets = zip(*parts, strict=True)
    return tf.concat(ink, 0), tf.concat(targets, 0)


def shuffled(source: Source, seed: int) -> tf.data.Dataset:
    """Return endless parts of batches: every picture once, in another order each time, then all of them again.

    What fills no whole part at the end waits for another time.
    """
    ink, targets = tf.constant(source.images), tf.constant(source.targets)
    # Places are shuffled and batched, not pictures: an element of tf.data costs by what is copied with it.
    return (
        tf.data.Dataset.range(len(ink))
        .shuffle(len(ink), seed=seed, reshuffle_each_iteration=True)
        .batch(min(source.in_batch, len(ink)), drop_remainder=True)
        .map(lambda places: (tf.gather(ink, places), tf.gather(targets, places)))
        .repeat()
    )


def augment(ink: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Bend each picture of (b, 28, 28, 1) ink as a hand does, then mark it as a pen and a camera do."""
    seeds = tf.unstack(tf.random.split(seed, 7))
    count = tf.shape(ink)[0]
    warped = warp(ink, affine_places(count, seeds[0]) + bends(count, seeds[1]))
    drawn = vary_thickness(break_strokes(warped, seeds[2]), seeds[3])
    return tf.minimum(roughen(vary_contrast(blur(drawn, seeds[4]), seeds[5]), seeds[6]), 1.0)


def affine_places(count: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Return for each pixel of each picture the (y, x) to look up, (count, 28, 28, 2)."""
    draw = tf.random.stateless_uniform([count, 6], seed, -1.0, 1.0)
    angle, shear = draw[:, 0] * ROTATION, draw[:, 1] * SHEAR
    tall, wide = 1 + draw[:, 2] * STRETCH, 1 + draw[:, 3] * STRETCH
    matrix = tf.reshape(
        tf.stack(
            [
                tall * tf.cos(angle),
                tall * tf.sin(angle),
                wide * (shear * tf.cos(angle) - tf.sin(angle)),
                wide * (shear * tf.sin(angle) + tf.cos(angle)),
            ],
            axis=-1,
        ),
        [-1, 2, 2],
    )
    centre = (GRID - 1) / 2
    axis = tf.range(GRID, dtype=tf.float32) - centre
    grid = tf.reshape(tf.stack(tf.meshgrid(axis, axis, indexing="ij"), axis=-1), [1, -1, 2])
    places = tf.matmul(grid, matrix, transpose_b=True) + draw[:, None, 4:6] * SHIFT + centre
    return tf.reshape(places, [-1, GRID, GRID, 2])


def bends(count: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Return a smooth random displacement in pixels, (count, 28, 28, 2)."""
    coarse = tf.random.stateless_normal([count, BEND_CELLS, BEND_CELLS, 2], seed, stddev=BEND / 2)
    return tf.image.resize(coarse, [GRID, GRID], method="bicubic")


def warp(ink: tf.Tensor, places: tf.Tensor) -> tf.Tensor:
    """Look up (b, height, width, 1) ink at (b, height, width, 2) places (y, x), bilinearly; outside is paper."""
    padded = tf.pad(ink[..., 0], [[0, 0], [1, 1], [1, 1]])  # one ring of paper
    sides = tf.shape(padded)[1:]
    wide = sides[1]
    places = tf.clip_by_value(places + 1, 0.0, tf.cast(sides, tf.float32) - 1.001)
    corner = tf.cast(tf.floor(places), tf.int32)
    y, x = tf.unstack(places - tf.floor(places), axis=-1)
    index = corner[..., 0] * wide + corner[..., 1]  # (b, height, width)
    flat = tf.reshape(padded, [-1, sides[0] * wide])

    def at(offset: int | tf.Tensor) -> tf.Tensor:
        return tf.gather(flat, index + offset, batch_dims=1)

    top = (1 - x) * at(0) + x * at(1)
    bottom = (1 - x) * at(wide) + x * at(wide + 1)
    return ((1 - y) * top + y * bottom)[..., None]


def vary_thickness(ink: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Blend each picture towards its dilation or its erosion by one pixel, as pens of other widths would."""
    amount = tf.random.stateless_uniform([tf.shape(ink)[0], 1, 1, 1], seed, -1.0, 1.0)
    dilated = tf.nn.max_pool2d(ink, 3, 1, "SAME")
    eroded = -tf.nn.max_pool2d(-ink, 2, 1, "SAME")
    thicker = ink + tf.maximum(amount, 0.0) * THICKEN * (dilated - ink)
    return thicker + tf.minimum(amount, 0.0) * THIN * (ink - eroded)


def break_strokes(ink: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Leave a small round gap in some of the pictures, where a pen may have skipped."""
    draw = tf.random.stateless_uniform([tf.shape(ink)[0], 4], seed)
    centre = between(draw[:, :2], GAP_PLACES)[:, None, None]
    radius = tf.where(draw[:, 2] < GAPS, between(draw[:, 3], GAP_RADII), -1.0)
    axis = tf.range(GRID, dtype=tf.float32)
    places = tf.stack(tf.meshgrid(axis, axis, indexing="ij"), axis=-1)  # (28, 28, 2)
    distance = tf.norm(places - centre, axis=-1)  # (b, 28, 28)
    return ink * tf.clip_by_value(distance - radius[:, None, None], 0.0, 1.0)[..., None]


def blur(ink: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Blend some of the pictures towards the means of 3 x 3 pixels."""
    chance, amount = draw_for_each(ink, seed)
    return ink + tf.where(chance < BLURS, BLUR * amount, 0.0) * (tf.nn.avg_pool2d(ink, 3, 1, "SAME") - ink)


def vary_contrast(ink: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Make each picture's ink fainter or fuller."""
    amount, _ = draw_for_each(ink, seed)
    return between(amount, CONTRAST) * ink


def roughen(ink: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Give each picture's ink an uneven grain, as rough paper and a camera's noise do; paper stays clean."""
    amount, _ = draw_for_each(ink, seed)
    return ink * (1 + GRAIN * amount * tf.random.stateless_uniform(tf.shape(ink), seed + 1, -1.0, 1.0))


def draw_for_each(ink: tf.Tensor, seed: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Return two random numbers from 0 to 1 for each picture, each (b, 1, 1, 1)."""
    draw = tf.random.stateless_uniform([2, tf.shape(ink)[0], 1, 1, 1], seed)
    return draw[0], draw[1]


def between(share: tf.Tensor, bounds: tuple[float, float]) -> tf.Tensor:
    """Return the numbers that lie at these shares, 0 to 1, of the way between the bounds."""
    low, high = bounds
    return low + share * (high - low)
