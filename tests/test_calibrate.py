"""Factors do what they say: intervals that are too narrow by a half come out right."""

import numpy as np
import pytest

from forecast.calibrate import Factors, factors, interval_scores, stretch


@pytest.mark.parametrize("truth", [0.5, 1.0, 2.0])
def test_the_factor_is_the_ratio_of_spreads(truth: float) -> None:
    rng = np.random.default_rng(1)
    drawn = rng.standard_normal((3_000, 500))
    scores = interval_scores(drawn, truth * rng.standard_normal(3_000))
    found = factors(scores)
    assert found.inner == pytest.approx(truth, rel=0.06)
    assert found.outer == pytest.approx(truth, rel=0.08)


def test_stretched_intervals_cover_what_they_say() -> None:
    rng = np.random.default_rng(2)
    drawn, outcome = rng.standard_normal((4_000, 400)), 1.7 * rng.standard_normal(4_000)
    found = factors(interval_scores(drawn[:2_000], outcome[:2_000]))
    wide = stretch(drawn[2_000:], found)
    for level in (0.8, 0.95):
        low, high = np.quantile(wide, ((1 - level) / 2, (1 + level) / 2), axis=1)
        held = ((outcome[2_000:] >= low) & (outcome[2_000:] <= high)).mean()
        assert held == pytest.approx(level, abs=0.025)


def test_few_errors_move_little_and_none_nothing() -> None:
    assert factors(np.empty((0, 2))) == Factors(1.0, 1.0, 0)
    few, many = factors(np.full((6, 2), 3.0)), factors(np.full((600, 2), 3.0))
    assert 1 < few.inner < 1.3
    assert 2.7 < many.inner < 3.0
    # Overlapping horizons are not evidence of their own.
    assert factors(np.full((600, 2), 3.0), horizon=5).inner < many.inner


@pytest.mark.parametrize("scale", [Factors(0.3, 2.0), Factors(2.0, 0.3), Factors(1.0, 1.0)])
def test_stretching_keeps_median_and_order(scale: Factors) -> None:
    drawn = np.random.default_rng(3).standard_t(4, (3, 1_001))
    moved = stretch(drawn, scale)
    np.testing.assert_allclose(np.median(moved, axis=1), np.median(drawn, axis=1))
    for before, after in zip(drawn, moved, strict=True):
        assert (np.diff(after[np.argsort(before)]) >= -1e-9).all()
    if scale == Factors(1.0, 1.0):
        np.testing.assert_allclose(moved, drawn, atol=1e-6)
