"""The Model panel tells what the loaded model is and how well it reads, and all of it can be read with the keyboard."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.appearance import LEAST_CONTRAST, Scheme, change_theme, contrast
from tests.browser.desk import button, expect_reading, opacities, pixels
from tests.browser.devices import DESKTOP
from tests.browser.holding import held_back
from tests.browser.hosts import ONE_HOST
from tests.browser.in_page import load_recogniser
from tests.browser.other_model import MODELS, give_model, metrics_of
from tests.browser.site_files import METRICS
from tests.browser.test_faults import SILENCE_MS

pytestmark = ONE_HOST

TIMES = " \N{MULTIPLICATION SIGN} "
#: The browser's own timeouts go by a clock that no test can turn.
TIMEOUTS_BY_THE_PAGE_S_CLOCK = """AbortSignal.timeout = (limitMs) => {
  const silence = new AbortController();
  setTimeout(() => silence.abort(), limitMs);
  return silence.signal;
}"""

FAILURE = "The figures couldn't be fetched; the drawing is kept."

LAYERS = "({ layers }) => layers.map(({ name, shape, parameters }) => ({ name, shape: [...shape], parameters }))"


#: A confusion matrix: a row for each digit that was written, a column for each that was read.
Counts = list[list[int]]
PLURALS = ("zeros", "ones", "twos", "threes", "fours", "fives", "sixes", "sevens", "eights", "nines")


def open_panel(page: Page) -> Locator:
    """Open the panel and return it; its figures may still be on their way."""
    button(page, "Model").click()
    return page.get_by_role("dialog", name="Model")


def rows_of(panel: Locator, table: str) -> list[list[str]]:
    """Return the cells of a table's rows, the headings left out."""
    rows = panel.get_by_role("table", name=table).locator("tbody").get_by_role("row")
    expect(rows.first).to_be_visible()
    return [[cell.inner_text() for cell in row.locator("th, td").all()] for row in rows.all()]


def percent(share: float) -> str:
    """Return a share as the panel writes it."""
    return f"{share * 100:.2f}%"


def test_figures_are_fetched_when_the_panel_is_first_opened(watched_page: Page, site_url: str) -> None:
    requests: list[str] = []
    watched_page.on("request", lambda request: requests.append(request.url))
    watched_page.goto(site_url)
    button(watched_page, "Example: 7").click()
    expect_reading(watched_page, "7")
    assert not any(METRICS.search(url) for url in requests)
    for _ in range(2):
        panel = open_panel(watched_page)
        expect(panel.get_by_role("heading", name="Accuracy")).to_be_visible()
        watched_page.keyboard.press("Escape")
    assert sum(bool(METRICS.search(url)) for url in requests) == 1


def test_the_layers_are_those_of_the_loaded_model(open_page: Page) -> None:
    layers = load_recogniser(open_page).evaluate(LAYERS)
    *rows, total = rows_of(open_panel(open_page), "Layer by layer")
    assert [row[0].split()[0] for row in rows] == [layer["name"] for layer in layers]
    assert [row[1] for row in rows] == [TIMES.join(map(str, layer["shape"])) for layer in layers]
    assert [row[2] for row in rows] == [f"{layer['parameters']:,}".removeprefix("0") for layer in layers]
    assert total[2] == f"{sum(layer['parameters'] for layer in layers):,}"
    assert total[3] == f"{metrics_of('compact')['multiply_adds']:,}"


@pytest.mark.parametrize("architecture", ["compact", "classic"])
def test_figures_are_those_of_the_loaded_model_s_metrics(watched_page: Page, site_url: str, architecture: str) -> None:
    give_model(watched_page, architecture)
    watched_page.goto(site_url)
    metrics = metrics_of(architecture)
    panel = open_panel(watched_page)
    expect(panel.get_by_text(percent(metrics["exported"]["accuracy"]["test"]), exact=True).first).to_be_visible()
    expect(panel.get_by_text(f"read right by {architecture}")).to_be_visible()
    assert rows_of(panel, "Accuracy") == [
        [split.capitalize(), *(f"{metrics[split][each]:,}" for each in ("count", "misread")), percent(accuracy)]
        for split in ("training", "validation", "test")
        for accuracy in [metrics[split]["accuracy"]]
    ]
    expect(panel.get_by_text(f"{metrics['training_test_gap'] * 100:.2f} points better")).to_be_visible()
    calibration = metrics["test"]["expected_calibration_error"] * 100
    expect(panel.get_by_text(f"differ by {calibration:.2f} points")).to_be_visible()
    assert rows_of(panel, "Precision and recall") == [
        [str(digit), f"{row['count']:,}", percent(row["precision"]), percent(row["recall"])]
        for digit, row in enumerate(metrics["test"]["digits"])
    ]


def test_the_confusion_matrix_holds_every_count_of_the_split_that_is_chosen(open_page: Page) -> None:
    metrics = metrics_of("compact")
    panel = open_panel(open_page)
    for choice, split in (("Test digits", "test"), ("Validation digits", "validation"), ("Test digits", "test")):
        panel.get_by_role("radio", name=choice).check()
        cells = panel.get_by_role("grid", name="Confusion matrix").get_by_role("gridcell")
        expect(cells).to_have_count(100)
        shown = [int(text.replace(",", "") or 0) for text in cells.all_inner_texts()]
        assert shown == [count for row in metrics[split]["confusion_matrix"] for count in row]


def told(counts: Counts, written: int, read: int) -> str:
    """Return what a cell of the confusion matrix says."""
    count = counts[written][read]
    how = "right" if read == written else f"as {read}"
    verb = "was" if count < 2 else "were"
    return f"Of {sum(counts[written]):,} {PLURALS[written]}, {f'{count:,}' if count else 'none'} {verb} read {how}."


def test_a_cell_is_read_in_words_by_pointing_and_by_keys(open_page: Page) -> None:
    counts = metrics_of("compact")["test"]["confusion_matrix"]
    panel = open_panel(open_page)
    matrix = panel.get_by_role("grid", name="Confusion matrix")
    four = told(counts, 9, 4)
    matrix.get_by_role("gridcell", name=four).hover()
    expect(panel.get_by_text(four, exact=True)).to_be_visible()

    panel.get_by_role("radio", name="Test digits").focus()
    open_page.keyboard.press("Tab")
    first = told(counts, 0, 0)
    expect(matrix.get_by_role("gridcell", name=first)).to_be_focused()
    expect(panel.get_by_text(first, exact=True)).to_be_visible()
    for key, sentence in (
        ("ArrowLeft", first),
        ("ArrowDown", told(counts, 1, 0)),
        ("ArrowRight", told(counts, 1, 1)),
        ("End", told(counts, 1, 9)),
    ):
        open_page.keyboard.press(key)
        expect(matrix.get_by_role("gridcell", name=sentence)).to_be_focused()
        expect(panel.get_by_text(sentence, exact=True)).to_be_visible()
    for held in ("Alt", "Control", "Meta"):
        open_page.keyboard.press(f"{held}+ArrowLeft")
        expect(matrix.get_by_role("gridcell", name=sentence)).to_be_focused()
    # One stop in the order of Tab, wherever in the matrix one is.
    open_page.keyboard.press("Tab")
    open_page.keyboard.press("Shift+Tab")
    expect(matrix.get_by_role("gridcell", name=sentence)).to_be_focused()


def test_in_a_page_set_from_right_to_left_the_matrix_s_arrows_go_where_they_point(open_page: Page) -> None:
    open_page.evaluate("document.documentElement.dir = 'rtl'")
    cells = open_panel(open_page).get_by_role("grid", name="Confusion matrix").get_by_role("gridcell")
    cells.first.focus()
    for key, place in (("ArrowLeft", 1), ("ArrowLeft", 2), ("ArrowRight", 1)):
        open_page.keyboard.press(key)
        expect(cells.nth(place)).to_be_focused()


def test_mistakes_are_seen_from_afar_beside_a_thousand_right_ones(open_page: Page) -> None:
    counts = metrics_of("compact")["test"]["confusion_matrix"]
    mistakes = sorted((counts[w][r], w, r) for w in range(10) for r in range(10) if w != r)
    none, most = mistakes[0], mistakes[-1]
    fewest = next(mistake for mistake in mistakes if mistake[0] > 0)
    assert none[0] < fewest[0] < most[0]
    matrix = open_panel(open_page).get_by_role("grid", name="Confusion matrix")
    names = [told(counts, 0, 0), *(told(counts, *place) for _, *place in (none, fewest, most))]
    ground = "cell => getComputedStyle(cell).backgroundColor"
    grounds = {matrix.get_by_role("gridcell", name=name, exact=True).evaluate(ground) for name in names}
    assert len(grounds) == 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_cell_is_legible(open_page: Page, scheme: Scheme) -> None:
    change_theme(open_page, scheme)
    cells = open_panel(open_page).get_by_role("grid", name="Confusion matrix").get_by_role("gridcell")
    expect(cells).to_have_count(100)
    for cell in cells.filter(has_text=re.compile(r"\d")).all():
        assert contrast(cell) >= LEAST_CONTRAST, cell.get_attribute("aria-label")


def test_the_curves_tell_every_epoch(open_page: Page) -> None:
    history = metrics_of("compact")["history"]
    panel = open_panel(open_page)
    for quantity in ("Accuracy", "Loss"):
        curve = panel.get_by_role("img", name=f"{quantity} over {len(history['loss'])} epochs")
        expect(curve).to_be_visible()
        expect(curve).to_have_accessible_name(re.compile(rf"the best epoch is {history['best_epoch']}\.$"))
        expect(curve.get_by_text(f"best: epoch {history['best_epoch']}")).to_be_visible()
    panel.get_by_text("Every epoch in figures").first.click()
    rows = rows_of(panel, "Every epoch in figures")
    assert [float(row[2].removesuffix("%")) for row in rows] == pytest.approx(
        [100 * accuracy for accuracy in history["val_accuracy"]], abs=0.006
    )
    assert [float(row[4]) for row in rows] == pytest.approx(history["val_loss"], abs=0.00006)


def test_dense_is_compared_with_classic(open_page: Page) -> None:
    nets = json.loads((MODELS / "comparison.json").read_text(encoding="utf-8"))
    panel = open_panel(open_page)
    assert rows_of(panel, "Why convolutions") == [
        [
            net["architecture"],
            f"{net['parameters']:,}",
            f"{net['misread']:,}",
            percent(net["test"]),
            percent(net["accuracy_when_moved"][3]),
        ]
        for net in nets
    ]
    expect(panel.get_by_role("img", name="Accuracy on test digits moved sideways")).to_be_visible()


def test_the_most_confident_mistakes_are_drawn_in_the_ink_of_the_theme(open_page: Page) -> None:
    mistakes = metrics_of("compact")["mistakes"]
    change_theme(open_page, "light")
    panel = open_panel(open_page)
    pictures = panel.get_by_role("img", name=re.compile(r"^A test digit: \d, read as \d$"))
    expect(pictures).to_have_count(len(mistakes))
    expect(pictures.first).to_have_accessible_name(
        f"A test digit: {mistakes[0]['label']}, read as {mistakes[0]['read']}"
    )
    expect(panel.get_by_text(f"{min(mistakes[0]['confidence'], 0.999):.1%} sure").first).to_be_visible()
    for picture, mistake in zip(pictures.all(), mistakes, strict=True):
        ink = list(base64.b64decode(mistake["pixels"]))
        assert list(opacities(picture).ravel()) == pytest.approx(ink, abs=2)
    light = pixels(pictures.first)
    change_theme(open_page, "dark")
    assert pixels(pictures.first) != light


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_desktop_shows_the_mistakes_in_full_rows(open_page: Page) -> None:
    mistakes = open_panel(open_page).get_by_role("listitem").filter(has_text="read as")
    expect(mistakes).to_have_count(25)
    tops = [box["y"] for mistake in mistakes.all() if (box := mistake.bounding_box())]
    assert sorted(tops.count(top) for top in set(tops)) == [5] * 5


def test_the_trainer_s_plots_can_be_kept(open_page: Page) -> None:
    panel = open_panel(open_page)
    for link, name in (
        ("Accuracy against epochs", "accuracy.png"),
        ("Loss against epochs", "loss.png"),
        ("Confusion matrix", "confusion-matrix.png"),
        ("Most confident mistakes", "mistakes.png"),
        ("All figures", "metrics.json"),
    ):
        with open_page.expect_download() as download:
            panel.get_by_role("link", name=link).click()
        assert download.value.suggested_filename == name
        assert download.value.path().read_bytes() == (MODELS / "compact" / name).read_bytes()


@pytest.mark.parametrize("fault", ["missing", "unreachable", "a page instead", "other figures"])
def test_without_figures_the_panel_says_so_and_tries_again(
    open_page: Page, fault: str, expected_errors: list[str]
) -> None:
    answers: dict[str, Any] = {
        "missing": {"status": 404, "body": "Not found"},
        "a page instead": {"status": 200, "content_type": "text/html", "body": "<!doctype html><h1>Sign in</h1>"},
        "other figures": {"status": 200, "json": {"architecture": "compact"}},
    }
    if fault in ("missing", "unreachable"):
        expected_errors.append("Failed to load resource")

    def answer(route: Route) -> None:
        if fault == "unreachable":
            route.abort()
        else:
            route.fulfill(**answers[fault])

    open_page.context.route(METRICS, answer)
    panel = open_panel(open_page)
    expect(panel.get_by_role("alert")).to_have_text(FAILURE)
    open_page.context.unroute_all()
    button(panel.page, "Try again").click()
    expect(panel.get_by_role("heading", name="Accuracy")).to_be_visible()
    expect(panel.get_by_role("alert")).to_have_count(0)
    # The button went away, the focus stayed.
    assert panel.evaluate("panel => panel.contains(document.activeElement)")


def test_figures_that_never_come_are_given_up(watched_page: Page, site_url: str) -> None:
    watched_page.clock.install()
    watched_page.add_init_script(TIMEOUTS_BY_THE_PAGE_S_CLOCK)
    watched_page.goto(site_url)
    watched_page.context.route(METRICS, lambda route: None)
    with watched_page.expect_request(METRICS):
        panel = open_panel(watched_page)
    watched_page.clock.run_for(1000)
    expect(panel.get_by_text("Fetching the figures…")).to_be_visible()
    watched_page.clock.run_for(SILENCE_MS)
    expect(panel.get_by_role("alert")).to_have_text(FAILURE)
    watched_page.context.unroute_all()
    button(watched_page, "Try again").click()
    expect(panel.get_by_role("heading", name="Accuracy")).to_be_visible()


def test_it_is_told_that_figures_come(open_page: Page) -> None:
    with held_back(open_page, METRICS):
        panel = open_panel(open_page)
        sentence = panel.get_by_text("Fetching the figures…")
        expect(sentence).to_have_attribute("aria-live", "polite")
        body = panel.locator("[aria-busy]")
        expect(body).to_have_attribute("aria-busy", "true")
    expect(body).to_have_attribute("aria-busy", "false")
    expect(sentence).to_be_hidden()


def test_names_in_the_figures_are_never_markup(open_page: Page) -> None:
    metrics = {**metrics_of("compact"), "architecture": "<img src=x onerror=alert(1)>"}
    open_page.context.route(METRICS, lambda route: route.fulfill(json=metrics))
    panel = open_panel(open_page)
    expect(panel.get_by_text("read right by <img src=x")).to_be_visible()


def test_a_model_whose_training_nobody_recorded_has_no_curves(open_page: Page) -> None:
    metrics = {**metrics_of("compact"), "history": {}, "mistakes": []}
    open_page.context.route(METRICS, lambda route: route.fulfill(json=metrics))
    panel = open_panel(open_page)
    expect(panel.get_by_text("It misread none of the test digits.")).to_be_visible()
    expect(panel.get_by_role("heading", name="Training")).to_have_count(0)
    expect(panel.get_by_role("link", name="Loss against epochs")).to_have_count(0)


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844})
def test_a_phone_shows_it_without_scrolling_sideways(open_page: Page) -> None:
    panel = open_panel(open_page)
    expect(panel.get_by_role("heading", name="To keep")).to_be_attached()
    panel.get_by_text("Every epoch in figures").first.click()
    assert panel.evaluate("panel => panel.scrollWidth - panel.clientWidth") == 0
    for table in panel.locator("table").all():
        box = table.bounding_box()
        assert box is not None
        assert 0 <= box["x"] < box["x"] + box["width"] <= 390
