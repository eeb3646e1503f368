"""Required growth (所需增速): what the rest of a year, or the years to come, must average.

Growth of a year: the quarters to come must average (L·(1+g*) − L_q·(1+g_q)) / (L − L_q) − 1,
with L last year's added value, L_q that of its quarters already published this year, g_q their
growth to date and g* the target. Share of a year: with the rest of services growing as in the
scenario, from R₀ to R, producer services must come to P* = R·s*/(1−s*), so they must grow by
(P*/P₀)^(1/n) − (R/R₀)^(1/n) a year more than the rest, at current prices, over n years. Both
are levels of the deterministic path, the rows of the workbook.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from data.sections import TERTIARY
from data.vintages import Vintage, recalled
from forecast.arrays import Array
from scenarios.outcome.deterministic_path import AccountPath, inputs, walk
from scenarios.outcome.quarters import rest_of_year
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Target, chosen_targets, scope_of, within_horizon


@dataclass(frozen=True)
class YearToDate:
    """What is known of a year under way (年内累计): fractions.

    `quarters` published, their growth to date, and their weight: the part of a year's added
    value that falls into them, in `weighed_in`, the newest year known on one census base.
    """

    year: int
    quarters: int
    growth: float
    weight: float
    weighed_in: int


@dataclass(frozen=True)
class Required:
    """What a target still asks for (所需增速); fractions.

    Of growth: `average` of what is left of the year, beside `expected`, what the scenario has
    there. Of a share: `average` real growth a year of producer services to the target's year,
    with the rest and prices as in the scenario, beside what the scenario has; `lead`: growth a
    year at current prices, theirs less that of the rest (a difference, below 0 where they may
    grow more slowly), beside `expected_lead`.
    """

    target: Target
    scope: str | None
    years: int
    average: float
    expected: float
    lead: float | None = None
    expected_lead: float | None = None
    known: YearToDate | None = None

    def record(self) -> dict[str, Any]:
        """Give it as a row of `--json` output (机器可读)."""
        known = self.known
        return {
            "target": self.target.id,
            "scope": self.scope,
            "years": self.years,
            "required": self.average,
            "expected": self.expected,
            "required_lead": self.lead,
            "expected_lead": self.expected_lead,
            "year_to_date": known
            and {
                "year": known.year,
                "quarters": known.quarters,
                "growth": known.growth,
                "weight": known.weight,
                "weighed_in": known.weighed_in,
            },
        }


def required(target: Target, outcome: Outcome, scope: str | None = None) -> Required | None:
    """Say what a target still asks for (所需增速).

    None when its year is published, or when a scope counts nothing or all.
    """
    if target.measure == "producer_share":
        named = scope_of(target, scope or "")
        assert named, "a share needs its scope"
        return _share(target, outcome, named)
    if target.year <= outcome.origin:
        return None
    median = outcome.growth_quantile(target.year, 0.5)
    known = _to_date(outcome.baseline.as_of, outcome.baseline.vintage, target.year)
    if known is None:
        return Required(target, None, 1, target.threshold, median)
    return Required(
        target,
        None,
        1,
        average=rest_of_year(target.threshold, known.growth, known.weight),
        expected=rest_of_year(median, known.growth, known.weight),
        known=known,
    )


def required_all(outcome: Outcome, scope: str) -> list[Required]:
    """Say what every target still asks for (所需增速清单), shares by one scope."""
    answers = [
        required(one, outcome, scope)
        for one in chosen_targets(outcome)
        if within_horizon(one, outcome)
    ]
    return [one for one in answers if one is not None]


@lru_cache(maxsize=64)
def _to_date(when: str, name: str, year: int) -> YearToDate | None:
    """Give what the vintage that a baseline stands on knew of a year: asked at every move."""
    return to_date(recalled(date.fromisoformat(when), name), year)


def to_date(vintage: Vintage, year: int) -> YearToDate | None:
    """Give what was known of a year under way (年内累计); None when nothing or all of it was.

    The weight comes from the newest earlier year whose quarters and whole are both known year
    to date: last year's own levels may stand on another census base.
    """
    growth = vintage.quarters(TERTIARY, "real_growth")
    known = [quarter for quarter in (1, 2, 3) if f"{year}Q{quarter}" in growth.index]
    if not known or f"{year}Q4" in growth.index:
        return None
    found = quarter_weight(vintage, year, known[-1])
    if found is None:
        return None
    return YearToDate(year, known[-1], float(growth[f"{year}Q{known[-1]}"]), *found)


def quarter_weight(vintage: Vintage, year: int, quarter: int) -> tuple[float, int] | None:
    """Say what part of a year its first quarters make (季度权重), and in which year it did.

    That is the newest year before whose part and whole are both known to date, at current
    prices; None where no year of the last ten tells.
    """
    levels = vintage.quarters(TERTIARY, "value_added")
    for before in range(year - 1, year - 11, -1):
        part, whole = (levels.get(f"{before}Q{q}") for q in (quarter, 4))
        if part is not None and whole is not None:
            return float(part) / float(whole), before
    return None


def _share(target: Target, outcome: Outcome, scope: str) -> Required | None:
    """Required growth of producer services, on the deterministic path; None without a rest."""
    row, place = outcome.row(target.year), outcome.scope_ids.index(scope)
    path, years = walk(inputs(outcome)), row + 1
    before = np.array(outcome.baseline.scopes[place].mid, dtype=float)
    counted = path.inputs.coefficients[row, place]
    opening, current = path.inputs.level, path.current[row]
    start = float(before @ opening)

    def yearly(level: float, earlier: float) -> float:
        """Growth factor a year."""
        return float((level / earlier) ** (1 / years))

    rest = float((1 - counted) @ current)
    if min(start, rest, 1 - target.threshold) <= 0:
        return None
    others = yearly(rest, float((1 - before) @ opening))
    wanted = yearly(rest * target.threshold / (1 - target.threshold), start)
    expected = yearly(float(counted @ current), start)
    prices = _prices(path, counted, row) ** (1 / years)
    return Required(
        target,
        scope,
        years,
        average=wanted / prices - 1,
        expected=expected / prices - 1,
        lead=wanted - others,
        expected_lead=expected - others,
    )


def _prices(path: AccountPath, counted: Array, row: int) -> float:
    """Prices of producer services against the origin year."""
    price = np.cumprod(1 + path.inputs.deflator[: row + 1], axis=0)[-1]
    part = counted * path.current[row]
    return float(part.sum() / (part / price).sum())
