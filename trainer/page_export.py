"""The page net -> web/model/page, with its contract, checked before it counts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from trainer.config import UserError
from trainer.graph_model import converted, listed_files, model_files, named, replace_folder, staging
from trainer.json_files import write_json
from trainer.page_batches import SIDE
from trainer.page_net import KINDS, PIXELS, STEP

Pictures = Sequence[NDArray[np.uint8]]  # (height, width, 3) each, both multiples of 16
#: From an exported folder, pictures and the count of outputs to their logits, (height / 2, width / 2, 6) each.
RunExported = Callable[[Path, Pictures, int], list[NDArray[np.float32]]]

CONTRACT_VERSION = 1
#: Largest difference of any logit between Keras and the browser's code before quantising.
LOGIT_TOLERANCE = 5e-3
#: Share of pixels of which the quantised net must say the same as Keras.
SAME_PIXEL_SHARE = 0.985


@dataclass(frozen=True)
class Release:
    """All that one export is made of."""

    model: keras.Model
    metrics: dict[str, Any]
    plots: Sequence[Path]
    parity_pictures: Pictures
    check_pictures: Pictures


def export(release: Release, target: Path, run_exported: RunExported) -> dict[str, Any]:
    """Write the release to `target`, whole and checked, or leave what was there; return its figures.

    Raises:
        UserError: the converter failed, or the exported net doesn't say what Keras says.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with staging(target) as stage:
        exact, quantised = converted(named(release.model), stage)
        for folder in (exact, quantised):
            write_contract(folder)
        figures = {
            "bytes": sum(path.stat().st_size for path in model_files(quantised)),
            "max_logit_error_before_quantising": check_logits(release, exact, run_exported),
            "same_pixel_share_after_quantising": check_pixels(release, quantised, run_exported),
        }
        write_parity(quantised, release, run_exported)
        write_json(quantised / "metrics.json", {**release.metrics, "exported": figures})
        for plot in release.plots:
            shutil.copy(plot, quantised / plot.name)
        replace_folder(quantised, target)
    return figures


def write_contract(folder: Path) -> None:
    """Write what both languages must know of this net into contract.json."""
    contract = {
        "version": CONTRACT_VERSION,
        "architecture": "page",
        "kinds": list(KINDS),
        "input": {"longestSide": SIDE, "step": STEP},
        "pixels": PIXELS,
        "files": listed_files(folder),
    }
    write_json(folder / "contract.json", contract)


def keras_logits(model: keras.Model, pictures: Pictures) -> list[NDArray[np.float32]]:
    """Return what the exported net must agree with, (height / 2, width / 2, 6) of each picture."""
    return [model(picture[None].astype(np.float32) / 255, training=False).numpy()[0] for picture in pictures]


def check_logits(release: Release, folder: Path, run_exported: RunExported) -> float:
    """Return the largest difference from Keras's logits, or raise where it is too large."""
    expected = keras_logits(release.model, release.check_pictures)
    got = run_exported(folder, release.check_pictures, len(KINDS))
    error = max(float(np.abs(a - b).max()) for a, b in zip(expected, got, strict=True))
    if not error <= LOGIT_TOLERANCE:
        raise UserError(
            f"The exported page net's logits differ from Keras's by up to {error:.2g}, more than {LOGIT_TOLERANCE:g} "
            "is allowed: nothing was exported, and the net in place was kept."
        )
    return error


def check_pixels(release: Release, folder: Path, run_exported: RunExported) -> float:
    """Return the share of pixels of which the net says the same as Keras, or raise where it is too small."""
    expected = keras_logits(release.model, release.check_pictures)
    got = run_exported(folder, release.check_pictures, len(KINDS))
    same = [(a.argmax(axis=-1) == b.argmax(axis=-1)).mean() for a, b in zip(expected, got, strict=True)]
    share = float(np.mean(same))
    if share < SAME_PIXEL_SHARE:
        raise UserError(
            f"The quantised page net says the same as Keras of {share:.1%} of the pixels, {SAME_PIXEL_SHARE:.1%} "
            "are asked for: nothing was exported, and the net in place was kept."
        )
    return share


def write_parity(folder: Path, release: Release, run_exported: RunExported) -> None:
    """Write small pictures of the project's own pages with Keras's logits, so that any clone can check the net."""
    expected = keras_logits(release.model, release.parity_pictures)
    got = run_exported(folder, release.parity_pictures, len(KINDS))
    parity = {
        "outputs": len(KINDS),
        "maxLogitError": max(float(np.abs(a - b).max()) for a, b in zip(expected, got, strict=True)),
        "pictures": [
            {"width": picture.shape[1], "height": picture.shape[0], "colours": picture.ravel().tolist()}
            for picture in release.parity_pictures
        ],
        "logits": [[round(value, 3) for value in logits.ravel().tolist()] for logits in expected],
    }
    (folder / "parity.json").write_text(json.dumps(parity, separators=(",", ":")) + "\n", encoding="utf-8")
