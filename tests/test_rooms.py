"""The rooms: every folder of code stands under the contracts, and serving stays light."""

import ast
import subprocess
import sys
import tomllib
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = SETTINGS["tool"]["importlinter"]["root_packages"]
MOST = 18
"""Files in a folder of code: more is a drawer, no room."""
STILL: dict[str, int] = {}
"""Folders that are still to be parted, and how many files they may have until then."""


def test_every_folder_of_code_is_a_room_with_a_place_in_the_order() -> None:
    apart = {"tests", "benchmarks", "deploy", "yuce"}
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")} - apart
    assert folders == set(ROOMS)
    first = SETTINGS["tool"]["importlinter"]["contracts"][0]
    assert (first["type"], set(first["layers"])) == ("layers", folders)


def test_every_room_is_installed() -> None:
    packages = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for room in (*ROOMS, "yuce")
        for path in (ROOT / room).rglob("__init__.py")
    }
    assert set(SETTINGS["tool"]["setuptools"]["packages"]) == packages


def test_whatever_lies_beside_the_code_is_installed_with_it() -> None:
    given = SETTINGS["tool"]["setuptools"]["package-data"]
    found = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file())
    files = [path.relative_to(ROOT) for path in found if "__pycache__" not in path.parts]
    for file in files:
        home = next(parent for parent in file.parents if (ROOT / parent / "__init__.py").exists())
        patterns = [*given["*"], *given.get(".".join(home.parts), ())]
        within = file.relative_to(home).as_posix()
        assert file.suffix == ".py" or any(fnmatch(within, one) for one in patterns), file


def test_no_room_is_a_drawer() -> None:
    for room in ROOMS:
        for folder in (path.parent for path in (ROOT / room).rglob("__init__.py")):
            name = folder.relative_to(ROOT).as_posix()
            assert len(list(folder.glob("*.py"))) - 1 <= STILL.get(name, MOST), folder


def test_the_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_serving_imports_nothing_slow() -> None:
    # With these the first session paints at 3.9 s instead of 1.8 s.
    script = (
        "import sys, views.session.baselines, views.widgets.pieces;"
        "print([m for m in ('statsmodels', 'sklearn', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_no_two_files_of_a_room_share_a_name() -> None:
    rooms = [path.parent for top in ROOMS for path in (ROOT / top).glob("*/__init__.py")]
    assert len(rooms) > 20
    for room in rooms:
        files = Counter(path.name for path in room.rglob("*.py") if path.name != "__init__.py")
        assert [name for name, count in files.items() if count > 1] == [], room


def test_no_two_types_share_a_name_and_each_says_of_what_it_is() -> None:
    """But for views/notebook, which wraps types under their names."""
    named = Counter(
        name
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if path.parent.name != "notebook"
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        for name in _types(node)
    )
    assert [name for name, count in named.items() if count > 1] == []
    assert named.keys() & {"Row", "Key", "Item", "Data"} == set()


def _types(node: ast.stmt) -> list[str]:
    """Give the class or the alias of a type that a statement names."""
    if isinstance(node, ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    names = [one.id for one in targets if isinstance(one, ast.Name)]
    return [name for name in names if name[0].isupper() and not name.isupper()]
