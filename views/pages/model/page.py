"""模型: the economist's page: figures in, a fit, its judgement, publishing; a tab each."""

import streamlit as st

from views.pages.model import evaluation, figures, fit, publish
from views.session import current
from views.widgets import fields, pieces
from views.words.words import word

TABS = {
    "tab_figures": figures.tab,
    "tab_fit": fit.tab,
    "tab_judge": evaluation.tab,
    "tab_publish": publish.tab,
}
"""What the page holds, in the order of the work; a line each."""

for shown, tab in zip(
    fields.tabs(st.tabs, {key: word(key) for key in TABS}, "lab"), TABS.values(), strict=True
):
    with shown:
        tab()
pieces.pinned(current.outcome())
