"""Keras -> SavedModel -> tensorflowjs_converter -> web/model, with its contract, checked before it counts."""

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

from trainer.config import CLASSES, GRID, UserError
from trainer.graph_model import converted, listed_files, model_files, replace_folder, staging
from trainer.json_files import write_json

Grids = NDArray[np.float32]  # (n, 28, 28, 1), 0 = paper, 1 = ink
Logits = NDArray[np.float32]  # (n, 10)
Probabilities = NDArray[np.float32]  # (n, 10), rows sum to 1
#: From the folder of an exported net, and what puts a draft into its contract, to what the contract holds for numbers,
#: and the figures of that.
FitNumbers = Callable[[Path, Callable[[dict[str, Any]], None]], tuple[dict[str, Any], dict[str, Any]]]

CONTRACT_VERSION = 2

#: Largest difference of any logit between Keras and the browser's code before quantising. Two float32
#: runtimes that add in another order differ by some 1e-5.
LOGIT_TOLERANCE = 1e-3

#: Share of pictures on which the quantised net must say the same as Keras.
SAME_LABEL_SHARE = 0.999


@dataclass(frozen=True)
class Release:
    """All that one export is made of."""

    model: keras.Model  # with the outputs `logits` and `features`
    views: Sequence[float]  # angles in degrees
    temperature: float
    refusal_threshold: float
    metrics: dict[str, Any]
    plots: Sequence[Path]
    parity_grids: Grids
    parity_labels: Sequence[int]
    check_grids: Grids
    splits: dict[str, tuple[Grids, NDArray[np.int64]]]  # measured once more after quantising
    # The weights by which ink is cut; None of a net that reads single digits only.
    seams: dict[str, float] | None = None
    fit_numbers: FitNumbers | None = None  # needs the seams' weights


def export(
    release: Release,
    target: Path,
    run_exported: Callable[[Path, Grids], Logits],
    judge_exported: Callable[[Path, Grids], Probabilities],
) -> dict[str, Any]:
    """Write the release to `target`, whole and checked, or leave what was there; return its figures.

    Args:
        run_exported: gives the logits that the browser's own code computes with an exported folder.
        judge_exported: gives the probabilities by which that code judges grids with it, of all the views.

    Raises:
        UserError: the converter failed, or the exported net doesn't say what Keras says.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with staging(target) as stage:
        exact, quantised = converted(release.model, stage)
        write_contract(exact, release, {}, {})
        error = check_logits(release, exact, run_exported)

        fits: dict[str, dict[str, Any]] = {} if release.seams is None else {"seams": release.seams}
        write_contract(quantised, release, {}, fits)
        agreement = check_labels(release, quantised, run_exported)

        accuracy = measure_accuracies(release, quantised, judge_exported)
        figures: dict[str, Any] = {
            "bytes": sum(path.stat().st_size for path in model_files(quantised)),
            "max_logit_error_before_quantising": error,
            "same_label_share_after_quantising": agreement,
            "accuracy": accuracy,
        }
        if release.fit_numbers:

            def write_draft(numbers: dict[str, Any]) -> None:
                write_contract(quantised, release, accuracy, {**fits, "numbers": numbers})

            fits["numbers"], figures["numbers"] = release.fit_numbers(quantised, write_draft)
        write_contract(quantised, release, accuracy, fits)
        write_parity(quantised, release, run_exported)
        write_json(quantised / "metrics.json", {**release.metrics, "exported": figures})
        for plot in release.plots:
            shutil.copy(plot, quantised / plot.name)
        replace_folder(quantised, target)
    return figures


def write_contract(folder: Path, release: Release, accuracy: dict[str, float], fits: dict[str, dict[str, Any]]) -> None:
    """Write what both languages must know of this model into contract.json.

    Args:
        fits: "seams" and "numbers", as far as they are fitted.
    """
    outputs = {name: release.model.get_layer(name).output for name in ("logits", "features")}
    contract = {
        "version": CONTRACT_VERSION,
        "architecture": release.model.name,
        "labels": list(range(CLASSES)),
        "input": {"shape": [GRID, GRID, 1], "paper": 0, "ink": 1},
        "outputs": {name: output.shape[-1] for name, output in outputs.items()},
        "views": list(release.views),
        "temperature": release.temperature,
        "refusalThreshold": release.refusal_threshold,
        "files": listed_files(folder),
        **fits,
        "accuracy": accuracy,
    }
    write_json(folder / "contract.json", contract)


def check_logits(release: Release, folder: Path, run_exported: Callable[[Path, Grids], Logits]) -> float:
    """Return the largest difference from Keras's logits, or raise where it is more than 1e-3."""
    expected = keras_logits(release.model, release.check_grids)
    error = float(np.abs(run_exported(folder, release.check_grids) - expected).max())
    if not error <= LOGIT_TOLERANCE:
        raise UserError(
            f"The exported net's logits differ from Keras's by up to {error:.2g}, more than {LOGIT_TOLERANCE:g} "
            "is allowed: nothing was exported, and the model in place was kept."
        )
    return error


def check_labels(release: Release, folder: Path, run_exported: Callable[[Path, Grids], Logits]) -> float:
    """Return the share of the same answers as Keras, or raise where it is less than 999 in 1,000."""
    expected = keras_logits(release.model, release.check_grids).argmax(axis=1)
    share = float((run_exported(folder, release.check_grids).argmax(axis=1) == expected).mean())
    if share < SAME_LABEL_SHARE:
        raise UserError(
            f"The quantised net says the same as Keras on {share:.1%} of the pictures, {SAME_LABEL_SHARE:.1%} "
            "are asked for: nothing was exported, and the model in place was kept."
        )
    return share


def measure_accuracies(
    release: Release, folder: Path, judge_exported: Callable[[Path, Grids], Probabilities]
) -> dict[str, float]:
    """Return the exported net's accuracy on each split, by the browser's own code."""
    return {
        name: float((judge_exported(folder, images).argmax(axis=1) == labels).mean())
        for name, (images, labels) in release.splits.items()
    }


def write_parity(folder: Path, release: Release, run_exported: Callable[[Path, Grids], Logits]) -> None:
    """Write the project's own grids with Keras's logits, so that any clone can check the committed model."""
    grids = release.parity_grids.round(3)
    expected = keras_logits(release.model, grids).round(4)
    error = np.abs(run_exported(folder, grids) - expected).max()
    parity = {
        "labels": list(release.parity_labels),
        "maxLogitError": float(error),
        "logits": decimals(expected, 4),
        "grids": decimals(grids.reshape(len(grids), -1), 3),
    }
    (folder / "parity.json").write_text(json.dumps(parity, separators=(",", ":")) + "\n", encoding="utf-8")


def decimals(rows: NDArray[np.float32], places: int) -> list[list[float]]:
    """Return float32 rows as the short decimals that they were rounded to."""
    return [[round(value, places) for value in row] for row in rows.tolist()]


def keras_logits(model: keras.Model, grids: Grids) -> Logits:
    """Return what the exported net must agree with."""
    logits: Logits = model.predict(grids, batch_size=500, verbose=0)["logits"]
    return logits
