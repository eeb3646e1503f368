"""Disks that fill, stores that go, files that rot, processes that die: told, and nothing lost."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import sqlalchemy as sa

from base.problems import Problems
from deploy import local
from forecast.baseline import Baseline
from records.links.pin import Pin, pin
from records.publishing.published import in_use
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate

ROOT = Path(__file__).parents[3]


LONG = bool(os.environ.get("YUCE_LONG"))
TRIES = 20 if LONG else 4
KINDS = (
    () if LONG else ("--store", "sqlite", "--kind", "save", "--kind", "publish", "--kind", "shelf")
)
"""All of them where there is time: jobs take seconds each."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = Store(str(tmp_path / "store.db"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def one(newest: Baseline) -> Pin:
    return pin(simulate(newest, Scenario()))


def test_killed_at_random_points_nothing_acknowledged_is_lost_and_nothing_is_half() -> None:
    command = [sys.executable, "-m", "benchmarks.faults", "--tries", str(TRIES), "--json", *KINDS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for found in json.loads(done.stdout):
        assert (found["lost"], found["half"]) == ([], []), found["kind"]
        if found["kind"] in ("save", "publish", "shelf"):
            assert found["acknowledged"] > 0
            assert found["killed_midway"] == found["tries"] == TRIES


FULL = """
import json, os, resource, signal, sys
from pathlib import Path
from base.problems import Problems
from forecast.baseline import Baseline
from records.links.pin import read_pin
from records.store.records import Store
home = Path(sys.argv[1])
base, store, pin = Baseline.load(sys.argv[2], home), Store(), read_pin(json.load(sys.stdin))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
limit = lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
limit((home / "store.db").stat().st_size + 300_000)
told, number = [], 0
def tell(work):
    try:
        work()
    except Problems as problems:
        told.append(problems.text("zh"))
while not told and number < 500:
    record = json.loads(pin.text())
    record["scenario"]["note_zh"] = f"{number} " + "长" * 1500
    tell(lambda: store.save(read_pin(record), f"t{number}", who="a"))
    number += 1
kept = number - 1
limit(1)
tell(lambda: store.publish(base.id))
tell(lambda: store.log("fit", base.id))
home2 = home / "other"
tell(lambda: base.save(home2))
left = [str(p) for p in (home2 / "baselines").glob("*") if p.name != "made"]
limit(most)
store.publish(base.id)
base.save(home2)
print(json.dumps([kept, told, left, Baseline.load(base.id, home2).id]), flush=True)
os._exit(0)  # a library's thread that a full disk cut off may abort the interpreter as it ends
"""


def test_a_full_disk_is_told_and_room_made_all_goes_on(
    home: Path, newest: Baseline, one: Pin
) -> None:
    newest.save(home)
    env = os.environ | {"YUCE_STORE": str(home / "store.db"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", FULL, str(home), newest.id]
    done = subprocess.run(
        command, env=env, input=one.text(), stdout=subprocess.PIPE, text=True, check=True
    )
    kept, told, left, again = json.loads(done.stdout)
    assert len(told) == 4
    assert all("磁盘空间" in text and "重" in text for text in told)
    assert left == []
    assert again == newest.id
    store = Store(str(home / "store.db"))
    assert len(store.ids()) == kept  # those acknowledged, and no other
    for name in store.ids():
        store.get(name)
    store.close()


def test_a_store_that_is_read_only_can_be_read(tmp_path: Path, store: Store, one: Pin) -> None:
    store.save(one, "甲")
    store.close()
    locked = Store(f"sqlite:///file:{tmp_path}/store.db?mode=ro&uri=true")
    assert locked.get(one.id) == one
    for work in (
        lambda: locked.save(one, "乙"),
        lambda: locked.publish(one.baseline.id),
        lambda: locked.log("fit", "x"),
    ):
        with pytest.raises(Problems) as caught:
            work()
        assert "权限" in caught.value.text("zh")
        assert "permissions" in caught.value.text("en")
    locked.close()


def test_a_store_gone_is_told_and_back_it_serves(tmp_path: Path, store: Store, one: Pin) -> None:
    store.save(one, "甲")
    place, away = tmp_path / "store.db", tmp_path / "away.db"
    place.rename(away)
    for work in (lambda: store.save(one, "乙"), lambda: store.get(one.id), store.current):
        with pytest.raises(Problems, match="gone"):
            work()
    assert not place.exists()  # never an empty one in its stead
    away.rename(place)
    assert store.get(one.id) == one
    assert store.save(one, "乙").number == 1
    assert len(store.history()) == 2


def test_a_store_put_back_from_a_backup_is_the_one_written_to(
    tmp_path: Path, store: Store, one: Pin
) -> None:
    """SQLite would go on writing into the file that was replaced, and lose what it took."""
    store.publish("a" * 16)
    backup = Store(str(tmp_path / "backup.db"))
    backup.close()
    for old in tmp_path.glob("store.db*"):
        old.unlink()
    (tmp_path / "backup.db").rename(tmp_path / "store.db")
    store.save(one, "甲")
    assert store.publication() is None
    other = Store(str(tmp_path / "store.db"))
    assert other.ids() == [one.id]
    other.close()


def test_a_server_gone_and_back_serves(request: pytest.FixtureRequest, one: Pin) -> None:
    setting = request.getfixturevalue("postgres")()
    store, other = Store(setting), Store(setting)
    store.save(one, "甲")
    end = sa.text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )
    with other.engine.begin() as connection:
        connection.execute(end)
    assert store.get(one.id) == one  # the dead connection is noticed before it is used
    store.close()
    other.close()


@pytest.mark.skipif(local.binaries() is None, reason="needs PostgreSQL")
def test_a_server_that_stops_is_told_and_started_again_serves(
    one: Pin, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TemporaryDirectory(prefix="yuce-gone-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # PostgreSQL runs as its own user below
        with local.postgres(home / "postgres") as port:
            store = Store(local.database(port, "yuce"))
            store.save(one, "甲")
        for work in (lambda: store.save(one, "乙"), lambda: store.get(one.id), store.current):
            with pytest.raises(Problems) as caught:
                work()
            assert "YUCE_STORE" in caught.value.text("zh")
        monkeypatch.setattr(local, "free_port", lambda: port)
        with local.postgres(home / "postgres"):
            assert store.get(one.id) == one
            assert store.save(one, "乙").number == 1
            store.close()


def test_a_server_that_never_was_is_told() -> None:
    with pytest.raises(Problems) as caught:
        Store("postgresql://nobody:secret@127.0.0.1:1/none?connect_timeout=1")
    assert "YUCE_STORE" in caught.value.text("zh")
    assert "secret" not in caught.value.text("zh")


RIVAL = """
import json, sys
from base.problems import Problems
from records.store.records import Store
store, done, told = Store(), [], []
print("ready", flush=True)
sys.stdin.readline()
while len(done) < 40:
    seen = store.current()
    try:
        done.append(store.publish(sys.argv[1], after=seen.seq if seen else 0).seq)
    except Problems as problems:
        told.append(problems.text("zh"))
print(json.dumps([done, told]))
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_of_two_processes_that_publish_at_once_each_follows_what_it_saw(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    servers = kind == "postgresql"
    setting = request.getfixturevalue("postgres")() if servers else str(tmp_path / "store.db")
    env = os.environ | {"YUCE_STORE": setting, "PYTHONPATH": str(ROOT)}
    names = ("a" * 16, "b" * 16)
    rivals = [
        subprocess.Popen(
            [sys.executable, "-c", RIVAL, name],
            env=env,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for name in names
    ]
    for one in rivals:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in rivals:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [json.loads(one.communicate(timeout=120)[0]) for one in rivals]
    store = Store(setting)
    chain = store.publications()
    store.close()
    assert [one.previous for one in chain] == [*(one.seq for one in chain[1:]), 0]
    for name, (done, _) in zip(names, told, strict=True):
        assert sorted(one.seq for one in chain if one.baseline == name) == done
    refused = [text for _, texts in told for text in texts]
    assert refused, "they never met"
    assert all("重新复核" in text for text in refused)


@pytest.mark.parametrize("file", ["manifest.json", "draws.parquet"])
def test_a_baseline_cut_off_or_flipped_anywhere_is_never_read_as_another(
    file: str, home: Path, newest: Baseline
) -> None:
    path = newest.save(home) / file
    whole, rng = path.read_bytes(), random.Random(20260331)
    for _ in range(40):
        place = rng.randrange(len(whole))
        flipped = bytearray(whole)
        flipped[place] ^= 1 << rng.randrange(8)
        path.write_bytes(whole[:place])
        with pytest.raises(Problems) as caught:
            Baseline.load(newest.id, home)
        assert "备份" in caught.value.text("zh")
        path.write_bytes(bytes(flipped))
        try:  # a bit that no figure hangs on may flip, such as one of Parquet's own statistics
            found = Baseline.load(newest.id, home)
        except Problems:
            continue
        assert np.array_equal(found.growth, newest.growth)
        assert np.array_equal(found.level, newest.level)
    path.write_bytes(whole)
    assert Baseline.load(newest.id, home).id == newest.id


def test_a_baseline_that_cannot_be_read_for_now_is_not_thrown_away(
    home: Path, newest: Baseline
) -> None:
    folder = newest.save(home)
    (folder / "draws.parquet").rename(folder / "away")
    (folder / "draws.parquet").mkdir()  # reading it fails, whoever asks
    with pytest.raises(Problems):
        Baseline.load(newest.id, home)
    assert (folder / "away").exists()
    newest.save(home)  # whoever holds the same bytes may put them in its place
    assert Baseline.load(newest.id, home).id == newest.id


def test_a_published_baseline_beyond_repair_is_never_another_in_its_stead(
    home: Path, newest: Baseline, report: Baseline, store: Store
) -> None:
    for base in (newest, report):
        base.save(home)
    store.publish(newest.id)
    (home / "baselines" / newest.id / "manifest.json").write_bytes(b"")
    with pytest.raises(Problems, match="does not fit its name"):
        in_use(lambda: store, home)


def test_with_the_clock_set_back_the_last_publication_still_holds(
    home: Path, newest: Baseline, report: Baseline, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for base in (newest, report):
        base.save(home)
    store.publish(newest.id)
    monkeypatch.setattr("records.store.audit_log.now", lambda: "1999-01-01T00:00:00.000+00:00")
    store.publish(report.id)
    assert in_use(lambda: store, home).baseline.id == report.id
    assert [event.subject for event in store.audit("publish")] == [report.id, newest.id]
