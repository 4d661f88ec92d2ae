"""Generated pages: what their layers say is what a browser shows, and what is told of them is where it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from trainer.synthesis.pages import book, camera, filling, layouts, style
from trainer.synthesis.pages.filling import HANDWRITING, MARK, OUTSIDE, PAPER, PRINT, RULE
from trainer.synthesis.pages.typesetting import SCALE, Typeset, Typesetter
from trainer.synthesis.part import Part

PART = Part(7, validation=False)

pytestmark = pytest.mark.browser_context_args(device_scale_factor=SCALE)


def set_page(page: Page, kind: str, seed: int = 5) -> Typeset:
    """Return a page of a kind."""
    rng = np.random.default_rng(seed)
    look = style.some_style(PART, rng)
    return Typesetter(page).set(layouts.MAKERS[kind](look, rng), look)


@pytest.mark.parametrize("kind", layouts.MAKERS)
def test_every_kind_of_page_has_room_to_write_in_and_layers_as_large_as_itself(page: Page, kind: str) -> None:
    typeset = set_page(page, kind)
    assert typeset.colours.shape[:2] == typeset.print.shape == typeset.rules.shape
    assert typeset.fields
    height, width = typeset.print.shape
    for field in typeset.fields:
        x, y, wide, high = field.box
        assert 0 <= x < x + wide <= width + 1
        assert 0 <= y < y + high <= height + 1
    for x, y, wide, high in typeset.printed:
        assert typeset.print[round(y) : round(y + high), round(x) : round(x + wide)].max() > 150


def test_what_is_printed_and_what_is_a_rule_is_told_apart(page: Page) -> None:
    typeset = set_page(page, "class list")
    assert typeset.fields
    for x, y, wide, high in (field.box for field in typeset.fields):
        inner = np.s_[round(y + 5) : round(y + high - 5), round(x + 5) : round(x + wide - 5)]
        assert not typeset.rules[inner].any()
        assert not typeset.print[inner].any()
        left = np.s_[round(y + 5) : round(y + high - 5), round(x - 4) : round(x + 4)]
        assert typeset.rules[left].max(axis=1).min() > 0


def test_a_page_that_is_filled_in_holds_what_is_said_of_it(page: Page) -> None:
    typeset = set_page(page, "exam cover")
    filled = filling.fill(typeset, PART, np.random.default_rng(1))
    assert len(filled.numbers) > 5
    for number in filled.numbers:
        x, y, wide, high = number.box
        inside = filled.kinds[max(0, round(y)) : round(y + high) + 1, max(0, round(x)) : round(x + wide) + 1]
        assert (inside == HANDWRITING).any()
        assert number.text.strip()
    untouched = (filled.kinds != HANDWRITING) & (filled.kinds != MARK) & (filled.kinds != PAPER)
    assert np.abs(filled.colours.astype(int) - typeset.colours)[untouched].mean() < 8
    assert {PRINT, RULE} <= set(np.unique(filled.kinds))


def test_a_picture_of_a_page_keeps_its_numbers_in_their_places(page: Page) -> None:
    filled = filling.fill(set_page(page, "bare table"), PART, np.random.default_rng(2))
    for seed in range(6):
        shot = camera.shoot(filled, np.random.default_rng(seed))
        height, width = shot.kinds.shape
        for number in shot.numbers:
            (left, top), (right, bottom) = number.corners.min(axis=0), number.corners.max(axis=0)
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= height
            assert (shot.kinds[round(top) : round(bottom) + 1, round(left) : round(right) + 1] == HANDWRITING).any()


def test_a_number_s_box_holds_its_ink(page: Page) -> None:
    typeset = set_page(page, "sums")
    filled = filling.fill(typeset, PART, np.random.default_rng(4))
    assert filled.numbers
    for number in filled.numbers:
        x, y, wide, high = number.box
        ink = filled.kinds[round(y) : round(y + high) + 1, round(x) : round(x + wide) + 1] == HANDWRITING
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        assert np.ptp(rows) >= 0.8 * high - 3
        assert np.ptp(columns) >= 0.8 * wide - 3


def test_pencil_that_a_fax_loses_is_neither_handwriting_nor_a_number(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "WAYS", {"faxed": 1.0})
    rng = np.random.default_rng(5)
    typeset = set_page(page, "bare table")
    for depth, is_left in ((0.1, False), (1.0, True)):
        scribe = replace(filling.some_scribe(PART, rng), pen=filling.Pen((40, 40, 40), depth, 3.0))
        made = [filling.written_in(field, scribe, rng) for field in typeset.fields]
        numbers = [number for _, number in made if number]
        filled = filling.inked(typeset, [stroke for own, _ in made for stroke in own], numbers, rng)
        shot = camera.shoot(filled, rng)
        assert ((shot.kinds == HANDWRITING).mean() > 0.003) == is_left
        assert bool(shot.numbers) == is_left


def test_what_lies_beside_a_page_is_no_page() -> None:
    white = np.full((300, 200), PAPER, np.uint8)
    filled = filling.Filled(np.full((300, 200, 3), 255, np.uint8), white, (), ())
    shots = [camera.shoot(filled, np.random.default_rng(seed)) for seed in range(12)]
    assert all(set(np.unique(shot.kinds)) <= {PAPER, OUTSIDE} for shot in shots)
    assert any((shot.kinds == OUTSIDE).mean() > 0.2 for shot in shots)


def test_pages_are_kept_and_made_no_second_time(tmp_path: Path, browser_type_launch_args: dict[str, Any]) -> None:
    chromium = browser_type_launch_args["executable_path"]
    files = list(book.write(PART, 2, tmp_path, chromium))
    before = [file.stat().st_mtime_ns for file in files]
    picture, kinds, truth = book.load(files[0])
    assert picture.size[::-1] == kinds.shape
    assert set(truth) == {"numbers", "printed"}
    assert [file.stat().st_mtime_ns for file in book.write(PART, 2, tmp_path, chromium)] == before
    assert isinstance(book.contact_sheet(files), Image.Image)
