"""The project's own drawings are whole: every digit in many hands, and much that is no digit."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures"
#: The pad's side in the drawings' units.
PAD = 280


def drawings_of(name: str) -> list[dict[str, Any]]:
    """Return a file's drawings: name, pen width and strokes, and a digit's label."""
    drawings: list[dict[str, Any]] = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return drawings


DIGITS, NON_DIGITS = drawings_of("digits.json"), drawings_of("non_digits.json")


def test_every_digit_is_drawn_by_many_hands() -> None:
    counts = Counter(drawing["label"] for drawing in DIGITS)
    assert set(counts) == set(range(10))
    assert min(counts.values()) >= 6
    assert len(DIGITS) >= 80


def test_a_digit_s_name_begins_with_its_label() -> None:
    assert [d["name"] for d in DIGITS if not d["name"].startswith(f"{d['label']} ")] == []


def test_there_are_many_things_that_are_no_digit() -> None:
    assert len(NON_DIGITS) >= 40
    assert all("label" not in drawing for drawing in NON_DIGITS)


def test_names_are_unique() -> None:
    names = Counter(drawing["name"] for drawing in [*DIGITS, *NON_DIGITS])
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("drawing", [*DIGITS, *NON_DIGITS], ids=lambda drawing: drawing["name"])
def test_strokes_are_places_on_the_pad(drawing: dict[str, Any]) -> None:
    places = [place for stroke in drawing["strokes"] for place in stroke]
    assert all(drawing["strokes"])
    assert all(
        len(place) == 2 and all(math.isfinite(value) and 0 <= value <= PAD for value in place) for place in places
    )
    assert 0 < drawing["width"] < PAD / 4
