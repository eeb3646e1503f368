"""The arithmetic of the accounts, against numbers worked by hand and against its own inverse."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.problems import Problems
from data.accounts import (
    comparable_levels,
    contributions,
    deflator,
    growth_from_percent,
    one_base,
    price_base,
    real_growth_from_index,
)

money = st.floats(0.01, 1e5)
growth = st.floats(-0.3, 0.5)


@pytest.mark.parametrize(
    ("year", "base"), [(2000, 1995), (2001, 2000), (2021, 2020), (2025, 2020), (2026, 2025)]
)
def test_prices_are_rebased_every_five_years(year: int, base: int) -> None:
    assert price_base(year) == base


@given(st.integers(-500, 1000))
def test_an_index_and_its_growth_give_the_same_number(tenths: int) -> None:
    assert real_growth_from_index(100 + tenths / 10) == growth_from_percent(tenths / 10)


@given(money, growth, growth)
def test_a_deflator_is_recovered(level: float, real: float, price: float) -> None:
    later = level * (1 + real) * (1 + price)
    assert deflator(level, later, real) == pytest.approx(price, abs=1e-9)


@given(st.lists(st.tuples(money, growth), min_size=1, max_size=15))
def test_contributions_sum_to_total_growth(parts: list[tuple[float, float]]) -> None:
    previous = pd.Series([level for level, _ in parts])
    rates = pd.Series([rate for _, rate in parts])
    total = (previous * (1 + rates)).sum() / previous.sum() - 1
    assert contributions(previous, rates).sum() == pytest.approx(total, abs=1e-12)


@given(st.lists(st.tuples(growth, growth), min_size=1, max_size=5), money, money)
def test_growth_comes_back_from_comparable_levels(
    rates: list[tuple[float, float]], first: float, second: float
) -> None:
    table = pd.DataFrame(rates, columns=["a", "b"], index=range(2021, 2021 + len(rates)))
    levels = comparable_levels(pd.Series({"b": second, "a": first}), table, 2020)
    assert levels.loc[2020].to_dict() == {"a": first, "b": second}
    back = levels.pct_change().iloc[1:]
    assert (back - table).abs().to_numpy().max() < 1e-9


def test_a_chain_across_a_rebasing_is_refused() -> None:
    table = pd.DataFrame({"a": [0.05, 0.05]}, index=[2025, 2026])
    with pytest.raises(Problems, match="price bases are mixed"):
        comparable_levels(pd.Series({"a": 1.0}), table, 2024)


@pytest.mark.parametrize("years", [[2022], [2021, 2023], [2022, 2021]])
def test_a_chain_with_years_missing_is_refused(years: list[int]) -> None:
    table = pd.DataFrame({"a": [0.05] * len(years)}, index=years)
    with pytest.raises(Problems, match="do not follow on"):
        comparable_levels(pd.Series({"a": 1.0}), table, 2020)


def test_no_year_to_chain_gives_the_base_year() -> None:
    levels = comparable_levels(pd.Series({"a": 7.0}), pd.DataFrame({"a": []}, dtype=float), 2020)
    assert levels.to_dict() == {"a": {2020: 7.0}}


def test_one_base_is_given_and_a_mixture_or_none_refused() -> None:
    assert one_base(["current", "current"]) == "current"
    for bases in (["current", "previous_year"], [2015, 2020], []):
        with pytest.raises(Problems, match="price bases are mixed"):
            one_base(bases)
