"""The year at hand (年内监测): growth to date, what is still needed, what is drawn, the light.

The draws are the baseline's own: no bridge from indicators enters them yet. Growth of other
services is drawn from its sections' levels, as the accounts add them up.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from data.sections import CODES, GROUP_SERIES, OTHER, OTHER_CODES, TERTIARY
from data.vintages import Vintage
from data.watched.directions import Light
from forecast.baseline import Draws
from scenarios.outcome.quarters import rest_of_year
from scenarios.outcome.required_growth import to_date
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Target, judge, plain_name, targets

ON_PATH: Final = 0.65
AT_RISK: Final = 0.35
"""Odds of the year's services target from which it is on its path, and at risk; less is off."""

LEVELS: Final = {"median": 0.5, "p10": 0.1, "p90": 0.9}


@dataclass(frozen=True)
class Watched:
    """One line of the watch (监测行); growth and odds as fractions, None where unknown.

    `quarter`: newest year to date ("2026Q3"); `needed`: what the rest of the year must average,
    of services alone; `odds` those of the year's services target.
    """

    series: str
    quarter: str | None
    ytd: float | None
    needed: float | None
    nowcast: dict[str, float]
    odds: float | None
    light: Light

    def record(self) -> dict[str, Any]:
        """Give it as a row of `--json` output (机器可读)."""
        return dict(vars(self))


def year_at_hand(outcome: Outcome) -> int:
    """Say which year is under way (当年): the first that is not published by group."""
    return outcome.origin + 1


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


def watched(outcome: Outcome, vintage: Vintage, target: Target | None) -> list[Watched]:
    """Give services and every group, as known at a vintage (逐行监测).

    `target` is the year's services target, or None: then nothing is needed and no light is lit.
    """
    year = year_at_hand(outcome)
    odds = None if target is None else judge(target, outcome).odds
    rows = []
    for series, drawn in _draws(outcome).items():
        quarter, growth = newest(vintage, series, year)
        whole = series == TERTIARY
        rows.append(
            Watched(
                series=series,
                quarter=quarter,
                ytd=growth,
                needed=_needed(vintage, year, target) if whole else None,
                nowcast=drawn,
                odds=odds,
                light=light(odds) if whole else "none",
            )
        )
    return rows


def light(odds: float | None) -> Light:
    """Say how odds are lit (信号灯).

    >>> light(0.65), light(0.5), light(0.1), light(None)
    ('on_path', 'at_risk', 'off', 'none')
    """
    if odds is None:
        return "none"
    return "on_path" if odds >= ON_PATH else "at_risk" if odds >= AT_RISK else "off"


def newest(vintage: Vintage, series: str, year: int) -> tuple[str | None, float | None]:
    """Give the newest year to date of a series in a year (最新累计): its quarter, its growth."""
    growth = vintage.quarters(series, "real_growth")
    known = [f"{year}Q{quarter}" for quarter in (1, 2, 3, 4) if f"{year}Q{quarter}" in growth.index]
    return (known[-1], float(growth[known[-1]])) if known else (None, None)


def _needed(vintage: Vintage, year: int, target: Target | None) -> float | None:
    """What the rest of the year must average; all of it while no quarter is out."""
    if target is None:
        return None
    known = to_date(vintage, year)
    if known is None:
        return target.threshold
    return rest_of_year(target.threshold, known.growth, known.weight)


def _draws(outcome: Outcome) -> dict[str, dict[str, float]]:
    """Quantiles of the year at hand, of services and of every group."""
    year = year_at_hand(outcome)
    found = {TERTIARY: {key: outcome.growth_quantile(year, level) for key, level in LEVELS.items()}}
    growth = outcome.drawn.growth[outcome.row(year)]
    for code, series in GROUP_SERIES.items():
        drawn = growth[CODES.index(code)] if code != OTHER else _other(outcome, growth)
        values = np.quantile(drawn.astype(float), list(LEVELS.values()))
        found[series] = dict(zip(LEVELS, map(float, values), strict=True))
    return found


def _other(outcome: Outcome, growth: Draws) -> Draws:
    """Growth of other services: that of its sections, weighted by their levels at the origin."""
    places = [CODES.index(code) for code in OTHER_CODES]
    before = outcome.drawn.segments[0].values[0][places]
    after: Draws = (before * (1 + growth[places])).sum(axis=0)
    found: Draws = after / before.sum(axis=0) - 1
    return found
