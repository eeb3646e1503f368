"""模型: the economist's page: figures in, a fit, its judgement, publishing; a tab each."""

import streamlit as st

from views import fields, lab_figures, lab_fit, lab_judge, lab_publish, parts, state
from views.words import word

TABS = {
    "tab_figures": lab_figures.tab,
    "tab_fit": lab_fit.tab,
    "tab_judge": lab_judge.tab,
    "tab_publish": lab_publish.tab,
}
"""What the page holds, in the order of the work; a line each."""

for shown, tab in zip(
    fields.tabs(st.tabs, {key: word(key) for key in TABS}, "lab"), TABS.values(), strict=True
):
    with shown:
        tab()
parts.pinned(state.outcome())
