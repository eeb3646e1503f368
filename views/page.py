"""The page as a whole: its language, and whether the server answers (页面语言与连接)."""

from pathlib import Path

import streamlit as st

from views.words import language, word

HERE = Path(__file__).parent
LANG = {"zh": "zh-CN", "en": "en"}

_page = st.components.v2.component(
    "yuce_page",
    html='<div class="line" role="alert"></div>',
    css=(HERE / "page.css").read_text(encoding="utf-8"),
    js=(HERE / "page.js").read_text(encoding="utf-8"),
)


def whole() -> None:
    """Tell the browser the reader's language, and the reader when the line is lost (页面)."""
    _page(data={"lang": LANG[language()], "lost": word("lost")}, key="page")
