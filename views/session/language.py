"""The reader's language (读者语言), for the words, which know no page."""

import streamlit as st

from base.problems import Language
from views.session import choices


def readers_language() -> Language:
    """As chosen on the page, else as the address or the browser says; Chinese first (语言)."""
    chosen = choices.language()
    if chosen is not None:
        return chosen
    asked = st.query_params.get("lang") or st.context.locale or "zh"
    return "en" if asked.startswith("en") else "zh"
