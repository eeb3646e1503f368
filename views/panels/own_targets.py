"""Targets of the reader's own (自定目标): stated, judged beside the official ones, shown."""

from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from base.texts import line
from scenarios.assume.cells import fraction
from scenarios.assume.scenario import OwnTarget
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import (
    carded,
    judge,
    own_targets,
    plain_name,
    scope_of,
    targets,
    within_horizon,
)
from views.present.names import cited
from views.present.verdict_cards import cards_html, scope_name, target_title, unjudged_said
from views.session import current
from views.session.choices import choices, session
from views.widgets.fields import choose, enter
from views.widgets.table import show_table
from views.words.words import language, word

GROWTH: Final = "services_real_growth"
MEASURES: Final = {GROWTH: "tertiary_growth", "producer_share": "producer_share"}


def cards(outcome: Outcome, scope: str, board: bool = True) -> None:
    """Show a card for every own target (自定目标卡), but for those on the board."""
    there = carded(outcome) if board else ()
    own = tuple(one for one in own_targets(outcome.scenario) if one not in there)
    if not own:
        return
    judged = [
        judge(one, outcome, scope_of(one, scope)) for one in own if within_horizon(one, outcome)
    ]
    st.markdown(f"## {word('own_targets')}")
    titled = (
        (target_title(one.target, one.scope, outcome.baseline, outcome.scenario), one)
        for one in judged
    )
    st.html(cards_html(titled))
    for left in unjudged_said(outcome, own):
        st.html(f'<div class="pin">{escape(left)}</div>')


def tab() -> None:
    """Show the target table, and let the reader add targets (目标)."""
    outcome = current.outcome()
    st.markdown(f"## {word('official_targets')}")
    show_table(_official(), "targets", "yuce-targets", digits=1)
    cards(outcome, current.scope(), board=False)
    st.markdown(f"## {word('own_target')}")
    st.caption(word("own_targets_help"))
    _form(outcome)
    for one in current.own_targets():
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
            word("release"): cited(one.release),
        }
        for one in targets()
    ]
    return pd.DataFrame(rows)


def _form(outcome: Outcome) -> None:
    """Ask for measure, scope, year, sense and threshold."""
    with st.container(border=True):
        first, second, third = st.columns(3)
        measure = choose(
            *(
                first.selectbox,
                word("measure"),
                list(MEASURES),
                "target_measure",
                GROWTH,
            ),
            show=lambda key: word(MEASURES[key]),
        )
        names = {"any": word("every_scope")}
        names |= {one.id: scope_name(one) for one in outcome.baseline.scopes}
        scope = choose(
            *(second.selectbox, word("scope"), list(names), "target_scope", "any"),
            show=names.__getitem__,
        )
        later = outcome.years[min(1, len(outcome.years) - 1)]
        year = choose(third.selectbox, word("year"), outcome.years, "target_year", later)
        first, second, third = st.columns(3)
        sense = choose(
            *(first.selectbox, word("sense"), [">=", ">"], "target_sense", ">="),
            show=lambda key: word("above" if key == ">" else "at_least"),
        )
        threshold = enter(
            *(second.number_input, word("target_threshold"), "target_threshold", 6.5),
            min_value=-50.0,
            max_value=99.0,
            step=0.1,
        )
        title = enter(third.text_input, word("own_title"), "target_title", "", max_chars=60)
        if st.button(word("add_target"), type="primary"):
            add(measure, scope, year, sense, threshold, title)
            session().forget("target_title")
            st.rerun()


def add(measure: str, scope: str, year: int, sense: str, threshold: float, title: str) -> None:
    """Add a target to the session (加入目标); threshold in per cent."""
    share = measure == "producer_share"
    named = plain_name(measure, year, sense == ">", fraction(threshold))
    taken = {one.id for one in current.own_targets()}  # those of an opened link may be any
    number = next(n for n in range(1, 1000) if f"own-{n}" not in taken)
    made = {
        "id": f"own-{number}",
        "title_zh": line(title) or named.zh,
        "title_en": line(title) or named.en,
        "measure": measure,
        "scope": scope if share else None,
        "year": year,
        "threshold": fraction(threshold),
        "sense": sense,
    }
    held = choices()
    held.own_targets = (*held.own_targets, OwnTarget.model_validate(made))


def remove(wanted: str) -> None:
    """Remove an own target (删除)."""
    held = choices()
    held.own_targets = tuple(one for one in held.own_targets if one.id != wanted)
