"""Groups around services: they add up, move together as they did, and listen to their quarters."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.sections import GROUP_SERIES
from data.vintages import as_of
from forecast.arrays import Array
from forecast.quarters.nowcast import Nowcast
from forecast.steps.groups import (
    PUBLISHED,
    REAL,
    Pattern,
    add_up,
    draw_groups,
    observe,
    past_growth,
    pattern,
    readings,
)

NAMES = list(GROUP_SERIES.values())
WEIGHT = np.array([0.2, 0.08, 0.04, 0.15, 0.1, 0.43])
LOADING = np.array([1.2, 1.4, 1.8, 0.6, 1.0, 0.805])


def made(years: int = 400, seed: int = 1) -> tuple[pd.DataFrame, "pd.Series[float]"]:
    """Groups with known loadings on the surprises of services, and noise of two points."""
    rng = np.random.default_rng(seed)
    total = 0.07 + 0.02 * rng.standard_normal(years)
    loading = LOADING / (LOADING @ WEIGHT)
    own = 0.02 * rng.standard_normal((years, 6))
    own = own - (own @ WEIGHT)[:, None] * loading
    growth = 0.07 + loading * (total - 0.07)[:, None] + own
    index = pd.Index(range(2000, 2000 + years))
    return pd.DataFrame(growth, index, NAMES), pd.Series(total, index)


def services(draws: int = 20_000, spread: float = 0.02) -> Array:
    return np.asarray(0.06 + spread * np.random.default_rng(2).standard_normal((3, draws)))


def test_loadings_are_recovered_and_few_years_shrink_them_to_one() -> None:
    past, total = made()
    found = pattern(past, total, WEIGHT, 3, REAL)
    assert found.loading @ WEIGHT == pytest.approx(1.0)
    assert found.loading == pytest.approx(LOADING / (LOADING @ WEIGHT), abs=0.25)
    few = pattern(past.iloc[:9], total.iloc[:9], WEIGHT, 3, REAL)
    assert np.abs(few.loading - 1).max() < np.abs(LOADING - 1).max() + 0.2
    assert found.middle @ WEIGHT == pytest.approx(np.zeros(3), abs=1e-12)
    assert WEIGHT @ found.left @ WEIGHT == pytest.approx(0.0, abs=1e-12)


def test_groups_add_up_to_services_in_every_draw_and_year() -> None:
    past, total = made(20)
    found = pattern(past, total, WEIGHT, 3, REAL)
    drawn = services()
    yearly = draw_groups(drawn, found, WEIGHT, REAL, np.random.default_rng(3))
    level = WEIGHT[:, None, None] * np.cumprod(1 + yearly, axis=1)
    whole = np.concatenate([np.ones((1, drawn.shape[1])), level.sum(axis=0)])
    np.testing.assert_allclose(whole[1:] / whole[:-1] - 1, drawn, atol=1e-12)


def test_groups_move_together_as_far_as_services_move_them() -> None:
    found = Pattern(np.zeros((3, 6)), LOADING / (LOADING @ WEIGHT), np.zeros((6, 6)))
    yearly = draw_groups(services(), found, WEIGHT, REAL, np.random.default_rng(3))
    assert np.corrcoef(yearly[:, 0]).min() > 0.99
    slope = np.cov(yearly[0, 0], yearly[2, 0])[0, 1] / yearly[2, 0].var()
    assert slope == pytest.approx(1.2 / 1.8, rel=0.02)


def test_the_past_of_chongqing_moves_trade_with_catering() -> None:
    """History: 4.5 points in trade for 11 in catering; the drawn slope lies within its error."""
    vintage = as_of(date(2026, 3, 31))
    past, total = past_growth(vintage, 2000, 2025)
    surprise = past - past.shift().rolling(3).mean()
    trade, catering = (surprise[name].dropna().to_numpy() for name in (NAMES[0], NAMES[2]))
    slope = np.cov(trade, catering)[0, 1] / catering.var(ddof=1)
    rest = trade - trade.mean() - slope * (catering - catering.mean())
    error = np.sqrt(rest.var(ddof=2) / (len(trade) * catering.var(ddof=1)))
    found = pattern(past, total, WEIGHT, 3, REAL)
    yearly = draw_groups(services(), found, WEIGHT, REAL, np.random.default_rng(3))
    drawn = np.cov(yearly[0, 0], yearly[2, 0])[0, 1] / yearly[2, 0].var()
    assert abs(drawn - slope) < 2 * error
    assert np.asarray(np.corrcoef(yearly[:3, 0]))[np.triu_indices(3, 1)].min() > 0.3


def seen(code: str, value: float, spread: float) -> dict[str, Nowcast]:
    return {code: Nowcast(2026, 3, date(2026, 10, 22), value, value, value, value, spread)}


def test_a_group_s_own_quarters_move_it_and_its_neighbours_and_never_widen() -> None:
    past, total = made(20)
    found = pattern(past, total, WEIGHT, 3, REAL)
    drawn = services()
    before = draw_groups(drawn, found, WEIGHT, REAL, np.random.default_rng(3))
    widths = [np.subtract(*np.quantile(before, (0.9, 0.1), axis=-1))]
    for spread in (0.03, 0.018, 0.0105):
        after = observe(before, seen("H", 0.02, spread), np.random.default_rng(4))
        widths.append(np.subtract(*np.quantile(after, (0.9, 0.1), axis=-1)))
        assert (widths[-1] <= widths[-2] * 1.01).all()
    moved = np.median(after, axis=-1) - np.median(before, axis=-1)
    place = PUBLISHED.index("H")
    assert np.median(after[place, 0]) == pytest.approx(0.02, abs=0.012)
    assert moved[PUBLISHED.index("F"), 0] < 0
    surprising = observe(before, seen("H", -0.10, 0.0105), np.random.default_rng(4))
    wide = np.subtract(*np.quantile(surprising, (0.9, 0.1), axis=-1))
    assert (wide <= widths[0] * 1.01).all()


def test_quarters_of_2023_are_read_by_group() -> None:
    read = readings(as_of(date(2023, 10, 31)), 2023, np.full(6, 0.05))
    assert set(read) == {"F", "G", "H", "J", "other"}
    assert read["F"].ytd == pytest.approx(0.088)


def test_adding_up_keeps_what_is_added_up() -> None:
    yearly = np.random.default_rng(1).normal(0.05, 0.03, (6, 2, 50))
    total = np.full((2, 50), 0.06)
    found = add_up(yearly, total, WEIGHT)
    np.testing.assert_allclose(WEIGHT @ found[:, 0], 0.06, atol=1e-12)


def test_groups_that_were_wild_stay_numbers() -> None:
    rng = np.random.default_rng(1)
    found = Pattern(np.zeros((5, 6)), np.ones(6), np.diag(np.full(6, 0.3**2)))
    drawn = draw_groups(0.05 + 0.02 * rng.standard_normal((5, 400)), found, WEIGHT, REAL, rng)
    assert (drawn > -1).all()


def test_centres_of_groups_add_up_to_that_of_services() -> None:
    past, total = made(20)
    found = pattern(past, total, WEIGHT, 5, REAL)
    rng = np.random.default_rng(3)
    half = 0.02 * rng.standard_normal((5, 10_000))
    drawn = 0.06 + np.concatenate([half, -half], axis=1)
    yearly = draw_groups(drawn, found, WEIGHT, REAL, rng)
    level = np.repeat(WEIGHT[:, None], 20_000, axis=1)
    for year in range(5):
        growth = 1 + yearly[:, year]
        after = level * growth * 1.10 / np.median(growth, axis=-1, keepdims=True)
        assert np.median(after.sum(axis=0) / level.sum(axis=0)) == pytest.approx(1.10, abs=3e-4)
        level = after
