"""The least surprising scenario that meets chosen targets (反推).

Least Mahalanobis distance of the cells' shifts under the baseline's own draws, subject to the
targets at the chosen odds, bounds from history, and locks. In logs the problem is nearly
linear: conditions are linearised where the last step led and the nearest point is taken again
(sequential quadratic programming), a handful of times.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from forecast.arrays import Array
from forecast.baseline import Baseline
from scenarios.assume.bounds import LockKey, bounded, locked
from scenarios.assume.checked import Checked
from scenarios.assume.spread import CellSpread, metric, stated
from scenarios.outcome.target_response import Condition
from scenarios.solve.least_distance import nearest

STEPS = 25
"""Linearisations at most; five or six are usual."""

SETTLED = 1e-6
"""Shifts that move less than this, in logs, have settled."""


@dataclass(frozen=True, eq=False)
class Room:
    """Where shifts may go (可行域): `free` cells between `low` and `high`, the rest at `fixed`.

    Shifts are logs of growth factors against the baseline's median, flattened over years and
    the 15 columns. `tenths` bound the growth itself, in tenths of a point.
    """

    baseline: Baseline
    free: CellSpread
    fixed: Array
    low: Array
    high: Array
    tenths: tuple[Array, Array]
    shape: tuple[int, int]

    def square(self, flat: Array) -> Array:
        """Lay shifts out by year and column (按年与列排开)."""
        return flat.reshape(self.shape)

    def clip(self, flat: Array) -> Array:
        """Bring free shifts within their bounds (归入上下限)."""
        inside = flat.copy()
        inside[self.free] = np.clip(flat[self.free], self.low, self.high)
        return inside


def room(
    held: Checked,
    last: int,
    locks: Iterable[LockKey] = (),
    bounds: Mapping[LockKey, tuple[float, float]] | None = None,
) -> Room:
    """Say which cells may move, and how far (可行域): those up to the year `last`.

    What `held` assumes of real growth stays as it is.
    """
    baseline, fixed = held.baseline, np.log(held.real).ravel()
    closed = locked(baseline, locks)
    closed[baseline.years.index(last) + 1 :] = True
    closed[np.unravel_index(stated(baseline, held.scenario), closed.shape)] = True
    free = np.flatnonzero(np.logical_not(closed))
    low, high = (side.ravel()[free] for side in bounded(baseline, bounds or {}))
    median = np.log1p(baseline.median_growth.ravel()[free])
    return Room(
        baseline,
        free=free,
        fixed=fixed,
        low=np.asarray(np.log1p(low) - median),
        high=np.asarray(np.log1p(high) - median),
        tenths=(np.ceil(1000 * low - 1e-6), np.floor(1000 * high + 1e-6)),
        shape=closed.shape,
    )


@dataclass(frozen=True, eq=False)
class Cost:
    """The squared distance as seen from the free cells (距离): (z − centre)'P(z − centre) + rest.

    `root` is the lower factor of the covariance of the free cells given the fixed ones, so that
    z = centre + root @ x has squared distance x'x + rest.
    """

    centre: Array
    precision: Array
    root: Array
    rest: float

    def of(self, free: Array) -> float:
        """Distance of free shifts (距离)."""
        off = free - self.centre
        return float(max(float(off @ self.precision @ off) + self.rest, 0.0) ** 0.5)


def cost(where: Room, last_row: int, penalty: Array | None = None) -> Cost:
    """Set up the distance over all sections up to a year (距离的准备).

    `penalty` adds weight to free cells that an alternative would rather leave alone.
    """
    wide = where.shape[1]
    sections = np.arange((last_row + 1) * wide).reshape(-1, wide)[:, : wide - 1].ravel()
    known = metric(where.baseline).covariance[np.ix_(sections, sections)]
    inverse = np.asarray(np.linalg.inv(known), dtype=np.float64)
    at = np.searchsorted(sections, where.free)
    others = np.setdiff1d(np.arange(len(sections)), at)
    held = where.fixed[sections[others]]
    precision = inverse[np.ix_(at, at)]
    pull = inverse[np.ix_(at, others)] @ held
    constant = float(held @ inverse[np.ix_(others, others)] @ held)
    if penalty is not None:
        precision = np.asarray(precision + np.diag(penalty / np.diag(known)[at]))
    centre = np.asarray(-np.linalg.solve(precision, pull), dtype=np.float64)
    root = np.asarray(np.linalg.inv(np.linalg.cholesky(precision)).T, dtype=np.float64)
    return Cost(centre, precision, root, constant - float(centre @ precision @ centre))


def cheapest(
    where: Room,
    paid: Cost,
    conditions: list[Condition],
    start: Array | None = None,
    settled: float = SETTLED,
) -> Array | None:
    """Find the shifts of least distance that meet every condition (最小距离解), unrounded.

    None when none is found. `start` (flat) is where to linearise first; it is done when no
    shift moves by more than `settled`.
    """
    flat = where.clip(where.fixed if start is None else start)
    walls = np.vstack([paid.root, -paid.root])
    limits = np.concatenate([where.low - paid.centre, paid.centre - where.high])
    for _ in range(STEPS):
        slack, slopes = linearised(where, conditions, flat)
        here = flat[where.free]
        rows = np.vstack([slopes @ paid.root, walls])
        least = np.concatenate([slopes @ (here - paid.centre) - slack, limits])
        point = nearest(rows, least)
        if point is None:
            return None
        moved = flat.copy()
        moved[where.free] = np.clip(paid.centre + paid.root @ point, where.low, where.high)
        change = float(np.abs(moved - flat).max())
        flat = moved
        if change < settled:
            break
    return flat if holds(where, conditions, flat, 2e-5) else None


def linearised(where: Room, conditions: list[Condition], flat: Array) -> tuple[Array, Array]:
    """Give slack and slopes (condition, free cell) of every condition at some shifts (线性化)."""
    pairs = [condition.slope(where.square(flat)) for condition in conditions]
    slopes = np.array([slope.ravel()[where.free] for _, slope in pairs])
    return np.array([slack for slack, _ in pairs]), slopes.reshape(len(pairs), len(where.free))


def holds(where: Room, conditions: list[Condition], flat: Array, off: float = 0.0) -> bool:
    """Say whether every condition holds, to within `off` (条件是否满足)."""
    return all(one.slack(where.square(flat)) >= -off for one in conditions)


def furthest(where: Room, condition: Condition) -> Array:
    """Go as far towards one target as the bounds allow (极限), flat.

    Every cell goes to the end its slope points to. For a share that is exact in every draw at
    once: share ≥ θ is Σ(c_s − θ)·level_s ≥ 0, which each level helps or hurts alone.
    """
    flat, best, reached = where.clip(where.fixed), where.clip(where.fixed), -np.inf
    for _ in range(8):
        slack, slope = condition.slope(where.square(flat))
        if slack > reached:
            best, reached = flat, slack
        ends = np.where(slope.ravel()[where.free] >= 0, where.high, where.low)
        moved = flat.copy()
        moved[where.free] = ends
        if np.array_equal(moved, flat):
            break
        flat = moved
    return best
