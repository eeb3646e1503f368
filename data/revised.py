"""How figures were revised after they were first printed (数据修订), and at what stage.

A year's growth is first printed at its turn, verified a year on (最终核实), and counted anew by
the next economic census. What was learnt of each stage is kept apart.
"""

from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from data.newest import by_age, census_base, in_fractions
from data.sections import GROUP_SERIES, OTHER, TERTIARY
from data.tables import Tables, read_tables
from data.vintages import Vintage

CENSUS_YEARS: Final = (2004, 2008, 2013, 2018, 2023, 2028, 2033, 2038, 2043)
"""Years of the economic censuses (经济普查), the first's first; the fifth is the latest in the
data, those after it are due."""

RESULTS_AFTER: Final = 2
"""Years after a census's own from whose first day figures stand on it, where no release says so."""

SETTLED: Final = ("revised", "final")

FIRST_WITHIN: Final = pd.DateOffset(years=1)
"""A figure first known later than this after its year is no first print."""


def first_prints(
    series: str = TERTIARY, tables: Tables | None = None, until: date = date.max
) -> "pd.Series[float]":
    """Give real growth as it was first printed (首次公布), fractions by year.

    The first figure of the year, or of its four quarters, known within a year of its end and not
    before the first day of a release: what is said earlier is an estimate. Years whose first
    print is not on record are left out.

    >>> first_prints().loc[[2022, 2025]].tolist(), 2019 in first_prints().index
    ([0.019, 0.062], False)
    """
    rows = _first(_as_released(series, tables, until), tables)
    return rows["value"].rename(series)


def revisions(
    series: str = TERTIARY, vintage: Vintage | None = None, tables: Tables | None = None
) -> pd.DataFrame:
    """Tell how real growth was revised (数据修订), one row a year, as known at the vintage.

    Columns: year, first and latest (fractions), first_release, latest_release, revision
    (latest less first, a fraction). Years whose newest figure is still preliminary, or whose
    first print is not known, are left out. Without a vintage: all that is in the tables.

    >>> revisions().set_index("year").loc[2022, ["first", "latest"]].tolist()
    [0.019, 0.031]
    """
    rows = _as_released(series, tables, vintage.as_of if vintage else date.max)
    first, latest = _first(rows, tables), rows.groupby("year").last()
    settled = latest[latest["status"].isin(SETTLED)].index
    years = [year for year in first.index if year in settled]
    first, latest = first.loc[years], latest.loc[years]
    table = pd.DataFrame(
        {
            "first": first["value"],
            "latest": latest["value"],
            "first_release": first["release"],
            "latest_release": latest["release"],
            "revision": (latest["value"] - first["value"]).round(12),
        }
    )
    later = first["known_from"] < latest["known_from"]
    return table[later].rename_axis("year").reset_index()


def by_stage(
    series: str = TERTIARY, vintage: Vintage | None = None, tables: Tables | None = None
) -> pd.DataFrame:
    """Tell how real growth was revised at each stage (分阶段修订), one row a year, fractions.

    Columns: year; final, the last settled figure on the base of the first print less it; census,
    the first figure on the next base less the last before; number, which census that was. A
    stage that is not on record is NaN. Where nothing settled lies between a first print and a
    census, their difference is the census's. A later census's word on earlier years is left out.

    >>> table = by_stage().set_index("year")
    >>> table.loc[2021, ["final", "census"]].round(4).tolist(), int(table.loc[2021, "number"])
    ([0.005, 0.008], 5)
    """
    known = read_tables() if tables is None else tables
    return _stages(series, vintage.as_of if vintage else date.max, known).copy()


@lru_cache(64)
def _stages(series: str, until: date, tables: Tables) -> pd.DataFrame:
    """Kept, for every fit on these tables asks."""
    rows = _as_released(series, tables, until)
    first = _first(rows, tables)["value"]
    found = []
    for year in sorted({int(one) for one in rows["year"]}):
        mine = rows[rows["year"] == year]
        base = min((n for n, at in enumerate(CENSUS_YEARS) if at >= year), default=0)
        before, after = mine[mine["base"] <= base], mine[mine["base"] > base]
        settled = before[before["status"].isin(SETTLED)]
        row = {"year": year, "final": np.nan, "census": np.nan, "number": base + 1}
        if year in first.index and len(settled):
            row["final"] = settled["value"].iloc[-1] - first[year]
        if len(before) and len(after):
            row["census"] = after["value"].iloc[0] - before["value"].iloc[-1]
        found.append(row)
    table = pd.DataFrame(found, columns=["year", "final", "census", "number"])
    return table.dropna(subset=["final", "census"], how="all").round(12).reset_index(drop=True)


def triangle(series: str = TERTIARY, tables: Tables | None = None) -> pd.DataFrame:
    """Lay out real growth as each release printed it (修订三角), years × releases, fractions.

    >>> triangle().loc[2022].dropna().to_dict()
    {'bulletin-2022': 0.019, 'yearbook-2024': 0.029, 'yearbook-2025': 0.031}
    """
    rows = _growth(series, tables, date.max)
    names = (read_tables() if tables is None else tables).releases["release"]
    table = rows.drop_duplicates(["period", "release"], keep="last").pivot(
        index="period", columns="release", values="value"
    )
    ordered = [name for name in names if name in table]
    return table[ordered].rename_axis(index="year", columns=None)


def census_moves(vintage: Vintage, tables: Tables | None = None) -> pd.DataFrame:
    """Give what each census moved the groups by (普查调整), logs of shares of services.

    One row a census, of its own year; columns are the six groups' codes, support services within
    other, for the definitions of the two sides differ. Only what was known at the vintage.
    """
    return _moves(vintage.as_of, read_tables() if tables is None else tables).copy()


@lru_cache(64)
def _moves(until: date, tables: Tables) -> pd.DataFrame:
    """Kept, for every fit on these tables asks."""
    rows = tables.annual[tables.annual["measure"] == "value_added"]
    rows = tables.standing(rows, until)
    rows = by_age(rows, tables.releases.set_index("release"))
    rows = rows.assign(base=_bases(rows, tables))
    names = [TERTIARY, *GROUP_SERIES.values()]
    found = {}
    for number, year in enumerate(CENSUS_YEARS, start=1):
        mine = rows[(rows["period"] == year) & rows["series"].isin(names)]
        sides = [
            side.groupby("series")["value"].last().reindex(names)
            for side in (mine[mine["base"] < number], mine[mine["base"] >= number])
        ]
        if not any(side.hasnans for side in sides):
            found[number] = np.log(_shares(sides[1]) / _shares(sides[0]))
    return pd.DataFrame(found, index=list(GROUP_SERIES)).T


def _shares(level: "pd.Series[float]") -> "pd.Series[float]":
    """Shares of services by group, what is no other group's within other."""
    found = pd.Series({code: level[name] for code, name in GROUP_SERIES.items()})
    found[OTHER] = level[TERTIARY] - found.drop(OTHER).sum()
    return found / level[TERTIARY]


def _first(rows: pd.DataFrame, tables: Tables | None) -> pd.DataFrame:
    """First prints among all figures, by year."""
    days = (read_tables() if tables is None else tables).release_days.set_index("figures")
    opens = str(days.loc["Q4", "from_day"])
    ends = pd.to_datetime(rows["year"].astype(str) + "-12-31")
    turns = pd.to_datetime((rows["year"] + 1).astype(str) + "-" + opens)
    close = (rows["known_from"] <= ends + FIRST_WITHIN) & (rows["known_from"] >= turns)
    return rows[close].groupby("year").first()


def _as_released(series: str, tables: Tables | None, until: date) -> pd.DataFrame:
    """Every figure of a year's growth, whole years and their four quarters, oldest first.

    Columns: year, value, status, release, known_from, base (the census it stands on).
    """
    tables = read_tables() if tables is None else tables
    annual = _growth(series, tables, until)
    quarterly = tables.quarterly[
        (tables.quarterly["series"] == series) & tables.quarterly["period"].str.endswith("Q4")
    ]
    quarterly = tables.standing(quarterly, until)
    quarterly = in_fractions(quarterly[quarterly["measure"] == "real_growth"])
    columns = ["period", "value", "status", "release", "known_from"]
    both = pd.concat([quarterly[columns], annual[columns]], ignore_index=True)
    both = by_age(both, tables.releases.set_index("release"))
    return both.assign(
        year=both["period"].astype(str).str[:4].astype(int), base=_bases(both, tables)
    )


def _bases(rows: pd.DataFrame, tables: Tables) -> "pd.Series[int]":
    """Which census each figure stands on: as its release says, else by its day."""
    stated = tables.releases.set_index("release")["census_basis"].map(census_base)
    by_day = rows["known_from"].dt.year.map(
        lambda year: sum(at + RESULTS_AFTER <= year for at in CENSUS_YEARS)
    )
    return rows["release"].map(stated).fillna(by_day).astype(int)


def _growth(series: str, tables: Tables | None, until: date) -> pd.DataFrame:
    """Every release's real growth of a series, oldest first, repeats with fewer digits too."""
    tables = read_tables() if tables is None else tables
    rows = tables.annual[tables.annual["series"] == series]
    rows = tables.standing(rows, until)
    rows = in_fractions(rows)
    rows = rows[rows["measure"] == "real_growth"]
    return by_age(rows, tables.releases.set_index("release"))
