"""总览: the leader's page, one screen: the verdict, the number, the odds, the reason."""

from typing import Final

import streamlit as st

from views.panels import new_baseline, own_targets
from views.present.verdict_cards import groups_lacking
from views.session import current, metrics
from views.widgets import downloads, pieces
from views.widgets.after_board import beside
from views.widgets.board import board

# The six sections that weigh most in producer services by the wider scopes.
LEVERS: Final = ("F", "G", "I", "J", "L", "M")


@st.fragment
@metrics.run("overview")
def page() -> None:
    """Show the page; only this part runs again when a lever is released (总览)."""
    outcome = current.outcome()
    board(outcome, current.scope(), current.moved(), current.keep, levers=LEVERS)
    new_baseline.banner()
    for note in groups_lacking(outcome.baseline):
        st.caption(note)
    if outcome.scenario.targets:
        with beside("own"):
            own_targets.cards(outcome, current.scope())
    with st.container(horizontal=True, vertical_alignment="center"):
        pieces.pinned(outcome)
        downloads.take_away(outcome)


page()
