"""Residual tests find what was put in; coverage and stability say what the rows say."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from conftest import NEWEST
from statsmodels.stats.diagnostic import acorr_ljungbox, het_arch, het_breuschpagan
from statsmodels.stats.stattools import jarque_bera
from statsmodels.tsa.stattools import acf

from data.vintages import as_of
from forecast.evaluation.coverage import LEVELS, chance, coverage, effective, stability
from forecast.evaluation.diagnostics import (
    TESTS,
    Residuals,
    autocorrelation,
    examined,
    lags,
    residuals,
)
from forecast.spec import Spec

LONG = 400


def made(kind: str) -> np.ndarray:
    """Errors with one fault each, and none."""
    rng = np.random.default_rng(7)
    shocks = rng.standard_normal(LONG)
    if kind == "ar":
        for place in range(1, LONG):
            shocks[place] += 0.4 * shocks[place - 1]
    elif kind == "arch":
        for place in range(1, LONG):
            shocks[place] *= np.sqrt(0.3 + 0.9 * shocks[place - 1] ** 2)
    elif kind == "trend":
        shocks *= np.linspace(0.4, 2.0, LONG)
    elif kind == "tails":
        shocks = rng.standard_t(3, LONG)
    elif kind == "biased":
        shocks += 0.4
    return np.asarray(shocks)


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("ar", "ljung_box"),
        ("arch", "arch"),
        ("trend", "trend"),
        ("tails", "normality"),
        ("biased", "bias"),
    ],
)
def test_each_test_finds_its_own_fault(kind: str, fault: str) -> None:
    assert examined(made(kind))[fault] < 0.01


@pytest.mark.slow
def test_errors_without_fault_are_suspected_one_time_in_twenty() -> None:
    rng = np.random.default_rng(7)
    found = [examined(rng.standard_normal(100)) for _ in range(200)]
    for test in TESTS:
        suspected = float(np.mean([one[test] < 0.05 for one in found]))
        assert 0.01 <= suspected <= 0.10, test


def test_p_values_are_those_of_statsmodels_called_by_hand() -> None:
    errors = made("ar")[:40]
    found = examined(errors)
    time = np.column_stack([np.ones(40), np.arange(40)])
    by_hand = {
        "ljung_box": acorr_ljungbox(errors, lags=[8])["lb_pvalue"].iloc[0],
        "arch": het_arch(errors, nlags=1, result_object=True)[1],
        "trend": het_breuschpagan(errors - errors.mean(), time)[1],
        "normality": jarque_bera(errors)[1],
    }
    assert lags(40) == 8
    assert {key: found[key] for key in by_hand} == pytest.approx(by_hand, rel=1e-12)
    np.testing.assert_allclose(autocorrelation(errors), acf(errors, nlags=8)[1:])
    # The statistic itself, from its formula.
    centred = errors - errors.mean()
    lag = [(centred[k:] @ centred[:-k]) / (centred @ centred) for k in range(1, 9)]
    np.testing.assert_allclose(autocorrelation(errors), lag)


def test_residuals_see_nothing_of_their_own_year() -> None:
    vintage = as_of(NEWEST)
    found = residuals(vintage, Spec()).values
    rows = vintage.rows.copy()
    late = (rows["measure"] == "real_growth") & (rows["period"] == 2025)
    rows.loc[late, "value"] += 0.01
    moved = residuals(replace(vintage, rows=rows), Spec()).values
    np.testing.assert_allclose(moved.loc[2025], found.loc[2025] + 1)
    np.testing.assert_array_equal(moved.loc[:2024], found.loc[:2024])
    tests = Residuals(found).tests()
    assert list(tests["group"]) == ["F", "G", "H", "J", "K", "other"]
    assert tests[list(TESTS)].apply(lambda column: column.between(0, 1)).to_numpy().all()


def scored(rank: np.ndarray, origins: int) -> pd.DataFrame:
    """Backtest rows with given ranks: groups F and G at each origin, one year ahead."""
    count = len(rank)
    row = {"measure": "growth", "release": "latest", "horizon": 1, "model": "combination"}
    return pd.DataFrame(row, index=range(count)).assign(
        rank=rank,
        series="finance",
        origin=np.repeat(np.arange(origins), count // origins),
    )


def test_right_intervals_lie_in_the_band_and_narrow_ones_below_it() -> None:
    rng = np.random.default_rng(1)
    even = rng.uniform(size=600)
    right = coverage(scored(even, 600)).set_index("nominal")
    assert ((right["low"] <= right["empirical"]) & (right["empirical"] <= right["high"])).all()
    assert list(right.index) == list(LEVELS)
    by_hand = np.mean((even >= 0.1) & (even <= 0.9))
    assert right["empirical"].to_dict()[0.8] == pytest.approx(by_hand)
    narrow = coverage(scored(np.where(even < 0.5, even / 2, 1 - (1 - even) / 2), 600))
    assert (narrow["empirical"] < narrow["low"]).mean() > 0.8


def test_forecasts_that_stand_and_fall_together_count_once() -> None:
    held = pd.Series(np.repeat([1.0, 0.0, 1.0, 1.0], 6))
    origin = pd.Series(np.repeat([1, 2, 3, 4], 6))
    assert effective(held, origin) == 4
    alone = pd.Series(np.tile([1.0, 0.0, 1.0, 1.0, 1.0, 0.0], 4))
    assert effective(alone, origin) == 24
    assert effective(alone, origin, horizon=3) == 8
    assert chance(0.8, 24)[0] > chance(0.8, 8)[0]


def test_stability_adds_up_what_was_gained_on_drift() -> None:
    base = scored(np.array([0.2, 0.5, 0.9]), 3).assign(series="tertiary", year=[1, 2, 3])
    base = base.assign(point=6.0, outcome=6.5, error=-0.5, real_time=False)
    rows = pd.concat(
        [base.assign(crps=[1.0, 2.0, 1.0]), base.assign(model="drift", crps=[2.0, 1.0, 3.0])]
    )
    told = stability(rows)
    assert list(told["ahead"]) == [1.0, 0.0, 2.0]
    assert list(told["rank"]) == [0.2, 0.5, 0.9]
