"""The year at hand by quarter: what is out and what is needed make the target, and no more."""

from typing import cast

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st
from quarters_alone import from_singles

from data.sections import TERTIARY
from data.vintages import Vintage
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.year.watch import own
from scenarios.year.year_path import year_path

SHARES = st.lists(st.floats(0.1, 1), min_size=4, max_size=4)


class Known:
    """A vintage that knows growth of some quarters of 2026, and how 2024 was earned."""

    def __init__(self, growth: dict[int, float], weights: list[float]):
        self.growth = {f"2026Q{q}": rate for q, rate in growth.items()}
        self.level = {f"2024Q{q}": 1000 * weight for q, weight in enumerate(weights, start=1)}

    def quarters(self, series: str, measure: str) -> "pd.Series[float]":
        assert series == TERTIARY
        return pd.Series(self.growth if measure == "real_growth" else self.level, dtype=float)


def known(growth: dict[int, float], weights: list[float] | None = None) -> Vintage:
    return cast(Vintage, Known(growth, weights or [0.24, 0.48, 0.73, 1.0]))


def risen(shares: list[float]) -> list[float]:
    ends = list(np.cumsum(shares) / sum(shares))
    return [*ends[:3], 1.0]


@pytest.fixture(scope="module")
def outcome(newest: Baseline) -> Outcome:
    return simulate(newest, Scenario())


@tried(max_examples=60)
@given(
    singles=st.lists(st.floats(-0.2, 0.2), max_size=3),
    shares=SHARES,
    goal=st.floats(-0.1, 0.2),
)
def test_what_is_out_and_what_is_needed_make_the_target(
    outcome: Outcome, singles: list[float], shares: list[float], goal: float
) -> None:
    weights = risen(shares)
    out = dict(enumerate(from_singles(singles, weights), start=1))
    path = year_path(outcome, known(out, weights), own(goal, 2026))
    alone = [one.path_alone for one in path.quarters[len(singles) :]]
    assert alone == [path.needed] * (4 - len(singles))
    whole = from_singles([*singles, *(one for one in alone if one is not None)], weights)
    assert whole[-1] == pytest.approx(goal, abs=1e-9)
    ahead = [one.path for one in path.quarters[len(singles) :]]
    assert ahead == pytest.approx(whole[len(singles) :], abs=1e-9)
    found = [one.alone for one in path.quarters[: len(singles)]]
    assert found == pytest.approx(singles, abs=1e-9)


def test_the_fan_ends_at_the_nowcast_of_the_year(outcome: Outcome) -> None:
    for out in ({}, {1: 0.05}, {1: 0.05, 2: 0.055, 3: 0.052}):
        path = year_path(outcome, known(out), None)
        assert path.quarters[3].nowcast == pytest.approx(path.nowcast)
        assert (path.needed, path.odds, path.gap, path.reached) == (None,) * 4
        assert [one.nowcast is None for one in path.quarters] == [q in out for q in (1, 2, 3, 4)]


def test_a_missing_quarter_leaves_those_beside_it_unknown(outcome: Outcome) -> None:
    path = year_path(outcome, known({1: 0.05, 3: 0.06}), own(0.06, 2026))
    assert [one.alone for one in path.quarters] == [0.05, None, None, None]
    assert (path.known, path.ytd) == (3, 0.06)
    assert path.needed == pytest.approx(0.06)
    assert path.quarters[1].path is None  # it is over, only not known


def test_rounding_leaves_a_quarter_alone_open(outcome: Outcome) -> None:
    even = [0.25, 0.5, 0.75, 1.0]
    path = year_path(outcome, known({1: 0.05, 2: 0.05, 3: 0.05}, even), None)
    open_by = [one.rounding for one in path.quarters]
    assert open_by[:3] == pytest.approx([0.0005, 0.0015, 0.0025])
    assert open_by[3] is None


def test_nothing_is_needed_of_a_year_that_is_out(outcome: Outcome) -> None:
    path = year_path(outcome, known({1: 0.05, 2: 0.05, 3: 0.05, 4: 0.051}), own(0.06, 2026))
    assert (path.known, path.needed, path.expected) == (4, None, None)
    assert [one.path for one in path.quarters] == [None] * 4


def test_without_weights_no_quarter_is_told_apart(outcome: Outcome) -> None:
    vintage = Known({1: 0.05, 2: 0.06}, [0.24, 0.48, 0.73, 1.0])
    vintage.level = {}
    path = year_path(outcome, cast(Vintage, vintage), own(0.06, 2026))
    assert [one.alone for one in path.quarters] == [0.05, None, None, None]
    assert path.needed is None
    assert path.ytd == 0.06


def test_weights_of_several_years_that_do_not_rise_are_not_believed(outcome: Outcome) -> None:
    path = year_path(outcome, known({1: 0.05}, [0.5, 0.4, 0.73, 1.0]), own(0.06, 2026))
    assert [one.weight for one in path.quarters[:3]] == [None] * 3
    assert path.needed is None


def test_the_required_pace_is_held_against_the_published_years(outcome: Outcome) -> None:
    past = outcome.baseline.published(TERTIARY).values()
    path = year_path(outcome, known({1: 0.04}), own(0.07, 2026))
    assert path.needed is not None
    assert path.reached == sum(one >= path.needed for one in past)
    assert path.years == len(past)
    assert path.history == pytest.approx(1 - path.reached / path.years, abs=0.02)
