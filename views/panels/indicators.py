"""Indicators and directions on 依据 (指标与小切口): the register, every print, what is counted."""

import streamlit as st

from data import clock
from data.indicators import indicators
from data.watched.directions import AT_RISK, ON_PATH
from data.watched.indicator_figures import known
from views.panels.evidence_tables import day
from views.present.watched import direction_tables, indicator_tables
from views.session import current
from views.widgets.chart import published, show
from views.widgets.fields import choose
from views.widgets.table import show_table
from views.words.words import language, word

FIRST = "ind_service_above_scale"


@st.fragment
def indicators_tab() -> None:
    """Show the register, and one indicator with every print and a small chart."""
    st.caption(word("indicators_help"))
    left, right = st.columns([3, 2])
    with right:
        when = day("known_day", current.vintage(), "indicators_day")
    held = set(known(when)["series"])
    listed = [one for one in indicators() if one in held] or [FIRST]
    with left:
        series = choose(
            *(st.selectbox, word("indicator"), listed, "indicator_series"),
            FIRST if FIRST in listed else listed[0],
            show=lambda one: indicator_tables.indicator_name(indicators()[one]),
        )
    st.caption(indicator_tables.about(indicators()[series]))
    for said in indicator_tables.disagreements(series, when):
        st.caption(f":material/warning: {said}")
    drawn = indicator_tables.chart(series, when)
    if drawn:
        show(lambda: drawn, "indicator-chart", published())
    name = f"yuce-{series.replace(':', '-')}"
    st.markdown(f"### {word('every_print')}")
    show_table(indicator_tables.printed(series, when), "prints", f"{name}-prints")
    st.markdown(f"### {word('register')}")
    show_table(
        indicator_tables.register(when, clock.today()), "register", "yuce-indicators", digits=0
    )


@st.fragment
def directions_tab() -> None:
    """Show the directions with what is counted of each, and what the plans say besides."""
    st.caption(word("directions_help"))
    when = day("known_day", current.vintage(), "directions_day")
    show_table(direction_tables.items(when), "directions", "yuce-directions", digits=1)
    st.caption(word("directions_rule", f"{ON_PATH:.0%}", f"{AT_RISK:.0%}"))
    st.markdown(f"### {word('clusters_value_added')}")
    show_table(direction_tables.clusters(), "clusters", "yuce-clusters")
    st.markdown(f"### {word('goals_apart')}")
    st.caption(word("in_chinese_alone"))
    if language() == "en":
        return
    show_table(direction_tables.goals_apart(), "goals-apart", "yuce-goals")
    st.markdown(f"### {word('facts_apart')}")
    show_table(direction_tables.facts_apart(), "facts-apart", "yuce-producer-facts")
