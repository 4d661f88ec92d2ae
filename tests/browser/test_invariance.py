"""What people change without meaning to leaves the answer as it is, exactly; and any shape of picture is read."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageOps
from playwright.sync_api import JSHandle, Page

from tests.browser.drawings import strokes_of
from tests.browser.hosts import ONE_HOST
from tests.browser.in_page import load_recogniser, read_drawings, read_photographs, read_pictures
from tests.browser.line import strokes_of_number
from tests.browser.painter import BLACK, GREY, WHITE, encode, paint
from trainer.config import GRID

pytestmark = ONE_HOST
DIGITS = (2, 4, 5, 7)
#: What full ink is takes its mean from the dust as well.
DUST_TOLERANCE = 1e-3
#: A JPEG on its side is compressed in other blocks, and rules leave their mark where ink crosses them.
BOX_TOLERANCE_PX = 6
ORIENTATION, TURN_RIGHT = 0x112, 6

Change = Callable[[Image.Image], Image.Image]


@pytest.fixture
def recogniser(open_page: Page) -> JSHandle:
    """The library, loaded in the site's page."""
    return load_recogniser(open_page)


def drawing(digit: int, left: float = 0, top: float = 0) -> dict[str, Any]:
    """Return a digit as the pad gives it, at another place."""
    return {
        "strokes": [[[left + 280 * x, top + 280 * y] for x, y in stroke] for stroke in strokes_of(digit)],
        "width": 16,
    }


@pytest.mark.parametrize(("left", "top"), [(40, -17), (-3000.3, 0.1), (1e6, 1e6 + 0.7)])
def test_moved_strokes_are_read_the_same(recogniser: JSHandle, left: float, top: float) -> None:
    here = read_drawings(recogniser, [drawing(digit) for digit in DIGITS])
    moved = read_drawings(recogniser, [drawing(digit, left, top) for digit in DIGITS])
    assert [reading["text"] for reading in here] == [str(digit) for digit in DIGITS]
    assert moved == here


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(ImageOps.invert, id="inverted"),
        pytest.param(lambda picture: ImageOps.expand(picture, (7, 300, 51, 2), WHITE), id="with margins"),
        pytest.param(lambda picture: ImageOps.expand(picture, (900, 40, 2000, 1300), WHITE), id="in a large picture"),
    ],
)
def test_a_changed_picture_is_read_the_same(recogniser: JSHandle, change: Change) -> None:
    pictures = [paint(strokes_of(digit)) for digit in DIGITS]
    plain = read_pictures(recogniser, [encode(picture) for picture in pictures])
    changed = read_pictures(recogniser, [encode(change(picture)) for picture in pictures])
    assert [reading["text"] for reading in plain] == [str(digit) for digit in DIGITS]
    assert changed == plain


def test_dust_changes_next_to_nothing(recogniser: JSHandle) -> None:
    pictures = [paint(strokes_of(digit)) for digit in DIGITS]
    clean = read_pictures(recogniser, [encode(picture) for picture in pictures])
    dusty = read_pictures(recogniser, [encode(with_dust(picture)) for picture in pictures])
    for before, after in zip(clean, dusty, strict=True):
        assert after["text"] == before["text"]
        assert after["probabilities"] == pytest.approx(before["probabilities"], abs=DUST_TOLERANCE)


@pytest.mark.parametrize("strokes", [[[[140, 140]]], [[[30, 250], [36, 252]]]], ids=["tap", "slip"])
def test_a_tap_stays_small(recogniser: JSHandle, strokes: list[list[list[float]]]) -> None:
    (reading,) = read_drawings(recogniser, [{"strokes": strokes, "width": 16}])
    grid = np.frombuffer(base64.b64decode(reading["grid"]), np.uint8).reshape(GRID, GRID)
    rows, columns = np.nonzero(grid)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 < GRID / 3


def test_a_tap_far_from_a_digit_changes_nothing(recogniser: JSHandle) -> None:
    digit = drawing(4)
    tapped = {**digit, "strokes": [*digit["strokes"], [[270.0, 8.0]]]}
    here, there = read_drawings(recogniser, [digit, tapped])
    assert there == here


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (1, 5000), (5000, 1), (3, 4999), (6000, 6000)], ids=str)
def test_a_picture_of_any_shape_is_read(recogniser: JSHandle, size: tuple[int, int]) -> None:
    black, white = Image.new("L", size, 0), Image.new("L", size, 255)
    specked, halves = white.copy(), white.copy()
    specked.putpixel((0, 0), 0)
    halves.paste(black.crop((0, 0, size[0], -(-size[1] // 2))))
    blank, full, *odd = read_pictures(recogniser, [encode(picture) for picture in (white, black, specked, halves)])
    assert [blank["text"], full["text"]] == ["", ""]
    for reading in odd:
        assert sum(reading["probabilities"] or [1]) == pytest.approx(1)


def with_dust(picture: Image.Image) -> Image.Image:
    """Return a picture with specks in three corners."""
    specked = picture.copy()
    for x, y, side in ((3, 3, 3), (270, 6, 2), (5, 265, 5)):
        specked.paste(BLACK, (x, y, x + side, y + side))
    return specked


def number_on_paper(number: str) -> Image.Image:
    """Return a picture so large that its ink is looked at from nearer."""
    strokes = [[(0.3 + 0.3 * x, 0.2 + 0.4 * y) for x, y in stroke] for stroke in strokes_of_number(number)]
    return paint(strokes, size=(1900, 1000), pen_share=0.03)


def in_light(picture: Image.Image) -> Image.Image:
    """Return a picture with its right side in the shade."""
    light = Image.linear_gradient("L").rotate(90).resize(picture.size).point(lambda grey: 120 + grey // 2)
    return ImageChops.multiply(picture, light.convert("RGB"))


def squared(picture: Image.Image) -> Image.Image:
    """Return a picture as if scanned from squared paper."""
    rules = Image.new("RGB", picture.size, WHITE)
    brush = ImageDraw.Draw(rules)
    for start in range(37, picture.width, 90):
        brush.line([(start, 0), (start, picture.height)], fill=GREY, width=4)
        brush.line([(0, start), (picture.width, start)], fill=GREY, width=4)
    return ImageChops.darker(picture, rules)


def jpegs_on_their_side(picture: Image.Image) -> tuple[bytes, bytes]:
    """Return a picture's JPEG, and one that a phone held upright would have stored."""
    exif = Image.Exif()
    exif[ORIENTATION] = TURN_RIGHT
    return encode(picture, "JPEG"), encode(picture.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif)


def test_boxes_lie_on_the_upright_picture_and_rules_change_nothing(recogniser: JSHandle) -> None:
    picture = number_on_paper("4071")
    plain, turned = jpegs_on_their_side(picture)
    lit, lit_and_turned = jpegs_on_their_side(in_light(picture))
    files = [plain, turned, lit, lit_and_turned, encode(squared(picture))]
    first, *others = read_photographs(recogniser, files, "number")
    assert first["text"] == "4071"
    for other in others:
        assert other["text"] == "4071"
        for digit, wanted in zip(other["digits"], first["digits"], strict=True):
            assert digit["box"] == pytest.approx(wanted["box"], abs=BOX_TOLERANCE_PX)
