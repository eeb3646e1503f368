"""The fit judged: is it any good, and why did it move (评判)?"""

import json
from typing import Any

import streamlit as st

from forecast.artefacts import HOME, MANIFEST, shelf
from forecast.baseline import Baseline
from views import judge_charts, judged, state
from views.parts import draw
from views.tables import show_table
from views.words import word

Record = dict[str, Any]


def tab() -> None:
    """Show a fit's judgement, and set it against another's (评判)."""
    fitted = state.current_baseline()
    kept = {one: day for one, day in _kept().items() if one != fitted.id}
    earlier = [one for one, day in kept.items() if day < fitted.as_of]
    choices = [None, *kept]
    against = st.selectbox(
        word("judge_against"),
        choices,
        index=choices.index(earlier[0]) if earlier else 0,
        format_func=lambda one: f"{one} · {kept[one]}" if one else word("judge_alone"),
        key="judge_against",
    )
    record = _record(fitted, Baseline.load(against) if against else None)
    if record is None:
        return
    for sentence in judged.findings(record):
        st.markdown(f"- {sentence}")
    if record["against"]:
        _compared(record)
    _members(record)
    _covered(record)
    _residuals(record)


@st.cache_data(show_spinner=False, ttl=60)
def _kept() -> dict[str, str]:
    """The fits that are kept and their day, newest first."""
    place = shelf(HOME)
    days = {one: json.loads(place.read(one, MANIFEST))["as_of"] for one in place.names()}
    return dict(sorted(days.items(), key=lambda pair: pair[1], reverse=True))


def _record(fitted: Baseline, against: Baseline | None) -> Record | None:
    """Read the judgement, or offer to make it."""
    from forecast.judge import judge, judged

    record = judged(fitted, against)
    if record is not None:
        return record
    st.caption(word("judge_help"))
    if not st.button(word("judge_start"), key="judge_start", icon=":material/gavel:"):
        return None
    bar = st.progress(0.0, word("judge_running"))
    record = judge(fitted, against, progress=lambda _what, done: _tell(bar, done))
    bar.empty()
    return record


def _compared(record: Record) -> None:
    """Two fits side by side, what moved, and why."""
    scope = state.scope()
    tables = judged.tables(record, scope)
    for key in ("side", "moved", "news"):
        st.markdown(f"## {word(f'judge_{key}')}")
        if key == "news":
            st.caption(word("news_help"))
        show_table(tables[key], f"judge-{key}", _file(record, key))
    with st.expander(word("judge_figures")):
        show_table(judged.figures(record), "judge-figures", _file(record, "figures"), digits=1)


def _members(record: Record) -> None:
    st.markdown(f"## {word('judge_weights')}")
    st.caption(word("weights_help"))
    show_table(judged.weights(record), "judge-weights", _file(record, "weights"))
    st.markdown(f"## {word('judge_scores')}")
    show_table(judged.scores(record), "judge-scores", _file(record, "scores"))


def _covered(record: Record) -> None:
    """Coverage by subject, and how services were forecast year by year."""
    st.markdown(f"## {word('judge_coverage')}")
    labels = (word("empirical"), word("chance_band"), word("nominal"))
    for place, subject in zip(st.columns(2), judged.SUBJECTS, strict=True):
        rows = [r for r in record["coverage"] if (r["subject"], r["horizon"]) == (subject, 1)]
        held = next(row for row in rows if row["nominal"] == 0.8)
        about = word(f"of_{subject}")
        shown = (f"{held[key]:.0%}" for key in ("empirical", "low", "high"))
        with place:
            st.markdown(f"**{about}**")
            alt = word("judge_chart_alt", about, *shown)
            draw(_option(judge_charts.coverage, rows, labels), f"coverage-{subject}", alt, 300)
    with st.expander(word("judge_coverage")):
        show_table(judged.covers(record), "judge-covers", _file(record, "coverage"), digits=1)
    st.markdown(f"## {word('judge_stability')}")
    rows = [row for row in record["stability"] if row["horizon"] == 1]
    size = sum(abs(row["error"]) for row in rows) / len(rows)
    ends = rows[0]["year"], rows[-1]["year"]
    alt = word("stability_alt", *ends, f"{size:.1f}", f"{rows[-1]['ahead']:.1f}")
    words = (word("forecast_error"), word("gained"), word("points_short"))
    draw(_option(judge_charts.stability, rows, words), "stability", alt, 300)


def _residuals(record: Record) -> None:
    st.markdown(f"## {word('judge_tests')}")
    st.caption(word("tests_help", record["tests"][0]["errors"]))
    show_table(judged.tests(record), "judge-tests", _file(record, "tests"), digits=3)
    st.markdown(f"## {word('judge_acf')}")
    rows = record["autocorrelations"]
    outside = sum(abs(row["value"]) > row["limit"] for row in rows)
    names = {row["group"]: judged.group_name(row["group"]) for row in rows}
    alt = word("acf_alt", outside, len(rows))
    draw(_option(judge_charts.autocorrelations, rows, names), "acf", alt, 300)


def _option(chart: Any, *values: Any) -> Any:
    return lambda: chart(*values)


def _file(record: Record, what: str) -> str:
    return f"yuce-{record['baseline']}-{what}"


def _tell(bar: Any, done: float) -> None:
    bar.progress(done, word("judge_running"))
