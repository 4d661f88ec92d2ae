"""MNIST is taken whole and unaltered, or not at all."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from trainer import data
from trainer.config import UserError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def arrays() -> data.Arrays:
    """Arrays of MNIST's shapes, but not MNIST."""
    rng = np.random.default_rng(0)
    return {
        name: rng.integers(0, 10, shape, dtype=np.uint8) if name[0] == "y" else np.zeros(shape, np.uint8)
        for name, shape in data.SHAPES.items()
    }


@pytest.fixture
def known(arrays: data.Arrays, monkeypatch: pytest.MonkeyPatch) -> data.Arrays:
    """The same arrays, taken for MNIST's own."""
    for name, array in arrays.items():
        monkeypatch.setitem(data.CHECKSUMS, name, hashlib.sha256(array.data).hexdigest())
    return arrays


def test_splits_are_disjoint_and_of_the_named_sizes(known: data.Arrays, tmp_path: Path) -> None:
    known["x_train"][:, 0, 0] = np.arange(60_000) % 251
    known["x_train"][:, 0, 1] = np.arange(60_000) // 251
    chosen = data.stratified_choice(known["y_train"], data.VALIDATION, seed=7)
    splits = data.split(known, data.VALIDATION, seed=7)
    assert [len(split.labels) for split in splits] == [55_000, 5_000, 10_000]
    names = np.rint(splits.train.images[:, 0, :2, 0] * 255) @ [1, 251]
    assert sorted(names) == list(np.flatnonzero(~chosen))
    assert chosen.sum() == 5_000


def test_validation_holds_each_digit_in_proportion() -> None:
    labels = np.repeat(np.arange(10, dtype=np.uint8), np.arange(100, 1100, 100))
    chosen = data.stratified_choice(labels, 550, seed=3)
    assert list(np.bincount(labels[chosen], minlength=10)) == list(range(10, 110, 10))


def test_splits_depend_on_the_seed_alone(arrays: data.Arrays) -> None:
    first, again, other = (data.stratified_choice(arrays["y_train"], 5_000, seed) for seed in (7, 7, 8))
    assert (first == again).all()
    assert (first != other).any()


def test_ink_is_scaled_to_one() -> None:
    ink = data.to_ink(np.array([[[0, 255], [51, 102]]], np.uint8))
    assert ink.shape == (1, 2, 2, 1)
    assert ink.ravel() == pytest.approx([0, 1, 0.2, 0.4])


def test_a_whole_file_is_read(known: data.Arrays, tmp_path: Path) -> None:
    np.savez(tmp_path / "mnist.npz", **known)
    splits = data.load_splits(tmp_path / "mnist.npz", seed=7)
    assert splits.test.images.shape == (10_000, 28, 28, 1)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no file .*nowhere\.npz: give MNIST's own"):
        data.load_splits(tmp_path / "nowhere.npz", seed=7)


@pytest.mark.parametrize("kept", [0, 10, 0.5, 0.99])
def test_a_short_file_is_refused(arrays: data.Arrays, tmp_path: Path, kept: float) -> None:
    path = tmp_path / "mnist.npz"
    np.savez(path, **arrays)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(kept if kept >= 1 else kept * len(whole))])
    with pytest.raises(UserError, match="not a whole .npz file"):
        data.load_splits(path, seed=7)


@pytest.mark.parametrize("at", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_compressed_file_with_a_damaged_block_is_refused(known: data.Arrays, tmp_path: Path, at: float) -> None:
    path = tmp_path / "mnist.npz"
    np.savez_compressed(path, **known)
    damaged = bytearray(path.read_bytes())
    start = int(at * len(damaged))
    damaged[start : start + 64] = bytes(255 - byte for byte in damaged[start : start + 64])
    path.write_bytes(damaged)
    with pytest.raises(UserError, match="not a whole .npz file|altered"):
        data.load_splits(path, seed=7)


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mnist.npz"
    path.write_text("<!doctype html><title>404</title>")
    with pytest.raises(UserError, match="not a whole .npz file"):
        data.load_splits(path, seed=7)


def test_a_single_array_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mnist.npz"
    with path.open("wb") as file:
        np.save(file, np.zeros((3, 3)))
    with pytest.raises(UserError, match="not a whole .npz file"):
        data.load_splits(path, seed=7)


def test_a_missing_array_is_named(arrays: data.Arrays, tmp_path: Path) -> None:
    del arrays["y_test"]
    np.savez(tmp_path / "mnist.npz", **arrays)
    with pytest.raises(UserError, match="no array 'y_test'"):
        data.load_splits(tmp_path / "mnist.npz", seed=7)


def test_a_wrong_shape_is_named(known: data.Arrays) -> None:
    with pytest.raises(UserError, match=r"x_test in here should be uint8 of shape \(10000, 28, 28\) but is .*9999"):
        data.verify({**known, "x_test": known["x_test"][1:]}, "here")


def test_a_single_altered_pixel_is_noticed(known: data.Arrays) -> None:
    data.verify(known, "here")
    known["x_train"][31_415, 9, 2] += 1
    with pytest.raises(UserError, match="x_train in here is altered"):
        data.verify(known, "here")


def test_bad_data_ends_a_training_with_one_sentence_before_tensorflow_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from trainer.__main__ import main; code = main(['train', '--data', 'nowhere.npz']);"
        "assert 'tensorflow' not in sys.modules; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "There is no file nowhere.npz" in done.stderr
    assert list(tmp_path.iterdir()) == []
