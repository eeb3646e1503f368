"""The store: append-only, content-addressed, safe for many hands, on SQLite and PostgreSQL."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from data.problems import Problems
from forecast.baseline import Baseline
from scenarios.database import address, publications, records
from scenarios.pins import Pin, pin
from scenarios.published import published
from scenarios.scenario import Scenario
from scenarios.simulate import simulate
from scenarios.store import Store


@pytest.fixture(params=["sqlite", "postgresql"])
def setting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
    else:
        make = request.getfixturevalue("postgres")
        yield make()


@pytest.fixture
def store(setting: str) -> Iterator[Store]:
    found = Store(setting)
    yield found
    found.close()


@pytest.fixture(scope="module")
def pins(newest: Baseline) -> list[Pin]:
    return [
        pin(
            simulate(
                newest,
                Scenario.model_validate(
                    {"assumptions": [{"section": "J", "years": [2027], "value": n / 1000}]}
                ),
            )
        )
        for n in range(8)
    ]


def test_a_record_is_what_was_saved(store: Store, pins: list[Pin]) -> None:
    entry = store.save(pins[0], "金融 6%", note="备注\n第二行", who="张三", why="上会")
    assert (entry.number, entry.record, entry.who) == (1, pins[0].id, "张三")
    assert store.get(pins[0].id) == pins[0]
    assert store.has(pins[0].id)
    assert store.ids() == [pins[0].id]
    assert store.baselines() == {pins[0].baseline.id}


def test_the_same_scenario_is_one_record_and_the_same_title_two_versions(
    store: Store, pins: list[Pin]
) -> None:
    store.save(pins[0], "方案", who="张三")
    store.save(pins[0], "方案", who="李四", onto=1)
    store.save(pins[1], "方案", who="张三", note="改", onto=2)
    twice = store.save(pins[1], "方案", who="张三", note="改")
    assert twice.number == 3  # a double click changes nothing
    assert [(e.number, e.record, e.who) for e in store.history("方案")] == [
        (1, pins[0].id, "张三"),
        (2, pins[0].id, "李四"),
        (3, pins[1].id, "张三"),
    ]
    assert store.ids() == [pins[0].id, pins[1].id]
    assert [e.record for e in store.newest()] == [pins[1].id]


def test_archive_restore_duplicate_search(store: Store, pins: list[Pin]) -> None:
    store.save(pins[0], "甲", note="100%_稳妥")
    store.save(pins[1], "乙", who="王五")
    store.archive("甲", why="过时")
    assert [e.title for e in store.newest()] == ["乙"]
    assert [e.title for e in store.newest(archived=True)] == ["甲", "乙"]
    assert [e.title for e in store.newest("过时", archived=True)] == ["甲"]
    store.restore("甲")
    assert [e.title for e in store.newest("0%_稳")] == ["甲"]
    assert [e.title for e in store.newest("王五 乙")] == ["乙"]
    assert [e.title for e in store.newest("%")] == ["甲"]
    assert {e.title for e in store.newest("金融业")} == {"甲", "乙"}
    assert store.newest("批发") == []
    copy = store.duplicate("甲", "丙", who="赵六")
    assert (copy.record, copy.number, copy.note) == (pins[0].id, 1, "100%_稳妥")
    assert [e.action for e in store.history("甲")] == ["save", "archive", "restore"]
    with pytest.raises(Problems, match="no such title"):
        store.archive("丁")


def test_what_people_write_is_checked_and_kept_as_it_is(store: Store, pins: list[Pin]) -> None:
    title = "<script>alert(1)</script>'; DROP TABLE records; --"
    store.save(pins[0], title)
    assert store.newest()[0].title == title
    assert [e.title for e in store.newest("<script>")] == [title]
    with pytest.raises(Problems) as caught:
        store.save(pins[0], " \n", note="x" * 10_001, who="a\x00b")
    assert len(caught.value.problems) == 3
    assert len(store.history()) == 1


def test_nothing_is_altered_or_removed(store: Store, pins: list[Pin]) -> None:
    store.save(pins[0], "甲")
    store.publish("0" * 16, why="首次")
    for table in ("records", "entries", "publications"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {_column(table)} = 'x'"):
            with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as connection:
                connection.execute(sa.text(statement))
    assert store.get(pins[0].id) == pins[0]


def _column(table: str) -> str:
    return "pin" if table == "records" else "who"


def test_a_damaged_record_is_never_shown(store: Store, pins: list[Pin]) -> None:
    other = pins[1].text()
    row = {"id": pins[0].id, "seal": "0" * 64, "baseline": "0" * 16, "pin": other, "words": ""}
    with store.engine.begin() as connection:
        connection.execute(sa.insert(records), row)
    with pytest.raises(Problems, match="not what its id says"):
        store.get(pins[0].id)
    with pytest.raises(Problems, match="no such record"):
        store.get("f" * 16)


def test_many_hands_at_once(store: Store, setting: str, pins: list[Pin]) -> None:
    """Eight people save three scenarios each under one title: one record each, 24 versions."""
    failures: list[BaseException] = []

    def work(number: int) -> None:
        mine = Store(setting)
        try:
            for one in pins[:3]:
                mine.save(one, "同名", who=f"人{number}", onto=None)
        except BaseException as error:
            failures.append(error)
        finally:
            mine.close()

    people = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert not failures
    assert sorted(store.ids()) == sorted(one.id for one in pins[:3])
    assert [e.number for e in store.history("同名")] == list(range(1, 25))


def test_two_processes_may_open_a_new_store_at_once(setting: str) -> None:
    command = [sys.executable, "-c", "from scenarios.store import Store; Store().ids()"]
    both = [subprocess.Popen(command, env=os.environ | {"YUCE_STORE": setting}) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]


SAVER = """
import json, sys
from scenarios.pins import read_pin
from scenarios.store import Store
record = json.loads(sys.stdin.readline())
store = Store()
for number in range(1_000):
    record["scenario"]["name"] = f"crash-{number}"
    pin = read_pin(record)
    store.save(pin, f"title {number}", who="writer")
    print(number, pin.id, flush=True)
"""


def test_a_kill_in_the_middle_of_saving_loses_nothing_acknowledged(
    setting: str, store: Store, pins: list[Pin]
) -> None:
    pipe: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-c", SAVER]
    with subprocess.Popen(command, env=os.environ | {"YUCE_STORE": setting}, **pipe) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdin.write(json.dumps(pins[0].record()) + "\n")
        writer.stdin.flush()
        told = [writer.stdout.readline().split() for _ in range(150)]
        writer.send_signal(signal.SIGKILL)
        told += [line.split() for line in writer.stdout.read().splitlines()]
    assert writer.returncode == -signal.SIGKILL
    assert 150 <= len(told) < 1_000
    kept = {entry.title: entry.record for entry in store.history()}
    assert all(kept[f"title {number}"] == name for number, name in told)
    assert sorted(kept.values()) == sorted(store.ids())  # no record without its version
    for name in store.ids():
        assert store.get(name).id == name


def test_publications_only_ever_grow(store: Store, newest: Baseline, home: Path) -> None:
    assert published(store, home) is None
    newest.save(home)
    store.publish("0" * 16, who="甲")
    store.publish(newest.id, who="乙", why="新数据")
    found = published(store, home)
    assert found is not None
    assert found.id == newest.id
    with store.engine.connect() as connection:
        assert len(connection.execute(sa.select(publications)).all()) == 2


def test_a_store_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    for wrong in (str(tmp_path), "nosuch://x", "postgresql://127.0.0.1:1/none?connect_timeout=1"):
        with pytest.raises(Problems, match="store cannot be opened"):
            Store(wrong)


def test_the_address_is_as_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUCE_STORE", "postgres://yuce@db/yuce")
    assert address() == "postgresql+psycopg://yuce@db/yuce"
    assert address("/tmp/x.db") == "sqlite:////tmp/x.db"
