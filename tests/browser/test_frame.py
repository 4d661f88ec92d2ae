"""The panels beside the drawing: one step away, and gone again without a trace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import button, expect_reading


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
