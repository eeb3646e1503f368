"""New figures held against what is known of the region and the country (合理性)."""

from datetime import date

import pandas as pd

from data.checks.doubts import Doubt, Where, doubts
from data.checks.known_figures import Beside, KnownFigures, SeriesKey, keyed
from data.checks.likeness import alike
from data.checks.monthly import disagreeing
from data.indicators import indicators
from data.newest import census_base, in_fractions
from data.sections import COLUMNS
from data.tables import Tables
from data.vintages import Vintage
from data.watched.indicator_figures import known

_SERIES = {one.code: one.series for one in COLUMNS if one.series}


def beside(vintage: Vintage, tables: Tables, basis: str = "") -> Beside:
    """Gather what new figures are held beside (对照数据), as known at a vintage.

    `basis`: census basis of the new ones, as releases.csv writes it. Indicators on record count,
    whatever table they lie in.
    """
    return Beside(
        known={**keyed(known(vintage.as_of, tables)), **keyed(vintage.figures())},
        country=keyed(country(vintage.as_of, tables)),
        rebased=_rebased(vintage.rows, basis),
        same_section={
            one.series: _SERIES.get(one.section, one.section.lower())
            for one in indicators().values()
            if one.measure == "revenue"
        },
        stocks=frozenset(one.series for one in indicators().values() if one.kind == "stock"),
    )


def country(when: date, tables: Tables) -> pd.DataFrame:
    """Give the country's figures as known on a day (全国数据), the newest of each, growth as
    fractions: series, period, measure, value and more."""
    rows = tables.national[tables.national["known_from"] <= pd.Timestamp(when)]
    rows = in_fractions(rows).sort_values("known_from", kind="stable")
    return rows.drop_duplicates(["series", "period", "measure"], keep="last")


def _rebased(rows: pd.DataFrame, basis: str) -> frozenset[SeriesKey]:
    """Known figures of the accounts that stand on another census base than the new ones."""
    if not basis:
        return frozenset()
    other = rows[rows["census_base"].ne(census_base(basis))]
    return frozenset(keyed(other.assign(period=other["period"].astype(str))))


def all_doubts(new: KnownFigures, where: Where, held: Beside) -> list[Doubt]:
    """Give every doubt about new figures (存疑), each with whether it is impossible."""
    return [*doubts(new, where, held), *alike(new, where, held), *disagreeing(new, where, held)]
