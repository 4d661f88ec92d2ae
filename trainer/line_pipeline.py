"""The composer of the line net: lines -> strips -> a net, begun as the digit net -> figures -> web/model/line."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from trainer import browser_code, data, line_figures, sure_numbers, text_forms, view_weights
from trainer.config import LINE, LINE_SETTINGS, LineNetSettings, UserError
from trainer.json_files import read_json, write_json
from trainer.synthesis import lines, strips
from trainer.synthesis.part import Part

if TYPE_CHECKING:
    import keras

    from trainer.data import Split
    from trainer.strip_batches import Strips
    from trainer.train import History

#: Lines that one process composes and has seen by the browser's code at once.
BATCH = 1_000
CHECKED_STRIPS, PARITY_STRIPS = 200, 4
#: What no eye tells from a number doesn't decide what is called sure: three bars, short words of letters like digits,
#: and such letters behind a number.
UNDECIDED = ("tallies", lines.DIGIT_LIKE_WORDS, "beside")
FILE, TRAINING = "line_model.keras", "training.json"

say = partial(print, flush=True)


def run_train(epochs: int | None, seed: int, data_file: Path | None, start: Path | None = None) -> int:
    """Fit the line net, save it, then publish it; return the exit code.

    Args:
        start: a saved line net that is gone on with; else it starts from the digit net.
    """
    settings = replace(LINE_SETTINGS, seed=seed, epochs=epochs or LINE_SETTINGS.epochs)
    digit_net = settings.digit_net
    if start and not start.is_file():
        raise UserError(f"There is no line net to go on with at {start}.")
    if not digit_net.is_file():
        raise UserError(f"The line net starts from the digit net, and there is no {digit_net}: run `make train` first.")
    browser_code.build()
    splits = data.load_splits(data_file, settings.seed)
    lessons = make_strips(splits.train, settings, settings.lines, validation=False)
    held_out = make_strips(splits.validation, settings, settings.validation_lines, validation=True)
    model, history = fit_and_save(lessons, held_out, settings, start)
    with suppress(KeyboardInterrupt):
        if not history.interrupted:
            publish(model, asdict(history), held_out, splits.validation, settings)
            return 0
    again = f"python -m trainer export --model {settings.models / FILE}"
    say(f"\nStopped. `{again}` puts the best net so far on the page.")
    return 128 + signal.SIGINT


def run_export(file: Path, data_file: Path | None) -> int:
    """Publish a saved line net."""
    import keras

    settings = LINE_SETTINGS
    history: dict[str, Any] = {}
    if (training := file.with_name(TRAINING)).is_file():
        known = read_json(training)
        settings, history = replace(settings, **known["settings"]), known["history"]
    browser_code.build()
    validation = data.load_splits(data_file, settings.seed).validation
    held_out = make_strips(validation, settings, settings.validation_lines, validation=True)
    publish(keras.models.load_model(file, compile=False), history, held_out, validation, settings)
    return 0


def run_mean(files: Sequence[Path], share: float) -> int:
    """Save a net between two of one training, which reads better than either, in the place of the trained one.

    Wortsman et al., "Model soups", ICML 2022 (arXiv 2203.05482).

    Args:
        share: of the second.
    """
    import keras

    for file in files:
        if not file.is_file():
            raise UserError(f"There is no line net at {file}.")
    first, second = (keras.models.load_model(file, compile=False) for file in files)
    weights, others = first.get_weights(), second.get_weights()
    if [each.shape for each in weights] != [each.shape for each in others]:
        raise UserError(f"{files[0]} and {files[1]} aren't of the same layers.")
    second.set_weights([(1 - share) * one + share * other for one, other in zip(weights, others, strict=True)])
    target = LINE_SETTINGS.models / FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    second.save(target)
    say(f"{target}: `python -m trainer export --model {target}` puts it on the page.")
    return 0


def make_strips(digits: Split, settings: LineNetSettings, count: int, *, validation: bool) -> Strips:
    """Return lines as the line net sees them, by the browser's own code.

    Args:
        digits: MNIST's of the same part.
    """
    from trainer.strip_batches import Strips

    starts = range(0, count, BATCH)
    manners = strips.USUAL_MANNERS if validation else strips.MANNERS_TO_LEARN
    make = partial(some_strips, digits, Part(settings.seed, validation), manners)
    made: list[Any] = []
    use = "validate with" if validation else "learn from"
    with ProcessPoolExecutor(initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        for start, batch in zip(starts, pool.map(make, starts), strict=True):
            made += batch
            say(f"Lines to {use}: {min(start + BATCH, count):,} of {count:,}")
    labels, kinds, inks = zip(*made[:count], strict=True)
    return Strips(inks, labels, kinds)


def some_strips(digits: Split, part: Part, manners: dict[str, float], start: int) -> list[tuple[str, str, Any]]:
    """Return what is to be read, the kind, and the strip of some lines."""
    rng = part.random(f"lines for the line net from {start}")
    make = strips.maker(part, digits, manners)
    made = [make(rng) for _ in range(BATCH)]
    inks = browser_code.strips([line for *_, line in made])
    return [(label, kind, ink) for (label, kind, _), ink in zip(made, inks, strict=True)]


def fit_and_save(
    lessons: Strips, held_out: Strips, settings: LineNetSettings, start: Path | None
) -> tuple[keras.Model, History]:
    """Fit a line net that starts from the digit net or a line net, and save the best of it, with its history."""
    from trainer import ctc, line_net, models, strip_batches, train

    train.make_repeatable(settings.seed)
    model = line_net.build(models.load(settings.digit_net))
    if start:
        model.load_weights(start)
    say(f"{LINE}: {model.count_params():,} parameters, {settings.epochs} epochs, seed {settings.seed}")
    batches = strip_batches.training_batches(lessons, settings.seed)
    steps = max(1, len(lessons.inks) // strip_batches.IN_BATCH)
    task = train.Task(ctc.loss, ctc.LineAccuracy(name="accuracy"), strip_batches.validation_batches(held_out))
    history = train.fit_task(model, batches, steps, task, settings)
    if history.best_epoch:
        if start and (training := start.with_name(TRAINING)).is_file():
            history = history.after(read_json(training)["history"])
        settings.models.mkdir(parents=True, exist_ok=True)
        import keras

        keras.Model(model.inputs[0], model.outputs[0], name=model.name).save(settings.models / FILE)
        write_json(settings.models / TRAINING, {"settings": settings.of_training, "history": asdict(history)})
    return model, history


def publish(
    model: keras.Model, history: dict[str, Any], held_out: Strips, digits: Split, settings: LineNetSettings
) -> None:
    """Measure and plot the net, then export it to web/model/line and check what was written."""
    from trainer import line_export, line_net, plots

    read = dict(texts_by_row(model, held_out))
    texts = [read[row] for row in range(len(held_out.labels))]
    figures = line_figures.measure(held_out.labels, texts, held_out.kinds, line_net.CHARACTERS)
    metrics = {
        "architecture": LINE,
        "parameters": int(model.count_params()),
        "settings": settings.of_training,
        "validation": figures,
        "history": history,
    }
    folder = settings.reports
    drawn = plots.plot_lines(figures, folder)
    if history:
        drawn = [*drawn, *(folder / f"{name}.png" for name in ("accuracy", "loss"))]
        for name in ("accuracy", "loss"):
            plots.plot_history(history, name, folder / f"{name}.png")
    write_json(folder / "metrics.json", metrics)
    say(f"{figures['accuracy']:.1%} of lines are read, by their most probable columns. Exporting ...")
    release = line_export.Release(
        model=model,
        metrics=metrics,
        plots=drawn,
        parity_strips=held_out.inks[:PARITY_STRIPS],
        parity_labels=held_out.labels[:PARITY_STRIPS],
        check_strips=held_out.inks[:CHECKED_STRIPS],
        forms=text_forms.fit(Part(settings.seed, validation=False).random("forms of numbers")),
        fit_views=partial(fit_views, Part(settings.seed, validation=True), digits, settings),
    )
    run_exported = partial(browser_code.strips_to_logits, outputs=line_net.BLANK + 1)
    exported = line_export.export(release, settings.web_model / LINE, run_exported)
    say(f"{settings.web_model / LINE}: {exported['bytes'] / 1000:.0f} KB.\n{exported['views']}")


def texts_by_row(model: keras.Model, lines: Strips) -> Iterator[tuple[int, str]]:
    """Give what a net reads of each line by its most probable columns."""
    from trainer import ctc, strip_batches

    order = np.argsort([ink.shape[1] for ink in lines.inks], kind="stable")
    for start in range(0, len(order), strip_batches.IN_BATCH):
        rows = order[start : start + strip_batches.IN_BATCH]
        ink, _ = strip_batches.together(lines, rows)
        logits = model(ink[..., None].astype(np.float32) / 255, training=False)
        yield from zip(rows.tolist(), ctc.texts_of(ctc.read(logits).numpy()), strict=True)


def fit_views(
    part: Part, digits: Split, settings: LineNetSettings, folder: Path, write_draft: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return how the two views of a line are weighed, by kind, and how lines are read so.

    Both are fitted to lines that neither net learned from: some tell the weights, more of them from which probability
    on a number is called sure, and others are reported.

    Args:
        folder: of the exported line net.
        write_draft: puts what is fitted so far into its contract.
    """
    nets = settings.web_model / settings.digit_net.parent.name, folder
    make = strips.maker(part, digits)

    def lines_of(use: str, count: int) -> dict[str, list[strips.Made]]:
        rng = part.random(f"lines for both views {use}")
        made = [make(rng) for _ in range(2 * count)]
        drawn = [each for each in made if isinstance(each[2], dict)]
        return {"drawn": drawn, "pictured": [each for each in made if not isinstance(each[2], dict)]}

    def of_each_kind(do: Callable[[list[strips.Made]], Any], use: str, count: int = settings.fitted) -> dict[str, Any]:
        """Return what comes of lines of each kind; the browser's code takes its time, and leaves Python idle."""
        made = lines_of(use, count)
        with ThreadPoolExecutor() as pool:
            return dict(zip(made, pool.map(do, made.values()), strict=True))

    def weigh(made: list[strips.Made]) -> dict[str, float]:
        supposed = browser_code.hypotheses(nets[0], [line for *_, line in made], nets[1])
        return view_weights.fit([label for label, *_ in made], supposed)

    weights = of_each_kind(weigh, "to weigh")
    views = {kind: {**own, "sureFrom": 0.0} for kind, own in weights.items()}
    write_draft(views)
    deciding = of_each_kind(partial(answers_of, nets), "to decide by", settings.decided)
    views = {
        kind: {**own, "sureFrom": sure_numbers.fit(deciding[kind].but_for(*UNDECIDED))} for kind, own in weights.items()
    }
    write_draft(views)
    reported = of_each_kind(partial(answers_of, nets), "to report")
    return views, {kind: sure_numbers.measure(own, views[kind]["sureFrom"]) for kind, own in reported.items()}


def answers_of(nets: tuple[Path, Path], made: Sequence[strips.Made]) -> sure_numbers.Answers:
    """Return how the browser's code reads lines by both nets; what holds something else is no number."""
    readings = browser_code.readings(nets[0], [line for *_, line in made], nets[1])
    said = [(None if strips.OTHER in label else label, kind) for label, kind, _ in made]
    return sure_numbers.to_answers(said, readings)
