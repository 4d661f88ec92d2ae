"""What a person finds on the page, by role and label."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import FilePayload, Locator, Page, expect

INVITATION = "Draw a digit. 0 to 9, as you write it."
EMPTY_CHART = [f"{digit} \N{EN DASH}" for digit in range(10)]

#: The share of a canvas's pixels that hold ink or a picture.
COVER = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, i) => i % 4 === 3 && value > 127).length / (data.length / 4);
}"""

#: A canvas's opacities, row by row.
OPACITIES = """canvas => Array.from(
  canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.filter((_, i) => i % 4 === 3),
)"""


def pad(page: Page) -> Locator:
    """Return the canvas that is drawn on."""
    return page.get_by_label("Drawing pad")


def status(page: Page) -> Locator:
    """Return the sentence for screen readers, which also carries the reading."""
    return page.get_by_role("status")


def headline(page: Page, text: str) -> Locator:
    """Return the answer as it is seen, by what it says."""
    return page.get_by_text(text, exact=True)


def grid(page: Page) -> Locator:
    """Return the canvas that shows what the model saw."""
    return page.get_by_role("img", name="What the model sees")


def button(page: Page, name: str) -> Locator:
    """Return a button by its label."""
    return page.get_by_role("button", name=name, exact=True)


def expect_reading(page: Page, text: str) -> None:
    """Wait until the page shows a reading; an empty one while there is nothing to read."""
    expect(status(page)).to_have_attribute("data-reading", text)


def chart_rows(page: Page) -> Locator:
    """Return the chart's items."""
    return page.get_by_role("list", name="Probability of each digit").get_by_role("listitem")


def cover(canvas: Locator) -> float:
    """Return the share of a canvas that is drawn on."""
    share: float = canvas.evaluate(COVER)
    return share


def pixels(canvas: Locator) -> str:
    """Return what a canvas shows, as a data URL."""
    shown: str = canvas.evaluate("canvas => canvas.toDataURL()")
    return shown


def opacities(canvas: Locator) -> NDArray[np.float64]:
    """Return (height, width) opacities of a canvas, 0 to 255."""
    width = canvas.evaluate("canvas => canvas.width")
    return np.array(canvas.evaluate(OPACITIES), np.float64).reshape(-1, width)


def upload(page: Page, content: bytes, name: str = "digit.png") -> None:
    """Choose a file with the page's own input; what type its name claims is of no matter."""
    page.get_by_label("Upload image").set_input_files(FilePayload(name=name, mimeType="image/png", buffer=content))


def wait_for_change(canvas: Locator, before: str) -> None:
    """Wait, frame by frame, until a canvas shows something else."""
    canvas.evaluate(
        """async (canvas, before) => {
          while (canvas.toDataURL() === before) await new Promise(requestAnimationFrame);
        }""",
        before,
    )
