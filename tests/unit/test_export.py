"""What is exported is whole, checked and right, or the former model stays.

The converter, Node and the browser's code are the real ones, but where an export ends before what they say counts.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from trainer import browser_code, export, graph_model, models
from trainer.config import UserError
from trainer.data import Splits

SEAM_NAMES = ("itself", "cutInk", "atPoint", "sideways", "lowerSide", "inkBeside")
SEAMS = dict(zip(SEAM_NAMES, (-4.7, -2.2, -1.7, -4.9, 3.9, 3.1), strict=True))


@pytest.fixture(scope="module", autouse=True)
def built_browser_code() -> None:
    """Bundle the web code for Node."""
    browser_code.build()


@pytest.fixture(scope="module")
def release(tiny_compact: keras.Model, tiny_splits: Splits, tmp_path_factory: pytest.TempPathFactory) -> export.Release:
    """A release of the tiny net."""
    plot = tmp_path_factory.mktemp("plots") / "accuracy.png"
    plot.write_bytes(b"a plot")
    return export.Release(
        model=models.named_outputs(tiny_compact),
        views=(-10.0, 0.0, 10.0),
        temperature=1.25,
        refusal_threshold=0.5,
        metrics={"architecture": "compact", "test": {"accuracy": 0.9}},
        plots=[plot],
        parity_grids=tiny_splits.test.images[:32],
        parity_labels=tiny_splits.test.labels[:32].tolist(),
        check_grids=tiny_splits.validation.images[:100],
        splits={"validation": tiny_splits.validation, "test": tiny_splits.test},
    )


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A place with a former model in it."""
    target = tmp_path / "model" / "compact"
    target.mkdir(parents=True)
    (target / "contract.json").write_text("the former one")
    return target


def assert_former_model_stands(target: Path) -> None:
    """Check that the former model is there, and nothing else."""
    assert [path.name for path in target.parent.iterdir()] == ["compact"]
    assert [path.name for path in target.iterdir()] == ["contract.json"]
    assert (target / "contract.json").read_text() == "the former one"


@pytest.fixture(scope="module")
def exported(release: export.Release, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The release, exported for real over a former model, with its figures."""
    folder = tmp_path_factory.mktemp("web") / "compact"
    folder.mkdir()
    (folder / "stale.bin").write_text("of the former model")
    return folder, export.export(release, folder, browser_code.grids_to_logits, browser_code.grids_to_probabilities)


@pytest.fixture
def converted(exported: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare an export its own run of the converter, which takes ten seconds."""
    monkeypatch.setattr(
        graph_model, "convert", lambda saved_model, folder, options: shutil.copytree(exported[0], folder)
    )


def test_the_export_is_whole(exported: tuple[Path, dict[str, Any]]) -> None:
    folder, figures = exported
    names = sorted(path.name for path in folder.iterdir())
    weights = [name for name in names if name.endswith(".bin")]
    assert names == sorted(["accuracy.png", "contract.json", "metrics.json", "model.json", "parity.json", *weights])
    assert "stale.bin" not in names
    assert [path.name for path in folder.parent.iterdir()] == ["compact"]
    assert json.loads((folder / "metrics.json").read_text())["exported"] == figures


def test_the_contract_says_what_was_exported(exported: tuple[Path, dict[str, Any]]) -> None:
    folder, figures = exported
    contract = json.loads((folder / "contract.json").read_text())
    assert contract["architecture"] == "compact"
    assert (contract["temperature"], contract["views"]) == (1.25, [-10, 0, 10])
    assert contract["input"] == {"shape": [28, 28, 1], "paper": 0, "ink": 1}
    assert contract["outputs"]["logits"] == 10
    assert contract["accuracy"] == figures["accuracy"]
    for file in contract["files"]:
        content = (folder / file["name"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])


def test_the_weights_are_quantised_to_a_byte_each_and_where_they_are_few_to_two(
    exported: tuple[Path, dict[str, Any]],
) -> None:
    folder, _ = exported
    graph = json.loads((folder / "model.json").read_text())
    weights = [weight for group in graph["weightsManifest"] for weight in group["weights"]]
    kinds = {
        weight["name"]: (np.prod(weight["shape"]), weight["quantization"]["dtype"])
        for weight in weights
        if weight["dtype"] == "float32"
    }
    assert {kind for count, kind in kinds.values() if count >= 500} == {"uint8"}
    assert {kind for count, kind in kinds.values() if count < 500} == {"float16"}
    expected = sum(count * (1 if kind == "uint8" else 2) for count, kind in kinds.values())
    axes = 8  # of the mean over the picture, two int32
    assert sum(path.stat().st_size for path in folder.glob("*.bin")) == expected + axes


def test_normalisation_is_folded_into_the_convolutions(release: export.Release, tiny_splits: Splits) -> None:
    images = tiny_splits.test.images[:50]
    plain = graph_model.without_normalisation(release.model)
    assert not any(isinstance(layer, keras.layers.BatchNormalization) for layer in plain.layers)
    expected, got = (model.predict(images, verbose=0) for model in (release.model, plain))
    for name in ("logits", "features"):
        assert got[name] == pytest.approx(expected[name], abs=1e-4)


def test_a_normalisation_that_no_convolution_can_take_up_is_named() -> None:
    ink = keras.Input((28, 28, 1))
    bent = keras.layers.Conv2D(4, 3, activation="relu", name="bent")(ink)
    features = keras.layers.GlobalAveragePooling2D(name="features")(keras.layers.BatchNormalization()(bent))
    logits = keras.layers.Dense(10, name="logits")(features)
    with pytest.raises(UserError, match="bent can't be normalised"):
        graph_model.without_normalisation(keras.Model(ink, {"logits": logits, "features": features}))


def test_every_relu_of_the_graph_is_part_of_its_convolution(exported: tuple[Path, dict[str, Any]]) -> None:
    graph = json.loads((exported[0] / "model.json").read_text())["modelTopology"]["node"]
    operations = [node["op"] for node in graph]
    assert "Relu" not in operations
    assert operations.count("_FusedConv2D") == 7


def test_the_browser_s_code_says_what_keras_says(exported: tuple[Path, dict[str, Any]]) -> None:
    _, figures = exported
    assert figures["max_logit_error_before_quantising"] <= export.LOGIT_TOLERANCE
    assert figures["same_label_share_after_quantising"] >= export.SAME_LABEL_SHARE


def test_parity_holds_for_the_exported_net(exported: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = exported
    parity = json.loads((folder / "parity.json").read_text())
    grids = np.array(parity["grids"], np.float32).reshape(-1, 28, 28, 1)
    logits = browser_code.grids_to_logits(folder, grids)
    assert np.abs(logits - np.array(parity["logits"])).max() == pytest.approx(parity["maxLogitError"], abs=1e-5)


def lying(change: Callable[[NDArray[Any]], NDArray[Any]]) -> Callable[[Path, NDArray[Any]], NDArray[Any]]:
    """Run the exported net, and say something else."""
    return lambda folder, grids: change(browser_code.grids_to_logits(folder, grids))


def as_keras(release: export.Release) -> Callable[[Path, NDArray[Any]], NDArray[Any]]:
    """Give Keras's own logits in place of the exported net's."""
    return lambda _, grids: export.keras_logits(release.model, grids)


@pytest.mark.usefixtures("converted")
def test_what_is_fitted_to_the_exported_net_is_in_its_contract(release: export.Release, target: Path) -> None:
    def fit(folder: Path, write_draft: Callable[[dict[str, Any]], None]) -> tuple[dict[str, Any], dict[str, Any]]:
        assert json.loads((folder / "contract.json").read_text())["seams"] == SEAMS
        write_draft({"drawn": 1})
        assert json.loads((folder / "contract.json").read_text())["numbers"] == {"drawn": 1}
        return {"drawn": 2}, {"drawn": 3}

    figures = export.export(
        replace(release, seams=SEAMS, fit_numbers=fit), target, as_keras(release), as_keras(release)
    )
    contract = json.loads((target / "contract.json").read_text())
    assert (contract["seams"], contract["numbers"]) == (SEAMS, {"drawn": 2})
    assert figures["numbers"] == {"drawn": 3}


@pytest.mark.usefixtures("converted")
def test_a_failing_fit_keeps_the_former_model(release: export.Release, target: Path) -> None:
    def fail(_: Path, __: Callable[[dict[str, Any]], None]) -> tuple[dict[str, Any], dict[str, Any]]:
        raise UserError("no lines")

    with pytest.raises(UserError, match="no lines"):
        export.export(replace(release, seams=SEAMS, fit_numbers=fail), target, as_keras(release), as_keras(release))
    assert_former_model_stands(target)


def test_a_net_without_fits_reads_single_digits_only(exported: tuple[Path, dict[str, Any]]) -> None:
    contract = json.loads((exported[0] / "contract.json").read_text())
    assert not {"seams", "numbers"} & contract.keys()


@pytest.mark.usefixtures("converted")
def test_other_logits_than_keras_s_keep_the_former_model(release: export.Release, target: Path) -> None:
    with pytest.raises(UserError, match="differ from Keras's by up to 0.01"):
        export.export(release, target, lambda *given: as_keras(release)(*given) + 0.01, as_keras(release))
    assert_former_model_stands(target)


def test_a_net_that_gives_no_number_is_refused(exported: tuple[Path, dict[str, Any]], release: export.Release) -> None:
    with pytest.raises(UserError, match="differ from Keras's by up to nan"):
        export.check_logits(release, exported[0], lying(lambda logits: logits * np.nan))


def test_other_labels_after_quantising_are_refused(
    exported: tuple[Path, dict[str, Any]], release: export.Release
) -> None:
    assert export.check_labels(release, exported[0], browser_code.grids_to_logits) == 1
    with pytest.raises(UserError, match="the same as Keras on 0.0% of the pictures, 99.9% are asked for"):
        export.check_labels(release, exported[0], lying(lambda logits: np.roll(logits, 1, axis=1)))


def test_a_failing_converter_keeps_the_former_model(
    release: export.Release, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    converter = tmp_path / "tensorflowjs_converter"
    converter.write_text("#!/bin/sh\necho 'no such operation' >&2\nexit 1\n")
    converter.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(UserError, match="failed, and the model in place was kept: no such operation"):
        export.export(release, target, browser_code.grids_to_logits, browser_code.grids_to_probabilities)
    assert_former_model_stands(target)


@pytest.mark.usefixtures("converted")
def test_ctrl_c_keeps_the_former_model(release: export.Release, target: Path) -> None:
    def pressed(folder: Path, grids: NDArray[Any]) -> NDArray[Any]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export.export(release, target, pressed, as_keras(release))
    assert_former_model_stands(target)


@pytest.mark.parametrize("fails_at", ["first rename", "second rename"])
def test_an_end_between_the_renames_keeps_the_former_model(
    target: Path, monkeypatch: pytest.MonkeyPatch, fails_at: str
) -> None:
    finished = target.with_name("finished")
    finished.mkdir()
    plain_rename = Path.rename

    def rename(self: Path, to: Path) -> Path:
        if self == (target if fails_at == "first rename" else finished):
            raise KeyboardInterrupt
        return plain_rename(self, to)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        graph_model.replace_folder(finished, target)
    finished.rmdir()
    assert_former_model_stands(target)


def test_the_next_export_mends_what_a_killed_one_left(target: Path) -> None:
    target.rename(graph_model.previous_of(target))
    (target.parent / ".compact-staging-killed").mkdir()
    with graph_model.staging(target):
        pass
    assert_former_model_stands(target)
