"""The band in which coverage may stray, known in closed form where forecasts do not overlap."""

import numpy as np
import pandas as pd
import pytest

from forecast.evaluation.coverage_band import band, coverage_with_band
from forecast.evaluation.scoreboard import dependence


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_forecasts_that_do_not_overlap_give_the_binomial_band(level: float) -> None:
    low, high, trials = band([(year, 1) for year in range(60)], np.eye(5), level)
    half = 1.96 * np.sqrt(level * (1 - level) / 300)
    assert low == pytest.approx(level - half, abs=0.012)
    assert high == pytest.approx(level + half, abs=0.012)
    assert trials == pytest.approx(300, rel=0.12)


def test_overlap_and_series_that_move_as_one_widen_it() -> None:
    apart = band([(year, 1) for year in range(0, 60, 5)], np.eye(2), 0.8)
    overlapping = [(year, step) for year in range(12) for step in (1, 2, 3, 4, 5)]
    together = band(overlapping, np.ones((2, 2)), 0.8)
    assert apart[2] == pytest.approx(24, rel=0.2)
    assert together[2] < 12  # of 120 forecasts
    # The same series twice is worth no more than once.
    assert together[2] == pytest.approx(band(overlapping, np.eye(1), 0.8)[2], rel=0.15)


def made(models: dict[str, float]) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    rows = [
        {
            "release": "latest",
            "series": "tertiary",
            "measure": "level",
            "model": model,
            "origin": origin,
            "horizon": step,
            "error": rng.standard_normal(),
            "crps": size + 0.1 * rng.standard_normal(),
            "covered80": step < 3,
            "covered95": True,
        }
        for model, size in models.items()
        for origin in range(2010, 2025)
        for step in (1, 2, 3, 4)
    ]
    return pd.DataFrame(rows)


def test_coverage_stands_beside_its_band() -> None:
    table = coverage_with_band(made({"combination": 1.0})).iloc[0]
    assert table["covered80"] == 0.5
    assert table["covered95"] == 1.0
    assert 0.4 < table["low80"] < 0.7 < 0.9 < table["high80"] <= 1
    assert table["forecasts"] == 60


def test_what_joint_draws_gain_is_tested() -> None:
    sizes = {"combination": 1.0, "independent draws": 1.5, "comonotone draws": 2.0}
    found = dependence(made(sizes)).iloc[0]
    assert found["joint"] < found["independent"] < found["comonotone"]
    assert found["dm"] < -3
    same = dependence(made(dict.fromkeys(sizes, 1.0))).iloc[0]
    assert abs(same["dm"]) < 3
