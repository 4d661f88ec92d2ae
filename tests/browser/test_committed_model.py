"""The committed models say in the browser what Keras says."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from tests.browser.hosts import ONE_HOST
from tests.browser.in_page import classify, load_recogniser, read_drawings
from trainer import data

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "web" / "model"
DRAWINGS = json.loads((ROOT / "trainer" / "drawings.json").read_text(encoding="utf-8"))

#: Another runtime adds in another order: logits then differ by some 1e-5.
RUNTIME_TOLERANCE = 1e-3
LAST_LAYER = """async (recogniser, grids) => {
  const logits = [];
  for (const grid of grids) {
    const layers = await recogniser.activations(new Float32Array(grid));
    logits.push(Array.from(layers.at(-1).values));
  }
  return logits;
}"""
#: In points: five of the 10,000 test digits, what quantising may move.
ACCURACY_TOLERANCE = 0.05


def folder_of(site: Path, architecture: str) -> str:
    """Return the folder of a model in the built site, relative to the page."""
    (folder,) = (site / "model").glob(f"{architecture}-*")
    return f"model/{folder.name}/"


def committed(architecture: str, name: str) -> dict[str, Any]:
    """Return a committed JSON file of a model."""
    content: dict[str, Any] = json.loads((MODELS / architecture / name).read_text(encoding="utf-8"))
    return content


@pytest.mark.parametrize("backend", ["wasm", "cpu"])
@pytest.mark.parametrize("architecture", ["compact", "classic"])
def test_parity_with_keras(watched_page: Page, site_url: str, site: Path, architecture: str, backend: str) -> None:
    watched_page.goto(site_url)
    model_url = watched_page.evaluate("path => new URL(path, document.baseURI).href", folder_of(site, architecture))
    recogniser = load_recogniser(watched_page, modelUrl=model_url, backend=backend)
    parity = committed(architecture, "parity.json")
    probabilities = np.array(
        recogniser.evaluate(
            "async (r, grids) => Array.from(await r.classify(new Float32Array(grids.flat())))", parity["grids"]
        )
    ).reshape(-1, 10)
    assert (probabilities.argmax(axis=1) == parity["labels"]).all()
    # What the last layer gives for a grid as it is; `classify` looks at several views.
    logits = np.array(recogniser.evaluate(LAST_LAYER, parity["grids"]))
    assert np.abs(logits - parity["logits"]).max() <= parity["maxLogitError"] + RUNTIME_TOLERANCE


def test_the_page_loads_the_compact_model(watched_page: Page, site_url: str, site: Path) -> None:
    with watched_page.expect_request(lambda request: request.url.endswith("contract.json")) as seen:
        watched_page.goto(site_url)
    assert folder_of(site, "compact") in seen.value.url


def test_the_project_s_own_drawings_are_read(watched_page: Page, site_url: str) -> None:
    watched_page.goto(site_url)
    readings = read_drawings(load_recogniser(watched_page), DRAWINGS)
    assert [reading["text"] for reading in readings] == [str(drawing["label"]) for drawing in DRAWINGS]


@pytest.mark.skipif("MNIST_NPZ" not in os.environ, reason="MNIST_NPZ names no mnist.npz, and tests download nothing")
@ONE_HOST
def test_mnist_s_test_digits_are_read_as_well_as_by_keras(watched_page: Page, site_url: str) -> None:
    arrays = data.read_npz(Path(os.environ["MNIST_NPZ"]))
    watched_page.goto(site_url)
    probabilities = classify(load_recogniser(watched_page), arrays["x_test"])
    accuracy = (probabilities.argmax(axis=1) == arrays["y_test"]).mean()
    keras = committed("compact", "metrics.json")["test"]["accuracy"]
    assert accuracy * 100 == pytest.approx(keras * 100, abs=ACCURACY_TOLERANCE)
