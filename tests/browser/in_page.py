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

READ = """async (recogniser, sources) => {
  const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const base64Of = (ink) => btoa(String.fromCharCode(...ink.map((value) => Math.round(value * 255))));
  return Promise.all(
    sources.map(async (source) => {
      const isFile = typeof source === "string";
      const { text, sure, digits } = await recogniser.read(isFile ? new Blob([bytesOf(source)]) : source);
      const [digit] = digits;
      return { text, sure, probabilities: digit?.probabilities ?? null, grid: digit ? base64Of(digit.grid) : null };
    }),
  );
}"""

READ_NUMBERS = """async (recogniser, sources) => {
  const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return Promise.all(
    sources.map(async (source) => {
      const isFile = typeof source === "string";
      const asked = isFile ? new Blob([bytesOf(source)]) : source;
      const { text, sure, probability, digits } = await recogniser.read(asked, { mode: "number" });
      const best = ({ probabilities }) => probabilities.indexOf(Math.max(...probabilities));
      return { text, sure, probability, guess: digits.map(best).join("") };
    }),
  );
}"""

READ_MILLISECONDS = """async (recogniser, { sources, mode }) => {
  const milliseconds = [];
  for (const source of sources) {
    const asked = performance.now();
    await recogniser.read(source, { mode });
    milliseconds.push(performance.now() - asked);
  }
  return milliseconds;
}"""

READ_PHOTOGRAPHS = """async (recogniser, { files, mode }) => {
  const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const best = ({ probabilities }) => probabilities.indexOf(Math.max(...probabilities));
  const corners = ({ x, y, width, height }) => [x, y, width, height];
  const replies = [];
  for (const file of files) {
    const { text, sure, probability, digits, rows } = await recogniser.read(new Blob([bytesOf(file)]), { mode });
    replies.push({
      text,
      sure,
      probability,
      guess: digits.map(best).join(""),
      digits: digits.map(({ digit, box }) => ({ text: String(digit ?? "?"), box: corners(box) })),
      rows: rows.map((row) => row.map((cell) => ({ text: cell.text, sure: cell.sure, box: corners(cell.box) }))),
    });
  }
  return replies;
}"""

PHOTOGRAPH_MILLISECONDS = """async (recogniser, { file, mode, times }) => {
  const blob = new Blob([Uint8Array.from(atob(file), (character) => character.charCodeAt(0))]);
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask" });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const began = performance.now();
  const milliseconds = [];
  for (let time = 0; time < times; time += 1) {
    const asked = performance.now();
    await recogniser.read(blob, { mode });
    milliseconds.push(performance.now() - asked);
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  const during = tasks.filter(({ startTime }) => startTime >= began).map(({ duration }) => duration);
  return { milliseconds, longest: Math.max(0, ...during) };
}"""

#: Sent in one message; 1,000 grids are a megabyte as text.
GRIDS_AT_ONCE = 1_000
SOURCES_AT_ONCE = 100
PHOTOGRAPHS_AT_ONCE = 8


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
    """Return each drawing's reading: its text, whether it is sure, the probabilities, and the grid that the model saw.

    Probabilities are None without ink, and so is the grid: base64 of 784 bytes, 0 = paper, 255 = ink.
    """
    return read_all(recogniser, drawings)


def read_pictures(recogniser: JSHandle, files: Sequence[bytes]) -> list[dict[str, Any]]:
    """Return each picture file's reading, as a drawing's."""
    return read_all(recogniser, [base64.b64encode(file).decode() for file in files])


def read_numbers(recogniser: JSHandle, sources: Sequence[dict[str, Any] | str]) -> list[dict[str, Any]]:
    """Return each line's reading: its text, whether it is sure, its probability and its most probable digits."""
    return read_all(recogniser, sources, READ_NUMBERS)


def read_seconds(recogniser: JSHandle, drawings: Sequence[dict[str, Any]], mode: str) -> list[float]:
    """Return how long the page waits for the reading of each drawing, asked one after the other."""
    milliseconds = recogniser.evaluate(READ_MILLISECONDS, {"sources": list(drawings), "mode": mode})
    return [each / 1000 for each in milliseconds]


def read_photographs(recogniser: JSHandle, files: Sequence[bytes], mode: str) -> list[dict[str, Any]]:
    """Return each file's reading: text, sure, probability, its most probable digits, and digits and rows with boxes."""
    readings: list[dict[str, Any]] = []
    for start in range(0, len(files), PHOTOGRAPHS_AT_ONCE):
        sent = [base64.b64encode(file).decode() for file in files[start : start + PHOTOGRAPHS_AT_ONCE]]
        readings += recogniser.evaluate(READ_PHOTOGRAPHS, {"files": sent, "mode": mode})
    return readings


def photograph_seconds(
    recogniser: JSHandle, files: Sequence[bytes], mode: str, times: int
) -> tuple[list[float], float]:
    """Return how long the page waits for each reading, and the longest task that blocks it meanwhile, in seconds."""
    seconds, longest = [], 0.0
    for file in files:
        asked = {"file": base64.b64encode(file).decode(), "mode": mode, "times": times}
        answer = recogniser.evaluate(PHOTOGRAPH_MILLISECONDS, asked)
        seconds += [each / 1000 for each in answer["milliseconds"]]
        longest = max(longest, answer["longest"] / 1000)
    return seconds, longest


def read_all(recogniser: JSHandle, sources: Sequence[dict[str, Any] | str], by: str = READ) -> list[dict[str, Any]]:
    """Return the readings of drawings, or of files as base64."""
    readings: list[dict[str, Any]] = []
    for start in range(0, len(sources), SOURCES_AT_ONCE):
        readings += recogniser.evaluate(by, list(sources[start : start + SOURCES_AT_ONCE]))
    return readings
