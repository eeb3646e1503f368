"""Targets of the reader's own (自定目标): stated, judged beside the official ones, shown."""

import pandas as pd
import streamlit as st

from data.texts import line
from scenarios.scenario import OwnTarget
from scenarios.simulate import Outcome
from scenarios.targets import judge, own_targets, scope_of, targets, within_horizon
from views import state
from views.cards import cards_html, scope_name, target_title
from views.tables import show_table
from views.words import language, percent, word

MEASURES = {"services_real_growth": "tertiary_growth", "producer_share": "producer_share"}


def cards(outcome: Outcome, scope: str) -> None:
    """Show a card for every own target (自定目标卡); nothing when there is none."""
    own = own_targets(outcome.scenario)
    if not own:
        return
    known = [one for one in own if within_horizon(one, outcome)]
    judged = [judge(one, outcome, scope_of(one, scope)) for one in known]
    st.markdown(f"## {word('own_targets')}")
    titled = ((target_title(one.target, one.scope, outcome.baseline), one) for one in judged)
    st.html(cards_html(titled))
    for one in own:
        if one not in known:
            st.caption(word("not_in_horizon", one.title_in(language()), one.year))


def tab() -> None:
    """Show the target table, and let the reader add targets (目标)."""
    outcome = state.outcome()
    st.markdown(f"## {word('official_targets')}")
    show_table(_official(), "targets", "yuce-targets", digits=1)
    cards(outcome, state.scope())
    st.markdown(f"## {word('own_target')}")
    st.caption(word("own_targets_help"))
    _form(outcome)
    for one in state.own_targets():
        label = word("remove", one.title_zh)
        st.button(label, key=f"remove-{one.id}", on_click=remove, args=(one.id,))


def _official() -> pd.DataFrame:
    rows = [
        {
            word("target"): one.title_in(language()),
            word("measure"): word(MEASURES[one.measure]),
            word("year"): str(one.year),
            word("sense"): word("above" if one.strict else "at_least"),
            word("target_threshold"): 100 * one.threshold,
            word("tolerance"): 100 * one.tolerance,
            word("wording"): one.wording,
            word("release"): one.release,
        }
        for one in targets()
    ]
    return pd.DataFrame(rows)


def _form(outcome: Outcome) -> None:
    """Ask for measure, scope, year, sense and threshold."""
    with st.form("own_target", border=True):
        first, second, third = st.columns(3)
        measure = first.selectbox(
            word("measure"), list(MEASURES), format_func=lambda key: word(MEASURES[key])
        )
        names = {"any": word("every_scope")}
        names |= {one.id: scope_name(one) for one in outcome.baseline.scopes}
        scope = second.selectbox(word("scope"), list(names), format_func=names.__getitem__)
        year = third.selectbox(word("year"), outcome.years, index=min(1, len(outcome.years) - 1))
        first, second, third = st.columns(3)
        sense = first.selectbox(
            *(word("sense"), [">=", ">"]),
            format_func=lambda key: word("above" if key == ">" else "at_least"),
        )
        threshold = second.number_input(word("target_threshold"), -50.0, 99.0, 6.5, 0.1)
        title = third.text_input(word("own_title"), max_chars=60)
        if st.form_submit_button(word("add_target"), type="primary"):
            add(measure, scope, year, sense, threshold, title)
            st.rerun()


def add(measure: str, scope: str, year: int, sense: str, threshold: float, title: str) -> None:
    """Add a target to the session (加入目标); threshold in per cent."""
    share = measure == "producer_share"
    sign = word("above" if sense == ">" else "at_least")
    said = f"{year} {word(MEASURES[measure])} {sign} {percent(threshold / 100)}"
    numbers = {int(one.id.removeprefix("own-")) for one in state.own_targets()}
    number = next(n for n in range(1, 1000) if n not in numbers)
    made = {
        "id": f"own-{number}",
        "title_zh": line(title) or said,
        "measure": measure,
        "scope": scope if share else None,
        "year": year,
        "threshold": round(threshold / 100, 6),
        "sense": sense,
    }
    st.session_state["own_targets"] = (*state.own_targets(), OwnTarget.model_validate(made))


def remove(wanted: str) -> None:
    """Remove an own target (删除)."""
    kept = tuple(one for one in state.own_targets() if one.id != wanted)
    st.session_state["own_targets"] = kept
