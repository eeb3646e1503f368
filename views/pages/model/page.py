"""模型: the economist's page: figures in, a fit, its judgement, publishing; a tab each."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from views.pages.model import evaluation, figures, fit, publish, run
from views.session import current
from views.widgets import fields, pieces
from views.words.words import word

kept = run.listed()
TABS: dict[str, Callable[[], None]] = {
    "tab_figures": figures.tab,
    "tab_fit": partial(fit.tab, kept),
    "tab_judge": partial(evaluation.tab, kept),
    "tab_publish": partial(publish.tab, kept),
}
"""What the page holds, in the order of the work; a line each. The fits are listed once."""

for shown, tab in zip(
    fields.tabs(st.tabs, {key: word(key) for key in TABS}, "lab"), TABS.values(), strict=True
):
    with shown:
        tab()
pieces.pinned(current.outcome())
