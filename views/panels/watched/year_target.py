"""The target of the year at hand, one press away (当年目标): stated on 情景 and 监测."""

import streamlit as st

from scenarios.assume.scenario import OwnTarget
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import plain_name
from scenarios.year.watch import year_target
from scenarios.year.year_path import year_at_hand
from scenarios.year.year_watch import year_targets
from views.panels import own_targets
from views.session.choices import choices, session
from views.widgets.fields import enter
from views.words.words import language, word

FIELD = "year_target"


def ask(outcome: Outcome) -> None:
    """Ask for services growth that the year is to reach (自定当年目标), or offer to drop it.

    What stands beside an official one is judged beside it; another of one's own replaces that
    which was set here before.
    """
    year = year_at_hand(outcome)
    own = [one for one in year_targets(outcome, outcome) if one.own]
    if year_target(outcome) is None and not own:
        st.caption(word("year_target_none", year))
    row = st.container(horizontal=True, vertical_alignment="bottom", key="year-target-row")
    said = enter(
        *(row.number_input, word("year_target_enter", year), FIELD, _usual(outcome)),
        min_value=-20.0,
        max_value=30.0,
        step=0.1,
        format="%.2f",
        width=260,
    )
    if row.button(word("year_target_set", year), key="year-target-set"):
        put(year, said)
        st.rerun()
    for one in own:
        label = word("year_target_drop", one.title_in(language()))
        if row.button(label, type="tertiary", key=f"year-target-drop-{one.id}"):
            own_targets.remove(one.id)
            session().forget(FIELD)
            st.rerun()


def put(year: int, growth: float) -> None:
    """Set the year's own target (设为当年目标), per cent; one that was set so before goes."""
    held = choices()
    held.own_targets = tuple(one for one in held.own_targets if not _plain(one, year))
    own_targets.add(own_targets.GROWTH, "any", year, ">=", growth, "")


def _usual(outcome: Outcome) -> float:
    """What the field starts from: the year's own target, else what the draws have."""
    for one in year_targets(outcome, outcome):
        if one.own:
            return round(100 * one.threshold, 2)
    return round(100 * outcome.growth_quantile(year_at_hand(outcome), 0.5), 1)


def _plain(one: OwnTarget, year: int) -> bool:
    """Whether a target is one of services growth in a year that nobody gave a name."""
    if (one.measure, one.year, one.sense) != (own_targets.GROWTH, year, ">="):
        return False
    return one.title_zh == plain_name(one.measure, year, False, one.threshold).zh
