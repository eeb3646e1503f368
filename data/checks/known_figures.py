"""What stands beside new figures (对照): those known before, parts and whole, the country.

Levels in 亿元 (indicators in their own unit), growth as fractions, by series, period, measure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import pandas as pd

from data.sections import GROUP_SERIES, TERTIARY

SeriesKey = tuple[str, str, str]
KnownFigures = Mapping[SeriesKey, float]

PARTS: Final = {
    "gdp": ("primary", "secondary", TERTIARY),
    TERTIARY: tuple(GROUP_SERIES.values()),
}
"""What a whole is made of; support services, below 1% of tertiary, are left to it."""

BACK: Final = 4
"""Years whose figures a new one is held beside."""

_PERIOD: Final = re.compile(r"(\d{4})(?:([QM])(\d+))?")


@dataclass(frozen=True)
class Beside:
    """What new figures are held beside (对照数据).

    `known`: what the last vintage held. `country`: the same of the country. `rebased`: known
    figures on another census base than the new ones. `same_section`: series of revenue →
    series of the accounts of its section. `stocks`: indicators at a point in time.
    """

    known: KnownFigures
    country: KnownFigures = field(default_factory=dict)
    rebased: frozenset[SeriesKey] = frozenset()
    same_section: Mapping[str, str] = field(default_factory=dict)
    stocks: frozenset[str] = frozenset()

    @cached_property
    def recent(self) -> int:
        """First of the years that count as recent (近年起点): older levels have splices."""
        years = [int(period[:4]) for _, period, measure in self.known if measure == "value_added"]
        return max(years, default=0) - BACK

    def years_before(self, key: SeriesKey) -> list[float]:
        """Give the same of the four years before (前四年), the nearest first, as far as known.

        A quarter's whole year stands in for the quarter.
        """
        name, period, measure = key
        year = int(period[:4])
        found = []
        for back in range(1, BACK + 1):
            same = self.known.get((name, f"{year - back}{period[4:]}", measure))
            whole = self.known.get((name, str(year - back), measure))
            found += [one for one in (same, whole) if one is not None][:1]
        return found

    def around(self, key: SeriesKey) -> list[float]:
        """Give all that is known of a series in the four years before and the year (前后各期)."""
        name, period, measure = key
        last = int(period[:4])
        return [
            value
            for one in self._periods.get((name, measure), ())
            if last - BACK <= int(one[:4]) <= last and one != period
            for value in (self.known[name, one, measure],)
        ]

    def in_country(self, key: SeriesKey) -> float | None:
        """Give the country's figure of the same name and period (全国同期)."""
        return self.country.get(key)

    @cached_property
    def _periods(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for name, period, measure in self.known:
            found.setdefault((name, measure), []).append(period)
        return found

    def periods(self, name: str, measure: str) -> list[str]:
        """Give the periods of which a measure of a series is known (已知期间)."""
        return self._periods.get((name, measure), [])


def year_before(period: str) -> str:
    """Name the same period a year before (上年同期)."""
    return f"{int(period[:4]) - 1}{period[4:]}"


def part_before(period: str) -> str:
    """Name the year to date a quarter or month earlier (上一累计期); "" where there is none."""
    found = _PERIOD.fullmatch(period)
    if not found or not found[2] or int(found[3]) == 1:
        return ""
    number = int(found[3]) - 1
    return f"{found[1]}Q{number}" if found[2] == "Q" else f"{found[1]}M{number:02d}"


def parts_before(period: str) -> list[str]:
    """Name every year to date within the same year that ended before (年内各前期)."""
    found = []
    while period := part_before(period):
        found.append(period)
    return found


def keyed(figures: pd.DataFrame) -> dict[SeriesKey, float]:
    """Turn figures as `Vintage.figures` gives them into a mapping (键值)."""
    columns = ["series", "period", "measure", "value"]
    return {
        (str(series), str(period), str(measure)): float(value)
        for series, period, measure, value in figures[columns].itertuples(index=False)
    }
