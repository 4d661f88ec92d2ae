"""The architectures, by name.

Each takes (28, 28, 1) ink, 0 = paper, 1 = ink, and ends in layers named `features` (the last hidden layer),
`logits` and `probabilities`. Every layer is named: Keras would number it by what the process built before, and
the exported graph would differ from run to run.
"""

from __future__ import annotations

import logging
import math
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from trainer.config import CLASSES, GRID, UserError


def build(architecture: str) -> keras.Model:
    """Return the untrained net of that name."""
    inputs = keras.Input((GRID, GRID, 1), name="ink")
    features = FEATURES[architecture](inputs)
    logits = layers.Dense(CLASSES, name="logits")(features)  # (10,)
    return keras.Model(inputs, layers.Softmax(name="probabilities")(logits), name=architecture)


def dense(ink: keras.KerasTensor) -> keras.KerasTensor:
    """Return a simple DNN: one hidden layer that sees every pixel and no neighbourhood. 101,770 parameters."""
    x = layers.Flatten(name="flatten")(ink)  # (784,)
    x = layers.Dense(128, activation="relu", name="features")(x)  # (128,)
    return layers.Dropout(0.2, name="dropout")(x)  # best of 0, 0.2 and 0.5: 97.4, 97.5, 97.0% on validation


def classic(ink: keras.KerasTensor) -> keras.KerasTensor:
    """Return the seed article's CNN, layer for layer. 225,034 parameters, 2.6 million multiply-adds."""
    x = layers.Conv2D(32, 3, activation="relu", name="conv1")(ink)  # (26, 26, 32)
    x = layers.MaxPooling2D(2, name="pool1")(x)  # (13, 13, 32)
    x = layers.Conv2D(64, 3, activation="relu", name="conv2")(x)  # (11, 11, 64)
    x = layers.MaxPooling2D(2, name="pool2")(x)  # (5, 5, 64)
    x = layers.Flatten(name="flatten")(x)  # (1600,)
    x = layers.Dense(128, activation="relu", name="features")(x)  # (128,)
    return layers.Dropout(0.5, name="dropout")(x)


def compact(ink: keras.KerasTensor) -> keras.KerasTensor:
    """Return small convolutions with batch normalisation, most of their work where a digit is 14 x 14.

    109,962 parameters, half of classic's; multiply-adds stand at the layers, 5.7 million together. After as long a
    training, pooling and a third convolution there read 0.7 points more of coarse pictures than strides did.
    """
    x = convolve(ink, "conv1", 16)  # (28, 28, 16)   0.1 million
    x = layers.MaxPooling2D(2, name="pool1")(x)  # (14, 14, 16)
    x = convolve(x, "conv2", 28)  # (14, 14, 28)   0.8
    x = convolve(x, "conv3", 28)  # (14, 14, 28)   1.4
    x = convolve(x, "conv4", 28)  # (14, 14, 28)   1.4
    x = layers.MaxPooling2D(2, name="pool2")(x)  # (7, 7, 28)
    x = convolve(x, "conv5", 64)  # (7, 7, 64)   0.8
    x = convolve(x, "conv6", 64, padding="valid")  # (5, 5, 64)   0.9
    x = convolve(x, "conv7", 64, padding="valid")  # (3, 3, 64)   0.3
    return layers.GlobalAveragePooling2D(name="features")(x)  # (64,)


def convolve(
    x: keras.KerasTensor, name: str, filters: int, padding: str = "same", dilation: tuple[int, int] = (1, 1)
) -> keras.KerasTensor:
    """Return 3x3 convolution, batch normalisation, relu; the export folds the three into one."""
    x = layers.Conv2D(filters, 3, padding=padding, dilation_rate=dilation, use_bias=False, name=name)(x)
    x = layers.BatchNormalization(momentum=0.9, name=f"{name}_norm")(x)
    return layers.ReLU(name=f"{name}_relu")(x)


FEATURES: dict[str, Callable[[keras.KerasTensor], keras.KerasTensor]] = {
    "dense": dense,
    "classic": classic,
    "compact": compact,
}


def save(model: keras.Model, folder: Path) -> Path:
    """Write `mnist_model.h5` and `mnist_model.keras` into `folder`, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    bare = keras.Model(model.inputs, model.outputs, name=model.name)  # how it was trained needs classes of ours
    for name in ("mnist_model.h5", "mnist_model.keras"):
        unfinished = folder / f"unfinished-{name}"
        with no_word_on_hdf5():
            bare.save(unfinished)
        unfinished.replace(folder / name)
    return folder / "mnist_model.keras"


@contextmanager
def no_word_on_hdf5() -> Iterator[None]:
    """Let Keras save an .h5 file, which the seed article asks for, without calling it legacy twice."""
    absl = logging.getLogger("absl")
    level = absl.level
    absl.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "You are saving your model as an HDF5 file")
            yield
    finally:
        absl.setLevel(level)


def load(path: Path) -> keras.Model:
    """Return the saved model at `path`.

    Raises:
        UserError: there is no file, or it isn't one of this project's models.
    """
    if not path.is_file():
        raise UserError(f"There is no model {path}: run `make train`, or name a .keras or .h5 file.")
    try:
        model = keras.models.load_model(path, compile=False)
        build(model.name)  # no net of ours has another name
        named_outputs(model)
    except Exception as error:  # Keras raises half a dozen kinds, zipfile and h5py their own
        raise UserError(f"{path} is not a model that this trainer saved: run `make train`.") from error
    return model


def named_outputs(model: keras.Model) -> keras.Model:
    """Return the same net with the outputs `logits`, (n, 10), and `features`, (n, last hidden layer)."""
    outputs = {name: model.get_layer(name).output for name in ("logits", "features")}
    return keras.Model(model.inputs, outputs, name=model.name)


def multiply_adds(model: keras.Model) -> int:
    """Return how many multiplications a reading takes: a kernel's values, once for each place where it is applied."""
    total = 0
    for layer in model.layers:
        if isinstance(layer, (layers.Conv2D, layers.Dense)):
            places = math.prod(layer.output.shape[1:-1])  # 1 of a dense layer
            total += math.prod(layer.kernel.shape) * places
    return total


def predict_logits(model: keras.Model, images: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the (n, 10) logits of (n, 28, 28, 1) ink."""
    outputs: dict[str, NDArray[np.float32]] = named_outputs(model).predict(images, batch_size=500, verbose=0)
    return outputs["logits"]
