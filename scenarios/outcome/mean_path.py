"""The mean path of the accounts, and walking on it (均值路径): what attribution stands on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from forecast.arrays import Array
from forecast.baseline import Baseline

NODES: Final = 24
"""Points of the Gauss–Legendre rule along the way; the integrands are smooth, so 1e−12 is met."""

GAUSS: Final = np.polynomial.legendre.leggauss(NODES)
"""Nodes and weights of the rule, worked out once and not in every rerun."""


@dataclass(frozen=True, eq=False)
class Walk:
    """A way to move the mean path (移动方向), by year and column.

    `real` and `price`: logs of growth factors; `added` 亿元 at current prices, `comparable` the
    same at the prices of each segment's base; `revision`: logs of level factors; `counted`
    (year, scope, column): change of coefficients.
    """

    real: Array
    price: Array
    added: Array
    comparable: tuple[Array, ...]
    revision: Array
    counted: Array

    @classmethod
    def still(cls, baseline: Baseline) -> "Walk":
        """The way that goes nowhere."""
        nothing = np.zeros(baseline.median_growth.shape)
        comparable = tuple(np.zeros(segment.means.shape) for segment in baseline.segments)
        years, wide = baseline.median_growth.shape
        counted = np.zeros((years, len(baseline.scopes), wide))
        return cls(nothing, nothing, nothing, comparable, nothing, counted)


@dataclass(frozen=True, eq=False)
class MeanPath:
    """The baseline's mean levels (均值水平): at current prices, and by segment."""

    baseline: Baseline

    @classmethod
    def of(cls, baseline: Baseline) -> "MeanPath":
        """Take the mean path of a baseline."""
        return cls(baseline)

    def growth(self, row: int) -> "Number":
        """Services growth of a year, as a number to walk (增速)."""
        number, segment = next(
            (n, s) for n, s in enumerate(self.baseline.segments) if s.start <= row < s.stop
        )
        step = row - segment.start

        def levels(along: "_Along", year: int, at: int) -> tuple[Array, Array, Array]:
            # Levels of all items' common state, and how each item pushes them.
            logs, pushes = along.real_up_to(year, segment.start)
            if segment.opened_by is not None:
                opened, by_price = along.nominal_up_to(segment.opened_by)
                logs, pushes = logs + opened, pushes + by_price
            here, push = along.revision(row)
            value = segment.means[at] * np.exp(logs + here)
            added, own = along.comparable(number, at)
            return value + added, value * (pushes[:, None] + push[:, None]), own

        def slopes(along: "_Along") -> "Slopes":
            before, push_before, own_before = levels(along, row - 1, step)
            after, push_after, own_after = levels(along, row, step + 1)
            earlier, later = before.sum(axis=-1), after.sum(axis=-1)
            rise = push_after.sum(axis=-1) + own_after[:, None].sum(axis=-1)
            fall = push_before.sum(axis=-1) + own_before[:, None].sum(axis=-1)
            return (rise - fall * later / earlier) / earlier, later / earlier - 1

        return slopes

    def share(self, row: int, place: int) -> "Number":
        """A scope's share of a year, as a number to walk (比重)."""
        means = self.baseline.mean_current[row]
        mid = np.array(self.baseline.scopes[place].mid, dtype=float)

        def slopes(along: "_Along") -> "Slopes":
            logs, pushes = along.nominal_up_to(row)
            here, push = along.revision(row)
            value = means * np.exp(logs + here)
            added, own = along.added(row)
            change, coefficients = along.counted(row, place)
            counted = mid + coefficients
            level = value + added
            total = level.sum(axis=-1)
            share = (counted * level).sum(axis=-1) / total
            pushed = value * (pushes[:, None] + push[:, None]) + own[:, None]
            slope = ((counted - share[:, None]) * pushed).sum(axis=-1) / total
            slope += (change[:, None] * level).sum(axis=-1) / total
            return slope, share

        return slopes


@dataclass(frozen=True, eq=False)
class _Along:
    """Where the walks have got to at every node of the way: all start and arrive together."""

    walks: Sequence[Walk]
    times: Array

    def _both(self, each: Array) -> tuple[Array, Array]:
        """The common state at every node (node, column), and every item's push (item, column)."""
        return self.times[:, None] * each.sum(axis=0), each

    def real_up_to(self, row: int, start: int) -> tuple[Array, Array]:
        each = np.array([walk.real[start : row + 1].sum(axis=0) for walk in self.walks])
        return self._both(each)

    def nominal_up_to(self, row: int) -> tuple[Array, Array]:
        each = np.array([(walk.real + walk.price)[: row + 1].sum(axis=0) for walk in self.walks])
        return self._both(each)

    def revision(self, row: int) -> tuple[Array, Array]:
        return self._both(np.array([walk.revision[row] for walk in self.walks]))

    def added(self, row: int) -> tuple[Array, Array]:
        return self._both(np.array([walk.added[row] for walk in self.walks]))

    def comparable(self, number: int, step: int) -> tuple[Array, Array]:
        return self._both(np.array([walk.comparable[number][step] for walk in self.walks]))

    def counted(self, row: int, place: int) -> tuple[Array, Array]:
        state, each = self._both(np.array([walk.counted[row, place] for walk in self.walks]))
        return each, state


Slopes = tuple[Array, Array]
"""Of a number along the way: every item's push (item, node), and the number (node)."""

Number = Callable[[_Along], Slopes]


@dataclass(frozen=True, eq=False)
class _Apart(_Along):
    """Every walk at its end, by itself: a walk a node."""

    def _both(self, each: Array) -> tuple[Array, Array]:
        return each, each


def apart(number: Number, walks: Sequence[Walk], baseline: Baseline) -> Array:
    """Give what each walk does by itself (单独影响)."""
    _, ends = number(_Apart(walks, np.ones(len(walks))))
    _, start = number(_Along([Walk.still(baseline)], np.zeros(1)))
    return np.asarray(ends - start)


def walked(number: Number, walks: Sequence[Walk]) -> Array:
    """Give each walk's part of the change of a number (沿途积分), all walked together."""
    nodes, weights = GAUSS
    slopes, _ = number(_Along(walks, (1 + nodes) / 2))
    return np.asarray(slopes @ weights / 2)
