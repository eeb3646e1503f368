"""CHANGELOG.md and pyproject.toml name the same version; figures move only with a new one."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
VERSIONS = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.M)[1:]


def test_the_newest_version_is_the_one_that_links_carry() -> None:
    number = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert VERSIONS[0].split()[0] == number["version"]
    assert re.match(r"\d+\.\d+\.\d+ \((unreleased|\d{4}-\d{2}-\d{2})\)\n", VERSIONS[0])


def test_a_version_that_moves_figures_raises_the_middle_number() -> None:
    for newer, older in pairwise(VERSIONS):
        if "### Numbers" in newer:
            first, second = (tuple(map(int, one.split(".")[:2])) for one in (newer, older))
            assert first > second
