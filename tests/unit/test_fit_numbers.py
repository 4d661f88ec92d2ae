"""Weights of whole numbers: what the browser's code says of lines, and the fits."""

from __future__ import annotations

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
NAMES = Names(["one", "other", "refused"], ["itself", "length"])
MODEL = DEFAULTS["compact"].web_model / "compact"
#: Two bars.
BARS: dict[str, Any] = {"strokes": [[[10, 0], [10, 100]], [[140, 0], [140, 100]]], "width": 10}


@cache
def lattices() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return how two bars may be cut, drawn and pictured."""
    browser_code.build()
    picture = np.zeros((60, 90), np.uint8)
    picture[10:50, 20:25] = picture[10:50, 60:65] = 255
    return browser_code.lattices(MODEL, [BARS]), browser_code.lattices(MODEL, [picture])


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


def test_a_broken_line_of_drawings_is_told_in_one_sentence() -> None:
    lattices()
    with pytest.raises(UserError, match="Expected a JSON list of"):
        browser_code.run_node("lattices", str(MODEL.resolve()), stdin=b"{}")
    with pytest.raises(UserError, match="Expected whole pictures"):
        browser_code.run_node("lattices", str(MODEL.resolve()), "pictures", stdin=b"\x05\x00")


def some_lattice(text: str | None, rng: np.random.Generator, pieces: int = 3) -> Lattice:
    """Return a lattice of every span, with features and probabilities by lot, of which none is refused."""
    spans = np.array([(start, end) for start in range(pieces) for end in range(start + 1, pieces + 1)])
    logs = np.log(rng.dirichlet(np.ones(CLASSES), len(spans)))
    features = rng.normal(size=(len(spans), len(NAMES.digit)))
    features[:, NAMES.digit.index("refused")] = 0
    return Lattice(text, "tight" if text else "words", pieces, np.array([1, 1.3]), spans, features, logs)


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


def test_what_is_fitted_reads_the_right_cut() -> None:
    rng = np.random.default_rng(5)
    weights, lost = fit_numbers.fit([told(rng) for _ in range(40)])
    assert lost == 0
    held_out = [told(rng) for _ in range(20)]
    readings = fit_numbers.read(weights, held_out, NAMES)
    assert readings.texts == [lattice.text for lattice in held_out]
    assert ((readings.probabilities > 0) & (readings.probabilities <= 1)).all()


def test_a_line_held_for_none_is_refused_as_a_whole() -> None:
    rng = np.random.default_rng(6)
    lattice = some_lattice("12", rng)
    weights = replace(some_weights(rng), nonsense=np.array([50.0, 0.0]))
    readings = fit_numbers.read(weights, [lattice], NAMES)
    assert (readings.refused.tolist(), readings.held.tolist()) == ([True], [False])
    figures = fit_numbers.measure([lattice], readings, 0.5)
    assert figures["numbers"]["tight"] == {"count": 1, "right": 0, "sure": 0, "sure_is_right": None}
    assert list(figures["others"]) == ["all"]


def test_a_digit_that_is_refused_is_not_read() -> None:
    rng = np.random.default_rng(7)
    lattice = some_lattice(None, rng, pieces=1)
    lattice.features[:, NAMES.digit.index("refused")] = 1
    weights = replace(some_weights(rng), nonsense=np.array([-50.0, 0.0]))
    readings = fit_numbers.read(weights, [lattice], NAMES)
    assert (readings.refused.tolist(), readings.held.tolist()) == ([True], [False])


def test_numbers_are_called_sure_from_where_99_of_100_are_right() -> None:
    probabilities = np.linspace(1, 0, 1001)
    right = np.arange(1001) % 10 != 9  # nine of ten
    right[:500] = True
    sure_from = fit_numbers.fit_sure(probabilities, right)
    assert right[probabilities >= sure_from].mean() >= 0.99
    assert right[probabilities >= sure_from - 0.05].mean() < 0.99
    assert 0 < sure_from < 0.5


@pytest.mark.parametrize("count", [0, 99])
def test_of_few_numbers_none_is_called_sure(count: int) -> None:
    assert fit_numbers.fit_sure(np.full(count, 0.9), np.ones(count, bool)) == 1


def test_the_contract_names_each_weight() -> None:
    contract = fit_numbers.to_contract(Weights(2, np.array([1.0, 2, 3]), np.array([4.0, 5])), NAMES)
    assert contract == {
        "digit": 2,
        "features": {"one": 1, "other": 2, "refused": 3},
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
    features[:, NAMES.digit.index("refused")] = 0
    return Lattice(text, "tight", 2, np.ones(2), lattice.spans, features, lattice.logs)
