"""The fit judged: is it any good, and why did it move (评判)?"""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from base.json_types import Record
from forecast.baseline import Baseline
from records.publishing import evaluation_job, jobs
from records.publishing.fits import Fit
from views.pages.model import fit as lab_fit
from views.pages.model import run
from views.present import evaluation_charts, evaluation_tables
from views.present.charts import Chart, Table
from views.present.echarts import Option
from views.present.fit_steps import step
from views.session import current, opened_link, roles
from views.widgets.chart import ChartFiles, of_figures, show
from views.widgets.fields import choose
from views.widgets.table import show_table
from views.words.words import language, word


def tab(listed: list[Fit]) -> None:
    """Show a fit's judgement, and set it against another's (评判)."""
    fitted = lab_fit.chosen(listed, "judge_fit", newest=True)
    kept = {fit.id: fit for fit in listed if fit.id != fitted.id}
    choices: list[str | None] = [None, *kept]
    labels = {None: word("judge_alone")} | {one: run.label(fit) for one, fit in kept.items()}
    earlier = [one for one, fit in kept.items() if fit.as_of < fitted.as_of]
    against = choose(
        *(st.selectbox, word("judge_against"), choices, "judge_against"),
        earlier[0] if earlier else None,
        show=labels.__getitem__,
    )
    record = _record(fitted, opened_link.load(against) if against else None)
    if record is None and against:  # what is known of the fit alone is shown meanwhile
        record = _known(fitted)
    if record is None:
        return
    for sentence in evaluation_tables.findings(record):
        st.markdown(f"- {sentence}")
    if record["against"]:
        _compared(record)
    _members(record)
    _covered(record)
    _residuals(record)


def _known(fitted: Baseline, against: Baseline | None = None) -> Record | None:
    from forecast.evaluation.evaluate import judged  # here: only this tab needs it

    return judged(fitted, against)


def _record(fitted: Baseline, against: Baseline | None) -> Record | None:
    """Read the judgement; offer to make it where there is none, and show how far it is."""
    record = _known(fitted, against)
    if record is not None:
        return record
    fits = (fitted.id, against.id if against else None)
    running, last = evaluation_job.find(*fits)
    if running:
        st.fragment(partial(_watch, running.id), run_every="2s")()
        return None
    for problem in last.problems if last else ():
        st.warning(jobs.problem_text(problem, language()))
    st.caption(word("judge_help"))
    if roles.allowed("fit") and st.button(
        word("judge_start"), key="judge_start", icon=":material/gavel:"
    ):
        roles.demand("fit")
        evaluation_job.begin(*fits)
        st.rerun()
    return None


def _watch(name: str) -> None:
    """Show how far a judgement is, and the whole page once it is there."""
    job = jobs.read_job(name)
    if job.ended:
        st.rerun()
    said = word("job_waiting") if job.state == "waiting" else step(language(), job.what)
    st.progress(job.done, word("judge_running", said))
    if roles.allowed("fit") and st.button(word("cancel"), key=f"cancel-judge-{name}"):
        roles.demand("fit")
        jobs.cancel(name)


def _compared(record: Record) -> None:
    """Two fits side by side, what moved, and why."""
    scope = current.scope()
    tables = evaluation_tables.tables(record, scope)
    for key in ("side", "moved", "news"):
        st.markdown(f"## {word(f'judge_{key}')}")
        if key == "news":
            st.caption(word("news_help"))
        show_table(tables[key], f"judge-{key}", _file(record, key))
    with st.expander(word("judge_figures")):
        show_table(
            evaluation_tables.figures(record), "judge-figures", _file(record, "figures"), digits=1
        )


def _members(record: Record) -> None:
    st.markdown(f"## {word('judge_weights')}")
    st.caption(word("weights_help"))
    show_table(evaluation_tables.weights(record), "judge-weights", _file(record, "weights"))
    st.markdown(f"## {word('judge_scores')}")
    show_table(evaluation_tables.scores(record), "judge-scores", _file(record, "scores"))


def _covered(record: Record) -> None:
    """Coverage by subject, and how services were forecast year by year."""
    st.markdown(f"## {word('judge_coverage')}")
    labels = (word("empirical"), word("chance_band"), word("nominal"))
    for place, subject in zip(st.columns(2), evaluation_tables.SUBJECTS, strict=True):
        rows = [r for r in record["coverage"] if (r["subject"], r["horizon"]) == (subject, 1)]
        held = next(row for row in rows if row["nominal"] == 0.8)
        about = word(f"of_{subject}")
        shown = (f"{held[key]:.0%}" for key in ("empirical", "low", "high"))
        with place:
            st.markdown(f"**{about}**")
            alt = word("judge_chart_alt", about, *shown)
            table = evaluation_tables.covers(record)
            table = table[table[word("subject")] == about]
            option = partial(evaluation_charts.coverage, rows, labels)
            _draw(record, f"coverage-{subject}", option, alt, table)
    st.markdown(f"## {word('judge_stability')}")
    rows = [row for row in record["stability"] if row["horizon"] == 1]
    size = sum(abs(row["error"]) for row in rows) / len(rows)
    ends = rows[0]["year"], rows[-1]["year"]
    alt = word("stability_alt", *ends, f"{size:.1f}", f"{rows[-1]['ahead']:.1f}")
    words = (word("forecast_error"), word("gained"), word("points_short"))
    option = partial(evaluation_charts.stability, rows, words)
    _draw(record, "stability", option, alt, evaluation_tables.stability(record))


def _residuals(record: Record) -> None:
    st.markdown(f"## {word('judge_tests')}")
    st.caption(word("tests_help", record["tests"][0]["errors"]))
    show_table(evaluation_tables.tests(record), "judge-tests", _file(record, "tests"), digits=3)
    st.markdown(f"## {word('judge_acf')}")
    rows = record["autocorrelations"]
    outside = sum(abs(row["value"]) > row["limit"] for row in rows)
    names = {row["group"]: evaluation_tables.group_name(row["group"]) for row in rows}
    alt = word("acf_alt", outside, len(rows))
    option = partial(evaluation_charts.autocorrelations, rows, names)
    _draw(record, "acf", option, alt, evaluation_tables.autocorrelations(record))


def _draw(
    record: Record, key: str, option: Callable[[], Option], finding: str, table: pd.DataFrame
) -> None:
    """Draw a chart with its own table behind it; its files are named after the fit."""
    rows = tuple(tuple(row) for row in table.itertuples(index=False))
    behind = Table(tuple(map(str, table.columns)), rows)

    def source(name: str, suffix: str) -> ChartFiles:
        return of_figures(f"{_file(record, name)}.{suffix}", record["as_of"])

    show(lambda: Chart(key, "", finding, option(), behind, 300), f"judge-{key}", source)


def _file(record: Record, what: str) -> str:
    return f"yuce-{record['baseline']}-{what}"
