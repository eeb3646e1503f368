"""Tables with made-up quarters of the region (虚构季度), as a bureau would bring them."""

from dataclasses import replace
from datetime import date

import pandas as pd

from data.tables import Tables, read_tables

PRINTED = {
    "real_growth": ("percent", "previous_year"),
    "value_added": ("100m_cny", "current"),
    "indicator_growth": ("percent", ""),
}


def with_figures(*figures: tuple[str, str, str, float, date]) -> Tables:
    """Give the tables with more quarterly figures: series, period, measure, value, known from."""
    tables = read_tables()
    like = tables.quarterly[tables.quarterly["measure"] == "real_growth"].tail(1)
    made = [
        like.assign(
            series=series,
            period=period,
            measure=measure,
            unit=PRINTED[measure][0],
            price_basis=PRINTED[measure][1],
            value=value,
            status="preliminary",
            release="",
            known_from=pd.Timestamp(day),
        )
        for series, period, measure, value, day in figures
    ]
    return replace(tables, quarterly=pd.concat([tables.quarterly, *made], ignore_index=True))
