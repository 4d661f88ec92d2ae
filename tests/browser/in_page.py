"""The site's own recogniser.js, called from Python inside a page."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import JSHandle, Page

from trainer.config import CLASSES

LOAD = """async (options) => {
  const { loadRecogniser } = await import(new URL("recogniser.js", document.baseURI).href);
  return loadRecogniser(options);
}"""

CLASSIFY = """async (recogniser, base64) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return Array.from(await recogniser.classify(Float32Array.from(bytes, (byte) => byte / 255)));
}"""

READ = """async (recogniser, drawings) => {
  const readings = [];
  for (const drawing of drawings) {
    const { text, sure, digits } = await recogniser.read(drawing);
    readings.push({ text, sure, probabilities: digits[0]?.probabilities ?? null });
  }
  return readings;
}"""

#: Sent in one message; 1,000 grids are a megabyte as text.
GRIDS_AT_ONCE = 1_000
DRAWINGS_AT_ONCE = 100


def load_recogniser(page: Page, **options: Any) -> JSHandle:
    """Return the recogniser that the open page's site offers to other pages."""
    return page.evaluate_handle(LOAD, options)


def classify(recogniser: JSHandle, images: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return (n, 10) probabilities of (n, 28, 28) uint8 images, 0 = paper, 255 = ink."""
    rows = [
        recogniser.evaluate(CLASSIFY, base64.b64encode(images[start : start + GRIDS_AT_ONCE].tobytes()).decode())
        for start in range(0, len(images), GRIDS_AT_ONCE)
    ]
    return np.concatenate([np.array(row).reshape(-1, CLASSES) for row in rows])


def read_drawings(recogniser: JSHandle, drawings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each drawing's reading: its text, whether it is sure, and the probabilities, None without ink."""
    readings: list[dict[str, Any]] = []
    for start in range(0, len(drawings), DRAWINGS_AT_ONCE):
        readings += recogniser.evaluate(READ, drawings[start : start + DRAWINGS_AT_ONCE])
    return readings
