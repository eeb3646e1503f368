"""发布: a fit is held against what readers see, acknowledged, described, and published."""

from typing import Any

import pandas as pd
import streamlit as st

from base.problems import Problems, Text
from data import clock
from records.publishing import gate
from records.publishing.fits import Fit
from records.publishing.gate import FigureChange, Review
from records.publishing.release_note import explain
from records.store.database import exists
from scenarios.outcome.targets import targets
from views.pages.model import run
from views.session import baselines, opened_link, roles
from views.session.choices import session
from views.widgets import fields
from views.widgets.fields import enter
from views.widgets.table import show_table
from views.words.words import aside, doer, joined, labelled, language, pick, word


def tab(kept: list[Fit]) -> None:
    """Show the gate, then all that was published (发布关口与历次发布)."""
    listed = {fit.id: fit for fit in kept}
    st.markdown(f"## {word('fit_list')}")
    show_table(_fits(kept), "fits", "yuce-fits")
    try:
        roles.tell_if_refused("publish")
        _gate(listed)
    except Problems as problems:
        st.error(word("bad_input"))
        st.code(problems.text(language()), language=None, wrap_lines=True)
    done = session().just_published
    if done is not None:
        st.success(word("published_now", done.baseline))
    _past()


def _gate(listed: dict[str, Fit]) -> None:
    """Let a fit be chosen, reviewed, and published."""
    names: list[str | None] = [name for name, fit in listed.items() if not fit.current]
    chosen = fields.choose(
        *(st.selectbox, word("to_publish"), names, "to_publish", None),
        show=lambda one: run.label(listed[one]),
        placeholder=word("choose_fit"),
    )
    if chosen is not None and st.button(word("review_do"), icon=":material/rule:"):
        roles.demand("publish")
        session().review = _review(chosen)
    kept = session().review
    if kept is not None and kept[0].new.id == chosen:
        _show(kept[0])
        _publish(*kept)


def _review(name: str) -> tuple[Review, Text]:
    """Rerun everything on both baselines, and draft the note."""
    bar = st.progress(0.0)

    def tell(done: int, of: int) -> None:
        bar.progress(done / max(of, 1), text=word("reviewing", done, of))

    found = gate.review(opened_link.store(), baselines.named(name), tell)
    bar.progress(1.0, text=word("explaining"))
    note = explain(found)
    bar.empty()
    for key in ("publish_zh", "publish_en", "acknowledged"):
        session().forget(key)
    session().just_published = None
    return found, note


def _show(review: Review) -> None:
    """List what would change: verdicts that flip first."""
    if review.old is None:
        st.info(word("review_blind"))
    else:
        st.markdown(word("review_counts", review.saved, len(review.flipped), len(review.moved)))
        only = enter(st.checkbox, word("changes_only"), "flips_only", False)
        rows = [row for row in review.rows if row.flips or not only]
        if rows:
            show_table(_table(rows), "review", f"yuce-review-{review.hash}", digits=2)
        else:
            st.caption(word("review_none"))
    if review.problems:
        st.code(Problems(review.problems).text(language()), language=None, wrap_lines=True)


def _publish(review: Review, note: Text) -> None:
    """Let the note be edited, ask for the acknowledgement, and publish."""
    with st.container(border=True):
        zh = enter(st.text_area, word("note_in_zh"), "publish_zh", note.zh, height=220)
        en = enter(st.text_area, word("note_in_en"), "publish_en", note.en, height=220)
        who, why = st.columns([2, 5])
        typed = fields.person(who, word("publisher"), "publish_who")
        reason = enter(why.text_input, word("why"), "publish_why", "", max_chars=2_000)
        read = enter(st.checkbox, word("acknowledge", review.hash), "acknowledged", False)
        if not st.button(word("publish"), type="primary", key="publish"):
            return
    told = review.hash if read else ""
    roles.demand("publish")
    done = gate.publish(opened_link.store(), review, told, Text(zh, en), roles.who(typed), reason)
    baselines.publication(now=True)  # this process knows it at once, others within seconds
    session().just_published, session().review = done, None
    st.rerun()


def _past() -> None:
    """List what was published, each with its note and the way back to it."""
    st.markdown(f"## {word('publications')}")
    told = opened_link.store().publications() if exists() else []
    st.caption(word("names_typed" if told else "never_published"))
    for place, one in enumerate(told):
        mark = f" · {word('in_use')}" if place == 0 else ""
        who = doer(language(), one.who)
        with st.expander(f"{clock.shown(one.at)} · {one.baseline} · {who}{mark}"):
            st.text(one.note[language()] or "—")
            if one.why:
                st.text(labelled("why", one.why))
            if one.baseline != told[0].baseline:
                key = f"back-{one.seq}"
                st.button(word("roll_back"), key=key, on_click=_choose, args=(one.baseline,))


def _choose(name: str) -> None:
    """Roll back by the same gate: the older fit is chosen, and reviewed like any other."""
    session().fields["to_publish"] = name
    session().review = None


def _fits(listed: list[Fit]) -> pd.DataFrame:
    """Lay out the fits (拟合清单): what decides each, and its story."""
    rows: list[dict[str, Any]] = [
        {
            word("fit_id"): fit.id,
            word("vintage"): fit.as_of,
            word("spec"): fit.spec,
            word("seed"): str(fit.seed),
            word("when"): clock.shown(fit.at),
            word("fitted_by"): doer(language(), fit.who),
            word("published_at"): joined(clock.shown(day, 10) for day in fit.published)
            + (aside(word("in_use")) if fit.current else ""),
            word("versions"): joined(f"{key} {value}" for key, value in fit.versions.items()),
        }
        for fit in listed
    ]
    return pd.DataFrame(rows)


def _table(rows: list[FigureChange]) -> pd.DataFrame:
    """Lay out old against new, per cent and points."""
    names = {one.id: pick(one.zh, one.en) for one in targets()}
    names["growth"] = word("growth_chart")
    return pd.DataFrame(
        {
            word("scenario"): row.title if row.record else word("baseline"),
            word("item"): names.get(row.measure, row.named(language())[0]),
            word("year"): str(row.year),
            word("scope"): row.named(language())[1],
            f"{word('then')} %": 100 * row.old,
            f"{word('now')} %": 100 * row.new,
            word("difference"): 100 * (row.new - row.old),
            word("verdict"): row.verdicts[language()] if row.verdicts else "—",
        }
        for row in rows
    )
