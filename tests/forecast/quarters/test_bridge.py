"""A bridge recovers a relation that is known, knows how sure it is, and gains from every figure."""

import numpy as np
import pytest

from forecast.arrays import Array
from forecast.quarters.bridge import REACH, Belief, BridgeQuarter, learn, told

BELIEF = Belief(1.0, 0.3, 0.02)
USUAL = 0.06


def region(
    elasticity: float,
    wedge: float,
    rng: np.random.Generator,
    years: int = 5,
    quarters: int = 4,
    error: float = 0.015,
) -> tuple[BridgeQuarter, ...]:
    """Quarters of a made-up region: errors of a year go together as those of the accounts do."""
    found = []
    for year in range(years):
        lasting = np.sqrt(0.4) * rng.standard_normal()
        each = np.sqrt(0.4) * rng.standard_normal(4)
        own = np.sqrt(0.2) * rng.standard_normal(4)
        for quarter in range(1, quarters + 1):
            away = 0.04 * rng.standard_normal()
            noise = error * (lasting + each[:quarter].mean() + own[quarter - 1])
            grown = USUAL + wedge + elasticity * away + noise
            found.append(
                BridgeQuarter(2010 + year, quarter, USUAL, USUAL + away, 0.0, float(grown))
            )
    return tuple(found)


@pytest.mark.parametrize(("elasticity", "wedge"), [(1.0, 0.0), (0.6, 0.01), (1.3, -0.01)])
@pytest.mark.parametrize(("years", "quarters"), [(4, 3), (5, 4)])
def test_a_known_relation_is_recovered_within_its_standard_errors(
    elasticity: float, wedge: float, years: int, quarters: int
) -> None:
    rng = np.random.default_rng(7)
    away: list[list[float]] = []
    for _ in range(100):
        found = learn(region(elasticity, wedge, rng, years, quarters), BELIEF)
        assert found.quarters == years * quarters
        away.append(
            [
                (found.elasticity - elasticity) / found.elasticity_error,
                (found.wedge - wedge) / found.wedge_error,
            ]
        )
    within = (np.abs(away) < 1.96).mean(axis=0)
    # Nine in ten at least, though a prior near one is against 0.6 and 1.3 from twelve quarters.
    assert (within > 0.9).all(), within


def test_more_quarters_bring_the_estimate_nearer_and_make_it_surer() -> None:
    rng = np.random.default_rng(8)
    miss, sure = {}, {}
    for years in (1, 4, 12):
        found = [learn(region(0.5, 0.01, rng, years), BELIEF) for _ in range(100)]
        miss[years] = np.mean([abs(one.elasticity - 0.5) for one in found])
        sure[years] = np.mean([one.elasticity_error for one in found])
    assert miss[1] > miss[4] > miss[12]
    assert sure[1] > sure[4] > sure[12]
    assert miss[12] < 0.1


def test_without_a_record_the_belief_stands() -> None:
    found = learn((), BELIEF)
    assert (found.elasticity, found.wedge, found.quarters) == (1.0, 0.0, 0)
    assert [found.elasticity_error, found.error] == pytest.approx([0.3, 0.02])
    point = BridgeQuarter(2026, 1, 0.05, 0.08, 0.0)
    value, spread = told(point, (), BELIEF)
    assert value == pytest.approx(0.08)
    # By hand: wedge 1.5 points, elasticity 0.3 × 3 points, error 2 points.
    assert spread == pytest.approx(np.sqrt(0.015**2 + 0.009**2 + 0.02**2))


def test_it_is_the_same_as_the_normal_equations() -> None:
    """A slow obvious way: least squares with the belief as two more rows, errors whitened."""
    past = region(0.7, 0.01, np.random.default_rng(3))
    covariance = np.zeros((len(past), len(past)))
    for i, one in enumerate(past):
        for j, other in enumerate(past):
            if one.year == other.year:
                covariance[i, j] = 0.4 + 0.4 / max(one.quarter, other.quarter) + 0.2 * (i == j)
    white = np.linalg.inv(np.linalg.cholesky(covariance))
    away = np.array([np.clip(one.indicators - USUAL, -REACH, REACH) for one in past])
    rows = white @ np.column_stack([np.ones(len(past)), away]) / BELIEF.error
    came = white @ np.array([(one.grown or 0.0) - USUAL for one in past]) / BELIEF.error
    rows = np.vstack([rows, [1 / 0.015, 0], [0, 1 / 0.3]])
    came = np.append(came, [0.0, 1 / 0.3])
    by_hand, *_ = np.linalg.lstsq(rows, came, rcond=None)
    found = learn(past, BELIEF)
    assert (found.wedge, found.elasticity) == pytest.approx(tuple(by_hand), abs=1e-10)


def readings(seed: int, months: float = 0.0) -> tuple[Array, Array]:
    """Misses against standard errors of many made-up regions' next quarters, (region, quarter),
    each told with the quarters of its year before it."""
    rng = np.random.default_rng(seed)
    miss, sure = [], []
    for _ in range(150):
        every = region(rng.normal(1.0, 0.3), rng.normal(0, 0.015), rng, 5, 4, error=0.02)
        past, year = every[:-4], every[-4:]
        row = []
        for place, one in enumerate(year):
            unseen = months * rng.standard_normal()
            seen = BridgeQuarter(one.year, one.quarter, USUAL, one.indicators + unseen, months)
            value, spread = told(seen, (*past, *year[:place]), BELIEF)
            row.append(((value - (one.grown or 0.0)), spread))
        miss.append([each[0] for each in row])
        sure.append([each[1] for each in row])
    return np.array(miss), np.array(sure)


def test_intervals_hold_what_they_say() -> None:
    for months in (0.0, 0.02):
        miss, sure = readings(1, months)
        held = (np.abs(miss) < 1.2816 * sure).mean(axis=0)
        assert ((held > 0.7) & (held < 0.9)).all(), held


def test_a_later_quarter_and_a_further_month_never_widen_on_average() -> None:
    _, whole = readings(2)
    _, partly = readings(2, 0.02)
    assert (np.diff(whole.mean(axis=0)) < 0).all()
    assert (whole.mean(axis=0) < partly.mean(axis=0)).all()
    # Once more with the miss itself: what is surer is nearer as well.
    near, far = readings(2)[0], readings(2, 0.02)[0]
    assert (np.abs(near).mean(axis=0) < np.abs(far).mean(axis=0)).all()


def test_one_odd_figure_counts_no_more_than_its_reach() -> None:
    odd, far = (
        told(BridgeQuarter(2026, 1, 0.05, 0.05 + by, 0.0), (), BELIEF) for by in (REACH, 2.0)
    )
    assert odd == far


def test_the_shut_down_teaches_little() -> None:
    plain = region(1.0, 0.0, np.random.default_rng(4), 4)
    usual = learn(plain, BELIEF).elasticity
    moved = {}
    for year in (2020, 2030):
        odd = BridgeQuarter(year, 1, USUAL, USUAL + 0.1, 0.0, USUAL - 0.05)
        moved[year] = abs(learn((*plain, odd), BELIEF).elasticity - usual)
    assert 0 < moved[2020] < 0.5 * moved[2030]
