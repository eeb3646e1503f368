"""A fit is asked for, watched and cancelled here; it runs in a process of its own (拟合操作)."""

import re
from typing import Any

import streamlit as st

from data import clock
from data.problems import Problems
from forecast.baseline import Baseline
from forecast.fit import SEED, STEPS
from forecast.models import MODELS
from forecast.spec import Spec
from scenarios import fitting, jobs
from scenarios.database import exists
from scenarios.fits import Fit, fits
from scenarios.published import published
from scenarios.specs import parse
from views import opening, roles, state
from views.steps import step
from views.watch import run
from views.words import aside, language, word


def listed() -> list[Fit]:
    """Give the fits that are kept (拟合清单)."""
    return fits(opening.store() if exists() else None)


def label(fit: Fit) -> str:
    """Name a fit in a list (拟合名称): data, spec, seed, who."""
    parts = (fit.as_of, f"{word('spec')} {fit.spec[:6]}", f"{word('seed')} {fit.seed}", fit.who)
    mark = aside(word("in_use")) if fit.current else ""
    return f"{fit.id[:8]} · {' · '.join(filter(None, parts))}{mark}"


def panel() -> None:
    """Show what runs, and the form that starts another (拟合面板)."""
    running = jobs.active()
    with st.expander(word("refit")):
        if running:
            st.caption(word("fit_busy"))
        try:
            roles.tell_if_refused("fit")
            _form(published(opening.store() if exists() else None) or state.current_baseline())
        except Problems as problems:
            st.error(word("bad_input"))
            st.code(problems.text(language()), language=None, wrap_lines=True)
    st.fragment(watch, run_every="1s" if running else None)()


@run("fits")
def watch() -> None:
    """Show how the fits go, and let anybody who may cancel them (拟合进度)."""
    running = jobs.active()
    for job in running:
        left = round((1 - job.done) * STEPS)
        seconds = "…" if job.to_go is None else f"{job.to_go:.0f}"
        waits = word("job_waiting" if job.state == "waiting" else "job_loading")
        says = word("job_running", step(language(), job.what), left, seconds)
        bar, stop = st.columns([5, 1], vertical_alignment="center")
        bar.progress(job.done, text=says if job.what else waits)
        may = roles.allowed("fit")
        if stop.button(word("cancel"), key=f"cancel-{job.id}", disabled=not may):
            roles.demand("fit")
            jobs.cancel(job.id)
    mine = st.session_state.get("job")
    if mine is not None:
        _ended(jobs.read(mine))
    if st.session_state.get("watched") != [job.id for job in running]:
        first = "watched" not in st.session_state
        st.session_state["watched"] = [job.id for job in running]
        if not first:  # one began or ended: the lists below, and this timer, change with it
            st.rerun()


def _ended(job: jobs.Job) -> None:
    """Say what came of this session's fit."""
    if job.state == "done":
        st.success(word("job_done", job.result))
    elif job.ended:
        st.warning(word(f"job_{job.state}"))
    if job.problems:
        text = "\n".join(jobs.said(problem, language()) for problem in job.problems)
        st.code(text, language=None, wrap_lines=True)


def _form(base: Baseline) -> None:
    """Ask which of the three actions, and what a new model is told."""
    newest = fitting.newest_day(clock.today())
    days = {"model": base.as_of, "data": newest.isoformat(), "both": newest.isoformat()}
    action = st.segmented_control(
        word("wanted"),
        fitting.ACTIONS,
        format_func=lambda one: word(f"action_{one}"),
        default="data",
        key="fit_action",
        required=True,
    )
    st.caption(word(f"action_{action}_help", days[action]))
    with st.form("fit", border=False):
        told = _settings(base) if action != "data" else None
        who, why = st.columns([2, 5])
        typed = person(who, word("fitted_by"), "fit_who")
        reason = why.text_input(word("why"), max_chars=2_000, key="fit_why")
        if not st.form_submit_button(word("start_fit"), type="primary"):
            return
    roles.demand("fit")
    spec, seed = (None, None) if told is None else (parse(told[0]), told[1])
    asked = fitting.plan(action, base, newest, spec, seed)
    name = roles.who(typed) or ""
    asked = fitting.Order(asked.when, asked.spec, asked.seed, name, reason)
    st.session_state["job"] = fitting.begin(asked).id
    st.toast(word("fit_asked"))
    st.rerun()


def person(place: Any, label: str, key: str) -> str:
    """Ask who acts (操作人); who signed in is not asked."""
    signed = roles.who()
    return str(place.text_input(label, signed or "", 200, key=key, disabled=signed is not None))


def _settings(base: Baseline) -> tuple[dict[str, Any], int]:
    """Ask for the spec, as a mapping that is checked when it is sent, and the seed."""
    spec = Spec()
    models = st.multiselect(word("candidates"), list(MODELS), default=list(spec.models))
    outliers, horizon, origins = st.columns([3, 1, 1])
    said = outliers.text_input(
        word("interventions"),
        ", ".join(f"{year}={weight:g}" for year, weight in spec.interventions.items()),
        help=word("interventions_help"),
        key="fit_interventions",
    )
    content = {
        "models": models,
        "interventions": _weights(said),
        "last_year": horizon.number_input(word("horizon"), value=spec.last_year, step=1),
        "origins": origins.number_input(word("origins"), value=spec.origins, step=1, min_value=0),
    }
    draws, seed, quarters = st.columns([1, 1, 2], vertical_alignment="bottom")
    content["draws"] = draws.number_input(word("draws"), value=spec.draws, step=1000)
    number = seed.number_input(
        word("seed"), value=int(base.manifest.get("seed", SEED)), step=1, min_value=0
    )
    content["nowcast"] = quarters.checkbox(word("use_nowcast"), value=spec.nowcast)
    return content, int(number)


def _weights(said: str) -> dict[str, Any]:
    """Read "2020=0.2, 2022=0.5"; what is no number stays as it is, for the spec to refuse."""
    pairs = (part.partition("=") for part in re.split(r"[,，;；\s]+", said.strip()) if part)
    return {
        year: float(weight) if re.fullmatch(r"\d*\.?\d+", weight) else weight
        for year, _, weight in pairs
    }
