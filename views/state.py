"""What a session holds: the vintage, and the cells that were moved (会话状态)."""

from datetime import date

import streamlit as st

from forecast.baseline import Baseline
from scenarios.own_scopes import OwnScope
from scenarios.scenario import Assumption, OwnTarget, Scenario
from scenarios.simulate import Outcome, simulate
from views.vintages import NEWEST, baseline

DEFAULT_SCOPE = "D3"


def vintage() -> date:
    """Give the chosen vintage (当前数据版本)."""
    chosen = st.session_state.get("vintage", NEWEST)
    assert isinstance(chosen, date)
    return chosen


def current_baseline() -> Baseline:
    """Give the baseline of the chosen vintage, own scopes beside its (当前基准)."""
    return baseline(vintage()).widened(tuple(one.scope() for one in own_scopes()))


def scope() -> str:
    """Give the chosen scope (当前口径)."""
    return str(st.session_state.get("scope", DEFAULT_SCOPE))


def own_scopes() -> tuple[OwnScope, ...]:
    """Give the session's own scopes (自定口径)."""
    found: tuple[OwnScope, ...] = st.session_state.get("own_scopes", ())
    return found


def own_targets() -> tuple[OwnTarget, ...]:
    """Give the session's own targets (自定目标)."""
    found: tuple[OwnTarget, ...] = st.session_state.get("own_targets", ())
    return found


def moved() -> dict[str, float]:
    """Give the moved cells (已调整): "J/2026" → growth in per cent."""
    cells: dict[str, float] = st.session_state.setdefault("moved", {})
    return cells


def keep() -> None:
    """Take over what the board sent: the moved cells are the session's scenario (保留调整)."""
    sent = st.session_state["board"].get("moved")
    if sent is not None:
        st.session_state["moved"] = dict(sent)


def scenario(base: Baseline) -> Scenario:
    """Turn the moved cells into a scenario (当前情景); cells beyond the horizon wait."""
    cells = []
    for key, value in sorted(moved().items()):
        section, year = key.split("/")
        if int(year) in base.years:
            growth = round(value / 100, 6)
            cells.append(Assumption(section=section, years=(int(year),), value=growth))
    return Scenario(
        scope=scope(),
        assumptions=tuple(cells),
        targets=own_targets(),
        scopes=own_scopes(),
    )


def outcome() -> Outcome:
    """Work the current scenario through (当前推演结果)."""
    base = current_baseline()
    return simulate(base, scenario(base))
