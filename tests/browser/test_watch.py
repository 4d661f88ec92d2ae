"""The watch that other tests rely on sees what it should: one that slept would pass everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.plain_host import serving_plainly
from tests.browser.watch import Seen, watch

#: Nobody listens on port 1.
ELSEWHERE = "http://127.0.0.1:1/"


@pytest.fixture
def site_url(tmp_path: Path) -> Iterator[str]:
    """The address of a page that runs script.js."""
    (tmp_path / "index.html").write_text("<!doctype html><link rel=icon href=data:,><script src=script.js></script>")
    with serving_plainly(tmp_path) as address:
        yield address


def watch_script(page: Page, site_url: str, folder: Path, script: str, until: str = "console") -> Seen:
    """Open a page that runs a script, and return what is seen of it until it says something or fails."""
    (folder / "script.js").write_text(script)
    seen = watch(page, site_url)
    with page.expect_event(until):
        page.goto(site_url)
    return seen


@pytest.mark.parametrize("where", ["page", "worker"])
@pytest.mark.parametrize(
    ("request_", "leak"),
    [
        (f"fetch('{ELSEWHERE}')", f"GET {ELSEWHERE} goes to another origin"),
        ("fetch(origin, { method: 'POST', body: 'ink' })", "carries 3 bytes"),
    ],
    ids=["to another origin", "with a body"],
)
def test_a_request_that_could_leak_is_seen(
    page: Page, site_url: str, tmp_path: Path, where: str, request_: str, leak: str
) -> None:
    script = f"{request_}.catch(() => 0).finally(() => console.log('done'))"
    if where == "worker":
        (tmp_path / "worker.js").write_text(script)
        script = "new Worker('worker.js')"
    seen = watch_script(page, site_url, tmp_path, script)
    assert [found for found in seen.leaks if leak in found] != []


@pytest.mark.parametrize(
    ("script", "event"),
    [
        ("console.error('a failure')", "console"),
        ("throw new Error('a failure')", "pageerror"),
        ("Promise.reject(new Error('a failure'))", "pageerror"),
    ],
    ids=["in the console", "thrown", "rejected"],
)
def test_an_error_is_seen(page: Page, site_url: str, tmp_path: Path, script: str, event: str) -> None:
    seen = watch_script(page, site_url, tmp_path, script, until=event)
    assert [error for error in seen.errors if "a failure" in error] != []


def test_a_page_that_keeps_to_itself_is_clean(page: Page, site_url: str, tmp_path: Path) -> None:
    seen = watch_script(page, site_url, tmp_path, "fetch('script.js').then(() => console.log('done'))")
    assert seen == Seen()
