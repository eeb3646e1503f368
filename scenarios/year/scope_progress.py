"""How far producer services have come this year (生产性服务业进度), by every scope.

Last year's share, the share to date where groups print value added by quarter, and the year's
nowcast. Of groups that print none the share to date takes every part from nothing to their
largest coefficient, so that it is wide where little is known, and never a guess.
"""

from dataclasses import dataclass

import numpy as np

from data.scopes import Scope
from data.sections import COLUMNS, GROUP_SERIES, TERTIARY
from data.vintages import Vintage
from forecast.arrays import Array, Draws
from scenarios.outcome.simulate import Outcome
from scenarios.year.watch import newest
from scenarios.year.year_path import LEVELS, QUARTERS, year_at_hand


@dataclass(frozen=True)
class ScopeProgress:
    """Producer services by one scope (口径进度), fractions.

    `last`: the share of last year; `quarter`: the newest whose services print value added beside
    a group's, and `to_date` the share to that quarter: `p10` and `p90`, and a `median` where all
    groups are known; None where no quarter tells. `nowcast`: the year's. `seen`: the part of the
    scope whose groups have growth of this year.
    """

    scope: str
    last: dict[str, float]
    quarter: str | None
    to_date: dict[str, float] | None
    nowcast: dict[str, float]
    seen: float


def scope_progress(outcome: Outcome, vintage: Vintage) -> list[ScopeProgress]:
    """Give the progress of producer services by every scope (各口径进度), as known at a vintage."""
    base, year = outcome.baseline, year_at_hand(outcome)
    quarter, levels = quarter_levels(vintage, year)
    told = np.array([bool(_growth(vintage, one.group, year)) for one in COLUMNS])
    found = []
    for scope in base.scopes:
        counted = base.opening.counted(0, scope, np.array(scope.mid, dtype=float))
        part = counted.sum(axis=0, dtype=float)
        whole = base.opening.values[0, : base.opening.wide].sum(axis=0, dtype=float)
        mean = counted.mean(axis=-1, dtype=float)
        found.append(
            ScopeProgress(
                scope=scope.id,
                last=_quantiles(part / whole),
                quarter=quarter,
                to_date=_to_date(outcome, scope, counted, levels) if quarter else None,
                nowcast={
                    key: outcome.share_quantile(scope.id, year, level)
                    for key, level in LEVELS.items()
                },
                seen=float(mean[told].sum() / mean.sum()) if mean.sum() else 0.0,
            )
        )
    return found


def quarter_levels(vintage: Vintage, year: int) -> tuple[str | None, dict[str, float]]:
    """Give value added to date of services and the groups (分行业累计增加值), 亿元, by series.

    Of the newest quarter that has services and a group at least; none where there is none, or
    where the groups come to more than services.
    """
    known = {
        one: vintage.quarters(one, "value_added") for one in (TERTIARY, *GROUP_SERIES.values())
    }
    for number in reversed(QUARTERS):
        period = f"{year}Q{number}"
        found = {one: float(rows[period]) for one, rows in known.items() if period in rows.index}
        parts = [value for one, value in found.items() if one != TERTIARY]
        if TERTIARY in found and parts and sum(parts) <= found[TERTIARY]:
            return period, found
    return None, {}


def _to_date(
    outcome: Outcome, scope: Scope, counted: Draws, levels: dict[str, float]
) -> dict[str, float]:
    """Share to date: of groups without a figure from nothing to their largest coefficient."""
    base = outcome.baseline
    planes = base.opening.values[0, : base.opening.wide]
    part, whole, left, most = 0.0, 0.0, levels[TERTIARY], 0.0
    for code, series in GROUP_SERIES.items():
        places = [place for place, one in enumerate(COLUMNS) if one.group == code]
        if series not in levels:
            most = max(most, *(scope.high[place] for place in places))
            continue
        factor = levels[series] / float(base.level[places].sum(axis=0).mean())
        part = part + factor * counted[places].sum(axis=0, dtype=float)
        whole = whole + factor * planes[places].sum(axis=0, dtype=float)
        left -= levels[series]
    low, high = part / (whole + left), (part + most * left) / (whole + left)
    ends = {"p10": float(np.quantile(low, 0.1)), "p90": float(np.quantile(high, 0.9))}
    whole_known = set(GROUP_SERIES.values()) <= set(levels)
    return ({"median": float(np.median(low))} if whole_known else {}) | ends


def _growth(vintage: Vintage, group: str, year: int) -> str | None:
    return newest(vintage, GROUP_SERIES[group], year)[0] if group in GROUP_SERIES else None


def _quantiles(draws: Array) -> dict[str, float]:
    return {key: float(np.quantile(draws, level)) for key, level in LEVELS.items()}
