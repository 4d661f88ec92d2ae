"""Every state of the page that a person can meet, by name: what looks at all of them goes through this list."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.desk import INVITATION, button, expect_reading, headline, pad, status, upload
from tests.browser.drawings import strokes_of
from tests.browser.hand import drag, draw_by_mouse, on_screen, place
from tests.browser.line import labels, number_mode, strokes_of_number, write_by_mouse
from tests.browser.other_model import give_files, hesitant_model
from tests.browser.painter import blank_paper, encode, paint
from tests.browser.site_files import DARKROOM, LATE_SCRIPT, METRICS, WEIGHTS
from tests.browser.table import CROSS, ROWS, read_as, sheet_mode, upload_sheet

#: Brings a page, not yet opened, to a state of the site at an address.
Reach = Callable[[Page, str], None]

SMILE = [[(0.3, 0.3)], [(0.7, 0.3)], [(0.2, 0.6), (0.35, 0.8), (0.5, 0.85), (0.65, 0.8), (0.8, 0.6)]]
TAP = [[(0.5, 0.5)]]
#: A photograph of paper with nothing on it but its grain.
BLANK_PICTURE = encode(blank_paper((800, 600)), "JPEG", quality=88)

#: On paper like a photographed form's.
NUMBER_PICTURE = encode(
    paint(
        [[(x * 0.4 + 0.1, y * 0.4 + 0.3) for x, y in stroke] for stroke in strokes_of_number("4071")],
        size=(600, 450),
        pen_share=0.03,
        ink=(40, 40, 60),
        paper=(214, 206, 190),
    )
)


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
    """Show a digit, and one step that was undone."""
    blank(page, url)
    button(page, "Example: 4").click()
    draw_by_mouse(page, [[(0.1, 0.9), (0.2, 0.9)]])
    button(page, "Undo").click()
    expect_reading(page, "4")


def refused(page: Page, url: str) -> None:
    """Draw what is no digit."""
    blank(page, url)
    draw_by_mouse(page, SMILE)
    # Parts of it are refused and read in turn; what is announced is the whole.
    expect(status(page)).to_contain_text("That's no digit I know.")
    expect_reading(page, "?")


def refused_between(page: Page, url: str) -> None:
    """Draw a digit for a model that doubts it."""
    give_files(page, hesitant_model())
    blank(page, url)
    draw_by_mouse(page, strokes_of(4))
    expect(status(page)).to_have_text(re.compile("^Between a 4 and an? [0-9]\\."))


def refused_dot(page: Page, url: str) -> None:
    """Tap on the pad."""
    blank(page, url)
    draw_by_mouse(page, TAP)
    expect(status(page)).to_contain_text("Too little ink to say.")


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


def upload_kept(page: Page, url: str) -> None:
    """Upload a picture that can't be shown at present, beside a drawing."""
    read(page, url)
    page.context.route(DARKROOM, lambda route: route.abort())
    upload(page, BLANK_PICTURE)
    expect(page.get_by_role("alert")).to_contain_text("it is kept")


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


def number_loading(page: Page, url: str) -> None:
    """Ask for numbers while their code is on its way."""
    blank(page, url)
    page.route(LATE_SCRIPT, lambda _: None)
    page.get_by_role("radio", name="Number").check()
    expect(page.get_by_text("Getting number mode ready…")).to_be_visible()


def number_failed(page: Page, url: str) -> None:
    """Ask for numbers where their code can't be had, beside a drawing."""
    read(page, url)
    page.route(LATE_SCRIPT, lambda route: route.abort())
    page.get_by_role("radio", name="Number").check()
    expect(button(page, "Try again")).to_be_visible()


def number_blank(page: Page, url: str) -> None:
    """Ask for numbers, with none written."""
    page.goto(url)
    number_mode(page)
    expect(headline(page, "Write a number")).to_be_visible()


def number(page: Page, url: str) -> None:
    """Write a number."""
    number_blank(page, url)
    write_by_mouse(page, strokes_of_number("4071"))
    expect_reading(page, "4071")


def number_long(page: Page, url: str) -> None:
    """Write a number that is longer than a phone is wide."""
    number_blank(page, url)
    # Of few strokes: every move of a mouse waits for a frame.
    write_by_mouse(page, strokes_of_number("17414711"))
    expect_reading(page, "17414711")


def number_refused(page: Page, url: str) -> None:
    """Write a number with something between that is no digit."""
    number_blank(page, url)
    write_by_mouse(page, [*strokes_of_number("4"), *place(SMILE, 0.7, 0.1, 0.8), *strokes_of_number("7", 1.7)])
    expect(headline(page, "Check this")).to_be_visible()


def number_between(page: Page, url: str) -> None:
    """Write a digit for a model that doubts it."""
    give_files(page, hesitant_model())
    number_blank(page, url)
    write_by_mouse(page, strokes_of_number("4"))
    expect(page.get_by_text("The ? is between a 4 and a")).to_be_visible()


def number_dot(page: Page, url: str) -> None:
    """Tap on the line."""
    number_blank(page, url)
    write_by_mouse(page, TAP)
    expect(page.get_by_text("The ? has too little ink")).to_be_visible()


def number_none(page: Page, url: str) -> None:
    """Write what is no number at all."""
    number_blank(page, url)
    write_by_mouse(page, [stroke for left in (0.1, 0.9, 1.7) for stroke in place(CROSS, left, 0.2, 0.6)])
    expect(page.get_by_text("That's no number I know")).to_be_visible()


def number_corrected(page: Page, url: str) -> None:
    """Say what a digit is, and choose another."""
    number(page, url)
    labels(page).nth(1).click()
    page.keyboard.press("8")
    expect_reading(page, "4871")
    page.keyboard.press("ArrowRight")


def number_dropped(page: Page, url: str) -> None:
    """Drop the only digit."""
    number_blank(page, url)
    write_by_mouse(page, strokes_of_number("7"))
    expect_reading(page, "7")
    button(page, "Drop").click()
    expect(headline(page, "Nothing is left of it.")).to_be_visible()


def number_picture(page: Page, url: str) -> None:
    """Upload a picture of a number."""
    number_blank(page, url)
    upload(page, NUMBER_PICTURE)
    expect_reading(page, "4071")


def number_strip(page: Page, url: str) -> None:
    """Upload a long and low picture of a number."""
    number_blank(page, url)
    upload(page, encode(paint(strokes_of_number("2026071"), size=(900, 200), pen_share=0.08)))
    expect_reading(page, "2026071")


def number_maps(page: Page, url: str) -> None:
    """Ask how a digit of a number is seen."""
    number(page, url)
    page.get_by_role("tab", name="How it sees").click()
    expect(page.get_by_text("What each layer makes of your digit")).to_be_visible()


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


def camera(page: Page, url: str) -> None:
    """Open the camera."""
    page.context.grant_permissions(["camera"])
    blank(page, url)
    button(page, "Camera").click()
    expect(button(page, "Take photograph")).to_be_visible()


def camera_taken(page: Page, url: str) -> None:
    """Take a photograph."""
    camera(page, url)
    button(page, "Take photograph").click()
    expect(button(page, "Read this")).to_be_visible()


def camera_refused(page: Page, url: str) -> None:
    """Open the camera without being allowed to."""
    page.context.clear_permissions()
    blank(page, url)
    button(page, "Camera").click()
    expect(page.get_by_role("dialog", name="Camera").get_by_role("button", name="Try again")).to_be_visible()


def cropping(page: Page, url: str) -> None:
    """Turn, tilt and cut a picture."""
    picture(page, url)
    button(page, "Crop and rotate").click()
    expect(button(page, "Read this")).to_be_enabled()
    page.get_by_label("Tilt").fill("7")
    button(page, "Bottom right corner").focus()
    for _ in range(12):
        page.keyboard.press("ArrowLeft")


def sight(page: Page, url: str) -> None:
    """Ask what was seen of a picture."""
    number_picture(page, url)
    button(page, "What I saw").click()
    expect(page.get_by_role("heading", name="Its digits")).to_be_visible()


def sheet_blank(page: Page, url: str) -> None:
    """Ask for sheets, with none uploaded."""
    sheet_mode(page, url)


def sheet(page: Page, url: str) -> None:
    """Upload a sheet of which something is to be checked, and choose that."""
    read_as(page, ROWS)
    sheet_mode(page, url)
    upload_sheet(page)
    expect(headline(page, "Check 2 of 8")).to_be_visible()
    button(page, "Next to check").click()


STATES: dict[str, Reach] = {
    reach.__name__: reach
    for reach in (
        *(
            blank,
            loading,
            failed,
            drawing,
            read,
            refused,
            refused_between,
            refused_dot,
            no_digit,
            picture,
            upload_refused,
        ),
        *(upload_kept, dragging, keyboard),
        *(maps_blank, maps, model, model_loading, model_failed, about, new_version),
        *(camera, camera_taken, camera_refused, cropping, sight, sheet_blank, sheet),
        *(number_loading, number_failed, number_blank, number, number_long, number_refused, number_corrected),
        *(number_between, number_dot, number_none),
        *(number_dropped, number_picture, number_strip, number_maps),
    )
}
