"""The saved scenarios: list, search, duplicate, archive (已保存的情景)."""

from html import escape

import streamlit as st

from base.problems import Problems
from data import clock
from records.links.seal import Attested
from records.publishing import saving
from records.store.database import exists
from records.store.records import Entry
from views.panels.share import address
from views.present.seals import saver
from views.session import opened_link, roles
from views.widgets.fields import choose, enter, person
from views.widgets.table import PAGE, page, plain_table
from views.words.words import language, word


def listing() -> list[Entry]:
    """Show what is saved, newest first, and what can be done with it (列表); gives those."""
    if not exists():
        return []
    with st.expander(word("saved_list")):
        store, asked = opened_link.store(), enter(st.text_input, word("search"), "search", "")
        total = store.count(asked)
        entries = store.newest(asked, first=page("saved_page", total, asked), most=PAGE)
        if not entries:
            st.caption(word("none_found" if asked else "no_saved"))
            return []
        keys = ("scenario_title", "version", "who", "when", "note", "link")
        heads = tuple(word(key) for key in keys)
        worth = opened_link.weighed(entries)
        plain_table(heads, [*map(_row, entries, worth)], stacked=True)
        roles.tell_if_refused("archive")
        _actions([entry.title for entry in entries])
        return entries


def _row(entry: Entry, seal: Attested) -> tuple[str, ...]:
    texts = (entry.title, str(entry.number), saver(entry, seal), clock.shown(entry.at), entry.note)
    whole = escape(address(entry.link))
    opens = f'<a href="/{entry.link}&app=1" target="_blank">{whole}</a>'
    return (*map(escape, texts), f'<span class="address">{opens}</span>')


def _actions(titles: list[str]) -> None:
    """Duplicate or archive one; both are versions, nothing is removed."""
    left, middle, right = st.columns([3, 3, 2])
    title = choose(left.selectbox, word("pick"), titles, "saved_title", titles[0])
    new = enter(middle.text_input, word("copy_as"), "copy_as", "", max_chars=200)
    typed = person(right, word("who"), "saved_who")
    copied = left.button(word("duplicate"), key="duplicate")
    archived = middle.button(word("archive"), key="archive")
    try:
        if copied:
            roles.demand("duplicate")
            saving.duplicate(opened_link.store(), title, new, roles.who(typed), by=roles.vouched())
        elif archived:
            roles.demand("archive")
            saving.archive(opened_link.store(), title, roles.who(typed))
    except Problems as problems:
        st.error(word("bad_input"))
        st.code(problems.text(language()), language=None, wrap_lines=True)
        return
    if copied or archived:
        st.rerun()
