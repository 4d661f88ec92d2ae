"""What was read of a sheet is copied and saved as it stands on the page, corrections and all."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.desk import button
from tests.browser.line import labels
from tests.browser.table import ROWS, cell, read_as, sheet_mode, upload_sheet


def saved(page: Page, name: str) -> str:
    """Press a button that saves a file, and return what is in it."""
    with page.expect_download() as download:
        button(page, name).click()
    return Path(download.value.path()).read_bytes().decode()


def test_a_table_is_copied_and_saved_as_it_was_corrected(watched_page: Page, site_url: str) -> None:
    watched_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    read_as(watched_page, ROWS)
    sheet_mode(watched_page, site_url)
    upload_sheet(watched_page)
    cell(watched_page, 2, 2).click()
    # What nobody can read is to be checked, whatever else was said of the number.
    labels(watched_page).nth(0).click()
    watched_page.keyboard.press("3")
    expect(cell(watched_page, 2, 2)).to_have_accessible_name(
        "Row 2, column 2: 3?, to be checked. The unclear one is no digit I know: correct or drop it."
    )
    half_corrected = list(csv.DictReader(io.StringIO(saved(watched_page, "Save CSV"), newline="")))
    assert (half_corrected[3]["text"], half_corrected[3]["state"]) == ("3?", "check")
    labels(watched_page).nth(1).click()
    watched_page.keyboard.press("4")
    expect(cell(watched_page, 2, 2)).to_have_text("34")

    # Of what is typed into a blank cell nothing was read.
    cell(watched_page, 1, 3).click()
    watched_page.keyboard.type("86")
    watched_page.keyboard.press("Enter")

    button(watched_page, "Copy table").click()
    expect(watched_page.get_by_text("The table is copied", exact=False)).to_be_visible()
    assert watched_page.evaluate("navigator.clipboard.readText()") == "407\t12\t86\n58\t34\t9\n2026\t71\t6"

    records = list(csv.DictReader(io.StringIO(saved(watched_page, "Save CSV"), newline="")))
    expect(watched_page.get_by_text("numbers.csv is saved.")).to_be_visible()
    assert [(each["row"], each["column"], each["text"], each["state"]) for each in records[:5]] == [
        *(("1", "1", "407", "sure"), ("1", "2", "12", "sure"), ("1", "3", "86", "corrected")),
        *(("2", "1", "58", "check"), ("2", "2", "34", "corrected")),
    ]
    assert {key: records[0][key] for key in ("confidence", "x", "y", "width", "height")} == {
        "confidence": "0.98",
        "x": "40",
        "y": "40",
        "width": "84",
        "height": "40",
    }

    told = json.loads(saved(watched_page, "Save JSON"))
    assert told["text"] == "407\t12\t86\n58\t34\t9\n2026\t71\t6"
    assert [[each["text"] for each in row] for row in told["rows"]] == [
        *(["407", "12", "86"], ["58", "34", "9"], ["2026", "71", "6"]),
    ]
    corrected = told["rows"][1][1]
    assert corrected["corrected"] is True
    assert [digit["digit"] for digit in corrected["digits"]] == [3, 4]
    assert corrected["digits"][1]["box"] == {"x": 208, "y": 130, "width": 24, "height": 40}
