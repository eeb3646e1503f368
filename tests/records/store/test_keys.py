"""The installation's key: made once, kept apart, and whose seals count (密钥)."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from terminal import yuce

from base.problems import Problems
from data import clock
from forecast.baseline import Baseline
from records.links.codec import encode, parse, unpack
from records.links.pin import Pin, pin
from records.links.seal import UNSIGNED, Attested, fingerprint, sign
from records.publishing.opening import newest_saving
from records.publishing.share import share
from records.store.backup import backup, restore
from records.store.database import private_keys
from records.store.received import receive
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate

THEIRS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = THEIRS.public_key().public_bytes_raw()


@pytest.fixture(params=["sqlite", "postgresql"])
def setting(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    return str(request.getfixturevalue("postgres")())


@pytest.fixture
def store(setting: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("YUCE_STORE", setting)
    found = Store()
    yield found
    found.close()


@pytest.fixture(scope="module")
def found(newest: Baseline) -> Pin:
    return pin(simulate(newest, Scenario.model_validate({"title_zh": "定稿"})))


def weighed(link: str, store: Store) -> Attested:
    return receive(link, lambda: store).seal


def test_what_is_shared_here_opens_as_sealed_here(store: Store, found: Pin) -> None:
    link = share(found, "张三", lambda: store).link
    seal = weighed(link, store)
    own = store.keys.own
    assert own is not None
    assert (seal.state, seal.trusted, seal.by, seal.key) == ("here", True, "张三", own.fingerprint)
    assert str(seal.at).endswith("+08:00")
    assert weighed(encode(found), store) == Attested("none")


def test_what_is_saved_is_sealed_beside_the_record(store: Store, found: Pin) -> None:
    entry = store.save(found, "方案", who="自称李四")
    assert weighed(entry.link, store).by == UNSIGNED
    second = store.save(found, "方案", who="张三", onto=1, by="张三")
    # The day is the first saver's; each saving has a seal, of the record as it is kept.
    later = found.model_copy(update={"made": "2030-01-01"})
    third = store.save(later, "另一", by="王五")
    assert weighed(entry.link, store).by == "王五"  # who saved it first takes nothing from her
    kept = ((entry, UNSIGNED), (second, "张三"), (third, "王五"))
    for (_, by), seal in zip(kept, store.weighed(one for one, _ in kept), strict=True):
        assert (seal.state, seal.by, seal.vouched) == ("here", by, by != UNSIGNED)
    assert store.get(entry.record).made == found.made
    assert [one.at[:10] for one in store.savings(entry.record)] == [clock.stamp()[:10]] * 3


def test_who_saved_last_is_held_against_that_savings_own_seal(store: Store, found: Pin) -> None:
    store.save(found, "甲", who="张三", by="张三")
    last = store.save(found, "乙", who="王局长")
    entry, seal = newest_saving(last.record, lambda: store)
    assert entry == last
    assert (seal.by, seal.vouched) == (UNSIGNED, False)


def test_a_seal_put_under_another_record_is_broken(
    store: Store, found: Pin, newest: Baseline
) -> None:
    other = pin(simulate(newest, Scenario.model_validate({"title_zh": "别的"})))
    first = store.save(found, "甲", by="张三")
    second = store.save(other, "乙", by="李四")
    with store.engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO seals (record, title, number, who, moment, key, signature) "
                "SELECT :record, 'x', 1, who, moment, key, signature FROM seals "
                "WHERE record = :from"
            ),
            {"record": second.record, "from": first.record},
        )
    assert store.weighed([replace(second, title="x")]) == [Attested("broken")]
    assert weighed(second.link, store).by == "李四"  # what was planted came later


def test_another_installations_seal_counts_when_it_is_trusted(store: Store, found: Pin) -> None:
    link = encode(found, lambda text: sign(THEIRS, text, "张三"))
    named = fingerprint(PUBLIC)
    assert (weighed(link, store).state, weighed(link, store).trusted) == ("elsewhere", False)
    store.keys.trust(named.upper().replace("-", " "), "市统计局", "甲", "电话核对")
    seal = weighed(link, store)
    assert (seal.state, seal.trusted, seal.name) == ("elsewhere", True, "市统计局")
    store.keys.untrust(named)
    assert not weighed(link, store).trusted
    store.keys.trust(PUBLIC.hex(), "市统计局")
    assert weighed(link, store).trusted
    known = store.keys.find(named)
    assert known is not None
    assert known.public == PUBLIC.hex()
    told = [(event.kind, event.subject) for event in store.audit()]
    assert told == [(f"key_{kind}", named) for kind in ("trusted", "untrusted", "trusted")]
    for wrong in ("", "abc", "f" * 31, "渝" * 32):
        with pytest.raises(Problems, match="neither a fingerprint"):
            store.keys.trust(wrong, "x")
    with pytest.raises(Problems, match="not known here"):
        store.keys.untrust("f" * 32)


def test_ones_own_key_is_not_trusted_but_may_be_given_up(store: Store, found: Pin) -> None:
    link = share(found, "张三", lambda: store).link
    own = store.keys.own
    assert own is not None
    with pytest.raises(Problems, match="own key"):
        store.keys.trust(own.fingerprint, "x")
    store.keys.untrust(own.fingerprint, why="笔记本失窃")
    assert (weighed(link, store).state, weighed(link, store).trusted) == ("elsewhere", False)
    again = share(found, "张三", lambda: store).link
    assert weighed(again, store).state == "here"
    assert weighed(again, store).key != own.fingerprint


OWN = (
    "from records.store.records import Store; "
    "print(Store().keys.private().private_bytes_raw().hex())"
)


@pytest.mark.slow
def test_processes_that_start_at_once_have_one_key(setting: str) -> None:
    command, where = [sys.executable, "-c", OWN], os.environ | {"YUCE_STORE": setting}
    many = [
        subprocess.Popen(command, env=where, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = {one.communicate()[0] for one in many}
    assert len(said) == 1
    assert len(said.pop().strip()) == 64


def test_nobody_else_on_the_machine_reads_the_key(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store.db"))
    store.keys.private()
    for file in tmp_path.iterdir():
        assert not stat.S_IMODE(file.stat().st_mode) & 0o007, file
    store.close()


@pytest.mark.parametrize("with_key", [False, True])
def test_a_backup_takes_the_private_key_only_when_asked(
    with_key: bool, store: Store, setting: str, found: Pin, tmp_path: Path
) -> None:
    link, entry = share(found, "张三", lambda: store).link, store.save(found, "方案", by="张三")
    secret = store.keys.private().private_bytes_raw().hex()
    file = tmp_path / "all.zip"
    counts = backup(file, setting, tmp_path / "none", with_key)
    assert counts["private_keys"] == int(with_key)
    assert restore(file, str(tmp_path / "two.db"), tmp_path / "two")["private_keys"] == with_key
    assert not with_key or not stat.S_IMODE(file.stat().st_mode) & 0o077
    other = Store(str(tmp_path / "two.db"))
    with other.engine.connect() as connection:
        kept = connection.execute(sa.select(private_keys.c.private)).scalars().all()
    assert kept == ([secret] if with_key else [])
    for one in (link, entry.link):
        seal = weighed(one, other)
        assert (seal.state, seal.trusted, seal.by) == (
            "here" if with_key else "elsewhere",
            True,
            "张三",
        )
        assert seal.earlier is not with_key
    again = share(found, "李四", lambda: other).link
    assert weighed(again, other).state == "here"
    assert (weighed(again, other).key == weighed(link, other).key) is with_key
    other.close()


def test_without_a_store_a_link_is_shared_unsealed_and_says_why(
    found: Pin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path))  # a folder is no store
    made = share(found)
    assert made.seal is None
    assert "cannot be opened" in Problems(made.unsealed).text("en")
    assert unpack(parse(made.link).value).seal is None


@pytest.mark.slow
def test_the_commands_show_trust_and_open(
    newest: Baseline, found: Pin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("YUCE_LANG", "en")
    newest.save()
    own = json.loads(yuce("keys", "--json"))["own"]
    assert own["fingerprint"] in yuce("keys")

    def opened(link: str) -> tuple[str, dict[str, Any]]:
        text = " ".join(yuce("open", link).split())
        return text, json.loads(yuce("open", link, "--json"))["seal"]

    text, seal = opened(share(found).link)
    assert "Sealed here for somebody not signed in, " in text
    assert (seal["state"], seal["by"], seal["key"]) == ("here", UNSIGNED, own["fingerprint"])
    text, seal = opened(encode(found))
    assert "Not sealed" in text
    assert f"{found.made} (as claimed)" in text
    assert (seal["state"], seal["trusted"], seal["by"]) == ("none", False, None)
    link = encode(found, lambda text: sign(THEIRS, text, "[bold]张三[/]"))
    text, seal = opened(link)
    assert "not trusted here" in text
    assert "[bold]张三[/]" in text
    yuce("keys", "trust", fingerprint(PUBLIC), "--name", "Statistics")
    text, seal = opened(link)
    assert "trusted here (“Statistics”): “[bold]张三[/]”" in text
    assert seal["trusted"] is True
    listed = json.loads(yuce("keys", "list", "--json"))["keys"]
    assert [one["standing"] for one in listed] == ["trusted", "own"]
    yuce("keys", "untrust", fingerprint(PUBLIC))
    assert not opened(link)[1]["trusted"]
