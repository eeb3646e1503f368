"""Solutions in tenths of a point (取整): as growth is published, and as a slider is set."""

from dataclasses import dataclass

import numpy as np

from forecast.baseline import Array
from scenarios.least import Cost, Room, holds, linearised
from scenarios.reach import Condition

MOVES = 60
"""Tenths moved at most while repairing or improving: each is a table look-up."""


@dataclass(frozen=True, eq=False)
class Grid:
    """The grid of tenths over the free cells (网格): `home` prints as the baseline's median."""

    where: Room
    median: Array
    home: Array
    low: Array
    high: Array

    @classmethod
    def of(cls, where: Room) -> "Grid":
        """Lay the grid over a room."""
        median = where.baseline.median_growth.ravel()[where.free]
        home = np.round(1000 * median)
        low, high = where.tenths
        return cls(where, median, home, np.minimum(low, home), np.maximum(high, home))

    def shifts(self, tenths: Array) -> Array:
        """Turn tenths into shifts, flat; a cell at home is the baseline's to the last bit."""
        flat = self.where.fixed.copy()
        exact = np.log1p(tenths / 1000) - np.log1p(self.median)
        flat[self.where.free] = np.where(tenths == self.home, 0.0, exact)
        return flat

    def nearest(self, flat: Array) -> Array:
        """Round shifts to the grid (就近取整)."""
        growth = np.expm1(flat[self.where.free] + np.log1p(self.median))
        return np.clip(np.round(1000 * growth), self.low, self.high)


def tidied(
    where: Room, paid: Cost, conditions: list[Condition], flat: Array, trades: int = MOVES
) -> Array | None:
    """Round a solution to tenths, every condition still met (取整); None when it cannot be.

    Returns tenths of the free cells. What rounding loses is made good where that
    costs least distance for what it brings; then pairs of cells trade tenths, `trades`
    times at most, as long as that brings the whole nearer.
    """
    grid = Grid.of(where)
    tenths = grid.nearest(flat)
    slopes = linearised(where, conditions, grid.shifts(tenths))[1]
    for _ in range(5):
        repaired = _repair(grid, paid, conditions, slopes, tenths)
        if repaired is None:
            return None
        tenths = repaired
        if holds(where, conditions, grid.shifts(tenths)):
            break
    else:
        return None
    improved = _trade(grid, paid, conditions, slopes, tenths, trades)
    return improved if holds(where, conditions, grid.shifts(improved)) else tenths


def _slack(grid: Grid, conditions: list[Condition], tenths: Array) -> Array:
    square = grid.where.square(grid.shifts(tenths))
    return np.array([condition.slack(square) for condition in conditions])


def _steps(grid: Grid, paid: Cost, tenths: Array) -> tuple[Array, Array]:
    """Log steps of a tenth up and down, infinite past a bound, and the slope of the cost."""
    step = 0.001 / (1 + tenths / 1000)
    moves = np.concatenate(
        [np.where(tenths < grid.high, step, np.nan), np.where(tenths > grid.low, -step, np.nan)]
    )
    off = grid.shifts(tenths)[grid.where.free] - paid.centre
    return moves, np.tile(2 * (paid.precision @ off), 2)


def _repair(
    grid: Grid, paid: Cost, conditions: list[Condition], slopes: Array, tenths: Array
) -> Array | None:
    """Move tenths until every condition holds in the linear picture."""
    slack, count = _slack(grid, conditions, tenths), len(tenths)
    tenths = tenths.copy()
    for _ in range(MOVES):
        if slack.min() >= 0:
            return tenths
        moves, pull = _steps(grid, paid, tenths)
        after = slack[:, None] + np.tile(slopes, 2) * moves
        gain = np.minimum(after, 0).sum(axis=0) - np.minimum(slack, 0).sum()
        price = pull * moves + np.tile(np.diag(paid.precision), 2) * moves**2
        rate = np.where(gain > 1e-12, np.maximum(price, 1e-6) / np.maximum(gain, 1e-12), np.nan)
        if np.all(np.isnan(rate)):
            return None
        best = int(np.nanargmin(rate))
        tenths[best % count] += 1 if best < count else -1
        slack = slack + slopes[:, best % count] * moves[best]
    return None


def _trade(
    grid: Grid,
    paid: Cost,
    conditions: list[Condition],
    slopes: Array,
    tenths: Array,
    trades: int,
) -> Array:
    """Trade tenths between pairs of cells, or give one back, while that brings it nearer."""
    slack, count = _slack(grid, conditions, tenths), len(tenths)
    tenths = tenths.copy()
    both = np.tile(paid.precision, (2, 2))
    reach = np.tile(slopes, 2)
    same = np.tile(np.eye(count, dtype=bool), (2, 2))
    for _ in range(trades):
        moves, pull = _steps(grid, paid, tenths)
        moves = np.where(np.isnan(moves), 0.0, moves)
        alone = pull * moves + np.diag(both) * moves**2
        # Row and column: the two cells of a pair; the same cell twice is one cell moved once.
        pairs = alone[:, None] + alone + 2 * both * np.outer(moves, moves)
        pairs = np.where(same, alone[:, None], pairs)
        after = slack[:, None, None] + (reach * moves)[:, :, None] + (reach * moves)[:, None, :]
        after = np.where(same, slack[:, None, None] + (reach * moves)[:, :, None], after)
        pairs = np.where((after >= 0).all(axis=0), pairs, np.inf)
        first, second = np.unravel_index(int(np.argmin(pairs)), pairs.shape)
        if pairs[first, second] > -1e-9:
            break
        for move in {int(first), int(second)}:
            tenths[move % count] += np.sign(moves[move])
            slack = slack + reach[:, move] * moves[move]
            if first % count == second % count:
                break
    return tenths
