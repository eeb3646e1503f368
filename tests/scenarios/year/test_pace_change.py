"""The ledger of the required pace: its parts add up to the change, and each has its own cause."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_year_path import known

from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario
from scenarios.outcome.quarters import rest_of_year, single
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.year.pace_change import pace_change
from scenarios.year.watch import own
from scenarios.year.year_path import YearPath, year_path

EARLIER = [0.24, 0.48, 0.73, 1.0]
LATER = [0.25, 0.49, 0.74, 1.0]
RATE = st.floats(-0.1, 0.15)


@pytest.fixture(scope="module")
def outcome(newest: Baseline) -> Outcome:
    return simulate(newest, Scenario())


def path(outcome: Outcome, weights: list[float], *growth: float) -> YearPath:
    return year_path(outcome, known(dict(enumerate(growth, start=1)), weights), own(0.06, 2026))


@given(first=RATE, revised=RATE, second=RATE)
def test_the_parts_add_up(outcome: Outcome, first: float, revised: float, second: float) -> None:
    before, now = path(outcome, EARLIER, first), path(outcome, LATER, revised, second)
    found = pace_change(before, now)
    assert found is not None
    assert sum(found.parts.values()) == pytest.approx(found.later - found.earlier, abs=1e-12)
    assert (found.earlier, found.later) == (before.needed, now.needed)
    # The slow way: the new quarter alone against what was needed of it, by its weight.
    was = rest_of_year(0.06, revised, LATER[0])
    alone = single(revised, LATER[0], second, LATER[1])
    short = (LATER[1] - LATER[0]) * (was - alone) / (1 - LATER[1])
    assert found.parts["quarter"] == pytest.approx(short, abs=1e-9)


def test_each_cause_alone_has_the_whole_change(outcome: Outcome) -> None:
    before = path(outcome, EARLIER, 0.05)
    plain = pace_change(before, path(outcome, EARLIER, 0.05, 0.052))
    assert plain is not None
    assert plain.parts["weights"] == plain.parts["revision"] == 0
    assert plain.parts["quarter"] > 0  # it grew more slowly than was needed
    on_pace = single(0.05, 0.24, (0.24 * 0.05 + 0.24 * (before.needed or 0)) / 0.48, 0.48)
    assert on_pace == pytest.approx(before.needed)
    same = pace_change(before, path(outcome, EARLIER, 0.05, (0.05 + on_pace) / 2))
    assert same is not None
    assert same.parts["quarter"] == pytest.approx(0, abs=1e-12)


def test_nothing_is_told_without_a_newer_quarter_or_a_target(outcome: Outcome) -> None:
    one = path(outcome, EARLIER, 0.05)
    assert pace_change(one, one) is None
    assert pace_change(one, replace(path(outcome, EARLIER, 0.05, 0.05), target=None)) is None
    over = path(outcome, EARLIER, 0.05, 0.05, 0.05, 0.05)
    assert pace_change(one, over) is None
