"""The page opens: at the root of our server, and below a path of a host that knows nothing of us."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_the_page_shows_its_title_and_a_pad(watched_page: Page, site_url: str) -> None:
    watched_page.goto(site_url)
    expect(watched_page).to_have_title("Digit Reader")
    expect(watched_page.get_by_label("Drawing pad")).to_be_visible()
