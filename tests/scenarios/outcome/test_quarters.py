"""Quarters and their year: identities, and the way back."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quarters_alone import from_singles

from scenarios.outcome.quarters import left_open, rest_of_year, single

GROWTH = st.lists(st.floats(-0.3, 0.3), min_size=1, max_size=4)
SHARES = st.lists(st.floats(0.1, 1), min_size=4, max_size=4)


def weights(shares: list[float]) -> list[float]:
    total = sum(shares)
    return [*(sum(shares[: k + 1]) / total for k in range(3)), 1.0]


@given(growth=GROWTH, shares=SHARES)
def test_quarters_alone_make_the_year_to_date_and_back(
    growth: list[float], shares: list[float]
) -> None:
    """The slow way: last year's quarters, this year's, and their sums."""
    ends = weights(shares)
    known = [(0.0, 0.0), *zip(from_singles(growth, ends), ends, strict=False)]
    found = [single(*before, *now) for before, now in pairwise(known)]
    assert found == pytest.approx(growth, abs=1e-12)


@given(
    growth=st.lists(st.floats(-0.3, 0.3), min_size=1, max_size=3),
    shares=SHARES,
    goal=st.floats(-0.2, 0.2),
)
def test_what_is_needed_reaches_the_target(
    growth: list[float], shares: list[float], goal: float
) -> None:
    ends = weights(shares)
    to_date = from_singles(growth, ends)[-1]
    rest = rest_of_year(goal, to_date, ends[len(growth) - 1])
    whole = from_singles([*growth, *[rest] * (4 - len(growth))], ends)
    assert whole[-1] == pytest.approx(goal, abs=1e-9)


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_rounding_is_the_worst_that_digits_do(quarter: int) -> None:
    ends = [0.0, 0.24, 0.487, 0.73, 1.0]
    before, weight = ends[quarter - 1 : quarter + 1]
    high = single(0.05 - 0.0005, before, 0.06 + 0.0005, weight)
    low = single(0.05 + 0.0005, before, 0.06 - 0.0005, weight)
    assert left_open(before, weight) == pytest.approx((high - low) / 2)
