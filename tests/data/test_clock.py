"""Chongqing's clock: the same day and time whatever zone the computer keeps, and no other clock."""

import ast
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from terminal import yuce

from data import clock
from forecast.baseline import Baseline
from records.links.pin import pin
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate

ROOT = Path(__file__).parents[2]
ZONES = ("UTC", "Etc/GMT+12", "Pacific/Kiritimati", "America/New_York", "Asia/Shanghai")
MIDNIGHT = datetime(2026, 11, 26, 16, tzinfo=UTC)
"""When 2026-11-27 begins in Chongqing."""

CLOCKS = {"today", "now", "utcnow", "fromtimestamp", "localtime", "gmtime", "strftime", "ctime"}
KEPT = {"data/clock.py"}


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def stop(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Stopped":
            return cls.fromtimestamp(at.timestamp(), tz)

    monkeypatch.setattr(clock, "datetime", Stopped)


@pytest.mark.parametrize(("seconds", "day"), [(-1, 26), (0, 27), (1, 27)])
def test_the_day_turns_at_chongqings_midnight(
    zone: str, seconds: int, day: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop(monkeypatch, MIDNIGHT + timedelta(seconds=seconds))
    assert clock.today() == date(2026, 11, day)
    assert clock.stamp()[:10] == f"2026-11-{day}"
    assert clock.stamp().endswith("+08:00")
    assert datetime.fromisoformat(clock.stamp()) == MIDNIGHT + timedelta(seconds=seconds)


@pytest.mark.slow
def test_scenarios_and_store_keep_chongqings_day(
    zone: str, monkeypatch: pytest.MonkeyPatch, newest: Baseline, tmp_path: Path
) -> None:
    stop(monkeypatch, MIDNIGHT)
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    made = pin(simulate(newest, Scenario()))
    assert made.made == "2026-11-27"
    assert store.save(made, "一", who="甲").at == "2026-11-27T00:00:00.000+08:00"
    assert store.audit()[0].at == "2026-11-27T00:00:00.000+08:00"
    store.close()


def test_stamps_of_any_zone_print_as_chongqings(zone: str) -> None:
    for stamped in ("2026-11-26T16:00:00.123+00:00", "2026-11-27T00:00:00.123+08:00"):
        assert clock.shown(stamped) == "2026-11-27 00:00"
        assert clock.shown(stamped, 19) == "2026-11-27 00:00:00"
    assert clock.shown("") == ""
    early, late = "2026-11-27T00:30:00+08:00", "2026-11-26T17:00:00+00:00"
    assert clock.instant("") < clock.instant(early) < clock.instant(late)


def test_figures_published_today_in_chongqing_are_taken(
    zone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "half.csv"
    file.write_text(
        "2026年上半年（虚构）\n指标,绝对额（亿元）,同比增长（%）\n第三产业,10140.0,6.1\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("YUCE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("YUCE_LANG", "zh")
    for days, accepted in ((0, True), (1, False)):
        day = (clock.today() + timedelta(days=days)).isoformat()
        words = ("data", "add", str(file), "--release", "r-1", "--title", "t", "--published", day)
        told = yuce(*words, "--dry-run", code=0 if accepted else 1)
        assert ("在今天之后" in told) != accepted


@pytest.mark.slow
def test_nothing_else_asks_the_computer_for_the_day() -> None:
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if re.match(r"\.|tests/|benchmarks/|deploy/|artefacts/", name) or name in KEPT:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Attribute) and node.attr in CLOCKS):
                continue
            owner = ast.unparse(node.value)
            if owner.split(".")[-1] in {"date", "datetime", "Timestamp", "time"}:
                found.append(f"{name}:{node.lineno} {owner}.{node.attr}")
    assert found == []
