"""Put a scenario on the page, and say verdicts in one line (载入)."""

from collections.abc import Iterable

import streamlit as st

from forecast.baseline import Baseline
from scenarios.assume.cells import keyed
from scenarios.assume.listed import split
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Judgement
from views.present.verdict_cards import scope_label, verdict_text
from views.session.choices import choices
from views.words.words import aside, labelled, language, word


def load(scenario: Scenario, baseline: Baseline) -> None:
    """Put a scenario on the page (载入): what is switched off in the list stays there."""
    cells, listing = split(scenario, baseline)
    held = choices()
    off = tuple(one for one in held.listing.items if not one.on)
    held.put(keyed(cells))
    held.put_listing(listing.model_copy(update={"items": (*listing.items, *off)}))
    st.rerun()


def verdict_line(judgements: Iterable[Judgement], outcome: Outcome) -> str:
    """Say verdicts in one line (一行结论), a share's with the scope that it speaks of."""
    lines = []
    for one in judgements:
        scope = (
            "" if one.scope is None else aside(labelled("scope", scope_label(one.scope, outcome)))
        )
        title = one.target.title_in(language())
        lines.append(f"{title}{scope} {verdict_text(one.target, one)}")
    return word("stop").join(lines)
