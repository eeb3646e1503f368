"""Bounds of each section's growth, and locked years, for the solver (上下限与锁定)."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.sections import SECTIONS
from forecast.baseline import Baseline
from scenarios.assume.bounds import LockKey, from_history
from scenarios.assume.cells import fraction
from views.present.names import name
from views.session.choices import session
from views.widgets import fields
from views.words.words import word

Bounds = dict[LockKey, tuple[float, float]]


def editor(base: Baseline) -> tuple[tuple[LockKey, ...], Bounds]:
    """Let the reader set bounds and lock years (上下限编辑); gives locks and changed bounds."""
    start = defaults(base)
    with st.expander(word("limits")):
        st.caption(word("limits_help"))
        shown: dict[str, Any] = {
            "section": st.column_config.TextColumn(word("section"), disabled=True),
            "low": st.column_config.NumberColumn(word("lowest"), step=0.1, format="%.1f"),
            "high": st.column_config.NumberColumn(word("highest"), step=0.1, format="%.1f"),
        }
        shown |= {str(y): st.column_config.CheckboxColumn(f"🔒 {y}") for y in base.years}
        name, kept = f"limits-{base.id}", session().fields
        edited = start.assign(**kept.get(name, {}))
        fields.edit(
            *(
                st.data_editor,
                edited,
                name,
                lambda table: kept.update({name: table[table.columns[1:]]}),
            ),
            hide_index=True,
            column_config=shown,
            alt=word("limits"),
        )
    return changed(start.to_dict("records"), edited.to_dict("records"), base.years)


def defaults(base: Baseline) -> pd.DataFrame:
    """Lay out history's bounds, per cent, with nothing locked (默认上下限)."""
    low, high = from_history(base)
    free = dict.fromkeys(map(str, base.years), False)
    return pd.DataFrame(
        [
            {
                "section": name(section),
                "low": round(100 * float(low[:, place].min()), 1),
                "high": round(100 * float(high[:, place].max()), 1),
                **free,
            }
            for place, section in enumerate(SECTIONS)
        ]
    )


def changed(
    start: Sequence[Mapping[Any, Any]], edited: Sequence[Mapping[Any, Any]], years: Sequence[int]
) -> tuple[tuple[LockKey, ...], Bounds]:
    """Read what the reader changed (读取改动): locked years, and bounds as fractions."""
    locks: list[LockKey] = []
    bounds: Bounds = {}
    for section, before, after in zip(SECTIONS, start, edited, strict=True):
        locks += [(section.code, year) for year in years if after[str(year)]]
        pair = [before[key] if pd.isna(after[key]) else after[key] for key in ("low", "high")]
        if pair != [before["low"], before["high"]]:
            bounds[section.code, None] = (fraction(pair[0]), fraction(pair[1]))
    return tuple(locks), bounds
