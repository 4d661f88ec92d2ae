"""What was drawn can be taken back, brought back and cleared, by buttons and by keys; examples are one click away."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.desk import button, cover, expect_reading, pad
from tests.browser.drawings import strokes_of
from tests.browser.hand import draw_by_mouse
from tests.browser.hosts import ONE_HOST

pytestmark = ONE_HOST


def expect_enabled(page: Page, *names: str) -> None:
    """Wait until these of the three commands can be given, and the others can't."""
    for name in ("Undo", "Redo", "Clear"):
        expect(button(page, name)).to_be_enabled(enabled=name in names)


def test_an_untouched_pad_offers_nothing_to_take_back(open_page: Page) -> None:
    expect_enabled(open_page)
    for keys in ("Control+z", "Control+Shift+z", "Control+y"):
        open_page.keyboard.press(keys)
    expect_enabled(open_page)
    expect_reading(open_page, "")


def test_strokes_are_undone_and_redone_one_by_one(open_page: Page) -> None:
    draw_by_mouse(open_page, strokes_of(7, "plain"))
    expect_reading(open_page, "7")
    one_stroke = cover(pad(open_page))
    draw_by_mouse(open_page, [[(0.1, 0.9), (0.3, 0.9)]])
    two_strokes = cover(pad(open_page))
    assert two_strokes > one_stroke
    expect_enabled(open_page, "Undo", "Clear")

    button(open_page, "Undo").click()
    expect_reading(open_page, "7")
    assert cover(pad(open_page)) == one_stroke
    expect_enabled(open_page, "Undo", "Redo", "Clear")
    button(open_page, "Undo").click()
    expect_reading(open_page, "")
    assert cover(pad(open_page)) == 0
    expect_enabled(open_page, "Redo")

    button(open_page, "Redo").click()
    expect_reading(open_page, "7")
    assert cover(pad(open_page)) == one_stroke
    button(open_page, "Redo").click()
    assert cover(pad(open_page)) == two_strokes
    expect_enabled(open_page, "Undo", "Clear")


def test_a_clearing_is_undone_like_a_stroke(open_page: Page) -> None:
    draw_by_mouse(open_page, strokes_of(4, "open"))
    expect_reading(open_page, "4")
    button(open_page, "Clear").click()
    expect_reading(open_page, "")
    assert cover(pad(open_page)) == 0
    expect_enabled(open_page, "Undo")
    button(open_page, "Undo").click()
    expect_reading(open_page, "4")
    button(open_page, "Redo").click()
    expect_reading(open_page, "")


def test_keys_undo_and_redo(open_page: Page) -> None:
    draw_by_mouse(open_page, strokes_of(7, "plain"))
    expect_reading(open_page, "7")
    for undo, redo in (("Control+z", "Control+Shift+z"), ("Control+z", "Control+y"), ("Meta+z", "Meta+Shift+z")):
        open_page.keyboard.press(undo)
        expect_reading(open_page, "")
        expect_enabled(open_page, "Redo")
        open_page.keyboard.press(redo)
        expect_reading(open_page, "7")
        expect_enabled(open_page, "Undo", "Clear")


def test_drawing_after_an_undo_lets_go_of_what_was_undone(open_page: Page) -> None:
    draw_by_mouse(open_page, strokes_of(7, "plain"))
    expect_reading(open_page, "7")
    button(open_page, "Undo").click()
    draw_by_mouse(open_page, strokes_of(1, "slanted"))
    expect_reading(open_page, "1")
    expect_enabled(open_page, "Undo", "Clear")
    open_page.keyboard.press("Control+y")
    expect_reading(open_page, "1")


def test_an_undo_while_the_pen_is_down_takes_that_stroke(open_page: Page) -> None:
    draw_by_mouse(open_page, strokes_of(7, "plain"))
    expect_reading(open_page, "7")
    before = cover(pad(open_page))
    pad(open_page).hover(position={"x": 40, "y": 40})
    open_page.mouse.down()
    pad(open_page).hover(position={"x": 40, "y": 90})
    assert cover(pad(open_page)) > before
    open_page.keyboard.press("Control+z")
    assert cover(pad(open_page)) == before
    open_page.mouse.up()
    expect_reading(open_page, "7")
    expect_enabled(open_page, "Undo", "Redo", "Clear")


def test_each_of_five_examples_is_one_click_from_its_reading(open_page: Page) -> None:
    examples = open_page.get_by_role("group", name="Or try an example").get_by_role("button")
    expect(examples).to_have_count(5)
    digits = [
        (name or "").removeprefix("Example: ") for name in examples.evaluate_all("all => all.map(b => b.ariaLabel)")
    ]
    for digit in digits:
        button(open_page, f"Example: {digit}").click()
        expect_reading(open_page, digit)
        assert cover(pad(open_page)) > 0
    for digit in reversed(digits[:-1]):
        button(open_page, "Undo").click()
        expect_reading(open_page, digit)


def test_an_example_takes_the_place_of_a_drawing_which_undo_brings_back(open_page: Page) -> None:
    draw_by_mouse(open_page, strokes_of(3))
    expect_reading(open_page, "3")
    before = cover(pad(open_page))
    button(open_page, "Example: 7").click()
    expect_reading(open_page, "7")
    button(open_page, "Undo").click()
    expect_reading(open_page, "3")
    assert cover(pad(open_page)) == before
