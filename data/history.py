"""Histories (历史序列): the rows of one vintage laid out as years × series."""

from typing import Final

import pandas as pd

from data.accounts import deflator
from data.sections import COLUMNS, GROUP_SERIES, OTHER, SUPPORT, TERTIARY

SERIES: Final = (
    *("gdp", "primary", "secondary", TERTIARY),
    *GROUP_SERIES.values(),
    *(one.series for one in COLUMNS if one.estimated and one.series),
)
"""Columns of a history, in order: wholes, published groups, sections published now and then."""


def wide(rows: pd.DataFrame, measure: str, column: str = "value") -> pd.DataFrame:
    """Lay one column of a measure's rows out (宽表), years × SERIES; NaN where unknown."""
    chosen = rows[rows["measure"] == measure]
    years = rows["period"]
    span = range(years.min(), years.max() + 1) if len(years) else range(0)
    table = chosen.pivot(index="period", columns="series", values=column)
    table = table.reindex(index=pd.Index(span, name="year"), columns=list(SERIES))
    return table.rename_axis(columns=None)


def levels(rows: pd.DataFrame) -> pd.DataFrame:
    """Give value added (增加值), 亿元, years × SERIES and `support`.

    Support services are tertiary less the six groups: nothing where `other_services` holds
    them or the rest is no more than print rounding; NaN where a group is unknown or stands
    on another census base.
    """
    table = wide(rows, "value_added")
    groups = list(GROUP_SERIES.values())
    parts = [TERTIARY, *groups]
    rest = (table[TERTIARY] - table[groups].sum(axis=1, skipna=False)).round(6)
    bases = wide(rows, "value_added", "census_base")[parts]
    rest = rest.where(bases.nunique(axis=1) == 1)
    rounding = (0.5 * 10.0 ** -wide(rows, "value_added", "decimals")[parts]).sum(axis=1)
    within = wide(rows, "value_added", "support_services")[GROUP_SERIES[OTHER]] == "within_other"
    table[SUPPORT] = rest.where((rest.abs() > rounding) & ~within, rest * 0.0)
    return table


def deflators(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the growth of deflators (缩减指数涨幅), fractions, years × SERIES.

    Only where both levels are comparable: one census base, one definition of other services,
    and either one release or an earlier level that is no longer preliminary.
    """
    base, release, status, support = (
        wide(rows, "value_added", column)
        for column in ("census_base", "release", "status", "support_services")
    )
    settled = (release == release.shift()) | (status.shift() != "preliminary")
    comparable = (base == base.shift()) & settled
    other = GROUP_SERIES[OTHER]
    comparable[other] &= support[other] == support[other].shift()
    level = wide(rows, "value_added")
    return deflator(level.shift(), level, wide(rows, "real_growth")).where(comparable)
