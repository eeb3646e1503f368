"""The year at hand (年内监测): growth to date, what is still needed, what is drawn, the light.

The draws are the baseline's own. What the year's
target needs of a section is its growth in the scenario that is decided, else in the least
surprising one in which services come to the target: see `scenarios.year.needed`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

import numpy as np

from data.sections import COLUMNS, GROUP_SERIES, OTHER, TERTIARY
from data.vintages import Vintage, as_of
from data.watched.directions import Light
from scenarios.outcome.plausibility import percentile
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Target, plain_name, targets
from scenarios.outcome.thresholds import SLACK
from scenarios.year.lights import Replay, light, replayed
from scenarios.year.needed import SectionPart, SectionParts, decided_in, part
from scenarios.year.year_path import LEVELS, YearPath, year_at_hand, year_path


@dataclass(frozen=True)
class Watched:
    """One line of the watch (监测行); growth and odds as fractions, None where unknown.

    `quarter`: newest year to date ("2026Q3"); `needed`: what the rest of the year must average,
    of services alone; `odds` those of the year's services target. `needed_year`: growth of the
    year that the target needs, `history` its percentile among the published years, `odds_needed`
    those of as much growth or more: they light a group. `contribution` to services growth adds
    up over the groups and support services.
    """

    series: str
    quarter: str | None
    ytd: float | None
    needed: float | None
    nowcast: dict[str, float]
    odds: float | None
    light: Light
    needed_year: float | None = None
    odds_needed: float | None = None
    history: float | None = None
    contribution: float | None = None

    def record(self) -> dict[str, Any]:
        """Give it as a row of `--json` output (机器可读)."""
        return dict(vars(self))


def year_target(outcome: Outcome) -> Target | None:
    """Give the official services target of the year at hand (当年目标), if there is one."""
    year = year_at_hand(outcome)
    found = [one for one in targets() if one.measure == "services_real_growth" and one.year == year]
    return found[0] if found else None


def own(threshold: float, year: int) -> Target:
    """Make a planner's own target of the year at hand (自定当年目标); `threshold` a fraction."""
    name = plain_name("services_real_growth", year, strict=False, threshold=threshold)
    return Target(
        *("own-year", name.zh, name.en, "services_real_growth", None, year, threshold),
        *(False, 0.0, "", "", ""),
    )


def watched(
    outcome: Outcome,
    vintage: Vintage,
    target: Target | None,
    decided: Outcome | None = None,
    earlier: Callable[[date], Vintage] = as_of,
    parts: SectionParts | None = None,
) -> list[Watched]:
    """Give services and every group, as known at a vintage (逐行监测).

    `target` is the year's services target, or None: then nothing is needed and no light is lit,
    unless the scenario of `decided` assumes growth in the year: then that is what it needs.
    `earlier` gives the vintages that lights are replayed from; `parts`, where they are at hand
    already, what is drawn of the groups.
    """
    path, replay = year_path(outcome, vintage, target), Replay(outcome, earlier)
    year, odds = path.year, path.odds
    quarter, growth = newest(vintage, TERTIARY, year)
    past = outcome.baseline.published(TERTIARY)
    threshold = None if target is None else target.threshold
    whole = Watched(
        series=TERTIARY,
        quarter=quarter,
        ytd=growth,
        needed=path.needed,
        nowcast=path.nowcast,
        odds=odds,
        light=services_light(path, replay),
        needed_year=threshold,
        odds_needed=odds,
        history=None if threshold is None else percentile(list(past.values()), threshold),
        contribution=outcome.growth_quantile(year, 0.5),
    )
    parts = parts or section_parts(outcome, target, decided)
    groups = []
    for code, series in GROUP_SERIES.items():
        row = _row(parts, part(code), series, vintage, odds)
        stated = None if parts.decided is None else row.needed_year
        then = replay.group(code, threshold, stated)
        groups.append(replace(row, light=replayed(chain([row.odds_needed], then))))
    return [whole, *groups]


def section_parts(outcome: Outcome, target: Target | None, decided: Outcome | None) -> SectionParts:
    """Take the services of the year at hand apart (分行业), as a target or scenario needs them."""
    year = year_at_hand(outcome)
    threshold = None if target is None else target.threshold
    return SectionParts(outcome, year, threshold, decided_in(decided, year))


def services_light(path: YearPath, replay: Replay) -> Light:
    """Say how a target of the year is lit (目标信号灯), held as earlier vintages lit it."""
    if path.target is None:
        return "none"
    return replayed(chain([path.odds], replay.services(path.target)))


def watched_sections(
    vintage: Vintage, parts: SectionParts, replay: Replay, odds: float | None = None
) -> list[Watched]:
    """Give the sections of other services (其他服务业各门类), estimated; `series` is their code.

    `odds` of the year's target; lights are replayed as those of the groups.
    """
    found = []
    for one in (each for each in COLUMNS if each.group == OTHER):
        row = _row(parts, part(one.code), one.series or "", vintage, odds)
        stated = None if parts.decided is None else row.needed_year
        then = replay.section(one.code, parts.threshold, stated)
        lit = replayed(chain([row.odds_needed], then))
        found.append(replace(row, series=one.code, light=lit))
    return found


def _row(
    parts: SectionParts, one: SectionPart, series: str, vintage: Vintage, odds: float | None
) -> Watched:
    """Watch one group or section; `series` is "" where nothing is published of it."""
    quarter, growth = newest(vintage, series, parts.year) if series else (None, None)
    drawn = parts.growth(one)
    needed = parts.needed(one)
    likely = None if needed is None else float(np.mean(drawn >= needed - SLACK))
    past = parts.past(one)
    values = np.quantile(drawn, list(LEVELS.values()))
    return Watched(
        series=series,
        quarter=quarter,
        ytd=growth,
        needed=None,
        nowcast=dict(zip(LEVELS, map(float, values), strict=True)),
        odds=odds,
        light=light(likely),
        needed_year=needed,
        odds_needed=likely,
        history=None if needed is None else percentile(past, needed),
        contribution=parts.contribution(one),
    )


def newest(vintage: Vintage, series: str, year: int) -> tuple[str | None, float | None]:
    """Give the newest year to date of a series in a year (最新累计): its quarter, its growth."""
    growth = vintage.quarters(series, "real_growth")
    known = [f"{year}Q{quarter}" for quarter in (1, 2, 3, 4) if f"{year}Q{quarter}" in growth.index]
    return (known[-1], float(growth[known[-1]])) if known else (None, None)
