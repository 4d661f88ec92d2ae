"""A photograph is taken and read; the camera is on only while its picture is seen, and what keeps it off is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import button, expect_reading
from tests.browser.hosts import ONE_HOST
from tests.browser.site_files import DARKROOM

#: Keeps what the camera gave, and lets a test hide the page.
NOTED = """
window.tracks = [];
const give = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wishes) => {
  window.wishes = wishes;
  const stream = await give(wishes);
  window.tracks.push(...stream.getTracks());
  return stream;
};
let hidden = false;
Object.defineProperty(document, "hidden", { get: () => hidden });
window.hide = (isHidden) => {
  hidden = isHidden;
  document.dispatchEvent(new Event("visibilitychange"));
};
"""

#: A camera that can't be had, for a reason as browsers name it.
WITHOUT = "navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('', '{}'); }};"

#: A lamp beside the lens.
LAMP = """
MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
MediaStreamTrack.prototype.applyConstraints = async (wishes) => { window.lit = wishes.advanced[0].torch; };
"""

STATES_OF_TRACKS = "() => window.tracks.map(({ readyState }) => readyState)"


def allow(page: Page) -> None:
    """Grant the camera, and note what it gives."""
    page.context.grant_permissions(["camera"])
    page.add_init_script(NOTED)


def open_camera(page: Page) -> None:
    """Open the camera, and wait until it sees."""
    button(page, "Camera").click()
    expect(button(page, "Take photograph")).to_be_visible()


def wait_for_tracks(page: Page, *states: str) -> None:
    """Wait until all that the camera gave is in such states."""
    page.evaluate(
        """async (states) => {
          const isSo = () => window.tracks.map(({ readyState }) => readyState).join() === states.join();
          while (!isSo()) await new Promise(requestAnimationFrame);
        }""",
        states,
    )


def test_a_photograph_is_taken_and_what_is_inside_the_frame_read(watched_page: Page, site_url: str) -> None:
    allow(watched_page)
    watched_page.goto(site_url)
    open_camera(watched_page)
    assert watched_page.evaluate("() => window.wishes.video.facingMode") == "environment"
    expect(watched_page.get_by_text("Hold the digit inside the frame.")).to_be_visible()
    button(watched_page, "Take photograph").click()
    # The light beside the lens is out while one looks at what was taken.
    expect(button(watched_page, "Read this")).to_be_focused()
    assert watched_page.evaluate(STATES_OF_TRACKS) == ["ended"]
    button(watched_page, "Take again").click()
    expect(button(watched_page, "Take photograph")).to_be_focused()
    assert watched_page.evaluate(STATES_OF_TRACKS) == ["ended", "live"]
    watched_page.keyboard.press("Enter")
    button(watched_page, "Read this").click()
    expect_reading(watched_page, "7")
    expect(watched_page.get_by_role("dialog")).to_be_hidden()
    assert set(watched_page.evaluate(STATES_OF_TRACKS)) == {"ended"}
    # All of the photograph is there to be cut in another way.
    button(watched_page, "Crop and rotate").click()
    button(watched_page, "Whole picture").click()
    button(watched_page, "Read this").click()
    expect(watched_page.get_by_role("dialog")).to_be_hidden()
    expect_reading(watched_page, "7")


@ONE_HOST
@pytest.mark.parametrize("way", ["button", "Escape", "hidden", "unplugged"])
def test_the_camera_is_never_on_without_being_seen(watched_page: Page, site_url: str, way: str) -> None:
    allow(watched_page)
    watched_page.goto(site_url)
    open_camera(watched_page)
    if way == "button":
        button(watched_page, "Close").click()
    elif way == "Escape":
        watched_page.keyboard.press("Escape")
    elif way == "hidden":
        watched_page.evaluate("() => window.hide(true)")
    else:
        watched_page.evaluate("() => window.tracks[0].dispatchEvent(new Event('ended'))")
        expect(watched_page.get_by_text("The camera has stopped", exact=False)).to_be_visible()
        button(watched_page, "Try again").click()
        expect(button(watched_page, "Take photograph")).to_be_visible()
        assert watched_page.evaluate(STATES_OF_TRACKS) == ["ended", "live"]
        return
    # A dialog tells that it is shut a moment after it is.
    wait_for_tracks(watched_page, "ended")
    if way == "hidden":
        watched_page.evaluate("() => window.hide(false)")
    else:
        expect(watched_page.get_by_role("dialog")).to_be_hidden()
        expect(button(watched_page, "Camera")).to_be_focused()
        open_camera(watched_page)
    wait_for_tracks(watched_page, "ended", "live")


@ONE_HOST
def test_a_camera_that_comes_when_the_dialog_is_shut_stays_off(watched_page: Page, site_url: str) -> None:
    allow(watched_page)
    watched_page.add_init_script(
        """const give = navigator.mediaDevices.getUserMedia;
        const asked = new Promise((resolve) => (window.grant = resolve));
        navigator.mediaDevices.getUserMedia = async (wishes) => (await asked, give(wishes));"""
    )
    watched_page.goto(site_url)
    button(watched_page, "Camera").click()
    expect(watched_page.get_by_text("Your browser may ask", exact=False)).to_be_visible()
    watched_page.keyboard.press("Escape")
    states = watched_page.evaluate(
        """async () => {
          window.grant();
          while (!window.tracks.some(({ readyState }) => readyState === "ended")) {
            await new Promise(requestAnimationFrame);
          }
          return window.tracks.map(({ readyState }) => readyState);
        }"""
    )
    assert states == ["ended"]


@ONE_HOST
@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (None, "This page may not use the camera"),
        ("NotFoundError", "No camera was found"),
        ("NotReadableError", "Another program uses the camera"),
    ],
)
def test_what_keeps_the_camera_off_is_told_in_one_sentence(
    watched_page: Page, site_url: str, reason: str | None, sentence: str
) -> None:
    if reason:
        watched_page.add_init_script(WITHOUT.format(reason))
    watched_page.goto(site_url)
    button(watched_page, "Camera").click()
    expect(watched_page.get_by_text(sentence, exact=False)).to_be_visible()
    expect(button(watched_page, "Try again")).to_be_focused()
    expect(button(watched_page, "Take photograph")).to_be_hidden()


@ONE_HOST
def test_a_photograph_that_can_t_be_taken_or_made_ready_leaves_the_camera_usable(
    watched_page: Page, site_url: str
) -> None:
    allow(watched_page)
    watched_page.goto(site_url)
    open_camera(watched_page)
    # As where the stream ends in the moment that the photograph is taken.
    watched_page.evaluate(
        """() => {
          const { createImageBitmap } = window;
          window.createImageBitmap = async () => {
            window.createImageBitmap = createImageBitmap;
            throw new DOMException("", "InvalidStateError");
          };
        }"""
    )
    button(watched_page, "Take photograph").click()
    expect(watched_page.get_by_text("The camera has stopped", exact=False)).to_be_visible()
    assert watched_page.evaluate(STATES_OF_TRACKS) == ["ended"]
    button(watched_page, "Try again").click()
    watched_page.context.route(DARKROOM, lambda route: route.abort())
    button(watched_page, "Take photograph").click()
    button(watched_page, "Read this").click()
    expect(watched_page.get_by_text("it is kept, so try again", exact=False)).to_be_visible()
    expect(button(watched_page, "Read this")).to_be_focused()
    watched_page.context.unroute_all()
    button(watched_page, "Read this").click()
    expect_reading(watched_page, "7")


@ONE_HOST
def test_the_lamp_beside_the_lens_is_switched_where_there_is_one(watched_page: Page, site_url: str) -> None:
    allow(watched_page)
    watched_page.add_init_script(LAMP)
    watched_page.goto(site_url)
    open_camera(watched_page)
    for lit in (True, False):
        button(watched_page, "Light").click()
        expect(button(watched_page, "Light")).to_have_attribute("aria-pressed", str(lit).lower())
        assert watched_page.evaluate("() => window.lit") is lit


@ONE_HOST
def test_no_camera_is_offered_where_the_browser_has_none(watched_page: Page, site_url: str) -> None:
    watched_page.add_init_script("delete Navigator.prototype.mediaDevices;")
    watched_page.goto(site_url)
    expect(watched_page.get_by_text("Upload image")).to_be_visible()
    expect(button(watched_page, "Camera")).to_be_hidden()
