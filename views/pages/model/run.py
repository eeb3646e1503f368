"""A fit is asked for, watched and cancelled here; it runs in a process of its own (拟合操作)."""

from typing import Any

import streamlit as st

from base.problems import Problems
from data import clock
from forecast.baseline import Baseline
from forecast.fit import SEED, STEPS
from forecast.spec import INFORMATION, Spec
from records.publishing import fit_request, jobs
from records.publishing.fits import Fit, fits
from records.publishing.spec_files import parse
from records.store.database import exists
from views.present.fit_steps import step
from views.session import opened_link, roles
from views.session.baselines import in_use
from views.session.choices import session
from views.session.metrics import run
from views.widgets import fields
from views.widgets.fields import enter
from views.words.words import aside, language, word


def listed() -> list[Fit]:
    """Give the fits that are kept (拟合清单)."""
    return fits(opened_link.store() if exists() else None)


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
            _form(in_use())
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
    held = session()
    if held.job is not None:
        _ended(jobs.read_job(held.job))
    if held.watched != [job.id for job in running]:
        first, held.watched = held.watched is None, [job.id for job in running]
        if not first:  # one began or ended: the lists below, and this timer, change with it
            st.rerun()


def _ended(job: jobs.Job) -> None:
    """Say what came of this session's fit."""
    if job.state == "done":
        st.success(word("job_done", job.result))
    elif job.ended:
        st.warning(word(f"job_{job.state}"))
    if job.problems:
        text = "\n".join(jobs.problem_text(problem, language()) for problem in job.problems)
        st.code(text, language=None, wrap_lines=True)


def _form(base: Baseline) -> None:
    """Ask which of the three actions, and the settings of a new model."""
    newest = fit_request.newest_day(clock.today())
    days = {"model": base.as_of, "data": newest.isoformat(), "both": newest.isoformat()}
    action = fields.choose(
        *(st.segmented_control, word("wanted"), fit_request.ACTIONS, "fit_action", "data"),
        show=lambda one: word(f"action_{one}"),
        required=True,
    )
    st.caption(word(f"action_{action}_help", days[action]))
    told = _settings(base) if action != "data" else None
    who, why = st.columns([2, 5])
    typed = fields.person(who, word("fitted_by"), "fit_who")
    reason = enter(why.text_input, word("why"), "fit_why", "", max_chars=2_000)
    if not st.button(word("start_fit"), type="primary", key="fit"):
        return
    roles.demand("fit")
    spec, seed = (None, None) if told is None else (parse(told[0]), told[1])
    asked = fit_request.plan(action, base, newest, spec, seed)
    name = roles.who(typed)
    asked = fit_request.Order(asked.when, asked.spec, asked.seed, name, reason)
    session().job = fit_request.begin(asked).id
    st.toast(word("fit_asked"))
    st.rerun()


def _settings(base: Baseline) -> tuple[dict[str, Any], int]:
    """Ask for the spec, as a mapping that is checked when it is sent, and the seed."""
    spec = Spec()
    told = fields.choose_many(
        *(st.multiselect, word("information"), list(INFORMATION), "fit_information"),
        list(spec.information),
        show=lambda one: word(f"info_{one}"),
    )
    horizon, draws, seed = st.columns(3)
    content = {
        "information": told,
        "last_year": _whole(horizon, "horizon", spec.last_year),
        "draws": _whole(draws, "draws", spec.draws, step=1000),
    }
    return content, _whole(seed, "seed", int(base.manifest.get("seed", SEED)), least=0)


def _whole(place: Any, key: str, held: int, step: int = 1, least: int | None = None) -> int:
    """Ask for a whole number."""
    name = f"fit_{key}"
    return enter(place.number_input, word(key), name, held, step=step, min_value=least)
