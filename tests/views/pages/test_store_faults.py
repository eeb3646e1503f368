"""The store read-only, full, spoilt: what is said, and that the page survives (库故障)."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from held import hold
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from base.problems import Problems, Text
from forecast.baseline import Baseline
from records.links.pin import Pin, pin
from records.store.records import Store
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.outcome.simulate import simulate
from views.panels import saved
from views.session import metrics, opened_link

ROOT = Path(__file__).parents[3]
BROKE = metrics.broke


def mount(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of our own, one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0 or not mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)):
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def made(newest: Baseline, value: float) -> Pin:
    moved = (Assumption(section="J", years=(2027,), value=value, reason="x" * 1_900),)
    return pin(simulate(newest, Scenario(assumptions=moved)))


def test_a_full_disk_loses_nothing_acknowledged_and_says_what_to_do(
    newest: Baseline, disk: Path
) -> None:
    store = Store(str(disk / "store.db"))
    kept: list[str] = []

    def fill() -> None:
        for number in range(500):
            kept.append(store.save(made(newest, number / 10_000), f"方案 {number}").record)

    with pytest.raises(Problems) as raised:
        fill()
    assert 5 < len(kept) < 500
    (problem,) = raised.value.problems
    assert "full" in problem.seen("en")
    assert "free disk space" in problem.remedy.en
    assert store.ids() == kept
    assert [store.get(name).id for name in kept] == kept
    mount("-o", "remount,size=4m", str(disk))
    assert store.save(made(newest, 0.15), "又有空间").number == 1
    store.close()


def test_a_read_only_store_is_read_and_says_so(newest: Baseline, tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store.db"))
    first = store.save(made(newest, 0.01), "一")

    def refuse(connection: Any, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA query_only = ON")  # SQLite's own answer, whoever we are

    event.listen(store.engine, "checkout", refuse)
    with pytest.raises(Problems, match="nothing was changed") as raised:
        store.save(made(newest, 0.02), "二")
    assert "readonly" in raised.value.problems[0].seen("en")
    assert "permissions" in raised.value.problems[0].remedy.en
    assert [entry.title for entry in store.newest()] == ["一"]
    assert store.get(first.record).id == first.record
    store.close()
    store = Store(str(tmp_path / "store.db"))
    assert store.save(made(newest, 0.02), "二").number == 1
    store.close()


@pytest.mark.parametrize("page", ["views/pages/compare.py", "views/pages/scenario.py"])
def test_the_pages_outlive_their_store(
    page: str, newest: Baseline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "store.db"
    monkeypatch.setenv("YUCE_STORE", str(file))
    opened_link.store.clear()
    store = Store(str(file))
    store.save(made(newest, 0.01), "一")
    newest.save()
    store.publish(newest.id, "张三", note=Text("一", "one"))
    store.close()  # so that all of it is in the one file
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    hold(app, language="zh")
    app.run()
    app.switch_page(page).run()
    assert not app.exception
    file.write_bytes(b"not a database" * 1_000)
    app.run()
    assert not app.exception
    if page == "views/pages/compare.py":
        assert any("情景库" in one.value for one in app.error)
    opened_link.store.clear()


def test_an_error_of_ours_is_told_in_the_pages_own_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails() -> None:
        raise ValueError("a secret")

    before = metrics.METRICS.counts["yuce_faults", "page"]
    monkeypatch.setattr(metrics, "broke", BROKE)
    monkeypatch.setattr(saved, "listing", fails)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    hold(app, language="zh")
    app.run()
    app.switch_page("views/pages/compare.py").run()
    assert not app.exception
    (told,) = app.error
    assert "此处出错" in told.value
    assert "secret" not in told.value
    assert metrics.METRICS.counts["yuce_faults", "page"] == before + 1
