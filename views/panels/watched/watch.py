"""The year at hand on one screen (年内监测): where it stands, what it needs, who is behind."""

from functools import partial
from html import escape

import streamlit as st

from base.problems import Language
from data import clock
from data.vintages import as_of
from scenarios.outcome.simulate import undisturbed
from scenarios.year.year_watch import YearWatch, year_watch
from views.panels.watched import watch_past, year_target
from views.present.watched import watch_said, watch_tables
from views.present.watched.watch_drafted import brief_name
from views.session import current
from views.widgets import downloads
from views.widgets.chart import of, show
from views.widgets.table import plain_table
from views.words.words import aside, language, word


def watching() -> YearWatch:
    """Gather the watch as this session sees it (本会话的监测).

    On the baseline in use it is today's, with all that is entered; on an earlier vintage, that
    day's. The nowcast is of the baseline alone; what the board assumes of the year is what
    sections need.
    """
    base, chosen = current.current_baseline(), current.vintage()
    first = chosen.isoformat() == current.standing().as_of
    day = max(clock.today(), chosen) if first else chosen
    return year_watch(undisturbed(base), as_of(day), day, current.outcome())


def panel() -> None:
    """Show the watch (监测): conclusion, cards, path beside sections, quarters and calendar."""
    watch = watching()
    day = aside(word("watch_day", watch.day.isoformat()))
    st.html(f'<h2 class="head">{word("watch_page", watch.year)}<small>{day}</small></h2>')
    st.html(f'<p class="lead">{escape(watch_said.lead(watch))}</p>')
    if watch.unread:
        st.html(f'<div class="age">{escape(word("watch_unread"))}</div>')
    if not watch.paths:
        _target(watch)
    st.html(watch_said.cards(watch))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        show(lambda: watch_said.path_chart(watch), "watch-path", of(current.outcome()))
    with right:
        st.markdown(f"## {word('watch_sections')}")
        plain_table(*watch_tables.groups(watch), stacked=True, beyond=watch_tables.BEYOND)
        st.caption(watch_said.lights())
    if watch.paths:
        _target(watch)
    _around(watch)
    watch_past.panel(watch)
    with st.expander(word("other_sections_watched")):
        plain_table(*watch_tables.sections(watch), stacked=True, beyond=watch_tables.BEYOND)
    st.caption("  \n".join(watch_said.rules(watch)))
    _brief(watch)


def _brief(watch: YearWatch) -> None:
    """The quarterly brief in one press, written when it is pressed."""
    row, tongue = st.container(horizontal=True), language()
    for suffix in ("docx", "pdf"):
        row.download_button(
            word("watch_brief_word" if suffix == "docx" else "watch_brief_pdf"),
            data=partial(_written, watch, suffix, tongue),
            file_name=brief_name(watch, suffix),
            mime=downloads.TYPES[suffix],
            on_click="ignore",
            icon=":material/description:",
            key=f"watch-brief-{suffix}",
        )


def _target(watch: YearWatch) -> None:
    """Targets of the year, where there are several, and the field for one's own."""
    if len(watch.paths) > 1:
        st.markdown(f"## {word('each_target')}")
        plain_table(*watch_tables.targets(watch), stacked=True)
    year_target.ask(current.outcome())
    if told := watch_said.reference(watch):
        st.caption(told)


def _around(watch: YearWatch) -> None:
    """What is out by quarter, what is due, and what nothing has seen yet."""
    left, middle, right = st.columns([5, 4, 3], gap="medium")
    with left:
        st.markdown(f"## {word('by_quarter')}")
        plain_table(*watch_tables.quarters(watch.path), stacked=True)
        if told := watch_said.change(watch):
            st.caption(told)
    with middle:
        st.markdown(f"## {word('calendar')}")
        plain_table(*watch_tables.calendar(watch))
    with right:
        st.markdown(f"## {word('seen_head')}")
        lines = [watch_tables.seen_said(watch), *watch_tables.indicators_said(watch)]
        st.caption("\n\n".join([*lines, word("watch_more")]))
    with st.expander(word("indicators_due", watch_tables.SOON.days)):
        plain_table(*watch_tables.indicators_due(watch), stacked=True)


def _written(watch: YearWatch, suffix: str, tongue: Language) -> bytes:
    """Write the brief (简报): Word and typst are slow to load, and wait until they are asked."""
    from views.export.brief.year_brief import year_brief_file

    return year_brief_file(watch, suffix, tongue)
