"""Layouts -> layers, by a browser: a page's colours, how much of each pixel is print and rule, and where to write."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from trainer.synthesis.pages.elements import Layout
from trainer.synthesis.pages.style import Style, sheet_of

Pixels = NDArray[np.uint8]
#: (x, y, width, height) in a page's pixels.
Box = tuple[float, float, float, float]

#: A page's pixels for each of CSS's: 150 to the inch, at which a digit on a form is some twenty high.
SCALE = 1.5625

#: What shows one layer alone, black on white.
ONLY = {
    "print": """*{color:#000!important;background:transparent!important;border-color:transparent!important;
      text-shadow:none!important}html{background:#fff!important}
      .fill{background:#000!important}.fill,.fill *{color:#fff!important}
      .stamp{border-color:#000!important;opacity:1!important}
      .graphic [fill]{fill:#000!important}.ruling,.watermark{visibility:hidden}""",
    "rules": """*{color:transparent!important;background:transparent!important}html{background:#fff!important}
      td,th,.boxed,.lined,.cell,.circle{border-color:#000!important}.graphic{visibility:hidden}
      .ruling line{stroke:#000!important}.watermark{visibility:hidden}""",
}
#: Of each field what it is, its box, and those of its cells; and of each text its box.
FIND = """() => {
  const boxOf = ({ left, top, width, height }) => [left, top, width, height];
  const inside = ([x, y, w, h]) => w > 0 && h > 0 && x >= 0 && y >= 0 && x + w <= innerWidth && y + h <= innerHeight;
  const fields = [...document.querySelectorAll(".field")].map((field) => ({
    what: field.dataset.what,
    box: boxOf(field.getBoundingClientRect()),
    cells: [...field.querySelectorAll(".cell")].map((cell) => boxOf(cell.getBoundingClientRect())),
  }));
  const printed = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (texts.currentNode.parentElement.closest(".watermark")) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    if (texts.currentNode.data.trim()) printed.push(...[...range.getClientRects()].map(boxOf));
  }
  return { fields: fields.filter(({ box }) => inside(box)), printed: printed.filter(inside) };
}"""


@dataclass(frozen=True)
class Field:
    """Where something is to be written."""

    what: str  # what `filling.written_in` knows, perhaps with how many characters
    box: Box
    cells: tuple[Box, ...]  # of a comb, one for each character


@dataclass(frozen=True)
class Typeset:
    """A page before it is written on, 150 pixels to the inch."""

    colours: Pixels  # (height, width, 3)
    print: Pixels  # (height, width), how much of a pixel is print, up to 255
    rules: Pixels
    fields: tuple[Field, ...]
    printed: tuple[Box, ...]


class Typesetter:
    """A browser that sets pages."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def set(self, layout: Layout, style: Style) -> Typeset:
        """Return the layers of a page."""
        self.page.set_viewport_size({"width": layout.width, "height": layout.height})
        self.page.set_content(
            f"<!doctype html><meta charset=utf-8><style>{sheet_of(style)}</style><style id=only></style>{layout.body}"
        )
        self.page.evaluate("() => document.fonts.ready")
        found = self.page.evaluate(FIND)
        layers = {name: ~np.asarray(self.shot(only).convert("L")) for name, only in ONLY.items()}
        fields = tuple(
            Field(each["what"], scaled(each["box"]), tuple(map(scaled, each["cells"]))) for each in found["fields"]
        )
        colours = np.asarray(self.shot("").convert("RGB"))
        return Typeset(colours, layers["print"], layers["rules"], fields, tuple(map(scaled, found["printed"])))

    def shot(self, only: str) -> Image.Image:
        """Return a picture of the page, or of one layer of it."""
        self.page.evaluate("css => document.getElementById('only').textContent = css", only)
        return Image.open(io.BytesIO(self.page.screenshot()))


def scaled(box: list[float]) -> Box:
    """Return a box of CSS's pixels in those of the page."""
    x, y, width, height = (SCALE * side for side in box)
    return x, y, width, height


@contextmanager
def typesetter(chromium: str | None = None) -> Iterator[Typesetter]:
    """Start a browser.

    Args:
        chromium: its program; Playwright's own where there is none.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        yield Typesetter(browser.new_page(device_scale_factor=SCALE))
        browser.close()
