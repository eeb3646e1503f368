"""Scores, re-derived by hand or known in closed form."""

import numpy as np
import pytest
import scoringrules

from forecast.evaluation import scores


def test_crps_of_a_normal_is_the_known_one() -> None:
    draws = np.random.default_rng(1).standard_normal(20_000)
    # Gneiting, Raftery (2007): at the centre of a standard normal, (√2 − 1)/√π.
    known = (np.sqrt(2) - 1) / np.sqrt(np.pi)
    assert scores.crps(np.asarray(0.0), draws) == pytest.approx(known, abs=0.005)


def test_crps_agrees_with_the_slow_obvious_version() -> None:
    draws = np.random.default_rng(2).standard_normal((3, 50))
    outcome = np.array([0.0, 1.0, -2.0])
    slow = [
        np.abs(d - y).mean() - np.abs(d[:, None] - d[None, :]).mean() / 2
        for d, y in zip(draws, outcome, strict=True)
    ]
    np.testing.assert_allclose(scores.crps(outcome, draws), slow)


def test_the_scores_are_those_of_others() -> None:
    """Scoringrules works each out by itself: CRPS, quantile, interval and energy score."""
    rng = np.random.default_rng(11)
    outcome, draws = rng.normal(size=30), rng.normal(size=(30, 400))
    theirs = scoringrules.crps_ensemble(outcome, draws, estimator="nrg")
    np.testing.assert_allclose(scores.crps(outcome, draws), theirs, rtol=1e-10)
    quantiles = scores.quantiles_of(draws)
    losses = [
        scoringrules.quantile_score(outcome, row, level)
        for row, level in zip(quantiles, scores.QUANTILES, strict=True)
    ]
    np.testing.assert_allclose(scores.pinball(outcome, quantiles), 2 * np.mean(losses, axis=0))
    for level, low, high in ((0.8, 1, 3), (0.95, 0, 4)):
        theirs = scoringrules.interval_score(outcome, quantiles[low], quantiles[high], 1 - level)
        np.testing.assert_allclose(scores.interval_score(outcome, quantiles, level), theirs)
    parts = rng.normal(size=(5, 2_000))
    whole = scoringrules.es_ensemble(outcome[:5], parts.T)
    assert scores.energy(outcome[:5], parts) == pytest.approx(whole, abs=0.03)  # pairs, not all


def test_pinball_and_interval_score_by_hand() -> None:
    quantiles = np.array([0.0, 1.0, 2.0, 3.0, 4.0])[:, None]
    outcome = np.array([5.0])
    short = 5 - quantiles[:, 0]
    by_hand = 2 * np.mean(np.array(scores.QUANTILES) * short)
    assert scores.pinball(outcome, quantiles)[0] == pytest.approx(by_hand)
    assert scores.interval_score(outcome, quantiles, 0.95)[0] == pytest.approx(4 + 40 * 1)
    assert not scores.covered(outcome, quantiles, 0.95)[0]
    assert scores.covered(np.array([4.0]), quantiles, 0.95)[0]
    assert not scores.covered(np.array([3.5]), quantiles, 0.8)[0]


def test_the_energy_score_sees_correlation() -> None:
    rng = np.random.default_rng(3)
    cover = np.array([[1.0, 0.9], [0.9, 1.0]])
    together = rng.multivariate_normal([0, 0], cover, 4_000).T
    apart = rng.standard_normal((2, 4_000))
    outcomes = rng.multivariate_normal([0, 0], cover, 400)
    right = np.mean([scores.energy(one, together) for one in outcomes])
    wrong = np.mean([scores.energy(one, apart) for one in outcomes])
    assert right < wrong


def test_diebold_mariano_finds_a_better_forecast_and_no_difference_where_there_is_none() -> None:
    rng = np.random.default_rng(4)
    worse = np.abs(rng.normal(2, 0.5, 40))
    statistic, p = scores.diebold_mariano(worse - 1 + rng.normal(0, 0.1, 40), worse, 1)
    assert statistic < -5
    assert p < 1e-4
    pairs = rng.normal(0, 1, (300, 2, 20))
    found = [scores.diebold_mariano(one, other, 3)[1] for one, other in pairs]
    assert 0.01 < np.mean(np.array(found) < 0.05) < 0.13
    assert np.isnan(scores.diebold_mariano(worse, worse, 1)[0])
    # Fewer origins than the horizon looks ahead are no test.
    assert np.isnan(scores.diebold_mariano(worse[:2] - 1, worse[:2], 4)[1])


def test_diebold_mariano_at_one_step_is_a_t_test_corrected() -> None:
    from scipy.stats import ttest_1samp

    gap = np.random.default_rng(5).normal(0.3, 1, 15)
    statistic, p = scores.diebold_mariano(gap, np.zeros(15), 1)
    # (T + 1 − 2 + 0)/T = 14/15 turns the biased variance into the unbiased one.
    reference = ttest_1samp(gap, 0)
    assert statistic == pytest.approx(reference.statistic)
    assert p == pytest.approx(reference.pvalue)


def test_naive2_repeats_a_season_only_when_there_is_one() -> None:
    level = np.tile([50.0, 100.0, 120.0, 130.0], 8)
    np.testing.assert_allclose(scores.naive2(level, 4, 4), [50, 100, 120, 130], rtol=1e-6)
    walk = np.cumsum(np.random.default_rng(1).normal(0, 1, 32)) + 100
    assert (scores.naive2(walk, 4, 1) == walk[-1]).all()
