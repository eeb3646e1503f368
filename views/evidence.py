"""依据: where every figure comes from, how it was revised, what the words mean."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from data.history import SERIES
from data.industries import CODES, COLUMNS, GROUP_SERIES
from data.vintages import Vintage, as_of, triangle
from views import state
from views.cards import scope_name
from views.tables import show_table
from views.words import language, name, word

DOCS = Path(__file__).parent.parent / "docs"
SINCE = 2010


def series_name(series: str) -> str:
    """Name a series of the tables in the reader's language (序列名称)."""
    for industry in COLUMNS:
        if industry.series == series:
            return name(industry)
    return word(f"series_{series}")


def figures(vintage: Vintage, series: str) -> pd.DataFrame:
    """Lay out what is known of a series, year by year, with its release (数据表)."""
    rows = vintage.rows[vintage.rows["series"] == series]
    wide = rows.pivot(index="period", columns="measure", values=["value", "release", "status"])
    years = pd.Index(sorted(rows["period"].unique(), reverse=True))

    def column(what: str, measure: str) -> "pd.Series[Any]":
        known = measure in wide[what]
        return wide[what][measure].reindex(years) if known else pd.Series(index=years, dtype=object)

    statuses = {key: word(f"status_{key}") for key in ("preliminary", "revised", "final")}
    return pd.DataFrame(
        {
            word("year"): years.astype(str),
            word("value_added"): column("value", "value_added").to_numpy(),
            word("growth_percent"): (100 * column("value", "real_growth").astype(float)).to_numpy(),
            word("release"): column("release", "real_growth").to_numpy(),
            word("status"): column("status", "real_growth").map(statuses).to_numpy(),
        }
    )


def data_tab(when: date) -> None:
    """Show one series as known at the vintage."""
    chosen = st.selectbox(
        word("series"),
        [one for one in SERIES if one in {"tertiary", "gdp", *GROUP_SERIES.values()}],
        format_func=series_name,
        index=1,
        key="evidence_series",
    )
    st.caption(word("known_then", when.isoformat()))
    show_table(figures(as_of(when), chosen), "figures", f"yuce-{chosen}-{when.isoformat()}")


def revisions_tab() -> None:
    """Show tertiary growth as each release printed it."""
    st.caption(word("triangle_help"))
    table = (100 * triangle()).loc[SINCE:].dropna(axis=1, how="all").sort_index(ascending=False)
    table.insert(0, word("year"), table.index.astype(str))
    show_table(table, "triangle", "yuce-revisions", digits=1)


def scopes_tab() -> None:
    """Show every scope's coefficients side by side, with their source."""
    scopes = state.current_baseline().scopes
    st.caption(word("no_scope"))
    table = pd.DataFrame(
        {word("section"): [name(one) for one in COLUMNS]}
        | {scope.id: [scope.mid[CODES.index(one.code)] for one in COLUMNS] for scope in scopes}
    )
    show_table(table, "scopes", "yuce-scopes")
    for scope in scopes:
        text = scope.description_zh if language() == "zh" else scope.description_en
        st.markdown(f"**{scope_name(scope)}** — {text}（{scope.release}）")


def releases_tab(when: date) -> None:
    """Show the releases known at the vintage."""
    table = as_of(when).releases().sort_values("known_from", ascending=False)
    shown = pd.DataFrame(
        {
            word("release"): table["release"],
            word("title"): table["title"],
            word("producer_of"): table["producer"],
            word("known_from"): table["known_from"].dt.date.astype(str),
            word("address"): table["url"],
        }
    )
    show_table(shown, "releases", "yuce-releases")


def pages_tab(file: str) -> None:
    """Show a page of the documentation."""
    st.markdown((DOCS / file).read_text(encoding="utf-8"))


when = state.vintage()
tabs = st.tabs(
    [
        word(f"tab_{key}")
        for key in ("data", "revisions", "scopes", "releases", "method", "glossary")
    ]
)
with tabs[0]:
    data_tab(when)
with tabs[1]:
    revisions_tab()
with tabs[2]:
    scopes_tab()
with tabs[3]:
    releases_tab(when)
with tabs[4]:
    pages_tab("method.md")
with tabs[5]:
    pages_tab("glossary.md")
