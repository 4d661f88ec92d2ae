"""Why something isn't read: the page says it in one sentence, and the library gives it as a reason."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import JSHandle, Page, Route, ViewportSize, expect

from tests.browser.appearance import TOO_WIDE
from tests.browser.desk import button, expect_reading, status
from tests.browser.drawings import strokes_of
from tests.browser.hand import place
from tests.browser.in_page import load_recogniser, read_all
from tests.browser.line import labels
from tests.browser.other_model import hesitant_model
from tests.browser.states import SMILE, STATES, TAP
from tests.browser.table import CROSS, ROWS, cell, read_as, sheet_mode, upload_sheet

FIXTURES = Path(__file__).parents[1] / "fixtures"
PEN = 0.06

#: What each state of the page says, to those who see it: a headline and a next step, or one sentence of a number.
SAID = {
    "refused": ["That's no digit I know.", "Try one from 0 to 9."],
    "refused_dot": ["Too little ink to say.", "I see no more than a dot: write it larger."],
    "refused_between": ["Write it once more?"],
    "number_refused": ["Check this", "The ? is no digit I know: correct or drop it."],
    "number_dot": ["Check this", "The ? has too little ink: correct or drop it."],
    "number_none": ["Check this", "That's no number I know: try digits on one line."],
}
#: A phone and a desktop.
SIZES: list[ViewportSize] = [{"width": 390, "height": 844}, {"width": 1280, "height": 800}]

READ_DOUBTS = """async (recogniser, sources) => {
  const readings = [];
  for (const { source, mode } of sources) {
    const { text, sure, doubt, digits } = await recogniser.read(source, { mode });
    readings.push({ text, sure, doubt, digits: digits.map(({ digit, doubt }) => [digit, doubt]) });
  }
  return readings;
}"""


@pytest.mark.parametrize("state", SAID)
def test_a_refusal_says_why_and_announces_it(page: Page, site_url: str, state: str) -> None:
    STATES[state](page, site_url)
    for sentence in SAID[state]:
        expect(page.get_by_text(sentence, exact=True)).to_be_visible()
    # A mark is read out in a word of its own.
    expect(status(page)).to_contain_text(SAID[state][-1].replace("The ? ", "The unclear one "))


def test_why_goes_with_the_ink_that_it_is_told_of(page: Page, site_url: str) -> None:
    STATES["refused_dot"](page, site_url)
    button(page, "Clear").click()
    button(page, "Example: 4").click()
    expect_reading(page, "4")
    expect(page.get_by_text("Too little ink to say.")).to_have_count(0)


def test_a_number_tells_why_until_its_digit_is_said(page: Page, site_url: str) -> None:
    STATES["number_between"](page, site_url)
    labels(page).first.click()
    page.keyboard.press("4")
    expect_reading(page, "4")
    expect(page.get_by_text("The ?")).to_have_count(0)


def top_of(page: Page, text: str) -> float:
    """Return how far below the page's top something stands, in pixels."""
    box = page.get_by_text(text, exact=True).bounding_box()
    assert box is not None
    return float(box["y"] + page.evaluate("scrollY"))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_moves_when_a_digit_s_reason_comes_or_goes(page: Page, site_url: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    tops = set()
    for state in ("refused", "refused_dot", "refused_between"):
        STATES[state](page, site_url)
        tops.add(top_of(page, "Probability of each digit"))
        assert page.evaluate(TOO_WIDE) == []
        button(page, "Clear").click()
        expect_reading(page, "")
        tops.add(top_of(page, "Probability of each digit"))
    assert len(tops) == 1


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_moves_when_a_number_s_reason_goes(page: Page, site_url: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    for state in ("number_dot", "number_between"):
        STATES[state](page, site_url)
        before = top_of(page, "Copy")
        assert page.evaluate(TOO_WIDE) == []
        labels(page).first.click()
        page.keyboard.press("4")
        expect_reading(page, "4")
        assert top_of(page, "Copy") == before
        button(page, "Clear").click()


def test_each_cell_of_a_sheet_tells_why_it_is_to_be_checked(watched_page: Page, site_url: str) -> None:
    read_as(watched_page, ROWS)
    sheet_mode(watched_page, site_url)
    upload_sheet(watched_page)
    for row, column, reason in ((2, 1, "I am only 60.0% sure of the whole number."), (2, 2, "is no digit I know")):
        cell(watched_page, row, column).click()
        enlarged = watched_page.get_by_role("region", name=f"Row {row}, column {column}")
        expect(enlarged.get_by_text(reason)).to_be_visible()
        expect(cell(watched_page, row, column)).to_have_accessible_name(re.compile(f"to be checked.*{reason}"))
    button(watched_page, "Next to check").click()
    button(watched_page, "It is right").click()
    expect(watched_page.get_by_text("I am only")).to_have_count(0)


def read_doubts(recogniser: JSHandle, drawings: list[dict[str, Any]], mode: str = "digit") -> list[dict[str, Any]]:
    """Return of each drawing's reading its text, whether it is sure, why it isn't, and the same of its digits."""
    return read_all(recogniser, [{"source": drawing, "mode": mode} for drawing in drawings], READ_DOUBTS)


def fixture(name: str) -> list[dict[str, Any]]:
    """Return the project's own drawings in a file."""
    drawings = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return [{key: drawing[key] for key in ("strokes", "width")} for drawing in drawings]


def test_the_library_has_a_reason_exactly_where_it_is_not_sure(open_page: Page) -> None:
    recogniser = load_recogniser(open_page)
    blank: dict[str, Any] = {"strokes": []}
    readings = [
        *read_doubts(recogniser, [*fixture("digits.json"), *fixture("non_digits.json"), blank]),
        *read_doubts(recogniser, [*fixture("numbers.json"), *fixture("non_numbers.json"), blank], "number"),
    ]
    assert all((reading["doubt"] is None) == reading["sure"] for reading in readings)
    assert all((doubt is None) == (digit is not None) for reading in readings for digit, doubt in reading["digits"])
    assert {reading["doubt"] for reading in readings} >= {None, "no-digit", "too-little-ink", "no-number"}


def test_the_library_gives_the_kind_of_doubt(open_page: Page) -> None:
    recogniser = load_recogniser(open_page)
    smile, tap = ({"strokes": strokes, "width": PEN} for strokes in (SMILE, TAP))
    crosses = {"strokes": [stroke for left in (0, 1, 2) for stroke in place(CROSS, left, 0, 0.8)], "width": PEN}
    assert [each["doubt"] for each in read_doubts(recogniser, [smile, tap])] == ["no-digit", "too-little-ink"]
    assert [each["doubt"] for each in read_doubts(recogniser, [tap, crosses], "number")] == [
        *("too-little-ink", "no-number")
    ]


def test_the_library_says_between_which_two_digits_by_their_probabilities(open_page: Page) -> None:
    files = hesitant_model()

    def answer(route: Route) -> None:
        route.fulfill(body=files[route.request.url.rpartition("/")[2]])

    open_page.context.route("**/hesitant/*", answer)
    recogniser = load_recogniser(open_page, modelUrl=f"{open_page.url}hesitant/")
    four = {"strokes": strokes_of(4), "width": PEN}
    [reading] = read_doubts(recogniser, [four])
    assert (reading["text"], reading["doubt"], reading["digits"]) == ("?", "between-digits", [[None, "between-digits"]])
