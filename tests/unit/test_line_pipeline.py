"""`make train ARCH=line`, from a few lines to the page's net: the converter, Node and the browser's code are real."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from trainer import browser_code, data, line_pipeline, models
from trainer.config import LINE_SETTINGS, UserError
from trainer.data import Splits

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def workplace(
    tiny_compact: keras.Model, tiny_splits: Splits, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, int]:
    """A folder in which the line net was trained and exported, and what the command returned."""
    folder = tmp_path_factory.mktemp("workplace")
    few = replace(LINE_SETTINGS, lines=64, validation_lines=32, fitted=25, decided=25, epochs=1)
    settings = replace(few, build=folder / "build", web_model=folder / "model")
    models.save(tiny_compact, settings.digit_net.parent)
    shutil.copytree(ROOT / "web" / "model" / "compact", settings.web_model / "compact")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_pipeline, "LINE_SETTINGS", settings)
        patch.setattr(line_pipeline, "BATCH", 32)
        patch.setattr(data, "load_splits", lambda *_: tiny_splits)
        browser_code.build()
        code = line_pipeline.run_train(epochs=None, seed=7, data_file=None)
    return folder, code


def test_the_net_is_on_the_page_with_its_papers(workplace: tuple[Path, int]) -> None:
    folder, code = workplace
    assert code == 0
    names = {path.name for path in (folder / "model" / "line").iterdir()}
    assert names == {
        *("contract.json", "model.json", "group1-shard1of1.bin", "metrics.json", "parity.json"),
        *("accuracy.png", "loss.png", "accuracy-by-kind.png", "accuracy-by-length.png", "confusion-matrix.png"),
    }
    graph = json.loads((folder / "model" / "line" / "model.json").read_text())
    operations = {node["op"] for node in graph["modelTopology"]["node"]}
    assert operations == {"Const", "Placeholder", "Identity", "MaxPool", "_FusedConv2D"}
    views = json.loads((folder / "model" / "line" / "contract.json").read_text())["views"]
    assert all(
        set(views[kind]) == {"cuts", "line", "form", "mark", "other", "sureFrom"} for kind in ("drawn", "pictured")
    )


def test_what_it_was_made_of_stands_beside_the_saved_net(workplace: tuple[Path, int]) -> None:
    folder, _ = workplace
    training = json.loads((folder / "build" / "models" / "line" / "training.json").read_text())
    assert training["settings"]["lines"] == 64
    assert len(training["history"]["loss"]) == 1


def test_a_saved_net_is_gone_on_with(
    workplace: tuple[Path, int], tiny_splits: Splits, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = workplace
    monkeypatch.setattr(line_pipeline, "BATCH", 8)
    start = folder / "build" / "models" / "line" / "line_model.keras"
    settings = replace(LINE_SETTINGS, build=folder / "build", epochs=1, learning_rate=0.0)
    lines = line_pipeline.make_strips(tiny_splits.validation, settings, 8, validation=True)
    saved = keras.models.load_model(start, compile=False).trainable_weights
    gone_on, history = line_pipeline.fit_and_save(lines, lines, settings, start)
    for before, after in zip(saved, gone_on.trainable_weights, strict=True):
        np.testing.assert_array_equal(before, after)
    assert len(history.loss) == 2


def test_it_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_pipeline, "LINE_SETTINGS", replace(LINE_SETTINGS, build=tmp_path))
    with pytest.raises(UserError, match="run `make train` first"):
        line_pipeline.run_train(epochs=None, seed=7, data_file=None)
    with pytest.raises(UserError, match="no line net to go on with"):
        line_pipeline.run_train(epochs=None, seed=7, data_file=None, start=tmp_path / "line_model.keras")


def test_a_net_between_two_takes_the_trained_ones_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_pipeline, "LINE_SETTINGS", replace(LINE_SETTINGS, build=tmp_path / "build"))

    def saved(name: str, units: int, value: float) -> Path:
        net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(units)])
        net.set_weights([np.full((3, units), value), np.full(units, value)])
        net.save(tmp_path / name)
        return tmp_path / name

    first, second = saved("first.keras", 2, 1.0), saved("second.keras", 2, 2.0)
    assert line_pipeline.run_mean([first, second], share=0.7) == 0
    mean = keras.models.load_model(tmp_path / "build" / "models" / "line" / "line_model.keras")
    assert np.concatenate([each.ravel() for each in mean.get_weights()]) == pytest.approx(1.7)
    with pytest.raises(UserError, match="the same layers"):
        line_pipeline.run_mean([first, saved("other.keras", 4, 1.0)], share=0.5)
    with pytest.raises(UserError, match="no line net at"):
        line_pipeline.run_mean([first, tmp_path / "none.keras"], share=0.5)
