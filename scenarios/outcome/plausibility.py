"""How plausible assumptions are (合理性): against the section's past, and the baseline's draws.

Everything is measured in logs of growth factors, for there an assumption is a shift: that of a
cell (a section's year) is log((1 + assumed)/(1 + median)).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from data.sections import TERTIARY, column
from forecast.arrays import Array
from forecast.baseline import Baseline
from scenarios.assume.bounds import published_past
from scenarios.assume.checked import Checked
from scenarios.assume.scenario import Assumption, assumed
from scenarios.assume.spread import metric, stated
from scenarios.outcome.simulate import Outcome

UNLIKELY = 0.01
"""A scenario further out than 99% of the draws is warned of."""


@dataclass(frozen=True)
class CellStanding:
    """Where one assumption stands (假设的位置), in one year; all fractions.

    `history` and `decade`: percentile among the published growth of its group, of all years and
    of the last ten, None for deflators, which have none; `draws`: among the baseline's draws.
    """

    assumption: int
    section: str
    year: int
    value: float
    history: float | None
    decade: float | None
    draws: float

    def record(self) -> dict[str, Any]:
        """Give it as a row of `--json` output (机器可读)."""
        return {
            "assumption": self.assumption,
            "section": self.section,
            "year": self.year,
            "growth": self.value,
            "history": self.history,
            "decade": self.decade,
            "draws": self.draws,
        }


@dataclass(frozen=True)
class Reached:
    """Where services growth comes to stand (服务业增速的位置), in one year; all fractions.

    `history`: percentile of its median among the published years; `draws`: among the draws of
    the baseline, undisturbed. However many sections move, it is one figure: many draws lie far
    out somewhere, and few have all of services grow so fast or so slowly.
    """

    year: int
    value: float
    history: float
    draws: float

    def record(self) -> dict[str, Any]:
        """Give it as a row of `--json` output (机器可读)."""
        return {
            "year": self.year,
            "growth": self.value,
            "history": self.history,
            "draws": self.draws,
        }


@dataclass(frozen=True)
class Plausibility:
    """How plausible a scenario is (情景合理性).

    `distance`: Mahalanobis distance of its assumptions on real growth; `further_out`: part of
    the draws that lie further out in the same cells. Events are not weighed. Of many cells most
    draws lie far out in one or another, so a large part does not make the scenario ordinary:
    `standings` and `reached` tell that.
    """

    standings: tuple[CellStanding, ...]
    distance: float
    further_out: float

    @property
    def unlikely(self) -> bool:
        """Whether it lies outside the 99% region of the baseline (超出 99% 区域)."""
        return self.further_out < UNLIKELY

    def record(self) -> dict[str, Any]:
        """Give it as `--json` output (机器可读)."""
        return {
            "distance": self.distance,
            "further_out": self.further_out,
            "outside_99": self.unlikely,
            "assumptions": [standing.record() for standing in self.standings],
        }


def plausibility(checked: Checked) -> Plausibility:
    """Weigh a scenario against the past and against the baseline's draws (合理性)."""
    baseline, scenario = checked.baseline, checked.scenario
    shifts = np.log(checked.real).ravel()
    cells = stated(baseline, scenario)
    standings = tuple(
        _standing(baseline, number, one, year)
        for number, one in enumerate(scenario.assumptions)
        for year in one.years
    )
    if not len(cells):
        return Plausibility(standings, 0.0, 1.0)
    known = metric(baseline)
    return Plausibility(standings, known.distance(shifts, cells), known.further_out(shifts, cells))


def reached(outcome: Outcome, plain: Outcome) -> tuple[Reached, ...]:
    """Say where services growth comes to stand (服务业增速的位置), in each year assumed of.

    `plain` is the outcome of the same baseline without assumptions.
    """
    years = {year for one in outcome.scenario.assumptions for year in one.years}
    past = list(outcome.baseline.published(TERTIARY).values())
    places = []
    for year in sorted(years):
        value = outcome.growth_quantile(year, 0.5)
        history = percentile(past, value) or 0.0
        draws = percentile(plain.growth[plain.row(year)], value) or 0.0
        places.append(Reached(year, value, history, draws))
    return tuple(places)


def _standing(baseline: Baseline, number: int, one: Assumption, year: int) -> CellStanding:
    row, place = baseline.years.index(year), column(one.section)
    real = one.measure == "real_growth"
    draws = (baseline.growth if real else baseline.deflator)[row, place]
    median = (baseline.median_growth if real else baseline.median_deflator)[row, place]
    value = assumed(one, baseline, float(median))
    past = published_past(baseline, one.section) if real else {}
    recent = [growth for when, growth in past.items() if when > baseline.origin - 10]
    return CellStanding(
        assumption=number,
        section=one.section,
        year=year,
        value=value,
        history=percentile(list(past.values()), value),
        decade=percentile(recent, value),
        draws=float(percentile(draws, value) or 0.0),
    )


def percentile(values: Sequence[float] | Array, value: float) -> float | None:
    """Give the part of `values` below a value, ties counting half (百分位); None of nothing.

    >>> percentile([0.01, 0.02, 0.03, 0.04], 0.03)
    0.625
    """
    if len(values) == 0:
        return None
    past = np.asarray(values, dtype=float)
    below, within = np.count_nonzero(past < value - 1e-9), np.count_nonzero(past <= value + 1e-9)
    return float((below + within) / 2 / len(past))
