"""Files are whole or absent, locks end with their process, and any system can import us."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from base import places
from base.problems import Problems

ROOT = Path(__file__).parents[2]
ROOMS = ("base", "data", "forecast", "scenarios", "records", "views", "commands")


@pytest.mark.parametrize("cut", ["os.fsync", "pathlib.Path.replace"])
def test_a_file_that_cannot_be_written_stays_as_it_was(
    cut: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = places.put(tmp_path / "deep" / "a.txt", b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cut, full)
    with pytest.raises(Problems, match=r"it was not written; found No space left"):
        places.put_told(file, b"after", "没有写成", "it was not written")
    assert file.read_bytes() == b"before"
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_is_there_whole_and_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "home" / "one"
    places.put_folder(place, {"a": b"1", "b": b"2"})
    places.put_folder(place, {"a": b"other"})
    assert {path.name: path.read_bytes() for path in place.iterdir()} == {"a": b"1", "b": b"2"}
    assert [*place.parent.iterdir()] == [place]

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        places.put_folder(place.with_name("two"), {"a": b"1"})
    assert [*place.parent.iterdir()] == [place]


def test_a_stale_draft_goes_and_a_fresh_one_stays(tmp_path: Path) -> None:
    for name, age in ((".draft-old", 2 * places.STALE), (".draft-new", 0)):
        (tmp_path / name).mkdir()
        at = (tmp_path / name).stat().st_mtime - age
        os.utime(tmp_path / name, (at, at))
    places.put_folder(tmp_path / "one", {"a": b"1"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".draft-new", "one"]


def test_rights_are_those_the_user_gives(tmp_path: Path) -> None:
    mask = os.umask(0o077)
    try:
        assert places.put(tmp_path / "own", b"").stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(mask)
    with places.whole(tmp_path / "key", 0o600) as draft:
        draft.write_bytes(b"x")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_lock_is_held_as_long_as_its_process_lives(tmp_path: Path) -> None:
    file = tmp_path / "alive"
    assert not places.held(file)
    hold = (
        "import sys; from pathlib import Path; from base.places import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", hold, str(file)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout.readline() == b"held\n"
        assert places.held(file)
        process.kill()
        process.wait()
        assert not places.held(file)


def test_nothing_else_renames_flushes_or_locks() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if re.search(
            r"\bfcntl\b|\bmsvcrt\b|os\.(replace|rename|fsync)\(|mkstemp|NamedTemporaryFile|O_EXCL",
            path.read_text(encoding="utf-8"),
        )
    }
    assert found == {"base/places.py"}


@pytest.mark.slow
def test_every_module_imports_where_posix_modules_are_missing() -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in path.parts and path.parts[-2] not in ("pages", "model")
    ]
    script = f"""
import importlib, sys
def load():
    for name in {names!r} + ["yuce", "cli"]:
        importlib.import_module(name)
load()  # what others import is their own affair, and is there from now on
for name in list(sys.modules):
    if name.split(".")[0] in {(*ROOMS, "yuce", "cli")!r}:
        del sys.modules[name]
for name in ("fcntl", "pwd", "grp", "resource", "termios"):
    sys.modules[name] = None
load()
print("all")
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.endswith("all\n"), done.stderr
