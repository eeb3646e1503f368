"""审计: who did what, when and why: the store's append-only tables."""

import pandas as pd
import streamlit as st

from data.problems import Problems
from scenarios.database import exists
from views import opening, roles
from views.tables import show_table
from views.words import language, word


def log() -> pd.DataFrame:
    """Lay out every action, newest first (操作记录)."""
    rows = [
        {
            word("when"): entry.at[:19].replace("T", " ") + "Z",
            word("action"): entry.action,
            word("who_did"): entry.who,
            word("scenario_title"): entry.title,
            word("version"): str(entry.number),
            word("record"): entry.record,
            word("why"): entry.why,
        }
        for entry in reversed(opening.store().history())
    ]
    return pd.DataFrame(rows)


try:
    roles.demand("audit")
    st.markdown(f"## {word('audit')}")
    st.caption(word("audit_help"))
    found = log() if exists() else pd.DataFrame()
    if found.empty:
        st.info(word("audit_none"))
    else:
        show_table(found, "audit", "yuce-audit")
except Problems as problems:
    st.error(problems.text(language()))
