"""审计: who did what, when and why: the store's append-only tables."""

import pandas as pd
import streamlit as st

from base.problems import Problems
from data import clock
from records.store.database import exists
from views.present.details import detail
from views.session import opened_link, roles
from views.widgets.table import show_table
from views.words.words import deed, doer, language, word


def log() -> pd.DataFrame:
    """Lay out every action, newest first (操作记录)."""
    rows = [
        {
            word("when"): clock.shown(event.at, 19),
            word("done"): deed(language(), event.kind),
            word("item"): event.subject,
            word("who_did"): doer(language(), event.who),
            word("why"): event.why,
            word("detail"): detail(event.detail),
        }
        for event in opened_link.store().audit()
    ]
    return pd.DataFrame(rows)


try:
    roles.demand("audit")
    st.markdown(f"## {word('audit')}")
    st.caption(word("audit_help"))
    st.caption(word("names_typed"))
    own = opened_link.store().keys.own if exists() else None
    st.caption(word("own_key", own.fingerprint) if own else word("own_key_none"))
    found = log() if exists() else pd.DataFrame()
    if found.empty:
        st.info(word("audit_none"))
    else:
        show_table(found, "audit", "yuce-audit")
except Problems as problems:
    st.error(problems.text(language()))
