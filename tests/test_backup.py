"""A backup restores to the same store and the same numbers, over SQLite and PostgreSQL (备份)."""

import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from data.problems import Problems
from forecast.baseline import Baseline
from scenarios.backup import backup, restore
from scenarios.pins import pin
from scenarios.scenario import Scenario
from scenarios.simulate import simulate
from scenarios.store import Store


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


def told(setting: str) -> list[dict[str, object]]:
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
        with pytest.raises(Problems, match="not whole"):
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
