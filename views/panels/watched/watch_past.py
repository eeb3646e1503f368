"""The watch looked back on (监测回看): who moved, last year, producer services by scope."""

import streamlit as st

from scenarios.year.bridge_lines import bridge_lines
from scenarios.year.year_watch import YearWatch
from views.present.watched import bridge_tables, watch_past
from views.widgets.table import plain_table
from views.words.words import word


def panel(watch: YearWatch) -> None:
    """Show what is looked back on, each worked out when it is opened (监测回看)."""
    _moved(watch)
    _bridges(watch)
    _progress(watch)
    _last_year(watch)


def _moved(watch: YearWatch) -> None:
    """Who moved since last quarter, and because of which figure."""
    shown = st.expander(word("moved_head"), key="watch-moved", on_change="rerun")
    if not shown.open:
        return
    with shown, st.spinner(word("reading_vintages")):
        st.markdown(watch_past.moved_said(watch))
        if watch.moved is not None:
            plain_table(*watch_past.moved_table(watch.moved), stacked=True)
            st.caption(watch_past.moved_rule(watch))


def _bridges(watch: YearWatch) -> None:
    """What the indicators say of each group, and how far that has been tested."""
    shown = st.expander(word("bridge_head"), key="watch-bridges", on_change="rerun")
    if not shown.open:
        return
    with shown:
        lines = bridge_lines(watch.vintage, watch.year)
        plain_table(*bridge_tables.bridges(lines), stacked=True)
        st.caption(word("bridge_rule"))
        st.markdown(f"### {word('bridge_past')}")
        plain_table(*bridge_tables.past(lines), stacked=True)


def _progress(watch: YearWatch) -> None:
    """Producer services so far, by scope."""
    shown = st.expander(word("progress_head"), key="watch-progress", on_change="rerun")
    if not shown.open:
        return
    with shown:
        st.markdown(watch_past.progress_said(watch))
        plain_table(*watch_past.progress_table(watch), stacked=True)
        st.caption(word("progress_rule"))


def _last_year(watch: YearWatch) -> None:
    """What the watch said last year, against what was published."""
    shown = st.expander(word("last_year_head"), key="watch-last-year", on_change="rerun")
    if not shown.open:
        return
    with shown, st.spinner(word("reading_vintages")):
        st.markdown("  \n".join(watch_past.last_year_said(watch)))
        found = watch.last_year
        if found is not None and found.said:
            plain_table(*watch_past.last_year_table(found), stacked=True)
            st.caption(word("last_year_rule"))
