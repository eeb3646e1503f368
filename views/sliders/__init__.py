"""The board of sliders and the live picture above them: a small component (滑块盘)."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from data.industries import OTHER, SECTIONS, SUPPORT
from data.problems import Language
from forecast.baseline import Baseline
from scenarios.live import lay_out, layout
from scenarios.simulate import Outcome
from views.cards import SIGNS, card_texts, judged, target_title
from views.words import language, word

HERE = Path(__file__).parent
STATIC = HERE.parent.parent / "static" / "draws"
"""Where the packed draws lie, served by Streamlit under /app/static."""

LOWEST, HIGHEST = -10.0, 20.0
"""Ends of every slider, per cent: the same for all, so that positions compare."""

WORDS = (
    *("estimated", "estimated_help", "unit", "past", "history", "growth_chart"),
    *("undo", "redo", "replay", "to_baseline", "to_preset", "to_opened", "gang"),
    *("rank_help", "untouched", "gap", "odds_met", "odds_revised", "met", "missed", "too_close"),
    *("published", "median"),
)

_board = st.components.v2.component(
    "yuce_board",
    html='<div class="board"></div>',
    css=(HERE / "board.css").read_text(encoding="utf-8"),
    js="\n".join((HERE / file).read_text(encoding="utf-8") for file in ("engine.js", "board.js")),
)


def board(
    outcome: Outcome,
    scope: str,
    values: Mapping[str, float],
    on_change: Callable[[], None],
    levers: tuple[str, ...] = (),
) -> None:
    """Show the live picture and the sliders (滑块盘).

    While a slider is dragged the browser works everything out on the same draws and nothing
    is sent; on release the board sends every moved cell, per cent, as `moved`. `outcome` is
    the full result of the cells that the server knows. With `levers` only those sections are
    shown, each with one slider for all years.
    """
    base = outcome.baseline
    titles = {one.target.id: target_title(one, outcome) for one in judged(outcome, scope)}
    meta = _layout(base)
    data: dict[str, Any] = {
        "meta": {
            **meta,
            "targets": [{**one, "title": titles[one["id"]]} for one in meta["targets"]],
        },
        "source": _source(base),
        "rows": _rows(base, language()),
        "groups": [{"title": word("levers"), "codes": levers}] if levers else _groups(base, scope),
        "columns": [base.years[0]] if levers else list(base.years),
        "compact": bool(levers),
        "scope": scope,
        "values": dict(values),
        "version": st.session_state.get("board_version", 0),
        "fresh": not values,
        "preset": st.session_state.get("preset"),
        "opened": st.session_state.get("opened"),
        "result": {
            "moved": dict(values),
            "cards": [card_texts(one) for one in judged(outcome, scope)],
        },
        "low": LOWEST,
        "high": HIGHEST,
        "signs": SIGNS,
        "words": {key: word(key) for key in WORDS}
        | {key: word(key, "{0}") for key in ("moved", "rank", "within")},
    }
    _board(data=data, key="board", on_moved_change=on_change, default={"moved": None})


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs={Baseline: lambda b: b.id})
def _source(base: Baseline) -> str:
    lay_out(base, STATIC)
    prefix = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"{'/' if prefix else ''}{prefix}/app/static/draws/{base.id}.bin"


@cache
def _layout(base: Baseline) -> dict[str, Any]:
    return layout(base)


@cache
def _rows(base: Baseline, tongue: Language) -> list[dict[str, Any]]:
    rows = []
    for place, section in enumerate(SECTIONS):
        past = base.published(OTHER if section.group == SUPPORT else section.group)
        recent = [100 * value for year, value in past.items() if year > base.origin - 10]
        rows.append(
            {
                "code": section.code,
                "name": section.zh if tongue == "zh" else section.en,
                "estimated": section.estimated,
                "medians": [round(100 * float(m), 1) for m in base.median_growth[:, place]],
                "past": [round(min(recent), 1), round(max(recent), 1)],
                "history": [round(100 * v, 1) for year, v in past.items() if year >= 2005],
                "all": [round(100 * value, 1) for value in past.values()],
            }
        )
    return rows


def _groups(base: Baseline, scope: str) -> list[dict[str, Any]]:
    """Sections that the scope counts among producer services, wholly or in part, and the rest."""
    chosen = next(one for one in base.scopes if one.id == scope)
    inside = [s.code for place, s in enumerate(SECTIONS) if chosen.mid[place] > 0]
    outside = [s.code for s in SECTIONS if s.code not in inside]
    both = ((word("producer"), inside), (word("rest"), outside))
    return [{"title": title, "codes": codes} for title, codes in both if codes]
