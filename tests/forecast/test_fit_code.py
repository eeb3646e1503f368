"""The fingerprint of the code that fits: every file of it counts, and none is no answer."""

import shutil
from pathlib import Path

import pytest

from forecast.fit_cache import BESIDE, FITTED_BY, code, fingerprint

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for room in FITTED_BY:
        for path in (one for name in ("*.py", *BESIDE) for one in (ROOT / room).rglob(name)):
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    return tmp_path


def test_it_covers_all_that_a_fit_stands_on() -> None:
    assert FITTED_BY == ("base", "data", "forecast")


def test_a_copy_has_the_same_and_every_edited_file_another(tree: Path) -> None:
    assert fingerprint(tree) == code()
    for room in FITTED_BY:
        beside = [next((tree / room).rglob(name), None) for name in BESIDE]
        code_files = min((tree / room).glob("*.py")), max((tree / room).rglob("*.py"))
        for path in filter(None, (*code_files, *beside)):
            before = path.read_bytes()
            path.write_bytes(before + b"# edited")
            assert fingerprint(tree) != code(), path
            path.write_bytes(before)


@pytest.mark.parametrize("room", FITTED_BY)
def test_a_room_without_code_is_an_error(tree: Path, room: str) -> None:
    shutil.rmtree(tree / room)
    with pytest.raises(FileNotFoundError, match=room):
        fingerprint(tree)
