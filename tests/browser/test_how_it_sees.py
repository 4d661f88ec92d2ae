"""What each layer makes of the digit: all of it, in the ink of the theme, and never in the way of the answer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.appearance import change_theme
from tests.browser.desk import button, expect_reading, grid, opacities, pixels, upload, wait_for_change
from tests.browser.devices import on_a_phone
from tests.browser.drawings import strokes_of
from tests.browser.hand import draw_by_mouse, on_screen
from tests.browser.hosts import ONE_HOST
from tests.browser.in_page import load_recogniser
from tests.browser.other_model import give_model
from tests.browser.painter import encode, paint
from tests.browser.site_files import LATE_SCRIPT
from tests.browser.test_faults import SILENCE_MS

pytestmark = ONE_HOST

WORDS = json.loads((Path(__file__).parents[2] / "web" / "text.json").read_text(encoding="utf-8"))
TEXT = WORDS["maps"] | WORDS["late"]["maps"]
LINES = TEXT["layers"]
FAILURE = "The layers couldn't be shown; the drawing is kept."
ACTIVATIONS = """async (recogniser, grid) => (await recogniser.activations(Float32Array.from(grid)))
  .map(({ layer, shape, values }) => ({ layer, shape: [...shape], values: Array.from(values) }))"""

#: Notes what the page asks of its worker, and what it is answered.
LISTEN = """() => {
  window.told = [];
  window.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      this.addEventListener("message", ({ data }) => window.told.push(["answered", data.id]));
    }
    postMessage(message, ...rest) {
      window.told.push([message.kind, message.id]);
      super.postMessage(message, ...rest);
    }
  };
}"""


#: Keeps back from the worker what is asked for the maps, until `letGo()`.
HOLD_MAPS = """() => {
  const held = [];
  window.letGo = () => held.splice(0).forEach((send) => send());
  window.Worker = class extends window.Worker {
    postMessage(message, ...rest) {
      const send = () => super.postMessage(message, ...rest);
      if (message.kind === "activations" && held.length === 0) held.push(send);
      else send();
    }
  };
}"""

#: On the page's clock, which tests turn: maps that are to be asked for have been by then.
REST_MS = 200


def open_tab(page: Page) -> Locator:
    """Choose the tab and return its panel."""
    page.get_by_role("tab", name="How it sees").click()
    return page.get_by_role("tabpanel", name="How it sees")


def maps_of(panel: Locator, layer: str) -> Locator:
    """Return the sheet of a layer's maps."""
    return panel.get_by_role("slider", name=re.compile(rf"^{layer}: "))


def bars_of(panel: Locator, layer: str) -> Locator:
    """Return the strip of a layer's numbers."""
    return panel.get_by_role("img", name=re.compile(rf"^{layer}: "))


def expected_sheet(values: list[float], shape: list[int], columns: int) -> NDArray[np.float64]:
    """Return (height, width) shares of the strongest answer, by the root; NaN where no map is."""
    height, width, count = shape
    maps = np.array(values).reshape(height, width, count)
    maps = np.sqrt(np.maximum(maps, 0) / maps.max())
    sheet = np.full((-(-count // columns) * (height + 1) - 1, columns * (width + 1) - 1), np.nan)
    for number in range(count):
        top, left = number // columns * (height + 1), number % columns * (width + 1)
        sheet[top : top + height, left : left + width] = maps[:, :, number]
    return sheet


def test_a_blank_pad_invites_to_draw(open_page: Page) -> None:
    panel = open_tab(open_page)
    expect(panel.get_by_text(TEXT["invitation"])).to_be_visible()
    assert len(np.unique(opacities(maps_of(panel, "conv1")))) == 2  # maps without an answer, and what is between
    button(open_page, "Example: 4").click()
    expect(panel.get_by_text(TEXT["explained"])).to_be_visible()
    assert opacities(maps_of(panel, "conv1")).max() == 255
    button(open_page, "Clear").click()
    expect(panel.get_by_text(TEXT["invitation"])).to_be_visible()
    assert len(np.unique(opacities(maps_of(panel, "conv1")))) == 2


def test_every_map_is_the_library_s(open_page: Page) -> None:
    button(open_page, "Example: 4").click()
    expect_reading(open_page, "4")
    ink = [value / 255 for value in opacities(grid(open_page)).ravel()]
    activations = load_recogniser(open_page).evaluate(ACTIVATIONS, ink)
    panel = open_tab(open_page)
    expect(panel.get_by_text(TEXT["explained"])).to_be_visible()
    layers = [each for each in activations if len(each["shape"]) == 3]
    assert len(layers) == 9
    for layer in layers:
        shown = opacities(maps_of(panel, layer["layer"]))
        expected = expected_sheet(layer["values"], layer["shape"], 8 if layer["shape"][2] <= 16 else 16)
        is_map = ~np.isnan(expected)
        assert shown.shape == expected.shape
        assert (shown[~is_map] == 0).all()
        # The page's grid is known to a byte a pixel, and the root enlarges what is near zero.
        assert np.abs(shown[is_map] - (14 + 241 * expected[is_map])).mean() < 2
        assert np.corrcoef(shown[is_map], expected[is_map])[0, 1] > 0.995


def test_the_last_bars_stand_for_the_digits(open_page: Page) -> None:
    panel = open_tab(open_page)
    for digit in (2, 7):
        before = pixels(bars_of(panel, "logits")) if digit == 7 else ""
        button(open_page, f"Example: {digit}").click()
        expect_reading(open_page, str(digit))
        expect(panel.get_by_text(TEXT["explained"])).to_be_visible()
        wait_for_change(bars_of(panel, "logits"), before)
        heights = (opacities(bars_of(panel, "logits")) == 255).sum(axis=0)
        assert heights.argmax() * 10 // len(heights) == digit
    assert (opacities(bars_of(panel, "features")) > 0).any()


def test_maps_follow_the_hand_while_it_draws(open_page: Page) -> None:
    panel = open_tab(open_page)
    first, *others = on_screen(open_page, strokes_of(7))[0]
    open_page.mouse.move(*first)
    open_page.mouse.down()
    half = len(others) // 2
    for point in others[:half]:
        open_page.mouse.move(*point)
    expect(panel.get_by_text(TEXT["explained"])).to_be_visible()
    before = pixels(maps_of(panel, "conv1"))
    for point in others[half:]:
        open_page.mouse.move(*point)
    wait_for_change(maps_of(panel, "conv1"), before)
    open_page.mouse.up()
    expect_reading(open_page, "7")


def test_a_picture_is_seen_too(open_page: Page) -> None:
    panel = open_tab(open_page)
    upload(open_page, encode(paint(strokes_of(5))))
    expect_reading(open_page, "5")
    expect(panel.get_by_text(TEXT["explained"])).to_be_visible()
    assert opacities(maps_of(panel, "conv7")).max() == 255


def test_nothing_is_asked_for_a_hidden_tab_and_but_one_thing_at_a_time_for_a_shown_one(
    watched_page: Page, site_url: str
) -> None:
    watched_page.add_init_script(f"({LISTEN})()")
    watched_page.goto(site_url)
    draw_by_mouse(watched_page, strokes_of(3))
    expect_reading(watched_page, "3")
    assert asked(watched_page, "read") > 0
    assert asked(watched_page, "activations") == 0

    panel = open_tab(watched_page)
    expect(panel.get_by_text(TEXT["explained"])).to_be_visible()
    draw_by_mouse(watched_page, strokes_of(3))
    watched_page.get_by_role("tab", name="Probability of each digit").click()
    told = watched_page.evaluate("window.told")
    waiting: set[int] = set()
    for kind, number in told:
        if kind == "activations":
            assert waiting == set()
            waiting.add(number)
        elif kind == "answered":
            waiting.discard(number)
    seen = asked(watched_page, "activations")
    assert seen > 0
    # Dozens of answers later, maps that wait for a moment would have been asked for, too.
    for digit in (3, 7, 2):
        button(watched_page, "Clear").click()
        draw_by_mouse(watched_page, strokes_of(digit))
        expect_reading(watched_page, str(digit))
    assert asked(watched_page, "activations") == seen


def test_what_still_waits_for_a_tab_is_forgotten_with_it(watched_page: Page, site_url: str) -> None:
    watched_page.clock.install()
    watched_page.add_init_script(f"({HOLD_MAPS})()")
    watched_page.add_init_script(f"({LISTEN})()")
    watched_page.goto(site_url)
    panel = open_tab(watched_page)
    expect(maps_of(panel, "conv1")).to_be_visible()
    for digit in (4, 7):
        button(watched_page, f"Example: {digit}").click()
        expect_reading(watched_page, str(digit))
        watched_page.clock.run_for(REST_MS)
    # Those of the 4 are on their way, those of the 7 are next.
    assert asked(watched_page, "activations") == 1
    watched_page.get_by_role("tab", name="Probability of each digit").click()
    watched_page.evaluate("letGo()")
    button(watched_page, "Example: 2").click()
    watched_page.clock.run_for(REST_MS)
    expect_reading(watched_page, "2")
    assert asked(watched_page, "activations") == 1


def test_where_nobody_reads_the_tab_asks_for_no_other_drawing(open_page: Page) -> None:
    panel = open_tab(open_page)
    button(open_page, "Example: 4").click()
    expect(panel.get_by_text(TEXT["explained"])).to_be_visible()
    (worker,) = open_page.workers
    open_page.clock.install()
    with open_page.expect_event("console", lambda message: "not available" in message.text):
        worker.evaluate("close()")
        button(open_page, "Example: 7").click()
        open_page.clock.run_for(SILENCE_MS)
    open_page.clock.run_for(REST_MS)
    expect(panel.get_by_text(TEXT["noReader"])).to_be_visible()
    expect(panel.get_by_text(TEXT["invitation"])).to_be_hidden()
    button(open_page, "Try again").click()
    expect_reading(open_page, "7")
    open_page.clock.run_for(REST_MS)
    expect(panel.get_by_text(TEXT["explained"])).to_be_visible()


@on_a_phone
def test_a_map_is_shown_larger_by_a_tap(open_page: Page) -> None:
    panel = open_tab(open_page)
    button(open_page, "Example: 4").click()
    expect(panel.get_by_text(TEXT["explained"])).to_be_visible()
    sheet, name = maps_of(panel, "conv1"), panel.get_by_text("conv1, map 1 of 16", exact=True)
    sheet.tap(position={"x": 3, "y": 3})
    expect(name).to_be_visible()
    panel.get_by_text(TEXT["explained"]).tap()
    expect(name).to_be_hidden()


def test_a_map_is_shown_larger_by_keys_and_by_pointing(open_page: Page) -> None:
    panel = open_tab(open_page)
    sheet = maps_of(panel, "conv1")
    expect(sheet).to_be_visible()
    open_page.keyboard.press("Tab")
    open_page.keyboard.press("Tab")
    expect(sheet).to_be_focused()
    for key, number in (("ArrowRight", 2), ("ArrowDown", 10), ("ArrowUp", 2), ("ArrowUp", 2), ("End", 16), ("Home", 1)):
        open_page.keyboard.press(key)
        expect(sheet).to_have_attribute("aria-valuetext", f"conv1, map {number} of 16")
        expect(panel.get_by_text(f"conv1, map {number} of 16", exact=True)).to_be_visible()
    # The browser's Back on some machines, and none of the page's.
    open_page.keyboard.press("Alt+ArrowRight")
    expect(sheet).to_have_attribute("aria-valuetext", "conv1, map 1 of 16")
    open_page.keyboard.press("Shift+Tab")
    expect(panel.get_by_text("conv1, map 1 of 16", exact=True)).to_be_hidden()
    box = sheet.bounding_box()
    assert box is not None
    open_page.mouse.move(box["x"] + box["width"] - 3, box["y"] + box["height"] - 3)
    expect(panel.get_by_text("conv1, map 16 of 16", exact=True)).to_be_visible()


def test_a_change_of_theme_redraws_the_maps(open_page: Page) -> None:
    change_theme(open_page, "light")
    panel = open_tab(open_page)
    button(open_page, "Example: 4").click()
    expect(panel.get_by_text(TEXT["explained"])).to_be_visible()
    canvases = [maps_of(panel, "conv1"), bars_of(panel, "features")]
    light = [pixels(canvas) for canvas in canvases]
    change_theme(open_page, "dark")
    assert all(pixels(canvas) != before for canvas, before in zip(canvases, light, strict=True))
    change_theme(open_page, "light")
    assert [pixels(canvas) for canvas in canvases] == light


def test_another_model_is_explained_by_its_own_layers(watched_page: Page, site_url: str) -> None:
    give_model(watched_page, "classic")
    watched_page.goto(site_url)
    panel = open_tab(watched_page)
    button(watched_page, "Example: 4").click()
    expect(panel.get_by_text(TEXT["explained"])).to_be_visible()
    headings = panel.get_by_role("heading").all_inner_texts()
    assert [heading.split()[0] for heading in headings] == ["conv1", "pool1", "conv2", "pool2", "features", "logits"]
    for line in (LINES["convolutions"][0], LINES["convolutions"][-1], LINES["weighing"], LINES["digits"]):
        expect(panel.get_by_text(line, exact=True)).to_have_count(1)
    assert opacities(maps_of(panel, "pool2")).max() == 255


def test_layers_that_can_t_be_fetched_can_be_tried_again(open_page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("Failed to load resource")
    button(open_page, "Example: 4").click()
    expect_reading(open_page, "4")

    def break_off(route: Route) -> None:
        route.abort()

    open_page.context.route(LATE_SCRIPT, break_off)
    panel = open_tab(open_page)
    expect(panel.get_by_role("alert")).to_have_text(FAILURE)
    open_page.context.unroute_all()
    button(open_page, "Try again").click()
    expect(panel.get_by_text(TEXT["explained"])).to_be_visible()
    assert opacities(maps_of(panel, "conv1")).max() == 255


@pytest.mark.parametrize("lost", [LATE_SCRIPT, re.compile(r".")], ids=["the layers alone", "everything"])
def test_layers_that_can_t_be_fetched_twice_come_with_a_new_page_where_one_can_be_had(
    open_page: Page, lost: re.Pattern[str], expected_errors: list[str]
) -> None:
    expected_errors.append("Failed to load resource")
    button(open_page, "Example: 4").click()
    expect_reading(open_page, "4")
    open_page.evaluate("window.isSamePage = true")
    open_page.context.route(lost, lambda route: route.abort())
    panel = open_tab(open_page)
    for _ in range(1 if lost == LATE_SCRIPT else 3):
        button(open_page, "Try again").click()
        expect(panel.get_by_role("alert")).to_have_text(FAILURE)
    assert open_page.evaluate("window.isSamePage")
    open_page.context.unroute_all()
    # Some browsers never ask again for a module that they couldn't have, and a test can't tell which.
    with open_page.expect_navigation():
        button(open_page, "Try again").click()
    expect_reading(open_page, "4")


@pytest.mark.browser_context_args(viewport={"width": 320, "height": 568})
def test_a_small_phone_shows_the_maps_without_scrolling_sideways(open_page: Page) -> None:
    panel = open_tab(open_page)
    button(open_page, "Example: 8").click()
    expect(panel.get_by_text(TEXT["explained"])).to_be_visible()
    assert open_page.evaluate("document.documentElement.scrollWidth") == 320
    for canvas in [*panel.get_by_role("slider").all(), *panel.get_by_role("img").all()]:
        box = canvas.bounding_box()
        assert box is not None
        assert 0 <= box["x"] < box["x"] + box["width"] <= 320


def asked(page: Page, kind: str) -> int:
    """Return how often the page has asked its worker for something of that kind."""
    told: list[list[Any]] = page.evaluate("window.told")
    return sum(each == kind for each, _ in told)
