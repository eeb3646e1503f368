"""The scenarios we ship (预设情景): one TOML file each, with source and a reading."""

from functools import cache
from pathlib import Path
from typing import Final

from scenarios.assume.scenario import Scenario, read_scenario

LIBRARY: Final = Path(__file__).parents[1] / "library"
"""Where they are (情景库目录)."""

ORDER: Final = ("five-clusters", "plan-finance", "all-the-plan-hopes", "rebound-2021", "again-2022")
"""Those shown first; the others follow by name."""


@cache
def presets() -> dict[str, Scenario]:
    """Read every shipped scenario (预设情景), by name.

    >>> list(presets())[0]
    'five-clusters'
    """
    found = {path.stem: read_scenario(path) for path in sorted(LIBRARY.glob("*.toml"))}
    return {name: found[name] for name in (*ORDER, *(one for one in found if one not in ORDER))}
