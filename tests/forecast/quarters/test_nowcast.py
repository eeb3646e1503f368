"""The year to date lowers or raises the year, by how sure it is, and is shown beside it."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.quarters.nowcast import PRIOR_SPREAD, by_year, carry_errors, nowcast, spread

REPORT = as_of(date(2025, 5, 28))


@pytest.mark.slow
def test_the_first_quarter_of_2025_lowers_the_odds_and_both_are_shown(report: Baseline) -> None:
    told = report.manifest["nowcast"]
    assert (told["year"], told["quarter"], told["ytd"]) == (2025, 1, 0.048)
    annual, combined = np.array(told["annual"]), np.array(told["combined"])
    assert combined[49] < annual[49]
    above = [float((part >= 0.065).mean()) for part in (annual, combined)]
    assert above[1] < above[0]
    # What came, 6.2%, lies inside the 80% interval of both.
    assert all(part[9] < 0.062 < part[89] for part in (annual, combined))


@pytest.mark.slow
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


def test_spread_is_shrunk_to_what_is_known_elsewhere() -> None:
    none = pd.DataFrame({"year": [], "quarter": [], "error": []})
    assert spread(none, 1) == pytest.approx(PRIOR_SPREAD[1])
    calm = pd.DataFrame({"year": range(2000, 2012), "quarter": 2, "error": 0.002})
    assert 0.002 < spread(calm, 2) < PRIOR_SPREAD[2]
    odd = pd.DataFrame({"year": [2021], "quarter": [1], "error": [-0.065]})
    plain = odd.assign(year=2015)
    assert spread(odd, 1) < spread(plain, 1)


def test_a_later_quarter_is_never_less_certain() -> None:
    rough = pd.DataFrame({"year": range(2000, 2012), "quarter": 3, "error": 0.05})
    assert spread(rough, 3) <= spread(rough, 2) <= spread(rough, 1)


def test_figures_that_cannot_be_and_revised_years_teach_nothing() -> None:
    known = carry_errors(as_of(date(2026, 3, 31)), "tertiary", 2026)
    assert 2012 not in set(known["year"])  # its half year is on record as 16.2%, and doubted
    assert 2009 not in set(known["year"])  # only a revised figure of the year is known
    assert {2021, 2024} <= set(known["year"])


def test_the_table_of_quarters() -> None:
    table = by_year(pd.Series({"2020Q1": 1.0, "2020Q3": 3.0, "2021M05": 9.0}))
    assert np.isnan(table.to_numpy()[0]).tolist() == [False, True, False, True]
    assert 2021 not in table.index
