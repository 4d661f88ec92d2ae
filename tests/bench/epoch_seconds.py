"""Time an epoch of the trainer beside plain Keras `fit` on in-memory arrays, in one run.

    python -m tests.bench.epoch_seconds --data mnist.npz --arch compact --rounds 3

Three ways in turn, round after round, each on its own copy of the net: plain `fit(x, y)`, the trainer's
pipeline without bending, and the pipeline as the architecture trains with. Prints the medians and the
ratios to plain `fit`; the first epoch of each, which traces the graph, isn't counted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras

from trainer import augment, data, models, train
from trainer.config import ARCHITECTURES, DEFAULTS, Settings
from trainer.data import Split


def compiled(settings: Settings, steps: int) -> keras.Model:
    """Return a new net, compiled as the trainer compiles it."""
    model = models.build(settings.architecture)
    train.prepare(model, steps, settings)
    return model


def plain_epoch(split: Split, settings: Settings, steps: int) -> Callable[[], object]:
    """Return an epoch of plain `fit` on arrays."""
    model, targets = compiled(settings, steps), train.digit_targets(split.labels)
    return lambda: model.fit(split.images, targets, batch_size=settings.mnist_in_batch, verbose=0)


def pipeline_epoch(split: Split, settings: Settings, steps: int, bend: bool) -> Callable[[], object]:
    """Return an epoch of the trainer's batches."""
    model = compiled(settings, steps)
    digits = augment.Source(split.images, train.digit_targets(split.labels), settings.mnist_in_batch)
    batches = augment.training_batches([digits], settings.seed, bend)
    return lambda: model.fit(batches, steps_per_epoch=steps, shuffle=False, verbose=0)


def seconds(run: Callable[[], object]) -> float:
    """Return how long one call takes."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("MNIST_NPZ"))
    parser.add_argument("--arch", choices=ARCHITECTURES, default="compact")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()

    settings = DEFAULTS[options.arch]
    train.make_repeatable(settings.seed)
    split = data.load_splits(options.data, settings.seed).train
    steps = len(split.labels) // settings.mnist_in_batch
    ways = {
        "plain fit on arrays": plain_epoch(split, settings, steps),
        "trainer, digits as they are": pipeline_epoch(split, settings, steps, bend=False),
        "trainer, digits bent": pipeline_epoch(split, settings, steps, bend=True),
    }
    for run in ways.values():
        run()
    rounds = [{name: seconds(run) for name, run in ways.items()} for _ in range(options.rounds)]
    plain = statistics.median(times["plain fit on arrays"] for times in rounds)
    print(f"{options.arch}, {len(split.labels):,} digits, batch {settings.mnist_in_batch}, {options.rounds} rounds")
    for name in ways:
        median = statistics.median(times[name] for times in rounds)
        print(f"{name:28} {median:6.1f} s an epoch   {median / plain:.2f} of plain fit")


if __name__ == "__main__":
    main()
