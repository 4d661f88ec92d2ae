"""What a hand draws on the pad is read, whichever hand, wherever on the pad and at whatever size."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import (
    EMPTY_CHART,
    INVITATION,
    button,
    chart_rows,
    cover,
    expect_reading,
    grid,
    headline,
    pad,
    status,
)
from tests.browser.devices import on_a_phone
from tests.browser.drawings import strokes_of
from tests.browser.hand import (
    Strokes,
    draw_by_mouse,
    draw_by_pen,
    draw_by_touch,
    on_screen,
    place,
)

#: Left, top and size of squares of the pad.
PLACES = {
    "the whole pad": (-0.2, -0.2, 1.4),
    "small at the top left": (0, 0, 0.25),
    "small at the top right": (0.75, 0, 0.25),
    "small at the bottom left": (0, 0.75, 0.25),
    "small at the bottom right": (0.75, 0.75, 0.25),
}

#: What can differ in the last digit shown, ten times over.
SHOWN_PERCENT_TOLERANCE = 1
#: The edge of a line is rounded to whole pixels, which are larger on a smaller pad.
RESIZED_COVER_TOLERANCE = 0.05


def expect_readings(page: Page, draw: Callable[[Page, Strokes], None], digits: str) -> None:
    """Draw digits, one after the other, and wait each time until it is read."""
    for digit in digits:
        draw(page, strokes_of(int(digit)))
        expect_reading(page, digit)
        button(page, "Clear").click()
        expect_reading(page, "")


def test_every_digit_drawn_with_a_mouse_is_read(open_page: Page) -> None:
    expect_readings(open_page, draw_by_mouse, "0123456789")


@on_a_phone
def test_digits_drawn_with_a_finger_are_read(open_page: Page) -> None:
    expect_readings(open_page, draw_by_touch, "2345")


def test_digits_drawn_with_a_stylus_are_read(open_page: Page) -> None:
    expect_readings(open_page, draw_by_pen, "0679")


def test_a_digit_is_read_at_any_size_and_place(open_page: Page) -> None:
    for where, square in PLACES.items():
        for digit in (3, 7):
            draw_by_mouse(open_page, place(strokes_of(digit), *square))
            expect(status(open_page), f"{digit}, {where}").to_have_attribute("data-reading", str(digit))
            button(open_page, "Clear").click()
            expect_reading(open_page, "")


@on_a_phone
def test_the_page_keeps_still_under_a_finger_that_draws(open_page: Page) -> None:
    swipe = [[(0.5, 0.9 - step / 20) for step in range(16)]]
    draw_by_touch(open_page, swipe)
    expect_reading(open_page, "1")
    assert open_page.evaluate("scrollY") == 0
    # The same swipe beside the pad does scroll: the page is longer than the phone.
    draw_by_touch(open_page, [[(x, y + 1) for x, y in swipe[0]]])
    expect(open_page.get_by_role("heading", name="Digit Reader")).not_to_be_in_viewport()


def test_the_answer_follows_the_pen_before_it_is_lifted(open_page: Page) -> None:
    foot, top, *bar = on_screen(open_page, [[(0.42, 0.85), (0.6, 0.15), (0.4, 0.15), (0.2, 0.15)]])[0]
    open_page.mouse.move(*foot)
    open_page.mouse.down()
    open_page.mouse.move(*top)
    expect_reading(open_page, "1")
    for point in bar:
        open_page.mouse.move(*point)
    expect_reading(open_page, "7")
    expect(button(open_page, "Undo")).to_be_disabled()
    open_page.mouse.up()
    expect(button(open_page, "Undo")).to_be_enabled()
    expect_reading(open_page, "7")


def test_a_stroke_goes_on_beyond_the_edge_and_ends_wherever_the_hand_is_lifted(open_page: Page) -> None:
    draw_by_mouse(open_page, [[(0.2, 0.2), (0.7, 0.2), (0.5, 0.6), (0.4, 1.2)]])
    expect_reading(open_page, "7")
    before = cover(pad(open_page))
    open_page.mouse.move(*on_screen(open_page, [[(0.9, 0.9)]])[0][0])
    expect_reading(open_page, "7")
    assert cover(pad(open_page)) == before


def test_a_hand_that_goes_over_the_edge_and_back_draws_nothing_along_it(open_page: Page) -> None:
    around = [(0.2, 0.5), (0.2, -0.2), (0.8, -0.2), (0.8, 0.5)]
    draw_by_mouse(open_page, [around])
    around_the_edge = cover(pad(open_page))
    button(open_page, "Undo").click()
    assert cover(pad(open_page)) == 0
    expect(button(open_page, "Undo")).to_be_disabled()
    draw_by_mouse(open_page, [[(x, 0.5), (x, 0.01)] for x in (0.2, 0.8)])
    assert around_the_edge == cover(pad(open_page))


def test_the_answer_is_announced_when_the_pen_rests(watched_page: Page, site_url: str) -> None:
    watched_page.clock.install()
    watched_page.goto(site_url)
    expect(status(watched_page)).to_have_text(INVITATION)
    watched_page.clock.pause_at(watched_page.evaluate("Date.now() + 1000"))

    first, second = strokes_of(4, "open")
    draw_by_mouse(watched_page, [first])
    expect(status(watched_page)).not_to_have_attribute("data-reading", "")
    start, *rest = on_screen(watched_page, [second])[0]
    watched_page.mouse.move(*start)
    watched_page.mouse.down()
    for point in rest:
        watched_page.mouse.move(*point)
    expect_reading(watched_page, "4")
    watched_page.clock.run_for(60_000)
    expect(status(watched_page)).to_have_text(INVITATION)

    watched_page.mouse.up()
    expect(status(watched_page)).to_have_text(INVITATION)
    watched_page.clock.run_for(60_000)
    expect(status(watched_page)).to_have_text(re.compile(r"^I read a 4, 9\d\.\d% sure\.$"))


def test_dots_and_scribbles_do_no_harm(open_page: Page) -> None:
    pad(open_page).click()
    expect(headline(open_page, "Draw a digit")).to_be_hidden()
    scribble = [(0.5 + 0.4 * ((i * 7919) % 97 / 97 - 0.5), 0.1 + 0.8 * ((i * 104729) % 89 / 89)) for i in range(40)]
    draw_by_mouse(open_page, [scribble, [(0.1, 0.1)], [(0.9, 0.9), (0.9, 0.9)]])
    button(open_page, "Clear").click()
    draw_by_mouse(open_page, strokes_of(7))
    expect_reading(open_page, "7")


def test_a_resized_window_keeps_the_drawing(open_page: Page) -> None:
    first, second = strokes_of(4, "open")
    draw_by_mouse(open_page, [first])
    before, width = cover(pad(open_page)), pad(open_page).get_attribute("width") or ""
    open_page.set_viewport_size({"width": 480, "height": 800})
    expect(pad(open_page)).not_to_have_attribute("width", width)
    assert cover(pad(open_page)) == pytest.approx(before, rel=RESIZED_COVER_TOLERANCE)
    draw_by_mouse(open_page, [second])
    expect_reading(open_page, "4")


def test_an_empty_pad_invites_and_shows_no_digit(open_page: Page) -> None:
    expect(status(open_page)).to_have_text(INVITATION)
    expect(chart_rows(open_page)).to_have_text(EMPTY_CHART)
    assert cover(grid(open_page)) == 0
    # A sheet that was cleared is as empty.
    draw_by_mouse(open_page, strokes_of(7))
    expect_reading(open_page, "7")
    button(open_page, "Clear").click()
    expect(status(open_page)).to_have_text(INVITATION)
    expect(chart_rows(open_page)).to_have_text(EMPTY_CHART)
    assert cover(grid(open_page)) == 0


def test_the_chart_holds_ten_probabilities_and_the_digit_s_is_the_highest(open_page: Page) -> None:
    draw_by_mouse(open_page, strokes_of(3))
    expect_reading(open_page, "3")
    rows = [row.split() for row in chart_rows(open_page).all_inner_texts()]
    assert [digit for digit, _ in rows] == list("0123456789")
    percents = [float(shown.removesuffix("%").replace("<0.1", "0.05")) for _, shown in rows]
    assert percents.index(max(percents)) == 3
    assert sum(percents) == pytest.approx(100, abs=SHOWN_PERCENT_TOLERANCE)


def test_what_the_model_sees_is_shown(open_page: Page) -> None:
    draw_by_mouse(open_page, place(strokes_of(0), 0.7, 0.7, 0.3))
    expect_reading(open_page, "0")
    rows, columns = grid(open_page).evaluate(
        """canvas => {
          const { width, height } = canvas;
          const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
          const isInk = (x, y) => data[4 * (y * width + x) + 3] > 127;
          const indices = Array.from({ length: 28 }, (_, i) => i);
          return [
            indices.filter((y) => indices.some((x) => isInk(x, y))),
            indices.filter((x) => indices.some((y) => isInk(x, y))),
          ];
        }"""
    )
    # The corner's small oval fills the model's 20 rows, in the middle of 28.
    assert 18 <= len(rows) <= 20
    assert 3 <= min(rows) <= 6
    assert 10 <= len(columns) <= 20
    assert sum(columns) / len(columns) == pytest.approx(14, abs=1)
