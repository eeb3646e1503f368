"""The link a session was opened with (所打开的链接): read once, checked, never believed blindly."""

from urllib.parse import urlencode

import streamlit as st

from data.problems import Problems
from forecast.baseline import Baseline
from scenarios.database import exists
from scenarios.opening import Opened, open_pin
from scenarios.published import published
from scenarios.received import receive
from scenarios.refitting import refit
from scenarios.store import Store
from views.words import language, word


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """Open the store (情景库), one for all sessions."""
    return Store()


@st.cache_resource(show_spinner=False, max_entries=8)
def load(name: str) -> Baseline:
    """Load a baseline by its name (按编号读取基准), one for all sessions; nobody alters it."""
    return Baseline.load(name)


def read_once() -> Opened | None:
    """Read `?s=` or `?x=` at the start of a session (读取链接); None when there is none.

    What cannot be believed changes nothing: the reason is shown until the session ends.
    """
    if "opened" not in st.session_state:
        st.session_state["opened"] = _read()
    found: Opened | Problems | None = st.session_state["opened"]
    if isinstance(found, Problems):
        st.error(word("bad_link"))
        st.code(found.text(language()), language=None, wrap_lines=True)
        return None
    return found


def _read() -> Opened | Problems | None:
    asked = [(form, one) for form in ("s", "x") for one in st.query_params.get_all(form)]
    if not asked:
        return None
    try:
        sent = receive(f"?{urlencode(asked)}", store)
        try:
            today = published(store() if exists() else None)
        except Problems:  # what the link says does not hang on what is published
            today = None
        return open_pin(sent.pin, load, today, refit, sent.seal)
    except Problems as problems:
        return problems
