"""The composer of the stages: what each command of the command line does, from data to the page's model."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow greets with warnings about its own graphs

import numpy as np

from trainer import browser_code, data, report
from trainer.config import DEFAULTS, HELD_OUT, ONE_VIEW, Counts, LineCounts, Settings, UserError
from trainer.json_files import read_json, write_json

if TYPE_CHECKING:  # TensorFlow takes seconds to import: only the commands that need it do
    import keras
    from numpy.typing import NDArray

    from trainer.augment import Source
    from trainer.data import Split, Splits
    from trainer.synthesis.lessons import Lessons
    from trainer.train import History

DRAWINGS = Path(__file__).with_name("drawings.json")
TRAINING, CALIBRATION = "training.json", "calibration.json"  # beside each saved model
CHECKED_PICTURES = 1_000
SHOWN_MISTAKES = 25
MOVES = range(5)
#: Pictures whose views are made and judged at once: three views of so many take 200 MB.
JUDGED_AT_ONCE = 20_000


def run_train(architecture: str, epochs: int | None, seed: int, data_file: Path | None) -> int:
    """Fit, save, then publish; return the exit code."""
    browser_code.build()
    settings = settings_for(architecture, seed, epochs)
    splits = data.load_splits(data_file, settings.seed)
    model, history = fit_and_save(splits, settings)
    with suppress(KeyboardInterrupt):
        if not history.interrupted:
            publish(model, asdict(history), splits, settings, settings.models)
            return 0
    return say_where_stopped(history, settings, data_file)


def run_compare(epochs: int | None, seed: int, data_file: Path | None) -> int:
    """Train dense and classic with the same settings; write the table, the plot and what the page draws."""
    from trainer import plots

    browser_code.build()
    metrics = {}
    for name in ("dense", "classic"):
        settings = settings_for(name, seed, epochs)
        splits = data.load_splits(data_file, settings.seed)
        model, history = fit_and_save(splits, settings)
        if history.interrupted:
            return say_where_stopped(history, settings, data_file)
        figures = measure(model, asdict(history), splits, settings)
        figures["accuracy_when_moved"] = measure_moved(model, splits)
        write_reports(figures, splits, settings)
        metrics[name] = figures
    folder = settings.build / "reports" / "compare"
    plots.plot_comparison(metrics, folder / "dense-against-classic.png")
    table = report.compare(metrics)
    (folder / "dense-against-classic.md").write_text(table, encoding="utf-8")
    page = settings.web_model / "comparison.json"
    write_json(page, report.comparison(metrics))
    print(f"\n{table}\nWritten to {folder}/ and {page}.")
    return 0


def run_evaluate(file: Path, data_file: Path | None) -> int:
    """Print a saved model's figures, measured now."""
    browser_code.build()
    model, history, settings = load_saved(file)
    splits = data.load_splits(data_file, settings.seed)
    print(report.describe(measure(model, history, splits, settings)))
    return 0


def run_export(file: Path, data_file: Path | None) -> int:
    """Publish a saved model, such as the one that Ctrl-C kept."""
    browser_code.build()
    model, history, settings = load_saved(file)
    publish(model, history, data.load_splits(data_file, settings.seed), settings, file.parent)
    return 0


def run_predict(file: Path, images: Sequence[Path], dark_on_light: bool) -> int:
    """Print a line for each picture: the digit and the probability of it."""
    from trainer import calibrate, pictures

    grids = pictures.read_grids(images, dark_on_light)
    import_tensorflow()
    from trainer import models

    model = models.load(file)
    views = DEFAULTS[model.name].views
    if views != ONE_VIEW:
        browser_code.build()
    logits = judge(model, data.to_ink(grids), views)
    temperature, threshold = saved_calibration(file)
    for path, row in zip(images, calibrate.softmax(logits, temperature), strict=True):
        guess = f"{row.argmax()} ({row.max():.1%})"
        print(f"{path}: {guess}" if row.max() >= threshold else f"{path}: ? (can't say; perhaps {guess})")
    return 0


def settings_for(architecture: str, seed: int, epochs: int | None = None) -> Settings:
    """Return the architecture's defaults with what the user chose."""
    settings = DEFAULTS[architecture]
    return replace(settings, seed=seed, epochs=epochs or settings.epochs)


def fit_and_save(splits: Splits, settings: Settings) -> tuple[keras.Model, History]:
    """Fit a new model and save the best of it, with its history."""
    import_tensorflow()
    from trainer import augment, models, train

    train.make_repeatable(settings.seed)
    model = models.build(settings.architecture)
    print(
        f"{model.name}: {model.count_params():,} parameters, {models.multiply_adds(model) / 1e6:.1f} million "
        f"multiply-adds, {settings.epochs} epochs, seed {settings.seed}"
    )
    sources = to_learn_from(splits.train, settings)
    batches = augment.training_batches(sources, settings.seed, settings.augment)
    steps = max(1, len(splits.train.labels) // settings.mnist_in_batch)
    history = train.fit(model, batches, steps, splits.validation, settings)
    if history.best_epoch:
        (settings.models / CALIBRATION).unlink(missing_ok=True)  # the former model's
        models.save(model, settings.models)
        write_json(settings.models / TRAINING, {"settings": settings.of_training, "history": asdict(history)})
    return model, history


def to_learn_from(split: Split, settings: Settings) -> list[Source]:
    """Return MNIST's digits, and those and the non-digits that we make beside them."""
    from trainer import train
    from trainer.augment import Source

    mnist = Source(split.images, train.digit_targets(split.labels), settings.mnist_in_batch)
    if settings.own == Counts():
        return [mnist]
    ours = make_lessons(split, settings.own, settings.seed, validation=False)
    digits, non_digits = data.to_ink(ours.digits), data.to_ink(ours.non_digits)
    own = [
        Source(digits, train.digit_targets(ours.labels), settings.own_digits_in_batch),
        Source(non_digits, train.non_digit_targets(len(non_digits)), settings.non_digits_in_batch),
    ]
    return [mnist, *(source for source in own if source.in_batch and len(source.images))]


def make_lessons(split: Split, counts: Counts, seed: int, validation: bool) -> Lessons:
    """Return digits and non-digits of our own, as the browser's code brings them into the model's form."""
    from trainer.synthesis import lessons
    from trainer.synthesis.part import Part

    browser = lessons.Browser(browser_code.drawings_to_grids, browser_code.pictures_to_grids)
    return lessons.make(browser, split, counts, Part(seed, validation), partial(print, flush=True))


def say_where_stopped(history: History, settings: Settings, data_file: Path | None) -> int:
    """Tell where the best weights of a stopped run are."""
    if history.best_epoch:
        file = settings.models / "mnist_model.keras"
        again = f"python -m trainer export --model {file}" + (f" --data {data_file}" if data_file else "")
        print(
            f"\nStopped. The best epoch so far, {history.best_epoch} with {max(history.val_accuracy):.2%} on the "
            f"validation split, is in {file}; `{again}` puts it on the page."
        )
    else:
        print("\nStopped before one epoch was finished: nothing was saved.")
    return 128 + signal.SIGINT


def load_saved(path: Path) -> tuple[keras.Model, dict[str, Any], Settings]:
    """Return a saved model, the history of its training, and the settings that name its splits."""
    import_tensorflow()
    from trainer import models

    model = models.load(path)
    training = path.with_name(TRAINING)
    if not training.is_file():
        print(
            f"There is no {training}: the splits are seed {Settings.seed}'s, and where the model learned from others "
            "its validation figures are too good.",
            file=sys.stderr,
        )
        return model, {}, settings_for(model.name, Settings.seed)
    known = read_json(training)
    try:
        return model, known["history"], Settings.restore(model.name, known["settings"])
    except (KeyError, TypeError) as error:
        raise UserError(f"{training} is another version's: train the model again.") from error


def publish(model: keras.Model, history: dict[str, Any], splits: Splits, settings: Settings, folder: Path) -> None:
    """Measure and plot the model saved in `folder`, then export it to web/model and check what was written."""
    from trainer import export, models, number_fits

    metrics = measure(model, history, splits, settings)
    seams = None
    if settings.lines != LineCounts():
        seams, metrics["seams"] = number_fits.fit_cuts(splits, settings)
    write_json(folder / CALIBRATION, {key: metrics[key] for key in ("temperature", "refusal_threshold")})
    plots = write_reports(metrics, splits, settings)
    print(f"\n{report.describe(metrics)}\n\nExporting, and running the export with the browser's own code ...")
    drawings = json.loads(DRAWINGS.read_text(encoding="utf-8"))
    release = export.Release(
        model=models.named_outputs(model),
        views=settings.views,
        temperature=metrics["temperature"],
        refusal_threshold=metrics["refusal_threshold"],
        metrics=metrics,
        plots=plots,
        parity_grids=browser_code.drawings_to_grids(drawings),
        parity_labels=[drawing["label"] for drawing in drawings],
        check_grids=splits.validation.images[:CHECKED_PICTURES],
        splits={"validation": splits.validation, "test": splits.test},
        seams=seams,
        fit_numbers=None if seams is None else partial(number_fits.fit, splits=splits, settings=settings),
    )
    target = settings.web_model / settings.architecture
    figures = export.export(release, target, browser_code.grids_to_logits, browser_code.grids_to_probabilities)
    write_json(settings.reports / "metrics.json", {**metrics, "exported": figures})
    print(
        f"{target}: {figures['bytes'] / 1000:.0f} KB, test accuracy {figures['accuracy']['test']:.2%} in the browser's "
        f"code; logits within {figures['max_logit_error_before_quantising']:.1g} of Keras's before quantising, "
        f"the same label on {figures['same_label_share_after_quantising']:.1%} after."
    )
    if "numbers" in figures:
        print(f"\n{report.describe_numbers(metrics['seams'], figures['numbers'])}")


def measure(model: keras.Model, history: dict[str, Any], splits: Splits, settings: Settings) -> dict[str, Any]:
    """Return every figure of a fitted model: metrics.json."""
    from trainer import calibrate, evaluate, models

    named = {"training": splits.train, "validation": splits.validation, "test": splits.test}
    logits = {name: judge(model, split.images, settings.views) for name, split in named.items()}
    temperature = calibrate.fit_temperature(logits["validation"], splits.validation.labels)
    probabilities = {name: calibrate.softmax(values, temperature) for name, values in logits.items()}
    figures = {name: evaluate.measure(split.labels, probabilities[name]) for name, split in named.items()}
    return {
        "architecture": settings.architecture,
        "parameters": int(model.count_params()),
        "multiply_adds": models.multiply_adds(model),
        "settings": settings.of_training,
        "temperature": temperature,
        **figures,
        "training_test_gap": figures["training"]["accuracy"] - figures["test"]["accuracy"],
        **measure_doubt(model, splits.validation, probabilities["validation"], temperature, settings),
        "mistakes": evaluate.confident_mistakes(*splits.test, probabilities["test"], SHOWN_MISTAKES),
        "history": history,
    }


def judge(model: keras.Model, images: NDArray[np.float32], views: Sequence[float]) -> NDArray[np.float32]:
    """Return the (n, 10) mean logits of (n, 28, 28, 1) ink, turned by each of the views' angles."""
    from trainer import models

    return judged_by(partial(models.predict_logits, model), images, views)


def judged_by(
    predict: Callable[[NDArray[np.float32]], NDArray[np.float32]], images: NDArray[np.float32], views: Sequence[float]
) -> NDArray[np.float32]:
    """Return the (n, 10) means of what a net predicts of the views, some at a time: they take much memory."""
    if tuple(views) == ONE_VIEW:
        return predict(images)
    means = []
    for start in range(0, len(images), JUDGED_AT_ONCE):
        turned = browser_code.turned(images[start : start + JUDGED_AT_ONCE], views)
        logits = predict(turned.reshape(-1, *images.shape[1:]))
        means.append(logits.reshape(-1, len(views), logits.shape[-1]).mean(axis=1))
    return np.concatenate(means)


def measure_doubt(
    model: keras.Model, validation: Split, of_mnist: NDArray[np.float64], temperature: float, settings: Settings
) -> dict[str, Any]:
    """Return the refusal threshold, and what it refuses of held-out digits and non-digits.

    Args:
        of_mnist: (n, 10) calibrated probabilities of the validation split.
    """
    from trainer import calibrate, evaluate

    ours = make_lessons(validation, HELD_OUT, settings.seed, validation=True)
    of_digits, of_non_digits = (
        calibrate.softmax(judge(model, data.to_ink(grids), settings.views), temperature)
        for grids in (ours.digits, ours.non_digits)
    )
    threshold = calibrate.fit_threshold(of_mnist.max(axis=1), of_digits.max(axis=1))
    return {
        "refusal_threshold": threshold,
        "own_digits": evaluate.measure(ours.labels, of_digits),
        "refused": {
            "validation": evaluate.refused_share(of_mnist, threshold),
            "own_digits": evaluate.refused_share(of_digits, threshold),
            "own_non_digits": evaluate.refused_share(of_non_digits, threshold),
            "by_kind": evaluate.refused_by_kind(ours.kinds, of_non_digits, threshold),
        },
    }


def measure_moved(model: keras.Model, splits: Splits) -> list[float]:
    """Return the test accuracy with the digits moved by 0, 1, 2 ... pixels: what a net knows of neighbourhoods."""
    from trainer import evaluate, models

    moved = (models.predict_logits(model, evaluate.move(splits.test.images, pixels)) for pixels in MOVES)
    return [float((logits.argmax(axis=1) == splits.test.labels).mean()) for logits in moved]


def write_reports(metrics: dict[str, Any], splits: Splits, settings: Settings) -> list[Path]:
    """Write metrics.json and the plots; return the plots' paths."""
    from trainer import plots

    folder = settings.reports
    confusion, mistakes = folder / "confusion-matrix.png", folder / "mistakes.png"
    plots.plot_confusion(metrics["test"]["confusion_matrix"], confusion)
    plots.plot_mistakes(splits.test.images, metrics["mistakes"], mistakes)
    curves = {name: folder / f"{name}.png" for name in ("accuracy", "loss") if metrics["history"]}
    for name, path in curves.items():
        plots.plot_history(metrics["history"], name, path)
    write_json(folder / "metrics.json", metrics)
    return [*curves.values(), confusion, mistakes]


def saved_calibration(model: Path) -> tuple[float, float]:
    """Return the temperature and the refusal threshold beside a saved model; 1 and 0 where it wasn't calibrated yet."""
    calibration = model.with_name(CALIBRATION)
    if not calibration.is_file():
        return 1.0, 0.0
    known = read_json(calibration)
    try:
        return float(known["temperature"]), float(known["refusal_threshold"])
    except KeyError as error:
        raise UserError(f"{calibration} lacks {error}: export the model again.") from error


def import_tensorflow() -> None:
    """Import TensorFlow without its greeting: its GPU libraries complain on descriptor 2 whatever the log level."""
    kept = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        import tensorflow  # noqa: F401
    finally:
        os.dup2(kept, 2)
        os.close(kept)
