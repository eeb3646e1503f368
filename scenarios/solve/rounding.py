"""Solutions in tenths of a point (取整): as growth is published, and as a slider is set."""

from dataclasses import dataclass

import numpy as np

from forecast.arrays import Array
from scenarios.outcome.target_response import Condition
from scenarios.solve.least_surprising import Cost, Room, holds, linearised

MOVES = 60
"""Tenths moved at most while repairing or improving: each is a table look-up."""

PAIRS = 60
"""Cells times sizes of a trade that are looked through at once."""


@dataclass(frozen=True, eq=False)
class Grid:
    """The grid of tenths over the free cells (网格): `home` prints as the baseline's median.

    NaN where the bounds keep a cell away from its median.
    """

    where: Room
    median: Array
    home: Array
    low: Array
    high: Array

    @classmethod
    def of(cls, where: Room) -> "Grid":
        """Lay the grid over a room."""
        median = where.baseline.median_growth.ravel()[where.free]
        allowed = (where.low <= 0) & (where.high >= 0)
        home = np.where(allowed, np.round(1000 * median), np.nan)
        low, high = np.fmin(where.tenths[0], home), np.fmax(where.tenths[1], home)
        # Bounds closer than a tenth, away from the baseline: the tenth nearest to them.
        middle = np.round((low + high) / 2)
        apart = low > high
        return cls(where, median, home, np.where(apart, middle, low), np.where(apart, middle, high))

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
    """Log steps of a tenth up and down, NaN past a bound, and the slope of the cost."""
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
    # Few cells can trade many tenths at once, and then find the very best of the grid.
    sizes = np.arange(1, min(12, max(1, PAIRS // count)) + 1)
    change = np.concatenate([sizes, -sizes]).repeat(count)
    cells = np.tile(np.arange(count), 2 * len(sizes))
    both, reach = paid.precision[np.ix_(cells, cells)], slopes[:, cells]
    same = cells[:, None] == cells
    for _ in range(trades):
        after = tenths[cells] + change
        inside = (after >= grid.low[cells]) & (after <= grid.high[cells])
        moves = np.where(inside, np.log1p(after / 1000) - np.log1p(tenths[cells] / 1000), 0.0)
        off = grid.shifts(tenths)[grid.where.free] - paid.centre
        alone = 2 * (paid.precision @ off)[cells] * moves + np.diag(both) * moves**2
        # Row and column: the two cells of a pair; the same cell twice is one cell moved once.
        pairs = alone[:, None] + alone + 2 * both * np.outer(moves, moves)
        pairs = np.where(same, alone[:, None], pairs)
        effect = (reach * moves)[:, :, None]
        left = slack[:, None, None] + effect + np.where(same, 0.0, np.swapaxes(effect, 1, 2))
        pairs = np.where((left >= 0).all(axis=0), pairs, np.inf)
        first, second = (int(i) for i in np.unravel_index(int(np.argmin(pairs)), pairs.shape))
        if pairs[first, second] > -1e-9:
            break
        for move in [first] if same[first, second] else [first, second]:
            tenths[cells[move]] += change[move]
            slack = slack + reach[:, move] * moves[move]
    return tenths
