"""Panels of the planner's page and of 对比: bounds and locks, the share by section, back-check."""

import re
from pathlib import Path

import pytest
from held import field, hold
from pages import opened
from streamlit.testing.v1 import AppTest

from data.sections import column
from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.fit_cache import prepare
from records.links.pin import pin
from records.publishing.back_check import check_all
from records.store.records import Store
from scenarios.assume.scenario import Scenario, parse
from scenarios.outcome.attribution import share_from_baseline, share_over_time
from scenarios.outcome.simulate import simulate
from scenarios.outcome.targets import targets
from scenarios.solve.solve import solve
from scenarios.solve.wish import Wish
from views.panels import limits
from views.present import charts
from views.session import opened_link
from views.session.baselines import REPORT, newest
from views.words.words import speaking


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    opened_link.store.clear()
    return Store()


def test_only_what_the_reader_changed_binds_and_the_answer_keeps_to_it(newest: Baseline) -> None:
    with speaking("zh"):
        start = limits.defaults(newest).to_dict("records")
    assert limits.changed(start, start, newest.years) == ((), {})
    edited = [dict(row) for row in start]
    edited[column("J")] |= {"high": 6.0, "2026": True}
    edited[column("I")] |= {"low": None}  # an emptied cell is as it was
    locks, bounds = limits.changed(start, edited, newest.years)
    assert locks == (("J", 2026),)
    assert list(bounds) == [("J", None)]
    assert bounds["J", None] == pytest.approx((start[column("J")]["low"] / 100, 0.06))
    share = next(one for one in targets() if one.measure == "producer_share")
    held = Scenario(scope="D6")
    free = solve(newest, Wish(targets=(share,), scope="D6", odds=0.9, held=held))
    tied = solve(
        newest, Wish(targets=(share,), scope="D6", odds=0.9, held=held, locks=locks, bounds=bounds)
    )
    finance = [one for one in tied.best.scenario.assumptions if one.section == "J"]
    assert all(one.value <= 0.06 and 2026 not in one.years for one in finance)
    assert any(one.section == "J" for one in free.best.scenario.assumptions)


def test_crossed_bounds_are_told_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "editor", lambda base: ((), {("J", None): (0.09, 0.03)}))
    app = opened("views/pages/scenario.py")
    field(app.button_group, "takes_panel").set_value("takes").run()
    field(app.toggle, "takes_solve").set_value(True).run()
    assert not app.exception
    assert any("下限高于上限" in one.value for one in app.code)


@pytest.mark.parametrize("moved", [False, True])
def test_the_share_by_section_adds_up(newest: Baseline, moved: bool) -> None:
    plain = simulate(newest, Scenario())
    stated = {"assumptions": [{"section": "J", "years": [2026], "value": 0.11}]}
    outcome = simulate(newest, parse(stated if moved else {}, "x"))
    with speaking("zh"):
        change = (
            share_from_baseline(outcome, "D3", 2027, plain)
            if moved
            else share_over_time(outcome, "D3", 2027)
        )
        chart = charts.share_parts(change, 2027, "t", "D3")
    *rows, breaks, total = chart.table.rows
    sums = [float(str(row[3])) for row in [*rows, breaks]]
    assert sum(sums) == pytest.approx(100 * (change.later - change.earlier), abs=1e-9)
    assert total[3] == pytest.approx(sum(sums))
    if moved:
        assert rows[0][0] == "金融业"
        assert f"{rows[0][3]:+.2f}" in chart.finding


def test_the_share_by_section_stands_on_the_page() -> None:
    for cells in ({}, {"J/2026": 9.0}):
        app = opened("views/pages/scenario.py")
        hold(app, moved=cells)
        app.run()
        assert any("生产性服务业比重的影响" in one.value for one in app.markdown)
    field(app.button_group, "share_since").set_value("baseline").run()
    assert not app.exception
    assert any("与基准之差" in one.value for one in app.markdown)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_saved_scenarios_are_held_against_what_happened(store: Store, language: str) -> None:
    base = prepare(REPORT)
    item = {"section": "J", "years": [2025, 2026], "value": 0.02, "owner": "张三"}
    outcome = simulate(base, parse({"assumptions": [item]}, "x"))
    store.save(pin(outcome), "方案<b>")
    (known,), problems = check_all(store, lambda name: base, as_of(newest()))
    assert problems == []
    app = AppTest.from_file(str(Path(__file__).parents[3] / "app.py"), default_timeout=120)
    hold(app, language=language)
    app.session_state["backcheck"] = True
    app.run()
    app.switch_page("views/pages/compare.py").run()
    assert not app.exception
    scores, items = (one.value for one in app.dataframe)
    finance = next(row for row in known.rows if row.section == "J")
    assert finance.year == 2025
    shown = items[items.iloc[:, 1].isin(["金融业", "Finance"])].iloc[0]
    assert shown.iloc[4] == pytest.approx(2.0)
    assert shown.iloc[6] == pytest.approx(100 * finance.happened)
    assert shown.iloc[7] == pytest.approx(100 * (0.02 - finance.happened))
    assert len(scores) == 2
    assert scores.iloc[0, 3] == pytest.approx(100 * abs(finance.error))
    if language == "en":
        heads = " ".join(map(str, [*scores.columns, *items.columns]))
        assert not re.search("[\u4e00-\u9fff]", heads)
    store.close()
