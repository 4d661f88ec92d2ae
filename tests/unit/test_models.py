"""The architectures are what they are said to be."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from trainer import models
from trainer.config import UserError
from trainer.data import Splits


def test_classic_is_the_seed_article_s_net() -> None:
    model = models.build("classic")
    assert model.count_params() == 225_034
    kinds = [type(layer).__name__ for layer in model.layers]
    assert kinds == (
        [
            "InputLayer",
            "Conv2D",
            "MaxPooling2D",
            "Conv2D",
            "MaxPooling2D",
            "Flatten",
            "Dense",
            "Dropout",
            "Dense",
            "Softmax",
        ]
    )
    assert [layer.output.shape[1:] for layer in model.layers][1:5] == [
        (26, 26, 32),
        (13, 13, 32),
        (11, 11, 64),
        (5, 5, 64),
    ]


def test_compact_is_small_and_normalises_batches() -> None:
    model = models.build("compact")
    assert model.count_params() <= 120_000
    assert models.multiply_adds(model) <= 6_000_000
    assert any(isinstance(layer, keras.layers.BatchNormalization) for layer in model.layers)


def test_multiply_adds_are_counted_at_every_place_of_a_kernel() -> None:
    places = {"conv1": 26 * 26 * 32, "conv2": 11 * 11 * 64}
    expected = 9 * places["conv1"] + 32 * 9 * places["conv2"] + 1_600 * 128 + 128 * 10
    assert models.multiply_adds(models.build("classic")) == expected


def test_dense_has_no_convolution() -> None:
    model = models.build("dense")
    assert model.count_params() == 101_770
    assert not any(isinstance(layer, keras.layers.Conv2D) for layer in model.layers)


@pytest.mark.parametrize("architecture", ["dense", "classic", "compact"])
def test_every_net_gives_probabilities_logits_and_features(architecture: str) -> None:
    model = models.build(architecture)
    ink = np.random.default_rng(0).uniform(0, 1, (3, 28, 28, 1)).astype(np.float32)
    probabilities = model.predict(ink, verbose=0)
    assert probabilities.shape == (3, 10)
    assert probabilities.sum(axis=1) == pytest.approx(1)
    outputs = models.named_outputs(model).predict(ink, verbose=0)
    powers = np.exp(outputs["logits"])
    assert powers / powers.sum(axis=1, keepdims=True) == pytest.approx(probabilities, rel=1e-4)
    assert outputs["features"].ndim == 2


@pytest.mark.parametrize("name", ["mnist_model.keras", "mnist_model.h5"])
def test_a_saved_model_reads_the_same(
    tiny_compact: keras.Model, tiny_splits: Splits, tmp_path: Path, name: str
) -> None:
    models.save(tiny_compact, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mnist_model.h5", "mnist_model.keras"]
    images = tiny_splits.test.images[:20]
    loaded = models.load(tmp_path / name)
    assert loaded.name == "compact"
    assert (models.predict_logits(loaded, images) == models.predict_logits(tiny_compact, images)).all()


@pytest.mark.parametrize("name", ["mnist_model.keras", "mnist_model.h5"])
def test_plain_keras_loads_a_saved_model(tiny_compact: keras.Model, tmp_path: Path, name: str) -> None:
    models.save(tiny_compact, tmp_path)
    assert keras.models.load_model(tmp_path / name).name == "compact"


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no model .*gone\.keras"):
        models.load(tmp_path / "gone.keras")


def test_someone_else_s_model_is_refused(tmp_path: Path) -> None:
    inputs = keras.Input((28, 28, 1))
    outputs = keras.layers.Dense(10, name="logits")(keras.layers.Flatten(name="features")(inputs))
    keras.Model(inputs, outputs, name="mine").save(tmp_path / "mine.keras")
    with pytest.raises(UserError, match="not a model that this trainer saved"):
        models.load(tmp_path / "mine.keras")


@pytest.mark.parametrize("name", ["mnist_model.keras", "mnist_model.h5"])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"not a model")
    with pytest.raises(UserError, match="not a model that this trainer saved"):
        models.load(tmp_path / name)
