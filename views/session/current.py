"""This session's baseline, scenario and outcome (会话), and the functions that change them."""

from copy import copy
from datetime import date

import streamlit as st
from pydantic import ValidationError

from base.problems import Language
from data.scopes import usual
from forecast.baseline import Baseline
from records.store.audit_log import Publication
from scenarios.assume.cells import Cell
from scenarios.assume.listed import taking_part
from scenarios.assume.own_scopes import OwnScope
from scenarios.assume.scenario import Assumption, OwnTarget, Scenario
from scenarios.outcome.simulate import Outcome, simulate
from views.present.provenance import Provenance
from views.session import roles
from views.session.baselines import REPORT, added, baseline, named, publication, stand_in
from views.session.choices import Cells, LedgerEntry, Moves, choices, sent, session
from views.session.continue_from_link import origin, worded


def published() -> Publication | None:
    """Give the publication this session stands on (本会话的发布): that of when it began.

    Another one published meanwhile moves no number here until the reader takes it up.
    """
    held = session()
    if not held.joined:
        held.publication, held.joined = publication(), True
    return held.publication


def take_up() -> None:
    """Switch to the baseline published now (换用新基准); moved cells stay moved."""
    session().publication = publication(now=True)
    choices().vintage = None


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
    """Give the chosen vintage (当前数据版本); the first offered where it is offered no more."""
    chosen = choices().vintage
    return chosen if chosen is not None and chosen in offered() else _first()


def choose_vintage(when: date) -> None:
    """Choose a vintage (选择数据版本); the first one goes on being the published one."""
    choices().vintage = None if when == _first() else when


def current_baseline() -> Baseline:
    """Give the baseline of the chosen vintage, own scopes beside its (当前基准).

    On the published one's own day it is that one.
    """
    found = standing() if vintage() == _first() else baseline(vintage())
    held, asked = session(), (found, own_scopes())
    if held.widened is None or held.widened[0] != asked:
        held.widened = asked, found.widened(tuple(one.scope() for one in own_scopes()))
    return held.widened[1]


def scope() -> str:
    """Give the chosen scope (当前口径); the usual one where there is no such scope."""
    chosen, known = choices().scope, current_baseline().scopes
    return chosen if chosen in {one.id for one in known} else usual(known)


def choose_scope(wanted: str) -> None:
    """Choose a scope, everywhere (选择口径)."""
    choices().scope = wanted


def speak(wanted: Language) -> None:
    """Choose the language (选择语言), and write it into the address: sent on, it stays."""
    choices().language = wanted
    st.query_params["lang"] = wanted


def own_scopes() -> tuple[OwnScope, ...]:
    """Give the session's own scopes (自定口径)."""
    return choices().own_scopes


def own_targets() -> tuple[OwnTarget, ...]:
    """Give the session's own targets (自定目标)."""
    return choices().own_targets


def moved() -> Cells:
    """Give the moved cells (已调整): "J/2026" → growth in per cent."""
    return choices().moved


def keep() -> None:
    """Take over what the board sent: the moved cells, and the way back from them (保留调整)."""
    said = sent("board", "moved")
    try:
        way = Moves.model_validate(said)
    except ValidationError:  # nothing, or nothing of ours
        return
    held, session().answered = choices(), said.get("turn")
    held.moved, held.done, held.undone = way.moved, way.done, way.undone
    held.go_back_to(str(said.get("whole")))


def signed() -> Provenance:
    """Say who hands things on, for which office and why (署名), as typed; or who signed in."""
    typed = session().fields
    who = roles.who(str(typed.get("sign_who") or typed.get("save_who") or ""))
    unit, why = (str(typed.get(f"sign_{key}", "")) for key in ("unit", "why"))
    return Provenance(who, unit, why, origin(), vouched=roles.signed_in() is not None)


def scenario(base: Baseline) -> Scenario:
    """Turn what is assumed into a scenario (当前情景); what is beyond the horizon waits.

    A cell that the list beside the sliders sets is as the list has it.
    """
    cells = []
    said, listing = choices().ledger, choices().listing
    others, _ = taking_part(listing, base, own_scopes())
    grown = [one for one in others if isinstance(one, Assumption)]
    held = {
        (one.section, year) for one in grown if one.measure == "real_growth" for year in one.years
    }
    for cell in (Cell.read(*one) for one in sorted(moved().items())):
        if cell.year in base.years and (cell.section, cell.year) not in held:
            why = said.get(cell.key) or said.get(cell.section) or LedgerEntry()
            told = why.model_dump() | {"section": cell.section, "years": (cell.year,)}
            cells.append(Assumption(**told, value=cell.growth))
    words = worded() if cells or others else {}
    stated = {
        "scope": scope(),
        "assumptions": (*cells, *grown),
        "events": tuple(one for one in others if not isinstance(one, Assumption)),
        "linkage": listing.linkage,
    }
    # Its fields are checked here; whether its ids may be so called, when it is pinned.
    return Scenario.model_validate(
        words | stated | {"targets": own_targets(), "scopes": own_scopes()}
    )


def outcome() -> Outcome:
    """Work the current scenario through (当前推演结果), once for all parts of the page."""
    base, held = current_baseline(), session()
    said = (
        *(moved(), choices().ledger, own_targets(), own_scopes(), worded(), scope()),
        choices().listing,
    )
    asked = (base, *map(copy, said))
    if held.worked_out is None or held.worked_out[0] != asked:
        held.worked_out = asked, simulate(base, scenario(base))
    return held.worked_out[1]
