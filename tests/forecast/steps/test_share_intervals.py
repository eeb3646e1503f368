"""Shares come out as wide as they are missed, and nothing else moves."""

import numpy as np
import pandas as pd
import pytest

from forecast.arrays import Array
from forecast.steps.calibration import Factors
from forecast.steps.share_intervals import fit_shares, share_factors

Past = dict[int, Array]
GROUPS, YEARS, DRAWS = 6, 4, 2_000


@pytest.fixture(scope="module")
def drawn() -> tuple[Array, Array, Array]:
    rng = np.random.default_rng(1)
    real, price = (
        np.expm1(spread * rng.standard_normal((GROUPS, YEARS, DRAWS)) + 0.03)
        for spread in (0.03, 0.02)
    )
    return real, price, np.array([20.0, 8, 5, 15, 12, 40])


def shares(real: Array, price: Array, level: Array) -> tuple[Array, Array]:
    value = level[:, None, None] * np.cumprod((1 + real) * (1 + price), axis=1)
    return value / value.sum(axis=0), value.sum(axis=0)


def test_shares_narrow_by_the_factor_and_the_total_stays(
    drawn: tuple[Array, Array, Array],
) -> None:
    real, price, level = drawn
    before, total = shares(real, price, level)
    after, same = shares(real, fit_shares(real, price, level, Factors(0.5, 0.5)), level)
    for edge in (0.1, 0.9, 0.025, 0.975):
        far, near = (
            np.quantile(one, edge, axis=-1) - np.median(one, axis=-1) for one in (before, after)
        )
        np.testing.assert_allclose(near / far, 0.5, atol=0.06)
    np.testing.assert_allclose(np.median(after, axis=-1), np.median(before, axis=-1), rtol=0.003)
    np.testing.assert_allclose(same, total, rtol=0.02)
    np.testing.assert_allclose(after.sum(axis=0), 1.0)


def test_a_factor_of_one_changes_nothing(drawn: tuple[Array, Array, Array]) -> None:
    np.testing.assert_allclose(fit_shares(*drawn, Factors()), drawn[1], atol=1e-9)


def history(size: float, groups: int = 60, origins: int = 30) -> tuple[pd.DataFrame, Past, Past]:
    """Value added whose shares wander `size` times as far as real and price drawn apart say."""
    rng = np.random.default_rng(2)
    steps = np.sqrt(2) * 0.03 * size * rng.standard_normal((origins + YEARS, groups))
    level = pd.DataFrame(np.exp(steps.cumsum(axis=0)), index=range(2000, 2000 + len(steps)))
    real, price = (
        {
            year: 0.03 * rng.standard_normal((groups, YEARS, 300)).cumsum(axis=1)
            for year in range(2006, 2000 + origins)
        }
        for _ in range(2)
    )
    return level, real, price


@pytest.mark.parametrize("size", [0.5, 1.0, 1.5])
def test_the_factor_is_how_far_shares_were_missed(size: float) -> None:
    level, real, price = history(size)
    found = share_factors(level, 2033, real, price)
    shrunk = size ** (found.errors / YEARS / (found.errors / YEARS + 30))
    assert found.inner == pytest.approx(shrunk, rel=0.06)
    assert found.outer == pytest.approx(shrunk, rel=0.08)


def test_what_came_after_the_origin_is_not_seen() -> None:
    level, real, price = history(1.0)
    changed = level.copy()
    changed.loc[2021:] *= np.random.default_rng(3).uniform(0.1, 10, changed.loc[2021:].shape)
    assert share_factors(level, 2020, real, price) == share_factors(changed, 2020, real, price)
    assert share_factors(level, 2020, real, price) != share_factors(changed, 2022, real, price)


def test_nothing_known_of_the_past_changes_nothing() -> None:
    level, real, price = history(1.0, groups=6)
    assert share_factors(level, 2005, real, price) == Factors()
    assert share_factors(level, 2033, {}, price) == Factors()
