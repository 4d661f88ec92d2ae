"""When a part of the reader can't be had, the page says so in one sentence, keeps the drawing, and tries again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.desk import button, cover, expect_reading, headline, pad, status, upload
from tests.browser.drawings import strokes_of
from tests.browser.hand import draw_by_mouse
from tests.browser.holding import held_back
from tests.browser.painter import encode, paint
from tests.browser.site_files import CONTRACT, CPU_WORKER, DARKROOM, GRAPH, LATE_READING, WASM, WEIGHTS, WORKER

Fault = Callable[[Route], None]


#: After so long without a word a download or a worker counts as dead; on the page's clock, which tests turn.
SILENCE_MS = 30_000
#: A worker that is asked to read strokes already after so long.
STROKES_MS = 10_000

#: After so long a reading takes longer than it should.
PATIENCE_MS = 1000

PAGE = "<!doctype html><title>Sign in</title><h1>Sign in to this network</h1>"


def missing(route: Route) -> None:
    """Answer that there is no such file."""
    route.fulfill(status=404, body="Not found")


def unreachable(route: Route) -> None:
    """Break off, as where there is no network."""
    route.abort()


def cut_short(route: Route) -> None:
    """Give half of the file."""
    response = route.fetch()
    body = response.body()
    route.fulfill(response=response, body=body[: len(body) // 2])


def altered(route: Route) -> None:
    """Give the file with one bit changed."""
    response = route.fetch()
    body = bytearray(response.body())
    body[len(body) // 2] ^= 1
    route.fulfill(response=response, body=bytes(body))


def of_another_version(route: Route) -> None:
    """Give a contract that a later trainer wrote."""
    response = route.fetch()
    route.fulfill(response=response, json={**response.json(), "version": 9})


def refusing_nothing(route: Route) -> None:
    """Give a contract that any reader would take."""
    response = route.fetch()
    route.fulfill(response=response, json={**response.json(), "refusalThreshold": 0})


def a_page_instead(route: Route) -> None:
    """Give a page and call it a success, as a café's network does."""
    route.fulfill(status=200, content_type="text/html", body=PAGE)


#: Notes how files are asked for: of a request that passed a route the browser doesn't always tell all headers.
NOTE_FETCHES = """(() => {
  const fetchFile = globalThis.fetch;
  globalThis.fetches = [];
  globalThis.fetch = (url, options) => {
    globalThis.fetches.push([String(url), options.cache ?? "default"]);
    return fetchFile(url, options);
  };
})()"""


def told_by_the_browser(fault: Fault) -> list[str]:
    """Return what the browser itself writes to the console of a fault."""
    return ["Failed to load resource"] if fault in (missing, unreachable) else []


def expect_failure(page: Page) -> None:
    """Wait until the page says that it can't read."""
    expect(headline(page, "The reader couldn't be loaded.")).to_be_visible()
    expect(button(page, "Try again")).to_be_visible()


def expect_recovery(page: Page) -> None:
    """Draw while nobody can read, lift the fault, and wait until what was drawn is read."""
    draw_by_mouse(page, strokes_of(3))
    expect_failure(page)
    expect_reading(page, "")
    drawn = cover(pad(page))
    page.context.unroute_all()
    button(page, "Try again").click()
    expect_reading(page, "3")
    expect(button(page, "Try again")).to_be_hidden()
    expect(pad(page)).to_be_focused()
    assert cover(pad(page)) == drawn > 0


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        *((WEIGHTS, fault) for fault in (missing, unreachable, cut_short, altered, a_page_instead)),
        (GRAPH, altered),
        *((CONTRACT, fault) for fault in (missing, cut_short, refusing_nothing, of_another_version, a_page_instead)),
        *((WORKER, fault) for fault in (missing, unreachable, cut_short, a_page_instead)),
    ],
    ids=lambda part: part.__name__ if callable(part) else part.pattern,
)
def test_a_part_that_isn_t_right_can_be_tried_again(
    watched_page: Page, site_url: str, file: re.Pattern[str], fault: Fault, expected_errors: list[str]
) -> None:
    expected_errors += told_by_the_browser(fault)
    watched_page.context.route(file, fault)
    watched_page.goto(site_url)
    expect_recovery(watched_page)


def test_trying_in_vain_says_so_again(watched_page: Page, site_url: str) -> None:
    watched_page.context.route(WEIGHTS, cut_short)
    watched_page.goto(site_url)
    expect_failure(watched_page)
    expect(status(watched_page)).to_have_text("The reader couldn't be loaded. What you draw is kept.")
    with watched_page.expect_request(WEIGHTS):
        button(watched_page, "Try again").click()
    expect_recovery(watched_page)


def test_a_picture_waits_for_a_reader_too(watched_page: Page, site_url: str) -> None:
    watched_page.context.route(WEIGHTS, cut_short)
    watched_page.goto(site_url)
    expect_failure(watched_page)
    upload(watched_page, encode(paint(strokes_of(5))))
    expect(watched_page.get_by_role("alert")).to_contain_text("can't be read yet")
    watched_page.context.unroute_all()
    button(watched_page, "Try again").click()
    expect_reading(watched_page, "5")
    expect(watched_page.get_by_role("alert")).to_be_empty()


@pytest.mark.parametrize("fault", [missing, cut_short, altered])
def test_what_reads_pictures_can_be_tried_again(
    watched_page: Page, site_url: str, fault: Fault, expected_errors: list[str]
) -> None:
    expected_errors += told_by_the_browser(fault)
    watched_page.context.route(LATE_READING, fault)
    watched_page.goto(site_url)
    draw_by_mouse(watched_page, strokes_of(3))
    expect_reading(watched_page, "3")
    upload(watched_page, encode(paint(strokes_of(5))))
    expect(headline(watched_page, "The reader has stopped.")).to_be_visible()
    watched_page.context.unroute_all()
    expect(watched_page.get_by_role("alert")).to_contain_text("can't be read yet")
    button(watched_page, "Try again").click()
    expect_reading(watched_page, "5")
    button(watched_page, "Undo").click()
    expect_reading(watched_page, "3")


def test_a_picture_that_can_t_be_shown_is_kept_and_tried_again(watched_page: Page, site_url: str) -> None:
    watched_page.context.route(DARKROOM, missing)
    watched_page.goto(site_url)
    upload(watched_page, encode(paint(strokes_of(5))))
    expect(watched_page.get_by_role("alert")).to_have_text("The picture couldn't be read; it is kept.")
    watched_page.context.unroute_all()
    button(watched_page, "Try again").click()
    expect_reading(watched_page, "5")
    expect(button(watched_page, "Try again")).to_be_hidden()
    expect(pad(watched_page)).to_be_focused()


def test_what_is_drawn_before_the_reader_is_there_is_read_when_it_comes(watched_page: Page, site_url: str) -> None:
    with held_back(watched_page, WEIGHTS):
        watched_page.goto(site_url)
        expect(headline(watched_page, "Getting ready…")).to_be_visible()
        draw_by_mouse(watched_page, strokes_of(3))
        expect(headline(watched_page, "Getting ready…")).to_be_visible()
    expect_reading(watched_page, "3")


def test_a_file_that_a_cache_spoiled_is_fetched_once_more_past_it(watched_page: Page, site_url: str) -> None:
    watched_page.add_init_script(NOTE_FETCHES)
    for file in (WEIGHTS, CONTRACT, WORKER):
        watched_page.context.route(file, a_page_instead, times=1)
    watched_page.goto(site_url)
    draw_by_mouse(watched_page, strokes_of(3))
    expect_reading(watched_page, "3")
    fetches = watched_page.evaluate("fetches")
    for file in (WEIGHTS, CONTRACT, WORKER):
        assert [cache for url, cache in fetches if file.search(url)] == ["default", "reload"]


def test_a_download_that_falls_silent_is_given_up(watched_page: Page, site_url: str) -> None:
    watched_page.clock.install()
    watched_page.context.route(WEIGHTS, lambda route: None)
    with watched_page.expect_request(WEIGHTS):
        watched_page.goto(site_url)
    expect(headline(watched_page, "Getting ready…")).to_be_visible()
    watched_page.clock.run_for(SILENCE_MS)
    expect_recovery(watched_page)


def test_a_worker_that_dies_in_mid_reading_is_missed(watched_page: Page, site_url: str) -> None:
    watched_page.clock.install()
    watched_page.goto(site_url)
    draw_by_mouse(watched_page, strokes_of(3))
    expect_reading(watched_page, "3")
    (worker,) = watched_page.workers
    with watched_page.expect_event("console", lambda message: "not available" in message.text):
        worker.evaluate("close()")
        button(watched_page, "Clear").click()
        draw_by_mouse(watched_page, strokes_of(7))
        watched_page.clock.run_for(PATIENCE_MS)
        expect(headline(watched_page, "Still reading…")).to_be_visible()
        watched_page.clock.run_for(STROKES_MS)
    expect(headline(watched_page, "The reader has stopped.")).to_be_visible()
    button(watched_page, "Try again").click()
    expect_reading(watched_page, "7")


def tighten(page: Page, site_url: str, directive: str, instead: str) -> None:
    """Serve the page under another policy, in its header as in itself."""

    def stricter(route: Route) -> None:
        response = route.fetch()
        headers = {name: value.replace(directive, instead) for name, value in response.headers.items()}
        body = response.text()
        assert directive in body
        route.fulfill(response=response, headers=headers, body=body.replace(directive, instead))

    page.context.route(site_url, stricter)


def test_where_a_policy_forbids_workers_the_page_says_so(
    watched_page: Page, site_url: str, expected_errors: list[str]
) -> None:
    expected_errors.append("Content Security Policy")
    tighten(watched_page, site_url, "worker-src 'self' blob:", "worker-src 'none'")
    watched_page.goto(site_url)
    expect_failure(watched_page)


def test_where_a_policy_forbids_wasm_digits_are_read_all_the_same(watched_page: Page, site_url: str) -> None:
    tighten(watched_page, site_url, " 'wasm-unsafe-eval'", "")
    with watched_page.expect_request(CPU_WORKER):
        watched_page.goto(site_url)
    draw_by_mouse(watched_page, strokes_of(3))
    expect_reading(watched_page, "3")


def test_without_wasm_and_what_stands_in_for_it_the_page_says_so(watched_page: Page, site_url: str) -> None:
    for file in (WASM, CPU_WORKER):
        watched_page.context.route(file, a_page_instead)
    watched_page.goto(site_url)
    expect_recovery(watched_page)


@pytest.mark.parametrize("fault", [unreachable, cut_short, altered, a_page_instead])
def test_without_wasm_digits_are_read_all_the_same(
    watched_page: Page, site_url: str, fault: Fault, expected_errors: list[str]
) -> None:
    expected_errors += told_by_the_browser(fault)
    watched_page.context.route(WASM, fault)
    with watched_page.expect_request(WASM):
        watched_page.goto(site_url)
    for digit in (3, 7):
        draw_by_mouse(watched_page, strokes_of(digit))
        expect_reading(watched_page, str(digit))
        button(watched_page, "Clear").click()
