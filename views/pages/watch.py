"""监测: the year at hand against its target, one screen for a meeting."""

import streamlit as st

from views.panels.watched import watch
from views.session import current, metrics
from views.widgets import pieces


@st.fragment
@metrics.run("watch")
def page() -> None:
    """Show the page; only this part runs again when a target is stated (监测)."""
    watch.panel()
    outcome = current.outcome()
    pieces.aged(outcome.baseline)
    pieces.pinned(outcome)


page()
