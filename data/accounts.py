"""The arithmetic of the accounts (核算运算): growth, price bases, contributions, quarters.

Growth is a fraction throughout; money is in 亿元. Real growth is the bureau's: comparable
prices of a fixed base year, rebased every five years. Mixed bases are refused.
"""

from collections.abc import Iterable
from typing import Final, TypeVar

import pandas as pd

from base.problems import Problem, Problems, Text

Figures = TypeVar("Figures", float, pd.Series, pd.DataFrame)
Base = TypeVar("Base")

REBASED_EVERY: Final = 5
"""Years between two bases: 国家统计局, 中国国民经济核算体系(2016), 不变价核算."""


def real_growth_from_index(index: float) -> float:
    """Turn an index, previous year = 100, into real growth (可比价增速), a fraction.

    Rounded at twelve digits, so that 106.8 gives the number 0.068 and not its neighbour.

    >>> real_growth_from_index(106.8)
    0.068
    """
    return round((index - 100) / 100, 12)


def growth_from_percent(percent: float) -> float:
    """Turn growth as printed, in per cent, into a fraction (增速), rounded likewise.

    >>> growth_from_percent(6.2)
    0.062
    """
    return round(percent / 100, 12)


def price_base(year: int) -> int:
    """Give the base year of a year's comparable prices (不变价基期).

    >>> [price_base(year) for year in (2020, 2021, 2025, 2026, 2030)]
    [2015, 2020, 2020, 2025, 2025]
    """
    return (year - 1) // REBASED_EVERY * REBASED_EVERY


def deflator(earlier: Figures, later: Figures, real_growth: Figures) -> Figures:
    """Give the growth of the deflator (缩减指数), a fraction, between two current-price levels.

    Both levels in 亿元 and on one census base; `real_growth` as a fraction.

    >>> round(deflator(100.0, 110.0, 0.068), 4)
    0.03
    """
    return later / earlier / (1 + real_growth) - 1


def comparable_levels(levels: pd.Series, growth: pd.DataFrame, base_year: int) -> pd.DataFrame:
    """Chain levels of the base year by real growth (可比价增加值), in 亿元 of the base year.

    `levels`: current-price value added of the base year by series; `growth`: fractions, years
    (consecutive, from the base year's next) × series. Returns base year and those years ×
    series. Raises `Problems` where a year's comparable prices have another base.

    >>> growth = pd.DataFrame({"finance": [0.05, 0.10]}, index=[2021, 2022])
    >>> comparable_levels(pd.Series({"finance": 100.0}), growth, 2020)["finance"].round(2).tolist()
    [100.0, 105.0, 115.5]
    """
    years = [int(year) for year in growth.index]
    if years != list(range(base_year + 1, base_year + 1 + len(years))):
        raise Problems([_years_problem(years, base_year)])
    one_base([base_year, *(price_base(year) for year in years)])
    start = pd.DataFrame([levels.reindex(growth.columns)], index=[base_year])
    return pd.concat([start, (1 + growth).cumprod() * start.iloc[0]])


def contributions(previous: pd.Series, growth: pd.Series) -> pd.Series:
    """Give each part's contribution to total growth (拉动), a fraction; they sum to the total's.

    `previous`: last year's comparable-price levels of the parts, 亿元 of one base year;
    `growth`: the parts' real growth, fractions. A part's increment over last year's total.

    >>> parts = contributions(pd.Series({"a": 60.0, "b": 40.0}), pd.Series({"a": 0.1, "b": 0.05}))
    >>> parts.round(3).to_dict()
    {'a': 0.06, 'b': 0.02}
    """
    return previous * growth / previous.sum()


def one_base(bases: Iterable[Base]) -> Base:
    """Give the one price basis that figures share (价格基准), refusing a mixture.

    >>> one_base([2020, 2020])
    2020
    """
    found = list(dict.fromkeys(bases))
    if len(found) != 1:
        raise Problems([_mixed_problem([str(base) for base in found])])
    return found[0]


def _mixed_problem(found: list[str]) -> Problem:
    return Problem(
        "price_basis",
        Text("价格基准混用或未注明", "price bases are mixed or not stated"),
        ", ".join(found),
        Text("同一价格基准", "one price basis"),
        Text(
            "请先换算到同一基期，或分段计算",
            "bring them to one base, or compute each period separately",
        ),
        code="accounts-price-bases",
    )


def _years_problem(years: list[int], base_year: int) -> Problem:
    return Problem(
        "growth",
        Text("年份不连续", "the years do not follow on"),
        ", ".join(str(year) for year in years),
        Text(f"自 {base_year + 1} 年起逐年", f"each year from {base_year + 1}"),
        Text("请补齐或截去年份", "complete the years or cut them off"),
        code="accounts-years",
    )
