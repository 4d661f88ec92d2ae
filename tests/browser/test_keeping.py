"""What is drawn stays in its tab: neither a reload nor another page loses it, and no other tab knows it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import button, cover, expect_reading, headline, pad, pixels, upload
from tests.browser.drawings import strokes_of
from tests.browser.hand import draw_by_mouse, on_screen
from tests.browser.hosts import ONE_HOST
from tests.browser.painter import encode, paint

pytestmark = ONE_HOST

KEEP_NOTHING = "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('refused'); } })"
NO_ROOM = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


def expect_blank(page: Page) -> None:
    """Expect a pad on which nothing was ever drawn, and which works."""
    expect(headline(page, "Draw a digit")).to_be_visible()
    assert cover(pad(page)) == 0
    for name in ("Undo", "Redo", "Clear"):
        expect(button(page, name)).to_be_disabled()
    draw_by_mouse(page, strokes_of(7))
    expect_reading(page, "7")


def test_a_reload_keeps_the_drawing_and_what_can_be_undone_and_redone(open_page: Page) -> None:
    for stroke in (*strokes_of(4, "open"), [(0.1, 0.9), (0.2, 0.9)]):
        draw_by_mouse(open_page, [stroke])
    button(open_page, "Undo").click()
    expect_reading(open_page, "4")
    shown = pixels(pad(open_page))
    open_page.reload()
    expect_reading(open_page, "4")
    assert pixels(pad(open_page)) == shown
    button(open_page, "Redo").click()
    expect(button(open_page, "Redo")).to_be_disabled()
    for _ in range(3):
        button(open_page, "Undo").click()
    expect(button(open_page, "Undo")).to_be_disabled()
    expect_reading(open_page, "")
    open_page.reload()
    expect(headline(open_page, "Draw a digit")).to_be_visible()
    expect(button(open_page, "Redo")).to_be_enabled()


@pytest.mark.parametrize("hand", ["mouse", "keyboard"])
def test_a_reload_in_mid_stroke_keeps_it(open_page: Page, hand: str) -> None:
    if hand == "mouse":
        first, *rest = on_screen(open_page, strokes_of(7))[0]
        open_page.mouse.move(*first)
        open_page.mouse.down()
        for point in rest:
            open_page.mouse.move(*point)
    else:
        pad(open_page).focus()
        for key in ("Space", *["ArrowRight"] * 5, *["ArrowDown", "ArrowDown", "ArrowLeft"] * 5):
            open_page.keyboard.press(key)
    expect_reading(open_page, "7")
    open_page.reload()
    expect_reading(open_page, "7")
    open_page.mouse.up()
    button(open_page, "Undo").click()
    expect(button(open_page, "Undo")).to_be_disabled()


def test_back_and_forward_keep_the_drawing(open_page: Page) -> None:
    draw_by_mouse(open_page, strokes_of(7))
    expect_reading(open_page, "7")
    open_page.goto("about:blank")
    open_page.go_back()
    expect_reading(open_page, "7")
    assert cover(pad(open_page)) > 0


def test_a_reload_goes_on_from_the_last_drawing_under_a_picture(open_page: Page) -> None:
    draw_by_mouse(open_page, strokes_of(7))
    expect_reading(open_page, "7")
    upload(open_page, encode(paint(strokes_of(3))))
    expect_reading(open_page, "3")
    open_page.reload()
    expect_reading(open_page, "7")


def test_another_tab_knows_nothing_of_it(open_page: Page, site_url: str) -> None:
    draw_by_mouse(open_page, strokes_of(3))
    expect_reading(open_page, "3")
    other = open_page.context.new_page()
    other.goto(site_url)
    expect_blank(other)


@pytest.mark.parametrize(
    "left", ["", "{", "null", '{"strokes":[[1,900]],"past":[],"present":[0],"future":[]}', "[" * 100_000]
)
def test_what_can_t_be_understood_is_passed_over(open_page: Page, left: str) -> None:
    draw_by_mouse(open_page, strokes_of(3))
    expect_reading(open_page, "3")
    # Another program of the same host, or an older page: whatever stands there is replaced.
    open_page.evaluate("left => Object.keys(sessionStorage).forEach((key) => sessionStorage.setItem(key, left))", left)
    assert open_page.evaluate("sessionStorage.length") == 1
    open_page.reload()
    expect_blank(open_page)


@pytest.mark.parametrize("fault", [KEEP_NOTHING, NO_ROOM], ids=["refused", "full"])
def test_without_storage_one_draws_all_the_same(watched_page: Page, site_url: str, fault: str) -> None:
    watched_page.add_init_script(fault)
    watched_page.goto(site_url)
    expect_blank(watched_page)
    watched_page.reload()
    expect_blank(watched_page)
