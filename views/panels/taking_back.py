"""Taking a release back, and a table to fill in (撤回与模板): beside the upload."""

from datetime import date

import streamlit as st

from base.problems import Problem, Problems
from data import clock
from data.reading.template import template
from data.releases.intake import propose
from records.publishing.releases import NOTHING_READ, withdraw, withdrawable, withdrawing
from views.panels import changed_figures
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
    if not roles.allowed("add_figures"):
        return
    names = withdrawable()
    if not names:
        return
    with st.expander(word("withdraw_title")):
        st.caption(word("withdraw_help"))
        name = choose(
            *(st.selectbox, word("withdraw_which"), ["", *names], "withdraw_which", ""),
            show=lambda one: f"{one} · {names[one]}" if one in names else "—",
        )
        today = clock.today()
        day = enter(st.date_input, word("withdraw_day"), "withdraw_day", today, max_value=today)
        wrong = _shown(name, day) if name else []
        if st.button(word("withdraw"), key="withdraw", disabled=not name or bool(wrong)) and name:
            _take_back(name, day)


def _shown(name: str, day: date) -> list[Problem]:
    """Show what goes and what comes back, before anything is done; give what stands in the way."""
    found = propose(NOTHING_READ, withdrawing(name, day, word("withdraw_name", name)))
    st.markdown(f"##### {word('withdraw_changes', name, day.isoformat())}")
    changed_figures.panel(found, "withdraw_changes")
    for one in found.problems:
        st.error(one.text(language()))
    return list(found.problems)


def _take_back(name: str, day: date) -> None:
    """Store the release that takes another back, if this reader may."""
    title = word("withdraw_name", name)
    try:
        roles.demand("add_figures")
        withdraw(name, day, title, opened_link.store, roles.who())
    except Problems as wrong:
        for one in wrong.problems:
            st.error(one.text(language()))
        return
    session().forget("withdraw_which")
    session().release_kept = ("withdraw_done", name, day.isoformat())
    st.rerun()
