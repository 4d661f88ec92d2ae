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


def test_the_threshold_refuses_19_of_20_non_digits() -> None:
    digits, non_digits = np.linspace(0.9, 1, 1_000), np.linspace(0, 0.8, 1_000)
    threshold = calibrate.fit_threshold(digits, non_digits)
    assert (non_digits < threshold).sum() == 950
    assert (digits < threshold).sum() == 0


def test_the_threshold_refuses_no_more_than_one_digit_in_200() -> None:
    digits, non_digits = np.linspace(0.2, 1, 1_000), np.full(1_000, 0.99)
    assert (digits < calibrate.fit_threshold(digits, non_digits)).sum() == 5
