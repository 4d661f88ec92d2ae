"""Keras -> SavedModel -> tensorflowjs_converter -> web/model, with its contract, checked before it counts."""

from __future__ import annotations

import hashlib
import json
import math
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from trainer.config import CLASSES, GRID, UserError
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

#: Weights of fewer values than this keep two bytes each: the first kernel and the biases reach far, 1 KB in all.
#: Of compact as it was trained on MNIST alone that halved the mean change of a logit, 0.056 to 0.027, for 426 bytes.
FEWEST_TO_QUANTISE = 500


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
        saved_model = stage / "saved_model"
        save_signature(without_normalisation(release.model), saved_model)

        exact = convert(saved_model, stage / "float32", [])
        write_contract(exact, release, {}, {})
        error = check_logits(release, exact, run_exported)

        quantised = convert(saved_model, stage / "uint8", quantisation(exact))
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


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """Give a folder on the target's own disk, so that the finished export moves in by a rename."""
    restore_previous(target)
    for leftover in target.parent.glob(f".{target.name}-staging-*"):
        shutil.rmtree(leftover)
    stage = Path(tempfile.mkdtemp(prefix=f".{target.name}-staging-", dir=target.parent))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def without_normalisation(model: keras.Model) -> keras.Model:
    """Return a copy of a chain of layers with each batch normalisation folded into the convolution before it.

    The converter folds them too; but before that it moves a relu behind the pooling after it, where it is no longer
    a part of its convolution.
    """
    x = ink = keras.Input(model.inputs[0].shape[1:], name="ink")
    outputs = {}
    chain = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    for layer, behind in zip(chain, [*chain[1:], None], strict=True):
        if isinstance(layer, keras.layers.BatchNormalization):
            continue
        normalised = isinstance(behind, keras.layers.BatchNormalization)
        if normalised and not (isinstance(layer, keras.layers.Conv2D) and is_linear(layer)):
            raise UserError(f"{layer.name} can't be normalised: it is no convolution without bias and activation.")
        copy = type(layer).from_config({**layer.get_config(), **({"use_bias": True} if normalised else {})})
        x = copy(x)
        copy.set_weights(folded(layer, behind) if normalised else layer.get_weights())
        outputs[copy.name] = x
    return keras.Model(ink, {name: outputs[name] for name in model.output}, name=model.name)


def is_linear(convolution: keras.layers.Conv2D) -> bool:
    """Tell whether a convolution adds no bias and has no activation."""
    return not convolution.use_bias and convolution.activation is keras.activations.linear


def folded(convolution: keras.layers.Conv2D, norm: keras.layers.BatchNormalization) -> list[NDArray[np.float32]]:
    """Return the kernel and bias of a convolution that also normalises."""
    gamma, beta, mean, variance = norm.get_weights()
    scale = gamma / np.sqrt(variance + norm.epsilon)
    return [convolution.get_weights()[0] * scale, beta - mean * scale]


def save_signature(model: keras.Model, folder: Path) -> None:
    """Write a SavedModel whose signature names its outputs."""
    archive = keras.export.ExportArchive()
    archive.track(model)
    archive.add_endpoint(
        "serve",
        fn=lambda ink: model(ink, training=False),
        input_signature=[tf.TensorSpec((None, GRID, GRID, 1), tf.float32, name="ink")],
    )
    archive.write_out(str(folder), verbose=False)


def convert(saved_model: Path, folder: Path, options: Sequence[str]) -> Path:
    """Run tensorflowjs_converter, in a process of its own: in one that has built graphs its names gain suffixes."""
    converter = shutil.which("tensorflowjs_converter", path=str(Path(sys.executable).parent))
    if converter is None:
        raise UserError("tensorflowjs_converter is missing: `make train` brings it.")
    formats = ["--input_format=tf_saved_model", "--output_format=tfjs_graph_model", "--signature_name=serve"]
    done = subprocess.run(
        [converter, *formats, *options, str(saved_model), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0 or not (folder / "model.json").is_file():
        words = done.stderr.strip().splitlines() or ["it said nothing"]
        raise UserError(f"tensorflowjs_converter failed, and the model in place was kept: {words[-1]}")
    order_keys(folder / "model.json")
    return folder


def quantisation(exact: Path) -> list[str]:
    """Return the converter's options: one byte for each weight, two where the unquantised graph holds only a few."""
    manifest = json.loads((exact / "model.json").read_text(encoding="utf-8"))["weightsManifest"]
    weights = [weight for group in manifest for weight in group["weights"]]
    small = [weight["name"] for weight in weights if math.prod(weight["shape"]) < FEWEST_TO_QUANTISE]
    return ["--quantize_uint8", f"--quantize_float16={','.join(small)}"]


def order_keys(path: Path) -> None:
    """Write a JSON file again with its keys in order: the converter's come in another one at each run."""
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(content, sort_keys=True, separators=(",", ":")), encoding="utf-8")


def write_contract(folder: Path, release: Release, accuracy: dict[str, float], fits: dict[str, dict[str, Any]]) -> None:
    """Write what both languages must know of this model into contract.json.

    Args:
        fits: "seams" and "numbers", as far as they are fitted.
    """
    outputs = {name: release.model.get_layer(name).output for name in ("logits", "features")}
    files = [
        {
            "name": path.name,
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in model_files(folder)
    ]
    contract = {
        "version": CONTRACT_VERSION,
        "architecture": release.model.name,
        "labels": list(range(CLASSES)),
        "input": {"shape": [GRID, GRID, 1], "paper": 0, "ink": 1},
        "outputs": {name: output.shape[-1] for name, output in outputs.items()},
        "views": list(release.views),
        "temperature": release.temperature,
        "refusalThreshold": release.refusal_threshold,
        "files": files,
        **fits,
        "accuracy": accuracy,
    }
    write_json(folder / "contract.json", contract)


def model_files(folder: Path) -> list[Path]:
    """Return the graph and its weight shards."""
    return [folder / "model.json", *sorted(folder.glob("*.bin"))]


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


def replace_folder(finished: Path, target: Path) -> None:
    """Put `finished` in the place of `target` by renames; what was there is kept until the new one stands."""
    try:
        if target.exists():
            target.rename(previous_of(target))
        finished.rename(target)
    finally:
        restore_previous(target)


def restore_previous(target: Path) -> None:
    """Bring back the former folder where the new one didn't arrive, and drop it where it did."""
    previous = previous_of(target)
    if previous.exists() and not target.exists():
        previous.rename(target)
    shutil.rmtree(previous, ignore_errors=True)


def previous_of(target: Path) -> Path:
    """Name the place where the former folder waits while the new one moves in."""
    return target.with_name(f".{target.name}-previous")
