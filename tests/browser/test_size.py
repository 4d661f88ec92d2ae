"""What a first visit fetches until its first answer: little, nothing twice, and all of it at once."""

from __future__ import annotations

import gzip
import io
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response, expect

from tests.browser.desk import INVITATION, expect_reading, status
from tests.browser.drawings import strokes_of
from tests.browser.hand import draw_by_mouse
from tests.browser.hosts import ONE_HOST
from tests.browser.plain_host import PlainHandler, serving_by

#: Bytes, each file by gzip -6 as hosts send them.
SCRIPTS_BUDGET = 75_000
BUDGET = 330_000

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")

#: What a reading is made of, beside the page itself: six, as many as HTTP/1.1 lets a browser fetch at once.
PARTS = ("app", "wasm-worker", "wasm-simd", "contract", "model", "weights")
#: A part that isn't asked for while the others are held never comes; no measure of speed.
GATHERING_LIMIT_S = 30


def part_of(path: str) -> str | None:
    """Name the part that a file is."""
    found = re.search(r"/(app|wasm-worker|contract|model)(-\w+)?\.(?:js|json)$|(wasm-simd)-\w+\.wasm$|(\.bin)$", path)
    return (found[1] or found[3] or "weights") if found else None


def figures_of(beginning: str) -> list[float]:
    """Return the first four figures in kilobytes that a paragraph of the README tells."""
    (paragraph,) = [text for text in README.split("\n\n") if text.startswith(beginning)]
    return [float(kilobytes) for kilobytes in re.findall(r"(\d+) KB", paragraph)][:4]


@ONE_HOST
def test_a_first_visit_is_small_and_fetches_nothing_twice(watched_page: Page, site_url: str) -> None:
    responses: list[Response] = []
    watched_page.on("response", lambda response: responses.append(response))
    watched_page.goto(site_url)
    draw_by_mouse(watched_page, strokes_of(3))
    expect_reading(watched_page, "3")
    over_network = [response for response in responses if response.url.startswith("http")]
    paths = [urlsplit(response.url).path for response in over_network]
    assert [path for path, count in Counter(paths).items() if count > 1] == []
    assert len([path for path in paths if path.endswith(".wasm")]) == 1
    sizes = {path: len(gzip.compress(r.body(), 6)) for path, r in zip(paths, over_network, strict=True)}
    scripts = {path: size for path, size in sizes.items() if path.endswith(".js")}
    assert sum(scripts.values()) <= SCRIPTS_BUDGET, scripts
    assert sum(sizes.values()) <= BUDGET, sizes
    wasm, model = (sum(size for path, size in sizes.items() if part in path) for part in (".wasm", "/model/"))
    assert figures_of("**Small.**") == [BUDGET / 1000, SCRIPTS_BUDGET / 1000, round(wasm / 1000), round(model / 1000)]


class HoldingHandler(PlainHandler):
    """A host without cache headers that gives no part before all of them were asked for."""

    def __init__(self, *arguments: object, everything: threading.Barrier, asked: list[str], **options: object) -> None:
        self.everything, self.asked = everything, asked
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Hold a part until the last one is asked for."""
        part = part_of(self.path)
        if part and part not in self.asked:
            self.asked.append(part)
            self.everything.wait(GATHERING_LIMIT_S)
        return super().send_head()


@contextmanager
def holding(site: Path, asked: list[str]) -> Iterator[str]:
    """Serve a site whose parts come together or not at all."""
    everything = threading.Barrier(len(PARTS))
    handler = partial(HoldingHandler, directory=str(site), everything=everything, asked=asked)
    with serving_by(handler) as address:
        try:
            yield address
        finally:
            everything.abort()


def test_all_that_a_reading_needs_is_asked_for_at_once(page: Page, site: Path) -> None:
    asked: list[str] = []
    with holding(site, asked) as address:
        page.goto(address, wait_until="commit")
        expect(status(page)).to_have_text(INVITATION)
        page.close()
    assert sorted(asked) == sorted(PARTS)
