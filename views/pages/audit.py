"""审计: who did what, when and why: the store's append-only tables."""

import re

import pandas as pd
import streamlit as st

from base.json_types import Record
from base.problems import Problems
from data import clock
from records.store.database import exists
from views.session import opened_link, roles
from views.widgets.table import show_table
from views.words.words import WORDS, deed, doer, joined, labelled, language, word


def log() -> pd.DataFrame:
    """Lay out every action, newest first (操作记录)."""
    rows = [
        {
            word("when"): clock.shown(event.at, 19),
            word("done"): deed(language(), event.kind),
            word("item"): event.subject,
            word("who_did"): doer(language(), event.who),
            word("why"): event.why,
            word("detail"): _detail(event.detail),
        }
        for event in opened_link.store().audit()
    ]
    return pd.DataFrame(rows)


def _detail(detail: Record) -> str:
    """Say what was written down (详情), in the words of the table, a count of nothing left out."""
    told = [
        labelled(key if (key := f"detail_{name}") in WORDS else "detail", _said(value))
        for name, value in detail.items()
        if value not in (0, "", None)
    ]
    return word("stop").join(told)[:500]


def _said(value: object) -> str:
    """Print one value: hashes short, tables as their rows."""
    if isinstance(value, dict):
        return joined(f"{key} {one}" for key, one in value.items())
    text = str(value)
    return text[:16] if re.fullmatch(r"[0-9a-f]{17,}", text) else text


try:
    roles.demand("audit")
    st.markdown(f"## {word('audit')}")
    st.caption(word("audit_help"))
    own = opened_link.store().keys.own if exists() else None
    st.caption(word("own_key", own.fingerprint) if own else word("own_key_none"))
    found = log() if exists() else pd.DataFrame()
    if found.empty:
        st.info(word("audit_none"))
    else:
        show_table(found, "audit", "yuce-audit")
except Problems as problems:
    st.error(problems.text(language()))
