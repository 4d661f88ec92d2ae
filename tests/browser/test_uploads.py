"""Real picture files are read however they come, and what isn't a readable picture changes nothing."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import button, cover, expect_reading, headline, pad, pixels, status, upload
from tests.browser.drawings import strokes_of
from tests.browser.hand import drag, draw_by_mouse, place
from tests.browser.painter import BLACK, CLEAR, GREY, WHITE, encode, paint

#: The red of a canvas's first pixel, and every red on it.
SHADES = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const reds = data.filter((_, i) => i % 4 === 0);
  return [reds[0], [...new Set(reds)]];
}"""


def expect_uploads_read(page: Page, files: Mapping[str, tuple[int, bytes]]) -> None:
    """Upload digits, no two the same in a row, and wait each time until it is read."""
    for name, (digit, content) in files.items():
        upload(page, content)
        expect(status(page), name).to_have_attribute("data-reading", str(digit))


def test_ink_and_paper_of_every_kind_are_read(open_page: Page) -> None:
    papers = {
        "dark on light": (2, BLACK, WHITE),
        "light on dark": (3, WHITE, BLACK),
        "black on transparent": (4, BLACK, CLEAR),
        "white on transparent": (5, WHITE, CLEAR),
        "black on transparent black": (6, BLACK, (*BLACK, 0)),
        "dark on grey": (7, (70, 70, 70), GREY),
        "pencil on grey": (8, (140, 140, 140), GREY),
        "light on grey": (9, WHITE, (110, 110, 110)),
        "blue on yellow": (0, (20, 40, 160), (250, 240, 150)),
    }
    expect_uploads_read(
        open_page,
        {
            name: (digit, encode(paint(strokes_of(digit), ink=ink, paper=paper)))
            for name, (digit, ink, paper) in papers.items()
        },
    )


def test_ink_on_transparent_paper_is_seen_on_the_pad(open_page: Page) -> None:
    for digit, ink, paper in ((4, BLACK, "white"), (5, WHITE, "black")):
        upload(open_page, encode(paint(strokes_of(digit), ink=ink, paper=CLEAR)))
        expect_reading(open_page, str(digit))
        corner, shades = pad(open_page).evaluate(SHADES)
        assert corner == (255 if paper == "white" else 0), paper
        assert {0, 255} <= set(shades), f"ink on {paper}"


def test_pictures_of_any_size_are_read(open_page: Page) -> None:
    expect_uploads_read(
        open_page,
        {
            "tiny": (3, encode(paint(strokes_of(3), size=(28, 28)))),
            "large, the digit small in a corner": (
                5,
                encode(paint(place(strokes_of(5), 0.05, 0.7, 0.2), size=(2000, 1500)), "JPEG"),
            ),
            "wide": (7, encode(paint(place(strokes_of(7), 8, 0, 1), size=(1200, 100)))),
            "high": (2, encode(paint(place(strokes_of(2), 0, 6, 1), size=(100, 900)))),
        },
    )


def test_a_picture_is_shown_whole_on_the_pad(open_page: Page) -> None:
    upload(open_page, encode(paint(strokes_of(7), size=(300, 150))))
    expect_reading(open_page, "7")
    assert cover(pad(open_page)) == pytest.approx(0.5, abs=0.01)


def test_the_button_opens_the_choice_of_a_file(open_page: Page, tmp_path: Path) -> None:
    file = tmp_path / "digit.png"
    file.write_bytes(encode(paint(strokes_of(3))))
    with open_page.expect_file_chooser() as choice:
        open_page.get_by_text("Upload image").click()
    assert not choice.value.is_multiple()
    choice.value.set_files(file)
    expect_reading(open_page, "3")
    # Emptied: a browser tells of no change when the same file is chosen again.
    expect(open_page.get_by_label("Upload image")).to_have_value("")
    button(open_page, "Clear").click()
    expect_reading(open_page, "")
    open_page.get_by_label("Upload image").set_input_files(file)
    expect_reading(open_page, "3")


def test_a_picture_is_dropped_anywhere_on_the_page(open_page: Page, tmp_path: Path) -> None:
    file = tmp_path / "digit.png"
    file.write_bytes(encode(paint(strokes_of(5))))
    hint = open_page.get_by_text("Drop the picture to read it")
    expect(hint).to_be_hidden()
    drag(open_page, {"items": [], "files": [str(file)]}, "dragEnter", "dragOver")
    expect(hint).to_be_visible()
    drag(open_page, {"items": [], "files": [str(file)]}, "drop")
    expect_reading(open_page, "5")
    expect(hint).to_be_hidden()


def test_what_is_dropped_and_is_no_file_changes_nothing(open_page: Page, site_url: str) -> None:
    button(open_page, "Example: 2").click()
    expect_reading(open_page, "2")
    before = pixels(pad(open_page))
    for kind in ("text/plain", "text/uri-list", "text/html"):
        dropped = {"items": [{"mimeType": kind, "data": "http://127.0.0.1:1/"}], "files": []}
        drag(open_page, dropped, "dragEnter", "dragOver")
        expect(open_page.get_by_text("Drop the picture to read it")).to_be_hidden()
        drag(open_page, dropped, "drop")
        assert pixels(pad(open_page)) == before, kind
        expect_reading(open_page, "2")
        expect(open_page.get_by_role("alert")).to_be_empty()
        assert open_page.url == site_url


def test_a_picture_is_pasted(open_page: Page) -> None:
    open_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page.evaluate(
        """async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          const picture = new Blob([bytes], { type: "image/png" });
          await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
        }""",
        base64.b64encode(encode(paint(strokes_of(5)))).decode(),
    )
    open_page.keyboard.press("Control+v")
    expect_reading(open_page, "5")
    # Text has nothing to read, and nothing to complain of.
    open_page.evaluate("navigator.clipboard.writeText('7')")
    open_page.keyboard.press("Control+v")
    expect(open_page.get_by_role("alert")).to_be_empty()
    expect_reading(open_page, "5")


def test_the_newest_of_several_uploads_stays(open_page: Page) -> None:
    slow = encode(paint(strokes_of(3), size=(2400, 2400)), "JPEG")
    files = [slow, slow, encode(paint(strokes_of(7)))]
    open_page.get_by_label("Upload image").evaluate(
        """(input, files) => {
          for (const base64 of files) {
            const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], "digit"));
            input.files = transfer.files;
            input.dispatchEvent(new Event("change"));
          }
        }""",
        [base64.b64encode(file).decode() for file in files],
    )
    expect_reading(open_page, "7")
    # Those before it were never laid on the pad.
    button(open_page, "Undo").click()
    expect_reading(open_page, "")
    expect(button(open_page, "Undo")).to_be_disabled()


def test_an_upload_is_undone_and_drawn_after(open_page: Page) -> None:
    draw_by_mouse(open_page, strokes_of(7))
    expect_reading(open_page, "7")
    upload(open_page, encode(paint(strokes_of(3))))
    expect_reading(open_page, "3")
    draw_by_mouse(open_page, strokes_of(1, "slanted"))
    expect_reading(open_page, "1")
    for digit in ("3", "7", ""):
        button(open_page, "Undo").click()
        expect_reading(open_page, digit)


def test_a_picture_of_nothing_is_no_digit(open_page: Page) -> None:
    upload(open_page, encode(paint([[(0.5, 0.5), (0.5, 0.6)]], ink=WHITE)))
    expect(headline(open_page, "I see no digit here.")).to_be_visible()
    expect_reading(open_page, "")
