"""Weights of whole numbers: what the browser's code says of lines, and the fits."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from trainer import browser_code, fit_numbers
from trainer.config import CLASSES, DEFAULTS, UserError
from trainer.fit_numbers import Batch, Lattice, Names, Weights

#: Of made-up lattices.
NAMES = Names(["one", "other", "third"], ["itself", "length"])
MODEL = DEFAULTS["compact"].web_model / "compact"


def lines() -> tuple[dict[str, Any], NDArray[np.uint8]]:
    """Return two bars, drawn and pictured."""
    picture = np.zeros((60, 90), np.uint8)
    picture[10:50, 20:25] = picture[10:50, 60:65] = 255
    return {"strokes": [[[10, 0], [10, 100]], [[140, 0], [140, 100]]], "width": 10}, picture


@cache
def lattices() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return how they may be cut."""
    browser_code.build()
    drawing, picture = lines()
    return browser_code.lattices(MODEL, [drawing]), browser_code.lattices(MODEL, [picture])


@pytest.mark.parametrize("which", [0, 1])
def test_the_browsers_code_tells_how_a_line_may_be_cut(which: int) -> None:
    answer = lattices()[which]
    [lattice] = answer["lattices"]
    assert lattice["pieces"] == 2
    assert dict(zip(answer["features"]["line"], lattice["features"], strict=True)) == {
        "itself": 1,
        "length": pytest.approx(0.6, abs=0.05),  # of two thin strokes
    }
    assert lattice["arcs"][0][:2] == [0, 1]
    for arc in lattice["arcs"]:
        assert len(arc) == 2 + len(answer["features"]["digit"]) + CLASSES
        assert sum(arc[-CLASSES:]) == pytest.approx(1, abs=1e-4)
    assert np.argmax(lattice["arcs"][0][-CLASSES:]) == 1


@pytest.mark.parametrize("which", [0, 1])
def test_the_browsers_code_reads_as_probably_as_the_fit_has_it(which: int) -> None:
    answer = lattices()[which]
    [reading] = browser_code.readings(MODEL, [lines()[which]])
    assert reading["text"] == "11"
    fitted = json.loads((MODEL / "contract.json").read_text())["numbers"][("drawn", "pictured")[which]]
    weights = Weights(
        fitted["digit"],
        np.array([fitted["features"][name] for name in answer["features"]["digit"]]),
        np.array([fitted["nonsense"][name] for name in answer["features"]["line"]]),
    )
    _, lattice = fit_numbers.to_lattices(["11"], answer)
    right, total = (fit_numbers.way_sums(weights, lattice, constrained=constrained)[0] for constrained in (True, False))
    probability = np.exp(right - np.logaddexp(total, lattice[0].whole @ weights.nonsense))
    # Less by what all views say of its least certain digit.
    assert 0.9 * probability < reading["probability"] <= probability * (1 + 1e-4)


def test_a_broken_line_of_drawings_is_told_in_one_sentence() -> None:
    lattices()
    with pytest.raises(UserError, match="Expected a JSON list of"):
        browser_code.run_node("lattices", str(MODEL.resolve()), stdin=b"{}")
    with pytest.raises(UserError, match="Expected whole pictures"):
        browser_code.run_node("lattices", str(MODEL.resolve()), "pictures", stdin=b"\x05\x00")


def some_lattice(text: str | None, rng: np.random.Generator, pieces: int = 3) -> Lattice:
    """Return a lattice of every span, with features and probabilities by lot."""
    spans = np.array([(start, end) for start in range(pieces) for end in range(start + 1, pieces + 1)])
    logs = np.log(rng.dirichlet(np.ones(CLASSES), len(spans)))
    features = rng.normal(size=(len(spans), len(NAMES.digit)))
    return Lattice(text, pieces, np.array([1, 1.3]), spans, features, logs)


def some_weights(rng: np.random.Generator) -> Weights:
    """Return weights by lot."""
    features, nonsense = (rng.normal(0, 0.3, len(names)) for names in (NAMES.digit, NAMES.line))
    return Weights(float(rng.normal(0, 0.3)), features, nonsense)


def test_the_losss_slope_is_what_small_steps_change() -> None:
    rng = np.random.default_rng(3)
    batch = Batch([some_lattice("12", rng), some_lattice("345", rng), some_lattice(None, rng, pieces=2)])
    weights = some_weights(rng)
    flat = fit_numbers.packed(weights)
    _, slope = batch.loss(weights)

    def loss(changed: NDArray[np.float64]) -> float:
        return batch.loss(fit_numbers.unpacked(changed, weights))[0]

    measured = [(loss(flat + each) - loss(flat - each)) / 2e-5 for each in 1e-5 * np.eye(len(flat))]
    np.testing.assert_allclose(slope, measured, atol=1e-7)


def test_the_sum_over_all_ways_is_that_of_every_text() -> None:
    rng = np.random.default_rng(4)
    weights = some_weights(rng)
    lattice = some_lattice("0", rng, pieces=2)
    every = [f"{number:0{length}}" for length in (1, 2) for number in range(10**length)]
    each = [Batch([some_text(lattice, text)]).sums(weights, constrained=True)[0][0] for text in every]
    [total] = Batch([lattice]).sums(weights, constrained=False)[0]
    assert np.logaddexp.reduce(each) == pytest.approx(total)


def some_text(lattice: Lattice, text: str) -> Lattice:
    """Return a lattice of another text."""
    return replace(lattice, text=text)


def test_what_is_fitted_finds_the_right_cut_more_probable_than_all_others() -> None:
    rng = np.random.default_rng(5)
    weights, lost = fit_numbers.fit([told(rng) for _ in range(40)])
    assert lost == 0
    held_out = [told(rng) for _ in range(20)]
    right, total = (fit_numbers.way_sums(weights, held_out, constrained=constrained) for constrained in (True, False))
    assert (np.exp(right - total) > 0.5).all()


def test_the_contract_names_each_weight() -> None:
    contract = fit_numbers.to_contract(Weights(2, np.array([1.0, 2, 3]), np.array([4.0, 5])), NAMES)
    assert contract == {
        "digit": 2,
        "features": {"one": 1, "other": 2, "third": 3},
        "nonsense": {"itself": 4, "length": 5},
    }


def told(rng: np.random.Generator) -> Lattice:
    """Return a lattice of two pieces, whose first feature tells whether they are one digit or two."""
    whole = bool(rng.random() < 0.5)
    lattice = some_lattice(None, rng, pieces=2)
    features = lattice.features * 0.1
    features[:, 0] = [1 if (tuple(span) == (0, 2)) == whole else -1 for span in lattice.spans]
    best = lattice.logs.argmax(axis=1)
    digits = [best[index] for index, span in enumerate(lattice.spans) if (tuple(span) == (0, 2)) == whole]
    text = "".join(str(digit) for digit in digits)
    return Lattice(text, 2, np.ones(2), lattice.spans, features, lattice.logs)
