"""Compare the rules by which a reading could be refused.

    python -m tests.bench.refusal_rules --sets folder --epochs 3
    python -m tests.bench.refusal_rules --model build/models/compact/mnist_model.keras

Three compact nets learn for a few epochs from what the trainer gives them: one whose target for a non-digit is a tenth
for each digit (outlier exposure), one with an eleventh output for it, and one whose outputs each tell one digit from
all else (one-vs-rest); or a saved net stands in for the first. Each rule
is a score, asked once or of the views that the settings name; its threshold is the score that keeps 99.3% of MNIST's
validation digits and 99% of our own. Printed is what that refuses of non-digits that no net learned from, their kinds'
mean, by which a rule is chosen; and, to see what the choice is worth, of the drawings in a folder of sets
(tests/bench/reading/sets.py says how they look).
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from tests.bench.reading import sets
from trainer import augment, browser_code, calibrate, data, models, train
from trainer.config import CLASSES, DEFAULTS, GRID, HELD_OUT, ONE_VIEW, Settings
from trainer.pipeline import make_lessons, to_learn_from
from trainer.synthesis import non_digits

Scores = NDArray[np.floating[Any]]
#: What a net gives for pictures: (n, 10 or 11) logits, and (n, 64) features.
Outputs = tuple[Scores, Scores]
Rule = Callable[[Outputs], Scores]
Grids = dict[str, NDArray[np.float32]]  # (n, 28, 28, 1) ink by name


def main() -> None:
    """Train the nets, or load one, and print a line for each rule."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("MNIST_NPZ"), help="MNIST's mnist.npz")
    parser.add_argument("--sets", type=Path, default=sets.FOLDER, help="a folder of strokes_*.json.gz")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--model", type=Path, help="a .keras or .h5 file of compact, instead of training")
    options = parser.parse_args()

    browser_code.build()
    settings = replace(DEFAULTS["compact"], epochs=options.epochs)
    splits = data.load_splits(options.data, settings.seed)
    train.make_repeatable(settings.seed)
    digits, others = read_held_out(splits.validation, settings, options.sets)
    rules = rules_of_saved(options.model, splits) if options.model else rules_of_trained(splits, settings)
    for views in (ONE_VIEW, settings.views):
        print(f"\n{f'rule, {len(views)} views':24}" + "".join(f"{name:>20}" for name in [*others, "kinds' mean"]))
        for name, (net, rule) in rules.items():
            scores = [
                {key: rule(outputs(net, grids, views)) for key, grids in known.items()} for known in (digits, others)
            ]
            print_rule(name, *scores)


def rules_of_trained(splits: data.Splits, settings: Settings) -> dict[str, tuple[keras.Model, Rule]]:
    """Return the rules by name, each with its newly trained net."""
    sources = to_learn_from(splits.train, settings)
    exposed, eleven = (fit(each, splits.validation, settings) for each in (sources, with_eleventh(sources)))
    one_vs_rest = fit(without_target(sources), splits.validation, settings, "sigmoid", "binary_crossentropy")
    return {
        **rules_of_exposed(exposed, splits),
        "eleventh output": (eleven, eleventh_output),
        "one-vs-rest": (one_vs_rest, highest_logit),
    }


def rules_of_saved(path: Path, splits: data.Splits) -> dict[str, tuple[keras.Model, Rule]]:
    """Return the rules that a saved net can be asked by."""
    named = models.named_outputs(models.load(path))
    return rules_of_exposed(keras.Model(named.inputs, [named.output[name] for name in ("logits", "features")]), splits)


def rules_of_exposed(net: keras.Model, splits: data.Splits) -> dict[str, tuple[keras.Model, Rule]]:
    """Return the rules that need no output of their own."""
    known = outputs(net, splits.train.images[:10_000])
    nearness = feature_distance(known, splits.train.labels[:10_000])
    return {"softmax": (net, softmax), "energy": (net, energy), "feature distance": (net, nearness)}


def read_held_out(validation: data.Split, settings: Settings, folder: Path) -> tuple[Grids, Grids]:
    """Return (n, 28, 28, 1) ink of what the nets haven't learned from: digits that set thresholds, and all else."""
    ours = make_lessons(validation, HELD_OUT, settings.seed, validation=True)
    digits = {"validation": validation.images, "own digits": data.to_ink(ours.digits)}
    others = {kind: data.to_ink(ours.non_digits[ours.kinds == kind]) for kind in dict.fromkeys(ours.kinds.tolist())}
    for drawn in sets.drawn_sets(folder):
        others[drawn.name] = browser_code.drawings_to_grids([{"strokes": strokes} for strokes in drawn.strokes])
    return digits, others


def with_eleventh(sources: list[augment.Source]) -> list[augment.Source]:
    """Return (n, 11) targets in which the last output stands for what is no digit."""
    return [replace(source, targets=eleven_targets(source.targets)) for source in sources]


def eleven_targets(targets: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (n, 11) targets for (n, 10)."""
    is_digit = train.names_a_digit(targets).numpy()[:, None]
    return np.concatenate([targets * is_digit, ~is_digit], axis=1, dtype=np.float32)


def without_target(sources: list[augment.Source]) -> list[augment.Source]:
    """Return targets in which a non-digit's row is empty."""
    return [replace(source, targets=eleven_targets(source.targets)[:, :CLASSES]) for source in sources]


def fit(
    sources: list[augment.Source],
    validation: data.Split,
    settings: Settings,
    activation: str = "softmax",
    loss: str = "categorical_crossentropy",
) -> keras.Model:
    """Return a compact net of as many outputs as the targets have, trained as the trainer does but for the loss."""
    ink = keras.Input((GRID, GRID, 1))
    features = models.compact(ink)
    answers = sources[0].targets.shape[1]
    logits = keras.layers.Dense(answers)(features)
    net = keras.Model(ink, keras.layers.Activation(activation)(logits))
    batches = augment.training_batches(sources, settings.seed, settings.augment)
    steps = len(sources[0].images) // settings.mnist_in_batch
    train.prepare(net, steps, settings, loss)
    net.fit(batches, steps_per_epoch=steps, epochs=settings.epochs, shuffle=False, verbose=2)
    right = net.predict(validation.images, verbose=0)[:, :CLASSES].argmax(axis=1) == validation.labels
    print(f"{answers} outputs, {activation}: {right.mean():.2%} of the validation split")
    return keras.Model(ink, [logits, features])


def outputs(net: keras.Model, ink: NDArray[np.float32], views: Sequence[float] = ONE_VIEW) -> Outputs:
    """Return the net's logits and features, means over the views."""
    turned = ink if len(views) == 1 else browser_code.turned(ink, views).reshape(-1, *ink.shape[1:])
    given = net.predict(turned, batch_size=500, verbose=0)
    logits, features = (each.reshape(len(ink), len(views), -1).mean(axis=1) for each in given)
    return logits, features


def softmax(given: Outputs) -> Scores:
    """Return the highest probability: Hendrycks and Gimpel, ICLR 2017 (arXiv 1610.02136)."""
    highest: Scores = calibrate.softmax(given[0]).max(axis=1)
    return highest


def energy(given: Outputs) -> Scores:
    """Return the logits' log-sum-exp, the negative energy: Liu et al., NeurIPS 2020 (arXiv 2010.03759)."""
    total: Scores = np.logaddexp.reduce(given[0].astype(np.float64), axis=1)
    return total


def feature_distance(known: Outputs, labels: NDArray[np.int64]) -> Rule:
    """Return how near features lie to a digit's mean, by Mahalanobis: Lee et al., NeurIPS 2018 (arXiv 1807.03888)."""
    features = known[1].astype(np.float64)
    means = np.stack([features[labels == digit].mean(axis=0) for digit in range(CLASSES)])  # (10, 64)
    spread = np.cov((features - means[labels]).T) + 1e-6 * np.eye(features.shape[1])
    precision = np.linalg.inv(spread)  # (64, 64)

    def nearness(given: Outputs) -> Scores:
        away = given[1][:, None].astype(np.float64) - means  # (n, 10, 64)
        distance: Scores = np.einsum("ndi,ij,ndj->nd", away, precision, away).min(axis=1)
        return -distance

    return nearness


def eleventh_output(given: Outputs) -> Scores:
    """Return the probability that it is a digit at all."""
    return 1 - calibrate.softmax(given[0])[:, CLASSES]


def highest_logit(given: Outputs) -> Scores:
    """Return how surely one of ten binary outputs tells its digit from all else: Shu et al., EMNLP 2017."""
    highest: Scores = given[0].max(axis=1)
    return highest


def print_rule(name: str, of_digits: dict[str, Scores], of_others: dict[str, Scores]) -> None:
    """Print what lies below the score that keeps the digits, and the mean over the kinds of non-digits."""
    threshold = calibrate.fit_threshold(of_digits["validation"], of_digits["own digits"])
    refused = {key: float((score < threshold).mean()) for key, score in of_others.items()}
    mean = np.mean([share for key, share in refused.items() if key in set(non_digits.SHARES) - non_digits.LEARNT_WHOLE])
    print(f"{name:24} " + " ".join(f"{share:>19.2%}" for share in [*refused.values(), mean]))


if __name__ == "__main__":
    main()
