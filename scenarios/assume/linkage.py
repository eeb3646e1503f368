"""Linkage: what the other sections do when some are assumed (联动).

*Alone*, nothing. *Together*, what they do in the draws when the assumed ones come out as
assumed: with x the logs of growth factors, a the assumed cells and Σ the covariance of the
draws, every draw moves to x − K(x_a − assumed), K = Σ_xa Σ_aa⁻¹. Mean and covariance are then
exactly those of x given x_a, by the best linear prediction, whatever the draws' shape; the
assumed cells come out as assumed in every draw.

References: Waggoner, Zha (1999), doi:10.1162/003465399558508 (conditional forecasts); Journel,
Huijbregts (1978), Mining Geostatistics, VII.A (conditioning draws by residual kriging).
"""

from dataclasses import replace

import numpy as np

from forecast.arrays import Array
from forecast.baseline import Baseline
from scenarios.assume.checked import Checked
from scenarios.assume.spread import CellSpread, metric, stated


def gain(baseline: Baseline, cells: CellSpread, measure: str = "real_growth") -> Array:
    """Give K: how every cell follows the assumed ones (联动系数); shape (cell, assumed)."""
    covariance = metric(baseline, measure).plain
    inside = covariance[np.ix_(cells, cells)] + TINY * np.eye(len(cells))
    return np.asarray(np.linalg.solve(inside, covariance[cells]).T)


TINY = 1e-12
"""Keeps a cell that does not vary at all from stopping the arithmetic."""


def conditioned(checked: Checked) -> Baseline:
    """Give the baseline's draws given what is assumed (条件抽样).

    Real growth answers to assumptions on real growth, deflators to those on deflators.
    """
    baseline, scenario = checked.baseline, checked.scenario
    real, price = checked.real, checked.price
    growth, deflator = baseline.growth, baseline.deflator
    cells = stated(baseline, scenario)
    if len(cells):
        logs = _given(baseline, cells, real, "real_growth")
        growth = np.expm1(logs + np.log1p(baseline.median_growth)[..., None])
    cells = stated(baseline, scenario, "deflator")
    if len(cells):
        logs = _given(baseline, cells, price, "deflator")
        deflator = np.expm1(logs + np.log1p(baseline.median_deflator)[..., None])
    return replace(baseline, growth=growth, deflator=deflator)


def centre_shift(
    baseline: Baseline, cells: CellSpread, multipliers: Array, measure: str = "real_growth"
) -> Array:
    """Give how far every centre moves for each assumed cell (中心位移), in logs.

    Shape (assumed, year, column); the layers add up to the whole move.
    """
    follow = gain(baseline, cells, measure)
    moved = np.log(multipliers.ravel()[cells])
    # What each assumed cell says beyond what the others already imply is not asked: K spreads
    # every cell's own assumption, and the sum over cells is the conditional mean.
    return np.asarray((follow * moved).T.reshape(-1, *multipliers.shape))


def _given(baseline: Baseline, cells: CellSpread, multipliers: Array, measure: str) -> Array:
    """Condition the logs of one measure on its assumed cells; shape (year, column, draw)."""
    logs = metric(baseline, measure).logs
    surprise = logs[cells] - np.log(multipliers.ravel()[cells])[:, None]
    moved = logs - gain(baseline, cells, measure) @ surprise
    return np.asarray(moved.reshape(baseline.growth.shape))
