"""One lock for every Python that is supported, and the same bytes on each."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from benchmarks.pythons import elsewhere, fingerprint, interpreter

ROOT = Path(__file__).parents[2]
DECIDING = ("numpy", "scipy", "pandas", "statsmodels", "scikit-learn", "pyarrow")
"""What decides the bytes of a fit, and of its file."""

OTHERS = [f"3.{minor}" for minor in (14, 13, 12, 11) if minor != sys.version_info.minor]


def locked(name: str) -> list[tuple[str, str]]:
    """Every package of a lock with its version, in its order."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(r"^([\w.-]+)(?:\[[^\]]+\])?==(\S+)", text, re.MULTILINE)


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_has_one_version_of_each_package(file: str) -> None:
    names = [name for name, _ in locked(file)]
    assert len(names) > 50
    assert sorted(names) == sorted(set(names))


def test_what_is_served_depends_on_no_version_of_python() -> None:
    assert "python_full_version" not in (ROOT / "requirements.txt").read_text("utf-8")


def test_the_package_asks_for_the_versions_of_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    known = dict(locked("requirements.txt"))
    for name in DECIDING:
        assert f"{name}=={known[name]}" in project["dependencies"]
    assert project["requires-python"] == ">=3.11,<3.15"


def test_a_fit_adds_no_floats_by_sum() -> None:
    """Since 3.12 `sum` rounds floats otherwise; `math.fsum` and numpy's are alike everywhere."""
    for path in (ROOT / "forecast").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not [one for one in ast.walk(tree) if isinstance(one, ast.Name) and one.id == "sum"]


def test_another_python_fits_the_same_bytes() -> None:
    python = next(filter(None, map(interpreter, OTHERS)), None)
    if python is None:
        pytest.skip("no second Python here: the lock's versions are compared above")
    assert elsewhere(python) == fingerprint()
