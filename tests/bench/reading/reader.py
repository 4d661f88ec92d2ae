"""The built site's recogniser.js in headless Chromium, and what it says of a batch."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Error, JSHandle, Page, Route, sync_playwright

from tests.bench.reading.batches import Batch, DrawingBatch, GridBatch
from tests.bench.reading.figures import Readings
from tests.bench.reading.number_batches import NumberBatch
from tests.bench.reading.number_figures import NumberReadings
from tests.bench.reading.photo_batches import PhotoBatch
from tests.bench.reading.photo_figures import SheetReading
from tests.bench.reading.pictures import Picture, to_png
from tests.bench.reading.placing import Drawing
from tests.browser.chromium import find_chromium
from tests.browser.in_page import (
    classify,
    load_recogniser,
    photograph_seconds,
    read_all,
    read_drawings,
    read_numbers,
    read_photographs,
    read_pictures,
    read_seconds,
)
from tests.browser.plain_host import serving_plainly
from trainer.config import CLASSES, GRID, UserError

SITE = Path(__file__).parents[3] / "build" / "site"
#: Where a model that the site doesn't hold seems to lie.
OTHER_MODEL = "other-model/"
SITE_MODELS = """async () => {
  const { siteModels } = await import(new URL("recogniser.js", document.baseURI).href);
  return siteModels;
}"""


class Reader:
    """A loaded recogniser."""

    def __init__(self, recogniser: JSHandle) -> None:
        self.recogniser = recogniser

    def read(self, batch: Batch) -> Readings:
        """Return a batch's readings, and tell that it is under way."""
        tell(f"Reading {batch.name}")
        if isinstance(batch, GridBatch):
            probabilities = self.classify(batch.grids)
            return Readings(probabilities, np.ones(len(batch.grids), bool), None, batch.grids)
        if isinstance(batch, DrawingBatch):
            return to_readings(read_drawings(self.recogniser, batch.drawings))
        return to_readings(read_pictures(self.recogniser, [to_png(picture) for picture in batch.pictures]))

    def read_numbers(self, batch: NumberBatch) -> NumberReadings:
        """Return the readings of lines, and tell that they are under way."""
        tell(f"Reading {batch.name}")
        replies = read_numbers(self.recogniser, [as_sent(source) for source in batch.sources])
        return NumberReadings(
            [reply["text"] for reply in replies],
            [reply["guess"] for reply in replies],
            np.array([reply["sure"] for reply in replies]),
            np.array([reply["probability"] for reply in replies]),
        )

    def classify(self, grids: NDArray[np.uint8]) -> NDArray[np.float64]:
        """Return (n, 10) probabilities of (n, 28, 28) grids, 255 = ink."""
        return classify(self.recogniser, grids)

    def read_photographs(self, batch: PhotoBatch) -> NumberReadings:
        """Return the readings of photographs of a digit or a line each, and tell that they are under way."""
        tell(f"Reading {batch.name}")
        replies = read_photographs(self.recogniser, batch.files, batch.mode)
        return NumberReadings(
            [reply["text"] for reply in replies],
            [reply["guess"] for reply in replies],
            np.array([reply["sure"] for reply in replies], bool),
            np.array([reply["probability"] for reply in replies], float),
        )

    def read_sheets(self, name: str, files: Sequence[bytes]) -> list[SheetReading]:
        """Return the readings of sheets, and tell that they are under way."""
        tell(f"Reading {name}")
        return [
            SheetReading(
                reply["text"],
                [[(cell["text"], tuple(cell["box"])) for cell in row] for row in reply["rows"]],
                [(digit["text"], tuple(digit["box"])) for digit in reply["digits"]],
                [cell["sure"] for row in reply["rows"] for cell in row if cell["text"]],
            )
            for reply in read_photographs(self.recogniser, files, "sheet")
        ]

    def read_photo_seconds(self, files: Sequence[bytes], mode: str, times: int) -> tuple[list[float], float]:
        """Return how long each reading takes, one after the other, and the page's longest task meanwhile, in seconds.

        Tasks up to 50 ms, which a page doesn't tell of, are 0.
        """
        return photograph_seconds(self.recogniser, files, mode, times)

    def read_singly(self, sources: Sequence[Drawing | Picture]) -> list[str]:
        """Return what each source is read as, were it a digit."""
        return [reply["text"] for reply in read_all(self.recogniser, [as_sent(source) for source in sources])]

    def read_seconds(self, drawings: Sequence[Drawing]) -> list[float]:
        """Return how long the reading of each line takes, one after the other, from asking to the answer."""
        tell("Timing drawn numbers")
        return read_seconds(self.recogniser, drawings, "number")


def as_sent(source: Drawing | Picture) -> Drawing | str:
    """Return a source as the page is given it: a picture as its file's base64."""
    return source if isinstance(source, dict) else base64.b64encode(to_png(source)).decode()


def tell(progress: str) -> None:
    """Say how far the bench is, in a terminal over what it said before."""
    end = "\r" if sys.stderr.isatty() else "\n"
    print(f"{progress:<60}", end=end, file=sys.stderr, flush=True)


def to_readings(replies: Sequence[dict[str, Any]]) -> Readings:
    """Return replies as arrays."""
    inked = np.array([reply["text"] != "" for reply in replies])
    nothing = [1 / CLASSES] * CLASSES
    probabilities = np.array([reply["probabilities"] or nothing for reply in replies])
    refused = np.array([reply["text"] == "?" for reply in replies])
    return Readings(probabilities, inked, refused, np.stack([to_grid(reply["grid"]) for reply in replies]))


def to_grid(text: str | None) -> NDArray[np.uint8]:
    """Return the (28, 28) grid that a reply holds as base64; paper where it holds none."""
    pixels = base64.b64decode(text) if text else bytes(GRID * GRID)
    return np.frombuffer(pixels, np.uint8).reshape(GRID, GRID)


@contextmanager
def reading(model: str) -> Iterator[Reader]:
    """Open the built site and load a model: one of the site's by its architecture, or an exported folder.

    Raises:
        UserError: there is no such model, or no site, or the model doesn't load.
    """
    if not (SITE / "recogniser.js").is_file():
        raise UserError("There is no site in build/site: `make site` builds it.")
    with serving_plainly(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        page = browser.new_page()
        page.goto(address)
        yield Reader(load(model, page))
        browser.close()


def load(model: str, page: Page) -> JSHandle:
    """Return the open page's recogniser with a model, or raise UserError with the reason why it doesn't load."""
    address = address_of(model, page)
    try:
        return load_recogniser(page, modelUrl=address)
    except Error as error:
        raise UserError(f"The model {model} doesn't load. {error.message.splitlines()[0]}") from error


def address_of(model: str, page: Page) -> str:
    """Return where the open page finds a model."""
    site_models: dict[str, str] = page.evaluate(SITE_MODELS)
    if model in site_models:
        return site_models[model]
    if not (Path(model) / "contract.json").is_file():
        raise UserError(f"There is no model {model}: name one of {', '.join(site_models)}, or an exported folder.")
    page.route(f"**/{OTHER_MODEL}*", lambda route: give_file(route, Path(model)))
    return f"{page.url}{OTHER_MODEL}"


def give_file(route: Route, folder: Path) -> None:
    """Answer with a file of an exported model, or that there is none."""
    file = folder / route.request.url.rsplit("/", 1)[1].split("?")[0]
    if file.is_file():
        route.fulfill(path=file)
    else:
        route.fulfill(status=404)
