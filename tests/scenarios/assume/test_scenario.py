"""Scenario files: what is right is read back the same, what is wrong is told all at once."""

import json
from pathlib import Path

import numpy as np
import pytest

from base.problems import Problems
from forecast.baseline import Baseline
from scenarios.assume.checked import check
from scenarios.assume.scenario import Assumption, Scenario, assumed, parse, read_scenario

GOOD = """
schema = 1
name = "finance-first"
title_zh = "金融先行"
scope = "D1"

[[assumptions]]
section = "J"
years = [2026, 2027]
value = 0.07
reason = "西部金融中心"

[[assumptions]]
section = "I"
years = 2026
kind = "change"
value = 0.01
"""


def written(tmp_path: Path, text: str, name: str = "s.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_toml_and_json_read_the_same(tmp_path: Path) -> None:
    scenario = read_scenario(written(tmp_path, GOOD))
    assert scenario.assumptions[0].years == (2026, 2027)
    assert scenario.assumptions[1].years == (2026,)
    again = read_scenario(written(tmp_path, scenario.text(), "s.json"))
    assert again == scenario


def test_every_problem_of_a_file_is_named_at_once(tmp_path: Path) -> None:
    bad = {
        "schema": 1,
        "titel_zh": "错",
        "assumptions": [
            {"section": "J", "years": [2026], "value": float("nan")},
            {"section": "J", "years": [2027], "valeu": 0.05, "value": 0.05},
            {"section": "K", "years": "2026", "value": "0.05"},
        ],
    }
    with pytest.raises(Problems) as caught:
        parse(bad, "bad.json")
    told = caught.value.text("zh")
    assert len(caught.value.problems) >= 5
    for key in ("titel_zh", "assumptions[0].value", "valeu", "assumptions[2].years"):
        assert key in told


def test_every_misfit_with_the_baseline_is_named_at_once(newest: Baseline) -> None:
    scenario = Scenario(
        scope="D99",
        assumptions=(
            Assumption(section="Z", years=(2026,), value=0.05),
            Assumption(section="J", years=(2026,), value=600.0),
            Assumption(section="J", years=(1999, 2099), value=0.05),
            Assumption(section="K", years=(2026,), value=0.01),
            Assumption(section="K", years=(2026,), value=0.02),
        ),
    )
    with pytest.raises(Problems) as caught:
        check(newest, scenario)
    told = caught.value.text("zh")
    assert len(caught.value.problems) == 5  # the years of one assumption are one
    for part in ("D99", "Z", "600", "1999", "2099", "两次", "6% 在文件中写作 0.06"):
        assert part in told


@pytest.mark.parametrize(
    ("text", "name"),
    [("not toml = = 1", "s.toml"), ("{", "s.json"), ("\x00", "s.toml")],
)
def test_an_unreadable_file_is_a_problem_not_a_crash(tmp_path: Path, text: str, name: str) -> None:
    with pytest.raises(Problems, match="cannot be read"):
        read_scenario(written(tmp_path, text, name))
    with pytest.raises(Problems, match="cannot be read"):
        read_scenario(tmp_path / "absent.toml")


def test_level_change_and_percentile_mean_what_they_say(newest: Baseline) -> None:
    level = Assumption(section="J", years=(2026,), value=0.07)
    change = Assumption(section="J", years=(2026,), kind="change", value=0.01)
    best = Assumption(section="J", years=(2026,), kind="percentile", value=1.0)
    assert assumed(level, newest, 0.05) == 0.07
    assert assumed(change, newest, 0.05) == pytest.approx(0.06)
    assert assumed(best, newest, 0.05) == max(newest.published("J").values())


def test_multipliers_are_one_but_where_something_is_assumed(newest: Baseline) -> None:
    scenario = Scenario(assumptions=(Assumption(section="J", years=(2027,), value=0.1),))
    checked = check(newest, scenario)
    real, price = checked.real, checked.price
    median = newest.median_growth[1, 4]
    assert real[1, 4] == 1.1 / (1 + median)
    assert (np.delete(real, 1 * 15 + 4) == 1).all()
    assert (price == 1).all()


def test_json_round_trip_keeps_every_field() -> None:
    scenario = Scenario(
        title_zh="<script>", assumptions=(Assumption(section="J", years=(2026,), value=-0.5),)
    )
    assert parse(json.loads(scenario.text()), "x") == scenario


def test_what_was_expected_is_said_in_chinese() -> None:
    bad = {"schema": 2, "assumptions": [{"section": "J", "years": ["2026"], "value": "0.05"}]}
    with pytest.raises(Problems) as caught:
        parse(bad, "f.toml")
    told = caught.value.text("zh")
    assert "应为整数" in told
    assert "应为数（不加引号）" in told
    assert "Input should" not in told + caught.value.text("en")
