"""发布: a fit is held against what readers see, acknowledged, described, and published."""

from typing import Any

import pandas as pd
import streamlit as st

from data import clock
from data.problems import Problems, Text
from scenarios import gate
from scenarios.database import exists
from scenarios.fits import Fit
from scenarios.gate import Review, Row
from scenarios.ledger import Publication
from scenarios.notes import draft
from scenarios.refitting import refit
from scenarios.targets import targets
from views import lab_run, opening, roles, vintages
from views.tables import show_table
from views.words import aside, joined, labelled, language, word


def tab() -> None:
    """Show the gate, then all that was published (发布关口与历次发布)."""
    listed = {fit.id: fit for fit in lab_run.listed()}
    st.markdown(f"## {word('fit_list')}")
    show_table(_fits(list(listed.values())), "fits", "yuce-fits")
    try:
        roles.tell_if_refused("publish")
        _gate(listed)
    except Problems as problems:
        st.error(word("bad_input"))
        st.code(problems.text(language()), language=None, wrap_lines=True)
    done: Publication | None = st.session_state.get("just_published")
    if done is not None:
        st.success(word("published_now", done.baseline))
    _past()


def _gate(listed: dict[str, Fit]) -> None:
    """Let a fit be chosen, reviewed, and published."""
    names = [name for name, fit in listed.items() if not fit.current]
    chosen = st.selectbox(
        word("to_publish"),
        names,
        format_func={name: lab_run.label(listed[name]) for name in names}.__getitem__,
        key="to_publish",
        index=None,
        placeholder=word("choose_fit"),
    )
    if chosen is not None and st.button(word("review_do"), icon=":material/rule:"):
        roles.demand("publish")
        st.session_state["review"] = _review(chosen)
    kept: tuple[Review, Text] | None = st.session_state.get("review")
    if kept is not None and kept[0].new.id == chosen:
        _show(kept[0])
        _publish(*kept)


def _review(name: str) -> tuple[Review, Text]:
    """Rerun everything on both baselines, and draft the note."""
    bar = st.progress(0.0)

    def tell(done: int, of: int) -> None:
        bar.progress(done / max(of, 1), text=word("reviewing", done, of))

    found = gate.review(opening.store(), vintages.named(name), tell)
    bar.progress(1.0, text=word("explaining"))
    note = draft(found, None if found.old is None else refit(found.old, found.new))
    bar.empty()
    for key in ("publish_zh", "publish_en", "acknowledged", "just_published"):
        st.session_state.pop(key, None)
    return found, note


def _show(found: Review) -> None:
    """List what would change: verdicts that flip first."""
    if found.old is None:
        st.info(word("review_first"))
    else:
        st.markdown(word("review_counts", found.saved, len(found.flipped), len(found.moved)))
        only = st.checkbox(word("changes_only"), key="flips_only")
        rows = [row for row in found.rows if row.flips or not only]
        if rows:
            show_table(_table(rows), "review", f"yuce-review-{found.hash}", digits=2)
        else:
            st.caption(word("review_none"))
    if found.problems:
        st.code(Problems(found.problems).text(language()), language=None, wrap_lines=True)


def _publish(found: Review, note: Text) -> None:
    """Let the note be edited, ask for the acknowledgement, and publish."""
    with st.form("publish", border=True):
        zh = st.text_area(word("note_in_zh"), note.zh, height=220, key="publish_zh")
        en = st.text_area(word("note_in_en"), note.en, height=220, key="publish_en")
        who, why = st.columns([2, 5])
        typed = lab_run.person(who, word("publisher"), "publish_who")
        reason = why.text_input(word("why"), max_chars=2_000, key="publish_why")
        read = st.checkbox(word("acknowledge", found.hash), key="acknowledged")
        if not st.form_submit_button(word("publish"), type="primary"):
            return
    told = found.hash if read else ""
    roles.demand("publish")
    done = gate.publish(opening.store(), found, told, Text(zh, en), roles.who(typed), reason)
    vintages.publication(now=True)  # this process knows it at once, others within seconds
    st.session_state["just_published"] = done
    del st.session_state["review"]
    st.rerun()


def _past() -> None:
    """List what was published, each with its note and the way back to it."""
    st.markdown(f"## {word('publications')}")
    told = opening.store().publications() if exists() else []
    if not told:
        st.caption(word("never_published"))
    for place, one in enumerate(told):
        mark = f" · {word('in_use')}" if place == 0 else ""
        with st.expander(f"{clock.shown(one.at)} · {one.baseline} · {one.who}{mark}"):
            st.text(one.note[language()] or "—")
            if one.why:
                st.caption(labelled("why", one.why))
            if one.baseline != told[0].baseline:
                key = f"back-{one.seq}"
                st.button(word("roll_back"), key=key, on_click=_choose, args=(one.baseline,))


def _choose(name: str) -> None:
    """Roll back by the same gate: the older fit is chosen, and reviewed like any other."""
    st.session_state["to_publish"] = name
    st.session_state.pop("review", None)


def _fits(listed: list[Fit]) -> pd.DataFrame:
    """Lay out the fits (拟合清单): what decides each, and its story."""
    rows: list[dict[str, Any]] = [
        {
            word("fit_id"): fit.id,
            word("vintage"): fit.as_of,
            word("spec"): fit.spec,
            word("seed"): str(fit.seed),
            word("when"): clock.shown(fit.at),
            word("fitted_by"): fit.who,
            word("published_at"): joined(clock.shown(day, 10) for day in fit.published)
            + (aside(word("in_use")) if fit.current else ""),
            word("versions"): joined(f"{key} {value}" for key, value in fit.versions.items()),
        }
        for fit in listed
    ]
    return pd.DataFrame(rows)


def _table(rows: list[Row]) -> pd.DataFrame:
    """Lay out old against new, per cent and points."""
    names = {one.id: one.zh if language() == "zh" else one.en for one in targets()}
    names["growth"] = word("growth_chart")
    return pd.DataFrame(
        {
            word("scenario"): row.title if row.record else word("baseline"),
            word("item"): names.get(row.measure, row.measure),
            word("year"): str(row.year),
            word("scope"): row.scope or "—",
            f"{word('then')} %": 100 * row.old,
            f"{word('now')} %": 100 * row.new,
            word("difference"): 100 * (row.new - row.old),
            word("verdict"): _verdict(row),
        }
        for row in rows
    )


def _verdict(row: Row) -> str:
    old, new = row.old_verdict, row.new_verdict
    if old is None or new is None:
        return "—"
    return f"{word(old)} → {word(new)}" if row.flips else word(new)
