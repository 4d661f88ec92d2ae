"""Measure the built site's recogniser.js in headless Chromium.

    python -m tests.bench.in_browser --mnist mnist.npz --strokes strokes_chars74k.json.gz

MNIST's 10,000 test digits go through `classify`, drawn digits through `read({ strokes })`: each at a seeded random
place of a 280-unit pad, a fifth to nine tenths of it in size, drawn with the pad's pen of 16. A strokes file is a
gzipped JSON list of `{"label": "7", "strokes": [[[x, y], ...], ...]}` with the longer side 1000. Build the site first
(`make site`), and bring the tests' Chromium (`make test`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import JSHandle, sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.in_page import classify, load_recogniser, read_drawings
from tests.browser.plain_host import serving_plainly
from trainer import data

SITE = Path(__file__).parents[2] / "build" / "site"
PAD, PEN = 280, 16
SMALLEST, LARGEST = 0.2, 0.9
SEED = 1


def main() -> None:
    """Measure what is named and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mnist", type=Path, default=os.environ.get("MNIST_NPZ"), help="MNIST's mnist.npz")
    parser.add_argument("--strokes", type=Path, nargs="*", default=[], help="files of drawn digits")
    options = parser.parse_args()
    with serving_plainly(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        page = browser.new_page()
        page.goto(address)
        recogniser = load_recogniser(page)
        if options.mnist:
            measure_mnist(recogniser, options.mnist)
        for path in options.strokes:
            measure_drawings(recogniser, path)
        browser.close()


def measure_mnist(recogniser: JSHandle, path: Path) -> None:
    """Print the accuracy on MNIST's test digits."""
    arrays = data.read_npz(path)
    started = time.perf_counter()
    right = classify(recogniser, arrays["x_test"]).argmax(axis=1) == arrays["y_test"]
    milliseconds = (time.perf_counter() - started) / len(right) * 1000
    print(
        f"MNIST test, classify: {describe(int(right.sum()), len(right))}, {milliseconds:.2f} ms a digit with transport"
    )


def measure_drawings(recogniser: JSHandle, path: Path) -> None:
    """Print the accuracy on drawn digits, the best guess and what is kept at the shipped threshold."""
    samples = read_samples(path)
    rng = random.Random(SEED)
    readings = read_drawings(recogniser, [place(sample["strokes"], rng) for sample in samples])
    labels = [str(sample["label"]) for sample in samples]
    guesses = [str(np.argmax(reading["probabilities"])) for reading in readings]
    answered = sum(guess == label for guess, label in zip(guesses, labels, strict=True))
    kept = sum(reading["text"] == label for reading, label in zip(readings, labels, strict=True))
    refused = sum(reading["text"] == "?" for reading in readings)
    print(
        f"{path.name}, read: answer {describe(answered, len(labels))}, "
        f"kept and right {describe(kept, len(labels))}, refused {refused}"
    )


def read_samples(path: Path) -> list[dict[str, Any]]:
    """Return a strokes file's samples."""
    with gzip.open(path, "rt") as file:
        samples: list[dict[str, Any]] = json.load(file)
    return samples


def place(strokes: list[list[list[float]]], rng: random.Random) -> dict[str, Any]:
    """Return a sample drawn somewhere on the pad, small or large, with the pad's pen."""
    scale = rng.uniform(SMALLEST, LARGEST) * PAD / 1000
    width, height = (max(point[axis] for stroke in strokes for point in stroke) * scale for axis in (0, 1))
    left, top = rng.uniform(0, PAD - width), rng.uniform(0, PAD - height)
    placed = [[[left + x * scale, top + y * scale] for x, y in stroke] for stroke in strokes]
    return {"strokes": placed, "width": PEN}


def describe(right: int, count: int) -> str:
    """Return a share with its 95% interval (Wilson, 1927)."""
    z, share = 1.96, right / count
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z * (share * (1 - share) / count + z * z / (4 * count * count)) ** 0.5 / (1 + z * z / count)
    return f"{share:.2%} of {count:,} ({centre - reach:.2%} to {centre + reach:.2%})"


if __name__ == "__main__":
    main()
