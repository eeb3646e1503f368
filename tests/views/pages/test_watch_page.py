"""监测: the year at hand on a page, and its own target one press away."""

from typing import Any

import pytest
from held import field, held, hold
from pages import board, opened, text
from streamlit.testing.v1 import AppTest

from base.problems import Language
from views.panels.watched import year_target
from views.words.words import period_name, say, speaking

PAGE = "views/pages/watch.py"


def pressed(app: AppTest, key: str) -> AppTest:
    found: Any = next(one for one in app.button if str(one.key) == key)
    found.click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_target_nothing_is_needed(language: Language) -> None:
    app = opened(PAGE, language)
    said = text(app)
    assert say(language, "watch_no_target", 2026) in said
    assert say(language, "watch_none_out", 2026) in said
    assert say(language, "light_none") in said
    assert say(language, "light_off") not in said
    assert say(language, "state_overdue") in said
    assert say(language, "watch_unread") not in said
    assert say(language, "due_period") in said
    drawn = app.get("echarts_chart")
    assert len(drawn) == 1


def test_a_target_is_one_press_away_and_travels() -> None:
    app = opened(PAGE)
    field(app.number_input, year_target.FIELD).set_value(7.5).run()
    pressed(app, "year-target-set")
    own = held(app).choices.own_targets
    assert [(one.year, one.threshold, one.sense) for one in own] == [(2026, 0.075, ">=")]
    said = text(app)
    assert "全年目标不低于7.5%" in said
    assert say("zh", "light_off") in said
    field(app.number_input, year_target.FIELD).set_value(4.0).run()
    pressed(app, "year-target-set")
    assert [one.threshold for one in held(app).choices.own_targets] == [0.04]  # it replaces
    assert say("zh", "light_on_path") in text(app)
    pressed(app, f"year-target-drop-{held(app).choices.own_targets[0].id}")
    assert held(app).choices.own_targets == ()


def test_the_scenario_page_asks_for_it_too() -> None:
    app = opened("views/pages/scenario.py")
    field(app.number_input, year_target.FIELD).set_value(6.2).run()
    pressed(app, "year-target-set")
    assert [one.threshold for one in held(app).choices.own_targets] == [0.062]


def test_the_report_s_day_shows_its_own_year() -> None:
    app = opened(PAGE)
    field(app.selectbox, "vintage").set_value(year(2025)).run()
    assert not app.exception
    said = text(app)
    assert "2025 年一季度服务业累计增长 4.8%" in said
    assert "余下 3 个季度须平均增长 7.1%" in said
    assert "全市生产总值预期目标 6%左右" in said
    hold(app, language="en")
    app.run()
    assert "Services grew 4.8% in 2025 first quarter" in text(app)


def test_the_ledger_of_the_pace_stands_below_the_quarters() -> None:
    app = opened(PAGE)
    field(app.selectbox, "vintage").set_value(year(2025)).run()
    assert (
        "一季度公布后，余下须平均由 6.5% 变为 7.1%（+0.55 个百分点）：新季度快慢 +0.55。"
        in text(app)
    )


def test_moved_sliders_say_what_sections_need() -> None:
    app = opened(PAGE)
    hold(app, moved={"J/2026": 9.0})
    app.run()
    assert say("zh", "section_rule_decided") in text(app)
    assert "9.0%" in text(app)


def year(number: int) -> Any:
    from views.session.baselines import REPORT

    assert REPORT.year == number
    return REPORT


def test_the_year_s_own_target_leads_the_board_s_cards_and_no_other_list() -> None:
    app = opened("views/pages/scenario.py")
    official = [one["id"] for one in board(app)["meta"]["targets"]]
    field(app.number_input, year_target.FIELD).set_value(6.2).run()
    pressed(app, "year-target-set")
    given = board(app)
    first, *rest = given["meta"]["targets"]
    assert (first["own"], first["year"], first["threshold"]) == (True, 2026, 0.062)
    assert [one["id"] for one in rest] == official
    assert given["meta"]["growthTarget"] == 0.062
    assert len(given["result"]["cards"]) == len(official) + 1
    figures = given["result"]["figures"]["targets"][0]
    assert figures["value"] == pytest.approx(figures["range"][2])
    assert given["source"].endswith(tuple("0123456789abcdef"))
    assert "#" in given["source"]  # so that the browser's engine judges it too
    assert "服务业可比价增速不低于6.2%" not in text(app)  # in no list of own targets besides


def test_the_brief_is_one_press_away_in_word_and_pdf() -> None:
    app = opened(PAGE)
    keys = [str(one.proto.id) for one in app.get("download_button")]
    assert all(any(f"watch-brief-{form}" in key for key in keys) for form in ("docx", "pdf"))


def hold_open(app: AppTest, key: str) -> None:
    app.session_state[key] = True
    app.run()
    assert not app.exception


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_looked_back_on_is_worked_out_when_opened(language: Language) -> None:
    app = opened(PAGE, language)
    rules = [say(language, key) for key in ("progress_rule", "last_year_rule")]
    assert not any(one in text(app) for one in rules)
    for key in ("watch-moved", "watch-bridges", "watch-progress", "watch-last-year"):
        hold_open(app, key)
    said = text(app)
    assert all(one in said for one in rules)
    assert say(language, "progress_none", 2026) in said
    assert say(language, "cause_country", period_said(language, "2026Q2")) in said
    assert say(language, "moved_total") in said
    assert say(language, "bridge_past") in said
    assert say(language, "bridge_came") in said
    assert "2025-07-23" in said
    assert say(language, "last_year_missing", period_said(language, "2025Q3")) in said


def period_said(language: Language, period: str) -> str:
    with speaking(language):
        return period_name(period)
