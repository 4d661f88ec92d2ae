"""The page net says of every second pixel what it is, learns from crops, and is exported as the browser runs it."""

from __future__ import annotations

import json
from pathlib import Path

import keras
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from trainer import browser_code, page_batches, page_export, page_net, page_task
from trainer.config import UserError
from trainer.page_batches import Pages

PAPER, HANDWRITING, PRINT, RULE = range(4)


@pytest.fixture(scope="module")
def net() -> keras.Model:
    """A net that has learned nothing, with statistics unlike those it starts with."""
    model = page_net.build()
    rng = np.random.default_rng(3)
    for layer in model.layers:
        if layer.name.endswith("_norm"):
            gamma, beta, mean, variance = layer.get_weights()
            layer.set_weights([gamma, beta, mean + rng.normal(0, 0.1, mean.shape), variance * rng.uniform(0.5, 2)])
    return model


def some_pages(count: int, size: tuple[int, int]) -> Pages:
    rng = np.random.default_rng(5)
    height, width = size
    pictures = [rng.integers(0, 256, (height, width, 3)).astype(np.uint8) for _ in range(count)]
    kinds = [rng.integers(0, 6, (height // 2, width // 2)).astype(np.uint8) for _ in range(count)]
    return Pages(pictures, kinds)


@pytest.mark.parametrize("size", [(16, 16), (64, 48), (48, 112)])
def test_it_says_of_every_second_pixel_what_it_is(net: keras.Model, size: tuple[int, int]) -> None:
    logits = net(np.zeros((2, *size, 3), np.float32))
    assert logits.shape == (2, size[0] // 2, size[1] // 2, len(page_net.KINDS))


def test_a_thin_stroke_outweighs_the_rule_below_it_and_the_paper_around() -> None:
    kinds = np.full((40, 40), PAPER, np.uint8)
    kinds[18:20] = RULE
    kinds[:, 10] = HANDWRITING
    kinds[:, 30:34] = PRINT
    small = page_batches.downsampled(kinds, (10, 10))
    assert (small[:, 2] == HANDWRITING).all()
    assert small[4, 0] == RULE
    assert small[0, 0] == PAPER
    assert PRINT in small[0]


def test_a_page_is_seen_in_multiples_of_the_step(tmp_path: Path) -> None:
    Image.new("RGB", (1500, 1999)).save(tmp_path / "0.jpg")
    Image.new("L", (1500, 1999), PRINT).save(tmp_path / "0.png")
    pages = page_batches.load([tmp_path / "0.jpg"], seed=None)
    height, width = pages.pictures[0].shape[:2]
    assert (height, width) == (page_batches.SIDE, 960)
    assert pages.kinds[0].shape == (height // 2, width // 2)
    assert (pages.kinds[0] == PRINT).all()


@pytest.mark.parametrize("size", [(512, 384), (96, 400), (64, 64)])
def test_crops_are_squares_whose_labels_lie_where_their_pixels_do(size: tuple[int, int]) -> None:
    kinds = np.zeros((size[0] // 2, size[1] // 2), np.uint8)
    kinds[5:20, 7:25] = HANDWRITING
    picture = np.repeat(np.repeat(kinds * np.uint8(200), 2, axis=0), 2, axis=1)[..., None] * np.ones(3, np.uint8)
    for seed in range(20):
        seen, own = page_batches.cropped(picture, kinds, np.random.default_rng(seed))
        assert seen.shape == (page_batches.CROP, page_batches.CROP, 3)
        assert np.array_equal(seen[::2, ::2, 0] > 0, own == HANDWRITING)


def test_a_batch_is_lit_otherwise_each_time_and_repeats_itself() -> None:
    pages = some_pages(page_batches.IN_BATCH, (256, 256))
    first, again = (next(iter(page_batches.training_batches(pages, seed=7))) for _ in range(2))
    assert np.array_equal(first[0], again[0])
    assert first[0].numpy().min() >= 0
    assert first[0].numpy().max() <= 1
    other = next(iter(page_batches.training_batches(pages, seed=8)))
    assert not np.array_equal(first[0], other[0])


def test_rare_kinds_count_for_more() -> None:
    kinds = np.zeros((10, 10), np.uint8)
    kinds[0, :5] = HANDWRITING
    weights = page_task.weights_of([kinds])
    assert weights[HANDWRITING] > 2 * weights[PAPER]
    logits = np.zeros((1, 10, 10, 6), np.float32)
    right, wrong = logits.copy(), logits.copy()
    right[0, 0, :5, HANDWRITING] = wrong[0, 0, :5, PRINT] = 9
    loss = page_task.Loss(weights)
    assert loss(kinds[None], right) < loss(kinds[None], logits) < loss(kinds[None], wrong)


def test_figures_tell_of_each_kind_how_much_of_it_is_found() -> None:
    confusion = np.diag([90, 8, 0, 0, 0, 1])
    confusion[0, 1] = 8
    figures = page_task.figures_of(confusion)
    assert figures["iou"]["handwriting"] == pytest.approx(0.5)
    assert figures["recall"]["handwriting"] == 1
    assert figures["precision"]["handwriting"] == pytest.approx(0.5)
    assert figures["pixels"] == 107


@pytest.fixture(scope="module")
def release(net: keras.Model) -> page_export.Release:
    pictures = some_pages(2, (64, 48)).pictures
    return page_export.Release(
        model=net, metrics={"validation": {}}, plots=[], parity_pictures=pictures, check_pictures=pictures
    )


def test_what_is_exported_says_what_keras_says(
    release: page_export.Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser_code.build()
    monkeypatch.setattr(page_export, "SAME_PIXEL_SHARE", 0.9)  # random weights, random pictures: many draws
    target = tmp_path / "page"
    figures = page_export.export(release, target, browser_code.pictures_to_kinds)
    assert figures["max_logit_error_before_quantising"] < page_export.LOGIT_TOLERANCE
    assert figures["bytes"] < 160_000
    contract = json.loads((target / "contract.json").read_text())
    assert contract["kinds"] == list(page_net.KINDS)
    parity = json.loads((target / "parity.json").read_text())
    assert len(parity["logits"][0]) == 32 * 24 * 6


def test_a_net_that_says_something_else_in_the_browser_leaves_the_one_in_place(
    release: page_export.Release, tmp_path: Path
) -> None:
    target = tmp_path / "page"
    target.mkdir()
    (target / "kept").touch()

    def others(_: Path, pictures: page_export.Pictures, outputs: int) -> list[NDArray[np.float32]]:
        return [np.full((each.shape[0] // 2, each.shape[1] // 2, outputs), 9, np.float32) for each in pictures]

    with pytest.raises(UserError, match="the net in place was kept"):
        page_export.export(release, target, others)
    assert [each.name for each in tmp_path.iterdir()] == ["page"]
    assert (target / "kept").exists()
