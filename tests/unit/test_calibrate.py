"""The temperature makes confidence mean what it says."""

from __future__ import annotations

import numpy as np
import pytest

from trainer import calibrate, evaluate


@pytest.mark.parametrize("true_temperature", [0.4, 1.0, 3.0])
def test_the_temperature_behind_the_labels_is_found(true_temperature: float) -> None:
    rng = np.random.default_rng(5)
    logits = rng.normal(0, 3, (20_000, 10))
    probabilities = calibrate.softmax(logits, true_temperature)
    labels = (probabilities.cumsum(axis=1) > rng.uniform(size=(20_000, 1))).argmax(axis=1)
    # 0.05: what 20,000 labels leave open, measured over ten seeds
    assert calibrate.fit_temperature(logits, labels) == pytest.approx(true_temperature, rel=0.05)
    assert evaluate.expected_calibration_error(labels, probabilities) < 0.02


def test_softmax_is_stable_for_large_logits() -> None:
    probabilities = calibrate.softmax(np.array([[1e4, 0.0, -1e4] + [0.0] * 7]))
    assert np.isfinite(probabilities).all()
    assert probabilities.sum() == pytest.approx(1)
    assert probabilities[0, 0] == pytest.approx(1)


@pytest.mark.parametrize("harder", ["MNIST's", "our own"])
def test_the_threshold_refuses_one_in_a_thousand_of_the_harder_digits(harder: str) -> None:
    easy, hard = np.linspace(0.9, 1, 2_000), np.linspace(0.2, 1, 2_000)
    given = (hard, easy) if harder == "MNIST's" else (easy, hard)
    assert (hard < calibrate.fit_threshold(*given)).sum() == 2
