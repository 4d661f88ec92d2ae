"""recogniser.js as a developer of another page meets it: one import, typed failures, one answer for any source."""

from __future__ import annotations

import base64
import hashlib
import json
import math
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, JSHandle, Page, Route, expect

from tests.browser.desk import INVITATION, status
from tests.browser.drawings import strokes_of
from tests.browser.hosts import ONE_HOST
from tests.browser.in_page import load_recogniser, read_drawings
from tests.browser.other_model import MODELS
from tests.browser.painter import encode, paint
from tests.browser.table import picture_of

#: Moved strokes are the same but for the last bits of their coordinates.
MOVED_TOLERANCE = 1e-4

READ_PICTURE = """async (recogniser, base64) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const blob = new Blob([bytes]);
  const bitmap = await createImageBitmap(blob);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const pixels = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const readings = [];
  for (const source of [blob, pixels, bitmap]) readings.push(await recogniser.read(source, { mode: "digit" }));
  return readings.map(({ text, sure, digits }) => ({ text, sure, digit: digits[0].digit, box: digits[0].box }));
}"""

#: The bounds of the ink that was seen, in the source's units, beside the digit's own.
SEE_INK = """async (recogniser, [drawing, base64]) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const seen = [];
  for (const source of [drawing, new Blob([bytes])]) {
    const { ink, digits } = await recogniser.read(source, { withInk: true });
    const { image, left, top, scale } = ink;
    const inked = Array.from(image.ink.keys()).filter((index) => image.ink[index] > 0.002);
    const [xs, ys] = [inked.map((index) => index % image.width), inked.map((index) => index / image.width | 0)];
    const [x, y] = [left + Math.min(...xs) / scale, top + Math.min(...ys) / scale];
    const right = left + (Math.max(...xs) + 1) / scale, bottom = top + (Math.max(...ys) + 1) / scale;
    seen.push([{ x, y, width: right - x, height: bottom - y }, digits[0].box]);
  }
  return [...seen, (await recogniser.read(drawing)).ink];
}"""

#: The library's own classes cross no page boundary: their names and reasons do.
FAIL = """async (recogniser, how) => {
  const { UnreadableSourceError } = await import(new URL("recogniser.js", document.baseURI).href);
  const closed = await createImageBitmap(new ImageData(9, 9));
  closed.close();
  const attempts = {
    "an empty file": () => recogniser.read(new Blob([])),
    "text": () => recogniser.read(new Blob(["three"])),
    "half a picture": () => recogniser.read(new Blob([Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10, 0)])),
    "a string": () => recogniser.read("three"),
    "nothing": () => recogniser.read(),
    "a closed bitmap": () => recogniser.read(closed),
    "a stroke without points": () => recogniser.read({ strokes: [[]] }),
    "a point nowhere": () => recogniser.read({ strokes: [[[0, NaN]]] }),
    "strokes with a function": () => recogniser.read({ strokes: [[[0, () => 0]]] }),
    "an unknown mode": () => recogniser.read({ strokes: [] }, { mode: "letter" }),
    "a drawing as a sheet": () => recogniser.read({ strokes: [] }, { mode: "sheet" }),
    "a short grid": () => recogniser.classify(new Float32Array(783)),
    "a list for a grid": () => recogniser.classify(new Array(784).fill(0)),
    "two grids at once": () => recogniser.activations(new Float32Array(2 * 784)),
    "a grid without numbers": () => recogniser.classify(new Float32Array(784).fill(NaN)),
  };
  try {
    await attempts[how]();
    return "no error";
  } catch (error) {
    const name = error instanceof UnreadableSourceError ? "UnreadableSourceError" : error.name;
    return error.reason ? `${name}: ${error.reason}` : name;
  }
}"""


#: As some browsers do where a policy forbids workers; counts what is held by an address of its own.
FORBID_WORKERS = """() => {
  globalThis.Worker = function () { throw new Error("Forbidden"); };
  globalThis.objectUrls = new Set();
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (object) => {
    const url = createObjectURL.call(URL, object);
    objectUrls.add(url);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    objectUrls.delete(url);
    revokeObjectURL.call(URL, url);
  };
}"""


@pytest.fixture
def recogniser(open_page: Page) -> JSHandle:
    """The library, loaded in the site's page as in any other of its origin."""
    return load_recogniser(open_page)


def drawing_of(digit: int, **moved: float) -> dict[str, Any]:
    """Return a digit as `read` takes it, in any unit and at any place."""
    scale, left, top = moved.get("scale", 1), moved.get("left", 0), moved.get("top", 0)
    return {"strokes": [[[left + scale * x, top + scale * y] for x, y in stroke] for stroke in strokes_of(digit)]}


def averaging_model() -> dict[str, bytes]:
    """Return the files of a classic model that pools by averages, as its owner may have exported it."""
    contents = {path.name: path.read_bytes() for path in (MODELS / "classic").iterdir()}
    graph = contents["model.json"].replace(b'"op":"MaxPool"', b'"op":"AvgPool"')
    assert graph != contents["model.json"]
    contract = json.loads(contents["contract.json"])
    for file in contract["files"]:
        if file["name"] == "model.json":
            file.update(bytes=len(graph), sha256=hashlib.sha256(graph).hexdigest())
    return {**contents, "model.json": graph, "contract.json": json.dumps(contract).encode()}


def test_a_picture_is_read_alike_from_every_source(recogniser: JSHandle) -> None:
    for digit in (3, 7):
        picture = encode(paint(strokes_of(digit)))
        readings = recogniser.evaluate(READ_PICTURE, base64.b64encode(picture).decode())
        assert readings[0] == {"text": str(digit), "sure": True, "digit": digit, "box": readings[0]["box"]}
        assert readings == [readings[0]] * 3
        assert read_drawings(recogniser, [drawing_of(digit)])[0]["text"] == str(digit)


def test_the_ink_that_was_seen_is_given_where_it_is_asked_for(recogniser: JSHandle) -> None:
    picture = encode(paint(strokes_of(3)))
    *seen, unasked = recogniser.evaluate(SEE_INK, [drawing_of(3), base64.b64encode(picture).decode()])
    for ink, digit in seen:
        assert ink == pytest.approx(digit)
    assert unasked is None


def test_a_drawing_is_read_the_same_wherever_and_in_whatever_unit_it_is(recogniser: JSHandle) -> None:
    here, moved, enlarged, tiny = read_drawings(
        recogniser,
        [
            drawing_of(5),
            drawing_of(5, left=-3000, top=700),
            drawing_of(5, scale=1000),
            drawing_of(5, scale=0.001, left=0.5),
        ],
    )
    for other in (moved, enlarged, tiny):
        assert other["text"] == here["text"] == "5"
        assert other["probabilities"] == pytest.approx(here["probabilities"], abs=MOVED_TOLERANCE)


def test_probabilities_are_ten_and_sum_to_one(recogniser: JSHandle) -> None:
    (reading,) = read_drawings(recogniser, [drawing_of(3)])
    assert len(reading["probabilities"]) == 10
    assert sum(reading["probabilities"]) == pytest.approx(1)
    assert max(reading["probabilities"]) == reading["probabilities"][3]


def test_each_layer_shows_what_it_makes_of_a_digit(recogniser: JSHandle) -> None:
    layers, activations, logits = recogniser.evaluate(
        """async (recogniser, drawing) => {
          const { digits: [{ grid }] } = await recogniser.read(drawing);
          const activations = await recogniser.activations(grid);
          return [
            recogniser.layers,
            activations.map(({ layer, shape, values }) => ({ layer, shape, count: values.length })),
            Array.from(activations.at(-1).values),
          ];
        }""",
        drawing_of(7),
    )
    names = "conv1 pool1 conv2 conv3 conv4 pool2 conv5 conv6 conv7 features logits"
    assert [layer["name"] for layer in layers] == names.split()
    for layer, activation in zip(layers, activations, strict=True):
        assert (activation["layer"], activation["shape"]) == (layer["name"], layer["shape"])
        assert activation["count"] == math.prod(layer["shape"])
    assert logits.index(max(logits)) == 7


def test_no_ink_is_an_empty_reading(recogniser: JSHandle) -> None:
    for source in ("{ strokes: [] }", "new ImageData(9, 9)"):
        reading = recogniser.evaluate(f"(recogniser) => recogniser.read({source})")
        assert (reading["text"], reading["digits"]) == ("", [])


@ONE_HOST
def test_what_cannot_be_read_is_rejected_by_name_and_reason(recogniser: JSHandle) -> None:
    expected = {
        "an empty file": "UnreadableSourceError: empty",
        "text": "UnreadableSourceError: format",
        "half a picture": "UnreadableSourceError: damaged",
        "a string": "UnreadableSourceError: format",
        "nothing": "UnreadableSourceError: format",
        "a closed bitmap": "UnreadableSourceError: damaged",
        "a stroke without points": "UnreadableSourceError: strokes",
        "a point nowhere": "UnreadableSourceError: strokes",
        "strokes with a function": "UnreadableSourceError: strokes",
        "an unknown mode": "RangeError",
        "a drawing as a sheet": "RangeError",
        "a short grid": "RangeError",
        "a list for a grid": "RangeError",
        "two grids at once": "RangeError",
        "a grid without numbers": "RangeError",
    }
    assert {how: recogniser.evaluate(FAIL, how) for how in expected} == expected
    # None of it has done any harm.
    assert read_drawings(recogniser, [drawing_of(7)])[0]["text"] == "7"


def test_a_recogniser_that_was_disposed_of_reads_no_more(recogniser: JSHandle) -> None:
    reading = "(recogniser) => recogniser.read({ strokes: [] })"
    recogniser.evaluate(reading)
    recogniser.evaluate("(recogniser) => recogniser.dispose()")
    with pytest.raises(Error, match="disposed of"):
        recogniser.evaluate(reading)


def test_readings_under_way_are_rejected_when_disposed_of(recogniser: JSHandle) -> None:
    with pytest.raises(Error, match="disposed of"):
        recogniser.evaluate(
            """(recogniser) => {
              const reading = recogniser.read({ strokes: [[[0, 0]]] });
              recogniser.dispose();
              return reading;
            }"""
        )


def test_a_sheet_tells_how_far_it_is_read_and_is_read_no_further_once_it_is_called_off(open_page: Page) -> None:
    open_page.evaluate(
        """() => {
          window.replies = [];
          window.Worker = class extends Worker {
            constructor(...options) {
              super(...options);
              this.addEventListener("message", ({ data }) => window.replies.push(data));
            }
          };
        }"""
    )
    told = load_recogniser(open_page).evaluate(
        """async (recogniser, base64) => {
          const file = new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]);
          const told = [];
          const { rows } = await recogniser.read(file, { mode: "sheet", onProgress: (each) => told.push(each) });
          const calling = new AbortController();
          const onProgress = ({ of }) => of > 0 && calling.abort();
          const options = { mode: "sheet", onProgress, signal: calling.signal };
          const { name } = await recogniser.read(file, options).catch((error) => error);
          const { id } = window.replies.findLast(({ progress }) => progress);
          const ending = () => window.replies.find((reply) => reply.id === id && !reply.progress);
          while (!ending()) await new Promise(requestAnimationFrame);
          return { numbers: rows.flat().length, told, name, ending: ending().error?.name };
        }""",
        base64.b64encode(picture_of([["407", "12", "5"]] * 7)).decode(),
    )
    assert told["numbers"] > 16
    assert told["told"][0] == {"read": 0, "of": 0, "rows": []}
    assert [each["read"] for each in told["told"][1:]] == [0, 16, told["told"][-1]["of"]]
    assert [sum(map(len, each["rows"])) for each in told["told"][1:]] == [0, 16, told["numbers"]]
    assert told["name"] == told["ending"] == "AbortError"


@ONE_HOST
def test_what_waits_for_the_line_net_is_called_off_at_once(open_page: Page) -> None:
    open_page.context.route("**/model/line-*/*", lambda _: None)  # never answered
    name = load_recogniser(open_page).evaluate(
        """async (recogniser, base64) => {
          const file = new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]);
          const calling = new AbortController();
          const reading = recogniser.read(file, { mode: "sheet", signal: calling.signal });
          calling.abort();
          return reading.catch(({ name }) => name);
        }""",
        base64.b64encode(picture_of([["407"]])).decode(),
    )
    assert name == "AbortError"


def test_two_recognisers_live_side_by_side(recogniser: JSHandle, open_page: Page) -> None:
    other = load_recogniser(open_page, backend="cpu")
    assert recogniser.evaluate("({ backend }) => backend") == "wasm"
    assert other.evaluate("({ backend }) => backend") == "cpu"
    recogniser.evaluate("(recogniser) => recogniser.dispose()")
    assert read_drawings(other, [drawing_of(7)])[0]["text"] == "7"


def test_a_model_is_named_by_any_kind_of_address(open_page: Page, site: Path) -> None:
    (folder,) = (site / "model").glob("classic-*")
    relative = f"model/{folder.name}"
    absolute = open_page.evaluate("path => new URL(path, document.baseURI).href", relative)
    for address in (relative, f"./{relative}/", f"{absolute}/"):
        recogniser = load_recogniser(open_page, modelUrl=address)
        assert read_drawings(recogniser, [drawing_of(3)])[0]["text"] == "3"
        recogniser.evaluate("(recogniser) => recogniser.dispose()")


@ONE_HOST
@pytest.mark.parametrize("mode", ["number", "sheet"])
def test_a_model_without_doubt_reads_single_digits_only(open_page: Page, site: Path, mode: str) -> None:
    (folder,) = (site / "model").glob("classic-*")
    recogniser = load_recogniser(open_page, modelUrl=f"model/{folder.name}/")
    with pytest.raises(Error, match="UnsupportedModeError: The model classic reads single digits only"):
        recogniser.evaluate(
            "(recogniser, mode) => recogniser.read(new ImageData(20, 20), { mode })",
            mode,
        )


@ONE_HOST
def test_a_model_that_is_not_there_is_rejected_by_name(open_page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("Failed to load resource")
    with pytest.raises(Error, match="ModelLoadError: .*404"):
        load_recogniser(open_page, modelUrl="model/none/")


@ONE_HOST
@pytest.mark.parametrize("backend", ["wasm", "cpu"])
def test_a_model_that_needs_an_operation_more_is_rejected_by_name(open_page: Page, backend: str) -> None:
    contents = averaging_model()

    def answer(route: Route) -> None:
        route.fulfill(body=contents[route.request.url.rsplit("/", 1)[1]])

    open_page.context.route("**/model/own/*", answer)
    with pytest.raises(Error, match="ModelLoadError: The model can't be run here: The operation AvgPool"):
        load_recogniser(open_page, modelUrl="model/own/", backend=backend)


@ONE_HOST
def test_where_no_worker_may_start_nothing_is_left_behind(open_page: Page) -> None:
    expect(status(open_page)).to_have_text(INVITATION)
    open_page.evaluate(FORBID_WORKERS)
    with pytest.raises(Error, match="ModelLoadError: The worker may not start here: Forbidden"):
        load_recogniser(open_page)
    assert open_page.evaluate("[...objectUrls]") == []


@ONE_HOST
def test_the_thousandth_reading_is_as_good_as_the_first(recogniser: JSHandle) -> None:
    texts = recogniser.evaluate(
        """async (recogniser, drawing) => {
          const readings = Array.from({ length: 1000 }, () => recogniser.read(drawing));
          return [...new Set((await Promise.all(readings)).map(({ text }) => text))];
        }""",
        drawing_of(7),
    )
    assert texts == ["7"]
