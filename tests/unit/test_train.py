"""Training repeats itself, keeps its best, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest

from trainer import augment, models, train
from trainer.config import Settings
from trainer.data import Splits

Fit = Callable[..., tuple[keras.Model, train.History]]


def test_the_same_seed_gives_the_same_weights(fit_tiny: Fit) -> None:
    weights = [fit_tiny("compact", seed=seed)[0].get_weights() for seed in (3, 3, 4)]
    assert all((a == b).all() for a, b in zip(weights[0], weights[1], strict=True))
    assert any((a != b).any() for a, b in zip(weights[0], weights[2], strict=True))


def test_a_net_learns(fit_tiny: Fit, tiny_splits: Splits) -> None:
    model, history = fit_tiny("classic", epochs=4)
    read = models.predict_logits(model, tiny_splits.test.images).argmax(axis=1)
    assert (read == tiny_splits.test.labels).mean() > 0.9
    assert len(history.loss) == len(history.val_accuracy) == len(history.epoch_seconds) == 4
    assert not history.interrupted


def test_accuracy_is_that_of_the_digits_alone() -> None:
    targets = np.concatenate([train.digit_targets(np.array([3, 5])), train.non_digit_targets(2)])
    accuracy = train.DigitAccuracy()
    accuracy.update_state(targets, train.digit_targets(np.array([3, 4, 0, 1])))
    assert accuracy.result() == 0.5


def test_what_a_net_learns_as_no_digit_it_gives_to_none(tiny_splits: Splits) -> None:
    images, labels = tiny_splits.train
    upside_down = images[:, ::-1]
    settings = Settings(epochs=3, learning_rate=0.003)
    sources = [
        augment.Source(images, train.digit_targets(labels), 16),
        augment.Source(upside_down, train.non_digit_targets(len(labels)), 16),
    ]
    train.make_repeatable(7)
    model = models.build("compact")
    batches = augment.training_batches(sources, 7, bend=False)
    train.fit(model, batches, 40, tiny_splits.validation, settings)
    of_digits, of_others = (model.predict(each[:100], verbose=0).max(axis=1) for each in (images, upside_down))
    assert np.median(of_digits) > 0.9 > 0.5 > np.median(of_others)


def scripted(best: train.KeepBest, model: keras.Model, epochs: list[tuple[float, float]]) -> None:
    """Play epochs of (validation accuracy, validation loss) to the callback, the weights telling the epoch."""
    best.set_model(model)
    for epoch, (accuracy, loss) in enumerate(epochs):
        model.set_weights([np.full_like(weight, epoch + 1) for weight in model.get_weights()])
        best.on_epoch_begin(epoch)
        best.on_epoch_end(epoch, {"accuracy": 0, "loss": 0, "val_accuracy": accuracy, "val_loss": loss})


@pytest.mark.parametrize(
    ("epochs", "expected"),
    [
        ([(0.8, 0.5), (0.9, 0.4), (0.85, 0.3)], 2),
        ([(0.9, 0.5), (0.9, 0.3), (0.9, 0.4)], 2),
        ([(0.9, 0.5)], 1),
    ],
)
def test_the_best_epoch_by_validation_is_kept(epochs: list[tuple[float, float]], expected: int) -> None:
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    best = train.KeepBest()
    scripted(best, model, epochs)
    best.restore(model)
    assert best.history(interrupted=False).best_epoch == expected
    assert model.get_weights()[0].item() == expected


class CtrlC(keras.callbacks.Callback):  # type: ignore[misc]
    """Press Ctrl-C in the middle of an epoch."""

    def __init__(self, epoch: int) -> None:
        super().__init__()
        self.at, self.now = epoch, 0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.now = epoch

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if self.now == self.at:
            raise KeyboardInterrupt


@pytest.mark.parametrize(("epoch", "finished"), [(0, 0), (2, 2)])
def test_ctrl_c_keeps_the_best_so_far(
    fit_tiny: Fit, monkeypatch: pytest.MonkeyPatch, epoch: int, finished: int
) -> None:
    plain_fit = keras.Model.fit

    def fit_until_ctrl_c(self: keras.Model, *args: Any, callbacks: list[Any], **kwargs: Any) -> Any:
        return plain_fit(self, *args, callbacks=[*callbacks, CtrlC(epoch)], **kwargs)

    monkeypatch.setattr(keras.Model, "fit", fit_until_ctrl_c)
    _, history = fit_tiny("dense", epochs=5)
    assert history.interrupted
    assert len(history.loss) == finished
    assert (history.best_epoch > 0) == (finished > 0)


def test_the_learning_rate_warms_up_and_ends_at_zero() -> None:
    settings = Settings(epochs=10, learning_rate=0.002, warm_up_epochs=1)
    rate = train.learning_rate(settings, steps=100)
    assert [float(rate(step)) for step in (0, 100, 1000)] == pytest.approx([0.0002, 0.002, 0.0], abs=1e-9)
    plain = train.learning_rate(Settings(epochs=10, learning_rate=0.001), steps=100)
    assert [float(plain(step)) for step in (0, 500, 1000)] == pytest.approx([0.001, 0.0005, 0.0], abs=1e-9)
