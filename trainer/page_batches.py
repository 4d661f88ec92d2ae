"""tf.data pipeline that feeds the page net: crops of pictures of pages, lit and turned as cameras do."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from PIL import Image

from trainer.page_net import KINDS, PIXELS, STEP

Pixels = NDArray[np.uint8]

#: Crops are wider than what the net's deepest layers look at: of smaller ones, which held as many pixels in all, these
#: layers saw little but the padding, and whole pages looked strange to them.
IN_BATCH, CROP = 4, 512
#: Crops of each page in an epoch.
CROPS = 2
#: A picture's longest side as the net sees it; what learns sees some larger and some smaller.
SIDE, SIDES = 1280, (900, 1660)
#: A logit's pixel is of a kind from this share of it on, of the first of these that has so much: strokes are thin.
LEAST_SHARES = {"handwriting": 0.14, "mark": 0.14, "print": 0.14, "rule": 0.1, "outside": 0.5}
#: So many crops are laid about handwriting or marks, the others anywhere.
ON_INK = 0.65
TURNED, GREY = 0.12, 0.3


@dataclass(frozen=True)
class Pages:
    """Pictures as the net sees them, and what each of its logits is to say."""

    pictures: Sequence[Pixels]  # (height, width, 3) each, both multiples of 16
    kinds: Sequence[Pixels]  # (height / 2, width / 2) each


def load(files: Sequence[Path], seed: int | None, told: Callable[[int], None] = lambda _: None) -> Pages:
    """Return pages as the net sees them.

    Args:
        seed: sees some larger and some smaller; None sees all alike, as the browser does.
        told: how many are loaded.
    """
    rng = np.random.default_rng(seed)
    sides = [SIDE if seed is None else int(rng.integers(*SIDES)) for _ in files]
    made = []
    with ProcessPoolExecutor(initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        for page in pool.map(seen, files, sides, chunksize=16):
            made.append(page)
            if len(made) % 100 == 0:
                told(len(made))
    pictures, kinds = zip(*made, strict=True)
    return Pages(pictures, kinds)


def seen(file: Path, side: int) -> tuple[Pixels, Pixels]:
    """Return a picture whose longest side is about so long, and what each of its logits is to say."""
    with Image.open(file) as picture:
        scale = min(1.0, side / max(picture.size))
        width, height = (max(STEP, round(scale * each / STEP) * STEP) for each in picture.size)
        small = np.asarray(picture.convert("RGB").resize((width, height), Image.Resampling.BOX))
    with Image.open(file.with_suffix(".png")) as kinds:
        return small, downsampled(np.asarray(kinds), (width // PIXELS, height // PIXELS))


def downsampled(kinds: Pixels, size: tuple[int, int]) -> Pixels:
    """Return what pixels are at another size (width, height), of several kinds the one that is asked for first."""
    own = np.zeros(size[::-1], np.uint8)
    for name, least in reversed(LEAST_SHARES.items()):
        mask = Image.fromarray(np.asarray(255 * (kinds == KINDS.index(name)), np.uint8))
        own[np.asarray(mask.resize(size, Image.Resampling.BOX)) >= 255 * least] = KINDS.index(name)
    return own


def training_batches(pages: Pages, seed: int) -> tf.data.Dataset:
    """Return endless batches of ((b, 512, 512, 3) pictures from 0 to 1, (b, 256, 256) kinds)."""
    return (
        dataset(partial(endless, pages, seed), (IN_BATCH, CROP, CROP))
        .enumerate()
        .map(
            lambda step, batch: (lit(batch[0], tf.stack([tf.cast(seed, tf.int64), step])), batch[1]),
            num_parallel_calls=tf.data.AUTOTUNE,
            deterministic=True,
        )
        .prefetch(tf.data.AUTOTUNE)
    )


def validation_batches(pages: Pages) -> tf.data.Dataset:
    """Return each page by itself, whole and as it is."""

    def one_by_one() -> Iterator[tuple[Pixels, Pixels]]:
        for picture, kinds in zip(pages.pictures, pages.kinds, strict=True):
            yield picture[None], kinds[None]

    return dataset(one_by_one, (1, None, None)).apply(tf.data.experimental.assert_cardinality(len(pages.pictures)))


def dataset(batches: Callable[[], Iterator[tuple[Pixels, Pixels]]], shape: tuple[int | None, ...]) -> tf.data.Dataset:
    """Return what gives bytes as a dataset of pictures from 0 to 1."""
    count, height, width = shape
    signature = (tf.TensorSpec((count, height, width, 3), tf.uint8), tf.TensorSpec((count, None, None), tf.uint8))
    return tf.data.Dataset.from_generator(batches, output_signature=signature).map(
        lambda pictures, kinds: (tf.cast(pictures, tf.float32) / 255, tf.cast(kinds, tf.int32))
    )


def endless(pages: Pages, seed: int) -> Iterator[tuple[Pixels, Pixels]]:
    """Give batches of crops, of all pages once before any comes again."""
    rng = np.random.default_rng(seed)
    while True:
        order = rng.permutation(len(pages.pictures))
        for start in range(0, len(order) - IN_BATCH + 1, IN_BATCH):
            crops = [cropped(pages.pictures[row], pages.kinds[row], rng) for row in order[start : start + IN_BATCH]]
            yield np.stack([picture for picture, _ in crops]), np.stack([kinds for _, kinds in crops])


def cropped(picture: Pixels, kinds: Pixels, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
    """Return a square of a page, perhaps turned by a quarter or two; a page that is smaller goes on as at its edges."""
    side = CROP // PIXELS
    lacking = [(0, max(0, side - each)) for each in kinds.shape]
    kinds = np.pad(kinds, lacking, "edge")
    picture = np.pad(picture, [*((0, PIXELS * more) for _, more in lacking), (0, 0)], "edge")
    room = np.array(kinds.shape) - side
    corner = rng.integers(room + 1)
    ink = np.flatnonzero(np.isin(kinds, (KINDS.index("handwriting"), KINDS.index("mark"))))
    if len(ink) and rng.random() < ON_INK:
        middle = np.array(np.unravel_index(rng.choice(ink), kinds.shape))
        corner = np.clip(middle - rng.integers(side, size=2), 0, room)
    top, left = corner.tolist()
    own = kinds[top : top + side, left : left + side]
    seen = picture[PIXELS * top : PIXELS * top + CROP, PIXELS * left : PIXELS * left + CROP]
    turns = int(rng.integers(1, 4)) if rng.random() < TURNED else 0
    return np.rot90(seen, turns), np.rot90(own, turns)


def lit(pictures: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Light (b, h, w, 3) pictures from 0 to 1 otherwise: contrast, tint, without colour, grain."""
    seeds = tf.unstack(tf.random.split(seed, 5))
    count = tf.shape(pictures)[0]

    def draw(index: int, shape: list[int], least: float, most: float) -> tf.Tensor:
        return tf.random.stateless_uniform([count, *shape], seeds[index], least, most)

    grey = tf.reduce_mean(pictures, axis=-1, keepdims=True)
    pictures = tf.where(draw(0, [1, 1, 1], 0, 1) < GREY, grey, pictures)
    gamma = tf.exp(draw(1, [1, 1, 1], -0.45, 0.45))
    tinted = tf.pow(tf.maximum(pictures, 1e-3), gamma) * draw(2, [1, 1, 3], 0.8, 1.1)
    grain = tf.random.stateless_normal(tf.shape(pictures), seeds[3]) * draw(4, [1, 1, 1], 0, 0.035)
    return tf.clip_by_value(tinted + grain, 0, 1)
