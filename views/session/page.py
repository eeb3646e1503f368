"""The page as a whole: language, what it keeps over a reload, whether the server answers (页面)."""

from pathlib import Path

import streamlit as st

from views.session.choices import recall, remembered, sent, session
from views.words.words import language, word

HERE = Path(__file__).parent
LANG = {"zh": "zh-CN", "en": "en"}

_page = st.components.v2.component(
    "yuce_page",
    html='<div class="line" role="alert"></div>',
    css=(HERE / "page.css").read_text(encoding="utf-8"),
    js=(HERE / "page.js").read_text(encoding="utf-8"),
)


def whole(board: bool) -> None:
    """Tell the browser the language and the choices, and the reader of a lost line (页面).

    `board` says whether this page has a board, which itself tells again what went unheard.
    """
    held = session()
    told = {"lang": LANG[language()], "lost": word("lost"), "board": board}
    kept = {"session": held.id, "recalled": held.recalled, "choices": remembered()}
    _page(data=told | kept, key="page", on_kept_change=_recall)


def _recall() -> None:
    """Take back what this tab kept: its page was loaded anew (重新载入)."""
    recall(sent("page", "kept"))
