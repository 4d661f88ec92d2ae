"""The bench's photographs are the same in every run, and hold what their labels say where they say it."""

from __future__ import annotations

import io
import json
import random
import sys
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.bench.reading import camera, desk, forms, layouts, paper, photographs, sets, writing
from tests.bench.reading.photo_figures import overlap
from tests.bench.reading.photographs import DIGIT, KINDS, NUMBER, SHEET, Hands, Photograph
from tests.bench.reading.sets import PictureSet

#: A 1 and a 7 as MNIST's form has them.
GRIDS = np.zeros((2, 28, 28), np.uint8)
GRIDS[0, 4:24, 12:15] = GRIDS[1, 4:7, 8:20] = GRIDS[1, 4:24, 17:20] = 255
MNIST = PictureSet("mnist", "MNIST", np.array([1, 7]), GRIDS)
HANDS = Hands(MNIST, sets.own_drawings("digits"), sets.own_lines("numbers"), [])
SMALL = 0.12


@cache
def made(kind: str, index: int, on_desk: bool = False) -> Photograph:
    """Return a small photograph."""
    return photographs.photograph(kind, index, HANDS, SMALL, on_desk)


def pixels_of(photograph: Photograph) -> NDArray[np.uint8]:
    """Return (height, width) greys."""
    with Image.open(io.BytesIO(photograph.file)) as opened:
        assert opened.format == "JPEG"
        return np.asarray(opened.convert("L"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_photograph_depends_on_its_kind_and_index_alone(kind: str) -> None:
    (again,) = photographs.photographs(kind, 1, HANDS, first=3, megapixels=SMALL)
    assert again == made(kind, 3)
    assert again.file != made(kind, 4).file
    assert pixels_of(again).size == pytest.approx(SMALL * 1e6, rel=0.01)


@pytest.mark.parametrize(("kind", "on_desk"), [*((kind, False) for kind in KINDS), (DIGIT, True), (NUMBER, True)])
@pytest.mark.parametrize("index", range(6))
def test_what_a_label_names_is_seen_whole_in_its_box(kind: str, on_desk: bool, index: int) -> None:
    photograph = made(kind, index, on_desk)
    pixels = pixels_of(photograph)
    height, width = pixels.shape
    for text, (x, y, wide, high) in zip(chain(*photograph.rows), chain(*photograph.boxes), strict=True):
        assert x >= -1
        assert y >= -1
        assert x + wide <= width + 1
        assert y + high <= height + 1
        inner = pixels[round(y) : round(y + high), round(x) : round(x + wide)].astype(float)
        if text and photograph.traits["ink"] not in ("faint", "pencil"):  # at this size the palest are near the noise
            assert np.ptp(np.quantile(inner, (0.02, 0.98))) > 25


def test_kinds_hold_what_they_are_named_for() -> None:
    for index in range(6):
        assert len(made(DIGIT, index).text) == 1
        assert made(NUMBER, index).text.isdigit()
        assert 2 <= len(made(NUMBER, index).text) <= 12
        assert len(made(SHEET, index).rows) >= 2
        assert set(made(SHEET, index).text) <= set("0123456789\t\n")


@pytest.mark.parametrize("seed", range(5))
def test_a_place_of_the_page_is_found_where_it_is_seen(seed: int) -> None:
    view = camera.view_of((400, 300), 0.15, random.Random(seed))
    x, y = view.places()
    corners = [(0, 0), (0, 399), (299, 0), (299, 399), (120, 250)]
    found = view.seen(np.array([(x[place], y[place]) for place in corners]))
    assert np.allclose(found, [(column, row) for row, column in corners], atol=0.05)


def test_every_stage_gives_finite_light() -> None:
    rng, chances = random.Random(5), np.random.default_rng(5)
    for colour in paper.PAPERS.values():
        surface = paper.sheet_of(colour, (90, 60), rng, chances)
        scene = camera.focused(surface * camera.lit((90, 60), rng, chances), rng)
        assert scene.shape == (60, 90, 3)
        assert np.isfinite(scene).all()
        assert scene.min() > 0


def test_a_sheets_layouts_are_full_rows_that_overlap_nowhere() -> None:
    drawer = writing.Drawer(HANDS.digits, writing.hand_of(random.Random(1)))
    seen = set()
    for seed in range(16):
        layout = layouts.sheet_of(drawer, random.Random(seed))
        seen.add(layout.kind)
        assert len({len(row) for row in layout.rows}) == 1
        for row in layout.rows:
            ends = [each.x + each.size[0] for each in row]
            assert all(end < after.x + 1e-6 for end, after in zip(ends, row[1:], strict=False))
        blank = [each for row in layout.rows for each in row if each.writing is None]
        assert layout.kind == layouts.GRID or not blank
        assert all(each.label == "" for each in blank)
    assert seen == set(layouts.LAYOUTS)


def test_a_comb_is_one_number_a_row() -> None:
    drawer = writing.Drawer(HANDS.digits, writing.hand_of(random.Random(1)))
    layout = layouts.comb_of(drawer, random.Random(1))
    comb = photographs.taken(SHEET, layout, {}, random.Random(1), np.random.default_rng(1), SMALL)
    assert comb.rows == [["".join(digit.label for digit in row)] for row in layout.rows]
    assert [len(row) for row in comb.boxes] == [1] * len(layout.rows)


def test_a_forms_words_are_no_numbers_and_stand_beside_them() -> None:
    drawer = writing.Drawer(HANDS.digits, writing.hand_of(random.Random(1)))
    seen = set()
    for seed in range(24):
        form = forms.form_of(drawer, [], random.Random(seed))
        seen.add(form.kind)
        numbers = [each for row in form.rows for each in row if each.writing]
        assert all(each.label.isdigit() for each in numbers)
        for word in form.words:
            assert not any(character.isdigit() for character in word.text)
            assert 0 <= word.x <= word.x + word.width <= form.size[0] + 1e-6
            box = (word.x, word.y - 0.7 * word.em, word.width, 0.7 * word.em)
            assert not any(overlap(box, (each.x, each.y, *each.size)) for each in numbers)
            cells = [each for row in form.rows for each in row if overlap(box, (each.x, each.y, *each.size))]
            assert [each.label for each in cells] in ([], [""])
    assert seen == set(forms.FORMS)


@pytest.mark.parametrize("seed", range(8))
def test_a_sheet_lies_whole_on_its_desk_or_ends_beyond_the_frame(seed: int) -> None:
    rng, extent, size = random.Random(seed), (5.0, 1.2), (320, 240)
    height, corner, edges = desk.lying(extent, (0.5, 2), size, 0.1, rng)
    left, top, right, bottom = edges
    assert 2 <= np.isfinite(edges).sum() <= 4
    assert left < 0 < extent[0] * height < right
    assert top < 0 < extent[1] * height < bottom
    x, y = (axis - start for axis, start in zip(camera.view_of(size, 0.1, rng).places(), corner, strict=True))
    white = np.ones((240, 320, 3), np.float32)
    material, seen = desk.beneath(white, (x, y), edges, rng, np.random.default_rng(seed))
    beyond = (x < left - 1) | (x > right + 1) | (y < top - 1) | (y > bottom + 1)
    assert material in desk.MATERIALS
    assert (seen[(x > left + 1) & (x < right - 1) & (y > top + 1) & (y < bottom - 1)] == 1).all()
    assert 0.03 < beyond.mean() < 0.9
    assert 0 < seen[beyond].min() <= seen[beyond].max() < 0.93


def test_mnists_digits_keep_their_pieces_under_a_finer_pen() -> None:
    rng = random.Random(2)
    painter = writing.Painter(MNIST, writing.hand_of(rng), 0.5)
    plain = writing.Painter(MNIST, painter.hand, 0.0)
    thin, thick = (who.write(3, random.Random(3)) for who in (painter, plain))
    assert thin.label == thick.label
    inks = [each.draw(120) for each in (thin, thick)]
    assert inks[0].sum() < 0.8 * inks[1].sum()
    assert writing.parts(inks[0] > 0.5) == writing.parts(inks[1] > 0.5)


def test_a_folder_of_photographs_comes_with_labels_and_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["--kind", NUMBER, "--count", "2", "--first", "7", "--megapixels", "0.05", "--out", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", ["photographs", *asked, "--mnist", str(tmp_path / "none.npz")])
    assert photographs.main() == 0
    labels = json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))
    assert [each["file"] for each in labels] == ["number-0007.jpg", "number-0008.jpg"]
    assert all((tmp_path / each["file"]).is_file() for each in labels)
    assert (tmp_path / "contact.png").is_file()
