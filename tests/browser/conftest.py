"""The built site, served as people will meet it, in a real Chromium that is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import find_chromium
from tests.browser.drawings import strokes_of
from tests.browser.hand import place
from tests.browser.hosts import PLAIN, SERVER
from tests.browser.painter import film, paint
from tests.browser.plain_host import serving_plainly
from tests.browser.watch import watch

ROOT = Path(__file__).parents[2]
SITE = ROOT / "build" / "site"
#: Where `make test` keeps the path of the browser.
CHROMIUM = ROOT / ".venv" / "chromium"

#: No measure of speed: what hasn't come by then, on the busiest machine, won't come.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Playwright's own arguments, which keep the browser from calling home, with the browser of this machine.

    Its camera sees a 7, and belongs to whoever is granted it.
    """
    chromium = CHROMIUM.read_text().strip() if CHROMIUM.exists() else find_chromium()
    if chromium is None:
        pytest.exit("There is no Chromium: `make test` finds or brings one.", returncode=2)
    seen = tmp_path_factory.mktemp("camera") / "seven.y4m"
    seen.write_bytes(film(paint(place(strokes_of(7), 0.2, 0.2, 0.6), size=(640, 480), pen_share=0.05)))
    camera = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={seen}"]
    return {**browser_type_launch_args, "executable_path": chromium, "args": camera}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A browser without service workers: behind one, a test can't put a fault in the place of a file."""
    return {**browser_context_args, "service_workers": "block"}


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder that `make site` wrote."""
    if not (SITE / "index.html").is_file():
        pytest.exit("There is no site in build/site: `make site` builds it.", returncode=2)
    return SITE


@pytest.fixture(scope="session", params=[SERVER, PLAIN])
def site_url(
    request: pytest.FixtureRequest, site: Path, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the site: by our server, and as a project page of a host that sends no headers of ours."""
    if request.param == SERVER:
        yield serve(site)
        return
    host_root = tmp_path_factory.mktemp("host")
    (host_root / "repo").symlink_to(site)
    with serving_plainly(host_root) as address:
        yield f"{address}repo/"


@pytest.fixture
def expected_errors() -> list[str]:
    """Parts of the console errors that a test brings about itself; each must then appear."""
    return []


@pytest.fixture
def watched_page(page: Page, site_url: str, expected_errors: list[str]) -> Iterator[Page]:
    """A page, not yet opened, that fails its test on an unexpected error and on any request that could leak."""
    seen = watch(page, site_url)
    yield page
    page.evaluate("0")  # its answer comes after whatever the browser had still to tell
    assert seen.leaks == []
    assert [error for error in seen.errors if not any(part in error for part in expected_errors)] == []
    assert [part for part in expected_errors if not any(part in error for error in seen.errors)] == []


@pytest.fixture
def open_page(watched_page: Page, site_url: str) -> Page:
    """The watched page, opened; its reader may still be loading."""
    watched_page.goto(site_url)
    return watched_page
