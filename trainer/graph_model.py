"""Keras -> SavedModel -> tensorflowjs_converter -> a folder, which takes the former one's place when it is whole."""

from __future__ import annotations

import hashlib
import json
import math
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from trainer.config import UserError

#: Weights of fewer values than this keep two bytes each: the first kernel and the biases reach far, 1 KB in all.
#: Of compact as it was trained on MNIST alone that halved the mean change of a logit, 0.056 to 0.027, for 426 bytes.
FEWEST_TO_QUANTISE = 500


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


def named(model: keras.Model) -> keras.Model:
    """Return the same net with its logits named."""
    return keras.Model(model.inputs[0], {"logits": model.get_layer("logits").output}, name=model.name)


def converted(model: keras.Model, stage: Path) -> tuple[Path, Path]:
    """Return the folders of a net as it is, and with its weights quantised, written into `stage`."""
    saved_model = stage / "saved_model"
    save_signature(without_normalisation(model), saved_model)
    exact = convert(saved_model, stage / "float32", [])
    return exact, convert(saved_model, stage / "uint8", quantisation(exact))


def without_normalisation(model: keras.Model) -> keras.Model:
    """Return a copy of a net with each batch normalisation folded into the convolution before it.

    The converter folds them too, but not into depthwise convolutions; and before that it moves a relu behind the
    pooling after it, where it is no longer a part of its convolution.
    """
    norms = {}
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            before = layer.input._keras_history.operation
            if not is_linear(before):
                raise UserError(f"{before.name} can't be normalised: it is no convolution without bias and activation.")
            norms[before.name] = layer

    def copied(layer: keras.layers.Layer) -> keras.layers.Layer:
        if isinstance(layer, keras.layers.BatchNormalization):
            return layer
        kind = DilatedConv2D if is_dilated(layer) else type(layer)
        return kind.from_config({**layer.get_config(), **({"use_bias": True} if layer.name in norms else {})})

    def called(layer: keras.layers.Layer, x: Any, **options: Any) -> Any:
        return x if isinstance(layer, keras.layers.BatchNormalization) else layer(x, **options)

    copy = keras.models.clone_model(model, clone_function=copied, call_function=called)
    for layer in model.layers:
        if not isinstance(layer, keras.layers.BatchNormalization):
            own = folded(layer, norms[layer.name]) if layer.name in norms else layer.get_weights()
            copy.get_layer(layer.name).set_weights(own)
    return copy


class DilatedConv2D(keras.layers.Conv2D):  # type: ignore[misc]
    """A dilated convolution as a single operation of the graph: Keras's own takes a dozen, to and from batches."""

    def convolution_op(self, inputs: tf.Tensor, kernel: tf.Tensor) -> tf.Tensor:
        """Convolve."""
        return tf.nn.conv2d(inputs, kernel, self.strides, self.padding.upper(), dilations=list(self.dilation_rate))


def is_dilated(layer: keras.layers.Layer) -> bool:
    """Tell whether a layer is a convolution that leaves out places between those it looks at."""
    return isinstance(layer, keras.layers.Conv2D) and max(layer.dilation_rate) > 1


def is_linear(layer: keras.layers.Layer) -> bool:
    """Tell whether a layer is a convolution that adds no bias and has no activation."""
    if not isinstance(layer, keras.layers.Conv2D | keras.layers.DepthwiseConv2D):
        return False
    return not layer.use_bias and layer.activation is keras.activations.linear


def folded(convolution: keras.layers.Layer, norm: keras.layers.BatchNormalization) -> list[NDArray[np.float32]]:
    """Return the kernel and bias of a convolution that also normalises."""
    gamma, beta, mean, variance = norm.get_weights()
    scale = gamma / np.sqrt(variance + norm.epsilon)
    (kernel,) = convolution.get_weights()
    depthwise = isinstance(convolution, keras.layers.DepthwiseConv2D)
    return [kernel * (scale[:, None] if depthwise else scale), beta - mean * scale]


def save_signature(model: keras.Model, folder: Path) -> None:
    """Write a SavedModel whose signature names its outputs, each of any number of inputs at once."""
    archive = keras.export.ExportArchive()
    archive.track(model)
    archive.add_endpoint(
        "serve",
        fn=lambda ink: model(ink, training=False),
        input_signature=[tf.TensorSpec(model.inputs[0].shape, tf.float32, name="ink")],
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


def model_files(folder: Path) -> list[Path]:
    """Return the graph and its weight shards."""
    return [folder / "model.json", *sorted(folder.glob("*.bin"))]


def listed_files(folder: Path) -> list[dict[str, Any]]:
    """Return what a contract says of them: name, length and checksum."""
    return [
        {"name": path.name, "bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in model_files(folder)
    ]


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
