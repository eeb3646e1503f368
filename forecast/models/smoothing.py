"""Exponential smoothing on a grid: every point filtered at once, no optimiser (指数平滑网格).

The single-source-of-error form is linear in its first states, so a filter run from nothing
and one from each unit state give the least-squares first states of every grid point in
closed form. Points are weighted by likelihood, and paths are drawn with all that is unsure:
the point, the variance, the first states. On twenty yearly observations that uncertainty is
what makes intervals cover. Reference: Hyndman, Koehler, Ord, Snyder (2008), ch. 5–6,
doi:10.1007/978-3-540-71918-2.
"""

from dataclasses import dataclass

import numpy as np

from forecast.arrays import Array
from forecast.models.base import Unfit

TINY = 1e-10
"""Variance, relative to that of the series, below which a series counts as regular."""


@dataclass(frozen=True)
class ParameterGrid:
    """Points of a grid (参数网格), arrays of one length.

    `alpha`, `beta`, `gamma` smooth level, trend and season, `phi` damps the trend; `prior` is
    a point's weight before any data. `pull` is the drift of a point whose trend is given, not
    estimated, in parts of the slope of the series (Theta); NaN where it is estimated.
    """

    alpha: Array
    beta: Array
    gamma: Array
    phi: Array
    pull: Array
    prior: Array

    @classmethod
    def of(cls, points: list[tuple[float, float, float, float, float, float]]) -> "ParameterGrid":
        """Take points as rows, in the order of the fields."""
        return cls(*np.array(points).T)

    def __len__(self) -> int:
        return len(self.alpha)


@dataclass(frozen=True)
class Filtered:
    """A grid that has seen a series (滤波结果).

    `state` (point, state): level, trend, then the seasons to come; `unsure` (point, state, k):
    a root of the covariance of `state`, in units of the error's variance; `square` (point,):
    weighted sum of squares; `odds` (point,): posterior probability; `evidence`: log of the
    mean likelihood, less what its parameters cost (AICc).
    """

    grid: ParameterGrid
    state: Array
    unsure: Array
    square: Array
    freedom: int
    odds: Array
    evidence: float


def smooth(
    grid: ParameterGrid, values: Array, scale: Array, weight: Array, season: int
) -> Filtered:
    """Run every point through `values`, whose errors have standard deviation σ·`scale`.

    Raises Unfit when the series is too short for its first states.
    """
    states = season + 1 if season > 1 else 2
    if len(values) < states + 3:
        raise Unfit(f"{len(values)} observations are too few for {states} first states")
    errors, stack = _filter(grid, values - values[0], states, season)
    root = np.sqrt(weight) / scale
    target = errors[:, 0] * root[:, None]
    design = -(errors[:, 1:] * root[:, None, None]).transpose(2, 0, 1)
    normal = design.transpose(0, 2, 1) @ design
    # A ridge so small that it matters only where a state leaves no trace (a Theta's trend).
    size = np.trace(normal, axis1=1, axis2=2)[:, None, None]
    inverse = np.linalg.inv(normal + np.eye(states) * 1e-9 * size)
    moment = (design.transpose(0, 2, 1) @ target.T[:, :, None])[:, :, 0]
    first = (inverse @ moment[:, :, None])[:, :, 0]
    square = ((target.T - (design @ first[:, :, None])[:, :, 0]) ** 2).sum(axis=1)
    spread = float(((root * (values - values.mean())) ** 2).sum())
    square = np.maximum(square, TINY * max(spread, float((root * values) @ (root * values)), TINY))
    response = stack[:, 1:].transpose(2, 0, 1)
    state = stack[:, 0].T + (response @ first[:, :, None])[:, :, 0]
    state[:, 0] += values[0]
    given = ~np.isnan(grid.pull)
    unsure = response @ np.linalg.cholesky(inverse)
    unsure[given, 1] = 0.0
    freedom = max(len(values) - states, 2)
    score = -0.5 * len(values) * np.log(square) + np.log(grid.prior)
    odds = np.exp(score - score.max())
    cost = states + 3  # first states, and three parameters at most
    evidence = float(score.max() + np.log(odds.sum() / grid.prior.sum()))
    evidence -= cost * len(values) / max(len(values) - cost - 1, 1)
    return Filtered(grid, state, unsure, square, freedom, odds / odds.sum(), evidence)


def _filter(grid: ParameterGrid, values: Array, states: int, season: int) -> tuple[Array, Array]:
    """Give one-step errors (time, run, point) and last states (state, run, point).

    Run 0 starts from nothing, run i from a unit of first state i; seasons add up to zero.
    """
    points, runs = len(grid), states + 1
    level, trend = np.zeros((runs, points)), np.zeros((runs, points))
    wheel = np.zeros((season, runs, points))
    given = ~np.isnan(grid.pull)
    level[1], trend[2] = 1.0, ~given
    slope = np.polyfit(np.arange(len(values)), values, 1)[0] if given.any() else 0.0
    trend[0, given] = slope * grid.pull[given]
    for extra in range(3, runs):
        wheel[extra - 3, extra], wheel[season - 1, extra] = 1.0, -1.0
    errors = np.empty((len(values), runs, points))
    known = np.zeros((runs, 1))
    for t, value in enumerate(values):
        trend *= grid.phi
        level += trend
        known[0] = value
        now = t % season
        error = errors[t]
        np.subtract(known, level, out=error)
        if season > 1:
            error -= wheel[now]
            wheel[now] += grid.gamma * error
        level += grid.alpha * error
        trend += grid.beta * error
    turned = np.roll(wheel, -(len(values) % season), axis=0)
    return errors, np.concatenate([level[None], trend[None], turned[: season if season > 1 else 0]])


def paths(
    filtered: Filtered, horizon: int, draws: int, rng: np.random.Generator, relative: bool = False
) -> Array:
    """Draw paths of the filtered series; shape (horizon, draws).

    With `relative` errors are in proportion to the level they are added to.
    """
    chosen = np.sort(rng.choice(len(filtered.grid), size=draws, p=filtered.odds))
    grid = filtered.grid
    alpha, beta, gamma, phi = (
        part[chosen] for part in (grid.alpha, grid.beta, grid.gamma, grid.phi)
    )
    sigma = np.sqrt(filtered.square[chosen] / rng.chisquare(filtered.freedom, draws))
    unsure = rng.standard_normal((draws, filtered.unsure.shape[2], 1)) * sigma[:, None, None]
    state = (filtered.state[chosen] + (filtered.unsure[chosen] @ unsure)[:, :, 0]).T
    level, trend, wheel = state[0], state[1], state[2:]
    out = np.empty((horizon, draws))
    shocks = sigma * rng.standard_normal((horizon, draws))
    for step, shock in enumerate(shocks):
        trend = trend * phi
        level = level + trend
        out[step] = level
        if len(wheel):
            out[step] += wheel[step % len(wheel)]
        if relative:
            shock = shock * np.abs(out[step])
        out[step] += shock
        if len(wheel):
            wheel[step % len(wheel)] += gamma * shock
        level = level + alpha * shock
        trend = trend + beta * shock
    return out
