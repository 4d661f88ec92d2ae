"""Marks are read, and what is no number is never surely one: small pictures of faults that strangers met."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import JSHandle, Locator, Page, expect

from tests.browser.desk import button, expect_reading, headline, status, upload
from tests.browser.hosts import ONE_HOST
from tests.browser.in_page import load_recogniser, read_photographs
from tests.browser.line import labels, number_mode
from tests.browser.table import cell, sheet_mode

pytestmark = ONE_HOST

CASES = Path(__file__).parents[1] / "fixtures" / "cases"


@pytest.fixture
def recogniser(open_page: Page) -> JSHandle:
    """The site's recogniser."""
    return load_recogniser(open_page)


def read(recogniser: JSHandle, name: str, mode: str) -> dict[str, Any]:
    """Return the reading of a picture."""
    (reading,) = read_photographs(recogniser, [(CASES / name).read_bytes()], mode)
    return reading


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("date.png", "12/05/2024"),
        ("point.png", "3.50"),
        ("minus.png", "-7"),
        ("percent.png", "45%"),
        ("slanted.png", "54087"),
    ],
)
def test_a_line_is_read_with_its_marks(recogniser: JSHandle, name: str, text: str) -> None:
    assert read(recogniser, name, "number")["text"] == text


def test_a_drawn_point_is_read_and_has_its_place(recogniser: JSHandle) -> None:
    drawing = json.loads((CASES / "drawn-point.json").read_text())
    reading = recogniser.evaluate("(it, drawing) => it.read(drawing, { mode: 'number' })", drawing)
    assert reading["text"] == "3.50"
    (point,) = reading["marks"]
    assert (point["mark"], point["place"]) == (".", 1)
    left, right = (reading["digits"][place]["box"]["x"] for place in (0, 1))
    assert left < point["box"]["x"] < right


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("sheet-marks.png", [["1/2", "3/4"], ["17/20", "9/10"], ["8/10", "15/20"]]),
        ("sheet-decimals.png", [["12.5", "3.99"], ["107.2", "0.5"], ["8.0", "45.1"]]),
        ("table-cut-at-its-frame.png", [["485", "97", "1063"], ["28", "360", "72"], ["614", "9", "507"]]),
        ("squared-paper-line-at-edge.png", [["4827"], ["193"], ["60"], ["7751"]]),
    ],
)
def test_a_sheet_is_read_with_its_marks_and_to_its_edges(
    recogniser: JSHandle, name: str, rows: list[list[str]]
) -> None:
    reading = read(recogniser, name, "sheet")
    assert [[cell["text"] for cell in row] for row in reading["rows"]] == rows


def test_percents_in_a_sheet_are_read_or_to_be_checked(recogniser: JSHandle) -> None:
    cells = [cell for row in read(recogniser, "sheet-percent.png", "sheet")["rows"] for cell in row]
    assert len(cells) == 4
    assert all(cell["text"].endswith("%") for cell in cells)
    assert [cell["text"] for cell in cells if cell["sure"] and cell["text"] not in ("45%", "7%", "100%", "82%")] == []


def test_a_printed_price_is_one_number(recogniser: JSHandle) -> None:
    cells = [cell["text"] for row in read(recogniser, "receipt.png", "sheet")["rows"] for cell in row]
    prices = ["1.29", "2.45", "3.10", "4.08", "10.92", "20.00", "9.08"]
    assert [text for text in cells if text in prices] == prices


def test_ticks_and_what_is_struck_out_are_never_surely_numbers(recogniser: JSHandle) -> None:
    rows = read(recogniser, "ticks.png", "sheet")["rows"]
    assert [row[0]["text"] for row in rows] == ["1", "2", "3", "4"]
    assert [cell["text"] for row in rows for cell in row[1:] if cell["sure"] and cell["text"]] == []
    assert not read(recogniser, "struck-number.png", "number")["sure"]
    six = read(recogniser, "six.png", "number")
    assert six["text"] == "6" or not six["sure"]


def test_a_display_s_digit_is_never_surely_another(recogniser: JSHandle) -> None:
    six = read(recogniser, "six.png", "digit")
    assert six["text"] == "6" or not six["sure"]


def test_a_digit_that_may_be_something_else_is_shown_to_be_checked(open_page: Page) -> None:
    upload(open_page, (CASES / "six.png").read_bytes())
    expect(open_page.get_by_text(re.compile(r"^Check this: an? \d\?$"))).to_be_visible()
    expect(status(open_page)).to_have_text(re.compile("it may be something else"))


def test_a_frame_at_the_picture_s_edge_is_no_paper(recogniser: JSHandle) -> None:
    assert read(recogniser, "digit-1px-box.png", "digit")["text"] == "4"


def test_what_is_expected_decides_between_readings(recogniser: JSHandle) -> None:
    script = """async (it, { drawing, expects }) => {
      const texts = [];
      for (const expect of expects) texts.push((await it.read(drawing, { mode: "number", expect })).text);
      return texts;
    }"""
    drawing = json.loads((CASES / "drawn-point.json").read_text())
    expects = ["amount", "#.##", "(#)", {"marks": "."}]
    assert recogniser.evaluate(script, {"drawing": drawing, "expects": expects}) == ["3.50", "3.50", "?", "3.50"]


def test_the_page_shows_marks_and_takes_what_is_expected(open_page: Page) -> None:
    number_mode(open_page)
    upload(open_page, (CASES / "date.png").read_bytes())
    expect_reading(open_page, "12/05/2024")
    what_it_is = open_page.get_by_label("It is", exact=True)
    what_it_is.select_option("digits alone")
    expect(status(open_page)).to_have_attribute("data-reading", re.compile(r"^[\d?]+$"))
    what_it_is.select_option("a date")
    expect_reading(open_page, "12/05/2024")


def test_a_mask_is_typed_and_holds_once_it_is_one(open_page: Page) -> None:
    number_mode(open_page)
    upload(open_page, (CASES / "date.png").read_bytes())
    expect_reading(open_page, "12/05/2024")
    open_page.get_by_label("It is", exact=True).select_option("like this:")
    mask = open_page.get_by_label("# for a digit, and marks as they are")
    expect(mask).to_be_focused()
    mask.fill("####")
    mask.press("Enter")
    expect(status(open_page)).to_have_attribute("data-reading", re.compile(r"^(\d{4}|\?+)$"))
    mask.fill("about 4")
    mask.press("Enter")
    expect_reading(open_page, "12/05/2024")
    mask.fill("##/##/####")
    mask.press("Enter")
    expect_reading(open_page, "12/05/2024")


def test_the_page_says_where_nothing_fits_what_is_expected(open_page: Page) -> None:
    number_mode(open_page)
    upload(open_page, (CASES / "percent.png").read_bytes())
    expect_reading(open_page, "45%")
    open_page.get_by_label("It is", exact=True).select_option("a date")
    expect_reading(open_page, "?")
    expect(status(open_page)).to_contain_text("Nothing I read there fits what you expect.")


def test_marks_are_corrected_as_digits_are(open_page: Page) -> None:
    number_mode(open_page)
    upload(open_page, (CASES / "date.png").read_bytes())
    expect_reading(open_page, "12/05/2024")
    expect(labels(open_page)).to_have_count(10)
    label(open_page, "Mark 1 of 2").click()
    expect(open_page.get_by_role("heading", name="Mark 1 of 2")).to_be_visible()
    button(open_page, "-").click()
    expect_reading(open_page, "12-05/2024")
    expect(headline(open_page, "As you corrected it")).to_be_visible()
    press(open_page, "Mark 2 of 2", ".")
    expect_reading(open_page, "12-05.2024")
    press(open_page, "Mark 2 of 2", "Delete")
    expect_reading(open_page, "12-052024")
    press(open_page, "Digit 3 of 8", "/")
    expect_reading(open_page, "12-/52024")
    press(open_page, "Mark 2 of 2", "0")
    expect_reading(open_page, "12-052024")
    for _ in range(5):
        button(open_page, "Undo").click()
    expect_reading(open_page, "12/05/2024")


def test_a_point_is_no_digit_and_goes_with_a_key(open_page: Page) -> None:
    number_mode(open_page)
    upload(open_page, (CASES / "point.png").read_bytes())
    expect_reading(open_page, "3.50")
    label(open_page, "Mark 1 of 1").click()
    expect(button(open_page, ",")).to_be_enabled()
    expect(button(open_page, "7")).to_be_disabled()
    open_page.keyboard.press("Backspace")
    expect_reading(open_page, "350")
    expect(labels(open_page)).to_have_count(3)


def test_a_mark_in_a_sheet_is_corrected_and_may_be_a_digit(open_page: Page, site_url: str) -> None:
    sheet_mode(open_page, site_url)
    upload(open_page, (CASES / "sheet-marks.png").read_bytes())
    expect(cell(open_page, 1, 1)).to_have_text("1/2")
    cell(open_page, 1, 1).click()
    press(open_page, "Mark 1 of 1", "-")
    expect(cell(open_page, 1, 1)).to_have_text("1-2")
    press(open_page, "Mark 1 of 1", "1")
    expect(cell(open_page, 1, 1)).to_have_text("112")


def label(page: Page, title: str) -> Locator:
    """Return the label of a digit or a mark."""
    return labels(page).and_(page.get_by_role("radio", name=re.compile(f"^{title}:")))


def press(page: Page, title: str, key: str) -> None:
    """Choose a digit or a mark and press a key."""
    label(page, title).click()
    page.keyboard.press(key)
