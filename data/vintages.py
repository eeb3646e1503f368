"""What was known when (数据版本): the newest figures at a date.

A vintage holds only what could be known on its date; fractions for growth, 亿元 for money.
How far figures were revised afterwards is told by `data.revised`.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Final, Literal

import numpy as np
import pandas as pd

from base import asked
from base.notebook_display import Brief
from base.problems import Problem, Problems, Text, named, not_among, shown
from data import archive, clock
from data.around import Around, around
from data.figure_changes import figure_changes
from data.history import SERIES, deflators, levels, wide
from data.indicators import indicators
from data.newest import DOUBTED, in_fractions, newest
from data.sections import COLUMNS, GROUP_SERIES, SECTION_CODES, TERTIARY
from data.tables import TABLES, Tables, joined, read_tables

Measure = Literal["value_added", "real_growth", "deflator"]
MEASURES: Final[tuple[Measure, ...]] = ("value_added", "real_growth", "deflator")
QUARTER_MEASURES: Final = ("value_added", "real_growth", "indicator_level", "indicator_growth")

_OTHER: Final = Text("数据版本，或 YYYY-MM-DD", "a vintage, or YYYY-MM-DD")

GROUP_YEARS: Final = 10
"""Years of group growth below which no forecast can be fitted."""


@dataclass(frozen=True, eq=False, repr=False)
class Vintage(Brief):
    """The figures as known on a date (数据版本).

    `rows` has one row for each series, period and measure (value_added in 亿元, real_growth as
    a fraction): the newest known, with release, status, known_from, census_base and
    support_services beside it. A row may be known before its release, where a yearbook repeats
    a figure printed earlier.
    """

    as_of: date
    rows: pd.DataFrame = field(repr=False)
    _quarterly: pd.DataFrame = field(repr=False)
    _indicators: pd.DataFrame = field(repr=False)
    _input_output: pd.DataFrame = field(repr=False)
    _drivers: pd.DataFrame = field(repr=False)
    _releases: pd.DataFrame = field(repr=False)
    _scopes: pd.DataFrame = field(repr=False)
    around: Around = field(repr=False)

    def _brief(self) -> Mapping[str, object]:
        return {"as_of": self.as_of, "id": self.id, "figures": len(self.figures())}

    @cached_property
    def id(self) -> str:
        """Name of the vintage (版本标识): a hash of the figures known, 16 hexadecimal digits.

        Two dates between which nothing was published give the same.
        """
        digest = hashlib.sha256()
        own = (self.rows, self._quarterly, *self._telling, self._input_output, self._drivers)
        for table in (*own, *self.around.tables):
            words = {"note", "title", "name_zh", "source_title", "source_url", "sector_zh", "row"}
            figures = table[[name for name in table if name not in words]]
            digest.update(",".join(figures.columns).encode())
            digest.update("\n".join(map(repr, figures.astype(object).values.tolist())).encode())
        return digest.hexdigest()[:16]

    @property
    def _telling(self) -> tuple[pd.DataFrame, ...]:
        """The indicators' own table, once an indicator tells of the year under way (当年指标).

        Before that a fit has no use for it, and a vintage is named as it was before indicators
        were read.
        """
        newest = str(self._group_years[-1]) if self._group_years else "9999"
        for rows in (self._quarterly, self._indicators):
            grown = rows.loc[rows["measure"] == "indicator_growth", "period"]
            if (grown.str[:4] > newest).any():
                return (self._indicators,) if len(self._indicators) else ()
        return ()

    @cached_property
    def known_until(self) -> date:
        """Day of the newest figure or release known (最近可知日): no later day knows more."""
        return max(self.own_until, _newest(self.around.tables, self.own_until))

    @property
    def own_until(self) -> date:
        """Day of the region's own newest figure (本地区数据截至), the country's left out."""
        return _newest((self.rows, self._quarterly, self._drivers, self._releases), self.as_of)

    @property
    def newest_year(self) -> int:
        """Newest year whose tertiary and six groups have level and growth (最新年份)."""
        years = self._group_years
        if not years:
            raise Problems([_groups_problem(self.as_of, 0, earliest_usable())])
        return years[-1]

    def history(self, measure: Measure) -> pd.DataFrame:
        """Give one measure, years × series (历史序列): 亿元, or fractions; NaN where unknown.

        Columns are data.history.SERIES, and `support` for value_added. A deflator is there only
        where both levels are comparable: one census base, one definition of other services,
        and either one release or an earlier level that is no longer preliminary.

        >>> as_of(date(2026, 3, 26)).history("real_growth").loc[2025, "tertiary"]
        np.float64(0.062)
        """
        if not named(measure, MEASURES):
            what = "未知指标", "an unknown measure"
            raise Problems(
                [not_among("measure", *what, shown(measure), MEASURES, code="measure-unknown")]
            )
        if measure not in self._histories:
            self._histories[measure] = self._laid_out(measure)
        return self._histories[measure].copy()

    @cached_property
    def _histories(self) -> dict[str, pd.DataFrame]:
        """Histories that were asked for: a fit asks a hundred times."""
        return {}

    def _laid_out(self, measure: Measure) -> pd.DataFrame:
        if measure == "deflator":
            return deflators(self.rows)
        return levels(self.rows) if measure == "value_added" else wide(self.rows, measure)

    def require_groups(self, tables: Tables | None = None) -> None:
        """Raise `Problems`, naming the earliest usable date, if groups lack growth (数据不足)."""
        run = self.group_run()
        if run < GROUP_YEARS:
            raise Problems([_groups_problem(self.as_of, run, earliest_usable(tables))])

    def group_run(self) -> int:
        """Count the years in a row, up to the newest, with group levels and growth (连续年数)."""
        newest_first = list(reversed(self._group_years))
        return sum(year == newest_first[0] - i for i, year in enumerate(newest_first))

    def benchmarks(self) -> pd.DataFrame:
        """Give input–output value added, years × sections F…S (投入产出基准), in 亿元, by product.

        2002 follows this project's reading of an older classification: 旅游业 in L,
        综合技术服务业 in M, and N unknown, for it is inside 其他社会服务业 (O).
        """
        table = self._input_output.groupby(["year", "section"])["value_added"].sum().unstack()
        return table.reindex(columns=list(SECTION_CODES)).rename_axis(columns=None)

    def section_facts(self) -> pd.DataFrame:
        """Give what was published on sections of `other`, by industry (门类公布数).

        Columns: section, year, quarter (figures run from January through it; 4 is the year),
        value_added (亿元), real_growth (fraction).
        """
        codes = {one.series: one.code for one in COLUMNS if one.estimated and one.series}
        quarterly = self._quarterly[self._quarterly["period"].str.contains("Q")]
        annual = self.rows.assign(period=self.rows["period"].astype(str) + "Q4")
        columns = ["series", "period", "measure", "value"]
        rows = pd.concat([quarterly[columns], annual[columns]])
        rows = rows[rows["series"].isin(list(codes))].drop_duplicates(columns[:3], keep="last")
        facts = rows.pivot(index=["series", "period"], columns="measure", values="value")
        facts = facts.reindex(columns=["value_added", "real_growth"]).reset_index()
        facts.insert(0, "section", facts["series"].map(codes))
        facts.insert(1, "year", facts["period"].str[:4].astype(int))
        facts.insert(2, "quarter", facts["period"].str[-1].astype(int))
        facts = facts.drop(columns=["series", "period"]).rename_axis(columns=None)
        return facts.sort_values(["year", "quarter", "section"], ignore_index=True)

    def quarters(self, series: str, measure: str) -> pd.Series:
        """Give year-to-date figures (累计), indexed "2025Q1": 亿元, or fractions for growth.

        Monthly indicators are indexed "2025M05". `measure` is value_added, real_growth,
        indicator_level (in its printed unit) or indicator_growth. Estimates before a release,
        and figures that are suspect in their source, are left to `figures`. Raises Problems for a
        series or a measure that there is not.
        """
        if (series, measure) not in self._to_date:
            asked.name("series", series, self._series)
            asked.name("measure", measure, QUARTER_MEASURES)
            rows = self._quarterly
            rows = rows[(rows["series"] == series) & (rows["measure"] == measure)]
            rows = rows[~rows["status"].isin(DOUBTED)]
            found = rows.set_index("period")["value"].sort_index(key=_months).rename(series)
            self._to_date[series, measure] = found
        return self._to_date[series, measure].copy()

    @cached_property
    def _series(self) -> tuple[str, ...]:
        """Every series that figures are kept of, known by now or not."""
        kept = (self._quarterly["series"], self.rows["series"], SERIES, indicators())
        return tuple(dict.fromkeys(str(one) for names in kept for one in names))

    @cached_property
    def _to_date(self) -> dict[tuple[str, str], pd.Series]:
        """Quarters that were asked for: the watch asks fifty times."""
        return {}

    def indicator_growth(self, series: str) -> pd.DataFrame:
        """Give published growth of an indicator (指标增速), by period: value, known_from.

        Year to date, fractions; a whole year is "2025Q4". From whatever table holds it, the newest
        known; what is doubted in its source is left out.
        """
        if series not in self._grown:
            annual = self.rows[self.rows["series"] == series]
            annual = annual.assign(period=annual["period"].astype(str) + "Q4")
            own = (one[one["series"] == series] for one in (self._quarterly, self._indicators))
            rows = pd.concat([annual, *own])
            rows = rows[(rows["measure"] == "indicator_growth") & ~rows["status"].isin(DOUBTED)]
            rows = rows.sort_values("known_from", kind="stable").drop_duplicates(
                "period", keep="last"
            )
            self._grown[series] = rows.set_index("period")[["value", "known_from"]]
        return self._grown[series].copy()

    @cached_property
    def _grown(self) -> dict[str, pd.DataFrame]:
        """Indicators that were asked for."""
        return {}

    def quarter_known(self, series: str, period: str) -> date:
        """Say from which day a year-to-date figure of growth was known (可知日期)."""
        rows = self._quarterly
        rows = rows[(rows["series"] == series) & (rows["period"] == period)]
        day: date = rows.loc[rows["measure"] == "real_growth", "known_from"].max().date()
        return day

    def first_prints(self, series: str) -> "pd.Series[float]":
        """Give growth of years whose newest figure is still preliminary (初步数), fractions."""
        asked.name("series", series, self._series)
        rows = self.rows[(self.rows["series"] == series) & (self.rows["measure"] == "real_growth")]
        rows = rows[rows["status"] == "preliminary"]
        return rows.set_index("period")["value"].rename(series)

    def drivers(self) -> pd.DataFrame:
        """Give yearly drivers by section (分行业指标): series, section, period, value, unit."""
        return self._drivers.drop(columns=["row", "decimals"])

    def figures(self) -> pd.DataFrame:
        """Give all that is known of the accounts and the quarters (全部数字), a row each.

        Columns: series, period ("2025", "2026Q3"), measure, value (亿元 or fraction), decimals,
        unit, status, release (the title of the source where it has no release of its own).
        """
        columns = ["series", "period", "measure", "value", "decimals", "unit", "status", "release"]
        annual = self.rows.assign(period=self.rows["period"].astype(str))
        quarterly = self._quarterly.assign(
            release=self._quarterly["release"].mask(
                self._quarterly["release"] == "", self._quarterly["source_title"]
            )
        )
        return pd.concat([annual[columns], quarterly[columns]], ignore_index=True)

    def revisions(self, other: "Vintage | date | np.datetime64 | str") -> pd.DataFrame:
        """Tell what another vintage says of the same figures (与另一版本对照), a row each.

        `other` is a vintage or a day, `date` or "2026-03-26"; raises Problems for what is neither.
        Columns: series, period, measure, before (here), after (there), change (a fraction of
        the level for money, a difference of fractions for growth) and kind: revised, new, gone
        or unchanged; revisions first, the largest at the top.

        >>> found = as_of(date(2025, 5, 28)).revisions("2026-03-26")
        >>> found.loc[found["kind"] == "revised", "series"].nunique() > 6
        True
        """
        if not isinstance(other, Vintage):
            other = as_of(clock.read_day(other, "other", _OTHER))
        return figure_changes(self.figures(), other.figures())

    def releases(self) -> pd.DataFrame:
        """Give the releases published by then (已发布), oldest first."""
        return self._releases.drop(columns="row")

    def scope_rows(self) -> pd.DataFrame:
        """Give the scope coefficients known then (口径系数), with release and known_from."""
        return self._scopes.copy()

    @cached_property
    def _group_years(self) -> tuple[int, ...]:
        needed = [TERTIARY, *GROUP_SERIES.values()]
        known = wide(self.rows, "value_added").notna() & wide(self.rows, "real_growth").notna()
        whole = known[needed].all(axis=1)
        return tuple(int(year) for year in whole.index[whole])


def as_of(when: date, tables: Tables | None = None) -> Vintage:
    """Give the figures as known at the end of a day (某日可知数据): shipped and added, by default.

    >>> as_of(date(2025, 5, 28)).newest_year
    2024
    """
    return _now(when, archive.added()) if tables is None else _as_of(when, tables)


def as_of_both(first: date, second: date, name: str = "") -> tuple[Vintage, Vintage]:
    """Give the figures of two days (两日可知数据), of the same releases: they are listed once.

    With the `name` of a vintage the first are those that it had, as of `recalled`.
    """
    added = archive.added()
    return _recalled(first, name, added) if name else _now(first, added), _now(second, added)


@lru_cache(64)
def _now(when: date, _added: archive.Added) -> Vintage:
    """Kept until a release is added, by whatever process."""
    return _as_of(when, read_tables())


@cache
def shipped() -> Vintage:
    """Give the newest figures that came with the software (随附数据): none that were added here.

    >>> shipped().newest_year
    2025
    """
    return shipped_on(shipped_on(date.max).known_until)


def shipped_on(when: date) -> Vintage:
    """Give the figures as known on a day by those that came with the software (某日随附数据).

    What is added here later, under whatever day, moves none of them.
    """
    return _as_of(when, read_tables(TABLES))


def recalled(when: date, name: str) -> Vintage:
    """Give the figures of a day that a baseline stands on once more (再取数据版本).

    Of one day there may be several, for a release may be added later under an earlier day: the
    vintage's `name` tells them apart. Where none has it, the tables themselves have changed, and
    today's figures of that day are given.
    """
    return _recalled(when, name, archive.added())


@lru_cache(64)
def _recalled(when: date, name: str, added: archive.Added) -> Vintage:
    """Look at what is known today, then at what was before each release was added, newest last."""
    today = _now(when, added)
    if today.id == name:
        return today
    records = archive.in_order(map(archive.load, added[1]))
    for count in range(len(records)):
        earlier = _as_of(when, joined(read_tables(TABLES), records[:count]))
        if earlier.id == name:
            return earlier
    return today


@lru_cache(64)
def _as_of(when: date, tables: Tables) -> Vintage:
    """Kept for these very tables: whoever looks back asks for every day of theirs again."""
    known = {}
    for name in ("drivers", "releases"):
        table: pd.DataFrame = getattr(tables, name)
        known[name] = table[table["known_from"] <= pd.Timestamp(when)]
    for name in ("annual", "quarterly", "indicator_figures"):
        known[name] = tables.standing(getattr(tables, name), when)
    by_name = tables.releases.set_index("release")
    key = ["series", "period", "measure"]
    published = known["releases"][["release", "known_from"]]
    rows = newest(in_fractions(known["annual"]), by_name, key)
    quarterly = newest(in_fractions(known["quarterly"]), by_name, key)
    figures = newest(in_fractions(known["indicator_figures"]), by_name, key)
    return Vintage(
        as_of=when,
        rows=rows,
        _quarterly=quarterly,
        _indicators=_beside(figures, rows, quarterly),
        _input_output=tables.input_output.merge(published, on="release"),
        _drivers=newest(known["drivers"], by_name, ["series", "section", "period"]),
        _releases=known["releases"],
        _scopes=tables.scopes.merge(published, on="release"),
        around=around(tables, when),
    )


def _beside(figures: pd.DataFrame, rows: pd.DataFrame, quarterly: pd.DataFrame) -> pd.DataFrame:
    """Keep growth of indicators that says something of the accounts (可比照的指标增速).

    Of periods whose growth of services is published, and of later ones: others teach nothing,
    nor do counts of the directions.
    """
    grown = (rows["series"] == TERTIARY) & (rows["measure"] == "real_growth")
    years = rows.loc[grown, "period"].astype(str) + "Q4"
    grown = (quarterly["series"] == TERTIARY) & (quarterly["measure"] == "real_growth")
    published = {*years, *quarterly.loc[grown, "period"]}
    last = max((int(one[:4]) for one in years), default=0)
    used = [name for name, one in indicators().items() if one.enters != "none"]
    found = figures[figures["series"].isin(used) & (figures["measure"] == "indicator_growth")]
    year, quarter = found["period"].str[:4].astype(int), found["period"].map(_quarter)
    told = (found["period"].str[:4] + "Q" + quarter.astype(str)).isin(list(published))
    return found[told | (year > last)].reset_index(drop=True)


def _quarter(period: str) -> int:
    """The quarter in which a month or quarter lies."""
    return int(period[5:]) if period[4] == "Q" else -(-int(period[5:]) // 3)


def earliest_usable(tables: Tables | None = None) -> date | None:
    """Give the first day on which the groups can be forecast (最早可用日期), if there is one.

    >>> earliest_usable()
    datetime.date(2024, 12, 31)
    """
    days = (read_tables() if tables is None else tables).annual["known_from"]
    for day in sorted(days.unique()):
        when: date = day.date()
        if as_of(when, tables).group_run() >= GROUP_YEARS:
            return when
    return None


def _newest(tables: Iterable[pd.DataFrame], default: date) -> date:
    """Give the newest day on which a figure of these tables was known."""
    return max((one["known_from"].max().date() for one in tables if len(one)), default=default)


def _months(periods: pd.Index) -> pd.Index:
    """Month in which each period ends, counted from year 0, so that 2020M02 < 2020Q1."""
    return pd.Index(
        [
            int(period[:4]) * 12 + int(period[5:]) * (3 if period[4] == "Q" else 1)
            for period in periods
        ]
    )


def _groups_problem(when: date, run: int, usable: date | None) -> Problem:
    since = usable or "—"
    return Problem(
        f"as_of {when}",
        Text("公布行业增速的年数不足", "too few years of growth by group were known"),
        str(run),
        Text(f"连续 {GROUP_YEARS} 年以上", f"{GROUP_YEARS} years in a row or more"),
        Text(f"最早可用日期为 {since}，请改用该日或以后", f"use {since}, the earliest, or later"),
        code="vintage-too-short",
    )
