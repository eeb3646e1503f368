"""The notice that a newer baseline is published (新基准提示): the reader decides when to use it."""

import streamlit as st

from base.problems import Problems
from data import clock
from views.session import current
from views.session.baselines import named, publication, unpublished
from views.words.words import doer, language, word


def banner() -> None:
    """Tell of a baseline published since the session began, with its note (提示条), or that none
    could be published.

    Asked of the store at most every few seconds, by all sessions together; a store that cannot
    be reached says nothing here.
    """
    try:
        mine, new = current.published(), publication()
        if new is None:
            _unpublished()
            return
        if mine is not None and new.seq == mine.seq:
            return
        day = named(new.baseline).as_of
    except Problems as problems:
        problems.allow("store", "baseline")
        return
    who = _plain(doer(language(), new.who))
    with st.container(border=True, key="notice"):
        said = word("notice", day, clock.shown(new.at, 10), who)
        st.markdown(f":material/new_releases: {said}")
        with st.expander(word("note_of_it")):
            st.text(new.note[language()] or "—")
        if st.button(word("use_now"), key="use_now", on_click=current.take_up):
            st.rerun()


def _unpublished() -> None:
    """Say that nothing could be published, and why."""
    st.warning(word("never_published"))
    if (why := unpublished()) is not None:
        st.code(why.text(language()), language=None, wrap_lines=True)


def _plain(text: str) -> str:
    """Keep a name from being read as markup."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>#+!|~$:" else sign for sign in text)
