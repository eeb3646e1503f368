"""What a session holds: the vintage, and the cells that were moved (会话状态)."""

from datetime import date

import streamlit as st

from forecast.baseline import Baseline
from scenarios.ledger import Publication
from scenarios.own_scopes import OwnScope
from scenarios.scenario import Assumption, OwnTarget, Scenario
from scenarios.simulate import Outcome, simulate
from views import roles
from views.vintages import REPORT, added, baseline, named, publication, stand_in

DEFAULT_SCOPE = "D3"


def published() -> Publication | None:
    """Give the publication this session stands on (本会话的发布): that of when it began.

    Another one published meanwhile moves no number here until the reader takes it up.
    """
    if "published" not in st.session_state:
        st.session_state["published"] = publication()
    found: Publication | None = st.session_state["published"]
    return found


def take_up() -> None:
    """Stand on what is published now (换用新基准); what was moved stays moved."""
    st.session_state["published"] = publication(now=True)
    st.session_state["vintage"] = offered()[0]


def offered() -> tuple[date, ...]:
    """Give the vintages to choose from (可选数据版本): the published baseline's first.

    Newer figures than that are the economist's until they are published: whoever may fit
    also sees the day of every release added here.
    """
    first = _first()
    others = {REPORT, *(added() if roles.allowed("fit") else ())} - {first}
    return (first, *sorted(others, reverse=True))


def standing() -> Baseline:
    """Give the baseline that this session stands on unless another day is chosen (现用基准)."""
    told = published()
    return stand_in() if told is None else named(told.baseline)


def _first() -> date:
    return date.fromisoformat(standing().as_of)


def vintage() -> date:
    """Give the chosen vintage (当前数据版本)."""
    chosen = st.session_state.get("vintage")
    return chosen if isinstance(chosen, date) else _first()


def current_baseline() -> Baseline:
    """Give the baseline of the chosen vintage, own scopes beside its (当前基准).

    On the published one's own day it is that one.
    """
    found = standing() if vintage() == _first() else baseline(vintage())
    return found.widened(tuple(one.scope() for one in own_scopes()))


def scope() -> str:
    """Give the chosen scope (当前口径)."""
    return str(st.session_state.get("scope", DEFAULT_SCOPE))


def keep_language() -> None:
    """Write the chosen language into the address (记住语言): reloaded or sent, it stays."""
    st.query_params["lang"] = st.session_state["language"]


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
        st.session_state["moved"] = dict(sent["cells"])


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
    """Work the current scenario through (当前推演结果), once for all parts of the page."""
    base = current_baseline()
    wanted = scenario(base)
    kept: Outcome | None = st.session_state.get("outcome")
    if kept is None or kept.baseline is not base or kept.scenario != wanted:
        kept = st.session_state["outcome"] = simulate(base, wanted)
    return kept
