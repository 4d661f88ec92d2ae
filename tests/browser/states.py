"""Every state of the page that a person can meet, by name: what looks at all of them goes through this list."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.desk import INVITATION, button, expect_reading, headline, pad, status, upload
from tests.browser.drawings import strokes_of
from tests.browser.hand import drag, draw_by_mouse, on_screen
from tests.browser.painter import encode, paint
from tests.browser.site_files import METRICS, WEIGHTS

#: Brings a page, not yet opened, to a state of the site at an address.
Reach = Callable[[Page, str], None]

SMILE = [[(0.3, 0.3)], [(0.7, 0.3)], [(0.2, 0.6), (0.35, 0.8), (0.5, 0.85), (0.65, 0.8), (0.8, 0.6)]]
#: On white paper the recogniser finds nothing.
BLANK_PICTURE = encode(paint([[(0.5, 0.5), (0.6, 0.6)]], ink=(255, 255, 255)))


def blank(page: Page, url: str) -> None:
    """Open the page and wait until it can read."""
    page.goto(url)
    expect(status(page)).to_have_text(INVITATION)


def loading(page: Page, url: str) -> None:
    """Hold back the model."""
    page.route(WEIGHTS, lambda _: None)
    page.goto(url)
    expect(headline(page, "Getting ready…")).to_be_visible()


def failed(page: Page, url: str) -> None:
    """Refuse the model to one who has drawn."""
    page.route(WEIGHTS, lambda route: route.fulfill(status=404))
    page.goto(url)
    draw_by_mouse(page, strokes_of(3))
    expect(button(page, "Try again")).to_be_visible()


def drawing(page: Page, url: str) -> None:
    """Draw without lifting the pen."""
    blank(page, url)
    first, *others = on_screen(page, strokes_of(3))[0]
    page.mouse.move(*first)
    page.mouse.down()
    for point in others:
        page.mouse.move(*point)
    expect_reading(page, "3")


def read(page: Page, url: str) -> None:
    """Draw a digit, and one step that was undone."""
    blank(page, url)
    draw_by_mouse(page, strokes_of(4, "open"))
    draw_by_mouse(page, [[(0.1, 0.9), (0.2, 0.9)]])
    button(page, "Undo").click()
    expect_reading(page, "4")


def refused(page: Page, url: str) -> None:
    """Draw what is no digit."""
    blank(page, url)
    draw_by_mouse(page, SMILE)
    # Parts of it are refused and read in turn; what is announced is the whole.
    expect(status(page)).to_contain_text("I can't read this as a digit.")
    expect_reading(page, "?")


def no_digit(page: Page, url: str) -> None:
    """Upload a picture of nothing."""
    blank(page, url)
    upload(page, BLANK_PICTURE)
    expect(headline(page, "I see no digit here.")).to_be_visible()


def picture(page: Page, url: str) -> None:
    """Upload a picture of a digit."""
    blank(page, url)
    upload(page, encode(paint(strokes_of(5), size=(400, 300), ink=(40, 40, 60), paper=(214, 206, 190))))
    expect_reading(page, "5")


def upload_refused(page: Page, url: str) -> None:
    """Upload a file that is no picture, beside a drawing."""
    read(page, url)
    upload(page, b"no picture")
    expect(page.get_by_role("alert")).to_contain_text("isn't a picture")


def dragging(page: Page, url: str) -> None:
    """Hold a file over a drawing."""
    read(page, url)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "digit.png"
        file.write_bytes(BLANK_PICTURE)
        drag(page, {"items": [], "files": [str(file)]}, "dragEnter", "dragOver")
        expect(page.get_by_text("Drop the picture to read it")).to_be_visible()


def keyboard(page: Page, url: str) -> None:
    """Draw with the arrow keys, the pen still down."""
    blank(page, url)
    pad(page).focus()
    for key in ("Space", *["ArrowRight"] * 5, *["ArrowDown", "ArrowDown", "ArrowLeft"] * 5):
        page.keyboard.press(key)
    expect_reading(page, "7")


def maps_blank(page: Page, url: str) -> None:
    """Ask how it sees, with nothing to see."""
    blank(page, url)
    page.get_by_role("tab", name="How it sees").click()
    expect(page.get_by_text("Draw a digit, and see what each layer makes of it.")).to_be_visible()


def maps(page: Page, url: str) -> None:
    """Ask how it sees a drawing."""
    read(page, url)
    page.get_by_role("tab", name="How it sees").click()
    expect(page.get_by_text("What each layer makes of your digit")).to_be_visible()


def model(page: Page, url: str) -> None:
    """Open the panel of the model beside a drawing."""
    read(page, url)
    button(page, "Model").click()
    expect(page.get_by_role("heading", name="Layer by layer")).to_be_visible()


def model_loading(page: Page, url: str) -> None:
    """Open the panel of the model while its figures are on their way."""
    blank(page, url)
    page.route(METRICS, lambda _: None)
    button(page, "Model").click()
    expect(page.get_by_text("Fetching the figures…")).to_be_visible()


def model_failed(page: Page, url: str) -> None:
    """Open the panel of the model where its figures can't be had."""
    blank(page, url)
    page.route(METRICS, lambda route: route.fulfill(status=404))
    button(page, "Model").click()
    expect(page.get_by_role("dialog", name="Model").get_by_role("button", name="Try again")).to_be_visible()


def new_version(page: Page, url: str) -> None:
    """Show the offer of a new version; how it comes is test_offline's matter."""
    read(page, url)
    page.locator("#version").evaluate("notice => (notice.hidden = false)")
    expect(page.get_by_role("region", name="New version")).to_be_visible()


def about(page: Page, url: str) -> None:
    """Open the panel about the page."""
    read(page, url)
    button(page, "About").click()
    expect(page.get_by_role("dialog", name="About")).to_be_visible()


STATES: dict[str, Reach] = {
    reach.__name__: reach
    for reach in (
        *(blank, loading, failed, drawing, read, refused, no_digit, picture, upload_refused, dragging, keyboard),
        *(maps_blank, maps, model, model_loading, model_failed, about, new_version),
    )
}
