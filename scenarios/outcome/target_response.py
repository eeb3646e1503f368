"""How far a target's measure moves with the cells (目标对假设的响应), on every draw.

What solving needs of the simulation: the same numbers for one target and one year, and their
slopes. A quantile's slope is the mean slope of the draws that lie at it (Hong 2009,
doi:10.1287/opre.1080.0531).
"""

from dataclasses import dataclass
from math import ceil
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from base.digits import HALF_A_DIGIT
from forecast.arrays import Array, Draws
from scenarios.outcome.simulate import Outcome, chained
from scenarios.outcome.targets import Target

NEIGHBOURS = 0.02
"""Half-width, in ranks, of the draws that count as lying at a quantile."""

EDGE = 1e-6
"""How far above its threshold a solution is put: single precision of the draws."""


Ranks = NDArray[np.intp]


class Response(Protocol):
    """One target's measure as a function of shifts (目标量): (year, column) logs of factors."""

    def values(self, shifts: Array) -> Draws:
        """Its value in every draw, fractions."""

    def slopes(self, shifts: Array, chosen: Ranks) -> Array:
        """Its mean slope over some draws; (year, column), fractions per unit of log."""


@dataclass(frozen=True, eq=False)
class GrowthResponse:
    """Growth of services in one year (服务业增速), from where an outcome stands."""

    row: int
    before: Draws
    after: Draws
    weight_before: Array
    weight_after: Array
    added_before: float
    added_after: float

    @classmethod
    def of(cls, outcome: Outcome, year: int) -> "GrowthResponse":
        """Take a year's growth out of an outcome."""
        row = outcome.row(year)
        number, segment = next(
            (n, s) for n, s in enumerate(outcome.drawn.segments) if s.start <= row < s.stop
        )
        step = row - segment.start
        chain = chained(segment, outcome.real, outcome.nominal)[step : step + 2]
        added = np.zeros(2)
        if outcome.events is not None:
            chain = chain * outcome.events.revision[row]
            added = outcome.events.comparable[number][step : step + 2].sum(axis=1)
        values = segment.values[step : step + 2]
        return cls(row, values[0], values[1], chain[0], chain[1], float(added[0]), float(added[1]))

    def values(self, shifts: Array) -> Draws:
        """Growth in every draw, fractions."""
        earlier, later = self._totals(shifts)
        return np.asarray(later / earlier - 1)

    def slopes(self, shifts: Array, chosen: Ranks) -> Array:
        """Mean slope over some draws: this year's cells, and through the weights the earlier."""
        first, last = self._weights(shifts)
        before, after = self.before[:, chosen], self.after[:, chosen]
        earlier = first @ before + self.added_before
        ratio = (last @ after + self.added_after) / earlier
        now = last * (after / earlier).mean(axis=1)
        found = np.zeros(shifts.shape)
        found[self.row] = now
        found[: self.row] = now - first * (before * (ratio / earlier)).mean(axis=1)
        return found

    def _weights(self, shifts: Array) -> tuple[Array, Array]:
        moved = np.exp(shifts[: self.row].sum(axis=0))
        return self.weight_before * moved, self.weight_after * moved * np.exp(shifts[self.row])

    def _totals(self, shifts: Array) -> tuple[Draws, Draws]:
        first, last = self._weights(shifts)
        earlier = first.astype(np.float32) @ self.before
        later = last.astype(np.float32) @ self.after
        return earlier + np.float32(self.added_before), later + np.float32(self.added_after)


@dataclass(frozen=True, eq=False)
class ShareResponse:
    """Share of producer services in one year by one scope (比重), from where an outcome stands.

    `current` (column, draw): value added as measured, and `counted` the part of it that the scope
    counts; `added` (column,): what events add, `kept` the part of it that is counted.
    """

    row: int
    current: Draws
    counted: Draws
    weight: Array
    added: Array
    kept: Array

    @classmethod
    def of(cls, outcome: Outcome, year: int, scope: str) -> "ShareResponse":
        """Take a year's share out of an outcome."""
        row, place = outcome.row(year), outcome.scope_ids.index(scope)
        planes, weight = outcome.drawn.measured, outcome.nominal[row]
        chosen, events = outcome.baseline.scopes[place], outcome.events
        coefficients, added = np.array(chosen.mid, dtype=float), np.zeros_like(weight)
        if events is not None:
            weight = weight * events.revision[row]
            coefficients, added = events.coefficients[row, place], events.added[row]
        return cls(
            row,
            planes.values[row, : planes.wide],
            planes.counted(row, chosen, coefficients),
            weight,
            added,
            coefficients * added,
        )

    def values(self, shifts: Array) -> Draws:
        """Share in every draw, fractions."""
        weight = self._weight(shifts).astype(np.float32)
        part = weight @ self.counted + np.float32(self.kept.sum())
        return np.asarray(part / (weight @ self.current + np.float32(self.added.sum())))

    def slopes(self, shifts: Array, chosen: Ranks) -> Array:
        """Mean slope over some draws: all cells up to the year alike."""
        weight = self._weight(shifts)
        current, counted = self.current[:, chosen], self.counted[:, chosen]
        total = weight @ current + self.added.sum()
        share = (weight @ counted + self.kept.sum()) / total
        each = weight[:, None] * (counted - current * share) / total
        found = np.zeros(shifts.shape)
        found[: self.row + 1] = each.mean(axis=1)
        return found

    def _weight(self, shifts: Array) -> Array:
        return np.asarray(self.weight * np.exp(shifts[: self.row + 1].sum(axis=0)))


def measure(outcome: Outcome, target: Target, scope: str | None) -> Response:
    """Give a target's measure (目标量), seen from an outcome; a share needs its scope."""
    if target.measure == "services_real_growth":
        return GrowthResponse.of(outcome, target.year)
    assert scope is not None, "a share is never looked at without its scope"
    return ShareResponse.of(outcome, target.year, scope)


@dataclass(frozen=True, eq=False)
class Condition:
    """A target to be met at given odds (条件): enough draws reach it, and the median prints so.

    From even odds up the median, too, must clear the threshold by half a printed digit, so
    that the verdict reads *met* and not *too close to call*.
    """

    target: Target
    measure: Response
    odds: float

    def ranks(self, draws: int) -> list[tuple[int, float]]:
        """Ranks of the sorted draws that must reach a level (秩与下限), 0 the lowest."""
        threshold = self.target.threshold + EDGE
        found = [(draws - ceil(self.odds * draws - 1e-9), threshold)]
        if self.odds >= 0.5:
            found.append(((draws - 1) // 2, threshold + HALF_A_DIGIT))
        return found

    def slack(self, shifts: Array) -> float:
        """Say by how much the condition holds (余量), a fraction; negative when it does not."""
        ordered = np.sort(self.measure.values(shifts))
        return min(float(ordered[rank]) - level for rank, level in self.ranks(len(ordered)))

    def slope(self, shifts: Array) -> tuple[float, Array]:
        """Give slack and slopes at the rank that binds (余量与斜率)."""
        values = self.measure.values(shifts)
        order = np.argsort(values)
        slack, rank = min(
            (float(values[order[rank]]) - level, rank) for rank, level in self.ranks(len(values))
        )
        half = max(1, int(NEIGHBOURS * len(values)))
        near = order[max(0, rank - half) : rank + half + 1]
        return slack, self.measure.slopes(shifts, near)
