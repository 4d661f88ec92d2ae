"""The page fits every screen, and is legible by day and by night, at rest and enlarged."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.appearance import COLOURS, LEAST_CONTRAST, Scheme, change_theme, contrast, luminance
from tests.browser.desk import button, expect_reading, headline, pad, pixels
from tests.browser.devices import PHONE
from tests.browser.hand import input_of
from tests.browser.hosts import ONE_HOST
from tests.browser.states import STATES, Reach

pytestmark = ONE_HOST

#: And for text as large as the numeral.
LEAST_CONTRAST_LARGE = 3
#: What a fingertip hits; the guidelines' level AAA.
LEAST_TARGET_PX = 44

#: Phones upright and lying, tablets, laptops, projectors, a desktop's wall of pixels; 683 x 384 is a laptop at 200%.
SCREENS = [
    *((360, 640), (390, 844), (667, 375), (844, 390), (740, 360), (768, 1024), (1024, 768), (683, 384)),
    *((1366, 768), (1440, 900), (1920, 1080), (3840, 2160)),
]
#: Where one may have to scroll down, but never sideways: the least that the guidelines name, and a small phone lying.
NARROW = [(320, 568), (320, 256), (568, 320)]

#: What one would have to scroll sideways, or can't see.
TOO_WIDE = """() => [
  ...[document.documentElement, ...document.querySelectorAll("dialog[open], [role=tabpanel]:not([hidden])")]
    .filter((each) => each.scrollWidth > each.clientWidth),
  ...[...document.querySelectorAll("button, a, label, h1, h2, canvas, input")]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
    // The line for numbers scrolls sideways by itself, and all that stands on it.
    .filter((each) => document.body.dataset.mode !== "number" || !each.closest(".paper")),
].map((each) => each.outerHTML.slice(0, 200))"""

#: What can be pressed and is too small for a finger; the file input lies over its label.
TOO_SMALL = """(least) => [...document.querySelectorAll("button, a, label, summary, select")]
  .filter((each) => each.checkVisibility() && !(document.querySelector("dialog[open]")?.contains(each) === false))
  .filter((each) => {
    const { width, height } = each.getBoundingClientRect();
    return Math.min(width, height) < least;
  })
  .map((each) => each.outerHTML.slice(0, 200))"""

#: What takes its time to change.
MOVING = """() => [...document.querySelectorAll("*")]
  .filter((each) => {
    const { transitionDuration, animationName } = getComputedStyle(each);
    return /[1-9]/.test(transitionDuration) || animationName !== "none";
  })
  .map((each) => each.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("reach", STATES.values(), ids=STATES)
def test_nothing_needs_scrolling_sideways(page: Page, site_url: str, reach: Reach) -> None:
    reach(page, site_url)
    too_wide = {}
    for width, height in (*NARROW, *SCREENS):
        page.set_viewport_size({"width": width, "height": height})
        too_wide[width, height] = page.evaluate(TOO_WIDE)
    assert too_wide == {size: [] for size in too_wide}


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390), (683, 384), (1366, 768)])
def test_text_twice_as_large_fits(page: Page, site_url: str, width: int, height: int) -> None:
    STATES["read"](page, site_url)
    page.set_viewport_size({"width": width, "height": height})
    before = headline(page, "99.9% sure").evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    with input_of(page) as send:
        # As one sets it in the browser.
        send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        enlarged = headline(page, "99.9% sure").evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
        assert enlarged >= 1.6 * before
        assert page.evaluate(TOO_WIDE) == []
        for name in ("Undo", "Redo", "Clear", "Model", "About"):
            assert holds_its_text(button(page, name)), name


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_drawing_its_tools_and_its_answer_are_in_sight_together(
    page: Page, site_url: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    for state, answer in (("blank", "Draw a digit"), ("refused", "I can't read this as a digit.")):
        STATES[state](page, site_url)
        tools = [button(page, name) for name in ("Undo", "Redo", "Clear")]
        for part in (pad(page), *tools, page.get_by_text("Upload image"), headline(page, answer)):
            expect(part).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("reach", STATES.values(), ids=STATES)
@pytest.mark.browser_context_args(**PHONE)
def test_a_finger_hits_everything(page: Page, site_url: str, reach: Reach) -> None:
    if reach is STATES["dragging"]:
        pytest.skip("nothing is dragged over a phone")
    reach(page, site_url)
    assert page.evaluate(TOO_SMALL, LEAST_TARGET_PX) == []


@pytest.mark.browser_context_args(reduced_motion="reduce")
def test_nothing_moves_where_that_is_asked_for(page: Page, site_url: str) -> None:
    for state in ("refused", "keyboard", "dragging", "maps", "model", "about"):
        # Each in a tab of its own, which knows no drawing.
        tab = page.context.new_page()
        STATES[state](tab, site_url)
        assert tab.evaluate(MOVING) == [], state


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_legible(open_page: Page, scheme: Scheme) -> None:
    change_theme(open_page, scheme)
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
    for text in texts:
        assert contrast(text) >= LEAST_CONTRAST, text
    ground = open_page.locator("body").evaluate(COLOURS)[1]
    assert (luminance(ground) < 0.5) == (scheme == "dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_guess_is_faint_but_legible(page: Page, site_url: str, scheme: Scheme) -> None:
    change_theme(page, scheme)
    STATES["refused"](page, site_url)
    told = re.search(r"My best guess is an? (\d),", page.locator("body").inner_text())
    assert told
    assert LEAST_CONTRAST_LARGE <= contrast(page.get_by_text(told[1], exact=True).first) < LEAST_CONTRAST


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
def test_held_upright_a_phone_keeps_the_pad_in_sight_of_every_layer_s_maps(open_page: Page) -> None:
    button(open_page, "Example: 5").click()
    open_page.get_by_role("tab", name="How it sees").click()
    for layer in ("conv1", "conv7", "logits"):
        open_page.get_by_role("heading", name=layer).evaluate("heading => heading.scrollIntoView({ block: 'end' })")
        expect(open_page.get_by_role("heading", name=layer)).to_be_in_viewport(ratio=0.9)
        expect(pad(open_page)).to_be_in_viewport(ratio=0.9)


@pytest.mark.browser_context_args(viewport={"width": 1440, "height": 900})
def test_tabs_stay_where_they_are_when_chosen(open_page: Page) -> None:
    button(open_page, "Example: 5").click()
    tab = open_page.get_by_role("tab", name="How it sees")
    before = tab.bounding_box()
    tab.click()
    expect(open_page.get_by_role("heading", name="conv1")).to_be_visible()
    assert tab.bounding_box() == before


@pytest.mark.browser_context_args(viewport={"width": 844, "height": 390})
def test_a_cell_s_words_are_in_sight_of_the_cell(open_page: Page) -> None:
    button(open_page, "Model").click()
    corner = open_page.get_by_role("gridcell").first
    corner.scroll_into_view_if_needed()
    corner.hover()
    expect(open_page.get_by_text("Of 980", exact=False).first).to_be_in_viewport(ratio=0.9)
