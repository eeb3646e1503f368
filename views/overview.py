"""总览: the leader's page, one screen: the verdict, the number, the odds, the reason."""

from typing import Final

import streamlit as st

from views import exports, notice, own_targets, parts, state, watch
from views.sliders import board

# The six sections that weigh most in producer services by the wider scopes.
LEVERS: Final = ("F", "G", "I", "J", "L", "M")


@st.fragment
@watch.run("overview")
def page() -> None:
    """Show the page; only this part runs again when a lever is released (总览)."""
    outcome = state.outcome()
    board(outcome, state.scope(), state.moved(), state.keep, levers=LEVERS)
    notice.banner()
    own_targets.cards(outcome, state.scope())
    with st.container(horizontal=True, vertical_alignment="center"):
        parts.pinned(outcome)
        exports.take_away(outcome)


page()
