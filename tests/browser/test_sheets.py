"""A picture of many numbers becomes a table: chosen, checked and put right cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from PIL import ImageDraw, ImageFont
from playwright.sync_api import Page, expect

from tests.browser.desk import INVITATION, button, chart_rows, expect_reading, headline, status, upload
from tests.browser.drawings import strokes_of
from tests.browser.holding import held_back
from tests.browser.hosts import ONE_HOST
from tests.browser.line import labels
from tests.browser.painter import encode, on_a_desk, paint
from tests.browser.site_files import LATE_SCRIPT
from tests.browser.states import BLANK_PICTURE
from tests.browser.table import ROWS, cell, field, picture_of, read_as, sheet_mode, table, upload_sheet

pytestmark = ONE_HOST

#: As the rows are pasted, with what isn't sure in them.
PASTED = "407\t12\t\n58\t3?\t9\n2026\t71\t6"


@pytest.fixture
def sheet_page(watched_page: Page, site_url: str) -> Page:
    """The page with a sheet that was read as a test's own rows."""
    read_as(watched_page, ROWS)
    sheet_mode(watched_page, site_url)
    upload_sheet(watched_page)
    return watched_page


#: Keeps sheets' readings back from the page until `letGo()`, but not how far they are.
HOLD_SHEETS = """
let held = [];
window.letGo = () => {
  held.forEach((hear) => hear());
  held = null;
};
window.Worker = class extends window.Worker {
  set onmessage(hear) {
    super.onmessage = (event) => {
      if (held && event.data.answer?.rows?.length) held.push(() => hear(event));
      else hear(event);
    };
  }
};
"""


def test_a_sheet_tells_how_far_it_is_read_and_can_be_stopped(watched_page: Page, site_url: str) -> None:
    page = watched_page
    page.add_init_script(HOLD_SHEETS)
    sheet_mode(page, site_url)
    upload(page, picture_of(ROWS))
    bar = page.get_by_role("progressbar", name=re.compile(r"Reading \d+ of \d+ numbers"))
    expect(bar).to_be_visible()
    button(page, "Stop").click()
    expect(bar).to_be_hidden()
    expect(page.get_by_role("alert")).to_have_text("Stopped: nothing on the page was read.")
    expect(table(page)).to_be_hidden()
    button(page, "Try again").click()
    expect(bar).to_be_visible()
    page.evaluate("letGo()")
    expect(table(page)).to_be_visible()
    expect(bar).to_be_hidden()


def test_a_sheet_is_a_table_that_says_what_to_check(sheet_page: Page) -> None:
    expect_reading(sheet_page, PASTED)
    expect(headline(sheet_page, "Check 2 of 8")).to_be_visible()
    expect(status(sheet_page)).to_have_text("I read 8 numbers. Check 2 of them.")
    expect(table(sheet_page).get_by_role("row")).to_have_count(3)
    expect(table(sheet_page)).to_have_accessible_description(re.compile("a digit fills in a blank cell"))
    expect(cell(sheet_page, 1, 1)).to_have_accessible_name("Row 1, column 1: 407, sure")
    expect(cell(sheet_page, 1, 3)).to_have_accessible_name("Row 1, column 3: blank")
    expect(sheet_page.locator(".cell-frame")).to_have_count(8)
    # What is to be checked first is chosen; each is one press away, and one further press says that it is right.
    expect(cell(sheet_page, 2, 1)).to_have_attribute("aria-selected", "true")
    button(sheet_page, "It is right").click()
    expect(cell(sheet_page, 2, 1)).to_have_accessible_name("Row 2, column 1: 58, by you")
    expect(button(sheet_page, "Next to check")).to_be_focused()
    sheet_page.keyboard.press("Enter")
    expect(cell(sheet_page, 2, 2)).to_be_focused()
    labels(sheet_page).nth(1).click()
    sheet_page.keyboard.press("5")
    expect_reading(sheet_page, PASTED.replace("?", "5"))
    expect(headline(sheet_page, "8 numbers")).to_be_visible()
    expect(button(sheet_page, "Next to check")).to_be_hidden()
    for reading in (PASTED, PASTED):
        button(sheet_page, "Undo").click()
        expect_reading(sheet_page, reading)
    expect(headline(sheet_page, "Check 2 of 8")).to_be_visible()
    button(sheet_page, "Undo").click()
    expect_reading(sheet_page, "")
    expect(headline(sheet_page, "Read a sheet")).to_be_visible()
    button(sheet_page, "Redo").click()
    expect_reading(sheet_page, PASTED)


def test_what_stands_beside_a_table_and_is_no_number_is_told_and_shown(watched_page: Page, site_url: str) -> None:
    read_as(watched_page, ROWS, unread="[box(40, 5, 200, 25)]")
    sheet_mode(watched_page, site_url)
    upload_sheet(watched_page)
    expect(watched_page.get_by_text("on the sheet is no number; it was left out.", exact=False)).to_be_visible()
    expect(status(watched_page)).to_contain_text("it was left out.")
    frame = watched_page.locator(".unread-frame").bounding_box()
    photo = watched_page.get_by_role("img", name="The sheet").bounding_box()
    assert frame is not None
    assert photo is not None
    assert frame["width"] / photo["width"] == pytest.approx(200 / 460, abs=0.01)


def test_a_sheet_that_can_t_be_read_is_not_called_numbers(watched_page: Page, site_url: str) -> None:
    read_as(watched_page, [["?", "4?"], ["??"]])
    sheet_mode(watched_page, site_url)
    upload_sheet(watched_page)
    expect(headline(watched_page, "I can't read any number here.")).to_be_visible()
    expect(status(watched_page)).to_contain_text("Is the picture upright?")
    for row, column, number, answer in ((1, 1, "7", "Check 2 of 3"), (1, 2, "42", "Check 1 of 3")):
        cell(watched_page, row, column).click()
        field(watched_page).fill(number)
        watched_page.keyboard.press("Enter")
        expect(headline(watched_page, answer)).to_be_visible()
    expect(watched_page.get_by_text("Is the picture upright?", exact=False)).to_have_count(0)


def test_cells_are_chosen_by_arrow_keys_and_on_the_picture(sheet_page: Page) -> None:
    cell(sheet_page, 1, 1).click()
    for key, row, column in (
        *(("ArrowRight", 1, 2), ("ArrowDown", 2, 2), ("End", 2, 3), ("ArrowUp", 1, 3)),
        *(("Home", 1, 1), ("ArrowUp", 1, 1), ("ArrowLeft", 1, 1)),
    ):
        sheet_page.keyboard.press(key)
        expect(cell(sheet_page, row, column)).to_be_focused()
        expect(cell(sheet_page, row, column)).to_have_attribute("aria-selected", "true")
    # A blank cell has no digits to show, but a place on the picture.
    sheet_page.keyboard.press("End")
    expect(labels(sheet_page)).to_have_count(0)
    expect(sheet_page.locator(".cell-frame.chosen")).to_have_count(1)
    sheet_page.get_by_role("img", name="The sheet").click(position={"x": 60, "y": 60})
    expect(sheet_page.get_by_role("heading", name="Row 1, column 1")).to_be_visible()
    labels(sheet_page).nth(2).click()
    expect(sheet_page.locator(".chart .best")).to_have_text(re.compile(r"^7 "))
    assert len(chart_rows(sheet_page).all()) == 10


def test_one_goes_up_and_down_in_a_column_past_shorter_rows(watched_page: Page, site_url: str) -> None:
    read_as(watched_page, [["407", "12", "5"], ["58"], ["2026", "71", "6"]])
    sheet_mode(watched_page, site_url)
    upload_sheet(watched_page)
    cell(watched_page, 1, 3).click()
    for key, row, column in (("ArrowDown", 2, 1), ("ArrowDown", 3, 3), ("ArrowLeft", 3, 2), ("ArrowUp", 2, 1)):
        watched_page.keyboard.press(key)
        expect(cell(watched_page, row, column)).to_be_focused()


def test_digits_of_a_cell_are_corrected_dropped_and_chosen_from_what_else_they_may_be(sheet_page: Page) -> None:
    button(sheet_page, "59 30.0%").click()
    expect_reading(sheet_page, PASTED.replace("58", "59"))
    cell(sheet_page, 3, 1).click()
    labels(sheet_page).nth(3).click()
    sheet_page.keyboard.press("7")
    expect(cell(sheet_page, 3, 1)).to_have_text("2027")
    expect(labels(sheet_page).nth(3)).to_be_focused()
    sheet_page.keyboard.press("Delete")
    expect(cell(sheet_page, 3, 1)).to_have_text("202")
    for _ in range(3):
        button(sheet_page, "Drop").click()
    expect(cell(sheet_page, 3, 1)).to_have_accessible_name("Row 3, column 1: blank")
    expect(cell(sheet_page, 3, 1)).to_be_focused()


def test_a_blank_cell_is_filled_and_a_number_typed_anew(sheet_page: Page) -> None:
    cell(sheet_page, 1, 3).click()
    sheet_page.keyboard.type("86")
    expect(field(sheet_page)).to_be_focused()
    # Keys that mean something in the table, or on the page, are the field's own here.
    for key in ("ArrowLeft", "Control+z"):
        sheet_page.keyboard.press(key)
    expect_reading(sheet_page, PASTED)
    field(sheet_page).fill("86")
    sheet_page.keyboard.press("Enter")
    expect_reading(sheet_page, PASTED.replace("12\t\n", "12\t86\n"))
    expect(cell(sheet_page, 1, 3)).to_be_focused()
    expect(cell(sheet_page, 1, 3)).to_have_accessible_name("Row 1, column 3: 86, by you")
    expect(headline(sheet_page, "Check 2 of 9")).to_be_visible()
    # A cell that is pressed takes what was typed for the one before.
    cell(sheet_page, 2, 2).click()
    field(sheet_page).fill("345")
    cell(sheet_page, 1, 1).click()
    expect(cell(sheet_page, 2, 2)).to_have_accessible_name("Row 2, column 2: 345, by you")
    expect(cell(sheet_page, 1, 1)).to_have_attribute("aria-selected", "true")
    for reading in (PASTED.replace("12\t\n", "12\t86\n"), PASTED):
        button(sheet_page, "Undo").click()
        expect_reading(sheet_page, reading)


def test_what_is_no_number_is_not_taken_for_one(sheet_page: Page) -> None:
    cell(sheet_page, 1, 1).click()
    sheet_page.keyboard.press("Enter")
    field(sheet_page).fill("4o7")
    sheet_page.keyboard.press("Enter")
    expect(sheet_page.get_by_text("Only digits can stand here", exact=False)).to_be_visible()
    expect(field(sheet_page)).to_have_value("4o7")
    expect_reading(sheet_page, PASTED)
    sheet_page.keyboard.press("Escape")
    expect(sheet_page.get_by_text("Only digits can stand here", exact=False)).to_be_hidden()
    expect(field(sheet_page)).to_have_value("407")
    expect(cell(sheet_page, 1, 1)).to_be_focused()


def test_neighbours_are_merged_and_split_by_a_second_look(sheet_page: Page) -> None:
    cell(sheet_page, 1, 2).click()
    labels(sheet_page).first.click()
    button(sheet_page, "Merge right").click()
    expect(labels(sheet_page)).to_have_count(1)
    button(sheet_page, "Split").click()
    expect(cell(sheet_page, 1, 2)).to_have_text("12")
    expect(labels(sheet_page)).to_have_count(2)


def test_a_second_look_is_at_the_number_that_was_chosen_for_it(sheet_page: Page) -> None:
    cell(sheet_page, 1, 2).click()
    labels(sheet_page).first.click()
    # The look takes a while; another number is chosen before it can have ended.
    sheet_page.evaluate(
        "([merge, other]) => { merge.click(); other.click(); }",
        [button(sheet_page, "Merge right").element_handle(), cell(sheet_page, 1, 1).element_handle()],
    )
    expect(cell(sheet_page, 1, 2)).to_have_text(re.compile(r"^.$"))
    expect(cell(sheet_page, 1, 1)).to_have_text("407")
    expect(cell(sheet_page, 1, 1)).to_have_attribute("aria-selected", "true")


def test_a_picture_that_comes_before_its_mode_does_is_read_in_it(watched_page: Page, site_url: str) -> None:
    read_as(watched_page, ROWS)
    watched_page.goto(site_url)
    expect(status(watched_page)).to_have_text(INVITATION)
    with held_back(watched_page, LATE_SCRIPT):
        watched_page.get_by_role("radio", name="Sheet").check()
        expect(watched_page.get_by_text("Getting sheet mode ready…")).to_be_visible()
        upload(watched_page, picture_of(ROWS))
    expect_reading(watched_page, PASTED)


def test_a_sheet_s_example_is_read_and_its_picture_goes_along_to_other_modes(watched_page: Page, site_url: str) -> None:
    sheet_mode(watched_page, site_url)
    button(watched_page, "Example: a sheet").click()
    expect_reading(watched_page, "7245\t427\n2542\t7245\n427\t2542")
    watched_page.get_by_role("radio", name="Number").check()
    expect(watched_page.get_by_label("Drawing pad")).to_be_visible()
    expect(button(watched_page, "Crop and rotate")).to_be_visible()
    watched_page.get_by_role("radio", name="Sheet").check()
    expect(table(watched_page)).to_be_visible()
    assert watched_page.evaluate("location.hash") == "#sheet"


def test_two_tables_and_the_numbers_about_them_are_all_read(watched_page: Page, site_url: str) -> None:
    tables = [(60, [["7", "12"], ["", "405"]]), (560, [["31", ""], ["9", "88"], ["", "6"]])]
    strokes = number("2026", 60, 60) + CROSSES + number("549", 420, 600)
    for left, rows in tables:
        strokes += table_lines(left, 200, len(rows), 2)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                strokes += number(text, left + 40 + 170 * column, 220 + 110 * row)
    sheet_mode(watched_page, site_url)
    upload(watched_page, painted(strokes))
    expect_reading(watched_page, "2026\n7\t12\n\t405\n31\t\n9\t88\n\t6\n549")


def test_a_form_is_read_without_its_words_and_its_comb_s_teeth(watched_page: Page, site_url: str) -> None:
    sheet_mode(watched_page, site_url)
    words = [("Registration form", 60, 30, 56), ("Phone:", 60, 150, 40), ("Total amount:", 60, 280, 40)]
    words.append(("Postcode", 60, 470, 40))
    strokes = number("54972", 480, 140) + number("407", 480, 270) + open_comb("31126", 400, 540)
    upload(watched_page, painted(strokes, words))
    expect_reading(watched_page, "54972\n407\n31126")
    expect(watched_page.get_by_text("on the sheet is no number; it was left out.", exact=False)).to_be_visible()
    expect(watched_page.locator(".unread-frame").first).to_be_visible()
    head = [(word, 80 + 300 * place, 180, 40) for place, word in enumerate(("Player", "Hours", "Points"))]
    names = [(name, 80, 290 + 110 * place, 40) for place, name in enumerate(("Greta", "Hugo"))]
    strokes = table_lines(60, 150, 3, 3, width=300)
    for left, top, text in ((400, 280, "12"), (700, 280, "405"), (700, 390, "9")):
        strokes += number(text, left, top)
    upload(watched_page, painted(strokes, [("Results", 60, 40, 56), *head, *names]))
    expect_reading(watched_page, "\t\t\n\t12\t405\n\t\t9")
    cell(watched_page, 2, 1).click()
    field(watched_page).fill("31")
    watched_page.keyboard.press("Enter")
    expect_reading(watched_page, "\t\t\n31\t12\t405\n\t\t9")


def test_a_blank_between_a_comb_s_digits_is_to_be_checked(watched_page: Page, site_url: str) -> None:
    strokes = []
    for top, digits in ((100, "31 26"), (400, "407  ")):
        strokes += table_lines(60, top, 1, 5, width=80)
        for place, digit in enumerate(digits):
            strokes += number(digit.strip(), 84 + 80 * place, top + 20)
    sheet_mode(watched_page, site_url)
    upload(watched_page, painted(strokes))
    expect_reading(watched_page, "3126\n407")
    expect(cell(watched_page, 1, 1)).to_have_accessible_name(
        re.compile("^Row 1, column 1: 3126, to be checked.*lack a digit")
    )
    expect(cell(watched_page, 2, 1)).to_have_accessible_name("Row 2, column 1: 407, sure")


def test_paper_is_read_and_not_the_desk_it_lies_on(watched_page: Page, site_url: str) -> None:
    rows = number("2026", 120, 120) + number("58", 520, 120) + number("407", 120, 330) + number("9", 120, 540)
    note = [[(x / 240, y / 240) for x, y in stroke] for stroke in number("3106", 120, 85)]
    papers = {
        "2026\t58\n407\n9": ("Sheet", paint(on_page(rows), size=(1000, 720), pen_share=0.008, paper=PAPER)),
        "3106": ("Number", paint(note, size=(900, 480), pen_share=0.024, paper=PAPER)),
        "3": ("Digit", paint(strokes_of(3), size=(400, 500), paper=PAPER)),
    }
    watched_page.goto(site_url)
    for text, (mode, paper) in papers.items():
        watched_page.get_by_role("radio", name=mode, exact=True).check()
        upload(watched_page, encode(on_a_desk(paper), "JPEG"))
        expect_reading(watched_page, text)


def test_a_sheet_without_digits_says_so(watched_page: Page, site_url: str) -> None:
    sheet_mode(watched_page, site_url)
    # Where the picture will be, one is asked for, too.
    with watched_page.expect_file_chooser():
        watched_page.get_by_text("Upload a picture of a sheet", exact=False).click()
    upload(watched_page, BLANK_PICTURE)
    expect(headline(watched_page, "I see no digits here.")).to_be_visible()
    expect(table(watched_page)).to_be_hidden()
    expect(button(watched_page, "Save CSV")).to_be_hidden()


PAPER = (240, 236, 226)

#: A word, for all that the reader knows.
CROSSES: list[list[tuple[float, float]]] = [
    [(x + dx, 60 + dy) for dx, dy in line] for x in (700, 760) for line in ([(0, 0), (40, 70)], [(40, 0), (0, 70)])
]


def number(text: str, left: float, top: float) -> list[list[tuple[float, float]]]:
    """Return a number's strokes, in pixels."""
    return [
        [(left + 38 * place + 32 * x, top + 70 * y) for x, y in stroke]
        for place, digit in enumerate(text)
        for stroke in strokes_of(int(digit))
    ]


def table_lines(
    left: float, top: float, rows: int, columns: int, width: float = 170
) -> list[list[tuple[float, float]]]:
    """Return a table's lines, in pixels, of columns so wide."""
    right, bottom = left + width * columns, top + 110 * rows
    across = [[(left, top + 110 * row), (right, top + 110 * row)] for row in range(rows + 1)]
    return across + [[(left + width * column, top), (left + width * column, bottom)] for column in range(columns + 1)]


def open_comb(digits: str, left: float, base: float) -> list[list[tuple[float, float]]]:
    """Return a line's strokes with low teeth on it, in pixels, and a digit between each two."""
    right = left + 80 * len(digits)
    teeth = [[(left + 80 * place, base), (left + 80 * place, base - 30)] for place in range(len(digits) + 1)]
    written = [number(digit, left + 24 + 80 * place, base - 84) for place, digit in enumerate(digits)]
    return [[(left, base), (right, base)], *teeth, *(stroke for strokes in written for stroke in strokes)]


def on_page(strokes: list[list[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    """Return a page's strokes in pixels as shares of its height."""
    return [[(x / 720, y / 720) for x, y in stroke] for stroke in strokes]


def painted(strokes: list[list[tuple[float, float]]], words: Iterable[tuple[str, float, float, float]] = ()) -> bytes:
    """Return a picture of strokes in pixels, and of words in print: each with its left, its top and its size."""
    picture = paint(on_page(strokes), size=(1000, 720), pen_share=0.007, ink=(40, 40, 60), paper=(255, 255, 255))
    for word, left, top, size in words:
        ImageDraw.Draw(picture).text((left, top), word, fill=(30, 30, 30), font=ImageFont.load_default(size))
    return encode(picture)
