"""Taking a release back, and a table to fill in (撤回与模板): beside the upload."""

from datetime import date

import streamlit as st

from base.problems import Problems
from data import archive, clock
from data.reading.template import template
from records.publishing.releases import withdraw
from views.session import opened_link, roles
from views.session.choices import session
from views.widgets.fields import choose, enter
from views.words.words import language, word


def offer_template() -> None:
    """Offer a table to fill in (下载模板)."""
    st.download_button(
        word("template"), template(clock.today()), word("template_file"), key="figures_template"
    )


def withdrawal() -> None:
    """Take back a release that was added here, by a later one that names it (撤回发布)."""
    names = archive.names()
    if not names or not roles.allowed("add_figures"):
        return
    with st.expander(word("withdraw_title")):
        st.caption(word("withdraw_help"))
        name = choose(
            *(st.selectbox, word("withdraw_which"), ["", *names], "withdraw_which", ""),
            show=lambda one: one or "—",
        )
        today = clock.today()
        day = enter(st.date_input, word("withdraw_day"), "withdraw_day", today, max_value=today)
        if st.button(word("withdraw"), key="withdraw", disabled=not name) and name:
            _take_back(name, day)


def _take_back(name: str, day: date) -> None:
    """Store the release that takes another back, if this reader may."""
    title = word("withdraw_name", name)
    try:
        roles.demand("add_figures")
        release = withdraw(name, day, title, opened_link.store, roles.who())
    except Problems as wrong:
        for one in wrong.problems:
            st.error(one.text(language()))
        return
    session().forget("withdraw_which")
    session().release_kept = (release.id, day.isoformat())
    st.rerun()
