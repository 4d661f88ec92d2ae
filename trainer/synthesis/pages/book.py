"""Many pages, made by several browsers at once and kept in a folder: pictures, and what is on them."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from trainer.synthesis.lots import Rng
from trainer.synthesis.pages import camera, filling, layouts, style
from trainer.synthesis.pages.camera import Shot
from trainer.synthesis.pages.typesetting import Pixels, Typesetter, typesetter
from trainer.synthesis.part import Part

#: Counts up whenever other pages would be made: those of before are kept in another folder.
VERSION = 2
#: Pages that one browser sets before it makes room for another.
BATCH = 20


def page(part: Part, setter: Typesetter, rng: Rng) -> Shot:
    """Return a picture of a page that somebody has filled in."""
    look = style.some_style(part, rng)
    layout = layouts.some_layout(look, rng, validation=part.validation)
    return camera.shoot(filling.fill(setter.set(layout, look), part, rng), rng)


def write(
    part: Part, count: int, folder: Path, chromium: str | None = None, told: Callable[[int], None] = lambda _: None
) -> Iterator[Path]:
    """Make pages, or what is missing of them, in a folder of their own, and give their pictures' files.

    Beside each `00000.jpg` lies `00000.png`, what each of its pixels is, and `00000.json`, its numbers and print.

    Args:
        chromium: a browser's program; Playwright's own where there is none.
        told: how many there are.
    """
    folder = folder / f"{'kept-back' if part.validation else 'lessons'}-{part.seed}-{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    batches = [range(start, min(start + BATCH, count)) for start in range(0, count, BATCH)]
    make = partial(write_some, part, folder, chromium)
    with ProcessPoolExecutor(initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        for batch, files in zip(batches, pool.map(make, batches), strict=True):
            told(batch.stop)
            yield from files


def write_some(part: Part, folder: Path, chromium: str | None, numbers: range) -> list[Path]:
    """Make some pages that aren't there yet."""
    files = [folder / f"{number:05}.jpg" for number in numbers]
    if missing := [file for file in files if not file.is_file()]:
        with typesetter(chromium) as setter:
            for file in missing:
                save(page(part, setter, part.random(f"page {file.stem}")), file)
    return files


def save(shot: Shot, file: Path) -> None:
    """Write a picture, and before it what is on it: where there is a picture, nothing of it is missing."""
    Image.fromarray(shot.kinds).save(file.with_suffix(".png"))
    truth = {
        "numbers": [{"text": each.text, "corners": each.corners.round(1).tolist()} for each in shot.numbers],
        "printed": [corners.round(1).tolist() for corners in shot.printed],
    }
    file.with_suffix(".json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_bytes(shot.jpeg)
    unfinished.replace(file)


def load(file: Path) -> tuple[Image.Image, Pixels, dict[str, Any]]:
    """Return a picture, what each of its pixels is, and its numbers and print."""
    truth = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    return Image.open(file).convert("RGB"), np.asarray(Image.open(file.with_suffix(".png"))), truth


#: What each kind of pixel is shown in.
COLOURS = np.array(
    [(255, 255, 255), (20, 40, 220), (0, 0, 0), (235, 130, 130), (0, 160, 60), (150, 150, 150)], np.uint8
)


def contact_sheet(files: list[Path], across: int = 4, side: int = 420) -> Image.Image:
    """Return pictures side by side, each with what its pixels are."""
    rows = -(-len(files) // across)
    sheet = Image.new("RGB", (across * 2 * (side + 8), rows * (side + 8)), (90, 90, 90))
    for index, file in enumerate(files):
        picture, kinds, _ = load(file)
        for place, one in enumerate((picture, Image.fromarray(COLOURS[kinds]))):
            one.thumbnail((side, side))
            sheet.paste(one, ((2 * (index % across) + place) * (side + 8), index // across * (side + 8)))
    return sheet
