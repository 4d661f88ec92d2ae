"""A picture on show is turned, tilted and cut, and what is left of it read; as it came it is kept."""

from __future__ import annotations

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import button, expect_reading, pad, pixels, upload
from tests.browser.drawings import strokes_of
from tests.browser.hand import fingers, place
from tests.browser.hosts import ONE_HOST
from tests.browser.line import number_mode, strokes_of_number
from tests.browser.painter import encode, paint

pytestmark = ONE_HOST

#: What a phone writes into a photograph that is to be shown turned by a quarter to the right.
ORIENTATION, TURN_RIGHT = 0x112, 6


def frame(page: Page) -> Locator:
    """Return the frame over the picture."""
    return button(page, "Frame")


def open_editor(page: Page) -> None:
    """Open the editor, and wait until it shows the picture."""
    button(page, "Crop and rotate").click()
    expect(button(page, "Read this")).to_be_enabled()


def read_what_is_left(page: Page) -> None:
    """Read what the editor leaves of the picture."""
    button(page, "Read this").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_picture_is_turned_and_cut_by_the_keyboard_and_undone(open_page: Page) -> None:
    two = [*place(strokes_of(4), 0.1, 0.1, 0.8), *place(strokes_of(7), 1.1, 0.1, 0.8)]
    lying = paint(two, size=(560, 280), pen_share=0.06).transpose(Image.Transpose.ROTATE_90)
    upload(open_page, encode(lying))
    open_editor(open_page)
    button(open_page, "Rotate right").focus()
    open_page.keyboard.press("Enter")
    button(open_page, "Bottom left corner").focus()
    for _ in range(25):
        open_page.keyboard.press("ArrowRight")
    expect(open_page.get_by_text("50% from the left, 0% from the top, 50% wide, 100% high")).to_be_attached()
    read_what_is_left(open_page)
    expect_reading(open_page, "7")
    # The original is cut anew, in the frame that was left.
    open_editor(open_page)
    frame(open_page).focus()
    for _ in range(30):
        open_page.keyboard.press("ArrowLeft")
    expect(open_page.get_by_text("0% from the left, 0% from the top, 50% wide, 100% high")).to_be_attached()
    read_what_is_left(open_page)
    expect_reading(open_page, "4")
    button(open_page, "Undo").click()
    expect_reading(open_page, "7")
    before = pixels(pad(open_page))
    button(open_page, "Undo").click()
    expect(button(open_page, "Crop and rotate")).to_be_visible()
    assert pixels(pad(open_page)) != before
    open_editor(open_page)
    open_page.keyboard.press("Escape")
    expect(button(open_page, "Crop and rotate")).to_be_focused()
    button(open_page, "Undo").click()
    expect(button(open_page, "Crop and rotate")).to_be_hidden()


def test_the_frame_follows_mouse_and_finger_and_stays_on_the_picture(open_page: Page) -> None:
    upload(open_page, encode(paint(strokes_of(5))))
    expect_reading(open_page, "5")
    open_editor(open_page)
    whole = frame(open_page).bounding_box()
    assert whole is not None
    right, bottom = whole["x"] + whole["width"], whole["y"] + whole["height"]
    open_page.mouse.move(right, bottom)
    open_page.mouse.down()
    open_page.mouse.move(right - whole["width"] / 2, bottom - whole["height"] / 4)
    open_page.mouse.up()
    half = frame(open_page).bounding_box()
    assert half is not None
    assert abs(half["width"] - whole["width"] / 2) < 2
    assert abs(half["height"] - whole["height"] * 3 / 4) < 2
    middle = (half["x"] + half["width"] / 2, half["y"] + half["height"] / 2)
    with fingers(open_page) as touch:
        touch("touchStart", middle)
        touch("touchMove", (middle[0] + 3 * whole["width"], middle[1]))
        touch("touchEnd")
    moved = frame(open_page).bounding_box()
    assert moved is not None
    assert abs(moved["x"] + moved["width"] - right) < 2
    assert abs(moved["width"] - half["width"]) < 2


def test_a_tilted_number_of_a_photograph_that_lies_is_put_straight(open_page: Page) -> None:
    written = [[(x * 0.4 + 0.1, y * 0.4 + 0.3) for x, y in stroke] for stroke in strokes_of_number("4071")]
    straight = paint(written, size=(600, 450), pen_share=0.03, paper=(214, 206, 190))
    held = straight.rotate(10, fillcolor=(214, 206, 190)).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[ORIENTATION] = TURN_RIGHT
    number_mode(open_page)
    upload(open_page, encode(held, "JPEG", exif=exif))
    open_editor(open_page)
    shown = frame(open_page).bounding_box()
    assert shown is not None
    # As it is meant to be seen: wide, not high.
    assert shown["width"] > shown["height"]
    open_page.get_by_label("Tilt").fill("10")
    read_what_is_left(open_page)
    expect_reading(open_page, "4071")
