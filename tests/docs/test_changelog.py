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


def unraised(versions: list[str]) -> list[str]:
    """Versions that say a figure can move, under the heading or in a line of their own, and
    leave the middle number as it was."""
    return [
        newer.split()[0]
        for newer, older in pairwise(versions)
        if re.search(r"^### Numbers$|\*Numbers\*", newer, re.MULTILINE)
        and middle(newer) <= middle(older)
    ]


def middle(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")[:2]))


def test_a_version_that_moves_figures_raises_the_middle_number() -> None:
    assert unraised(VERSIONS) == []
    older = "0.2.0 (2026-11-29)\n\n### Added\n\n- A page.\n"
    for moved in ("### Numbers\n\n- Odds.\n", "### Changed\n\n- *Numbers*: odds.\n"):
        assert unraised([f"0.2.1 (unreleased)\n\n{moved}", older]) == ["0.2.1"]
        assert unraised([f"0.3.0 (unreleased)\n\n{moved}", older]) == []
    assert unraised(["0.2.1 (unreleased)\n\n### Changed\n\n- A page.\n", older]) == []


def test_what_moves_figures_stands_under_its_heading() -> None:
    assert [one.split()[0] for one in VERSIONS if "*Numbers*" in one] == []
