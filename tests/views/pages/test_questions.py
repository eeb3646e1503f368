"""The panels below the board, through AppTest: every question answered, answers applied."""

import pytest
from held import held, hold
from pages import ROOT, text
from streamlit.testing.v1 import AppTest

from forecast.baseline import Baseline
from scenarios.assume.cells import HIGHEST, LOWEST, Cell, every
from scenarios.assume.presets import presets
from scenarios.solve.solve import solve
from scenarios.solve.wish import Wish, wished
from views.board.draws import layout
from views.board.payload import standing
from views.present.echarts import waterfall
from views.session.baselines import REPORT

MOVED = {"J/2026": 8.0, "K/2026": -6.0}


def scenario(panel: str, language: str = "zh", **state: object) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    hold(app, language=language)
    hold(app, takes_panel=panel)
    hold(app, **state)
    app.run()
    app.switch_page("views/pages/scenario.py").run()
    assert not app.exception
    return app


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("panel", ["because", "moves", "takes", "sure", "presets"])
def test_every_panel_opens(panel: str, language: str) -> None:
    app = scenario(panel, language, moved=MOVED)
    assert not app.exception
    assert ("可比价年均须增长" if language == "zh" else "producer services must average") in text(
        app
    )


def test_the_waterfall_leads_from_baseline_to_scenario() -> None:
    option = waterfall("a", ["x", "y"], "b", (6.0, 6.5), [0.75, -0.25])
    floors, heights = (one["data"] for one in option["series"])
    assert floors == [0.0, 6.0, 6.5, 0.0]
    assert [one["value"] for one in heights] == [6.0, 0.75, 0.25, 6.5]
    assert [one["label"]["formatter"] for one in heights] == ["6.00", "+0.75", "−0.25", "6.50"]
    below = waterfall("a", ["x"], "b", (0.5, -0.5), [-1.0])
    assert [one["value"] for one in below["series"][0]["data"]] == [-1.0]


def test_a_solution_is_put_on_the_board() -> None:
    app = scenario("takes", scope="D7", takes_solve=True, vintage=REPORT)
    assert "离基准最近的方案" in " ".join(one.label for one in app.expander)
    button = next(one for one in app.button if one.key == "takes_apply_0")
    button.click().run()
    assert not app.exception
    moved = held(app).choices.moved
    assert len(moved) > 10
    cells = [Cell.read(*one) for one in moved.items()]
    assert all(cell.within and cell.year in (2025, 2026, 2027) for cell in cells)


@pytest.mark.parametrize("scope", ["D1", "D3", "D7"])
def test_whatever_is_answered_and_every_past_year_fits_on_the_sliders(
    newest: Baseline, scope: str
) -> None:
    answer = solve(newest, Wish(wished(["share-2027"]), scope, odds=0.8))
    for found in (answer.best, *answer.alternatives):
        assert all(cell.within for cell, _ in every(found.scenario, newest))
    for row in standing(newest, scope, layout(newest))["rows"]:
        assert LOWEST <= row["past"][0] <= row["past"][1] <= HIGHEST, row["name"]


def test_lists_to_choose_from_speak_the_readers_language() -> None:
    app = scenario("takes", takes_targets_2026=[])
    assert {one.proto.placeholder for one in app.multiselect} == {"请选择", "不锁定"}
    assert not any("select all" in str(one.proto).lower() for one in app.multiselect)


def test_what_is_published_is_said() -> None:
    app = scenario("takes", takes_solve=True)
    app.multiselect[0].set_value(["growth-2025"]).run()
    assert any("已公布" in one.value for one in app.error)


def test_an_unlikely_scenario_is_warned_of() -> None:
    assert any(
        "99%" in one.value
        for one in scenario("because", moved={"F/2026": -10.0, "L/2026": 20.0}).warning
    )
    assert not scenario("because", moved={}).warning


def test_a_preset_is_loaded_and_kept() -> None:
    app = scenario("presets", takes_preset="again-2022")
    next(one for one in app.button if one.key == "takes_load").click().run()
    moved = held(app).choices.moved
    assert moved["K/2026"] == -5.4
    assert held(app).choices.preset == moved
    assert any("已载入" in one.value for one in app.success)
    app.run()
    held(app).choices.moved = {}
    assert not app.run().success  # another scenario by now


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("preset", list(presets()))
def test_a_presets_line_names_the_scope_that_it_speaks_of(preset: str, language: str) -> None:
    """Its own scope, whatever the page shows."""
    own, label = presets()[preset].scope, "口径：" if language == "zh" else "Scope: "
    app = scenario("presets", language, scope="D6" if own != "D6" else "D1", takes_preset=preset)
    (line,) = (one.value for one in app.caption if label in one.value)
    assert f"{label}{own}" in line


def test_a_solutions_line_names_the_scope_that_it_speaks_of() -> None:
    app = scenario("takes", scope="D7", takes_solve=True)
    lines = [body for one in app.get("html") if "口径：" in (body := str(getattr(one, "body", "")))]
    assert lines
    assert all("口径：D7" in one for one in lines)


def test_a_plan_says_what_it_does_to_growth_to_each_target_and_whom_it_slows() -> None:
    app = scenario("takes", scope="D7", takes_solve=True)
    plans = [one for one in app.expander if "个标准差" in one.label]
    assert plans[0].label.startswith("离基准最近的方案")
    pins = [
        said for one in app.get("html") if "比基准放慢" in (said := str(getattr(one, "body", "")))
    ]
    assert len(pins) == len(plans)
    assert all("服务业增速：2026 年" in one for one in pins)
    assert all("日后修订达到6.5%及以上的概率" in one and "超过60%的概率" in one for one in pins)
    labels = [one.label.split(" ")[0] for one in plans]
    if "各行业都不放慢" in labels:
        assert labels.index("各行业都不放慢") == 1
        assert "没有行业比基准放慢" in pins[1]
