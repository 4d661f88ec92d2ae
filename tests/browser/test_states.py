"""In every state of the page axe finds nothing, all fits every screen, nothing moves unasked, a finger hits it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.appearance import TOO_WIDE, wait_for_colours
from tests.browser.devices import DESKTOP, NARROW, PHONE, SCREENS
from tests.browser.hosts import ONE_HOST
from tests.browser.states import STATES

pytestmark = ONE_HOST

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"

#: What a fingertip hits; the guidelines' level AAA.
LEAST_TARGET_PX = 44

#: How the page is looked at.
LIGHT = {"color_scheme": "light", "forced_colors": "none"}
DARK = {"color_scheme": "dark", "forced_colors": "none"}
FORCED = {"color_scheme": "dark", "forced_colors": "active"}

#: Every rule but those of level AAA; unasked, axe leaves out the size of targets, and what it calls experimental.
FINDINGS = """async (tags) => {
  const isAaa = ({ tags }) => tags.some((tag) => /aaa$/.test(tag));
  const rules = axe.getRules(tags).filter((rule) => !isAaa(rule)).map(({ ruleId }) => ruleId);
  const { violations } = await axe.run(document, { runOnly: rules, preload: false, resultTypes: ["violations"] });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}"""
#: What another theme can change.
COLOURS = ["cat.color"]

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


@contextmanager
def reached(browser: Browser, settings: dict[str, Any], site_url: str, state: str) -> Iterator[Page]:
    """Give a page in a state, ready for axe."""
    with browser.new_context(**settings) as context:
        page = context.new_page()
        STATES[state](page, site_url)
        # By the browser's own protocol, which the content security policy doesn't concern.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        yield page
        page.unroute_all(behavior="ignoreErrors")


@pytest.fixture(scope="module", params=STATES)
def on_desktop(
    request: pytest.FixtureRequest, browser: Browser, browser_context_args: dict[str, Any], site_url: str
) -> Iterator[Page]:
    """A state of the page on a large screen, reached once for all tests, which look at it and press nothing."""
    with reached(browser, {**browser_context_args, **DESKTOP}, site_url, request.param) as page:
        yield page


#: Nothing is dragged over a phone.
ON_PHONES = [state for state in STATES if state != "dragging"]


@pytest.fixture(scope="module", params=ON_PHONES)
def on_phone(
    request: pytest.FixtureRequest, browser: Browser, browser_context_args: dict[str, Any], site_url: str
) -> Iterator[Page]:
    """The same on a phone."""
    with reached(browser, {**browser_context_args, **PHONE}, site_url, request.param) as page:
        yield page


@pytest.fixture
def a_reading(page: Page, site_url: str) -> Page:
    """The page with a digit that was read, all of the test's own."""
    STATES["read"](page, site_url)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page


def findings_of(page: Page, look: dict[str, Any], tags: list[str] | None = None) -> list[str]:
    """Return what axe finds in the page as it is, looked at in a way: by all its rules, or by those with a tag."""
    page.emulate_media(**look)
    wait_for_colours(page)
    findings: list[str] = page.evaluate(FINDINGS, tags)
    return findings


def test_axe_finds_nothing(on_desktop: Page) -> None:
    assert findings_of(on_desktop, LIGHT) == []
    assert findings_of(on_desktop, DARK, COLOURS) == []
    assert findings_of(on_desktop, FORCED, COLOURS) == []


def test_nothing_moves_where_that_is_asked_for(on_desktop: Page) -> None:
    on_desktop.emulate_media(reduced_motion="reduce")
    assert on_desktop.evaluate(MOVING) == []


def test_nothing_needs_scrolling_sideways(on_desktop: Page) -> None:
    too_wide = {}
    for width, height in (*NARROW, *SCREENS):
        on_desktop.set_viewport_size({"width": width, "height": height})
        too_wide[width, height] = on_desktop.evaluate(TOO_WIDE)
    assert too_wide == {size: [] for size in too_wide}


def test_axe_finds_nothing_on_a_phone(on_phone: Page) -> None:
    assert findings_of(on_phone, LIGHT) == []


def test_a_finger_hits_everything(on_phone: Page) -> None:
    assert on_phone.evaluate(TOO_SMALL, LEAST_TARGET_PX) == []


def test_axe_finds_what_is_wrong(a_reading: Page) -> None:
    faults = [
        ("document.querySelector('h1').style.color = '#999'", "color-contrast"),
        ("document.getElementById('undo').textContent = ''", "button-name"),
        ("document.getElementById('grid').removeAttribute('aria-labelledby')", "role-img-alt"),
        ("document.querySelector('h1').remove()", "page-has-heading-one"),
    ]
    found = []
    for fault, _ in faults:
        a_reading.evaluate(fault)
        found.append({finding.split(":")[0] for finding in findings_of(a_reading, LIGHT)})
    assert [new - known for new, known in zip(found, [set(), *found], strict=False)] == [{rule} for _, rule in faults]


def test_what_moves_and_what_a_finger_misses_is_found(a_reading: Page) -> None:
    a_reading.evaluate("document.getElementById('undo').style.cssText = 'min-height: 0; height: 1rem'")
    assert len(a_reading.evaluate(TOO_SMALL, LEAST_TARGET_PX)) == 1
    # The bars of the chart, where nobody asked them not to.
    assert a_reading.evaluate(MOVING) != []
