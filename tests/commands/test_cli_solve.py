"""`yuce solve`, run as a user runs it."""

import json
from pathlib import Path

import pytest
from terminal import printed, yuce

REPORT = ("--as-of", "2025-05-28")


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUCE_LANG", "zh")


def test_solve_writes_a_scenario_that_run_shows_meeting_the_target(tmp_path: Path) -> None:
    file = tmp_path / "takes.toml"
    both = ("--target", "growth-2025", "--target", "share-2027", "--scope", "D7")
    record = printed("solve", *both, *REPORT, "--odds", "0.6", "--lock", "K", "--out", str(file))
    assert record["feasible"]
    assert not any(row["section"] == "K" for row in record["assumptions"])
    again = printed("run", str(file))
    judged = {(row["id"], row["scope"]): row for row in again["targets"]}
    for row in record["targets"]:
        assert judged[row["id"], row["scope"]] == row
        assert row["verdict"] == "met"
        assert row["odds"] >= 0.6
    assert "离基准最近的方案" in yuce("solve", *both, *REPORT)


def test_solve_says_what_is_published(tmp_path: Path) -> None:
    file = tmp_path / "none.toml"
    record = printed(
        "solve", "--target", "growth-2025", "--as-of", "2026-03-31", "--out", str(file)
    )
    assert not record["feasible"]
    assert "6.2%" in record["reason_zh"]
    assert not file.exists()


def test_every_wrong_option_is_named() -> None:
    told = yuce("solve", "--target", "share-2027", "--lock", "J26", "--bound", "J=3", code=1)
    assert "--lock" in told
    assert "--bound" in told
    told = yuce("solve", "--target", "share-2027", "--odds", "1", "--scope", "D9", code=1)
    assert "--odds" in told
    assert "--scope" in told
    assert "未知目标" in yuce("solve", "--target", "moon", code=1)
    assert "--target" in yuce("solve", code=2)


def test_a_scenario_in_hand_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "held.toml"
    file.write_text(
        '[[assumptions]]\nsection = "K"\nyears = 2026\nvalue = 0.031\n', encoding="utf-8"
    )
    options = ("--target", "share-2027", "--scope", "D7", "--scenario", str(file))
    record = printed("solve", *options, "--as-of", "2026-03-31")
    cells = {(row["section"], row["year"]): row["growth"] for row in record["assumptions"]}
    assert cells["K", 2026] == 0.031
    assert json.dumps(record)


def test_a_plans_years_that_are_published_are_left_out_and_named(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    said = '[[assumptions]]\nsection = "J"\nyears = "2024..2027"\nvalue = 0.06\n'
    file.write_text(said, encoding="utf-8")
    found = printed("run", str(file), "--as-of", "2026-03-31")
    assert found["years_outside"] == [2024, 2025]
    assert found["scenario"]["assumptions"][0]["years"] == [2026, 2027]
    assert "2024、2025 年已公布" in yuce("run", str(file), "--as-of", "2026-03-31")
    file.write_text(said.replace('"2024..2027"', "[2024, 2027]"), encoding="utf-8")
    assert "2024" in yuce("run", str(file), "--as-of", "2026-03-31", code=1)


def test_presets_and_clusters_are_listed() -> None:
    rows = printed("presets")["presets"]
    assert len(rows) >= 8
    first = printed("run", rows[0]["file"], "--as-of", "2026-03-31")
    assert first["scenario"]["name"] == rows[0]["name"]
    assert first["years_outside"] == []
    clusters = printed("clusters")
    assert [one["value_added"] for one in clusters["clusters"]][2:] == [2238.0, 1379.6, 1337.6]
    assert "不是增加值" in yuce("clusters")
    assert rows[0]["title_zh"] in yuce("presets")
