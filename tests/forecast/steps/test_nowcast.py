"""The year to date lowers or raises the year, by how sure it is, and is shown beside it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.vintages import as_of
from forecast.baseline import Array, Baseline
from forecast.steps.nowcast import PRIOR_SPREAD, Nowcast, by_year, condition, nowcast, spread

REPORT = as_of(date(2025, 5, 28))
SEEN = Nowcast(2025, 1, 0.048, 0.048, 0.055, 0.05, 0.02)


def draws(seed: int = 1, spread: float = 0.02) -> Array:
    rng = np.random.default_rng(seed)
    common = rng.normal(0, 1, 20_000)
    own = rng.normal(0, 1, (3, 2, 20_000))
    return np.asarray(0.07 + spread * (0.7 * common + 0.7 * own))


def test_the_first_quarter_of_2025_lowers_the_odds_and_both_are_shown(report: Baseline) -> None:
    told = report.manifest["nowcast"]
    assert (told["year"], told["quarter"], told["ytd"]) == (2025, 1, 0.048)
    annual, combined = np.array(told["annual"]), np.array(told["combined"])
    assert combined[49] < annual[49]
    above = [float((part >= 0.065).mean()) for part in (annual, combined)]
    assert above[1] < above[0]
    # What came, 6.2%, lies inside the 80% interval of both.
    assert all(part[9] < 0.062 < part[89] for part in (annual, combined))


def test_without_quarters_there_is_none(newest: Baseline) -> None:
    assert newest.manifest["nowcast"] is None


def test_no_quarter_after_the_vintage_is_seen() -> None:
    found = nowcast(REPORT, "tertiary", 2025, 0.06)
    assert found is not None
    assert (found.quarter, found.carried) == (1, 0.048)
    assert nowcast(as_of(date(2025, 4, 1)), "tertiary", 2025, 0.06) is None
    later = nowcast(as_of(date(2025, 8, 1)), "tertiary", 2025, 0.06)
    assert later is not None
    assert (later.quarter, later.ytd) == (2, 0.056)


def test_taken_apart_lies_between_what_is_known_and_the_annual_model() -> None:
    found = nowcast(REPORT, "tertiary", 2025, 0.08)
    assert found is not None
    assert found.carried < found.decumulated < 0.08
    # By hand: 23–24% of the year at 4.8%, the rest half way from there to 8%.
    assert found.decumulated == pytest.approx(0.235 * 0.048 + 0.765 * 0.064, abs=0.0005)


def test_conditioning_is_the_textbook_update() -> None:
    before = draws()
    weight = np.ones(3)
    after, gain = condition(before, weight, SEEN, np.random.default_rng(2))
    total, moved = before[:, 0].mean(axis=0), after[:, 0].mean(axis=0)
    variance = total.var()
    assert gain == pytest.approx(variance / (variance + SEEN.spread**2), rel=0.05)
    assert moved.mean() == pytest.approx(0.07 + gain * (0.05 - 0.07), abs=0.0006)
    assert moved.std() == pytest.approx(np.sqrt(variance * (1 - gain)), rel=0.04)
    # The common shock carries the news to the next year as well, but not all of it.
    ahead = after[:, 1].mean() - before[:, 1].mean()
    assert moved.mean() - total.mean() < ahead < 0


def test_a_surer_quarter_moves_more_and_an_unsure_one_nothing() -> None:
    before = draws()
    gains = [
        condition(before, np.ones(3), replace(SEEN, spread=s), np.random.default_rng(1))[1]
        for s in (0.001, 0.02, 10.0)
    ]
    assert gains[0] > 0.99
    assert gains[0] > gains[1] > gains[2]
    assert gains[2] < 1e-4


def test_spread_is_shrunk_to_what_is_known_elsewhere() -> None:
    none = pd.DataFrame({"year": [], "quarter": [], "error": []})
    assert spread(none, 1) == pytest.approx(PRIOR_SPREAD[1])
    calm = pd.DataFrame({"year": range(2000, 2012), "quarter": 2, "error": 0.002})
    assert 0.002 < spread(calm, 2) < PRIOR_SPREAD[2]
    odd = pd.DataFrame({"year": [2021], "quarter": [1], "error": [-0.065]})
    plain = odd.assign(year=2015)
    assert spread(odd, 1) < spread(plain, 1)


def test_the_table_of_quarters() -> None:
    table = by_year(pd.Series({"2020Q1": 1.0, "2020Q3": 3.0, "2021M05": 9.0}))
    assert np.isnan(table.to_numpy()[0]).tolist() == [False, True, False, True]
    assert 2021 not in table.index
