"""Sheets as the reader may have read them, and what a person finds of them on the page."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import upload
from tests.browser.drawings import strokes_of
from tests.browser.painter import encode, paint

#: What the page shows of sheets shouldn't hang on how well they are read: in each answer to one, rows of a test's own.
#: Their cells lie side by side on the picture; one that ends with "!" isn't sure, and may be a text of one more.
READ_AS = """
const box = (x, y, width, height) => ({{ x, y, width, height }});
const digitAt = (text, x, y, place) => {{
  const [digit, doubt] = text === "?" ? [null, "no-digit"] : [Number(text), null];
  const probabilities = Array.from({{ length: 10 }}, (_, each) => (each === (digit ?? 8) ? 0.91 : 0.01));
  const grid = new Float32Array(784).fill(0.5, 28 * place, 28 * place + 280);
  const span = {{ from: place, to: place + 1 }};
  return {{ digit, doubt, confidence: 0.91, probabilities, box: box(x, y, 24, 40), grid, span }};
}};
const cellAt = (written, row, column) => {{
  const text = written.replace("!", "");
  const [x, y] = [40 + 140 * column, 40 + 90 * row];
  const digits = [...text].map((digit, place) => digitAt(digit, x + 28 * place, y, place));
  const doubt = text.includes("?") ? "no-digit" : written.endsWith("!") ? "uncertain-number" : null;
  const sure = doubt === null;
  const other = text.replace(/.$/, (last) => (Number(last) + 1) % 10);
  const alternatives = written.endsWith("!") ? [{{ text: other, probability: 0.3, spans: [], marks: [] }}] : [];
  const width = Math.max(40, 28 * text.length);
  const place = {{ marks: [], box: box(x, y, width, 40) }};
  return {{ text, sure, doubt, probability: sure ? 0.98 : 0.6, digits, alternatives, ...place }};
}};
window.Worker = class extends Worker {{
  set onmessage(hear) {{
    super.onmessage = (event) => {{
      const {{ answer }} = event.data;
      if (answer?.rows?.length) {{
        answer.rows = {rows}.map((row, y) => row.map((text, x) => cellAt(text, y, x)));
        answer.unread = {unread};
      }}
      hear(event);
    }};
  }}
}};
"""

#: With a blank cell, one that isn't sure and one that can't be read.
ROWS = [["407", "12", ""], ["58!", "3?", "9"], ["2026", "71", "6"]]

#: The cross is no digit.
CROSS = [[(0.1, 0.1), (0.9, 0.9)], [(0.9, 0.1), (0.1, 0.9)]]


def picture_of(rows: list[list[str]]) -> bytes:
    """Return a picture of rows, each digit where a test's own reading of them has its box."""
    height = 50 + 90 * len(rows)
    side = min(460, height)
    strokes = [
        [((40 + 140 * column + 28 * place + 24 * x) / side, (40 + 90 * row + 40 * y) / side) for x, y in stroke]
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        for place, digit in enumerate(text.replace("!", ""))
        for stroke in (CROSS if digit == "?" else strokes_of(int(digit)))
    ]
    return encode(paint(strokes, size=(460, height), pen_share=5.12 / side, ink=(40, 40, 60), paper=(236, 230, 214)))


def read_as(page: Page, rows: list[list[str]], unread: str = "undefined") -> None:
    """Let every sheet be read as a test's own rows, and boxes beside them as no numbers; before the page is opened."""
    page.add_init_script(READ_AS.format(rows=json.dumps(rows), unread=unread))


def sheet_mode(page: Page, url: str) -> None:
    """Open the page for sheets."""
    page.goto(f"{url}#sheet")
    expect(page.get_by_text("Read a sheet", exact=True)).to_be_visible()


def upload_sheet(page: Page) -> None:
    """Upload a sheet, and wait for its table."""
    upload(page, picture_of(ROWS))
    expect(table(page)).to_be_visible()


def table(page: Page) -> Locator:
    """Return the numbers in their rows."""
    return page.get_by_role("grid", name="Numbers on the sheet")


def field(page: Page) -> Locator:
    """Return where a number is typed."""
    return page.get_by_role("textbox", name=re.compile("type it|Type what"))


def cell(page: Page, row: int, column: int) -> Locator:
    """Return a cell, both counted from 1."""
    return table(page).get_by_role("gridcell", name=f"Row {row}, column {column}:")
