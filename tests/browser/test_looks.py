"""The page is in sight and legible on every screen, by day and by night, at rest and enlarged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.appearance import COLOURS, LEAST_CONTRAST, TOO_WIDE, Scheme, change_theme, contrast, luminance
from tests.browser.desk import button, expect_reading, headline, pad, pixels, upload
from tests.browser.devices import SCREENS
from tests.browser.hand import input_of
from tests.browser.hosts import ONE_HOST
from tests.browser.line import frames, labels, number_mode
from tests.browser.states import NUMBER_PICTURE, STATES

pytestmark = ONE_HOST

SCHEMES: tuple[Scheme, ...] = ("light", "dark")

#: And for text as large as the numeral.
LEAST_CONTRAST_LARGE = 3

#: Of an element's text, in pixels.
FONT_SIZE = "element => parseFloat(getComputedStyle(element).fontSize)"


def test_text_twice_as_large_fits(page: Page, site_url: str) -> None:
    STATES["read"](page, site_url)
    sureness = headline(page, "99.9% sure")
    for width, height in ((390, 844), (844, 390), (683, 384), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        before = sureness.evaluate(FONT_SIZE)
        with twice_as_large_text(page):
            assert sureness.evaluate(FONT_SIZE) >= 1.6 * before
            assert page.evaluate(TOO_WIDE) == []
            for name in ("Undo", "Redo", "Clear", "Model", "About"):
                assert holds_its_text(button(page, name)), name


@contextmanager
def twice_as_large_text(page: Page) -> Iterator[None]:
    """Enlarge all text, as one sets it in the browser."""
    with input_of(page) as send:
        send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        yield
        send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})


@pytest.mark.parametrize(("state", "answer"), [("blank", "Draw a digit"), ("refused", "That's no digit I know.")])
def test_the_drawing_its_tools_and_its_answer_are_in_sight_together(
    page: Page, site_url: str, state: str, answer: str
) -> None:
    STATES[state](page, site_url)
    tools = [button(page, name) for name in ("Undo", "Redo", "Clear")]
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("scrollY") == 0
        for part in (pad(page), *tools, page.get_by_text("Upload image"), headline(page, answer)):
            expect(part).to_be_in_viewport(ratio=0.9)


def test_text_is_legible(open_page: Page) -> None:
    button(open_page, "Example: 7").click()
    expect_reading(open_page, "7")
    texts = [
        open_page.get_by_role("heading", name="Digit Reader"),
        open_page.get_by_text("Nothing you draw or upload leaves this device."),
        open_page.get_by_text("You can also drop a picture"),
        open_page.get_by_role("tab", name="Probability of each digit"),
        open_page.get_by_role("link", name="Third-party licences"),
        button(open_page, "Clear"),
        headline(open_page, "7").first,
        pad(open_page),
    ]
    for scheme in SCHEMES:
        change_theme(open_page, scheme)
        for text in texts:
            assert contrast(text) >= LEAST_CONTRAST, text
        ground = open_page.locator("body").evaluate(COLOURS)[1]
        assert (luminance(ground) < 0.5) == (scheme == "dark")


def test_a_refusal_is_faint_but_legible(page: Page, site_url: str) -> None:
    STATES["refused"](page, site_url)
    for scheme in SCHEMES:
        change_theme(page, scheme)
        assert LEAST_CONTRAST_LARGE <= contrast(page.get_by_text("?", exact=True)) < LEAST_CONTRAST


@pytest.mark.browser_context_args(java_script_enabled=False, viewport={"width": 320, "height": 568})
def test_who_switched_scripts_off_is_told_at_the_top(open_page: Page) -> None:
    # Playwright looks for no text or role in a noscript.
    told = open_page.locator("noscript p")
    expect(told).to_contain_text("needs JavaScript switched on")
    expect(told).to_be_in_viewport(ratio=0.9)


def test_a_change_of_theme_redraws_the_ink_and_keeps_the_reading(open_page: Page) -> None:
    change_theme(open_page, "light")
    button(open_page, "Example: 7").click()
    expect_reading(open_page, "7")
    canvases = [pad(open_page), open_page.get_by_role("img", name="What the model sees")]
    before = [pixels(canvas) for canvas in canvases]
    change_theme(open_page, "dark")
    expect_reading(open_page, "7")
    assert all(pixels(canvas) != shown for canvas, shown in zip(canvases, before, strict=True))
    change_theme(open_page, "light")
    assert [pixels(canvas) for canvas in canvases] == before


def holds_its_text(element: Locator) -> bool:
    """Tell whether nothing of an element's text is cut off."""
    fits: bool = element.evaluate("e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight")
    return fits


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844})
def test_held_upright_a_phone_keeps_what_is_drawn_in_sight_of_every_layer_s_maps(open_page: Page) -> None:
    open_page.get_by_role("tab", name="How it sees").click()
    button(open_page, "Example: 5").click()
    expect_in_sight_of_the_maps(open_page, pad(open_page))
    number_mode(open_page)
    button(open_page, "Example: 427").click()
    expect(labels(open_page)).to_have_count(3)
    # The line goes on beyond the screen; its digits do not.
    expect_in_sight_of_the_maps(open_page, *frames(open_page).all(), *labels(open_page).all())
    upload(open_page, NUMBER_PICTURE)
    expect_reading(open_page, "4071")
    expect_in_sight_of_the_maps(open_page, *frames(open_page).all(), *labels(open_page).all())


def expect_in_sight_of_the_maps(page: Page, *parts: Locator) -> None:
    """Scroll to the first maps, to those halfway and to the last, and expect parts of the desk above them."""
    # The maps come after the reading, and the sentence above them, a line longer then, moves all below it.
    expect(page.get_by_text("What each layer makes of your digit")).to_be_visible()
    for layer in ("conv1", "conv7", "logits"):
        page.get_by_role("heading", name=layer).evaluate("heading => heading.scrollIntoView({ block: 'end' })")
        for part in (page.get_by_role("heading", name=layer), *parts):
            expect(part).to_be_in_viewport(ratio=0.9)


@pytest.mark.browser_context_args(viewport={"width": 1440, "height": 900})
def test_tabs_and_all_beside_them_stay_where_they_are_when_chosen(open_page: Page) -> None:
    tab = open_page.get_by_role("tab", name="How it sees")

    def expect_to_stay(*parts: Locator) -> None:
        open_page.get_by_role("tab", name="Probability of each digit").click()
        before = [part.bounding_box() for part in (tab, *parts)]
        tab.click()
        expect(open_page.get_by_role("heading", name="conv1")).to_be_visible()
        assert [part.bounding_box() for part in (tab, *parts)] == before

    button(open_page, "Example: 5").click()
    expect_to_stay(pad(open_page))
    number_mode(open_page)
    button(open_page, "Example: 427").click()
    expect(labels(open_page)).to_have_count(3)
    expect_to_stay(pad(open_page), button(open_page, "Copy"), button(open_page, "Drop"))


@pytest.mark.browser_context_args(viewport={"width": 844, "height": 390})
def test_a_cell_s_words_are_in_sight_of_the_cell(open_page: Page) -> None:
    button(open_page, "Model").click()
    corner = open_page.get_by_role("gridcell").first
    corner.scroll_into_view_if_needed()
    corner.hover()
    expect(open_page.get_by_text("Of 980", exact=False).first).to_be_in_viewport(ratio=0.9)
