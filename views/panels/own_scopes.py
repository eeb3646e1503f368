"""Scopes of the reader's own (自定口径): edited from one that stands, judged at once, chosen."""

from typing import Final

import streamlit as st

from base.texts import line
from data.scopes import USUAL, Scope
from data.sections import CODES, SECTIONS
from forecast.baseline import Baseline
from scenarios.assume.own_scopes import MOST, OwnScope
from scenarios.outcome.simulate import simulate
from scenarios.outcome.targets import judge, targets
from views.present.names import name
from views.present.verdict_cards import cards_html, scope_name
from views.session import current
from views.session.choices import choices, session
from views.widgets import fields
from views.words.words import word

LETTER: Final = "U"
"""Own scopes are U1, U2, …, as shipped ones are D1, D2, …"""


@st.fragment
def editor() -> None:
    """Edit a scope from one that stands, and see its share and odds at once (口径编辑)."""
    base = current.current_baseline()
    st.markdown(f"## {word('own_scope')}")
    st.caption(word("own_scope_help"))
    names = {one.id: scope_name(one) for one in base.scopes}
    left, right = st.columns([3, 2])
    begun = session().fields.get("own_start", current.scope())
    begun = fields.choose(
        *(left.selectbox, word("start_from"), list(names), "own_start"),
        begun if begun in names else current.scope(),
        show=names.__getitem__,
        take=_begin,
    )
    title = fields.enter(right.text_input, word("own_title"), "own_title", "", max_chars=60)
    start = next(one for one in base.scopes if one.id == begun)
    own = OwnScope(id=_free(base), title_zh=line(title), coefficients=_edited(start))
    _verdicts(base, own, begun)
    blocked = not title.strip() or len(current.own_scopes()) >= MOST
    if st.button(word("keep_scope"), type="primary", disabled=blocked):
        keep(own)
        st.rerun()
    for one in current.own_scopes():
        if st.button(word("remove", f"{one.id} {one.title_zh}"), key=f"remove-{one.id}"):
            remove(one.id)
            st.rerun()


def _edited(start: Scope) -> dict[str, float]:
    """Ask for the coefficients, first those of the scope that is started from (系数)."""
    columns, found = st.columns(3), {}
    for place, section in enumerate(SECTIONS):
        said = fields.enter(
            columns[place % 3].number_input,
            f"{section.code} {name(section)}",
            f"own/{section.code}",
            float(start.mid[CODES.index(section.code)]),
            min_value=0.0,
            max_value=1.0,
            step=0.05,
        )
        found[section.code] = round(said, 6)
    return found


def _begin(wanted: str) -> None:
    """Start from another scope: what was typed over the one before is gone."""
    for section in SECTIONS:
        session().forget(f"own/{section.code}")
    session().fields["own_start"] = wanted


def _free(base: Baseline) -> str:
    """Name the next own scope: the lowest number that nobody has."""
    taken = {one.id for one in base.scopes}
    return next(f"{LETTER}{n}" for n in range(1, 1000) if f"{LETTER}{n}" not in taken)


def _verdicts(base: Baseline, own: OwnScope, start: str) -> None:
    """Judge every share target by the edited scope, beside the one it started from."""
    outcome = simulate(base.widened((*base.own, own.scope())), current.scenario(base))
    judged = [
        (f"{title} · {target.year}", judge(target, outcome, scope))
        for target in targets()
        if target.measure == "producer_share" and target.year in outcome.years
        for scope, title in ((own.id, word("own_scope")), (start, start))
    ]
    st.html(cards_html(judged))


def keep(own: OwnScope) -> None:
    """Keep a scope, and choose it everywhere (存为我的口径并选用)."""
    held = choices()
    held.own_scopes = (*held.own_scopes, own)
    held.scope = own.id
    _begin(own.id)
    session().forget("own_title")


def remove(wanted: str) -> None:
    """Remove an own scope, and the own targets that name it (删除)."""
    held = choices()
    held.own_scopes = tuple(one for one in held.own_scopes if one.id != wanted)
    held.own_targets = tuple(one for one in held.own_targets if one.scope != wanted)
    if held.scope == wanted:
        held.scope = USUAL
    if session().fields.get("own_start") == wanted:
        _begin(held.scope)
