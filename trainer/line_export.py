"""The line net -> web/model/line, with its contract, checked before it counts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from trainer.config import UserError
from trainer.graph_model import converted, listed_files, model_files, named, replace_folder, staging
from trainer.json_files import write_json
from trainer.line_net import BLANK, CHARACTERS, COLUMN, FIRST_COLUMN

Strips = Sequence[NDArray[np.uint8]]  # (32, width) each, 255 = ink
#: From an exported folder and strips to their logits, (columns, 21) each.
RunExported = Callable[[Path, Strips], list[NDArray[np.float32]]]
#: From the folder of an exported net, and what puts a draft into its contract, to what the contract holds for the two
#: views of a line, and the figures of that.
FitViews = Callable[[Path, Callable[[dict[str, Any]], None]], tuple[dict[str, Any], dict[str, Any]]]

CONTRACT_VERSION = 1
#: Largest difference of any logit between Keras and the browser's code before quantising.
LOGIT_TOLERANCE = 2e-3
#: Share of columns on which the quantised net must say the same as Keras. A line has some 60 of them, and at a
#: character's edge a hair decides between it and nothing: of trained nets 99.7% say the same.
SAME_COLUMN_SHARE = 0.98
#: Weighs both views alike and calls nothing sure: what is in the contract while its weights are fitted.
UNFITTED = {"cuts": 1.0, "line": 1.0, "form": 0.0, "mark": 0.0, "other": 0.0, "sureFrom": 1.0}


@dataclass(frozen=True)
class Release:
    """All that one export is made of."""

    model: keras.Model
    metrics: dict[str, Any]
    plots: Sequence[Path]
    parity_strips: Strips
    parity_labels: Sequence[str]
    check_strips: Strips
    forms: dict[str, Any]  # how usual the forms of numbers are
    fit_views: FitViews


def export(release: Release, target: Path, run_exported: RunExported) -> dict[str, Any]:
    """Write the release to `target`, whole and checked, or leave what was there; return its figures.

    Raises:
        UserError: the converter failed, or the exported net doesn't say what Keras says.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with staging(target) as stage:
        exact, quantised = converted(named(release.model), stage)
        unfitted = {"drawn": UNFITTED, "pictured": UNFITTED}
        write = partial(write_contract, forms=release.forms)
        write(exact, unfitted)
        error = check_logits(release, exact, run_exported)

        write(quantised, unfitted)
        agreement = check_columns(release, quantised, run_exported)

        views, fitted = release.fit_views(quantised, partial(write, quantised))
        write(quantised, views)
        figures = {
            "bytes": sum(path.stat().st_size for path in model_files(quantised)),
            "max_logit_error_before_quantising": error,
            "same_column_share_after_quantising": agreement,
            "views": fitted,
        }
        write_parity(quantised, release, run_exported)
        write_json(quantised / "metrics.json", {**release.metrics, "exported": figures})
        for plot in release.plots:
            shutil.copy(plot, quantised / plot.name)
        replace_folder(quantised, target)
    return figures


def write_contract(folder: Path, views: dict[str, Any], forms: dict[str, Any]) -> None:
    """Write what both languages must know of this net into contract.json."""
    contract = {
        "version": CONTRACT_VERSION,
        "architecture": "line",
        "characters": CHARACTERS,
        "columns": {"first": FIRST_COLUMN, "step": COLUMN},
        "files": listed_files(folder),
        "forms": forms,
        "views": views,
    }
    write_json(folder / "contract.json", contract)


def keras_logits(model: keras.Model, strips: Strips) -> list[NDArray[np.float32]]:
    """Return what the exported net must agree with, (columns, 21) of each strip."""
    return [model(strip[None, ..., None].astype(np.float32) / 255, training=False).numpy()[0, 0] for strip in strips]


def check_logits(release: Release, folder: Path, run_exported: RunExported) -> float:
    """Return the largest difference from Keras's logits, or raise where it is too large."""
    expected, got = keras_logits(release.model, release.check_strips), run_exported(folder, release.check_strips)
    error = max(float(np.abs(a - b).max()) for a, b in zip(expected, got, strict=True))
    if not error <= LOGIT_TOLERANCE:
        raise UserError(
            f"The exported line net's logits differ from Keras's by up to {error:.2g}, more than {LOGIT_TOLERANCE:g} "
            "is allowed: nothing was exported, and the net in place was kept."
        )
    return error


def check_columns(release: Release, folder: Path, run_exported: RunExported) -> float:
    """Return the share of columns of which the net says the same as Keras, or raise where it is too small."""
    expected, got = keras_logits(release.model, release.check_strips), run_exported(folder, release.check_strips)
    same = np.concatenate([a.argmax(axis=1) == b.argmax(axis=1) for a, b in zip(expected, got, strict=True)])
    share = float(same.mean())
    if share < SAME_COLUMN_SHARE:
        raise UserError(
            f"The quantised line net says the same as Keras in {share:.1%} of the columns, {SAME_COLUMN_SHARE:.1%} "
            "are asked for: nothing was exported, and the net in place was kept."
        )
    return share


def write_parity(folder: Path, release: Release, run_exported: RunExported) -> None:
    """Write strips of the project's own numbers with Keras's logits, so that any clone can check the committed net."""
    expected = [logits.round(4) for logits in keras_logits(release.model, release.parity_strips)]
    got = run_exported(folder, release.parity_strips)
    parity = {
        "labels": list(release.parity_labels),
        "outputs": BLANK + 1,
        "maxLogitError": max(float(np.abs(a - b).max()) for a, b in zip(expected, got, strict=True)),
        "strips": [{"width": strip.shape[1], "ink": strip.ravel().tolist()} for strip in release.parity_strips],
        "logits": [[round(value, 4) for value in logits.ravel().tolist()] for logits in expected],
    }
    (folder / "parity.json").write_text(json.dumps(parity, separators=(",", ":")) + "\n", encoding="utf-8")
