"""What was seen of a picture is shown: where its digit was found, its ink, and the grids that the model got."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import button, cover, expect_reading, pad, upload
from tests.browser.drawings import strokes_of
from tests.browser.hand import place
from tests.browser.hosts import ONE_HOST
from tests.browser.line import number_mode
from tests.browser.painter import encode, paint
from tests.browser.states import BLANK_PICTURE, NUMBER_PICTURE

pytestmark = ONE_HOST

#: A frame lies around the ink, and a pen's round ends lie around the strokes.
FRAME_TOLERANCE_PX = 12


def test_a_digit_is_framed_where_it_is_on_its_picture(open_page: Page) -> None:
    corner = place(strokes_of(5), 0.1, 0.5, 0.4)
    upload(open_page, encode(paint(corner, pen_share=0.03)))
    expect_reading(open_page, "5")
    frame, paper = open_page.locator(".frame").bounding_box(), pad(open_page).bounding_box()
    assert frame is not None
    assert paper is not None
    ends = [(min(axis), max(axis)) for axis in zip(*[point for stroke in corner for point in stroke], strict=True)]
    (left, right), (top, bottom) = ends
    assert frame["x"] - paper["x"] == pytest.approx(left * paper["width"], abs=FRAME_TOLERANCE_PX)
    assert frame["width"] == pytest.approx((right - left) * paper["width"], abs=2 * FRAME_TOLERANCE_PX)
    assert frame["y"] - paper["y"] == pytest.approx(top * paper["height"], abs=FRAME_TOLERANCE_PX)
    assert frame["height"] == pytest.approx((bottom - top) * paper["height"], abs=2 * FRAME_TOLERANCE_PX)
    button(open_page, "Undo").click()
    expect(open_page.locator(".frame")).to_have_count(0)
    expect(button(open_page, "What I saw")).to_be_hidden()


def test_a_picture_its_ink_and_its_digits_are_shown_side_by_side(open_page: Page) -> None:
    number_mode(open_page)
    upload(open_page, NUMBER_PICTURE)
    expect_reading(open_page, "4071")
    button(open_page, "What I saw").click()
    ink = open_page.get_by_role("img", name="Its ink")
    expect(ink).to_be_visible()
    grids = open_page.locator(".seen-grids canvas")
    expect(grids).to_have_count(4)  # the ink is drawn with them
    # Strokes alone, where the picture is full of paper.
    assert 0.01 < cover(ink) < 0.2
    assert cover(open_page.get_by_role("img", name="The picture")) == 1
    assert all(cover(grid) > 0.01 for grid in grids.all())
    open_page.keyboard.press("Escape")
    expect(button(open_page, "What I saw")).to_be_focused()


def test_where_no_ink_was_seen_that_is_told(open_page: Page) -> None:
    upload(open_page, BLANK_PICTURE)
    button(open_page, "What I saw").click()
    expect(open_page.get_by_text("I saw no ink that could be a digit.")).to_be_visible()
