"""The commands, as typed, on tiny data; what they write is what the page and the README build on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from trainer import __main__ as command_line
from trainer import data, pipeline, train
from trainer.config import DEFAULTS, Counts, LineCounts, Settings
from trainer.data import Splits

ROOT = Path(__file__).parents[2]
PLOTS = {"accuracy.png", "loss.png", "confusion-matrix.png", "mistakes.png"}


def make_little(patch: pytest.MonkeyPatch, splits: Splits) -> None:
    """Give the commands tiny data, and have them make little of their own beside it."""
    counts = Counts(60, 30, 60, shapes=0.01)
    compact = replace(DEFAULTS["compact"], own=counts, lines=LineCounts(pairs=4, learned=24, held_out=16))
    patch.setattr(data, "load_splits", lambda path, seed: splits)
    patch.setitem(DEFAULTS, "compact", compact)
    patch.setattr(pipeline, "HELD_OUT", Counts(40, 20, 60, shapes=0.01))


@pytest.fixture(scope="module")
def workplace(tiny_splits: Splits, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `train --arch compact` has run on tiny data."""
    folder = tmp_path_factory.mktemp("workplace")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        make_little(patch, tiny_splits)
        assert command_line.main(["train", "--arch", "compact", "--epochs", "3"]) == 0
    return folder


@pytest.fixture
def in_workplace(workplace: Path, tiny_splits: Splits, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder as the current one, the data still tiny."""
    monkeypatch.chdir(workplace)
    make_little(monkeypatch, tiny_splits)
    return workplace


@pytest.fixture
def moved(in_workplace: Path, tmp_path: Path) -> Path:
    """The trained model, taken away from the files beside it."""
    moved = tmp_path / "mine.keras"
    moved.write_bytes((in_workplace / "build/models/compact/mnist_model.keras").read_bytes())
    return moved


def test_train_saves_both_formats_with_what_they_were_made_of(workplace: Path) -> None:
    names = {path.name for path in (workplace / "build/models/compact").iterdir()}
    assert names == {"mnist_model.h5", "mnist_model.keras", "training.json", "calibration.json"}


def test_train_exports_the_model_with_its_papers(workplace: Path) -> None:
    folder = workplace / "web/model/compact"
    names = {path.name for path in folder.iterdir() if path.suffix != ".bin"}
    assert names == {"model.json", "contract.json", "metrics.json", "parity.json"} | PLOTS
    parity = json.loads((folder / "parity.json").read_text())
    assert np.shape(parity["grids"]) == (32, 784)
    assert set(parity["labels"]) == set(range(10))


def test_metrics_hold_every_figure(workplace: Path) -> None:
    metrics = json.loads((workplace / "web/model/compact/metrics.json").read_text())
    assert metrics == json.loads((workplace / "build/reports/compact/metrics.json").read_text())
    for split in ("training", "validation", "test"):
        assert 0 <= metrics[split]["accuracy"] <= 1
        assert 0 <= metrics[split]["expected_calibration_error"] <= 1
        assert len(metrics[split]["digits"]) == 10
        assert np.shape(metrics[split]["confusion_matrix"]) == (10, 10)
    assert metrics["own_digits"]["count"] == 60
    assert 0 <= metrics["refused"]["validation"] <= 0.001
    kinds = metrics["refused"]["by_kind"]
    assert len(kinds) > 5
    assert all(0 <= share <= 1 for share in kinds.values())
    gap = metrics["training"]["accuracy"] - metrics["test"]["accuracy"]
    assert metrics["training_test_gap"] == pytest.approx(gap)
    assert len(metrics["history"]["val_accuracy"]) == 3
    assert len(metrics["mistakes"]) <= 25
    assert set(metrics["exported"]["accuracy"]) == {"validation", "test"}
    assert metrics["seams"]["pairs"] == 4
    for kind in ("drawn", "pictured"):
        numbers = metrics["exported"]["numbers"][kind]["numbers"]
        assert numbers["all"]["count"] >= 1
        assert 0 <= numbers["all"]["right"] <= 1


def test_the_threshold_that_the_page_refuses_by_is_the_one_measured(workplace: Path) -> None:
    metrics = json.loads((workplace / "web/model/compact/metrics.json").read_text())
    contract = json.loads((workplace / "web/model/compact/contract.json").read_text())
    kept = json.loads((workplace / "build/models/compact/calibration.json").read_text())
    assert contract["refusalThreshold"] == metrics["refusal_threshold"] == kept["refusal_threshold"] > 0


def test_the_contract_holds_what_was_fitted_for_numbers(workplace: Path) -> None:
    contract = json.loads((workplace / "web/model/compact/contract.json").read_text())
    committed = json.loads((ROOT / "web/model/compact/contract.json").read_text())
    assert contract["seams"].keys() == committed["seams"].keys()
    for kind in ("drawn", "pictured"):
        fitted, shipped = contract["numbers"][kind], committed["numbers"][kind]
        assert fitted["sureFrom"] == 1  # so few numbers tell nothing
        assert fitted.keys() == shipped.keys()
        assert all(fitted[part].keys() == shipped[part].keys() for part in ("features", "nonsense"))


def test_reports_hold_the_plots(workplace: Path) -> None:
    names = {path.name for path in (workplace / "build/reports/compact").iterdir()}
    assert names == PLOTS | {"metrics.json"}


@pytest.mark.parametrize("file", ["mnist_model.keras", "mnist_model.h5"])
def test_evaluate_measures_a_saved_model_again(
    in_workplace: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    assert command_line.main(["evaluate", "--model", f"build/models/compact/{file}"]) == 0
    metrics = json.loads(Path("build/reports/compact/metrics.json").read_text())
    printed = capsys.readouterr().out
    assert f"{metrics['test']['accuracy']:.2%}" in printed
    assert "precision" in printed


def test_predict_reads_pictures(
    in_workplace: Path, tiny_splits: Splits, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    paths = [str(tmp_path / f"{index}.png") for index in range(10)]
    for path, image in zip(paths, tiny_splits.test.images, strict=False):
        Image.fromarray((255 - image[:, :, 0] * 255).astype(np.uint8)).save(path)
    model = "build/models/compact/mnist_model.keras"
    assert command_line.main(["predict", model, *paths, "--dark-on-light"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 10
    metrics = json.loads(Path("build/reports/compact/metrics.json").read_text())
    right = sum(
        line.startswith(f"{path}: {digit} (") for digit, (path, line) in enumerate(zip(paths, lines, strict=True))
    )
    assert right >= 10 * metrics["test"]["accuracy"] - 4  # ten pictures are a small sample


def test_predict_names_a_calibration_of_before(moved: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "calibration.json").write_text('{"temperature": 1.2}')
    Image.new("L", (28, 28)).save(tmp_path / "1.png")
    assert command_line.main(["predict", str(moved), str(tmp_path / "1.png")]) == 2
    assert "calibration.json lacks 'refusal_threshold': export the model again." in capsys.readouterr().err


def test_export_puts_a_saved_model_on_the_page(in_workplace: Path) -> None:
    contract = Path("web/model/compact/contract.json")
    before = contract.read_text()
    contract.write_text("something else")
    assert command_line.main(["export", "--model", "build/models/compact/mnist_model.keras"]) == 0
    assert contract.read_text() == before


def test_ctrl_c_says_where_the_best_is_and_leaves_the_page_s_model(
    in_workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in Path("web/model/compact").iterdir()}
    plain = train.KeepBest.on_epoch_end

    def pressed(self: train.KeepBest, epoch: int, logs: dict[str, float] | None = None) -> None:
        plain(self, epoch, logs)
        raise KeyboardInterrupt

    monkeypatch.setattr(train.KeepBest, "on_epoch_end", pressed)
    assert command_line.main(["train", "--arch", "compact", "--epochs", "9", "--seed", "5"]) == 130
    said = capsys.readouterr().out
    assert "best epoch so far, 1" in said
    assert "python -m trainer export --model build/models/compact/mnist_model.keras" in said
    kept = {path.name for path in Path("build/models/compact").iterdir()}
    assert kept == {"mnist_model.h5", "mnist_model.keras", "training.json"}
    _, history, settings = pipeline.load_saved(Path("build/models/compact/mnist_model.keras"))
    assert (len(history["loss"]), settings.seed) == (1, 5)
    assert {path: path.read_bytes() for path in Path("web/model/compact").iterdir()} == before


def test_compare_writes_the_table_the_plot_and_the_page_s_figures(
    tiny_splits: Splits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    make_little(monkeypatch, tiny_splits)
    assert command_line.main(["compare", "--epochs", "1"]) == 0
    folder = Path("build/reports/compare")
    assert {path.name for path in folder.iterdir()} == {"dense-against-classic.md", "dense-against-classic.png"}
    table = (folder / "dense-against-classic.md").read_text()
    assert "| dense | 101,770 | 1 |" in table
    assert "| classic | 225,034 | 1 |" in table
    assert table in capsys.readouterr().out
    assert [path.name for path in Path("web/model").iterdir()] == ["comparison.json"]
    nets = json.loads(Path("web/model/comparison.json").read_text())
    assert [net["architecture"] for net in nets] == ["dense", "classic"]
    assert all(len(net["accuracy_when_moved"]) == 5 for net in nets)


def test_ctrl_c_after_fitting_says_where_the_model_is(
    in_workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "publish", pressed)
    assert command_line.main(["train", "--arch", "dense", "--epochs", "1"]) == 130
    assert "is in build/models/dense/mnist_model.keras" in capsys.readouterr().out


def test_a_model_from_elsewhere_is_measured_with_a_word_on_its_splits(
    moved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["evaluate", "--model", str(moved)]) == 0
    assert "the splits are seed 7's" in capsys.readouterr().err


def test_metrics_tell_how_the_net_was_trained(workplace: Path) -> None:
    metrics = json.loads((workplace / "web/model/compact/metrics.json").read_text())
    expected = replace(DEFAULTS["compact"], own=Counts(60, 30, 60, shapes=0.01), epochs=3)
    assert Settings.restore("compact", metrics["settings"]) == expected


def test_a_neighbour_of_another_version_is_named(
    moved: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "training.json").write_text('{"seed": 7, "history": {}}')
    assert command_line.main(["evaluate", "--model", str(moved)]) == 2
    assert "training.json is another version's" in capsys.readouterr().err


def test_a_damaged_neighbour_is_named(moved: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "training.json").write_text('{"seed": 7, "hist')
    assert command_line.main(["evaluate", "--model", str(moved)]) == 2
    assert "training.json is damaged" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["evaluate", "--model", "gone.keras"], "There is no model gone.keras"),
        (["predict", "gone.keras", "gone.png"], "There is no picture gone.png"),
        (["train", "--data", "gone.npz"], "There is no file gone.npz"),
        (["compare", "--data", "gone.npz"], "There is no file gone.npz"),
    ],
)
def test_what_the_user_must_mend_is_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command_line.main(arguments) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert len(printed.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("epochs", ["0", "-1", "many"])
def test_epochs_are_a_whole_number_from_one_up(epochs: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        command_line.main(["train", "--epochs", epochs])
    assert stop.value.code == 2
    assert "--epochs" in capsys.readouterr().err
