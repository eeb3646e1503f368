"""The path through the year at hand (年内路径): quarters out, what is left to do, what is drawn.

Quarters published, with what the rest must grow by, alone and each alike, make the year's target
exactly. The nowcast is that of the draws: where a first part of the year is published, what they
leave for the rest of it. Growth as fractions throughout.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from base.digits import HALF_A_DIGIT
from data.sections import TERTIARY
from data.vintages import Vintage
from scenarios.outcome.plausibility import percentile
from scenarios.outcome.quarters import left_open, rest_of_year, single
from scenarios.outcome.required_growth import quarter_weight
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Target, judge

QUARTERS: Final = (1, 2, 3, 4)
LEVELS: Final = {"median": 0.5, "p10": 0.1, "p90": 0.9}


def year_at_hand(outcome: Outcome) -> int:
    """Say which year is under way (当年): the first that is not published by group."""
    return outcome.origin + 1


@dataclass(frozen=True)
class PathQuarter:
    """One quarter of the year (季); None where nothing is known.

    `weight`: part of a year's added value that its first quarters make, in `weighed_in`; `ytd`
    and `alone`: published growth to date and of the quarter alone, the latter within `rounding`
    either way; `path` and `path_alone`: what the target needs of a quarter to come; `nowcast`:
    growth to date as drawn, by name of quantile.
    """

    number: int
    weight: float | None
    weighed_in: int | None
    ytd: float | None
    alone: float | None
    rounding: float | None
    path: float | None
    path_alone: float | None
    nowcast: dict[str, float] | None


@dataclass(frozen=True)
class YearPath:
    """The year at hand against a target (年内路径).

    `known`: how many quarters the newest growth to date runs through. `needed`: what the rest of
    the year must average, `expected` what the draws leave for it; both None once the year is out.
    `reached` of `years` published years grew as fast as `needed` or faster, `history` and
    `decade` are its percentiles among all of them and the last ten.
    """

    year: int
    target: Target | None
    known: int
    quarters: tuple[PathQuarter, ...]
    needed: float | None
    expected: dict[str, float] | None
    nowcast: dict[str, float]
    odds: float | None
    gap: float | None
    reached: int | None
    years: int
    history: float | None
    decade: float | None

    @property
    def ytd(self) -> float | None:
        """Newest growth to date (最新累计)."""
        return self.quarters[self.known - 1].ytd if self.known else None


def year_path(outcome: Outcome, vintage: Vintage, target: Target | None) -> YearPath:
    """Lay the year at hand out by quarter, as known at a vintage (年内路径).

    `target` is the year's services target, official or own, or None: then nothing is needed.
    """
    year = year_at_hand(outcome)
    growth = vintage.quarters(TERTIARY, "real_growth")
    out = {q: float(growth[f"{year}Q{q}"]) for q in QUARTERS if f"{year}Q{q}" in growth.index}
    known, weighed = max(out, default=0), _weights(vintage, year)
    weights = [found and found[0] for found in weighed]
    nowcast = {key: outcome.growth_quantile(year, level) for key, level in LEVELS.items()}
    needed = None if target is None else _rest(target.threshold, out, known, weights)
    expected = {key: _rest(value, out, known, weights) for key, value in nowcast.items()}
    drawn = {key: value for key, value in expected.items() if value is not None}
    past = list(outcome.baseline.published(TERTIARY).values())
    alone, open_by = _alone(out, weights)
    return YearPath(
        year=year,
        target=target,
        known=known,
        quarters=tuple(
            PathQuarter(
                number=q,
                weight=weights[q - 1],
                weighed_in=(weighed[q - 1] or (None, None))[1],
                ytd=out.get(q),
                alone=alone.get(q),
                rounding=open_by.get(q),
                path=_ahead(needed, out, known, weights, q),
                path_alone=needed if q > known else None,
                nowcast=_fan(drawn, out, known, weights, q),
            )
            for q in QUARTERS
        ),
        needed=needed,
        expected=drawn or None,
        nowcast=nowcast,
        odds=None if target is None else judge(target, outcome).odds,
        gap=None if target is None else nowcast["median"] - target.threshold,
        reached=None if needed is None else sum(one >= needed - 1e-9 for one in past),
        years=len(past),
        history=None if needed is None else percentile(past, needed),
        decade=None if needed is None else percentile(past[-10:], needed),
    )


QuarterGrowth = dict[int, float]
QuarterWeights = Sequence[float | None]


def _weights(vintage: Vintage, year: int) -> list[tuple[float, int] | None]:
    """What part of a year its first quarters make, each from the newest year that tells it.

    Where these do not rise, quarters of several years do not fit together: only the newest that
    the others fit is kept.
    """
    found: list[tuple[float, int] | None] = []
    found += [quarter_weight(vintage, year, quarter) for quarter in (1, 2, 3)]
    found.append((1.0, year - 1))
    told = [one[0] for one in found if one is not None]
    rising = all(a < b for a, b in pairwise(told))
    return found if rising else [None, None, None, found[3]]


def _rest(whole: float, out: QuarterGrowth, known: int, weights: QuarterWeights) -> float | None:
    """What the rest of the year must average to come to `whole`; None once it is over."""
    if known == 0:
        return whole
    weight = weights[known - 1]
    return None if weight is None or known == 4 else rest_of_year(whole, out[known], weight)


def _ahead(
    rest: float | None, out: QuarterGrowth, known: int, weights: QuarterWeights, quarter: int
) -> float | None:
    """Growth to date at a quarter to come, if every quarter left grows by `rest` alone."""
    if rest is None or quarter <= known:
        return None
    if known == 0:
        return rest
    before, weight = weights[known - 1], weights[quarter - 1]
    if before is None or weight is None:
        return None
    return (before * out[known] + (weight - before) * rest) / weight


def _fan(
    expected: dict[str, float],
    out: QuarterGrowth,
    known: int,
    weights: QuarterWeights,
    quarter: int,
) -> dict[str, float] | None:
    """Growth to date at a quarter to come, by quantile of the year."""
    found = {key: _ahead(rest, out, known, weights, quarter) for key, rest in expected.items()}
    told = {key: value for key, value in found.items() if value is not None}
    return told if told and len(told) == len(found) else None


def _alone(out: QuarterGrowth, weights: QuarterWeights) -> tuple[QuarterGrowth, QuarterGrowth]:
    """Growth of quarters alone, and how far rounding leaves it open: where both ends are out."""
    found, open_by = ({1: out[1]}, {1: HALF_A_DIGIT}) if 1 in out else ({}, {})
    for q in (2, 3, 4):
        before, weight = weights[q - 2], weights[q - 1]
        if q in out and q - 1 in out and before is not None and weight is not None:
            found[q] = single(out[q - 1], before, out[q], weight)
            open_by[q] = left_open(before, weight)
    return found, open_by
