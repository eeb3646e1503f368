"""The register of indicators (指标登记表): what each speaks for, and how it enters the accounts.

A row of `tables/indicators.csv` each; whoever knows better edits the row. What is marked
`checked = no` there is general knowledge that nobody looked up yet.
"""

import csv
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from data.region import region

FILE: Final = "indicators.csv"

Month = tuple[int, int]
"""A year and how many of its months figures run through."""


@dataclass(frozen=True)
class Indicator:
    """One row of the register (指标).

    `series` names its figures; `unit` is that of its levels; `kind`: flow, stock, index (only
    growth is published) or ratio; `frequency`: M, Q or Y; `area`: own or country; `section`
    whom it speaks for; `direction` of the report that it counts something of, or ""; `enters`
    how it stands for value added, and by which prices (`deflator`) its growth turns real;
    `accounting_lag`: months by which the accounts take it earlier; `release_months` and
    `release_day`: when it is usually out, None where no day is fixed; `breaks` of definition.
    """

    series: str
    zh: str
    en: str
    unit: str
    kind: str
    frequency: str
    area: str
    section: str
    direction: str
    enters: str
    deflator: str
    accounting_lag: int
    release_months: int | None
    release_day: int | None
    since: str
    breaks: tuple[str, ...]
    measure: str
    source: str
    checked: bool
    words: tuple[str, ...] = ()

    @property
    def in_accounts(self) -> bool:
        """Whether the accounts of a section are made from it (入核算), or want it."""
        return self.enters in ("volume", "value", "fallback")

    def accounts_through(self, period: str) -> str | None:
        """Name the year to date of the accounts beside which a figure stands (核算期), or None.

        Revenue above size runs a month behind: August's stands beside the first three quarters.

        >>> indicators()["ind_service_above_scale"].accounts_through("2024M08")
        '2024Q3'
        >>> indicators()["ind_retail_sales"].accounts_through("2024M08") is None
        True
        """
        year, month = ends(period)
        month += self.accounting_lag if period[4:5] == "M" else 0
        return f"{year}Q{month // 3}" if month % 3 == 0 and month <= 12 else None

    def taken_for(self, quarter: str) -> str:
        """Name the month through which the accounts of a quarter take it (所用月份).

        >>> indicators()["ind_service_above_scale"].taken_for("2024Q3")
        '2024M08'
        """
        year, month = ends(quarter)
        return f"{year}M{month - self.accounting_lag:02d}"

    def expected(self, period: str) -> date | None:
        """Give the day by which a period's figure is usually out (预计发布日), or None."""
        if self.release_months is None or self.release_day is None:
            return None
        year, month = ends(period)
        count = 12 * year + month - 1 + self.release_months
        year, month = count // 12, count % 12 + 1
        return date(year, month, min(self.release_day, monthrange(year, month)[1]))


def ends(period: str) -> Month:
    """Say through which month a period runs (截至月份); a plain year is all of it.

    >>> ends("2025Q3"), ends("2024M02"), ends("2023")
    ((2025, 9), (2024, 2), (2023, 12))
    """
    if len(period) == 4:
        return int(period), 12
    return int(period[:4]), int(period[5:]) * (3 if period[4] == "Q" else 1)


@cache
def indicators() -> dict[str, Indicator]:
    """Give the indicators that are kept (指标), by name of series, in the order of the table."""
    with (region().tables / FILE).open(encoding="utf-8", newline="") as file:
        return {row["id"]: _indicator(row) for row in csv.DictReader(file)}


def _indicator(row: dict[str, str]) -> Indicator:
    return Indicator(
        series=row["id"],
        zh=row["zh"],
        en=row["en"],
        unit=row["unit"],
        kind=row["kind"],
        frequency=row["frequency"],
        area=row["area"],
        section=row["section"],
        direction=row["direction"],
        enters=row["enters"],
        deflator=row["deflator"],
        accounting_lag=int(row["accounting_lag"]),
        release_months=_number(row["release_months"]),
        release_day=_number(row["release_day"]),
        since=row["since"],
        breaks=_several(row["breaks"]),
        measure=row["measure"],
        source=row["source"],
        checked=row["checked"] == "yes",
        words=_several(row["words"]),
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))
