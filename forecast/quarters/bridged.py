"""What the bridges say of a year that is under way, as known at a vintage (核算桥读数)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from data.sections import GROUP_SERIES, TERTIARY
from data.vintages import Vintage
from forecast.quarters.bridge import Belief, BridgeQuarter, LearntRelation, learn, told
from forecast.quarters.bridge_table import Design, designs
from forecast.quarters.indicator_growth import (
    CONSUMER,
    MEMBER_ERROR,
    PRICES,
    IndicatorGrowth,
    growth_by_quarter,
)
from forecast.quarters.nowcast import Bridged, by_year

ERROR: Final = {TERTIARY: 0.012}
"""A bridge's error of a first quarter before experience: of services, whose parts even out."""

GROUP_ERROR: Final = 0.02
"""The same of a group."""

PRICE_SERIES: Final = {CONSUMER, *PRICES.values()}
"""Price indices that bridges use."""

LEAST: Final = 0.4
"""Weight of members without which a bridge does not speak."""

USUAL_YEARS: Final = 3
"""Years of growth that are taken for the usual."""

QUARTERS: Final = (1, 2, 3, 4)

FIRST_YEAR: Final = 2012
"""Year from which quarters teach: earlier ones stand on two censuses before the present one."""


@dataclass(frozen=True)
class Tested:
    """One past quarter (往期核算): what the bridge would have said from earlier ones alone, its
    standard error, and what came; fractions."""

    year: int
    quarter: int
    said: float
    spread: float
    came: float


@dataclass(frozen=True)
class Relation:
    """A bridge and its record at a vintage (核算桥与检验)."""

    design: Design
    belief: Belief
    learnt: LearntRelation
    points: tuple[BridgeQuarter, ...]

    @property
    def tested(self) -> tuple[Tested, ...]:
        """What it would have said in past quarters (往期核算), each from those before it."""
        found = []
        for place, one in enumerate(self.points):
            said, spread = told(one, self.points[:place], self.belief)
            assert one.grown is not None
            found.append(Tested(one.year, one.quarter, said, spread, one.grown))
        return tuple(found)


@dataclass(frozen=True)
class BridgeReading:
    """What a bridge says of the newest quarter that its indicators speak of (核算桥读数).

    `said` is growth from January, `seen` the indicators'; `published` whether the quarter is out
    already, so that the bridge enters nothing.
    """

    relation: Relation
    year: int
    seen: IndicatorGrowth
    said: Bridged
    published: bool


def relation(vintage: Vintage, design: Design) -> Relation:
    """Learn a bridge from what is known at a vintage (学习核算桥)."""
    belief = Belief(design.elasticity, design.doubt, ERROR.get(design.of, GROUP_ERROR))
    grown = _grown(vintage, design.of)
    found = []
    for year in grown.index:
        seen = growth_by_quarter(vintage, design, int(year))
        came = grown.loc[year]
        for quarter, one in seen.items():
            if np.isfinite(came[quarter]) and one.known >= LEAST:
                found.append(_point(vintage, design.of, int(year), one, float(came[quarter])))
    points = tuple(one for one in found if np.isfinite(one.usual))
    return Relation(design, belief, learn(points, belief), points)


def telling(vintage: Vintage) -> pd.DataFrame:
    """Give the rows of indicators that move the year under way (当年所读指标).

    Columns series, period, measure, value, status, known_from: of the bridges that tell of a
    quarter not yet published, with what they learn from and the prices they use.
    """
    year = int(vintage.history("real_growth")[TERTIARY].dropna().index.max()) + 1
    read = {name for one in _entering(vintage, year) for name, _ in one.members}
    return growth_rows(vintage, read | (PRICE_SERIES if read else set()))


def growth_rows(vintage: Vintage, series: set[str]) -> pd.DataFrame:
    """Give growth of indicators as rows (指标增速), columns as `telling`."""
    rows = pd.concat([vintage._quarterly, vintage._indicators])
    rows = rows[rows["series"].isin(list(series)) & (rows["measure"] == "indicator_growth")]
    return rows[["series", "period", "measure", "value", "status", "known_from"]]


def _entering(vintage: Vintage, year: int) -> list[Design]:
    """Bridges that tell of a quarter of the year not yet published."""
    found = []
    for of in (TERTIARY, *GROUP_SERIES):
        if spoken := _speaking(vintage, of, year):
            design, seen = spoken
            own = _published(vintage, of, year)
            if not told_by_services(design) and not _is_out(seen.quarter, own):
                found.append(design)
    return found


def _speaking(vintage: Vintage, of: str, year: int) -> tuple[Design, IndicatorGrowth] | None:
    """The bridge that speaks for a group in a year, and what it saw; None where none can."""
    for design in designs().get(of, ()):
        if seen := _spoken(vintage, design, year):
            return design, seen
    return None


def _is_out(quarter: int, own: "pd.Series[float]") -> bool:
    """Whether a quarter of a year, or a later one, is published."""
    return bool(own.loc[quarter:].notna().any())


def told_by_services(design: Design) -> bool:
    """Whether a group's bridge stands on figures that the bridge of services stands on."""
    whole = {name for one in designs()[TERTIARY] for name, _ in one.members}
    return design.of != TERTIARY and bool(whole & {name for name, _ in design.members})


def reading(vintage: Vintage, of: str, year: int, quarters: bool = True) -> BridgeReading | None:
    """Read a year from the indicators of a group, or of services (核算桥读数).

    None where none of the year is known, or nothing of the years before. `quarters`: whether the
    region's own published quarters of the year may be looked at.
    """
    spoken = _speaking(vintage, of, year)
    if spoken is None or not np.isfinite(_usual(vintage, of, year)):
        return None
    design, seen = spoken
    found = relation(vintage, design)
    own = _published(vintage, of, year) if quarters else pd.Series(np.nan, QUARTERS)
    past = tuple(one for one in found.points if one.year < year)
    past += tuple(_this_year(vintage, design, year, own, seen.quarter))
    value, spread = told(_point(vintage, of, year, seen, None), past, found.belief)
    said = Bridged(seen.quarter, value, spread, seen.known_from)
    return BridgeReading(found, year, seen, said, _is_out(seen.quarter, own))


def readings(vintage: Vintage, year: int, quarters: bool = True) -> dict[str, BridgeReading]:
    """Read a year from the indicators of every group (分行业核算桥读数), by code.

    A figure speaks once: a group whose bridge stands on figures that the bridge of services as a
    whole stands on is left to that.
    """
    found = {code: reading(vintage, code, year, quarters) for code in GROUP_SERIES}
    return {
        code: one
        for code, one in found.items()
        if one and not told_by_services(one.relation.design)
    }


def _spoken(vintage: Vintage, design: Design, year: int) -> IndicatorGrowth | None:
    """The newest quarter of a year that enough of a bridge's members speak of."""
    seen = growth_by_quarter(vintage, design, year)
    enough = [one for one in seen.values() if one.known >= LEAST]
    return enough[-1] if enough else None


def _this_year(
    vintage: Vintage, design: Design, year: int, own: "pd.Series[float]", before: int
) -> list[BridgeQuarter]:
    """Published quarters of the year itself: what they missed goes on, in part."""
    seen = growth_by_quarter(vintage, design, year)
    found = []
    for quarter in (1, 2, 3):
        one, value = seen.get(quarter), own[quarter]
        if quarter >= before or not np.isfinite(value):
            continue
        if one is None:
            usual = _usual(vintage, design.of, year)
            found.append(BridgeQuarter(year, quarter, usual, usual, MEMBER_ERROR, float(value)))
        else:
            found.append(_point(vintage, design.of, year, one, float(value)))
    return found


def _point(
    vintage: Vintage, of: str, year: int, seen: IndicatorGrowth, grown: float | None
) -> BridgeQuarter:
    usual = _usual(vintage, of, year)
    return BridgeQuarter(year, seen.quarter, usual, seen.value, seen.spread, grown)


def _usual(vintage: Vintage, of: str, year: int) -> float:
    """What a group has grown by of late, nothing of the year itself."""
    growth = vintage.history("real_growth")[GROUP_SERIES.get(of, of)]
    return float(growth.reindex(range(year - USUAL_YEARS, year)).mean())


def _grown(vintage: Vintage, of: str) -> pd.DataFrame:
    """Growth to date as published, years × quarters; the year as first printed, else as known."""
    series = GROUP_SERIES.get(of, of)
    table = by_year(vintage.quarters(series, "real_growth"))
    yearly = vintage.history("real_growth")[series].dropna()
    first = vintage.first_prints(series)
    years = sorted(year for year in {*table.index, *yearly.index} if year >= FIRST_YEAR)
    table = table.reindex(years)
    table[4] = table[4].fillna(first.reindex(years)).fillna(yearly.reindex(years))
    return table


def _published(vintage: Vintage, of: str, year: int) -> "pd.Series[float]":
    """Growth to date of a year as published, by quarter; NaN where it is not."""
    return _grown(vintage, of).reindex([year]).iloc[0]
