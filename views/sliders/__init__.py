"""The board of sliders: a small component, sections down and years across (滑块盘)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from data.industries import OTHER, SECTIONS, SUPPORT
from forecast.baseline import Baseline
from views.state import moved
from views.words import name, word

HERE = Path(__file__).parent
LOWEST, HIGHEST = -10.0, 20.0
"""Ends of every slider, per cent: the same for all, so that positions compare."""

_board = st.components.v2.component(
    "yuce_board",
    html='<div class="board"></div>',
    css=(HERE / "board.css").read_text(encoding="utf-8"),
    js=(HERE / "board.js").read_text(encoding="utf-8"),
)


def board(base: Baseline, scope: str, on_change: Callable[[], None]) -> dict[str, float]:
    """Show the sliders; returns the moved cells, per cent (滑块盘).

    While a slider is dragged nothing is sent; on release the board sends every moved cell.
    """
    chosen = next(one for one in base.scopes if one.id == scope)
    rows = [
        {
            "code": section.code,
            "name": name(section),
            "estimated": section.estimated,
            "producer": chosen.mid[place] > 0,
            "medians": [round(100 * float(m), 1) for m in base.median_growth[:, place]],
            "past": _past(base, section.group),
        }
        for place, section in enumerate(SECTIONS)
    ]
    words = ("producer", "rest", "estimated", "estimated_help", "unit", "year", "past")
    data: dict[str, Any] = {
        "rows": rows,
        "years": list(base.years),
        "values": moved(),
        "version": st.session_state.get("board_version", 0),
        "low": LOWEST,
        "high": HIGHEST,
        "words": {key: word(key) for key in words},
    }
    result = _board(data=data, key="board", on_moved_change=on_change, default={"moved": None})
    return result.moved if result.moved is not None else {}


def _past(base: Baseline, group: str) -> list[float]:
    """Least and greatest published growth of the section's group in ten years, per cent."""
    published = base.published(OTHER if group == SUPPORT else group)
    recent = [value for year, value in published.items() if year > base.origin - 10]
    return [round(100 * min(recent), 1), round(100 * max(recent), 1)]
