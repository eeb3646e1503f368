"""The link a session was opened with (所打开的链接): read once, checked, never believed blindly."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import streamlit as st

from base.problems import Problems
from forecast.baseline import Baseline
from records.links.codec import Link, find
from records.links.opened import Opened
from records.links.seal import Attested
from records.publishing import opening
from records.publishing.opening import Saving
from records.store.records import Entry, Store
from views.present.link_differences import refused_said
from views.present.provenance import NOBODY, Provenance
from views.session.choices import session
from views.words.words import word


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """Open the store (情景库), one for all sessions."""
    return Store()


@st.cache_resource(show_spinner=False, max_entries=8)
def load(name: str) -> Baseline:
    """Load a baseline by its name (按编号读取基准), one for all sessions; nobody alters it."""
    return Baseline.load(name)


def savings(record: str) -> list[Saving]:
    """Give a saving under each title and what its seal is worth (各题存档)."""
    return opening.savings(record, store)


def weighed(kept: list[Entry]) -> list[Attested]:
    """Weigh the seal of each of some versions (核验各版签章)."""
    return opening.weighed(kept, store)


def provenance(record: str, given: Provenance = NOBODY) -> Provenance:
    """Add a record's newest saving, and what its seal is worth, to what was given (出处)."""
    entry, seal = opening.newest_saving(record, store)
    return given if entry is None else replace(given, saved=entry, attested=seal)


def read_once(published: Callable[[], Baseline]) -> Opened | Problems | None:
    """Read `?s=` or `?x=` at the start of a session (读取链接); None when there is none.

    `published` gives the baseline in use, for what the link says of today. What cannot be
    believed is given as its reasons, until the reader leaves it.
    """
    held = session()
    if not held.link_read:
        held.opened, held.link_read, held.link_unseen = _read(published), True, True
    return held.opened


def unseen() -> bool:
    """Say once a session whether its link has not been shown yet (尚未显示)."""
    held = session()
    found, held.link_unseen = held.link_unseen, False
    return found


def leave() -> None:
    """Forget a link that was not believed (离开)."""
    session().opened = None
    st.query_params.clear()


def refusal(problems: Problems) -> None:
    """Show why a link is not believed, and nothing that it says (不予采信)."""
    for one in refused_said(problems):
        st.error(one)
    st.button(word("to_overview"), on_click=leave)


def _read(published: Callable[[], Baseline]) -> Opened | Problems | None:
    """Open the address's link; None where it holds none."""
    given = [(key, one) for key in st.query_params for one in st.query_params.get_all(key)]
    try:
        link = find(text_of(given))
    except Problems as problems:
        return problems
    return None if link is None else read(link, published)


def read(link: Link, published: Callable[[], Baseline]) -> Opened | Problems:
    """Open a link (打开链接); one that is not believed gives its reasons, and nothing else."""
    try:
        opened = opening.open_link(link, store, load, lambda: _today(published))
        return opened if opened.believed else Problems(opened.problems)
    except Problems as problems:
        return problems


def text_of(given: Iterable[tuple[str, str]]) -> str:
    """Spell out what an address gives (地址参数): chat programs write & as &amp;."""
    return "&".join(f"{key}={one}" for key, one in given)


def _today(published: Callable[[], Baseline]) -> Baseline | None:
    """Give the published baseline; what a link says does not hang on whether there is one."""
    try:
        return published()
    except Problems:
        return None
