"""Scopes of the reader's own (自定口径): edited from one that stands, judged at once, chosen."""

from typing import Final

import streamlit as st

from data.industries import CODES, SECTIONS
from data.texts import line
from forecast.baseline import Baseline
from scenarios.own_scopes import MOST, OwnScope
from scenarios.simulate import simulate
from scenarios.targets import judge, targets
from views import state
from views.cards import cards_html, scope_name
from views.words import name, word

LETTER: Final = "U"
"""Own scopes are U1, U2, …, as shipped ones are D1, D2, …"""


@st.fragment
def editor() -> None:
    """Edit a scope from one that stands, and see its share and odds at once (口径编辑)."""
    base = state.current_baseline()
    st.markdown(f"## {word('own_scope')}")
    st.caption(word("own_scope_help"))
    names = {one.id: scope_name(one) for one in base.scopes}
    st.session_state.setdefault("own_start", state.scope())
    left, right = st.columns([3, 2])
    left.selectbox(
        *(word("start_from"), list(names)),
        format_func=names.__getitem__,
        key="own_start",
        on_change=_begin,
    )
    if f"own/{SECTIONS[-1].code}" not in st.session_state:
        _begin()
    title = right.text_input(word("own_title"), max_chars=60, key="own_title")
    columns = st.columns(3)
    for place, section in enumerate(SECTIONS):
        key, label = f"own/{section.code}", f"{section.code} {name(section)}"
        columns[place % 3].number_input(label, 0.0, 1.0, step=0.05, key=key)
    own = OwnScope(id=_free(base), title_zh=line(title), coefficients=edited())
    _verdicts(base, own)
    blocked = not title.strip() or len(state.own_scopes()) >= MOST
    pressed = st.button(
        word("keep_scope"), type="primary", on_click=keep, args=(own,), disabled=blocked
    )
    for one in state.own_scopes():
        label = word("remove", f"{one.id} {one.title_zh}")
        pressed |= st.button(label, key=f"remove-{one.id}", on_click=remove, args=(one.id,))
    if pressed:
        st.rerun()


def edited() -> dict[str, float]:
    """Give the coefficients as they stand in the fields (当前系数)."""
    codes = [section.code for section in SECTIONS]
    return {code: round(float(st.session_state[f"own/{code}"]), 6) for code in codes}


def _begin() -> None:
    """Fill the fields with the scope that is started from."""
    base = state.current_baseline()
    wanted = st.session_state.get("own_start", state.scope())
    start = next((one for one in base.scopes if one.id == wanted), base.scopes[0])
    for section in SECTIONS:
        st.session_state[f"own/{section.code}"] = float(start.mid[CODES.index(section.code)])


def _free(base: Baseline) -> str:
    """Name the next own scope: the lowest number that nobody has."""
    taken = {one.id for one in base.scopes}
    return next(f"{LETTER}{n}" for n in range(1, 1000) if f"{LETTER}{n}" not in taken)


def _verdicts(base: Baseline, own: OwnScope) -> None:
    """Judge every share target by the edited scope, beside the one it started from."""
    outcome = simulate(base.widened((*base.own, own.scope())), state.scenario(base))
    start = str(st.session_state["own_start"])
    judged = [
        (f"{title} · {target.year}", judge(target, outcome, scope))
        for target in targets()
        if target.measure == "producer_share" and target.year in outcome.years
        for scope, title in ((own.id, word("own_scope")), (start, start))
    ]
    st.html(cards_html(judged))


def keep(own: OwnScope) -> None:
    """Keep a scope, and choose it everywhere (存为我的口径并选用)."""
    st.session_state["own_scopes"] = (*state.own_scopes(), own)
    st.session_state["scope"] = own.id
    st.session_state["own_start"] = own.id
    st.session_state["own_title"] = ""


def remove(wanted: str) -> None:
    """Remove an own scope, and the own targets that name it (删除)."""
    st.session_state["own_scopes"] = tuple(o for o in state.own_scopes() if o.id != wanted)
    kept = tuple(one for one in state.own_targets() if one.scope != wanted)
    st.session_state["own_targets"] = kept
    for key in ("scope", "own_start"):
        if st.session_state.get(key) == wanted:
            st.session_state[key] = state.DEFAULT_SCOPE
