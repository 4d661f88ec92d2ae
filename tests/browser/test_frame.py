"""The panels beside the drawing: one step away, and gone again without a trace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import button, expect_reading
from tests.browser.hosts import ONE_HOST

pytestmark = ONE_HOST


@pytest.mark.parametrize("name", ["Model", "About"])
def test_a_drawer_opens_by_its_button_and_gives_the_focus_back(open_page: Page, name: str) -> None:
    drawer = open_page.get_by_role("dialog", name=name)
    expect(drawer).to_be_hidden()
    ways_out: list[Callable[[], None]] = [
        lambda: open_page.keyboard.press("Escape"),
        lambda: drawer.get_by_role("button", name="Close").click(),
        lambda: open_page.mouse.click(4, 4),
    ]
    for close in ways_out:
        button(open_page, name).click()
        expect(drawer).to_be_visible()
        close()
        expect(drawer).to_be_hidden()
        expect(button(open_page, name)).to_be_focused()


def test_a_drawer_stays_where_a_selection_of_its_text_ends_beside_it(open_page: Page) -> None:
    button(open_page, "About").click()
    drawer = open_page.get_by_role("dialog", name="About")
    box = drawer.get_by_role("heading", name="About").bounding_box()
    assert box is not None
    open_page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    open_page.mouse.down()
    open_page.mouse.move(4, 4)
    open_page.mouse.up()
    expect(drawer).to_be_visible()
    assert open_page.evaluate("`${getSelection()}`") == "About"


def test_keys_that_undo_leave_the_drawing_below_an_open_drawer_alone(open_page: Page) -> None:
    button(open_page, "Example: 7").click()
    button(open_page, "Model").click()
    open_page.keyboard.press("Control+z")
    open_page.keyboard.press("Escape")
    expect(button(open_page, "Redo")).to_be_disabled()
    expect_reading(open_page, "7")


def test_tabs_follow_the_arrow_keys_and_show_one_panel(open_page: Page) -> None:
    chances, maps = (open_page.get_by_role("tab", name=name) for name in ("Probability of each digit", "How it sees"))
    panel = open_page.get_by_role("tabpanel")
    expect(panel).to_have_count(1)
    expect(panel).to_have_accessible_name("Probability of each digit")
    chances.focus()
    for key, chosen in (("ArrowRight", maps), ("ArrowRight", chances), ("End", maps), ("Home", chances)):
        open_page.keyboard.press(key)
        expect(chosen).to_be_focused()
        expect(chosen).to_have_attribute("aria-selected", "true")
        expect(panel).to_have_count(1)
        expect(panel).to_have_accessible_name(chosen.inner_text())


@pytest.mark.parametrize("held", ["Alt", "Control", "Meta"])
def test_tabs_leave_to_the_browser_what_is_pressed_with_another_key(open_page: Page, held: str) -> None:
    chances = open_page.get_by_role("tab", name="Probability of each digit")
    chances.focus()
    for key in ("ArrowRight", "End"):
        open_page.keyboard.press(f"{held}+{key}")
        expect(chances).to_be_focused()
        expect(chances).to_have_attribute("aria-selected", "true")
