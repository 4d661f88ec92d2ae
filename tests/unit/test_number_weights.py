"""Weights of whole numbers: what is composed to fit them to, what the browser's code says of it, and the fit."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.bench import number_synthesis, number_weights
from tests.bench.number_weights import FEATURES, Batch, Lattice
from trainer import browser_code
from trainer.config import CLASSES, DEFAULTS, UserError
from trainer.data import Split
from trainer.synthesis.part import Part

MODEL = DEFAULTS["compact"].web_model / "compact"
PART = Part(3, validation=False)
#: Two bars.
BARS: dict[str, Any] = {"strokes": [[[10, 0], [10, 100]], [[140, 0], [140, 100]]], "width": 10}


@cache
def lattices() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return how two bars may be cut, drawn and pictured."""
    browser_code.build()
    picture = np.zeros((60, 90), np.uint8)
    picture[10:50, 20:25] = picture[10:50, 60:65] = 255
    [drawn] = browser_code.lattices(MODEL, [BARS])
    [pictured] = browser_code.lattices(MODEL, [picture])
    return drawn, pictured


@pytest.mark.parametrize("which", [0, 1])
def test_the_browsers_code_tells_how_a_line_may_be_cut(which: int) -> None:
    lattice = lattices()[which]
    assert lattice["pieces"] == 2
    assert lattice["length"] == pytest.approx(0.6, abs=0.05)  # of two thin strokes
    assert lattice["arcs"][0][:2] == [0, 1]
    for arc in lattice["arcs"]:
        assert len(arc) == 2 + FEATURES + CLASSES
        assert sum(arc[-CLASSES:]) == pytest.approx(1, abs=1e-4)
    assert np.argmax(lattice["arcs"][0][-CLASSES:]) == 1


def test_a_broken_line_of_drawings_is_told_in_one_sentence() -> None:
    lattices()
    with pytest.raises(UserError, match="Expected a JSON list of"):
        browser_code.run_node("lattices", str(MODEL.resolve()), stdin=b"{}")
    with pytest.raises(UserError, match="Expected whole pictures"):
        browser_code.run_node("lattices", str(MODEL.resolve()), "pictures", stdin=b"\x05\x00")


def display_ones(count: int) -> Split:
    """Return pictures of bars, in place of MNIST's, as all ten digits in turn."""
    images = np.zeros((count, 28, 28, 1), np.float32)
    images[:, 4:24, 12:16] = 1
    return Split(images, np.arange(count) % CLASSES)


def test_numbers_are_composed_of_one_digit_to_eight_and_beside_them_stands_nonsense() -> None:
    rng = np.random.default_rng(1)
    make = number_synthesis.drawn_line(PART)
    made = [make(rng) for _ in range(60)]
    texts = [text for text, *_ in made if text is not None]
    assert {len(text) for text in texts} == set(range(1, 9))
    assert all(text.isdigit() for text in texts)
    assert 3 <= sum(text is None and manner == "nonsense" for text, manner, _ in made) <= 25
    assert {manner for text, manner, _ in made if text} == set(number_synthesis.GAPS)


def test_pictures_hold_ink_with_paper_about_it() -> None:
    rng = np.random.default_rng(2)
    make = number_synthesis.pictured_line(PART, display_ones(40))
    for _ in range(12):
        *_, picture = make(rng)
        assert picture.dtype == np.uint8
        assert picture.max() > 200
        edges = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
        assert not edges.any()


def some_lattice(text: str | None, rng: np.random.Generator, pieces: int = 3) -> Lattice:
    """Return a lattice of every span, with features and probabilities by lot."""
    spans = np.array([(start, end) for start in range(pieces) for end in range(start + 1, pieces + 1)])
    logs = np.log(rng.dirichlet(np.ones(CLASSES), len(spans)))
    return Lattice(text, "tight", pieces, 1.3, spans, rng.normal(size=(len(spans), FEATURES)), logs)


def test_the_losss_slope_is_what_small_steps_change() -> None:
    rng = np.random.default_rng(3)
    batch = Batch([some_lattice("12", rng), some_lattice("345", rng), some_lattice(None, rng, pieces=2)])
    weights = rng.normal(0, 0.3, 1 + FEATURES + 2)
    _, slope = batch.loss(weights)
    step = 1e-5 * np.eye(len(weights))
    measured = [(batch.loss(weights + each)[0] - batch.loss(weights - each)[0]) / 2e-5 for each in step]
    np.testing.assert_allclose(slope, measured, atol=1e-7)


def test_the_sum_over_all_ways_is_that_of_every_text() -> None:
    rng = np.random.default_rng(4)
    weights = rng.normal(0, 0.3, 1 + FEATURES + 2)
    lattice = some_lattice("0", rng, pieces=2)
    every = [f"{number:0{length}}" for length in (1, 2) for number in range(10**length)]
    each = [Batch([some_text(lattice, text)]).sums(weights, constrained=True)[0][0] for text in every]
    [total] = Batch([lattice]).sums(weights, constrained=False)[0]
    assert np.logaddexp.reduce(each) == pytest.approx(total)


def some_text(lattice: Lattice, text: str) -> Lattice:
    """Return a lattice of another text."""
    return Lattice(text, lattice.manner, lattice.pieces, lattice.length, *arrays_of(lattice))


def arrays_of(lattice: Lattice) -> tuple[Any, Any, Any]:
    """Return a lattice's spans, features and logarithms."""
    return lattice.spans, lattice.features, lattice.logs


def test_what_is_fitted_reads_the_right_cut(capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(5)
    learned = [told(rng) for _ in range(40)]
    weights = number_weights.fit(learned)
    assert "0 of 40 can't be cut rightly" in capsys.readouterr().out
    held_out = [told(rng) for _ in range(20)]
    read = [number_weights.best_text(weights, lattice) for lattice in held_out]
    assert [text for text, _ in read] == [lattice.text for lattice in held_out]
    assert all(0 < probability <= 1 for _, probability in read)


def told(rng: np.random.Generator) -> Lattice:
    """Return a lattice of two pieces, whose first feature tells whether they are one digit or two."""
    whole = bool(rng.random() < 0.5)
    lattice = some_lattice(None, rng, pieces=2)
    features = lattice.features * 0.1
    features[:, 0] = [1 if (tuple(span) == (0, 2)) == whole else -1 for span in lattice.spans]
    best = lattice.logs.argmax(axis=1)
    digits = [best[index] for index, span in enumerate(lattice.spans) if (tuple(span) == (0, 2)) == whole]
    text = "".join(str(digit) for digit in digits)
    return Lattice(text, "tight", 2, 1.0, lattice.spans, features, lattice.logs)
