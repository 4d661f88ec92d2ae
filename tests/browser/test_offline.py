"""The second visit needs no network, and a new version comes as a whole, when the person wants it, or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.desk import button, expect_reading, headline, pad
from tests.browser.hand import draw_by_mouse
from tests.browser.hosts import PLAIN, SERVER
from tests.browser.plain_host import serving_plainly
from tests.browser.watch import watch
from tests.conftest import serving
from tests.fork import build

TITLE = "Digit Reader"
NEW_TITLE = "Digit Reader · Ada"

#: Waits until the browser keeps models of these architectures and no others, by what their contracts say.
KEEPS_ONLY = """async (wanted) => {
  const [name] = await caches.keys();
  const kept = await caches.open(name);
  const deadline = performance.now() + 60_000;
  for (;;) {
    const contracts = (await kept.keys()).filter(({ url }) => url.endsWith("contract.json"));
    // One can be deleted between the two questions.
    const texts = await Promise.all(contracts.map(async (request) => (await kept.match(request))?.json()));
    const architectures = `${texts.map((contract) => contract?.architecture).sort()}`;
    if (architectures === `${wanted}`) return;
    if (performance.now() > deadline) throw new Error(`It keeps ${architectures}, not only ${wanted}.`);
    await new Promise(requestAnimationFrame);
  }
}"""

#: Has the browser look for a new version; gives what became of its service worker.
LOOK_FOR_A_NEW_VERSION = """async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  const worker = registration.installing ?? registration.waiting;
  if (worker?.state === "installing") {
    await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
  }
  return worker?.state ?? "redundant";
}"""

#: Asks, past the browser's cache, for every file that a page asked for so far; gives those that it no longer gets.
LOST_FILES = """async () => {
  const urls = performance.getEntriesByType("resource").map(({ name }) => name);
  const answers = await Promise.all(urls.map(async (url) => [url, (await fetch(url, { cache: "reload" })).status]));
  return answers.filter(([, status]) => status !== 200);
}"""


class Host:
    """A host on which sites are put in each other's place; `stop` cuts the network."""

    def __init__(self, folder: Path, path: str, serving: Callable[[Path], AbstractContextManager[str]]) -> None:
        self.folder, self.path, self.serving = folder, path, serving
        self.running = ExitStack()
        self.url = ""
        self.deployed_at = 1_700_000_000

    def deploy(self, site: Path) -> None:
        """Put a site in the place of what is there, whose files are then gone, as on project pages."""
        root = self.folder / self.path
        if root.exists():
            shutil.rmtree(root)
        shutil.copytree(site, root)
        # The plain host knows files by their time alone, in whole seconds.
        self.deployed_at += 60
        for file in root.rglob("*"):
            os.utime(file, (self.deployed_at, self.deployed_at))
        if not self.url:
            self.url = self.running.enter_context(self.serving(self.folder)) + self.path

    def stop(self) -> None:
        """Answer no more."""
        self.running.close()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A browser as people have it, with service workers."""
    return {**browser_context_args, "service_workers": "allow"}


@pytest.fixture(params=[SERVER, PLAIN])
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Host]:
    """A host of each kind, with nothing on it yet."""
    if request.param == SERVER:
        host = Host(tmp_path / "host", "", serving)
    else:
        host = Host(tmp_path / "host", "repo/", serving_plainly)
    with host.running:
        yield host


@pytest.fixture(scope="session")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The next version: with an owner, and with another model in the place of the page's."""

    def change(web: Path) -> None:
        (web / "about.json").write_text(json.dumps({"name": "Ada"}), encoding="utf-8")
        shutil.rmtree(web / "model" / "compact")
        shutil.copytree(web / "model" / "classic", web / "model" / "compact")

    return build(tmp_path_factory.mktemp("new"), change)


@pytest.fixture
def open_tab(context: BrowserContext, host: Host) -> Iterator[Callable[[], Page]]:
    """A function that opens the page in a new tab; no tab may have an unexpected error."""
    watched = []

    def open_tab() -> Page:
        page = context.new_page()
        watched.append(watch(page, host.url))
        page.goto(host.url)
        expect(headline(page, "Draw a digit")).to_be_visible()
        return page

    yield open_tab
    for seen in watched:
        assert seen.errors == []
        assert seen.leaks == []


def wait_until_kept(page: Page) -> None:
    """Wait until the page's version is kept whole."""
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")


def offer(page: Page) -> Locator:
    """Return the notice of a new version."""
    return page.get_by_role("region", name="New version")


def read_by_hand(page: Page) -> None:
    """Draw a 1 with the mouse, and have it read."""
    draw_by_mouse(page, [[(0.5, 0.2), (0.5, 0.5), (0.5, 0.8)]])
    expect_reading(page, "1")


def test_the_second_visit_works_with_the_network_cut(
    host: Host, site: Path, context: BrowserContext, open_tab: Callable[[], Page]
) -> None:
    host.deploy(site)
    first = open_tab()
    wait_until_kept(first)
    first.close()
    host.stop()
    context.set_offline(True)
    page = open_tab()
    read_by_hand(page)
    for name, content in (("Model", "Accuracy"), ("About", TITLE)):
        button(page, name).click()
        drawer = page.get_by_role("dialog", name=name)
        expect(drawer.get_by_role("heading", name=content).first).to_be_visible()
        page.keyboard.press("Escape")
    page.get_by_role("tab", name="How it sees").click()
    expect(page.get_by_role("tabpanel", name="How it sees")).to_contain_text("conv1")
    page.goto(f"{host.url}?whatever=follows#somewhere")
    expect_reading(page, "1")


def test_keeping_the_page_waits_until_it_can_answer(host: Host, site: Path, page: Page) -> None:
    host.deploy(site)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(host.url)
    wait_until_kept(page)
    worker = asked.index(f"{host.url}service-worker.js")
    weights = next(i for i, url in enumerate(asked) if url.endswith(".bin"))
    assert weights < worker
    assert not any(name in url for url in asked[:worker] for name in ("/icon-", "/preview-", "metrics.json"))


def test_a_new_version_is_offered_and_the_drawing_outlives_it(
    host: Host, site: Path, new_site: Path, open_tab: Callable[[], Page]
) -> None:
    host.deploy(site)
    page = open_tab()
    wait_until_kept(page)
    host.deploy(new_site)
    page.reload()
    expect(offer(page)).to_be_visible()
    expect(page).to_have_title(TITLE)
    read_by_hand(page)
    expect(offer(page)).to_contain_text("A new version is ready.")
    button(page, "Update").click()
    expect(page).to_have_title(NEW_TITLE)
    expect_reading(page, "1")
    expect(offer(page)).to_be_hidden()
    host.stop()
    page.reload()
    expect(page).to_have_title(NEW_TITLE)
    expect_reading(page, "1")


def test_a_new_version_can_be_put_off(host: Host, site: Path, new_site: Path, open_tab: Callable[[], Page]) -> None:
    host.deploy(site)
    page = open_tab()
    wait_until_kept(page)
    host.deploy(new_site)
    page.reload()
    button(page, "Later").click()
    expect(offer(page)).to_be_hidden()
    expect(pad(page)).to_be_focused()
    page.reload()
    expect(offer(page)).to_be_visible()
    expect(page).to_have_title(TITLE)


def test_a_tab_of_the_former_version_stays_whole_until_it_is_updated_itself(
    host: Host, site: Path, new_site: Path, open_tab: Callable[[], Page]
) -> None:
    host.deploy(site)
    former = open_tab()
    wait_until_kept(former)
    host.deploy(new_site)
    other = open_tab()
    button(other, "Update").click()
    expect(other).to_have_title(NEW_TITLE)
    expect(headline(other, "Draw a digit")).to_be_visible()

    expect(offer(former)).to_be_visible()
    assert former.evaluate(LOST_FILES) == []
    expect(former).to_have_title(TITLE)
    read_by_hand(former)
    button(former, "Update").click()
    expect(former).to_have_title(NEW_TITLE)
    expect_reading(former, "1")

    other.close()
    former.close()
    page = open_tab()
    # Only the last page to stay may clear away what the former version left.
    page.reload()
    expect(headline(page, "Draw a digit")).to_be_visible()
    page.evaluate(KEEPS_ONLY, ["classic", "line", "page"])


@pytest.mark.parametrize("host", [PLAIN], indirect=True)
def test_a_tab_of_another_project_doesn_t_keep_the_former_version(
    host: Host, site: Path, new_site: Path, context: BrowserContext, open_tab: Callable[[], Page]
) -> None:
    host.deploy(site)
    page = open_tab()
    wait_until_kept(page)
    host.deploy(new_site)
    context.new_page().goto(host.url.removesuffix(host.path))
    page.reload()
    button(page, "Update").click()
    expect(page).to_have_title(NEW_TITLE)
    page.evaluate(KEEPS_ONLY, ["classic", "line", "page"])


@pytest.mark.parametrize("spoil", ["missing", "of the former version"])
def test_half_a_new_version_changes_nothing(
    host: Host, site: Path, new_site: Path, tmp_path: Path, open_tab: Callable[[], Page], spoil: str
) -> None:
    half = tmp_path / "half"
    shutil.copytree(new_site, half)
    (contract,) = half.glob("model/compact-*/contract.json")
    if spoil == "missing":
        contract.unlink()
    else:
        (former,) = site.glob("model/compact-*/contract.json")
        shutil.copyfile(former, contract)

    host.deploy(site)
    page = open_tab()
    wait_until_kept(page)
    host.deploy(half)
    assert page.evaluate(LOOK_FOR_A_NEW_VERSION) == "redundant"
    page.reload()
    expect(headline(page, "Draw a digit")).to_be_visible()
    expect(page).to_have_title(TITLE)
    read_by_hand(page)
    expect(offer(page)).to_be_hidden()

    host.deploy(new_site)
    page.reload()
    button(page, "Update").click()
    expect(page).to_have_title(NEW_TITLE)
    expect_reading(page, "1")


def test_without_service_workers_nothing_is_said(host: Host, site: Path, context: BrowserContext) -> None:
    """As on plain http, in a classroom's network."""
    host.deploy(site)
    page = context.new_page()
    seen = watch(page, host.url)
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(host.url)
    read_by_hand(page)
    expect(offer(page)).to_be_hidden()
    assert seen.errors == []


def test_the_development_server_gets_rid_of_a_kept_page(
    host: Host, site: Path, new_site: Path, tmp_path: Path, open_tab: Callable[[], Page]
) -> None:
    developed = tmp_path / "developed"
    shutil.copytree(new_site, developed)
    stand_in = Path(__file__).parents[2] / "web" / "builder" / "no-service-worker.js"
    shutil.copyfile(stand_in, developed / "service-worker.js")

    host.deploy(site)
    page = open_tab()
    wait_until_kept(page)
    host.deploy(developed)
    page.goto(host.url)
    expect(page).to_have_title(NEW_TITLE)


def test_the_page_can_be_installed(host: Host, site: Path, page: Page) -> None:
    host.deploy(site)
    page.goto(host.url)
    manifest = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert manifest["errors"] == []
    content = json.loads(manifest["data"])
    assert (content["name"], content["start_url"], content["display"]) == (TITLE, ".", "standalone")
    for icon in content["icons"]:
        picture = host.folder / host.path / icon["src"]
        size = int.from_bytes(picture.read_bytes()[16:20], "big")
        assert icon["sizes"] == f"{size}x{size}"
    assert {icon.get("purpose", "any") for icon in content["icons"]} == {"any", "maskable"}
