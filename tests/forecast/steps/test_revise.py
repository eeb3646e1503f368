"""A first release is not the last word, and the odds say so."""

from datetime import date

import numpy as np
import pytest

from data.vintages import as_of, revisions
from forecast.steps.revisions import PRIOR_YEARS, settled_growth

VINTAGE = as_of(date(2026, 3, 31))


def test_mean_and_spread_are_those_of_past_revisions_shrunk() -> None:
    drawn = settled_growth(VINTAGE, "tertiary", 200_000, np.random.default_rng(1))
    past = revisions("tertiary", VINTAGE)["revision"].to_numpy()
    mean = past.sum() / (len(past) + PRIOR_YEARS)
    assert np.median(drawn) == pytest.approx(0.062 + mean, abs=2e-4)
    assert 0.003 < np.std(drawn) < 0.012  # elsewhere 0.30–0.75 points over two years


def test_a_miss_may_still_become_a_hit() -> None:
    drawn = settled_growth(VINTAGE, "tertiary", 20_000, np.random.default_rng(1))
    assert 0.02 < (drawn >= 0.065).mean() < 0.7


def test_only_revisions_known_then_are_used() -> None:
    early = as_of(date(2025, 5, 28))
    assert len(revisions("tertiary", early)) <= len(revisions("tertiary", VINTAGE))
    drawn = settled_growth(early, "tertiary", 1_000, np.random.default_rng(1))
    assert np.median(drawn) == pytest.approx(0.068, abs=0.006)  # 2024, seen from then


def test_a_census_year_is_less_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    census = as_of(date(2024, 12, 31))  # the newest year is 2023, of the fifth census
    wide = settled_growth(census, "tertiary", 2_000, np.random.default_rng(1))
    monkeypatch.setattr("forecast.steps.revisions.CENSUS_YEARS", ())
    usual = settled_growth(census, "tertiary", 2_000, np.random.default_rng(1))
    assert np.std(wide) > 1.2 * np.std(usual)
    assert np.median(wide) == pytest.approx(np.median(usual), abs=2e-4)
