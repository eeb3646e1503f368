"""The plan's directions: all that the report names, and what is counted, with pace and light."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.indicators import indicators
from data.sections import SECTION_CODES
from data.tables import read_tables
from data.watched.directions import AT_RISK, ON_PATH, Counted, Goal, counted, directions, pace

NAMED = (
    "科技研发、工业设计、检验检测、智能运维、低碳环保服务、工程技术服务",
    "总集成总承包服务、供应链管理、产业电商、软件信息服务、数据资源服务",
    "生产性金融服务、现代物流、商务会展、人力资源、生产性租赁、会计审计税务、法律和知识产权",
)
"""As the report lists them: six, five and seven."""

CENTRES = indicators()["ind_dir_design_centres_state"]
TRAINS = indicators()["ind_dir_trains"]
COST = indicators()["ind_dir_logistics_cost"]


def figure(value: float, end: float, said: str = "") -> Counted:
    return Counted("2026Q4", value, said, end, "x", date(2026, 1, 1))


def goal(value: float) -> Goal:
    return Goal(2027, value, "", "x")


def test_the_eighteen_stand_as_the_report_names_them() -> None:
    own = [one for one in directions() if one.kind == "direction"]
    for group, names in zip(("create", "extend", "support"), NAMED, strict=True):
        assert [one.zh for one in own if one.group == group] == names.split("、")
    assert all(one.section in SECTION_CODES for one in own)


def test_a_direction_without_figures_has_none_invented() -> None:
    found = counted(date(2026, 3, 31))
    assert found["maintenance"] == found["leasing"] == ()
    for items in found.values():
        for one in items:
            if one.goal is None or one.base is None:
                assert (one.needed, one.light) == (None, "none")


def test_goals_and_base_come_from_their_tables() -> None:
    items = counted(date(2026, 3, 31))["design"]
    state = next(one for one in items if one.indicator is CENTRES)
    assert state.base is not None
    assert state.goal is not None
    assert (state.base.value, state.goal.value, state.goal.said) == (11, 15, "左右")
    assert state.needed == pytest.approx((15 / 11) ** (1 / 3) - 1)
    assert state.light == "none"  # nothing after the base
    city = [one.goal.value for one in items if one.indicator.series.endswith("city") and one.goal]
    assert city == [250, 300]  # two documents disagree: both are shown


@pytest.mark.slow
def test_a_goal_is_not_known_before_its_day() -> None:
    def goals(day: date) -> set[float]:
        items = (one for found in counted(day).values() for one in found)
        return {one.goal.value for one in items if one.goal}

    assert 15 not in goals(date(2024, 8, 13))
    assert 15 in goals(date(2024, 8, 14))
    assert goals(date(2024, 8, 14)) <= goals(date(2025, 2, 10))


def test_every_linked_goal_is_a_number_of_a_registered_indicator() -> None:
    rows = read_tables().sector_targets
    rows = rows[rows["item"] != ""]
    assert set(rows["item"]) <= set(indicators())
    assert rows["known_from"].notna().all()
    assert (rows["value"].astype(float) > 0).all()
    assert (rows["region"] == "重庆").all()


@pytest.mark.parametrize(
    ("done", "light"),
    [
        (1.2, "on_path"),
        (ON_PATH, "on_path"),
        (0.94, "at_risk"),
        (AT_RISK, "at_risk"),
        (0.59, "off"),
    ],
)
def test_the_light_is_the_part_of_the_straight_way(done: float, light: str) -> None:
    base, want = figure(100, 2025.0), goal(160)  # 20 a year
    needed, found = pace(CENTRES, base, figure(100 + 20 * done + 1e-9, 2026.0), want)
    assert found == light
    assert needed is not None
    assert (100 + 20 * done) * (1 + needed) ** 2 == pytest.approx(160)


def test_less_is_better_where_the_goal_lies_below() -> None:
    base, want = figure(0.145, 2025.0), goal(0.133)
    needed, light = pace(COST, base, figure(0.139, 2026.5), want)
    assert light == "on_path"
    assert needed == pytest.approx((0.133 - 0.139) / 1.5)
    assert pace(COST, base, figure(0.146, 2026.5), want)[1] == "off"
    assert pace(COST, base, figure(0.132, 2026.0), want)[1] == "on_path"


def test_neither_pace_nor_light_without_base_or_goal() -> None:
    assert pace(CENTRES, None, figure(12, 2026.0), goal(15)) == (None, "none")
    assert pace(CENTRES, figure(11, 2025.0), figure(12, 2026.0), None) == (None, "none")
    assert pace(CENTRES, figure(11, 2025.0), figure(9, 2023.0), goal(15)) == (None, "none")


def test_a_part_of_a_year_does_not_judge_what_is_added_up_over_it() -> None:
    tables = read_tables()
    rows = tables.indicator_figures
    row = rows[rows["series"] == TRAINS.series].head(1)
    part, whole = (
        row.assign(period=period, value=value)
        for period, value in (("2026Q2", 1900.0), ("2025Q4", 6400.0))
    )
    wanted = tables.sector_targets.query("item == 'ind_dir_leaders'")
    more = replace(
        tables,
        indicator_figures=pd.concat([rows, part, whole], ignore_index=True),
        sector_targets=pd.concat(
            [tables.sector_targets, wanted.assign(item=TRAINS.series, value="8000")]
        ),
    )
    items = counted(date(2026, 8, 1), more)["logistics"]
    item = next(one for one in items if one.indicator is TRAINS)
    assert item.newest is not None
    assert item.newest.period == "2026Q2"
    assert item.light == "on_path"  # by the whole of 2025, not by half of 2026
    assert item.needed == pytest.approx((8000 / 6400) ** (1 / 2) - 1)


def test_counts_are_no_value_added() -> None:
    text = (Path(__file__).parents[2] / "views/words/screen/indicators.py").read_text("utf-8")
    assert "都不是增加值" in text
    for one in indicators().values():
        if one.series.startswith("ind_dir_"):
            assert one.enters == "none"
            assert "增加值" not in one.zh
