"""情景: the planner's page: every slider, and what follows from them."""

from html import escape

import streamlit as st

from scenarios.outcome.targets import official
from views.panels import new_baseline, questions
from views.panels.assumed import other_assumptions
from views.panels.watched import year_target
from views.present.verdict_cards import odds_count
from views.session import current, metrics
from views.session.continue_from_link import carried_on
from views.widgets import downloads, pieces
from views.widgets.after_board import beside, follow
from views.widgets.board import board
from views.widgets.fields import choose
from views.words.words import running, word


@st.fragment
@metrics.run("board")
def instrument() -> None:
    """Show cards and sliders; on release only this runs again, and answers first (仪表盘)."""
    outcome = current.outcome()
    grouping = choose(
        *(st.segmented_control, word("group_by"), ["scope", "cluster"], "grouping", "scope"),
        show=lambda kind: word(f"group_{kind}"),
        required=True,
    )
    board(
        *(outcome, current.scope(), current.moved(), current.keep),
        by_cluster=grouping == "cluster",
    )
    st.caption(word("board_help"))


@st.fragment
@metrics.run("answers")
def answers() -> None:
    """Show why, what it would take, charts and scopes, once the board is answered (推演详情)."""
    follow()
    with beside("answers"):
        _answers()


def _answers() -> None:
    if told := carried_on():
        st.html(f'<div class="pin" role="status">{escape(told)}</div>')
    new_baseline.banner()
    outcome, scope, share = current.outcome(), current.scope(), official("producer_share")
    year_target.ask(outcome)
    questions.panels(outcome, scope)
    left, right = st.columns([2, 3], gap="large")
    with left:
        years = outcome.years
        shown = choose(st.segmented_control, word("year"), years, "contribution_year", years[0])
        pieces.contribution_chart(outcome, shown, "scenario-contributions")
    with right:
        st.markdown(f"## {word('share_chart', share.year)}")
        pieces.scope_table(outcome, share, scope)
        st.caption(running(word("no_scope"), odds_count(outcome)))
    downloads.take_away(outcome)
    pieces.aged(outcome.baseline)
    pieces.pinned(outcome)


instrument()
other_assumptions.panel()
answers()
