"""Numbers are written on a line or come in a picture, are read digit by digit, and put right where they are misread."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import (
    button,
    chart_rows,
    cover,
    expect_reading,
    grid,
    headline,
    pad,
    pixels,
    status,
    upload,
    wait_for_change,
)
from tests.browser.devices import on_a_phone
from tests.browser.drawings import strokes_of
from tests.browser.hand import draw_by_mouse, fingers
from tests.browser.hosts import ONE_HOST
from tests.browser.line import (
    LINE,
    frames,
    labels,
    number_mode,
    offered,
    on_line,
    strokes_of_number,
    write_by_mouse,
    write_by_touch,
)
from tests.browser.painter import encode, paint
from tests.browser.states import NUMBER_PICTURE, STATES

pytestmark = ONE_HOST

#: In each answer to a number of three digits, its first two others: one of the same cuts, and one without the middle.
DOUBT = """
window.Worker = class extends Worker {
  set onmessage(hear) {
    super.onmessage = (event) => {
      const { answer } = event.data;
      if (answer?.digits?.length === 3) {
        const spans = answer.digits.map(({ span }) => span);
        answer.sure = false;
        answer.doubt = "uncertain-number";
        answer.alternatives = [
          { text: "401", probability: 0.3, spans, marks: [] },
          { text: "47", probability: 0.2, spans: [spans[0], spans[2]], marks: [] },
          { text: "999", probability: 0.001, spans, marks: [] },
        ];
      }
      hear(event);
    };
  }
};
"""

#: A frame lies around its digit's ink, which is smoothed: the corner of a 7 isn't quite where the hand was.
FRAME_TOLERANCE_PX = 16


@pytest.fixture
def line_page(watched_page: Page, site_url: str) -> Page:
    """The page, opened at its line for numbers."""
    watched_page.goto(f"{site_url}#number")
    expect(headline(watched_page, "Write a number")).to_be_visible()
    return watched_page


def digits_said(page: Page) -> list[str]:
    """Return the digits on the labels, in their order."""
    return [(text or "").split("\n")[0] for text in labels(page).all_inner_texts()]


def chosen(page: Page) -> str:
    """Return what the label of the chosen digit tells."""
    label = labels(page).and_(page.get_by_role("radio", checked=True))
    expect(label).to_have_count(1)
    return label.get_attribute("aria-label") or ""


def test_a_number_written_with_a_mouse_is_read_digit_by_digit(line_page: Page) -> None:
    write_by_mouse(line_page, strokes_of_number("4071"))
    expect_reading(line_page, "4071")
    expect(headline(line_page, "4071").first).to_be_visible()
    expect(status(line_page)).to_have_text(re.compile(r"^I read 4 0 7 1, \d\d\.\d% sure\.$"))
    assert digits_said(line_page) == list("4071")
    expect(labels(line_page).nth(2)).to_have_accessible_name(re.compile(r"^Digit 3 of 4: 7, \d\d\.\d%$"))


@on_a_phone
def test_a_number_written_with_a_finger_is_read(line_page: Page) -> None:
    write_by_touch(line_page, strokes_of_number("407"))
    expect_reading(line_page, "407")
    assert line_page.evaluate("scrollY") == 0


@pytest.mark.parametrize("digits", ["7", "80", "20260711"])
def test_numbers_short_and_long_are_read(line_page: Page, digits: str) -> None:
    write_by_mouse(line_page, strokes_of_number(digits))
    expect_reading(line_page, digits)


def test_every_digit_is_framed_where_its_ink_is_and_labelled_below(line_page: Page) -> None:
    write_by_mouse(line_page, strokes_of_number("407"))
    expect_reading(line_page, "407")
    expect(frames(line_page)).to_have_count(3)
    for place, digit in enumerate("407"):
        points = [point for stroke in on_line(line_page, strokes_of_number(digit, 0.6 * place)) for point in stroke]
        frame, label = frames(line_page).nth(place).bounding_box(), labels(line_page).nth(place).bounding_box()
        assert frame is not None
        assert label is not None
        pen = 16 / 280 * (pad(line_page).bounding_box() or {"height": 0})["height"]
        assert frame["x"] == pytest.approx(min(x for x, _ in points) - pen / 2, abs=FRAME_TOLERANCE_PX)
        right = max(x for x, _ in points) + pen / 2
        assert frame["x"] + frame["width"] == pytest.approx(right, abs=FRAME_TOLERANCE_PX)
        middle = frame["x"] + frame["width"] / 2
        assert label["x"] + label["width"] / 2 == pytest.approx(middle, abs=FRAME_TOLERANCE_PX)


def test_a_digit_is_chosen_by_its_label_its_ink_and_the_arrow_keys(line_page: Page) -> None:
    write_by_mouse(line_page, strokes_of_number("407"))
    expect_reading(line_page, "407")
    best = line_page.locator(".chart .best")
    labels(line_page).first.click()
    expect(best).to_have_text(re.compile(r"^4 "))
    seen = pixels(grid(line_page))
    # A tap on the ink is no dot.
    before = pixels(pad(line_page))
    write_by_mouse(line_page, [strokes_of_number("407")[-1][:1]])
    expect(best).to_have_text(re.compile(r"^7 "))
    assert pixels(pad(line_page)) == before
    assert pixels(grid(line_page)) != seen
    labels(line_page).nth(2).focus()
    for key, digit in (("ArrowLeft", "0"), ("ArrowRight", "7"), ("ArrowRight", "4"), ("End", "7"), ("Home", "4")):
        line_page.keyboard.press(key)
        expect(best).to_have_text(re.compile(rf"^{digit} "))
        expect(labels(line_page).and_(line_page.locator(":focus"))).to_have_attribute("aria-checked", "true")
    expect(line_page.get_by_role("heading", name="Digit 1 of 3")).to_be_visible()
    assert len(chart_rows(line_page).all()) == 10


@pytest.mark.parametrize("hand", ["keys", "buttons"])
def test_a_digit_is_corrected_dropped_and_brought_back(line_page: Page, hand: str) -> None:
    write_by_mouse(line_page, strokes_of_number("407"))
    expect_reading(line_page, "407")
    labels(line_page).nth(1).click()
    acts = [("8", "8", "487"), ("Delete", "Drop", "47")]
    for key, name, reading in acts:
        if hand == "keys":
            line_page.keyboard.press(key)
        else:
            button(line_page, name).click()
        expect_reading(line_page, reading)
    for reading in ("487", "407"):
        button(line_page, "Undo").click()
        expect_reading(line_page, reading)
    button(line_page, "Redo").click()
    expect_reading(line_page, "487")
    expect(headline(line_page, "As you corrected it")).to_be_visible()
    expect(status(line_page)).to_have_text("Corrected: 4 8 7.")
    expect(labels(line_page).nth(1)).to_have_accessible_name("Digit 2 of 3: 8, by you")


@pytest.mark.parametrize("hand", ["keys", "buttons"])
def test_neighbours_are_merged_and_split_again(line_page: Page, hand: str) -> None:
    write_by_mouse(line_page, strokes_of_number("11", step=0.4))
    expect_reading(line_page, "11")
    labels(line_page).first.click()
    for key, name, count in (("m", "Merge right", 1), ("s", "Split", 2), ("Shift+M", "Merge left", 1)):
        if name == "Merge left":
            labels(line_page).last.click()
        if hand == "keys":
            line_page.keyboard.press(key)
        else:
            button(line_page, name).click()
        expect(labels(line_page)).to_have_count(count)
    expect(button(line_page, "Merge left")).to_be_disabled()
    expect(button(line_page, "Merge right")).to_be_disabled()


def test_what_was_corrected_stays_when_more_is_written(line_page: Page) -> None:
    write_by_mouse(line_page, strokes_of_number("40"))
    expect_reading(line_page, "40")
    labels(line_page).nth(1).click()
    line_page.keyboard.press("6")
    expect_reading(line_page, "46")
    write_by_mouse(line_page, strokes_of_number("7", 1.2))
    expect_reading(line_page, "467")


#: Lifts the pen and corrects the second digit at once, before the last of the ink can be read.
CORRECT_AT_ONCE = """
() => {
  window.dispatchEvent(new Event("blur"));
  const label = document.querySelectorAll(".label")[1];
  label.click();
  label.dispatchEvent(new KeyboardEvent("keydown", { key: "6", bubbles: true }));
}
"""


def test_what_is_corrected_before_the_last_ink_is_read_isnt_lost(line_page: Page) -> None:
    *before, last = strokes_of_number("40")
    write_by_mouse(line_page, before)
    first, *others = on_line(line_page, [last])[0]
    line_page.mouse.move(*first)
    line_page.mouse.down()
    for point in others:
        line_page.mouse.move(*point)
    expect_reading(line_page, "40")
    line_page.evaluate(CORRECT_AT_ONCE)
    expect_reading(line_page, "46")
    line_page.mouse.up()


def test_dropping_the_last_digit_says_so_and_keeps_the_focus_on_the_page(line_page: Page) -> None:
    write_by_mouse(line_page, strokes_of_number("7"))
    expect_reading(line_page, "7")
    labels(line_page).first.click()
    line_page.keyboard.press("Delete")
    expect(headline(line_page, "Nothing is left of it.")).to_be_visible()
    expect(pad(line_page)).to_be_focused()
    line_page.keyboard.press("Control+z")
    expect_reading(line_page, "7")


def test_what_is_no_digit_is_to_be_checked_until_it_is_said(page: Page, site_url: str) -> None:
    STATES["number_refused"](page, site_url)
    expect(status(page)).to_have_attribute("data-reading", re.compile(r"\?"))
    expect(status(page)).to_have_text(re.compile("^Check this: I read .*unclear.* The unclear one is no digit"))
    while "?" in (status(page).get_attribute("data-reading") or ""):
        before = status(page).get_attribute("data-reading") or ""
        labels(page).nth(before.index("?")).click()
        page.keyboard.press("0")
        expect_reading(page, before.replace("?", "0", 1))
    expect(headline(page, "As you corrected it")).to_be_visible()


def test_what_else_a_doubtful_number_may_be_is_one_tap_away(watched_page: Page, site_url: str) -> None:
    watched_page.add_init_script(DOUBT)
    watched_page.goto(f"{site_url}#number")
    expect(headline(watched_page, "Write a number")).to_be_visible()
    write_by_mouse(watched_page, strokes_of_number("407"))
    expect(headline(watched_page, "Check this")).to_be_visible()
    expect(status(watched_page)).to_contain_text("Check this: I read 4 0 7. I am only ")
    expect(offered(watched_page)).to_have_text(["401 30.0%", "47 20.0%"])
    for name, reading, count in (("401 30.0%", "401", 3), ("47 20.0%", "47", 2)):
        button(watched_page, name).click()
        expect_reading(watched_page, reading)
        expect(labels(watched_page)).to_have_count(count)
        expect(headline(watched_page, "As you corrected it")).to_be_visible()
        expect(offered(watched_page)).to_have_count(0)
        expect(button(watched_page, "Copy")).to_be_focused()
        watched_page.keyboard.press("Control+z")
        expect_reading(watched_page, "407")


def test_commands_undo_redo_and_clear_as_for_one_digit(line_page: Page) -> None:
    write_by_mouse(line_page, strokes_of_number("71"))
    expect_reading(line_page, "71")
    button(line_page, "Undo").click()
    expect_reading(line_page, "7")
    line_page.keyboard.press("Control+y")
    expect_reading(line_page, "71")
    button(line_page, "Clear").click()
    expect(headline(line_page, "Write a number")).to_be_visible()
    expect(labels(line_page)).to_have_count(0)
    assert cover(pad(line_page)) == 0


def test_a_picture_is_shown_with_its_digits_framed_and_corrected_as_ink_is(line_page: Page) -> None:
    upload(line_page, NUMBER_PICTURE)
    expect_reading(line_page, "4071")
    expect(frames(line_page)).to_have_count(4)
    assert cover(pad(line_page)) > 0
    labels(line_page).nth(3).click()
    line_page.keyboard.press("Delete")
    expect_reading(line_page, "407")
    shown = pixels(pad(line_page))
    line_page.keyboard.press("9")
    expect_reading(line_page, "409")
    assert pixels(pad(line_page)) == shown
    for reading in ("407", "4071"):
        line_page.keyboard.press("Control+z")
        expect_reading(line_page, reading)


def test_a_picture_that_is_no_digit_is_read_again_as_a_number(open_page: Page) -> None:
    upload(open_page, NUMBER_PICTURE)
    expect(status(open_page)).not_to_have_attribute("data-reading", "")
    number_mode(open_page)
    expect_reading(open_page, "4071")


def test_examples_of_numbers_are_one_click_from_their_reading(line_page: Page) -> None:
    examples = line_page.get_by_role("group", name="Or try an example").get_by_role("button")
    expect(examples).to_have_count(3)
    button(line_page, "Example: 7245").click()
    expect_reading(line_page, "7245")


def test_each_mode_keeps_its_own_drawing_through_a_reload(open_page: Page) -> None:
    draw_by_mouse(open_page, strokes_of(3))
    expect_reading(open_page, "3")
    number_mode(open_page)
    expect(headline(open_page, "Write a number")).to_be_visible()
    write_by_mouse(open_page, strokes_of_number("40"))
    expect_reading(open_page, "40")
    labels(open_page).nth(1).click()
    open_page.keyboard.press("6")
    expect_reading(open_page, "46")
    open_page.reload()
    expect_reading(open_page, "46")
    expect(open_page.get_by_role("radio", name="Number")).to_be_checked()
    button(open_page, "Undo").click()
    expect_reading(open_page, "40")
    open_page.get_by_role("radio", name="Digit", exact=True).check()
    expect_reading(open_page, "3")
    assert "#" not in open_page.url
    open_page.reload()
    expect_reading(open_page, "3")
    expect(labels(open_page)).to_have_count(0)


def test_the_line_grows_as_it_fills_and_makes_room(line_page: Page) -> None:
    line_page.set_viewport_size({"width": 390, "height": 844})
    rail = line_page.get_by_role("slider", name="Scroll along the line")
    expect(rail).to_be_hidden()
    write_by_mouse(line_page, strokes_of_number("407"))
    expect(rail).to_be_visible()
    # By itself, once the pen rests near the end of what is in sight.
    expect(rail).not_to_have_value("0")
    end = int(rail.input_value())
    write_by_mouse(line_page, strokes_of_number("1", 1.8))
    expect_reading(line_page, "4071")
    rail.press("Home")
    expect(rail).to_have_value("0")
    assert line_page.evaluate(LINE)["scrollLeft"] == 0
    assert end > 0
    assert line_page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@on_a_phone
def test_one_finger_draws_on_the_line_and_on_the_labels_it_scrolls(line_page: Page) -> None:
    write_by_touch(line_page, strokes_of_number("4071839"))
    expect(labels(line_page)).to_have_count(7)
    line_page.get_by_role("slider", name="Scroll along the line").press("Home")
    drawn = pixels(pad(line_page))
    box = labels(line_page).nth(1).bounding_box()
    assert box is not None
    x, y = box["x"] + 10, box["y"] + 20
    with fingers(line_page) as touch:
        touch("touchStart", (x, y))
        for step in range(1, 12):
            touch("touchMove", (x - 10 * step, y))
        touch("touchEnd")
    expect(line_page.get_by_role("slider", name="Scroll along the line")).not_to_have_value("0")
    assert pixels(pad(line_page)) == drawn


@on_a_phone
def test_two_fingers_scroll_the_line_and_leave_no_ink(line_page: Page) -> None:
    write_by_touch(line_page, strokes_of_number("4071839"))
    expect(labels(line_page)).to_have_count(7)
    rail = line_page.get_by_role("slider", name="Scroll along the line")
    rail.press("Home")
    drawn = pixels(pad(line_page))
    ((first, second),) = on_line(line_page, [[(1.2, 0.4), (1.6, 0.5)]])
    with fingers(line_page) as touch:
        touch("touchStart", first)
        touch("touchStart", first, second)
        for step in range(1, 16):
            touch("touchMove", *((x - 8 * step, y) for x, y in (first, second)))
        touch("touchEnd")
    expect(rail).not_to_have_value("0")
    assert pixels(pad(line_page)) == drawn
    expect(labels(line_page)).to_have_count(7)


def test_the_keyboard_writes_on_the_line_and_brings_its_pen_in_sight(line_page: Page) -> None:
    line_page.set_viewport_size({"width": 390, "height": 844})
    pad(line_page).focus()
    for key in ("Space", *["ArrowDown"] * 10, "Space"):
        line_page.keyboard.press(key)
    expect_reading(line_page, "1")
    for _ in range(20):
        line_page.keyboard.press("ArrowRight")
    expect(line_page.locator("#crosshair")).to_be_in_viewport(ratio=0.5)


def test_a_number_is_copied(line_page: Page) -> None:
    line_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write_by_mouse(line_page, strokes_of_number("407"))
    expect_reading(line_page, "407")
    button(line_page, "Copy").click()
    expect(line_page.get_by_text("407 is copied.")).to_be_visible()
    assert line_page.evaluate("navigator.clipboard.readText()") == "407"


def test_the_last_ten_readings_stay_until_they_are_cleared(line_page: Page) -> None:
    kept = line_page.get_by_role("list", name="Last readings").get_by_role("button")
    for digit in "01236789012":
        write_by_mouse(line_page, strokes_of_number(digit))
        expect_reading(line_page, digit)
        button(line_page, "Clear").click()
        expect_reading(line_page, "")
    expect(kept).to_have_text(list("2109876321"))
    expect(line_page.get_by_text("The last ten stay on this device")).to_be_visible()
    line_page.evaluate("sessionStorage.clear()")
    line_page.reload()
    expect(kept).to_have_text(list("2109876321"))
    button(line_page, "Forget them").click()
    expect(kept).to_have_count(0)
    assert line_page.evaluate("localStorage.length") == 0


def test_the_last_readings_hold_a_number_once_however_long_it_took(line_page: Page) -> None:
    kept = line_page.get_by_role("list", name="Last readings").get_by_role("button")
    for place, digit in enumerate("407"):
        write_by_mouse(line_page, strokes_of_number(digit, 0.6 * place))
        expect_reading(line_page, "407"[: place + 1])
    expect(kept).to_have_text(["407"])
    labels(line_page).nth(1).click()
    line_page.keyboard.press("8")
    expect(kept).to_have_text(["487"])
    line_page.reload()
    expect(kept).to_have_text(["487"])


def test_the_answer_is_announced_when_the_pen_rests(watched_page: Page, site_url: str) -> None:
    watched_page.clock.install()
    watched_page.goto(f"{site_url}#number")
    expect(status(watched_page)).to_contain_text("Write a number")
    watched_page.clock.pause_at(watched_page.evaluate("Date.now() + 1000"))
    write_by_mouse(watched_page, strokes_of_number("40"))
    expect_reading(watched_page, "40")
    expect(status(watched_page)).to_contain_text("Write a number")
    watched_page.clock.resume()
    expect(status(watched_page)).to_contain_text("I read 4 0, ")


def test_without_its_code_the_drawing_is_kept_and_numbers_come_at_another_try(page: Page, site_url: str) -> None:
    STATES["number_failed"](page, site_url)
    expect_reading(page, "4")
    page.unroute_all()
    button(page, "Try again").click()
    expect(headline(page, "Write a number")).to_be_visible()


def test_a_digit_of_a_number_shows_how_it_is_seen(page: Page, site_url: str) -> None:
    STATES["number_maps"](page, site_url)
    maps = page.get_by_role("slider", name=re.compile("^conv1: "))
    before = pixels(maps)
    labels(page).nth(0 if chosen(page).startswith("Digit 2") else 1).click()
    wait_for_change(maps, before)


def test_an_empty_picture_holds_no_number(line_page: Page) -> None:
    upload(line_page, encode(paint([[(0.5, 0.5), (0.6, 0.6)]], ink=(255, 255, 255))))
    expect(headline(line_page, "I see no digits here.")).to_be_visible()
