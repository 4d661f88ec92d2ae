"""A fork that changes web/about.json alone has its owner on the page, in its title and behind links to it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageColor
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import button
from tests.browser.plain_host import serving_plainly
from tests.browser.watch import watch
from tests.fork import build, fork, run_build

NAME = 'Ada <b>"&{{page.title}}</b>'
LINE = "<!-- about.json --> Ωδή, 詩 & $& \N{GRINNING FACE}"
DESK = "#c0ffee"
SITE_URL = "https://ada.example/digits"


@pytest.fixture(scope="module")
def owned_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a fork with every key filled in but one link, in letters that HTML and templates hold dear."""

    def change(web: Path) -> None:
        Image.new("RGB", (60, 80), "#c08040").save(web / "me #1.JPG", "jpeg")
        about = {
            "name": NAME,
            "line": LINE,
            "picture": "me #1.JPG",
            "linkedin": "https://www.linkedin.com/in/ada/",
            "github": "https://github.com/ada?a=1&b=2",
            "kaggle": "",
            "siteUrl": SITE_URL,
        }
        (web / "about.json").write_text(json.dumps(about), encoding="utf-8")
        style = web / "style.css"
        style.write_text(re.sub("--desk: #[0-9a-f]+", f"--desk: {DESK}", style.read_text("utf-8")), encoding="utf-8")

    return build(tmp_path_factory.mktemp("owned"), change)


@pytest.fixture
def owned_page(page: Page, owned_site: Path) -> Iterator[Page]:
    """The fork's page, which fails its test on an unexpected error."""
    with serving_plainly(owned_site) as address:
        seen = watch(page, address)
        page.goto(address)
        yield page
        assert (seen.errors, seen.leaks) == ([], [])


def open_about(page: Page) -> Locator:
    """Return the About panel, opened."""
    button(page, "About").click()
    return page.get_by_role("dialog", name="About")


def meta(page: Page) -> dict[str, str]:
    """Return what the page tells other services of itself."""
    pairs: dict[str, str] = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('meta[property], meta[name]')]"
        ".map((tag) => [tag.getAttribute('property') ?? tag.name, tag.content]))"
    )
    return pairs


def test_the_owner_is_in_the_sidebar_and_the_title(owned_page: Page) -> None:
    about = open_about(owned_page)
    expect(about.get_by_role("heading", name=NAME, exact=True)).to_be_visible()
    expect(about.get_by_text(LINE, exact=True)).to_be_visible()
    expect(owned_page).to_have_title(f"Digit Reader · {NAME}")
    expect(owned_page.get_by_role("heading", level=1)).to_have_text("Digit Reader")
    portrait = about.locator("img")
    expect(portrait).to_have_js_property("naturalHeight", 80)


def test_links_that_are_given_are_shown_and_no_others(owned_page: Page) -> None:
    links = open_about(owned_page).get_by_role("navigation", name="Elsewhere").get_by_role("link")
    expect(links).to_have_text(["LinkedIn linkedin.com/in/ada", "GitHub github.com/ada?a=1&b=2"])
    expect(links.nth(1)).to_have_attribute("href", "https://github.com/ada?a=1&b=2")
    expect(links.nth(1)).to_have_attribute("rel", re.compile("noopener"))


def test_a_link_to_the_page_is_shown_with_a_picture(owned_page: Page, owned_site: Path) -> None:
    told = meta(owned_page)
    assert told["og:url"] == f"{SITE_URL}/"
    assert told["og:title"] == f"Digit Reader · {NAME}"
    folder, name = told["og:image"].rsplit("/", 1)
    assert folder == SITE_URL
    assert re.fullmatch(r"preview-[0-9a-f]{10}\.png", name)
    with Image.open(io.BytesIO((owned_site / name).read_bytes())) as picture:
        assert picture.size == (1200, 630)
        assert picture.convert("RGB").getpixel((0, 0)) == ImageColor.getrgb(DESK)
    assert told["twitter:card"] == "summary_large_image"
    assert name not in (owned_site / "service-worker.js").read_text(encoding="utf-8")


def test_the_project_s_own_page_pretends_to_be_nobody(open_page: Page) -> None:
    about = open_about(open_page)
    expect(about.get_by_role("heading", name="Digit Reader")).to_be_visible()
    expect(about.get_by_role("link")).to_have_count(0)
    expect(open_page).to_have_title("Digit Reader")
    assert "og:image" not in meta(open_page)


def test_a_bad_file_ends_the_build_and_leaves_the_former_site(tmp_path: Path) -> None:
    web = fork(tmp_path)
    assert run_build(web).returncode == 0
    before = {path: path.read_bytes() for path in (tmp_path / "build").rglob("*") if path.is_file()}
    (web / "about.json").write_text('{\n  "name": "Ada",\n  "gitub": ""\n}', encoding="utf-8")
    done = run_build(web)
    assert done.returncode == 2
    assert done.stderr == (
        'web/about.json:3: "gitub" means nothing here: '
        "it may hold name, line, picture, linkedin, github, kaggle, siteUrl.\n"
    )
    assert {path: path.read_bytes() for path in (tmp_path / "build").rglob("*") if path.is_file()} == before
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["site"]
