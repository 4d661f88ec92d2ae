"""Nothing leaves the device, and nothing stays on it; the page's own policy holds it to that."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.desk import INVITATION, button, expect_reading, status, upload
from tests.browser.drawings import strokes_of
from tests.browser.hand import draw_by_mouse
from tests.browser.painter import encode, paint

POLICY = Path(__file__).parents[2] / "web" / "content-security-policy.txt"

#: In a task of its own: what the browser's tools evaluate themselves, no policy forbids.
TRY_EVAL = """() => new Promise((resolve) => setTimeout(() => {
  try {
    resolve(eval("'evaluated'"));
  } catch (error) {
    resolve(error.name);
  }
}))"""

#: A script that stands in the page itself runs at once, if at all.
TRY_INLINE = """() => {
  const script = document.createElement("script");
  script.textContent = "document.title = 'run'";
  document.body.append(script);
  return document.title;
}"""

#: What outlives the tab; the browser's copy of the page itself is test_offline.py's.
STORED = """async () => ({
  local: localStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


def use(page: Page) -> None:
    """Draw, upload, take an example and go back, as in a whole sitting."""
    draw_by_mouse(page, strokes_of(3))
    expect_reading(page, "3")
    upload(page, encode(paint(strokes_of(5))))
    expect_reading(page, "5")
    button(page, "Example: 7").click()
    expect_reading(page, "7")
    button(page, "Undo").click()
    expect_reading(page, "5")
    button(page, "Clear").click()
    expect_reading(page, "")


def test_once_used_the_page_asks_for_nothing_more(open_page: Page) -> None:
    expect(status(open_page)).to_have_text(INVITATION)
    use(open_page)  # the first picture fetches what reads pictures
    asked: list[str] = []
    open_page.context.on("request", lambda request: asked.append(request.url))
    use(open_page)
    # Each preview starts a worker, whose script the browser has kept.
    assert [address for address in asked if "/darkroom-" not in address] == []
    # Without a network it works all the same.
    open_page.context.set_offline(True)
    use(open_page)


def test_the_page_says_that_nothing_leaves_the_device(open_page: Page) -> None:
    expect(open_page.get_by_text("Nothing you draw or upload leaves this device.")).to_be_in_viewport()


def test_only_the_drawing_is_stored_and_only_in_its_tab(open_page: Page) -> None:
    use(open_page)
    assert open_page.context.cookies() == []
    assert set(open_page.evaluate(STORED).values()) == {0}
    assert open_page.evaluate("Object.keys(sessionStorage)") == ["digit-reader.drawing"]
    another = open_page.context.new_page()
    another.goto(open_page.url)
    assert another.evaluate("JSON.parse(sessionStorage['digit-reader.drawing']).strokes") == []


def test_the_policy_stands_in_the_page(open_page: Page) -> None:
    policy = open_page.locator("meta[http-equiv=Content-Security-Policy]")
    expect(policy).to_have_attribute("content", POLICY.read_text(encoding="utf-8").strip())
    allowed = POLICY.read_text(encoding="utf-8")
    assert "'unsafe-eval'" not in allowed
    assert "'unsafe-inline'" not in allowed


def test_the_policy_forbids_eval(open_page: Page) -> None:
    assert open_page.evaluate(TRY_EVAL) == "EvalError"


def test_the_policy_forbids_inline_scripts(open_page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("Content Security Policy")
    assert open_page.evaluate(TRY_INLINE) == "Digit Reader"


def test_the_policy_forbids_other_origins(open_page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("Content Security Policy")
    answer = open_page.evaluate("fetch('http://127.0.0.1:1/', { mode: 'no-cors' }).catch((error) => error.name)")
    assert answer == "TypeError"
