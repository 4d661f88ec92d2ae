"""MNIST, verified by checksum, in three named splits.

MNIST (LeCun, Cortes and Burges, 1998): 70,000 handwritten digits of 28 x 28 pixels, 60,000 of them for
training. https://yann.lecun.org/exdb/mnist/ Licence: CC BY-SA 3.0.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trainer.config import CLASSES, GRID, UserError

Arrays = dict[str, NDArray[np.uint8]]

SHAPES: dict[str, tuple[int, ...]] = {
    "x_train": (60_000, GRID, GRID),
    "y_train": (60_000,),
    "x_test": (10_000, GRID, GRID),
    "y_test": (10_000,),
}

#: sha256 of each array's bytes (uint8, C order).
CHECKSUMS = {
    "x_train": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
    "y_train": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    "x_test": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
    "y_test": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
}

VALIDATION = 5_000

#: What NumPy, zipfile and zlib raise on a file that is cut, altered or something else altogether.
DAMAGES = (OSError, EOFError, ValueError, TypeError, AttributeError, RuntimeError, zipfile.BadZipFile, zlib.error)

REMEDY = "give MNIST's own mnist.npz with --data or MNIST_NPZ, or neither to let Keras download it"


class Split(NamedTuple):
    """Digits with their labels."""

    images: NDArray[np.float32]  # (n, 28, 28, 1), 0 = paper, 1 = ink
    labels: NDArray[np.int64]  # (n,), 0 to 9


class Splits(NamedTuple):
    """Three disjoint splits: 55,000 / 5,000 / 10,000 of MNIST."""

    train: Split
    validation: Split
    test: Split


def load_splits(path: Path | None, seed: int) -> Splits:
    """Return MNIST's three splits from `path`, or from Keras's downloader where it is None.

    Raises:
        UserError: the file is missing, short, wrongly shaped or altered, or can't be downloaded.
    """
    arrays = download() if path is None else read_npz(path)
    verify(arrays, "Keras's download" if path is None else str(path))
    return split(arrays, VALIDATION, seed)


def read_npz(path: Path) -> Arrays:
    """Read MNIST's four arrays from an .npz file, unverified."""
    if not path.is_file():
        raise UserError(f"There is no file {path}: {REMEDY}.")
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            for name in SHAPES:
                if name not in file:
                    raise UserError(f"{path} holds no array {name!r}: {REMEDY}.")
            return {name: file[name] for name in SHAPES}
    except DAMAGES as error:
        raise UserError(f"{path} is not a whole .npz file: {REMEDY}.") from error


def download() -> Arrays:
    """Fetch MNIST's four arrays through Keras, which keeps them for the next run."""
    from keras.datasets import mnist  # imports TensorFlow: seconds that a local file needn't cost

    try:
        (x_train, y_train), (x_test, y_test) = mnist.load_data()
    except Exception as error:  # Keras raises a bare Exception for every network fault
        raise UserError(
            "MNIST could not be downloaded: give MNIST's own mnist.npz with --data or MNIST_NPZ."
        ) from error
    return {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}


def verify(arrays: Arrays, source: str) -> None:
    """Check shape, type and sha256 of each array.

    Raises:
        UserError: an array isn't MNIST's own, byte for byte.
    """
    for name, shape in SHAPES.items():
        array = arrays[name]
        if array.shape != shape or array.dtype != np.uint8:
            raise UserError(
                f"{name} in {source} should be uint8 of shape {shape} but is "
                f"{array.dtype} of shape {array.shape}: {REMEDY}."
            )
        if hashlib.sha256(np.ascontiguousarray(array).data).hexdigest() != CHECKSUMS[name]:
            raise UserError(f"{name} in {source} is altered (its sha256 isn't MNIST's): {REMEDY}.")


def split(arrays: Arrays, validation: int, seed: int) -> Splits:
    """Take a stratified validation split out of the training arrays; the test arrays stay whole."""
    chosen = stratified_choice(arrays["y_train"], validation, seed)
    return Splits(
        train=to_split(arrays["x_train"][~chosen], arrays["y_train"][~chosen]),
        validation=to_split(arrays["x_train"][chosen], arrays["y_train"][chosen]),
        test=to_split(arrays["x_test"], arrays["y_test"]),
    )


def stratified_choice(labels: NDArray[np.uint8], count: int, seed: int) -> NDArray[np.bool_]:
    """Mark `count` of the labels, each digit in proportion to its share (largest remainders first)."""
    exact = np.bincount(labels, minlength=CLASSES) * count / len(labels)  # (10,)
    quota = np.floor(exact).astype(int)
    largest_remainders = np.argsort(quota - exact, kind="stable")[: count - quota.sum()]
    quota[largest_remainders] += 1
    rng = np.random.default_rng(seed)
    chosen = np.zeros(len(labels), dtype=bool)
    for digit in range(CLASSES):
        chosen[rng.permutation(np.flatnonzero(labels == digit))[: quota[digit]]] = True
    return chosen


def to_split(images: NDArray[np.uint8], labels: NDArray[np.uint8]) -> Split:
    """Scale 0-255 to 0-1 and add the channel: the one place where ink is scaled in Python."""
    return Split(to_ink(images), labels.astype(np.int64))


def to_ink(images: NDArray[Any]) -> NDArray[np.float32]:
    """(n, 28, 28) uint8 to (n, 28, 28, 1) float32, 0 = paper, 1 = ink."""
    return images.astype(np.float32)[..., None] / np.float32(255)
