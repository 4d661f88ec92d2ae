"""A tab that is open all day: thousands of readings leave nothing behind, in the page or in its worker."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Page, Worker

from tests.browser.bad_pictures import five_formats
from tests.browser.desk import button, expect_reading, status, upload
from tests.browser.drawings import strokes_of
from tests.browser.hand import draw_by_mouse
from tests.browser.hosts import ONE_HOST

READINGS = 5_000
MOST_GROWTH_BYTES = 5_000_000

#: Where TensorFlow.js keeps its engine; the page itself has no need to tell.
TENSORS = "_tfengine.memory().numTensors"

COUNT_READINGS = """() => {
  globalThis.readings = 0;
  addEventListener("message", ({ data: request }) => {
    if (request.kind === "read") globalThis.readings += 1;
  });
}"""

#: Goes back and forth between two drawings, each time until it is read: ten times as fast as any hand.
TURN = """async ([undo, redo, status, turns, limitMs]) => {
  const reads = (text) => new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no reading of the ${text} came`)), limitMs);
    const observer = new MutationObserver(() => {
      if (status.dataset.reading !== text) return;
      clearTimeout(timer);
      observer.disconnect();
      resolve();
    });
    observer.observe(status, { attributes: true });
  });
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [button, text] of [[undo, "2"], [redo, "7"]]) {
      const read = reads(text);
      button.click();
      await read;
    }
  }
}"""

#: No measure of speed: what hasn't come by then won't come.
LIMIT_MS = 30_000


@dataclass(frozen=True)
class InUse:
    """What a tab holds."""

    tensors: int
    page_bytes: int
    worker_bytes: int


@dataclass
class Inspector:
    """The browser's own tools, for a page and for the worker that reads, which Playwright's sessions don't reach."""

    page: Page
    session: CDPSession
    worker_id: str = ""
    replies: dict[int, dict[str, Any]] = field(default_factory=dict)

    def ask_page(self, method: str) -> dict[str, Any]:
        """Return the page's answer to a method of the protocol."""
        answer: dict[str, Any] = self.session.send(method)
        return answer

    def ask_worker(self, method: str) -> dict[str, Any]:
        """Return the worker's."""
        number = len(self.replies) + 1
        message = json.dumps({"id": number, "method": method})
        self.session.send("Target.sendMessageToTarget", {"message": message, "sessionId": self.worker_id})
        while number not in self.replies:
            self.page.evaluate("0")  # lets the browser's messages in
        return self.replies[number]

    def measure(self, worker: Worker) -> InUse:
        """Return what is in use after a collection."""
        return InUse(worker.evaluate(TENSORS), bytes_in_use(self.ask_page), bytes_in_use(self.ask_worker))


@contextmanager
def inspecting(page: Page) -> Iterator[Inspector]:
    """Attach to a page and to the worker that is there already: each preview has another for a moment."""
    inspector = Inspector(page, page.context.new_cdp_session(page))

    def attached(event: dict[str, Any]) -> None:
        if event["targetInfo"]["type"] == "worker":
            inspector.worker_id = inspector.worker_id or event["sessionId"]

    def received(event: dict[str, Any]) -> None:
        reply = json.loads(event["message"])
        if "id" in reply:  # what the worker tells of itself has none
            inspector.replies[reply["id"]] = reply["result"]

    inspector.session.on("Target.attachedToTarget", attached)
    inspector.session.on("Target.receivedMessageFromTarget", received)
    inspector.session.send(
        "Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
    )
    yield inspector
    inspector.session.detach()


def bytes_in_use(ask: Callable[[str], dict[str, Any]]) -> int:
    """Return what is in use after a collection: objects, what the browser keeps for them, and buffers."""
    for _ in range(2):  # what only finalisers still held goes at the second
        ask("HeapProfiler.collectGarbage")
    usage = ask("Runtime.getHeapUsage")
    return int(usage["usedSize"] + usage["embedderHeapUsedSize"] + usage["backingStorageSize"])


def use(page: Page, readings: int) -> None:
    """Upload each format and a file that is none, draw, and go back and forth between two drawings."""
    for content, read in (*((content, "3") for content in five_formats().values()), (b"three", "7")):
        button(page, "Example: 7").click()
        expect_reading(page, "7")
        upload(page, content)
        expect_reading(page, read)
    button(page, "Clear").click()
    draw_by_mouse(page, strokes_of(7))
    expect_reading(page, "7")
    for digit in "27":
        button(page, f"Example: {digit}").click()
        expect_reading(page, digit)
    parts = [part.element_handle() for part in (button(page, "Undo"), button(page, "Redo"), status(page))]
    page.evaluate(TURN, [*parts, readings // 2, LIMIT_MS])


@ONE_HOST
def test_thousands_of_readings_leave_nothing_behind(open_page: Page) -> None:
    draw_by_mouse(open_page, strokes_of(3))
    expect_reading(open_page, "3")
    (worker,) = open_page.workers
    worker.evaluate(COUNT_READINGS)

    def use_with_each_view(readings: int) -> None:
        for name in ("How it sees", "Probability of each digit"):
            open_page.get_by_role("tab", name=name).click()
            use(open_page, readings // 2)

    use_with_each_view(200)
    counted = worker.evaluate("readings")
    with inspecting(open_page) as inspector:
        before = inspector.measure(worker)
        use_with_each_view(READINGS)
        after = inspector.measure(worker)
    assert worker.evaluate("readings") - counted >= READINGS
    assert after.tensors == before.tensors
    assert after.page_bytes - before.page_bytes < MOST_GROWTH_BYTES
    assert after.worker_bytes - before.worker_bytes < MOST_GROWTH_BYTES
