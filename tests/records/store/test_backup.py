"""A backup restores to the same store and the same numbers, over SQLite and PostgreSQL (备份)."""

import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from base.problems import Problems, Text
from forecast.baseline import Baseline
from records.links.pin import Pin, pin, read_pin
from records.store.backup import backup, restore
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate


@pytest.fixture
def filled(newest: Baseline, tmp_path: Path) -> tuple[str, Path]:
    """A store with records, versions, a publication and an event, and its baseline."""
    setting, home = str(tmp_path / "one.db"), tmp_path / "one"
    newest.save(home)
    (home / "jobs").mkdir()
    (home / "jobs" / "half").write_text("under way")
    store = Store(setting)
    found = pin(simulate(newest, Scenario()))
    store.save(found, "方案", "多行\n备注", "甲", "说明")
    store.archive("方案", "乙")
    store.publish(newest.id, "丙", "首次")
    store.log("fit", newest.id, {"seed": 1}, "丙")
    store.close()
    return setting, home


def told(setting: str) -> list[dict[str, Any]]:
    store = Store(setting)
    try:
        return [asdict(event) for event in store.audit()]
    finally:
        store.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_backed_up_is_what_is_restored(
    filled: tuple[str, Path], kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    setting, home = filled
    make: Callable[[], str] = lambda: str(tmp_path / "two.db")  # noqa: E731
    other = (request.getfixturevalue("postgres") if kind == "postgresql" else make)()
    counts = backup(tmp_path / "all.zip", setting, home)
    assert counts["records"] == 1
    assert restore(tmp_path / "all.zip", other, tmp_path / "two") == counts
    assert told(other) == told(setting)
    store = Store(other)
    (name,) = store.ids()
    found = store.get(name)
    again = pin(simulate(Baseline.load(found.baseline.id, tmp_path / "two"), found.scenario))
    assert again.headline == found.headline
    assert not (tmp_path / "two" / "jobs").exists()
    # The restored store goes on: numbers follow on the old ones, and rows still cannot change.
    assert store.save(found, "方案", "", "丁", onto=2).number == 3
    store.close()
    backup(tmp_path / "again.zip", other, tmp_path / "two")
    with pytest.raises(Problems, match="not empty"):
        restore(tmp_path / "all.zip", other, tmp_path / "two")


SIGNS = st.sampled_from("\u2028\u2029\x85\n\t\ufeff\u200b\u202e𠮷é'\"\\")
TEXTS = st.text(st.one_of(SIGNS, st.characters(exclude_categories=["Cs"])), max_size=40)


@pytest.fixture(scope="module")
def sent(newest: Baseline) -> Pin:
    return pin(simulate(newest, Scenario()))


def written(store: Store, sent: Pin, texts: list[str]) -> None:
    """Write texts wherever a store takes them from people; what it refuses is left out."""
    record = sent.record()
    record["scenario"]["note_zh"], record["scenario"]["source"] = texts[0], texts[1]
    for text in texts:
        with suppress(Problems):
            store.save(read_pin(record), "题" + text, text, "人" + text, text, onto=None)
        with suppress(Problems):
            store.publish("0" * 16, "人", text, Text(text, text))
        with suppress(Problems):
            store.log("fit", text, {"said": text}, "人")
        with suppress(Problems):
            store.keys.trust("f" * 32, "名" + text)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=2, max_size=4))
@example(texts=["行\u2028分\u2029隔", "\x85\x0b\x0c\x1c\x1d\x1e"])
@example(texts=["空\x00字符", "a\r\nb"])
def test_any_text_that_is_kept_is_restored(
    kind: str,
    texts: list[str],
    sent: Pin,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> None:
    place = tmp_path_factory.mktemp("any")
    one, two = str(place / "one.db"), str(place / "two.db")
    if kind == "postgresql":
        two = request.getfixturevalue("postgres")()
    store = Store(one)
    written(store, sent, texts)
    kept = [store.get(name) for name in store.ids()]
    store.close()
    backup(place / "all.zip", one, place / "none")
    restore(place / "all.zip", two, place / "two")
    other = Store(two)
    assert told(two) == told(one)
    assert [other.get(name) for name in other.ids()] == kept
    notes = [event["detail"]["note"] for event in reversed(told(one)) if event["kind"] == "save"]
    assert [entry.note for entry in other.history()] == notes
    other.close()


def test_a_backup_that_reads_back_otherwise_is_none(
    filled: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "all.zip"
    backup(file, *filled)
    before = file.read_bytes()
    whole = json.dumps

    def forgetful(value: Any, **more: Any) -> str:
        return whole(value, **more).replace("多行", "少行")

    monkeypatch.setattr("records.store.backup.json.dumps", forgetful)
    with pytest.raises(Problems, match="differs from the store"):
        backup(file, *filled)
    monkeypatch.undo()
    write = zipfile.ZipFile.writestr

    def flipping(archive: zipfile.ZipFile, name: str, data: Any) -> None:
        write(archive, name, data[:-1] + b"?" if name.endswith("entries.jsonl") else data)

    monkeypatch.setattr("zipfile.ZipFile.writestr", flipping)
    with pytest.raises(Problems, match="incomplete"):
        backup(file, *filled)
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob("all*")) == ["all.zip"]


def test_a_backup_of_before_seals_is_restored(filled: tuple[str, Path], tmp_path: Path) -> None:
    """As the version before wrote it: three tables fewer, and its own step in the manifest."""
    backup(tmp_path / "new.zip", *filled)
    with (
        zipfile.ZipFile(tmp_path / "new.zip") as new,
        zipfile.ZipFile(tmp_path / "old.zip", "w") as old,
    ):
        manifest = json.loads(new.read("manifest.json")) | {"store": "0002"}
        for name in ("seals", "keys", "private_keys"):
            del manifest["parts"][f"tables/{name}.jsonl"]
        for name in manifest["parts"]:
            old.writestr(name, new.read(name))
        old.writestr("manifest.json", json.dumps(manifest))
    counts = restore(tmp_path / "old.zip", str(tmp_path / "two.db"), tmp_path / "two")
    assert (counts["records"], counts["seals"], counts["keys"]) == (1, 0, 0)
    store = Store(str(tmp_path / "two.db"))
    (name,) = store.ids()
    assert store.attested(name).state == "none"
    store.close()


def test_a_damaged_backup_restores_nothing(filled: tuple[str, Path], tmp_path: Path) -> None:
    backup(tmp_path / "all.zip", *filled)
    content = (tmp_path / "all.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: len(content) // 2])
    with (
        zipfile.ZipFile(tmp_path / "all.zip") as sound,
        zipfile.ZipFile(tmp_path / "forged.zip", "w") as forged,
    ):
        for name in sound.namelist():
            part = sound.read(name)
            forged.writestr(name, part.replace("甲".encode(), "乙".encode()))
    for file in ("cut.zip", "forged.zip", "absent.zip"):
        with pytest.raises(Problems, match="incomplete"):
            restore(tmp_path / file, str(tmp_path / "three.db"), tmp_path / "three")
        assert not (tmp_path / "three").exists()


def test_without_room_for_it_nothing_is_written_or_half_restored(
    filled: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(tmp_path / "all.zip", *filled)
    content = (tmp_path / "all.zip").read_bytes()
    whole = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        whole(path, data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr("zipfile.ZipFile.writestr", lambda *_: full(tmp_path / "x", b""))
    with pytest.raises(Problems, match="no backup was written"):
        backup(tmp_path / "all.zip", *filled)
    assert (tmp_path / "all.zip").read_bytes() == content
    assert not (tmp_path / "all.zip.part").exists()
    with pytest.raises(Problems, match="the store was not touched"):
        restore(tmp_path / "all.zip", str(tmp_path / "two.db"), tmp_path / "two")
    assert not [path for path in (tmp_path / "two").rglob("*") if path.is_file()]
    monkeypatch.undo()
    assert restore(tmp_path / "all.zip", str(tmp_path / "two.db"), tmp_path / "two")["records"] == 1
