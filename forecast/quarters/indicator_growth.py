"""What the indicators of a bridge grew by, beside each quarter of the accounts (指标增速).

Of prices, as each enters; by the accounts' months: a figure that runs a month behind speaks for
the quarter that its month is taken for.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from data.indicators import Indicator, ends, indicators
from data.vintages import Vintage
from forecast.quarters.bridge_table import Design

PRICES: Final = {"ppi": "ind_ppi"}
"""The price index on record for a deflator of the register."""

CONSUMER: Final = "ind_cpi"
"""The price index for any other."""

USUAL_PRICE, PRICE_ERROR = 0.01, 0.01
"""What prices rise by a year where no index of the year is known, and the error of that."""

MONTH_ERROR: Final = 0.04
"""What growth of months to come differs by from that of the months known."""

MEMBER_ERROR: Final = 0.03
"""What a group's unknown indicators differ by from its known ones."""


@dataclass(frozen=True)
class IndicatorGrowth:
    """Indicators of a bridge beside the first quarters of a year (累计增速), fractions.

    `value`: weighed real growth; `spread`: the error of months to come, of prices not known and
    of members without a figure; `known`: weight of the others; `members`: (series, period, growth
    as published), each.
    """

    quarter: int
    value: float
    spread: float
    known: float
    known_from: date
    members: tuple[tuple[str, str, float], ...]


def growth_by_quarter(vintage: Vintage, design: Design, year: int) -> dict[int, IndicatorGrowth]:
    """Give a bridge's indicators for every quarter of a year that any is known of (逐季指标)."""
    listed: dict[int, list[tuple[float, _Member]]] = {}
    for series, weight in design.members:
        if series in indicators():
            for quarter, one in _by_quarter(vintage, indicators()[series], year).items():
                listed.setdefault(quarter, []).append((weight, one))
    whole = float(np.sum([weight for _, weight in design.members]))
    return {quarter: _weighed(quarter, listed[quarter], whole) for quarter in sorted(listed)}


@dataclass(frozen=True)
class _Member:
    series: str
    period: str
    printed: float
    real: float
    priced: bool
    missing: int
    known_from: date


def _by_quarter(vintage: Vintage, one: Indicator, year: int) -> dict[int, _Member]:
    """Newest figure of one indicator for each quarter of the accounts (按核算期归季)."""
    rows = vintage.indicator_growth(one.series)
    found: dict[int, _Member] = {}
    for period, value, day in rows.itertuples(name=None):
        month = _accounts_month(one, period)
        if period[:4] != str(year) or month > 12:
            continue
        quarter = -(-month // 3)
        missing = 3 * quarter - month
        if quarter in found and found[quarter].missing <= missing:
            continue
        price, priced = _price(vintage, one, period)
        real = (1 + value) / (1 + price) - 1
        found[quarter] = _Member(
            one.series, period, float(value), real, priced, missing, day.date()
        )
    return found


def _accounts_month(one: Indicator, period: str) -> int:
    """The month of the accounts through which a figure speaks (核算月)."""
    _, month = ends(period)
    return month + (one.accounting_lag if period[4:5] == "M" else 0)


def _price(vintage: Vintage, one: Indicator, period: str) -> tuple[float, bool]:
    """What prices rose by, and whether an index of the year says so; none of what is a volume."""
    if not one.deflator:
        return 0.0, True
    rows = vintage.indicator_growth(PRICES.get(one.deflator, CONSUMER))["value"]
    until = ends(period)
    known = {ends(each): float(rows[each]) for each in rows.index}
    same = [when for when in known if when[0] == until[0] and when <= until]
    return (known[max(same)], True) if same else (USUAL_PRICE, False)


def _weighed(quarter: int, parts: list[tuple[float, _Member]], whole: float) -> IndicatorGrowth:
    weight = np.array([weight for weight, _ in parts])
    known = float(weight.sum() / whole)
    part = weight / weight.sum()
    members = [one for _, one in parts]
    missing = np.array([one.missing for one in members]) / (3 * quarter)
    unpriced = np.array([not one.priced for one in members])
    spread = np.hypot(
        np.hypot(MONTH_ERROR * (part @ missing), PRICE_ERROR * (part @ unpriced)),
        MEMBER_ERROR * (1 - known),
    )
    return IndicatorGrowth(
        quarter,
        float(part @ np.array([one.real for one in members])),
        float(spread),
        known,
        max(one.known_from for one in members),
        tuple((one.series, one.period, one.printed) for one in members),
    )
