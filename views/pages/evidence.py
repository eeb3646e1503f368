"""依据: where every figure comes from, how it was revised, what the words mean."""

import re
from pathlib import Path

import pandas as pd
import streamlit as st

from data.sections import CODES, COLUMNS
from scenarios.outcome.targets import official
from views.panels import evidence_tables, indicators, own_scopes, own_targets
from views.present.names import cited, name
from views.present.verdict_cards import scope_name
from views.session import current
from views.widgets import fields, pieces
from views.widgets.table import show_table
from views.words.words import labelled, language, pick, word

DOCS = Path(__file__).parents[2] / "docs"


def scopes_tab() -> None:
    """Show every scope's coefficients side by side, with their source, and the editor."""
    scopes = current.current_baseline().scopes
    st.caption(word("no_scope"))
    table = pd.DataFrame(
        {word("section"): [name(one) for one in COLUMNS]}
        | {scope.id: [scope.mid[CODES.index(one.code)] for one in COLUMNS] for scope in scopes}
    )
    show_table(table, "scopes", "yuce-scopes")
    outcome, share = current.outcome(), official("producer_share")
    if share.year in outcome.years:
        pieces.share_chart(outcome, share, current.scope(), "evidence-share")
    own_scopes.editor()
    for scope in scopes:
        text = pick(scope.description_zh, scope.description_en)
        said = f" — {text}" if text else ""
        st.markdown(f"**{scope_name(scope)}**{said}")
        if scope.release:
            st.caption(labelled("source", cited(scope.release)))


def method_tab() -> None:
    """Show how everything is worked out, with the equations (方法)."""
    if language() == "zh":
        st.markdown(page("method.zh.md"))
        return
    st.markdown(page("equations.md"))
    st.markdown(page("method.md"))


def glossary_tab() -> None:
    """Show the words in the reader's language, beside the term in the other (词汇)."""
    lines = [line for line in page("glossary.md").splitlines() if line.startswith("|")]
    order = (0, 1, 2) if language() == "zh" else (1, 0, 3)
    kept = []
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        kept.append("| " + " | ".join(cells[place] for place in order) + " |")
    st.markdown("\n".join(kept))


def page(file: str) -> str:
    """Read a page of the documentation (文档), its headings those of a part of a page."""
    text = (DOCS / file).read_text(encoding="utf-8")
    return re.sub(r"^(#+ )", r"###\1", text, flags=re.MULTILINE)


TABS = {
    "tab_data": evidence_tables.data_tab,
    "tab_indicators": indicators.indicators_tab,
    "tab_directions": indicators.directions_tab,
    "tab_vintages": evidence_tables.compare_tab,
    "tab_revisions": evidence_tables.revisions_tab,
    "tab_scopes": scopes_tab,
    "tab_targets": own_targets.tab,
    "tab_releases": evidence_tables.releases_tab,
    "tab_method": method_tab,
    "tab_glossary": glossary_tab,
}
"""What the page holds; a line each."""

pieces.aged(current.current_baseline())
for shown, tab in zip(
    fields.tabs(st.tabs, {key: word(key) for key in TABS}, "evidence"), TABS.values(), strict=True
):
    if shown.open:  # the others come when they are opened: together they are 30,000 nodes
        with shown:
            tab()
