"""Fit a model: Adam or Muon, categorical cross-entropy, the best weights by validation.

A non-digit's target is a tenth for each digit, so that the softmax itself says when there is nothing to say: outlier
exposure, Hendrycks, Mazeika and Dietterich, ICLR 2019 (arXiv 1812.04606).
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from trainer.config import CLASSES, Settings, Training
from trainer.muon import Muon

Digits = tuple[NDArray[np.float32], NDArray[np.int64]]
Targets = NDArray[np.float32]  # (n, 10), rows sum to 1

CROSS_ENTROPY = "categorical_crossentropy"


@dataclass(frozen=True)
class History:
    """What happened, epoch by epoch."""

    accuracy: list[float]
    loss: list[float]
    val_accuracy: list[float]
    val_loss: list[float]
    epoch_seconds: list[float]
    best_epoch: int  # counted from 1; 0 where not one epoch was finished
    interrupted: bool

    def after(self, earlier: dict[str, Any]) -> History:
        """Return the history of a training that goes on from an earlier one."""
        curves = ("accuracy", "loss", "val_accuracy", "val_loss", "epoch_seconds")
        joined: dict[str, Any] = {name: [*earlier[name], *getattr(self, name)] for name in curves}
        best = len(earlier["accuracy"]) + self.best_epoch if self.best_epoch else earlier["best_epoch"]
        return replace(self, **joined, best_epoch=best)


OPTIMISERS: dict[str, Callable[[keras.optimizers.schedules.LearningRateSchedule], keras.Optimizer]] = {
    "adam": keras.optimizers.Adam,
    "muon": Muon,
}


def make_repeatable(seed: int) -> None:
    """Make everything that follows in this process repeat itself on this machine."""
    keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()


def digit_targets(labels: NDArray[np.int64]) -> Targets:
    """Return one-hot rows for (n,) labels."""
    targets: Targets = np.eye(CLASSES, dtype=np.float32)[labels]
    return targets


def non_digit_targets(count: int) -> Targets:
    """Return rows that favour no digit."""
    return np.full((count, CLASSES), 1 / CLASSES, np.float32)


@dataclass(frozen=True)
class Task:
    """What a net is to learn, and how that is measured."""

    loss: str | Callable[[tf.Tensor, tf.Tensor], tf.Tensor]
    accuracy: keras.metrics.Metric  # named "accuracy"
    validation: tf.data.Dataset  # of batches


def fit(model: keras.Model, batches: tf.data.Dataset, steps: int, validation: Digits, settings: Settings) -> History:
    """Fit a digit net in place, leaving it with its best weights; Ctrl-C ends the run early, not in vain.

    Args:
        batches: endless ((b, 28, 28, 1) ink, (b, 10) targets) batches.
        steps: batches in an epoch.
    """
    images, labels = validation
    held_out = tf.data.Dataset.from_tensor_slices((images, digit_targets(labels))).batch(512)
    return fit_task(model, batches, steps, Task(CROSS_ENTROPY, DigitAccuracy(name="accuracy"), held_out), settings)


def fit_task(model: keras.Model, batches: tf.data.Dataset, steps: int, task: Task, settings: Training) -> History:
    """Fit `model` in place to any task, leaving it with its best weights; Ctrl-C ends the run early, not in vain."""
    prepare(model, steps, settings, task.loss, task.accuracy)
    best = KeepBest()
    interrupted = False
    try:
        model.fit(
            batches,
            steps_per_epoch=steps,
            epochs=settings.epochs,
            validation_data=task.validation,
            callbacks=[best],
            shuffle=False,  # the batches come shuffled
            verbose="auto" if sys.stdout.isatty() else 2,
        )
    except KeyboardInterrupt:
        interrupted = True
    best.restore(model)
    return best.history(interrupted)


def prepare(
    model: keras.Model,
    steps: int,
    settings: Training,
    loss: str | Callable[[tf.Tensor, tf.Tensor], tf.Tensor] = CROSS_ENTROPY,
    accuracy: keras.metrics.Metric | None = None,
) -> None:
    """Compile `model` for a training of so many steps an epoch."""
    model.compile(
        optimizer=OPTIMISERS[settings.optimiser](learning_rate(settings, steps)),
        loss=loss,
        metrics=[accuracy or DigitAccuracy(name="accuracy")],
    )


def learning_rate(settings: Training, steps: int) -> keras.optimizers.schedules.LearningRateSchedule:
    """Return a cosine from the peak to zero over the whole run, after a linear warm-up."""
    warm_up = round(settings.warm_up_epochs * steps)
    return keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=settings.learning_rate / 10 if warm_up else settings.learning_rate,
        decay_steps=max(1, settings.epochs * steps - warm_up),
        warmup_target=settings.learning_rate if warm_up else None,
        warmup_steps=warm_up,
    )


def names_a_digit(targets: tf.Tensor) -> tf.Tensor:
    """Tell of each row of (n, 10) targets whether it favours a digit, as (n,) booleans."""
    return tf.reduce_max(targets, axis=-1) > 1.5 / CLASSES


class DigitAccuracy(keras.metrics.CategoricalAccuracy):  # type: ignore[misc]
    """The share of digits that are read right; non-digits don't count."""

    def update_state(self, y_true: tf.Tensor, y_pred: tf.Tensor, sample_weight: tf.Tensor | None = None) -> Any:
        """Weigh each row by whether its target names a digit."""
        return super().update_state(y_true, y_pred, sample_weight=tf.cast(names_a_digit(y_true), tf.float32))


@dataclass
class KeepBest(keras.callbacks.Callback):  # type: ignore[misc]
    """Remember each finished epoch, and the weights of the best one.

    Best is the highest validation accuracy, and among equals the lowest validation loss.
    """

    epochs: list[dict[str, float]] = field(default_factory=list)
    best_epoch: int = 0
    best_score: tuple[float, float] = (-math.inf, -math.inf)
    best_weights: list[NDArray[Any]] | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self.started = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        assert logs is not None
        self.epochs.append({**logs, "seconds": time.perf_counter() - self.started})
        score = (logs["val_accuracy"], -logs["val_loss"])
        if score > self.best_score:
            self.best_score = score
            self.best_epoch = epoch + 1
            self.best_weights = self.model.get_weights()

    def restore(self, model: keras.Model) -> None:
        """Give the model its best weights back; it keeps its own where no epoch was finished."""
        if self.best_weights is not None:
            model.set_weights(self.best_weights)

    def history(self, interrupted: bool) -> History:
        """Return the finished epochs, column by column."""

        def column(name: str) -> list[float]:
            return [float(epoch[name]) for epoch in self.epochs]

        return History(
            accuracy=column("accuracy"),
            loss=column("loss"),
            val_accuracy=column("val_accuracy"),
            val_loss=column("val_loss"),
            epoch_seconds=column("seconds"),
            best_epoch=self.best_epoch,
            interrupted=interrupted,
        )
