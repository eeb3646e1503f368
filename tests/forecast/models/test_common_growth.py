"""The common level of regions: known answers, and what was learnt is what is written."""

import numpy as np
import pandas as pd
import pytest

from data.vintages import shipped
from forecast.models.common_growth import alone, centre, common, errors, follow, learnt, years_of
from forecast.regions.learn_growth import misses, shared, spread, student_scale

YEARS = range(2000, 2020)


def made(seed: int = 1) -> tuple[pd.DataFrame, pd.Series]:
    """A panel whose level falls by 0.4 points a year, with lasting deviations and noise."""
    rng = np.random.default_rng(seed)
    level = 0.14 - 0.004 * np.arange(len(YEARS))
    apart = 0.01 * rng.standard_normal(200)
    noise = 0.003 * rng.standard_normal((len(YEARS), 200))
    panel = pd.DataFrame(level[:, None] + apart + noise, index=list(YEARS))
    return panel, pd.Series(level - 0.005, index=list(YEARS))


def test_a_level_is_followed_by_its_gain_and_a_shock_only_by_its_reach() -> None:
    found = follow(np.array([0.1, 0.2, np.nan, 0.05]), 0.5, 0.04)
    assert found == pytest.approx([0.1, 0.12, 0.12, 0.1])


def test_a_steady_slowdown_is_carried_on_and_deviations_are_kept_in_part() -> None:
    panel, country = made()
    known = learnt()
    level = common(panel.mean(axis=1), country, known)
    assert level.drift[-1] == pytest.approx(0.004, abs=0.0012)
    found = centre(years_of(panel, level.years), level, 3, known)
    slope = [
        np.polyfit(panel.iloc[-5:].mean() - panel.iloc[-5:].mean().mean(), one, 1)[0]
        for one in found
    ]
    assert slope == pytest.approx([0.75, 0.70, 0.65], abs=0.05)
    expected = panel.iloc[-1].mean() - 0.004 * np.cumsum(known.drift_damp ** np.arange(3))
    assert found.mean(axis=1) == pytest.approx(expected, abs=0.003)


def test_no_year_sees_a_later_one() -> None:
    panel, country = made()
    known = learnt()
    whole = common(panel.mean(axis=1), country, known)
    cut = common(panel.mean(axis=1).loc[:2010], country.loc[:2010], known)
    for name in ("level", "seen", "drift"):
        assert getattr(cut, name) == pytest.approx(getattr(whole, name)[:11], abs=0)


def test_where_the_panel_ends_the_country_goes_on() -> None:
    panel, country = made()
    known = learnt()
    level = common(panel.mean(axis=1).loc[:2014], country, known)
    assert not np.isnan(level.level).any()
    assert level.seen[-1] - country.iloc[-1] == pytest.approx(0.005, abs=0.002)


def test_a_region_alone_follows_itself() -> None:
    known = learnt()
    assert alone(np.full((10, 2), 0.06), 3, known) == pytest.approx(np.full((3, 2), 0.06))


def test_error_paths_are_symmetric_as_wide_as_asked_and_partly_last() -> None:
    known = learnt()
    scale = known.scale(2019, 5)
    drawn = errors(np.zeros(5), scale, known, 40_000, np.random.default_rng(1))
    low, middle, high = np.quantile(drawn, (0.1, 0.5, 0.9), axis=1)
    assert middle == pytest.approx(np.zeros(5), abs=0.0005)
    assert (high - low) == pytest.approx(2 * 1.476 * scale, rel=0.03)
    assert np.asarray(np.corrcoef(drawn))[0, 1] == pytest.approx(known.lasting / 1.1, abs=0.05)


def test_a_student_scale_is_recovered() -> None:
    rng = np.random.default_rng(1)
    drawn = 0.02 * rng.standard_t(5, 20_000)
    assert student_scale([drawn], [1.0], 5.0) == pytest.approx(0.02, rel=0.02)


def test_the_table_holds_what_the_panel_teaches() -> None:
    around, known = shipped().around, learnt()
    found = misses(known, around)
    for year, written in known.spread.items():
        assert spread(found, year, known) == pytest.approx(written, abs=1e-5)
    assert max(shared(around, known).years) >= 2025
