"""情景: the planner's page: every slider, and what follows from them."""

import streamlit as st

from scenarios.targets import official
from views import exports, notice, parts, state, takes, watch
from views.fields import choose
from views.sliders import board, follow
from views.words import word


@st.fragment
@watch.run("board")
def instrument() -> None:
    """Show cards and sliders; on release only this runs again, and answers first (仪表盘)."""
    outcome = state.outcome()
    grouping = choose(
        *(st.segmented_control, word("group_by"), ["scope", "cluster"], "grouping", "scope"),
        show=lambda kind: word(f"group_{kind}"),
        required=True,
    )
    board(
        *(outcome, state.scope(), state.moved(), state.keep),
        by_cluster=grouping == "cluster",
    )
    st.caption(word("board_help"))


@st.fragment
@watch.run("answers")
def answers() -> None:
    """Show why, what it would take, charts and scopes, once the board is answered (推演详情)."""
    follow()
    notice.banner()
    outcome, scope, share = state.outcome(), state.scope(), official("producer_share")
    takes.panels(outcome, scope)
    left, right = st.columns([2, 3], gap="large")
    with left:
        years = outcome.years
        shown = choose(st.segmented_control, word("year"), years, "contribution_year", years[0])
        parts.contribution_chart(outcome, shown, "scenario-contributions")
    with right:
        st.markdown(f"## {word('share_chart', share.year)}")
        parts.scope_table(outcome, share, scope)
        st.caption(word("no_scope"))
    exports.take_away(outcome)
    parts.aged(outcome)
    parts.pinned(outcome)


instrument()
answers()
