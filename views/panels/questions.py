"""The questions below the board (分析面板), of which the reader chooses one."""

from collections.abc import Callable

import streamlit as st

from scenarios.outcome.simulate import Outcome
from views.panels import attribution, own_targets
from views.panels.presets import picker
from views.panels.solver import solver
from views.widgets import pieces
from views.widgets.fields import choose
from views.words.words import word

QuestionPanel = Callable[[Outcome, str], None]


def panels(outcome: Outcome, scope: str) -> None:
    """Show plausibility and required growth, and one panel that the reader chooses (分析面板)."""
    own_targets.cards(outcome, scope)
    lines = [*attribution.plausibility_lines(outcome), *attribution.required_lines(outcome, scope)]
    if lines:
        st.caption("  \n".join(lines))
    shown: dict[str, QuestionPanel] = {
        "because": attribution.attribution,
        "moves": attribution.sensitivity,
        "takes": solver,
        "sure": attribution.joint,
        "presets": lambda found, _: picker(found),
        "growth_chart": lambda found, _: pieces.growth_chart(found, "scenario-growth"),
    }
    chosen = choose(
        *(st.segmented_control, word("ask"), list(shown), "takes_panel", "because"),
        show=word,
        required=True,  # pressed again, it stays
    )
    shown[chosen](outcome, scope)
