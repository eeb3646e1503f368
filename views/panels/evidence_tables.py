"""Figures with their vintages (数据与版本): as known on a day, two days compared, revisions."""

import re
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd
import streamlit as st

from data import clock
from data.figure_changes import KEY, KINDS, LEVELS
from data.history import SERIES
from data.releases.differences import between, counts
from data.revised import revisions, triangle
from data.sections import GROUP_SERIES
from data.tables import read_tables
from data.vintages import Vintage, as_of
from views.present import echarts
from views.present.charts import Chart, Table
from views.present.names import cited, series_name
from views.session import current
from views.session.baselines import REPORT
from views.widgets.chart import published, show
from views.widgets.fields import choose, choose_many, enter
from views.widgets.table import show_table
from views.words.words import aside, period_name, sized, word

SINCE: Final = 2010
EVERY: Final = "every"
STATUSES: Final = ("preliminary", "revised", "final", "unknown", "estimate", "suspect")
OFFERED: Final = [one for one in SERIES if one in {"tertiary", "gdp", *GROUP_SERIES.values()}]


def choose_series(key: str) -> str:
    """Let the reader choose a series (选择序列)."""
    return choose(st.selectbox, word("series"), OFFERED, key, OFFERED[1], show=series_name)


def day(label: str, start: date, key: str) -> date:
    """Let the reader choose a day on which something was known (选择可知日期)."""
    first: date = read_tables().annual["known_from"].min().date()
    last = max(clock.today(), start)
    return enter(st.date_input, word(label), key, start, min_value=first, max_value=last)


def figures(vintage: Vintage, series: str) -> pd.DataFrame:
    """Lay out what is known of a series, years and quarters to date, with its release (数据表)."""
    rows = vintage.figures()
    rows = rows[(rows["series"] == series) & ~rows["period"].str.contains("M")]
    wide = rows.pivot(index="period", columns="measure", values=["value", "release", "status"])
    # The newest first, a year before its quarters.
    wide = wide.loc[sorted(wide.index, key=lambda one: (one[:4], one[4:] or "Q9"), reverse=True)]

    def column(what: str, measure: str) -> "pd.Series[Any]":
        known = (what, measure) in wide
        return wide[what, measure] if known else pd.Series(index=wide.index, dtype=object)

    def told(what: str) -> "pd.Series[Any]":
        """Of the growth, else of the level."""
        first = column(what, "real_growth")
        return first.where(first.notna(), column(what, "value_added"))

    statuses = {key: word(f"status_{key}") for key in STATUSES}
    return pd.DataFrame(
        {
            word("period"): wide.index.map(period_name),
            word("value_added"): column("value", "value_added").to_numpy(),
            word("growth_percent"): (100 * column("value", "real_growth").astype(float)).to_numpy(),
            word("release"): told("release").map(cited, na_action="ignore").to_numpy(),
            word("status"): told("status").map(statuses).to_numpy(),
        }
    )


@st.fragment
def data_tab() -> None:
    """Show one series as known on a day that the reader chooses."""
    left, right = st.columns([3, 2])
    with left:
        chosen = choose_series("evidence_series")
    with right:
        when = day("known_day", current.vintage(), "evidence_day")
    st.caption(word("known_then", when.isoformat()))
    show_table(figures(as_of(when), chosen), "figures", f"yuce-{chosen}-{when.isoformat()}")


@st.fragment
def compare_tab() -> None:
    """Hold two days against each other: what is new, what was revised, what stayed."""
    one, two, three = st.columns(3)
    with one:
        chosen = choose(
            *(st.selectbox, word("series"), [EVERY, *OFFERED], "compare_series", EVERY),
            show=lambda key: word("every_series") if key == EVERY else series_name(key),
        )
    with two:
        before = day("earlier_day", _earlier(), "compare_before")
    with three:
        after = day("later_day", current.vintage(), "compare_after")
    table = compared(before, after, chosen)
    said = (f"{word(f'diff_{kind}')} {number}" for kind, number in counts(table).items())
    st.markdown(f"**{word('stop').join(said)}**")
    kinds = choose_many(
        *(st.segmented_control, word("show_kinds"), KINDS, "compare_kinds", ["revised", "new"]),
        show=lambda kind: word(f"diff_{kind}"),
        selection_mode="multi",
    )
    show_table(_printed(table[table["kind"].isin(kinds)]), "changes", f"yuce-{chosen}-changes")


def compared(before: date, after: date, series: str = EVERY) -> pd.DataFrame:
    """Compare what was known on two days (逐项对比), as `yuce data diff`, with the later release.

    The newest first; of one series, or of all.
    """
    table = between(before.isoformat(), after.isoformat())
    if series != EVERY:
        table = table[table["series"] == series]
    later = as_of(after).figures()[[*KEY, "unit", "release"]]
    table = table.merge(later, on=KEY, how="left")
    return table.sort_values(
        ["period", "series", "measure"], ascending=[False, True, True], ignore_index=True
    )


def _earlier() -> date:
    """The day of the report, or a year before the vintage where that is no earlier."""
    when = current.vintage()
    return REPORT if when > REPORT else when - timedelta(days=365)


def _printed(table: pd.DataFrame) -> pd.DataFrame:
    """Put a comparison in words, growth in per cent."""
    level = table["measure"].isin(LEVELS)
    scale = np.where(level, 1.0, 100.0)
    units = [word(f"unit_{one}" if money else "unit_percent") for one, money in _units(table)]
    return pd.DataFrame(
        {
            word("series"): table["series"].map(series_name),
            word("period"): table["period"].map(period_name),
            word("measure"): [word(f"measure_{one}") for one in table["measure"]],
            word("unit_head"): units,
            word("earlier_figure"): table["before"] * scale,
            word("later_figure"): table["after"] * scale,
            word("diff_change"): 100 * table["change"],
            word("kind"): table["kind"].map({kind: word(f"diff_{kind}") for kind in KINDS}),
            word("release"): table["release"].map(cited, na_action="ignore"),
        }
    )


def _units(table: pd.DataFrame) -> "zip[tuple[Any, Any]]":
    """Unit of each row, and whether it is of a level; money where a figure is gone."""
    return zip(table["unit"].fillna("100m_cny"), table["measure"].isin(LEVELS), strict=True)


@st.fragment
def revisions_tab() -> None:
    """Show how a series' growth was revised: first and newest, and release by release."""
    chosen = choose_series("revisions_series")
    known = triangle(chosen).loc[SINCE:].dropna(how="all")
    show(lambda: revised(chosen, known), "revisions-chart", published())
    st.caption(word("triangle_help"))
    table = (100 * known).dropna(axis=1, how="all").sort_index(ascending=False)
    table.insert(0, word("year"), table.index.astype(str))
    show_table(table, "triangle", f"yuce-{chosen}-revisions", digits=1)


def revised(series: str, known: pd.DataFrame) -> Chart:
    """First figures against the newest (首发与最新), and how far they were moved."""
    newest = known.ffill(axis=1).iloc[:, -1]
    moved = revisions(series).set_index("year").loc[SINCE:]
    first = moved["first"].reindex(newest.index)
    title = word("revision_title", series_name(series))
    if len(moved):
        sizes = moved["revision"]
        most = max(sizes.index, key=lambda year: abs(sizes[year]))
        said = word(
            *("revision_finding", len(moved), int((moved["revision"] > 0).sum())),
            sized(float(sizes.mean()), "raised", "lowered", digits=1),
            *(most, sized(float(sizes[most]), "raised", "lowered", digits=1)),
        )
    else:
        said = word("revision_none")
    years = [str(year) for year in newest.index]
    columns = [_per_cent(one) for one in (first, newest)]
    labels = (word("first_figure"), word("newest_figure"))
    option = echarts.lines(years, dict(zip(labels, columns, strict=True)))
    rows = tuple(zip(years, *columns, strict=True))
    heads = (word("year"), *(label + aside("%") for label in labels))
    return Chart(f"{series}-revisions", title, said, option, Table(heads, rows, digits=1), 300)


def _per_cent(values: "pd.Series[Any]") -> list[float | None]:
    return [None if pd.isna(value) else 100 * float(value) for value in values]


MIRROR: Final = re.compile(r"\((?:mirror|reprint|repost)\)|third-party")
"""What a release's title says where its address is a copy, not the office's own."""


def releases_tab(when: date | None = None) -> None:
    """Show the releases known at the vintage, or on a day."""
    table = as_of(when or current.vintage()).releases().sort_values("known_from", ascending=False)
    gone = set(" ".join(table["withdraws"]).split())
    shown = pd.DataFrame(
        {
            word("release"): table["release"],
            word("title"): table["title"],
            word("producer_of"): table["producer"],
            word("known_from"): table["known_from"].dt.date.astype(str),
            word("online"): table["online"].dt.strftime("%Y-%m-%d").fillna("—"),
            word("standing_of"): [
                word("taken_back")
                if name in gone
                else word("mirror")
                if MIRROR.search(title)
                else "—"
                for name, title in zip(table["release"], table["title"], strict=True)
            ],
            word("address"): table["url"],
        }
    )
    show_table(shown, "releases", "yuce-releases")
