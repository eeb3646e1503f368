"""Damped-trend exponential smoothing, averaged over a grid of its parameters (阻尼趋势指数平滑)."""

import numpy as np

from forecast.model import Array, History

GRID = np.array(
    [
        (alpha, alpha * ratio, phi)
        for alpha in (0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0)
        for ratio in (0.0, 0.1, 0.25, 0.5, 0.8)
        for phi in (0.8, 0.9, 0.95, 1.0)
    ]
)
"""Points of the grid: smoothing of the level, of the trend, and damping."""


class Ets:
    r"""ETS(A,Ad,N) on logs, a likelihood-weighted grid instead of an optimum.

    .. math:: y_t = l_{t-1} + \phi b_{t-1} + e_t, \quad
              l_t = l_{t-1} + \phi b_{t-1} + \alpha e_t, \quad
              b_t = \phi b_{t-1} + \beta e_t

    First states are least squares at each point of the grid, weights :math:`e^{-AICc/2}`,
    the variance is drawn from its scaled inverse chi-square: parameter uncertainty is what
    makes intervals cover on short series. Reference: Hyndman, Koehler, Ord, Snyder (2008),
    doi:10.1007/978-3-540-71918-2.
    """

    name = "ets"

    def __init__(self, window: int = 25):
        self.window = window

    def simulate(
        self, history: History, horizon: int, draws: int, rng: np.random.Generator
    ) -> Array:
        """Draw log levels from points of the grid in proportion to their weight."""
        recent = History(history.log_level[-self.window :], history.weight[-self.window :])
        level, trend, square, freedom = _filter(recent)
        size, parameters = len(recent), 4
        penalty = 2 * parameters * size / max(size - parameters - 1, 1)
        score = -0.5 * (size * np.log(square / size) + penalty)
        weight = np.exp(score - score.max())
        chosen = rng.choice(len(GRID), size=draws, p=weight / weight.sum())
        alpha, beta, phi = GRID[chosen].T
        sigma = np.sqrt(square[chosen] / rng.chisquare(freedom, draws))
        now, slope = level[chosen], trend[chosen]
        paths = np.empty((horizon, draws))
        for step in range(horizon):
            shock = sigma * rng.standard_normal(draws)
            ahead = now + phi * slope
            paths[step] = ahead + shock
            now, slope = ahead + alpha * shock, phi * slope + beta * shock
        return paths


def _filter(history: History) -> tuple[Array, Array, Array, int]:
    """Run every point of the grid through the history.

    The errors are linear in the two first states, so three passes (no states, a unit level,
    a unit trend) give the least-squares states in closed form. Returns last level and trend,
    weighted sum of squares, and degrees of freedom.
    """
    alpha, beta, phi = GRID.T
    points = len(GRID)
    offset = history.log_level - history.log_level[0]
    observed = np.stack([offset, np.zeros(len(offset)), np.zeros(len(offset))])
    level = np.zeros((3, points))
    trend = np.zeros((3, points))
    level[1], trend[2] = 1.0, 1.0
    error = np.empty((len(offset), 3, points))
    for t, value in enumerate(observed.T):
        ahead = level + phi * trend
        error[t] = value[:, None] - ahead
        level, trend = ahead + alpha * error[t], phi * trend + beta * error[t]
    root = np.sqrt(history.weight)[:, None]
    target, first, second = (root * error[:, i] for i in range(3))
    # Errors are target + first·l0 + second·b0: solve the 2 × 2 normal equations point by point.
    a11, a12, a22 = (first**2).sum(0), (first * second).sum(0), (second**2).sum(0)
    r1, r2 = (first * target).sum(0), (second * target).sum(0)
    ridge = 1e-9 * (a11 + a22)
    determinant = (a11 + ridge) * (a22 + ridge) - a12**2
    level0 = -((a22 + ridge) * r1 - a12 * r2) / determinant
    trend0 = -((a11 + ridge) * r2 - a12 * r1) / determinant
    square = ((target + first * level0 + second * trend0) ** 2).sum(0)
    last_level = level[0] + level[1] * level0 + level[2] * trend0 + history.log_level[0]
    last_trend = trend[0] + trend[1] * level0 + trend[2] * trend0
    # A flat or perfectly smooth history leaves nothing to scale by: a floor of 1e-6 in logs.
    return last_level, last_trend, np.maximum(square, 1e-12), max(len(offset) - 3, 2)
