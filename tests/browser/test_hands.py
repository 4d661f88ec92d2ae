"""Fingers, palms, pens and buttons: what is meant to be a stroke is drawn, and nothing else; nothing drawn is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import button, cover, expect_reading, headline, pad, upload
from tests.browser.devices import on_a_phone
from tests.browser.drawings import strokes_of
from tests.browser.hand import Point, draw_by_mouse, draw_by_pen, draw_by_touch, fingers, on_screen, pen_of
from tests.browser.holding import held_back
from tests.browser.hosts import ONE_HOST
from tests.browser.painter import encode, paint
from tests.browser.site_files import WEIGHTS

pytestmark = ONE_HOST

#: Where a palm lies beside what is written.
PALM = (0.85, 0.9)


def places(page: Page, *points: Point) -> list[Point]:
    """Return places of the pad in the viewport's pixels."""
    return on_screen(page, [points])[0]


def expect_undisturbed(page: Page, digit: int) -> None:
    """Expect one stroke on the pad, read as this digit, of which Undo leaves nothing."""
    expect_reading(page, str(digit))
    button(page, "Undo").click()
    expect_reading(page, "")
    expect(button(page, "Undo")).to_be_disabled()
    assert cover(pad(page)) == 0


@on_a_phone
def test_two_fingers_on_the_pad_scroll_the_page_and_draw_nothing(open_page: Page) -> None:
    draw_by_touch(open_page, strokes_of(7))
    expect_reading(open_page, "7")
    drawn = cover(pad(open_page))
    left, right = places(open_page, (0.35, 0.8), (0.65, 0.8))
    with fingers(open_page) as touch:
        touch("touchStart", left)
        expect(button(open_page, "Undo")).to_be_enabled()
        touch("touchStart", left, right)
        for step in range(1, 16):
            touch("touchMove", *((x, y - 15 * step) for x, y in (left, right)))
        touch("touchEnd")
    expect(open_page.get_by_role("heading", name="Digit Reader")).not_to_be_in_viewport()
    expect_reading(open_page, "7")
    assert cover(pad(open_page)) == drawn
    button(open_page, "Undo").click()
    expect_reading(open_page, "")
    expect(button(open_page, "Undo")).to_be_disabled()


@on_a_phone
def test_two_fingers_on_a_blank_pad_leave_it_blank(open_page: Page) -> None:
    left, right = places(open_page, (0.4, 0.4), (0.6, 0.6))
    with fingers(open_page) as touch:
        touch("touchStart", left)
        touch("touchStart", left, right)
        touch("touchEnd", right)
        touch("touchMove", (right[0] - 60, right[1]))
        touch("touchEnd")
    expect(headline(open_page, "Draw a digit")).to_be_visible()
    assert cover(pad(open_page)) == 0
    expect(button(open_page, "Undo")).to_be_disabled()
    draw_by_touch(open_page, strokes_of(7))
    expect_reading(open_page, "7")


@on_a_phone
def test_two_fingers_on_the_pad_leave_an_upload_waiting(watched_page: Page, site_url: str) -> None:
    with held_back(watched_page, WEIGHTS):
        watched_page.goto(site_url)
        upload(watched_page, encode(paint(strokes_of(5))))
        left, right = places(watched_page, (0.4, 0.4), (0.6, 0.6))
        with fingers(watched_page) as touch:
            touch("touchStart", left)
            touch("touchStart", left, right)
            touch("touchEnd")
    expect_reading(watched_page, "5")
    assert cover(pad(watched_page)) > 0


@on_a_phone
def test_a_finger_draws_while_another_rests_beside_the_pad(open_page: Page) -> None:
    first, *rest = on_screen(open_page, strokes_of(7))[0]
    box = open_page.get_by_role("heading", name="Digit Reader").bounding_box()
    assert box is not None
    thumb = (box["x"] + 5, box["y"] + 5)
    with fingers(open_page) as touch:
        touch("touchStart", thumb)
        touch("touchStart", thumb, first)
        for point in rest:
            touch("touchMove", thumb, point)
        touch("touchEnd", thumb)
        touch("touchEnd")
    expect_undisturbed(open_page, 7)


@on_a_phone
def test_a_palm_that_joins_a_finger_leaves_its_stroke_alone(open_page: Page) -> None:
    first, middle, *rest = places(open_page, *((0.5, 0.2 + step / 10) for step in range(7)))
    [palm] = places(open_page, PALM)
    with fingers(open_page) as touch:
        touch("touchStart", first)
        touch("touchMove", middle)
        touch("touchStart", middle, palm)
        for step, point in enumerate(rest):
            touch("touchMove", point, (palm[0] - 4 * step, palm[1]))
        touch("touchEnd")
    assert open_page.evaluate("scrollY") == 0
    expect_undisturbed(open_page, 1)


@on_a_phone
def test_a_palm_beside_a_pen_draws_nothing(open_page: Page) -> None:
    first, *rest = on_screen(open_page, strokes_of(7, "plain"))[0]
    ball, heel = places(open_page, PALM, (0.6, 0.95))
    with fingers(open_page) as touch, pen_of(open_page) as pen:
        pen("mousePressed", first)
        touch("touchStart", ball)
        touch("touchStart", ball, heel)
        for step, point in enumerate(rest):
            pen("mouseMoved", point)
            touch("touchMove", *((x, y - 8 * step) for x, y in (ball, heel)))
        pen("mouseReleased", rest[-1])
        # The hand still lies there, and comes down again beside the next stroke.
        touch("touchMove", *((x - 80, y - 80) for x, y in (ball, heel)))
        touch("touchEnd")
        touch("touchStart", ball)
        touch("touchMove", heel)
        touch("touchEnd")
    assert open_page.evaluate("scrollY") == 0
    expect_undisturbed(open_page, 7)


@on_a_phone
def test_a_palm_that_came_before_the_pen_leaves_nothing(open_page: Page) -> None:
    palm, slid = places(open_page, PALM, (0.4, 0.9))
    with fingers(open_page) as touch:
        touch("touchStart", palm)
        touch("touchMove", slid)
        expect(headline(open_page, "Draw a digit")).to_be_hidden()
        draw_by_pen(open_page, strokes_of(7, "plain"))
        touch("touchEnd")
    expect_undisturbed(open_page, 7)


@on_a_phone
def test_a_cancelled_finger_keeps_what_it_drew(open_page: Page) -> None:
    first, *rest = on_screen(open_page, strokes_of(3))[0]
    with fingers(open_page) as touch:
        touch("touchStart", first)
        for point in rest:
            touch("touchMove", point)
        touch("touchCancel")
    expect_reading(open_page, "3")
    expect(button(open_page, "Undo")).to_be_enabled()
    # The next finger draws again.
    button(open_page, "Clear").click()
    draw_by_touch(open_page, strokes_of(7))
    expect_reading(open_page, "7")


@on_a_phone
def test_a_touch_that_the_system_takes_back_at_once_leaves_no_dot(open_page: Page) -> None:
    [place] = places(open_page, (0.5, 0.5))
    with fingers(open_page) as touch:
        touch("touchStart", place)
        expect(headline(open_page, "Draw a digit")).to_be_hidden()
        touch("touchCancel")
    expect(headline(open_page, "Draw a digit")).to_be_visible()
    assert cover(pad(open_page)) == 0
    # A finger that taps does leave one.
    with fingers(open_page) as touch:
        touch("touchStart", place)
        touch("touchEnd")
    expect(button(open_page, "Undo")).to_be_enabled()
    assert cover(pad(open_page)) > 0


@on_a_phone
def test_turning_the_phone_in_mid_stroke_loses_nothing_and_adds_nothing(open_page: Page) -> None:
    first, second = strokes_of(4, "open")
    start, *rest = on_screen(open_page, [first])[0]
    width = pad(open_page).get_attribute("width") or ""
    with fingers(open_page) as touch:
        touch("touchStart", start)
        for point in rest:
            touch("touchMove", point)
        # The browser hands out moves with its next frame.
        open_page.evaluate("() => new Promise(requestAnimationFrame)")
        open_page.set_viewport_size({"width": 660, "height": 390})
        expect(pad(open_page)).not_to_have_attribute("width", width)
        drawn = cover(pad(open_page))
        for point in places(open_page, (0.1, 0.1), (0.9, 0.9)):
            touch("touchMove", point)
        touch("touchEnd")
    assert cover(pad(open_page)) == drawn
    open_page.set_viewport_size({"width": 390, "height": 660})
    expect(pad(open_page)).to_have_attribute("width", width)
    draw_by_touch(open_page, [second])
    expect_reading(open_page, "4")
    for _ in range(2):
        button(open_page, "Undo").click()
    expect(button(open_page, "Undo")).to_be_disabled()


def test_a_stroke_ends_where_the_window_loses_the_hand(open_page: Page) -> None:
    first, *rest = on_screen(open_page, strokes_of(7))[0]
    open_page.mouse.move(*first)
    open_page.mouse.down()
    for point in rest:
        open_page.mouse.move(*point)
    expect(button(open_page, "Undo")).to_be_disabled()
    # Nothing in the browser's input takes a headless window's focus away.
    open_page.evaluate("window.dispatchEvent(new Event('blur'))")
    expect(button(open_page, "Undo")).to_be_enabled()
    open_page.mouse.move(*places(open_page, (0.9, 0.9))[0])
    open_page.mouse.up()
    expect_undisturbed(open_page, 7)


def test_a_stroke_ends_where_its_capture_is_lost(open_page: Page) -> None:
    open_page.mouse.move(*places(open_page, (0.2, 0.2))[0])
    open_page.mouse.down()
    open_page.mouse.move(*places(open_page, (0.7, 0.2))[0])
    # The page never lets go by itself: a browser's own dialog can.
    pad(open_page).evaluate(
        """pad => [...Array(9).keys()]
          .filter((id) => pad.hasPointerCapture(id))
          .forEach((id) => pad.releasePointerCapture(id))"""
    )
    open_page.mouse.move(*places(open_page, (0.7, 0.9))[0])
    expect(button(open_page, "Undo")).to_be_enabled()
    drawn = cover(pad(open_page))
    open_page.mouse.move(*places(open_page, (0.2, 0.9))[0])
    assert cover(pad(open_page)) == drawn
    open_page.mouse.up()
    draw_by_mouse(open_page, [[(0.1, 0.5), (0.3, 0.5)]])
    assert cover(pad(open_page)) > drawn


@pytest.mark.parametrize("name", ["middle", "right"])
def test_no_other_button_of_the_mouse_draws(open_page: Page, name: str) -> None:
    pad(open_page).click(button="middle" if name == "middle" else "right")
    draw_by_mouse(open_page, strokes_of(7))
    expect_undisturbed(open_page, 7)


def test_the_other_buttons_of_a_pen_draw_nothing(open_page: Page) -> None:
    start, end = places(open_page, (0.2, 0.5), (0.8, 0.5))
    for name in ("right", "middle"):
        with pen_of(open_page, name) as pen:
            pen("mousePressed", start)
            pen("mouseMoved", end)
            pen("mouseReleased", end)
    assert cover(pad(open_page)) == 0
    draw_by_pen(open_page, strokes_of(7))
    expect_undisturbed(open_page, 7)
