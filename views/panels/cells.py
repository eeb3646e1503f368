"""Put a scenario's cells on the board, and say verdicts in one line (载入滑块盘)."""

from collections.abc import Iterable

import streamlit as st

from scenarios.assume.cells import Cell, keyed
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Judgement
from views.present.verdict_cards import scope_label, verdict_text
from views.session.choices import choices
from views.words.words import aside, labelled, language, word


def load(cells: Iterable[Cell]) -> None:
    """Put cells on the board (载入滑块盘)."""
    choices().put(keyed(cells))
    st.rerun()


def verdict_line(judgements: Iterable[Judgement], outcome: Outcome) -> str:
    """Say verdicts in one line (一行结论), a share's with the scope that it speaks of."""
    lines = []
    for one in judgements:
        scope = (
            "" if one.scope is None else aside(labelled("scope", scope_label(one.scope, outcome)))
        )
        title = one.target.title_in(language())
        lines.append(f"{title}{scope} {verdict_text(one.target, one)}")
    return word("stop").join(lines)
