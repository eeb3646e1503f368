"""总览: the leader's page, one screen: the verdict, the number, the odds, the reason."""

from html import escape
from typing import Final

import streamlit as st

from scenarios.targets import targets
from views import exports, notice, own_targets, parts, state
from views.cards import lead
from views.sliders import board
from views.words import points, word

# The six sections that weigh most in producer services by the wider scopes.
LEVERS: Final = ("F", "G", "I", "J", "L", "M")


@st.fragment
def page() -> None:
    """Show the page; only this part runs again when a lever is released (总览)."""
    outcome, scope = state.outcome(), state.scope()
    year = outcome.years[0]
    st.html(f'<p class="lead">{escape(lead(outcome, scope))}</p>')
    board(outcome, scope, state.moved(), state.keep, levers=LEVERS)
    notice.banner()
    own_targets.cards(outcome, scope)
    left, right = st.columns([3, 2], gap="large")
    with left:
        parts.growth_chart(outcome, "overview-growth")
    with right:
        parts.share_chart(outcome, targets()[1], scope, "overview-share")
    st.markdown(f"##### {word('drivers')}（{year}）")
    drivers = parts.leading_sections(outcome, year)
    for column, (section, part) in zip(st.columns(3), drivers, strict=True):
        column.metric(section, points(part), border=True)
    st.caption(word("no_scope"))
    with st.expander(word("take_away")):
        exports.downloads(outcome)
    parts.pinned(outcome)


page()
