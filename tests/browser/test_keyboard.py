"""Everything on the page is done with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import button, cover, expect_reading, pad
from tests.browser.drawings import strokes_of
from tests.browser.hand import on_screen
from tests.browser.hosts import ONE_HOST

pytestmark = ONE_HOST

#: A 7 from where the pen stands at first, in the middle of the upper half.
SEVEN = ["Left"] * 4 + [" "] + ["Right"] * 8 + ["Down", "Down", "Left"] * 5 + [" "]


def draw_by_keys(page: Page, keys: list[str]) -> None:
    """Press arrow keys, and Space to put the pen down and up."""
    for key in keys:
        page.keyboard.press("Space" if key == " " else f"Arrow{key}")


def test_tab_goes_through_the_page_to_its_end(open_page: Page) -> None:
    choice = open_page.get_by_role("radio", name="Digit")
    for stop in (choice, button(open_page, "Model"), button(open_page, "About"), pad(open_page)):
        open_page.keyboard.press("Tab")
        expect(stop).to_be_focused()
    draw_by_keys(open_page, SEVEN)
    expect_reading(open_page, "7")
    examples = [button(open_page, f"Example: {digit}") for digit in (2, 4, 5, 7, 8)]
    stops = [
        button(open_page, "Undo"),
        button(open_page, "Clear"),
        open_page.get_by_label("Upload image"),
        button(open_page, "Camera"),
        open_page.get_by_role("tab", name="Probability of each digit"),
        *examples,
        open_page.get_by_role("link", name="Third-party licences"),
    ]
    for stop in stops:
        open_page.keyboard.press("Tab")
        expect(stop).to_be_focused()
    for stop in reversed(stops[:-1]):
        open_page.keyboard.press("Shift+Tab")
        expect(stop).to_be_focused()


def test_what_has_the_focus_is_marked(open_page: Page) -> None:
    open_page.keyboard.press("Tab")
    for stop in (
        open_page.get_by_role("radio", name="Digit"),
        button(open_page, "Model"),
        button(open_page, "About"),
        pad(open_page),
        open_page.get_by_label("Upload image"),
        button(open_page, "Camera"),
        open_page.get_by_role("tab", name="Probability of each digit"),
        button(open_page, "Example: 2"),
    ):
        expect(stop).to_be_focused()
        marked = stop.evaluate(
            """element => [element, element.parentElement].some(
              (each) => getComputedStyle(each).outlineStyle !== "none" && each.getBoundingClientRect().width > 1,
            )"""
        )
        assert marked, stop
        open_page.keyboard.press("Tab")


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_a_digit_is_drawn_with_the_arrow_keys(open_page: Page, key: str) -> None:
    pad(open_page).focus()
    open_page.keyboard.press("ArrowUp")
    assert cover(pad(open_page)) == 0
    open_page.keyboard.press(key)
    expect(open_page.get_by_text("Pen down", exact=True)).to_be_attached()
    draw_by_keys(open_page, ["Down"] * 10)
    expect_reading(open_page, "1")
    open_page.keyboard.press(key)
    expect(open_page.get_by_text("Pen up", exact=True)).to_be_attached()
    drawn = cover(pad(open_page))
    draw_by_keys(open_page, ["Right"] * 3)
    assert cover(pad(open_page)) == drawn
    expect_reading(open_page, "1")


def test_shift_makes_small_steps_and_escape_lifts_the_pen(open_page: Page) -> None:
    pad(open_page).focus()
    lengths = []
    for keys in ("ArrowDown", "Shift+ArrowDown"):
        open_page.keyboard.press("Space")
        open_page.keyboard.press(keys)
        open_page.keyboard.press("Escape")
        lengths.append(cover(pad(open_page)))
        open_page.keyboard.press("ArrowRight")
        button(open_page, "Clear").press("Enter")
        pad(open_page).focus()
    assert lengths[0] > lengths[1] > 0


def test_the_keyboard_keeps_off_a_stroke_of_the_mouse(open_page: Page) -> None:
    first, *others = on_screen(open_page, strokes_of(7))[0]
    open_page.mouse.move(*first)
    open_page.mouse.down()
    for point in others:
        open_page.mouse.move(*point)
    drawn = cover(pad(open_page))
    for key in ("ArrowLeft", "Space", "ArrowDown", "Escape"):
        open_page.keyboard.press(key)
    assert cover(pad(open_page)) == drawn
    expect(button(open_page, "Undo")).to_be_disabled()
    open_page.mouse.up()
    expect_reading(open_page, "7")
    expect(button(open_page, "Undo")).to_be_enabled()


def test_commands_are_given_by_keys_and_leave_the_focus_on_the_page(open_page: Page) -> None:
    pad(open_page).focus()
    draw_by_keys(open_page, SEVEN)
    expect_reading(open_page, "7")
    for name, reading in (("Undo", ""), ("Redo", "7"), ("Clear", "")):
        button(open_page, name).focus()
        open_page.keyboard.press("Enter")
        expect_reading(open_page, reading)
        # The button has nothing left to do, and hands the focus on.
        expect(button(open_page, name)).to_be_disabled()
        expect(pad(open_page)).to_be_focused()
    open_page.keyboard.press("Control+z")
    expect_reading(open_page, "7")


def test_an_example_is_chosen_by_keys_and_undone(open_page: Page) -> None:
    for key, digit in (("Enter", "4"), ("Space", "8")):
        button(open_page, f"Example: {digit}").focus()
        open_page.keyboard.press(key)
        expect_reading(open_page, digit)
        expect(button(open_page, f"Example: {digit}")).to_be_focused()
    open_page.keyboard.press("Control+z")
    expect_reading(open_page, "4")


def test_the_choice_of_a_file_opens_by_keys(open_page: Page) -> None:
    upload = open_page.get_by_label("Upload image")
    with open_page.expect_file_chooser():
        upload.focus()
        expect(upload).to_be_focused()
        open_page.keyboard.press("Enter")
