"""Figures of indicators as known on a day (指标数值): the region's, the country's, the drivers.

They lie in several tables, each where its source put it; here they are one. A fit reads some of
the region's through its bridges (`forecast/quarters/`); a vintage's id covers those outside the
accounts' tables from the day on which one tells of the year under way.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Final

import pandas as pd

from data import archive
from data.indicators import ends, indicators
from data.newest import DOUBTED, by_age, in_fractions
from data.region import region
from data.tables import Tables, read_tables

KEY: Final = ["series", "period", "measure"]
COLUMNS: Final = (
    *(*KEY, "value", "decimals", "unit", "status", "said", "release", "known_from"),
    *("note", "source_title", "source_url"),
)
UNITS: Final = {
    "家": "count",
    "个": "count",
    "亿元": "100m_cny",
    "亿元级": "100m_cny",
    "%": "percent",
}
"""Units of the table of plan targets, as the register writes them."""


def prints(when: date, tables: Tables | None = None) -> pd.DataFrame:
    """Give every figure of an indicator that was known on a day (历次数字), the oldest first.

    Columns: series, period (year to date: "2025Q4" is the whole year), measure
    (indicator_level in its unit, indicator_growth as a fraction; `_single` of a month alone),
    value, decimals, unit, status, said (余, 突破 …: the figure is a bound), release,
    known_from, note, source_title, source_url. What was withdrawn is left out.
    """
    return _now(when, archive.added()).copy() if tables is None else _prints(when, tables)


@lru_cache(16)
def _now(when: date, _added: archive.Added) -> pd.DataFrame:
    """Kept until a release is added: a page asks half a dozen times."""
    return _prints(when, read_tables())


def _prints(when: date, tables: Tables) -> pd.DataFrame:
    rows = pd.concat([_own(tables), _country(tables), _drivers(tables), _plans(tables)])
    rows = rows[rows["known_from"] <= pd.Timestamp(when)]
    gone = tables.releases[tables.releases["known_from"] <= pd.Timestamp(when)]["withdraws"]
    rows = rows[~rows["release"].isin(" ".join(gone).split())]
    rows = in_fractions(rows[rows["series"].isin(list(indicators()))].reset_index(drop=True))
    rows = rows.drop_duplicates([*KEY, "value", "known_from", "source_title"])
    return by_age(rows, tables.releases.set_index("release"))[list(COLUMNS)].reset_index(drop=True)


def known(when: date, tables: Tables | None = None) -> pd.DataFrame:
    """Give the newest figure of each (最新数字), by series and time; columns as `prints`.

    Estimates before a release, and figures that are suspect in their source, are left out.

    >>> rows = known(date(2026, 3, 31))
    >>> rows[rows["series"] == "ind_service_above_scale"]["period"].iloc[-1]
    '2025Q4'
    """
    rows = prints(when, tables)
    rows = rows[~rows["status"].isin(DOUBTED)].drop_duplicates(KEY, keep="last")
    return rows.assign(end=rows["period"].map(at_end)).sort_values(
        ["series", "end", "period", "measure"], ignore_index=True
    )


def at_end(period: str) -> float:
    """Say when a period ends (期末), in years: the end of 2025 is 2026.0.

    >>> at_end("2025Q4"), at_end("2026M06")
    (2026.0, 2026.5)
    """
    year, month = ends(period)
    return year + month / 12


def _own(tables: Tables) -> pd.DataFrame:
    """The region's, of the accounts' own tables and of the indicators' own."""
    annual = tables.annual[tables.annual["measure"].str.startswith("indicator")]
    annual = annual.assign(period=annual["period"].astype(str) + "Q4")
    quarterly = tables.quarterly[tables.quarterly["measure"].str.startswith("indicator")]
    return _laid_out(pd.concat([annual, quarterly, tables.indicator_figures]), tables)


def _country(tables: Tables) -> pd.DataFrame:
    rows = tables.national[tables.national["measure"].str.startswith("indicator")]
    whole = rows["period"].str.fullmatch(r"\d{4}")
    return _laid_out(rows.assign(period=rows["period"].mask(whole, rows["period"] + "Q4")), tables)


def _drivers(tables: Tables) -> pd.DataFrame:
    rows = tables.drivers[tables.drivers["series"].isin(list(indicators()))]
    period = rows["period"].astype(str) + "Q4"
    return _laid_out(
        rows.assign(period=period, measure="indicator_level", status="unknown", note=""), tables
    )


def _plans(tables: Tables) -> pd.DataFrame:
    """Figures that stand beside the plans' goals: those of them that came to pass."""
    rows = tables.sector_targets
    rows = rows[(rows["item"] != "") & rows["type"].str.startswith("actual")]
    rows = rows[rows["region"].isin(region().aliases)]
    return _laid_out(
        rows.assign(
            series=rows["item"],
            period=rows["target_year"].astype(str) + "Q4",
            measure="indicator_level",
            value=pd.to_numeric(rows["value"]),
            decimals=rows["value"].map(lambda text: len(text.partition(".")[2])),
            unit=rows["unit"].map(UNITS),
            status="unknown",
            said=rows["type"].map(bound),
        ),
        tables,
    )


def bound(kind: str) -> str:
    """Give the words that make a figure a bound (限定语): what a type has in brackets.

    >>> bound("actual(突破)"), bound("target")
    ('突破', '')
    """
    found = re.search(r"\((.+)\)", kind)
    return found[1] if found else ""


def _laid_out(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Bring rows of one table to the columns of all, a release's title for a missing source."""
    texts = ["unit", "status", "said", "release", "note", "source_title", "source_url"]
    missing = {name: "" for name in texts if name not in rows}
    rows = rows.assign(**missing)[list(COLUMNS)]
    rows = rows.assign(**{name: rows[name].astype(object).fillna("").astype(str) for name in texts})
    titles = tables.releases.set_index("release")["title"]
    named = rows["release"].map(titles).fillna("")
    return rows.assign(source_title=rows["source_title"].mask(rows["source_title"] == "", named))
