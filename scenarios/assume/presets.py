"""The scenarios we ship (预设情景): one TOML file each, with source and a reading."""

from functools import cache
from pathlib import Path
from typing import Final

from base import asked
from base.strict_files import content_of
from forecast.baseline import PREPARED, Baseline
from scenarios.assume.scenario import Scenario, parse
from scenarios.assume.years_ahead import horizon, settled

LIBRARY: Final = Path(__file__).parents[1] / "library"
"""Where they are (情景库目录)."""

ORDER: Final = ("five-clusters", "plan-finance", "all-the-plan-hopes", "rebound-2021", "again-2022")
"""Those shown first; the others follow by name."""


def presets(baseline: Baseline | None = None) -> dict[str, Scenario]:
    """Read every shipped scenario (预设情景), by name, for the years ahead of a baseline.

    Without one, for those after the newest published year.

    >>> list(presets())[0]
    'five-clusters'
    """
    if baseline is not None:
        asked.kind("baseline", baseline, Baseline, PREPARED)
    years = horizon() if baseline is None else baseline.years
    return {name: one for name, (one, _) in _read(years).items()}


def outside(name: str, baseline: Baseline) -> tuple[int, ...]:
    """Give the years of a shipped scenario that lie outside the horizon (预测期外的年份)."""
    return _read(baseline.years)[name][1]


@cache
def _read(years: tuple[int, ...]) -> dict[str, tuple[Scenario, tuple[int, ...]]]:
    files = {path.stem: path for path in sorted(LIBRARY.glob("*.toml"))}
    found = {}
    for name in (*ORDER, *(one for one in files if one not in ORDER)):
        content = content_of(files[name], "情景文件", "the scenario file")
        plain, beyond = settled(content, years)
        found[name] = parse(plain, name), beyond
    return found
