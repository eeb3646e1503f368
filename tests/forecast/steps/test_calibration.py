"""Factors do what they say: intervals that are too narrow by a half come out right."""

import numpy as np
import pytest

from forecast.models.base import History
from forecast.steps.calibration import (
    Factors,
    beyond_chance,
    calm,
    factors,
    interval_scores,
    since,
    stretch,
)


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


def test_one_window_moves_intervals_only_beyond_its_own_chance() -> None:
    assert beyond_chance(Factors(1.2, 0.85)) == Factors(1.0, 1.0)
    far = beyond_chance(Factors(3.0, 0.3, 7))
    assert 2.8 < far.inner < 3.0
    assert 0.3 < far.outer < 0.33
    assert far.errors == 7


@pytest.mark.parametrize("scale", [Factors(0.3, 2.0), Factors(2.0, 0.3), Factors(1.0, 1.0)])
def test_stretching_keeps_median_and_order(scale: Factors) -> None:
    drawn = np.random.default_rng(3).standard_t(4, (3, 1_001))
    moved = stretch(drawn, scale)
    np.testing.assert_allclose(np.median(moved, axis=1), np.median(drawn, axis=1))
    for before, after in zip(drawn, moved, strict=True):
        assert (np.diff(after[np.argsort(before)]) >= -1e-9).all()
    if scale == Factors(1.0, 1.0):
        np.testing.assert_allclose(moved, drawn, atol=1e-6)


def test_calm_sees_a_history_that_has_grown_calm_and_is_one_where_nothing_changed() -> None:
    rng = np.random.default_rng(4)
    shocks = rng.standard_normal((1_000, 20))
    quiet = np.where(np.arange(20) < 14, 0.06, 0.02) * shocks
    for size in (8, 20):  # whatever the length
        same = [calm(History.of(np.exp(np.cumsum(0.05 + 0.06 * one[:size]))), 3) for one in shocks]
        assert np.mean(same) == pytest.approx(1.0, abs=0.04)
    later = [calm(History.of(np.exp(np.cumsum(0.05 + one))), 3) for one in quiet]
    assert np.mean(later) < 0.75
    assert calm(History.of(np.full(12, 5.0)), 3) == 1.0
    assert calm(History.of(np.array([1.0, 2.0])), 3) == 1.0


def test_calm_by_hand() -> None:
    # Changes of change 1, -2 and 4; with horizon 2 each counts half the next.
    level = np.cumsum(np.cumsum([0.0, 1.0, 1.0, -2.0, 4.0])) - 10
    recent = (0.25 * 1 + 0.5 * 2 + 1 * 4) / 1.75
    steps = np.abs(np.diff(level, 2))
    assert steps.tolist() == [1.0, 2.0, 4.0]
    assert calm(History.of(level), 2) == pytest.approx(recent / (7 / 3))


def test_a_panel_is_scaled_by_what_chance_does_not_explain() -> None:
    rng = np.random.default_rng(5)
    then = 1 + 0.2 * rng.standard_normal(200)
    assert since(0.7 * then, then) == pytest.approx(0.7, abs=0.01)
    assert since(then + 0.2 * rng.standard_normal(200), then) == pytest.approx(1.0, abs=0.03)
    assert since(then[:1] / 2, then[:1]) == 1.0
    assert since(0.1 * then, then) == 0.5
    assert since(then, then) == 1.0
