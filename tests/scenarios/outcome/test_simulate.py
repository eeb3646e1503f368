"""The kernel against the slow obvious way, identities, and every slider's extremes."""

from itertools import pairwise

import numpy as np
import pytest

from data.accounts import price_base
from data.sections import CODES, SECTION_CODES, column
from forecast.baseline import Baseline
from scenarios.assume.checked import check
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.outcome.simulate import Outcome, quantile, simulate


@pytest.fixture(params=["newest", "report"])
def baseline(request: pytest.FixtureRequest) -> Baseline:
    found: Baseline = request.getfixturevalue(request.param)
    return found


def one(section: str, year: int, value: float, measure: str = "real_growth") -> Scenario:
    assumption = {"section": section, "years": [year], "value": value, "measure": measure}
    return Scenario.model_validate({"assumptions": [assumption]})


def slow(
    baseline: Baseline, scenario: Scenario, draw: int, name: str
) -> tuple[list[float], list[float]]:
    """One draw, step by step, as a statistician would on paper: growth, and a scope's share."""
    checked = check(baseline, scenario)
    real, price = checked.real, checked.price
    scope = next(s for s in baseline.scopes if s.id == name)
    assert baseline.position is not None
    assert baseline.misstated is not None
    where = baseline.position[:, draw]
    end = np.where(where > 0, scope.high, scope.low)
    coefficient = np.array(scope.mid) + np.abs(where) * (end - np.array(scope.mid))
    current = baseline.level[:, draw].copy()
    comparable = baseline.comparable[:, draw].copy()
    growths, shares, base = [], [], price_base(baseline.years[0])
    for row, year in enumerate(baseline.years):
        if price_base(year) != base:  # rebased: comparable prices start from last year's current
            base, comparable = price_base(year), current.copy()
        factor = (1 + baseline.growth[row, :, draw]) * real[row]
        deflator = (1 + baseline.deflator[row, :, draw]) * price[row]
        ahead = comparable * factor
        growths.append(ahead.sum() / comparable.sum() - 1)
        comparable, current = ahead, current * factor * deflator
        counted = current * baseline.misstated[:, draw]
        shares.append(float(coefficient @ counted / counted.sum()))
    return growths, shares


def test_fast_and_slow_agree(baseline: Baseline) -> None:
    scenario = Scenario(
        assumptions=(
            Assumption(section="J", years=baseline.years[:2], value=0.12),
            Assumption(section="K", years=(baseline.years[0],), value=-0.08),
            Assumption(section="I", years=(2027,), measure="deflator", value=0.05),
        )
    )
    outcome = simulate(baseline, scenario)
    for draw in (0, 17, baseline.draws - 1):
        for place, name in enumerate(outcome.scope_ids):
            growths, shares = slow(baseline, scenario, draw, name)
            np.testing.assert_allclose(outcome.growth[:, draw], growths, atol=2e-6)
            np.testing.assert_allclose(outcome.shares[place, :, draw], shares, atol=1e-6)


def same(first: Outcome, second: Outcome) -> bool:
    return all(
        getattr(first, name).tobytes() == getattr(second, name).tobytes()
        for name in ("growth", "shares", "total", "contributions")
    )


def test_an_empty_scenario_is_the_baseline_to_the_last_bit(baseline: Baseline) -> None:
    empty = simulate(baseline, Scenario())
    # Assuming exactly the median is assuming nothing.
    median = float(baseline.median_growth[0, column("J")])
    assert same(empty, simulate(baseline, one("J", baseline.years[0], median)))
    current = baseline.level * np.cumprod((1 + baseline.growth) * (1 + baseline.deflator), axis=0)
    np.testing.assert_allclose(empty.total, current.sum(axis=1), rtol=1e-6)
    moved = simulate(baseline, one("J", baseline.years[0], median + 0.01))
    assert not same(empty, moved)


def test_contributions_add_up_to_the_median(baseline: Baseline) -> None:
    for scenario in (Scenario(), one("F", baseline.years[0], 0.2), one("K", 2027, -0.1)):
        outcome = simulate(baseline, scenario)
        for row, year in enumerate(outcome.years):
            total = outcome.contributions[row].sum()
            assert total == pytest.approx(outcome.growth_quantile(year, 0.5), abs=1e-12)


def test_contributions_by_hand_on_certain_draws(newest: Baseline) -> None:
    # Without uncertainty a contribution is the increment over last year's comparable total.
    flat = Baseline(
        newest.manifest,
        growth=np.repeat(newest.median_growth[:, :, None], 2, axis=2),
        deflator=np.repeat(newest.median_deflator[:, :, None], 2, axis=2),
        level=np.repeat(newest.level[:, :1], 2, axis=1),
        comparable=np.repeat(newest.comparable[:, :1], 2, axis=1),
        settled=newest.settled[:2],
    )
    outcome = simulate(flat, Scenario())
    level, growth = newest.comparable[:, 0], newest.median_growth[0]
    np.testing.assert_allclose(outcome.contributions[0], level * growth / level.sum(), atol=1e-6)


@pytest.mark.parametrize("section", SECTION_CODES)
@pytest.mark.parametrize("value", [-0.1, 0.0, 0.2])
def test_sliders_at_their_extremes(newest: Baseline, section: str, value: float) -> None:
    outcome = simulate(newest, one(section, 2026, value))
    for array in (outcome.growth, outcome.shares, outcome.total, outcome.contributions):
        assert np.isfinite(array).all()
    assert ((outcome.shares > 0) & (outcome.shares < 1)).all()


@pytest.mark.parametrize("section", SECTION_CODES)
def test_more_growth_is_never_less_growth_nor_less_share(newest: Baseline, section: str) -> None:
    steps = [simulate(newest, one(section, 2026, value)) for value in (-0.1, 0.0, 0.1, 0.2)]
    place = column(section)
    for less, more in pairwise(steps):
        assert (more.growth[0] > less.growth[0]).all()
        assert more.contributions[0, place] > less.contributions[0, place]
        for number, scope in enumerate(newest.scopes):
            change = more.shares[number, 1] - less.shares[number, 1]
            if scope.mid[place] == 1:
                assert (change >= 0).all()
            if scope.mid[place] == 0:
                assert (change <= 0).all()


def test_a_deflator_moves_the_share_and_not_real_growth(newest: Baseline) -> None:
    plain, dear = simulate(newest, Scenario()), simulate(newest, one("J", 2026, 0.1, "deflator"))
    assert dear.growth.tobytes() == plain.growth.tobytes()
    assert (dear.shares[0] > plain.shares[0]).all()


def test_a_deflator_before_the_rebasing_changes_the_weights_after_it(report: Baseline) -> None:
    plain, dear = simulate(report, Scenario()), simulate(report, one("J", 2025, 0.2, "deflator"))
    assert dear.growth[0].tobytes() == plain.growth[0].tobytes()
    assert dear.growth[1].tobytes() != plain.growth[1].tobytes()


def test_quantiles_are_numpys(newest: Baseline) -> None:
    outcome = simulate(newest, Scenario())
    for level in (0.05, 0.1, 0.5, 0.9, 0.95):
        expected = np.quantile(outcome.growth[0].astype(float), level)
        assert outcome.growth_quantile(2026, level) == pytest.approx(expected, abs=1e-9)
    assert quantile(np.array([3.0], np.float32), 0.5) == 3.0


def test_columns_are_fifteen() -> None:
    assert len(CODES) == 15
