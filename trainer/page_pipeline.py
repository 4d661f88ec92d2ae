"""The composer of the page net: pages -> crops -> a net -> figures -> web/model/page."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from trainer import browser_code
from trainer.config import PAGE, PAGE_SETTINGS, PageNetSettings, UserError
from trainer.json_files import read_json, write_json
from trainer.synthesis.pages import book
from trainer.synthesis.part import Part

if TYPE_CHECKING:
    import keras
    from numpy.typing import NDArray

    from trainer.page_batches import Pages
    from trainer.train import History

FILE, TRAINING = "page_model.keras", "training.json"
#: So many pages check what was exported, and so many small ones go with it for any clone to check it again.
CHECKED_PAGES, PARITY_PAGES, PARITY_SIDE = 12, 2, 64

#: Print that is taken for handwriting costs time, for words are left out once they are read; what is taken for print is
#: never read. How much is seen changes from one epoch to the next by more than all that is learned.
HANDWRITING_SEEN = 0.95

say = partial(print, flush=True)


def run_train(epochs: int | None, seed: int, start: Path | None = None, chromium: str | None = None) -> int:
    """Fit the page net, save it, then publish it; return the exit code.

    Args:
        start: a saved page net that is gone on with.
        chromium: the browser's program that sets the pages; Playwright's own where there is none.
    """
    settings = replace(PAGE_SETTINGS, seed=seed, epochs=epochs or PAGE_SETTINGS.epochs, chromium=chromium)
    if start and not start.is_file():
        raise UserError(f"There is no page net to go on with at {start}.")
    browser_code.build()
    lessons = make_pages(settings, settings.pages, validation=False)
    held_out = make_pages(settings, settings.validation_pages, validation=True)
    model, history = fit_and_save(lessons, held_out, settings, start)
    with suppress(KeyboardInterrupt):
        if not history.interrupted:
            publish(model, asdict(history), held_out, settings)
            return 0
    again = f"python -m trainer export --model {settings.models / FILE}"
    say(f"\nStopped. `{again}` puts the best net so far on the page.")
    return 128 + signal.SIGINT


def run_export(file: Path, chromium: str | None = None) -> int:
    """Publish a saved page net."""
    import keras

    settings = PAGE_SETTINGS
    history: dict[str, Any] = {}
    if (training := file.with_name(TRAINING)).is_file():
        known = read_json(training)
        settings, history = replace(settings, **known["settings"]), known["history"]
    settings = replace(settings, chromium=chromium)
    browser_code.build()
    held_out = make_pages(settings, settings.validation_pages, validation=True)
    publish(keras.models.load_model(file, compile=False), history, held_out, settings)
    return 0


def make_pages(settings: PageNetSettings, count: int, *, validation: bool) -> Pages:
    """Return pages as the net sees them; those that were made before are kept in the build folder."""
    from trainer import page_batches

    use = "validate with" if validation else "learn from"
    tell = lambda done: say(f"Pages to {use}: {done:,} of {count:,}")  # noqa: E731
    files = list(book.write(Part(settings.seed, validation), count, settings.build / "pages", settings.chromium, tell))
    return page_batches.load(files, None if validation else settings.seed)


def fit_and_save(
    lessons: Pages, held_out: Pages, settings: PageNetSettings, start: Path | None
) -> tuple[keras.Model, History]:
    """Fit a page net from scratch or from another, and save the best of it, with its history."""
    from trainer import page_batches, page_net, page_task, train

    train.make_repeatable(settings.seed)
    model = page_net.build()
    if start:
        model.load_weights(start)
    say(f"{PAGE}: {model.count_params():,} parameters, {settings.epochs} epochs, seed {settings.seed}")
    batches = page_batches.training_batches(lessons, settings.seed)
    steps = max(1, len(lessons.pictures) * page_batches.CROPS // page_batches.IN_BATCH)
    task = train.Task(
        page_task.Loss(page_task.weights_of(lessons.kinds)),
        page_task.HandwritingIoU(name="accuracy"),
        page_batches.validation_batches(held_out),
    )
    history = train.fit_task(model, batches, steps, task, settings)
    if history.best_epoch:
        if start and (training := start.with_name(TRAINING)).is_file():
            history = history.after(read_json(training)["history"])
        settings.models.mkdir(parents=True, exist_ok=True)
        import keras

        keras.Model(model.inputs[0], model.outputs[0], name=model.name).save(settings.models / FILE)
        write_json(settings.models / TRAINING, {"settings": settings.of_training, "history": asdict(history)})
    return model, history


def publish(model: keras.Model, history: dict[str, Any], held_out: Pages, settings: PageNetSettings) -> None:
    """Measure and plot the net, then export it to web/model/page and check what was written."""
    from trainer import page_export, page_task, plots

    favour_handwriting(model, held_out)
    figures = page_task.figures_of(confusion_of(model, held_out))
    metrics = {
        "architecture": PAGE,
        "parameters": int(model.count_params()),
        "settings": settings.of_training,
        "validation": figures,
        "history": history,
    }
    folder = settings.reports
    drawn = plots.plot_kinds(figures, folder)
    if history:
        drawn = [*drawn, *(folder / f"{name}.png" for name in ("accuracy", "loss"))]
        for name in ("accuracy", "loss"):
            plots.plot_history(history, name, folder / f"{name}.png")
    write_json(folder / "metrics.json", metrics)
    say(f"Mean IoU {figures['mean_iou']:.1%} on layouts that it never saw. Exporting ...")
    release = page_export.Release(
        model=model,
        metrics=metrics,
        plots=drawn,
        parity_pictures=[corner_of(each) for each in held_out.pictures[:PARITY_PAGES]],
        check_pictures=held_out.pictures[:CHECKED_PAGES],
    )
    exported = page_export.export(release, settings.web_model / PAGE, browser_code.pictures_to_kinds)
    say(f"{settings.web_model / PAGE}: {exported['bytes'] / 1000:.0f} KB.")


def favour_handwriting(model: keras.Model, pages: Pages) -> None:
    """Add to the logit of handwriting what lets so much of it be seen as that, and not as another kind of ink."""
    from trainer.page_net import KINDS

    own, others = KINDS.index("handwriting"), [KINDS.index(kind) for kind in ("print", "rule", "mark")]
    margins = []
    for picture, kinds in zip(pages.pictures, pages.kinds, strict=True):
        logits = model(picture[None].astype(np.float32) / 255, training=False).numpy()[0]
        is_seen = (kinds == own) & np.isin(logits.argmax(axis=-1), (own, *others))
        margins.append(logits[is_seen, own] - logits[is_seen][:, others].max(axis=-1))
    layer = model.get_layer("logits")
    kernel, bias = (np.array(weights) for weights in layer.get_weights())
    bias[own] -= np.quantile(np.concatenate(margins), 1 - HANDWRITING_SEEN)
    layer.set_weights([kernel, bias])


def corner_of(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a small part of a picture, from its middle."""
    top, left = ((each - PARITY_SIDE) // 2 for each in picture.shape[:2])
    return picture[top : top + PARITY_SIDE, left : left + PARITY_SIDE]


def confusion_of(model: keras.Model, pages: Pages) -> NDArray[np.int64]:
    """Return how often each kind of pixel, by rows, is seen as each, by columns."""
    from trainer.page_net import KINDS

    counts = np.zeros((len(KINDS), len(KINDS)), np.int64)
    for picture, kinds in zip(pages.pictures, pages.kinds, strict=True):
        seen = model(picture[None].astype(np.float32) / 255, training=False).numpy()[0].argmax(axis=-1)
        np.add.at(counts, (kinds.ravel(), seen.ravel()), 1)
    return counts
