"""Tiny synthetic digits, and a net that has seen a few of them: enough for every stage, never a full training."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from trainer import browser_code
from trainer.data import Split, Splits
from trainer.synthesis import typefaces

if TYPE_CHECKING:
    import keras

    from trainer.synthesis.lessons import Browser

SEGMENTS = {  # the bars of a seven-segment display: rows and columns of the 28 x 28 grid
    "top": (slice(4, 7), slice(8, 20)),
    "middle": (slice(12, 15), slice(8, 20)),
    "bottom": (slice(21, 24), slice(8, 20)),
    "upper left": (slice(4, 14), slice(8, 11)),
    "upper right": (slice(4, 14), slice(17, 20)),
    "lower left": (slice(13, 24), slice(8, 11)),
    "lower right": (slice(13, 24), slice(17, 20)),
}
UNLIT: dict[int, tuple[str, ...]] = {
    0: ("middle",),
    1: ("top", "middle", "bottom", "upper left", "lower left"),
    2: ("upper left", "lower right"),
    3: ("upper left", "lower left"),
    4: ("top", "bottom", "lower left"),
    5: ("upper right", "lower left"),
    6: ("upper right",),
    7: ("middle", "bottom", "upper left", "lower left"),
    8: (),
    9: ("lower left",),
}


SOME_TYPEFACE = (
    Path(__file__)
    .parents[2]
    .joinpath("web/node_modules/@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff")
)
#: To learn from and kept back: scripts, symbols and pictograms.
OTHERS = ("noto-emoji", "noto-sans-georgian", "noto-sans-hebrew", "noto-sans-math")


def display_digits(count: int, seed: int) -> Split:
    """Return `count` noisy seven-segment digits, all ten in turn."""
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % 10
    images = rng.uniform(0, 0.2, (count, 28, 28, 1)).astype(np.float32)
    for image, label in zip(images, labels, strict=True):
        for name, (rows, columns) in SEGMENTS.items():
            if name not in UNLIT[int(label)]:
                image[rows, columns] = 1
    return Split(images, labels.astype(np.int64))


@pytest.fixture(scope="session", autouse=True)
def bundle_of_one_s_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have the web code bundled elsewhere than in `build`: another process of the tests bundles it as well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(browser_code, "PROGRAM", tmp_path_factory.mktemp("bundle") / "node" / "main.mjs")
        yield


@pytest.fixture(scope="session")
def tiny_splits() -> Splits:
    """Three splits of synthetic digits; the validation split is the 1,000 that an export is checked on."""
    return Splits(display_digits(1_920, 1), display_digits(1_000, 2), display_digits(200, 3))


@pytest.fixture(scope="session")
def fit_tiny(tiny_splits: Splits) -> Callable[..., tuple[keras.Model, object]]:
    """Give a function that fits a net on the synthetic digits."""
    from dataclasses import replace

    from trainer import augment, models, train
    from trainer.config import DEFAULTS

    def fit(architecture: str, epochs: int = 1, seed: int = 7) -> tuple[keras.Model, train.History]:
        settings = replace(DEFAULTS[architecture], epochs=epochs, seed=seed, mnist_in_batch=32)
        train.make_repeatable(seed)
        model = models.build(architecture)
        images, labels = tiny_splits.train
        digits = augment.Source(images, train.digit_targets(labels), settings.mnist_in_batch)
        batches = augment.training_batches([digits], seed, settings.augment)
        return model, train.fit(model, batches, 20, tiny_splits.validation, settings)

    return fit


@pytest.fixture(scope="session")
def tiny_compact(fit_tiny: Callable[..., tuple[keras.Model, object]]) -> keras.Model:
    """A compact net after a few short epochs."""
    return fit_tiny("compact", epochs=4)[0]


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few typefaces: Latin ones by the names that count, all of them the page's, and the real ones of OTHERS."""
    folder = tmp_path_factory.mktemp("fonts")
    names = ["lato", "caveat", "open-sans", "kalam"]  # print and hand, to learn from and kept back
    for name in names:
        files = folder / "node_modules/@fontsource" / name / "files"
        files.mkdir(parents=True)
        (files / f"{name}-latin-400-normal.woff").symlink_to(SOME_TYPEFACE)
    for name in OTHERS:
        (folder / "node_modules/@fontsource" / name).symlink_to(typefaces.installed(typefaces.FONTS)[name].parent)
    wanted = {f"@fontsource/{name}": "1" for name in (*names, *OTHERS)}
    (folder / "package.json").write_text(json.dumps({"dependencies": wanted}))
    return folder


@pytest.fixture(scope="module")
def browser() -> Browser:
    """The browser's code under Node, as it stands."""
    from trainer.synthesis.lessons import Browser

    browser_code.build()
    return Browser(browser_code.drawings_to_grids, browser_code.pictures_to_grids)
