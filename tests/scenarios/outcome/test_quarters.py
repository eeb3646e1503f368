"""Quarters and their year: identities, and the way back."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.problems import Problems
from scenarios.outcome.quarters import (
    from_singles,
    needed_alone,
    rest_of_year,
    rounding,
    singles,
)

GROWTH = st.lists(st.floats(-0.3, 0.3), min_size=1, max_size=4)
SHARES = st.lists(st.floats(0.1, 1), min_size=4, max_size=4)
EVEN = [0.25, 0.5, 0.75, 1.0]


def weights(shares: list[float]) -> list[float]:
    total = sum(shares)
    return [*(sum(shares[: k + 1]) / total for k in range(3)), 1.0]


@given(growth=GROWTH, shares=SHARES)
def test_quarters_alone_make_the_year_to_date_and_back(
    growth: list[float], shares: list[float]
) -> None:
    ends = weights(shares)
    assert singles(from_singles(growth, ends), ends) == pytest.approx(growth, abs=1e-12)


@given(growth=GROWTH, shares=SHARES)
def test_levels_say_the_same(growth: list[float], shares: list[float]) -> None:
    """The slow way: last year's quarters, this year's, and their sums."""
    ends = weights(shares)
    before = [b - a for a, b in pairwise([0.0, *ends])]
    after = [level * (1 + rate) for level, rate in zip(before, growth, strict=False)]
    for count, told in enumerate(from_singles(growth, ends), start=1):
        assert sum(after[:count]) / sum(before[:count]) - 1 == pytest.approx(told, abs=1e-12)


@given(growth=st.lists(st.floats(-0.3, 0.3), max_size=3), shares=SHARES, goal=st.floats(-0.2, 0.2))
def test_what_is_needed_reaches_the_target(
    growth: list[float], shares: list[float], goal: float
) -> None:
    ends = weights(shares)
    known = from_singles(growth, ends) if growth else []
    left = needed_alone(goal, known, ends)
    assert len(left) == 4 - len(growth)
    assert from_singles([*growth, *left], ends)[-1] == pytest.approx(goal, abs=1e-9)
    if growth:
        rest = rest_of_year(goal, known[-1], ends[len(growth) - 1])
        assert left[0] == pytest.approx(rest, abs=1e-9)


def test_nothing_is_needed_of_a_year_that_is_over() -> None:
    assert needed_alone(0.065, [0.05, 0.06, 0.06, 0.06], EVEN) == []


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_rounding_is_the_worst_that_digits_do(quarter: int) -> None:
    ends = [0.24, 0.487, 0.73, 1.0]
    true = from_singles([0.048, 0.064, 0.06, 0.07], ends)[:quarter]
    low, high = list(true), list(true)
    low[-1], high[-1] = low[-1] - 0.0005, high[-1] + 0.0005
    if quarter > 1:
        low[-2], high[-2] = low[-2] + 0.0005, high[-2] - 0.0005
    half = (singles(high, ends)[-1] - singles(low, ends)[-1]) / 2
    assert rounding(ends, quarter) == pytest.approx(half)


@pytest.mark.parametrize(
    ("growth", "ends"),
    [
        ([0.05], [0.25, 0.5, 1.0]),
        ([0.05], [0.25, 0.2, 0.75, 1.0]),
        ([0.05], [0.25, 0.5, 0.75, 0.9]),
        ([0.05] * 5, EVEN),
        ([], EVEN),
    ],
)
def test_weights_that_cannot_be_are_told(growth: list[float], ends: list[float]) -> None:
    for work in (singles, from_singles):
        with pytest.raises(Problems) as told:
            work(growth, ends)
        assert told.value.problems[0].code == "quarter-weights"
