"""The shipped scenarios (预设): read, and put on the page."""

from html import escape

import streamlit as st

from scenarios.assume.presets import outside, presets
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.targets import chosen_targets, judge, scope_of
from views.panels.cells import verdict_line
from views.present.names import cited
from views.present.verdict_cards import scope_label
from views.session.choices import Choices, Taken, choices
from views.session.continue_from_link import go_on
from views.widgets.fields import choose
from views.words.words import labelled, pick, word


def picker(outcome: Outcome) -> None:
    """Choose a shipped scenario: its reading, its source, what follows, and load it (预设).

    What follows is judged by the scenario's own scope, which is chosen when it is loaded.
    """
    known = presets(outcome.baseline)
    titles = {key: pick(one.title_zh, one.title_en) for key, one in known.items()}
    chosen = choose(
        *(st.selectbox, word("presets"), list(known), "takes_preset", next(iter(known))),
        show=titles.__getitem__,
    )
    one = known[chosen]
    st.markdown(escape(pick(one.note_zh, one.note_en)))
    st.caption(labelled("source", escape(cited(one.source))))
    if years := outside(chosen, outcome.baseline):
        st.caption(word("years_outside", word("and").join(map(str, years))))
    found = simulate(outcome.baseline, one.model_copy(update={"baseline": None}))
    said = [judge(t, found, scope_of(t, one.scope)) for t in chosen_targets(found)]
    st.caption(verdict_line(said, found))
    if one.scope != outcome.scenario.scope:
        st.caption(word("scope_comes", scope_label(one.scope, outcome)))
    if st.button(word("load"), key="takes_load", disabled=one.empty):
        go_on(one, found.baseline)
        held = choices()
        held.preset, held.listings["preset"] = dict(held.moved), held.listing
        st.rerun()
    held = choices()
    if held.taken and _is(held.taken, one, held):
        st.success(word("loaded", titles[chosen]))


def _is(taken: Taken, preset: Scenario, held: Choices) -> bool:
    """Whether what the page goes on from is this preset, with nothing changed (已载入)."""
    same = (taken.title_zh, taken.title_en) == (preset.title_zh, preset.title_en)
    return same and not taken.differs(held.moved, held.listing)
