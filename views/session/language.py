"""The reader's language (读者语言), for the words, which know no page."""

import streamlit as st

from base.problems import Language
from views.session import choices


def readers_language() -> Language:
    """As chosen on the page, else as the address or the browser says; Chinese first (语言)."""
    chosen = choices.language()
    if chosen is not None:
        return chosen
    return asked_for(st.query_params.get("lang"), st.context.locale)


def asked_for(address: str | None, browser: str | None) -> Language:
    """Give the language that the address names, else the browser (所求语言); Chinese first."""
    return "en" if (address or browser or "zh").startswith("en") else "zh"
