"""What is asked of the Python door: a right answer, or Problems that list the choices."""

from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from terminal import yuce as command

import yuce
from base.problems import Problems
from data.scopes import scopes, usual
from data.tables import read_tables
from data.vintages import as_of, earliest_usable
from forecast.baseline import Baseline
from forecast.fit import fit
from forecast.spec import Spec
from scenarios.assume.presets import presets
from scenarios.assume.scenario import Scenario
from scenarios.outcome.as_json import explained_record
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.targets import Target, judge

HOSTILE = st.one_of(
    st.integers(-5, 40),
    st.integers(1940, 2110),
    st.integers(),
    st.floats(),
    st.text(max_size=4),
    st.sampled_from(
        [None, True, False, (), [2026], {}, "2026", "D3 ", "d3", "Ｄ３", b"D3", 2026.5, "any"]
    ),
    st.sampled_from([np.int64(2027), np.float32(0.5), np.array([2026, 2027]), np.nan, 1e-12]),
)
YEARS = HOSTILE | st.sampled_from([2024, 2025, 2026, 2027, 2030, 2031])
LEVELS = HOSTILE | st.floats(-0.5, 1.5)
SCOPES = HOSTILE | st.sampled_from(["D1", "D3", "D8"])


@cache
def asked() -> Outcome:
    """What is asked: no fixture, for Hypothesis would print all of it."""
    return simulate(fit(yuce.as_of("2026-03-31"), Spec(draws=1_000), 1), Scenario())


def told(problems: Problems, *choices: object) -> None:
    """Every problem is whole in both languages, and names what there is."""
    for one in problems.problems:
        for language in ("zh", "en"):
            assert one.text(language)
    said = problems.text("en")
    assert any(str(choice) in said for choice in choices), said


@pytest.mark.slow
@given(year=YEARS, level=LEVELS)
@settings(max_examples=400)
def test_growth_is_that_of_the_year_or_refused(year: Any, level: Any) -> None:
    outcome = asked()
    published = outcome.baseline.published("tertiary")
    try:
        found = outcome.growth_quantile(year, level)
    except Problems as problems:
        told(problems, 2030, "0 to 1")
        return
    assert 0 <= level <= 1
    if year in published:
        assert found == published[year]
    else:
        draws = outcome.growth[list(outcome.years).index(year)].astype(float)
        assert found == pytest.approx(np.quantile(draws, level), abs=1e-6)


@pytest.mark.slow
@given(year=YEARS, level=LEVELS, scope=SCOPES)
@settings(max_examples=400)
def test_a_share_is_that_of_year_and_scope_or_refused(year: Any, level: Any, scope: Any) -> None:
    outcome = asked()
    try:
        found = outcome.share_quantile(scope, year, level)
    except Problems as problems:
        told(problems, 2030, "D1", "0 to 1")
        return
    assert 0 <= level <= 1
    row, place = list(outcome.years).index(year), outcome.scope_ids.index(scope)
    assert found == pytest.approx(np.quantile(outcome.shares[place, row], level), abs=1e-6)


@given(what=HOSTILE)
def test_rows_series_measures_and_days_are_there_or_refused(what: Any) -> None:
    outcome, vintage = asked(), yuce.as_of("2026-03-31")
    for ask, choices in (
        (lambda: outcome.row(what), (2030,)),
        (lambda: outcome.share(what, 2027), ("D8",)),
        (lambda: outcome.share("D3", what), (2030,)),
        (lambda: outcome.baseline.published(what), ("tertiary",)),
        (lambda: vintage.history(what), ("deflator",)),
        (lambda: yuce.as_of(what), ("YYYY-MM-DD",)),
    ):
        try:
            ask()
        except Problems as problems:
            told(problems, *choices)


@given(year=st.integers() | st.text(max_size=4) | st.floats(), scope=SCOPES, odds=LEVELS)
@settings(max_examples=60)
def test_what_it_would_take_is_answered_or_refused(year: Any, scope: Any, odds: Any) -> None:
    newest = asked().baseline
    try:
        yuce.solve(newest, "growth-2025", scope=scope, odds=odds, lock=(("J", year),))
    except Problems as problems:
        told(problems, "D1", 2030, "0 and 1", "0.5", "J:2026")
    else:
        assert scope in [one.id for one in newest.scopes]


@given(year=st.integers(1900, 2100), measure=HOSTILE, scope=SCOPES)
@settings(max_examples=200)
def test_a_target_is_judged_or_refused(year: int, measure: Any, scope: Any) -> None:
    outcome = asked()
    for named in (measure, "producer_share", "services_real_growth"):
        target = Target("t", "目标", "t", named, None, year, 0.06, False, 0.0, "", "", "")
        try:
            found = judge(target, outcome, scope)
        except Problems as problems:
            told(problems, "services_real_growth", 2030, "D8")
        else:
            ahead = year in outcome.years
            assert ahead or year in outcome.baseline.published("tertiary")
            assert found.published is not ahead


def test_the_published_year_is_what_was_published() -> None:
    outcome = asked()
    assert outcome.growth_quantile(2025, 0.5) == outcome.growth_quantile(2025, 0.9) == 0.062
    with pytest.raises(Problems, match="a year outside the horizon"):
        outcome.share_quantile("D3", 2025, 0.5)
    with pytest.raises(Problems, match="a level out of range"):
        outcome.growth_quantile(2027, -0.1)


def test_a_scenario_is_worked_out_on_the_baseline_it_pins_alone(
    newest: Baseline, report: Baseline
) -> None:
    pinned = Scenario(baseline=report.id)
    with pytest.raises(Problems, match="pins another baseline"):
        yuce.simulate(newest, pinned)
    with pytest.raises(Problems, match="pins another baseline"):
        yuce.solve(newest, "share-2027", scenario=pinned)
    assert yuce.simulate(report, pinned).baseline.id == report.id


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"linkage": "togther"}, "alone, together"),
        ({"scope": "D３"}, "D1, D2"),
        ({"measure": "growth"}, "real_growth, deflator"),
        ({"kind": "levels"}, "level, change, percentile"),
    ],
)
def test_kinds_are_checked_where_copies_are_not(
    newest: Baseline, change: dict[str, str], said: str
) -> None:
    item = yuce.Assumption(section="J", years=(2027,), value=0.05)
    kinds = {key: value for key, value in change.items() if key in ("measure", "kind")}
    whole = {key: value for key, value in change.items() if key not in kinds}
    scenario = Scenario(assumptions=(item.model_copy(update=kinds),)).model_copy(update=whole)
    with pytest.raises(Problems, match=said):
        simulate(newest, scenario)


def test_arrays_of_a_baseline_and_an_outcome_are_read_only(newest: Baseline) -> None:
    item = yuce.Assumption(section="J", years=(2027,), value=0.05)
    outcome = simulate(newest, Scenario(assumptions=(item,), linkage="together"))
    outcome.share_quantile("D3", 2027, 0.5)
    yuce.judge_targets(outcome)
    seen = 0
    for owner in (newest, outcome, outcome.drawn, *newest.segments):
        parts = [getattr(owner, name) for name in dir(owner) if not name.startswith("__")]
        held = [part for part in parts if isinstance(part, dict)]
        arrays = [one for part in held for one in part.values()] + parts
        for array in (one for one in arrays if isinstance(one, np.ndarray)):
            seen += 1
            with pytest.raises(ValueError, match="read-only"):
                array[...] = 0
    assert seen > 25


OWN = """[[targets]]
id = "mine"
measure = "{measure}"
year = {year}
threshold = 0.5
"""


def test_an_own_target_that_cannot_be_judged_says_why(newest: Baseline) -> None:
    late = yuce.OwnTarget(id="late", measure="services_real_growth", year=2035, threshold=0.06)
    past = yuce.OwnTarget(id="past", measure="producer_share", scope="D3", year=2025, threshold=0.5)
    stated = simulate(newest, Scenario(targets=(late, past)))
    rows = {one.target.id: one for one in yuce.judge_targets(stated)}
    for name, said in (("late", "2026 to 2030"), ("past", "is past")):
        row = rows[name]
        assert isinstance(row, yuce.Unjudged)
        assert said in row.reason.en
        assert row.record()["verdict"] is None


def test_a_file_with_a_target_beyond_the_horizon_ends_with_one(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUCE_LANG", "en")
    file = tmp_path / "own.toml"
    file.write_text(OWN.format(measure="services_real_growth", year=2035), "utf-8")
    for words in (("run",), ("link",), ("export", "--to", str(tmp_path / "out"))):
        assert "a year outside the horizon" in command(words[0], str(file), *words[1:], code=1)
    own = OWN.format(measure="producer_share", year=2025) + 'scope = "D3"\n'
    file.write_text(own, "utf-8")
    assert "2025 is past" in command("run", str(file))
    row = next(r for r in _rows(command("run", str(file), "--json")) if r["id"] == "mine")
    assert (row["verdict"], row["value"], row["threshold"]) == (None, None, 0.5)
    assert "2025" in row["reason"]
    assert "2025" in row["reason_zh"]


def _rows(printed: str) -> list[dict[str, Any]]:
    import json

    rows: list[dict[str, Any]] = json.loads(printed)["targets"]
    return rows


def test_days_are_days() -> None:
    assert yuce.as_of(date(2025, 5, 28)).newest_year == 2024
    for wrong in ("2025-13-01", "today", None, 20250528):
        with pytest.raises(Problems, match="not a day"):
            yuce.prepare(wrong)  # type: ignore[arg-type]


@pytest.mark.slow
def test_every_usable_day_is_judged_by_the_scopes_of_that_day() -> None:
    first = earliest_usable()
    days = {day.date() for day in read_tables().annual["known_from"] if day.date() >= first}
    few = {tuple(one.id for one in scopes(as_of(day))): day for day in sorted(days, reverse=True)}
    assert len(few) == 2  # the earliest day of each set of scopes
    day = min(few.values())
    baseline = fit(as_of(day), Spec(draws=100), seed=1)
    known = tuple(one.id for one in baseline.scopes)
    assert few[known] == day
    for scenario in (Scenario(), *presets().values()):
        if all(event.scope in known for event in scenario.events if event.kind == "rescoping"):
            assert simulate(baseline, scenario).scenario.scope == usual(baseline.scopes)
    record = explained_record(simulate(baseline, Scenario()))
    assert tuple(record["share"]) == known
    assert record["sensitivities"]["scope"] == known[0]
