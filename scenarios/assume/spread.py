"""How the cells of a baseline spread and move together (离散结构), in logs of growth factors.

A cell is a section's year. An assumption is a shift of it, log((1 + assumed)/(1 + median)).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from base.digits import HALF_A_DIGIT
from data.sections import column
from forecast.arrays import Array
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario

CellSpread = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Metric:
    """Spread of the cells of a baseline (离散结构), of real growth or of deflators.

    `logs` (cell, draw): logs of growth factors less that of their median; `plain` (cell, cell):
    their covariance; `covariance`: the same and, so that it is regular, the square of half a
    published digit, below which no cell is known. Cells run over years, then the 15 columns.
    """

    logs: Array
    plain: Array
    covariance: Array

    def distance(self, shifts: Array, cells: CellSpread) -> float:
        """Mahalanobis distance of shifts in some cells (马氏距离), the others left open."""
        if not len(cells):
            return 0.0
        part = self.covariance[np.ix_(cells, cells)]
        return float(np.sqrt(shifts[cells] @ np.linalg.solve(part, shifts[cells])))

    def further_out(self, shifts: Array, cells: CellSpread) -> float:
        """Part of the draws that lie further from the median in these cells (更远的抽样比例)."""
        if not len(cells):
            return 1.0
        factor = np.linalg.cholesky(self.covariance[np.ix_(cells, cells)])
        reached = (np.linalg.solve(factor, self.logs[cells]) ** 2).sum(axis=0)
        own = (np.linalg.solve(factor, shifts[cells]) ** 2).sum()
        return float(np.count_nonzero(reached > own) / len(reached))


@lru_cache(maxsize=8)
def metric(baseline: Baseline, measure: str = "real_growth") -> Metric:
    """Measure how the cells of a baseline spread and move together (离散结构)."""
    real = measure == "real_growth"
    draws = baseline.growth if real else baseline.deflator
    median = baseline.median_growth if real else baseline.median_deflator
    logs = np.log1p(draws) - np.log1p(median)[..., None]
    logs = logs.reshape(-1, baseline.draws)
    covariance = np.cov(logs)
    return Metric(logs, covariance, covariance + HALF_A_DIGIT**2 * np.eye(len(covariance)))


def stated(baseline: Baseline, scenario: Scenario, measure: str = "real_growth") -> CellSpread:
    """Give the cells a scenario states (已设定单元), in order."""
    wide = baseline.growth.shape[1]
    cells = [
        baseline.years.index(year) * wide + column(one.section)
        for one in scenario.assumptions
        if one.measure == measure
        for year in one.years
    ]
    return np.array(sorted(cells), dtype=np.intp)
