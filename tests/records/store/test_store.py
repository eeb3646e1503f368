"""The store: append-only, content-addressed, safe for many hands, on SQLite and PostgreSQL."""

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from base.problems import Problems
from forecast.baseline import Baseline
from records.links.pin import LeftOut, Pin, pin, read_pin
from records.links.seal import Attested
from records.publishing.published import in_use
from records.store.database import address, connect, entries, events, publications, records
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate


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


def test_a_part_of_the_list_is_that_part_of_the_whole(store: Store, pins: list[Pin]) -> None:
    for number in range(9):
        store.save(pins[number % 8], f"方案{number}", who="甲" if number % 3 else "乙")
        store.log("fit", f"b{number}")
    store.archive("方案4")
    for asked in ("", "乙", "方案", "没有"):
        for archived in (False, True):
            whole = store.newest(asked, archived)
            assert store.count(asked, archived) == len(whole)
            parts = [store.newest(asked, archived, first, 4) for first in range(0, 12, 4)]
            assert [one for part in parts for one in part] == whole
    assert store.audited() == len(store.audit()) == 20  # with the key
    assert [store.audit(most=most) for most in (1, 5)] == [store.audit()[:most] for most in (1, 5)]
    for kind in ("save", "archive", "fit", "publish"):
        assert store.audit(kind) == [one for one in store.audit() if one.kind == kind]
    assert [one.subject for one in store.audit("fit", 2)] == ["b8", "b7"]


def test_a_title_of_older_versions_is_found_by_each_store(setting: str, pins: list[Pin]) -> None:
    """One that holds a sign that cannot be seen; a store that looked before finds it too."""
    early, late = Store(setting), Store(setting)
    early.save(pins[0], "乙")
    row = {"record": pins[0].id, "title": "甲\u200b方案", "number": 1, "note": "", "who": "张三"}
    with early.engine.begin() as connection:
        connection.execute(sa.insert(entries), row | {"action": "save", "why": "", "at": "2025"})
    for number, store in enumerate((early, late), 2):
        assert store.save(pins[number], "甲方案", onto=None).number == number
        store.close()


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
    kept = store.save(pins[0], title, note="一\r\n二\r三\x85四", why="甲\r\n乙")
    assert (kept.note, kept.why) == ("一\n二\n三\n四", "甲\n乙")


GROWING = ("records", "entries", "publications", "events", "seals", "keys")

WAYS = {
    "sqlite": (
        "DELETE FROM {0}",
        "UPDATE {0} SET {1} = 'x'",
        "UPDATE OR REPLACE {0} SET {1} = 'x'",
        "INSERT OR REPLACE INTO {0} SELECT * FROM {0}",
        "REPLACE INTO {0} SELECT * FROM {0}",
        "INSERT OR IGNORE INTO {0} SELECT * FROM {0}",
        "INSERT INTO {0} SELECT * FROM {0} WHERE true ON CONFLICT DO UPDATE SET {1} = 'x'",
    ),
    "postgresql": (
        "DELETE FROM {0}",
        "UPDATE {0} SET {1} = 'x'",
        "TRUNCATE {0} CASCADE",
        "TRUNCATE records, entries, publications, events, seals, keys RESTART IDENTITY",
        "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT ({2}) DO UPDATE SET {1} = 'x'",
    ),
}
"""Ways to alter or remove rows by SQL: {0} the table, {1} a column of it, {2} its key."""


def filled(store: Store, one: Pin) -> dict[str, list[Any]]:
    """Put a row into every table, and give them all."""
    if not store.ids():
        store.save(one, "甲")
        store.publish("0" * 16, why="首次")
        store.log("fit", "0" * 16)
        store.keys.trust("f" * 32, "别处")
    with store.engine.connect() as connection:
        return {
            table: list(connection.execute(sa.text(f"SELECT * FROM {table}"))) for table in GROWING
        }


def test_nothing_is_altered_removed_or_replaced(store: Store, pins: list[Pin]) -> None:
    before = filled(store, pins[0])
    assert all(before.values())
    for table in GROWING:
        column = {"records": "pin"}.get(table, "who")
        key = {"records": "id"}.get(table, "seq")
        for way in WAYS[store.engine.dialect.name]:
            statement = way.format(table, column, key)
            with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as connection:
                connection.execute(sa.text(statement))
    assert filled(store, pins[0]) == before
    assert store.get(pins[0].id) == pins[0]


def test_no_row_replaces_another_by_any_of_its_keys(tmp_path: Path, pins: list[Pin]) -> None:
    """With a plain connection, as any program opens the file: SQLite's REPLACE of unique rows."""
    store = Store(str(tmp_path / "store.db"))
    before = filled(store, pins[0])
    same = "number, note, action, 'x', why, at FROM entries"
    with closing(sqlite3.connect(tmp_path / "store.db")) as plain:
        for way in (
            f"INSERT OR REPLACE INTO entries SELECT 99, record, title, {same}",
            "INSERT OR REPLACE INTO records SELECT id, seal, baseline, 'x', words FROM records",
            "INSERT OR REPLACE INTO records (rowid, id, seal, baseline, pin, words) "
            "SELECT rowid, 'x', seal, baseline, pin, words FROM records",
            "INSERT OR REPLACE INTO events SELECT seq, kind, 'x', detail, who, why, at FROM events",
            "REPLACE INTO publications (baseline, who, why, at, previous) "
            "SELECT baseline, 'x', why, at, previous FROM publications",
            "REPLACE INTO seals (record, title, number, who, moment, key, signature) "
            "SELECT record, title, number, 'x', moment, key, signature FROM seals",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                plain.execute(way)
    assert filled(store, pins[0]) == before
    store.close()


def test_no_private_key_is_altered_or_replaced(store: Store, pins: list[Pin]) -> None:
    filled(store, pins[0])
    before = store.keys.private().private_bytes_raw()
    for way in WAYS[store.engine.dialect.name]:
        if way.startswith(("DELETE", "TRUNCATE records")):
            continue
        statement = way.format("private_keys", "private", "fingerprint")
        with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as connection:
            connection.execute(sa.text(statement))
    assert store.keys.private().private_bytes_raw() == before


HIDDEN = ("\u200b", "\u202e", "\u00ad", "\u2028", "\u2060", "\ufeff")
"""Zero-width and bidi signs, a soft hyphen, ends of lines."""


@pytest.mark.parametrize("sign", HIDDEN)
def test_nothing_that_cannot_be_seen_is_kept(store: Store, pins: list[Pin], sign: str) -> None:
    entry = store.save(pins[0], f"方{sign}案{sign}", f"备{sign}注", f"{sign}李四", f"上{sign}会")
    told: list[Any] = [store.save(pins[1], f"{sign}方案", who="李四")]
    told += [*store.newest(), *store.history()]
    told += [
        store.archive(f"方案{sign}", "李四"),
        store.publish("0" * 16, sign + "甲", f"首{sign}"),
    ]
    told += [store.log("fit", f"a{sign}", {"name": [f"b{sign}"]}, f"甲{sign}", f"c{sign}d")]
    told += [*store.audit(), *store.publications(), store.keys.trust("f" * 32, f"别{sign}处")]
    assert sign not in json.dumps([one.asdict() for one in told], ensure_ascii=False)
    if sign != "\u2028":  # which is a blank
        assert (entry.title, told[0].number) == ("方案", 2)


@pytest.mark.parametrize("sign", HIDDEN)
def test_what_older_stores_let_in_is_shown_without_and_found(
    store: Store, pins: list[Pin], sign: str
) -> None:
    filled(store, pins[0])
    old: dict[str, Any] = {
        "record": pins[0].own_id,
        "title": f"旧{sign}题",
        "number": 1,
        "note": sign,
    }
    old |= {"action": "save", "who": f"李{sign}四", "why": sign, "at": "2026-01-01T00:00:00+08:00"}
    event: dict[str, Any] = {
        "kind": "fit",
        "subject": sign,
        "detail": json.dumps({"a": sign}),
        "who": sign,
    }
    published: dict[str, Any] = {
        "baseline": "1" * 16,
        "who": sign,
        "note_zh": sign,
        "note_en": sign,
    }
    published |= {"why": sign, "at": old["at"], "acknowledged": "", "previous": 99}
    with store.engine.begin() as connection:
        connection.execute(sa.insert(entries), old)
        connection.execute(sa.insert(events), event | {"why": sign, "at": old["at"]})
        connection.execute(sa.insert(publications), published)
    told: list[Any] = [*store.newest(), *store.history(), *store.audit(), *store.publications()]
    assert sign not in json.dumps([one.asdict() for one in told], ensure_ascii=False)
    shown = next(one.title for one in store.newest() if one.title.startswith("旧"))
    for named in (shown, old["title"]):
        assert [one.number for one in store.history(named)] == [1]
    assert store.save(pins[1], shown, who=store.history(shown)[0].who).number == 2
    assert store.archive(shown).number == 3
    assert shown not in [one.title for one in store.newest()]


def test_an_older_store_is_brought_up_to_date(setting: str, pins: list[Pin]) -> None:
    """Rows of before the third step stay, unsealed, and can no longer be replaced."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("records.store.database.HEAD", "0002")
        older = connect(setting)
    with older.begin() as connection:
        row = {"id": pins[0].own_id, "baseline": pins[0].baseline.id, "pin": pins[0].text()}
        seal = hashlib.sha256(pins[0].text().encode()).hexdigest()
        connection.execute(sa.insert(records), row | {"seal": seal, "words": ""})
    older.dispose()
    store = Store(setting)
    assert store.get(pins[0].own_id) == pins[0]
    assert store.attested(pins[0].own_id) == Attested("none")
    store.save(pins[0], "甲")
    assert store.attested(pins[0].own_id).state == "here"
    store.close()


def test_a_version_that_came_between_is_told_first(store: Store, pins: list[Pin]) -> None:
    assert store.save(pins[0], "方案", who="甲", onto=0).number == 1
    with pytest.raises(Problems, match="version 1 of '方案' came between, by 甲") as caught:
        store.save(pins[1], "方案", who="乙", onto=0)
    assert caught.value.problems[0].code == "title-moved"
    with pytest.raises(Problems, match="came between, by 甲"):
        store.save(pins[1], "方案", who="乙")
    assert store.save(pins[1], "方案", who="乙", onto=1).number == 2
    with pytest.raises(Problems, match=r"version 2 .* by 乙"):
        store.save(pins[2], "方案", who="甲", onto=1)
    assert store.save(pins[1], "方案", who="乙").number == 2  # a double click
    assert store.save(pins[2], "方案", who="乙").number == 3  # onto one's own
    store.archive("方案", who="丙")
    with pytest.raises(Problems, match=r"by 丙 .*archive"):
        store.save(pins[3], "方案", who="乙", onto=3)
    assert store.save(pins[3], "方案", who="丁", onto=None).number == 5
    with pytest.raises(Problems, match="version 5 of '方案'"):
        store.duplicate("方案", "方案", who="甲")
    assert [entry.number for entry in store.history("方案")] == [1, 2, 3, 4, 5]


RIVAL = """
import json, sys
from base.problems import Problems
from records.links.pin import read_pin
from records.store.records import Store
record, who = json.loads(sys.stdin.readline()), sys.argv[1]
record["scenario"]["name"] = who
pin, store = read_pin(record), Store()
print("ready", flush=True)
sys.stdin.readline()
try:
    print(store.save(pin, "同题", who=who, onto=0).number)
except Problems as problems:
    print(problems.problems[0].code, problems)
"""


@pytest.mark.slow
def test_of_two_processes_that_save_onto_one_title_the_second_is_told(
    setting: str, store: Store, pins: list[Pin]
) -> None:
    pipe: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    where = os.environ | {"YUCE_STORE": setting}
    rivals = [
        subprocess.Popen([sys.executable, "-c", RIVAL, who], env=where, **pipe)
        for who in ("甲", "乙")
    ]
    for one in rivals:
        assert one.stdin is not None
        assert one.stdout is not None
        one.stdin.write(json.dumps(pins[0].record()) + "\n")
        one.stdin.flush()
        assert one.stdout.readline() == "ready\n"
    for one in rivals:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = sorted(one.communicate()[0] for one in rivals)
    (entry,) = store.history("同题")
    assert said[0] == "1\n"
    assert said[1].startswith("title-moved")
    assert f"came between, by {entry.who}" in said[1]


def test_a_record_is_named_by_what_it_holds(store: Store, pins: list[Pin]) -> None:
    """A link that claims to be part of another record takes nothing of that record's."""
    told = store.save(pins[0], "定稿", who="王局长")
    gone = LeftOut(id=pins[0].id, fields=("reason",))
    forged = read_pin(pins[1].record() | {"left_out": gone.model_dump(mode="json")})
    assert forged.id == pins[0].id
    kept = store.save(forged, "转存", who="甲")
    assert kept.record == forged.own_id == pins[1].own_id
    assert kept.record != told.record
    assert store.get(told.record) == pins[0]
    assert [entry.title for entry in store.history(record=told.record)] == ["定稿"]


def test_half_a_character_is_refused_and_nul_is_kept(store: Store, pins: list[Pin]) -> None:
    record = pins[0].record()
    record["scenario"]["note_zh"] = "a\0b"
    found = read_pin(record)
    assert store.get(store.save(found, "空字符").record) == found
    half = found.model_copy(
        update={"scenario": found.scenario.model_copy(update={"note_zh": "a\ud800b"})}
    )
    with pytest.raises(Problems, match="half a character"):
        store.save(half, "半个")
    with pytest.raises(Problems):
        store.save(pins[0], "半\udfff个")
    assert [entry.title for entry in store.history()] == ["空字符"]


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


@pytest.mark.slow
def test_two_processes_may_open_a_new_store_at_once(setting: str) -> None:
    command = [sys.executable, "-c", "from records.store.records import Store; Store().ids()"]
    both = [subprocess.Popen(command, env=os.environ | {"YUCE_STORE": setting}) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]


SAVER = """
import json, sys
from records.links.pin import read_pin
from records.store.records import Store
record = json.loads(sys.stdin.readline())
store = Store()
for number in range(1_000):
    record["scenario"]["name"] = f"crash-{number}"
    pin = read_pin(record)
    store.save(pin, f"title {number}", who="writer")
    print(number, pin.id, flush=True)
"""


@pytest.mark.slow
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
    newest.save(home)
    store.publish("0" * 16, who="甲")
    store.publish(newest.id, who="乙", why="新数据")
    assert in_use(lambda: store, home).baseline.id == newest.id
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
