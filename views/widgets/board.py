"""The board of sliders and the live picture above them: a small component (滑块盘)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import lru_cache

import streamlit as st

from base import settings
from base.canonical import digest
from base.problems import Language
from forecast.baseline import Baseline
from scenarios.assume.events import Event, Rescoping, Revision
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Target, carded
from views.board import payload
from views.board.beyond_sliders import engine_baseline
from views.board.draws import DRAWS, lay_out, layout, share_years
from views.session.address import root
from views.session.choices import choices, session
from views.widgets.after_board import stands
from views.widgets.downloads import handed
from views.words.words import language, speaking

_board = st.components.v2.component(
    "yuce_board",
    html='<div class="board"></div>',
    css=payload.style(),
    js=payload.script(),
)


def board(
    outcome: Outcome,
    scope: str,
    values: Mapping[str, float],
    on_change: Callable[[], None],
    levers: tuple[str, ...] = (),
    by_cluster: bool = False,
) -> None:
    """Show the live picture and the sliders (滑块盘).

    While a slider is dragged the browser works everything out on the same draws and nothing
    is sent; on release the board sends every moved cell, per cent, as `moved`. `outcome` is
    the full result of the cells that the server knows. With `levers` only those sections are
    shown, each with one slider for all years; `by_cluster` groups sections by the report's
    feature clusters instead of by the scope. What else depends on the board stands in
    `beside`, in a fragment with `follow`. Every answer names the message that it answers: one
    that is the same as what is on show would never reach the board.
    """
    base, held, contents = outcome.baseline, choices(), handed(outcome)
    session().listing_shown = held.listing
    shown, judged = carded(outcome), share_years(outcome.baseline, outcome.scenario)
    data = payload.answer(outcome, scope, values) | {
        "standing": _standing(
            *(base, scope, language(), levers, by_cluster),
            shown,
            judged,
            tuple(one for one in outcome.scenario.events if isinstance(one, Rescoping | Revision)),
        ),
        "source": f"{_source(engine_baseline(outcome), judged)}#{_aims(shown)}",
        "stands": stands(),
        "facts": payload.facts(contents),
        "version": held.version,
        "done": held.done,
        "undone": held.undone,
        "preset": held.preset,
        "opened": held.start,
        "age": contents.data_age,
        "answered": session().answered,
    }
    _board(data=data, key="board", on_moved_change=on_change, default={"moved": None})


@st.cache_resource(
    show_spinner=False, max_entries=8, hash_funcs={Baseline: lambda b: f"{b.id} {b.own}"}
)
def _source(base: Baseline, judged: tuple[int, ...]) -> str:
    """Give the address of the draws; another one for other scopes, so that all is read anew."""
    name = lay_out(base, settings.home() / DRAWS, judged)
    own = f"?own={digest([asdict(one) for one in base.own])}" if base.own else ""
    return f"{root()}/{DRAWS}/{name}{own}"


def _aims(shown: tuple[Target, ...]) -> str:
    """Name the targets shown: with others the draws are opened anew."""
    return digest([asdict(one) for one in shown])


@lru_cache(maxsize=64)
def _standing(
    base: Baseline,
    scope: str,
    tongue: Language,
    levers: tuple[str, ...],
    by_cluster: bool,
    shown: tuple[Target, ...],
    judged: tuple[int, ...],
    breaks: tuple[Event, ...],
) -> str:
    """Spell out once what no move changes: Streamlit would, twice a run, and look into it."""
    with speaking(tongue):
        told = payload.standing(
            *(base, scope, layout(base, shown, judged), levers, by_cluster),
            scenario=Scenario(events=breaks),
            shown=shown,
        )
    return json.dumps(told, ensure_ascii=False)
