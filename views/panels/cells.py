"""Cells put on the board, and verdicts in one line (载入滑块盘)."""

from collections.abc import Iterable

import streamlit as st

from data.sections import column
from scenarios.assume.scenario import Scenario, assumed
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Judgement
from views.board.payload import HIGHEST, LOWEST
from views.present.verdicts import scope_label, verdict_text
from views.session.choices import choices
from views.words.words import aside, labelled, language, word


def as_cells(scenario: Scenario, outcome: Outcome) -> dict[str, float]:
    """Turn assumptions into the board's cells (滑块值): "J/2026" → growth in per cent."""
    median = outcome.baseline.median_growth
    cells = {}
    for one in scenario.assumptions:
        if one.measure == "real_growth":
            for year in one.years:
                base = float(median[outcome.row(year), column(one.section)])
                growth = assumed(one, outcome.baseline, base)
                cells[f"{one.section}/{year}"] = round(100 * growth, 1)
    return cells


def on_board(cells: dict[str, float]) -> bool:
    """Say whether every cell lies within the sliders (能否载入)."""
    return all(LOWEST <= value <= HIGHEST for value in cells.values())


def load(cells: dict[str, float]) -> None:
    """Put cells on the board (载入滑块盘)."""
    choices().put(cells)
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
