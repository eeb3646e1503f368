"""Baseline × scenario → outcome, draw by draw: the hot path (情景推演)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from base import asked
from base.digits import percent
from base.notebook_display import Brief
from data.sections import TERTIARY
from forecast.arrays import Array, Draws
from forecast.baseline import Baseline, Segment, fixed
from scenarios.assume.checked import Checked, check
from scenarios.assume.events import Effects, effects
from scenarios.assume.linkage import conditioned
from scenarios.assume.scenario import Scenario

QUANTILES = {"p05": 0.05, "p10": 0.1, "median": 0.5, "p90": 0.9, "p95": 0.95}


@dataclass(frozen=True, eq=False, repr=False)
class Outcome(Brief):
    """What follows from a scenario (推演结果), every figure from the same draws.

    `growth` (year, draw): real growth of services; `shares` (scope, year, draw): producer
    services over services at current prices; `total` (year, draw): services, 亿元 at current
    prices; `contributions` (year, column): fractions, adding up to the median growth.
    `mean_level` (year, column): 亿元 at current prices, the mean of the draws. `checked` is what
    was worked out. `drawn` are the
    draws that were multiplied (the baseline's, or as conditioned by linked assumptions), `real`,
    `price` and `nominal` (year, column) the multipliers of growth factors, of deflators and of
    current-price levels. `hits` keeps what `targets.hits` found. Arrays are read-only. What is
    asked for a year, scope or level that there is not raises Problems with those there are.
    """

    baseline: Baseline
    scenario: Scenario
    growth: Draws
    shares: Draws
    total: Draws
    contributions: Array
    mean_level: Array
    checked: Checked = field(repr=False)
    drawn: Baseline = field(repr=False)
    real: Array = field(repr=False)
    price: Array = field(repr=False)
    nominal: Array = field(repr=False)
    events: Effects | None = field(repr=False)
    _sorted: dict[tuple[str, int], Draws] = field(repr=False)
    hits: dict[Any, NDArray[np.bool_]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for draws in (self.growth, self.shares, self.total, *self._sorted.values()):
            fixed(draws)
        for table in (self.contributions, self.mean_level, self.real, self.price, self.nominal):
            fixed(table)

    def _brief(self) -> Mapping[str, object]:
        first, last = self.years[0], self.years[-1]
        said = {"scenario": self.scenario.name, "baseline": self.baseline.id}
        return said | {
            f"growth {year}": percent(self.growth_quantile(year, 0.5))
            for year in dict.fromkeys((first, last))
        }

    @property
    def origin(self) -> int:
        """Last published year (预测起点)."""
        return self.baseline.origin

    @property
    def years(self) -> tuple[int, ...]:
        """Forecast years (预测期)."""
        return self.baseline.years

    @cached_property
    def scope_ids(self) -> tuple[str, ...]:
        """Ids of the scopes, in the order of `shares` (口径)."""
        return tuple(scope.id for scope in self.baseline.scopes)

    def row(self, year: int) -> int:
        """Position of a forecast year (年份位置)."""
        return asked.year(year, self.years)

    def share(self, scope: str, year: int) -> Draws:
        """Draws of the share by one scope in one year (比重抽样), fractions."""
        draws: Draws = self.shares[asked.name("scope", scope, self.scope_ids), self.row(year)]
        return draws

    def growth_quantile(self, year: int, level: float) -> float:
        """Quantile of services growth (增速分位数), a fraction; `level` from 0 to 1.

        Of a published year it is what is published, at every level.
        """
        asked.level(level)
        known = self.baseline.published(TERTIARY)
        years = (*known, *self.years)
        place = asked.year(year, years)
        if place < len(known):
            return known[years[place]]
        return self._quantile("growth", years[place], level, self.growth[place - len(known)])

    def share_quantile(self, scope: str, year: int, level: float) -> float:
        """Quantile of the share by a scope (比重分位数), a fraction; `level` from 0 to 1.

        No share is published by any of the scopes: past years have none.
        """
        asked.level(level)
        return self._quantile(scope, year, level, self.share(scope, year))

    def _quantile(self, key: str, year: int, level: float, draws: Draws) -> float:
        """Read a quantile, sorting each series once and only when it is asked for."""
        ordered = self._sorted.get((key, year))
        if ordered is None:
            ordered = self._sorted[key, year] = fixed(np.sort(draws))
        return quantile(ordered, level)


def simulate(baseline: Baseline, scenario: Scenario) -> Outcome:
    """Work a scenario through every draw of the baseline (情景推演).

    An assumption multiplies its section's growth factor in every draw alike, so totals and
    shares are products of the baseline's levels with a small matrix of multipliers: no loop
    over draws, no refit, no approximation. An event adds to those products. An empty scenario
    is the baseline to the last bit. Raises Problems when the scenario does not fit the baseline.

    >>> from datetime import date
    >>> from forecast.fit_cache import prepare
    >>> from scenarios.assume.scenario import Assumption
    >>> faster = Scenario(assumptions=(Assumption(section="J", years=(2027,), value=0.09),))
    >>> baseline = prepare(date(2026, 3, 31))
    >>> plain, moved = (simulate(baseline, one) for one in (Scenario(), faster))
    >>> moved.growth_quantile(2027, 0.5) > plain.growth_quantile(2027, 0.5)
    True
    """
    return work_out(check(baseline, scenario))


@lru_cache(maxsize=8)
def undisturbed(baseline: Baseline) -> Outcome:
    """Work out the baseline itself (基准结果), once for all who hold something against it."""
    return simulate(baseline, Scenario())


def plain_of(outcome: Outcome) -> Outcome:
    """Give what an outcome is held against (对照): its baseline, or itself with nothing assumed."""
    return outcome if outcome.scenario.empty else undisturbed(outcome.baseline)


def work_out(checked: Checked) -> Outcome:
    """Work out a scenario that is known to fit its baseline (推演): nothing is asked again."""
    baseline, scenario = checked.baseline, checked.scenario
    real, price = checked.real, checked.price
    events = effects(baseline, scenario.events)
    drawn = baseline
    if scenario.linkage == "together" and scenario.assumptions:
        drawn = conditioned(checked)
        real, price = np.ones_like(real), np.ones_like(price)
    nominal = np.asarray(np.cumprod(real * price, axis=0), dtype=np.float64)
    growth, ordered, contributions = _growth(drawn, real, nominal, events)
    shares, total = _shares(drawn, nominal, events)
    ready = {("growth", year): ordered[row] for row, year in enumerate(baseline.years)}
    level = drawn.mean_current * nominal
    if events is not None:
        level = level * events.revision + events.added
    return Outcome(
        *(baseline, scenario, growth, shares, total, contributions, level),
        checked=checked,
        drawn=drawn,
        real=real,
        price=price,
        nominal=nominal,
        events=events,
        _sorted=ready,
    )


def quantile(ordered: Draws, level: float) -> float:
    """Interpolate linearly between sorted draws (分位数).

    >>> quantile(np.array([1.0, 2.0, 4.0], np.float32), 0.75)
    3.0
    """
    place = level * (len(ordered) - 1)
    below = int(place)
    low, high = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
    return low + (place - below) * (high - low)


def _growth(
    baseline: Baseline, real: Array, nominal: Array, events: Effects | None
) -> tuple[Draws, Draws, Array]:
    """Growth of services, the same sorted, and the columns' contributions.

    Each year is measured at the prices of its fixed base.
    """
    growth = np.empty((len(real), baseline.draws), np.float32)
    ordered = np.empty_like(growth)
    parts = np.empty_like(real)
    for number, segment in enumerate(baseline.segments):
        chain = chained(segment, real, nominal)
        thin = chain.astype(np.float32)
        totals = [weights @ values for weights, values in zip(thin, segment.values, strict=True)]
        means = chain * segment.means
        for step, row in enumerate(range(segment.start, segment.stop)):
            before, after = totals[step], totals[step + 1]
            earlier, later = means[step], means[step + 1]
            if events is not None:
                added, level = events.comparable[number], events.revision[row]
                earlier, later = (means[i] * level + added[i] for i in (step, step + 1))
                before, after = (
                    _revised(thin[i], segment.values[i], level, totals[i])
                    + np.float32(added[i].sum())
                    for i in (step, step + 1)
                )
            np.subtract(after / before, 1, out=growth[row])
            ordered[row] = np.sort(growth[row])
            weight = earlier / earlier.sum()
            parts[row] = later / earlier.sum() - weight
            # On the mean path the parts add up to its growth; what parts that from the
            # median, a few hundredths of a point, is spread by weight, so that they add up
            # to the number that is printed.
            parts[row] += (quantile(ordered[row], 0.5) - parts[row].sum()) * weight
    return growth, ordered, parts


def section_growth(outcome: Outcome, levels: list[float]) -> Array:
    """Give quantiles of the columns' real growth (各行业增速分位数); (level, year, column).

    A multiplier keeps the order of the draws, so quantiles move with it; only a column that an
    event adds to is worked out draw by draw.
    """
    found = (1 + np.quantile(outcome.drawn.growth, levels, axis=-1)) * outcome.real - 1
    if outcome.events is None:
        return np.asarray(found)
    for number, segment in enumerate(outcome.drawn.segments):
        chain = chained(segment, outcome.real, outcome.nominal)
        added = outcome.events.comparable[number]
        for place in np.flatnonzero(added.any(axis=0)):
            for step, row in enumerate(range(segment.start, segment.stop)):
                level = outcome.events.revision[row, place]
                before, after = (
                    chain[i, place] * level * segment.values[i, place].astype(float)
                    + added[i, place]
                    for i in (step, step + 1)
                )
                found[:, row, place] = np.quantile(after / before - 1, levels)
    return np.asarray(found)


def chained(segment: Segment, real: Array, nominal: Array) -> Array:
    """Multipliers of a segment's levels (可比价水平乘数), its opening year first."""
    first = np.ones(real.shape[1]) if segment.opened_by is None else nominal[segment.opened_by]
    return np.cumprod(np.vstack([first, real[segment.start : segment.stop]]), axis=0)


def _revised(weights: Draws, values: Draws, level: Array, total: Draws) -> Draws:
    """Total of a year as a later census sees it."""
    if not np.any(level != 1):
        return total
    return np.asarray((weights * level).astype(np.float32) @ values)


def _shares(baseline: Baseline, nominal: Array, events: Effects | None) -> tuple[Draws, Draws]:
    """Share by every scope, and services at current prices.

    Shares are of value added as measured, errors of levels and coefficients included; the total
    is of what is published.
    """
    planes = baseline.measured
    every = np.zeros(len(planes.columns))
    every[: planes.wide] = 1.0
    mids = np.array([scope.mid for scope in baseline.scopes], dtype=float)
    counted = planes.weights(baseline.scopes, mids)
    shares = np.empty((len(mids), len(nominal), baseline.draws), np.float32)
    total = np.empty((len(nominal), baseline.draws), np.float32)
    for row, weights in enumerate(nominal):
        levels, added = weights, np.zeros(len(mids) + 1)
        if events is not None:
            levels = weights * events.revision[row]
            counted = planes.weights(baseline.scopes, events.coefficients[row])
            added = np.vstack([events.coefficients[row], np.ones_like(weights)]) @ events.added[row]
        by_plane = np.vstack([counted, every]) * levels[planes.columns]
        sums = by_plane.astype(np.float32) @ planes.values[row]
        if events is not None:
            sums += added.astype(np.float32)[:, None]
        total[row] = sums[-1]
        if baseline.misstated is not None:
            total[row] = levels.astype(np.float32) @ baseline.current[row] + np.float32(added[-1])
        np.multiply(sums[:-1], 1 / sums[-1], out=shares[:, row])
    return shares, total
