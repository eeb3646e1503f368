"""审计: who did what, when and why: the store's append-only tables."""

from functools import partial

import pandas as pd
import streamlit as st

from base.problems import Language, Problems
from data import clock
from records.store.database import exists
from views.present.details import detail
from views.session import opened_link, roles
from views.widgets.table import PAGE, page, show_table
from views.words.words import deed, doer, language, speaking, word


def log(first: int = 0, most: int | None = None) -> pd.DataFrame:
    """Lay out what was done, newest first (操作记录): `most` of it from `first`."""
    rows = [
        {
            word("when"): clock.shown(event.at, 19),
            word("done"): deed(language(), event.kind),
            word("item"): event.subject,
            word("who_did"): doer(language(), event.who),
            word("why"): event.why,
            word("detail"): detail(event.detail),
        }
        for event in opened_link.store().audit(most=most and first + most)[first:]
    ]
    return pd.DataFrame(rows)


def whole(tongue: Language, total: int) -> pd.DataFrame:
    """Lay out all that there was when the page was shown (全部记录): a press asks for no role."""
    with speaking(tongue):
        return log().tail(total)


try:
    roles.demand("audit")
    st.markdown(f"## {word('audit')}")
    st.caption(word("audit_help"))
    st.caption(word("names_typed"))
    own = opened_link.store().keys.own if exists() else None
    st.caption(word("own_key", own.fingerprint) if own else word("own_key_none"))
    if total := opened_link.store().audited() if exists() else 0:
        shown = log(page("audit_page", total), PAGE)
        show_table(shown, "audit", "yuce-audit", whole=partial(whole, language(), total))
    else:
        st.info(word("audit_none"))
except Problems as problems:
    st.error(problems.text(language()))
