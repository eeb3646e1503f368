"""Dynamic Optimised Theta: the trend line is drawn anew every year (动态最优 Theta)."""

import numpy as np

from forecast.arrays import Array
from forecast.models.base import History, Unfit
from forecast.models.seasonal import adjust
from forecast.models.smoothing import TINY

ALPHA, THETA = (
    grid.ravel()
    for grid in np.meshgrid(
        (0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95),
        (1.0, 1.25, 1.5, 2.0, 3.0, 5.0, 12.0),
        indexing="ij",
    )
)
"""Points of the grid: smoothing, and theta; 1 is no trend, large is the whole line."""


class DynamicTheta:
    r"""Dynamic Theta on logs, a likelihood-weighted grid instead of an optimum.

    .. math:: y_t = l_{t-1} + (1 - 1/\theta)\left\{(1-\alpha)^{t-1} A_{t-1}
              + \frac{1-(1-\alpha)^t}{\alpha} B_{t-1}\right\} + e_t, \quad
              l_t = \alpha y_t + (1-\alpha)\, l_{t-1}

    :math:`A_t, B_t` are intercept and slope of the least-squares line through the first t
    observations, and go on being updated along every drawn path. Reference: Fiorucci,
    Pellegrini, Louzada, Petropoulos, Koehler (2016), doi:10.1016/j.ijforecast.2016.02.005.
    """

    name = "dynamic_theta"

    def simulate(
        self, history: History, horizon: int, draws: int, rng: np.random.Generator
    ) -> Array:
        """Draw levels from points of the grid in proportion to their weight."""
        adjusted = adjust(history)
        history = adjusted.history
        size = len(history)
        if size < 6:
            raise Unfit(f"{size} observations are too few for a trend line of its own")
        values = history.log_level - history.log_level[0]
        mean, slopes, intercepts = _lines(values)
        level, unit = np.zeros(len(ALPHA)), np.ones(len(ALPHA))
        error, effect = np.zeros((size, len(ALPHA))), np.zeros((size, len(ALPHA)))
        for t, value in enumerate(values):
            trend = _trend(t, ALPHA, THETA, intercepts[t], slopes[t]) if t else 0.0
            error[t], effect[t] = value - level - trend, -unit
            level = ALPHA * value + (1 - ALPHA) * level
            unit = (1 - ALPHA) * unit
        # The first errors are those of lines through one and two points.
        root = np.sqrt(history.weight)[2:, None]
        error, effect = root * error[2:], root * effect[2:]
        first = -(error * effect).sum(0) / np.maximum((effect**2).sum(0), TINY)
        reach = 3 * np.abs(values).max()
        first = np.clip(first, -reach, reach)
        square = ((error + effect * first) ** 2).sum(0)
        square = np.maximum(square, TINY * max(float(values @ values), TINY))
        score = -0.5 * (size - 2) * np.log(square)
        odds = np.exp(score - score.max())
        chosen = rng.choice(len(ALPHA), size=draws, p=odds / odds.sum())
        sigma = np.sqrt(square[chosen] / rng.chisquare(max(size - 4, 2), draws))
        alpha, theta, level = ALPHA[chosen], THETA[chosen], (level + unit * first)[chosen]
        middle, slope = np.full(draws, mean), np.full(draws, slopes[size])
        out, shocks = np.empty((horizon, draws)), rng.standard_normal((horizon, draws))
        for step in range(horizon):
            t = size + step
            intercept = middle - slope * (t + 1) / 2
            value = level + _trend(t, alpha, theta, intercept, slope) + sigma * shocks[step]
            level = alpha * value + (1 - alpha) * level
            slope = ((t - 1) * slope + 6 * (value - middle) / (t + 1)) / (t + 2)
            middle = (t * middle + value) / (t + 1)
            out[step] = value
        return adjusted.restore(history.level[0] * np.exp(out))


def _lines(values: Array) -> tuple[float, Array, Array]:
    """Mean of all, then slope and intercept of the line through the first t values."""
    slopes, intercepts = np.zeros(len(values) + 1), np.zeros(len(values) + 1)
    mean, slope = float(values[0]), 0.0
    intercepts[1] = mean
    for t in range(1, len(values)):
        slope = ((t - 1) * slope + 6 * (values[t] - mean) / (t + 1)) / (t + 2)
        mean = (t * mean + values[t]) / (t + 1)
        slopes[t + 1], intercepts[t + 1] = slope, mean - slope * (t + 2) / 2
    return mean, slopes, intercepts


def _trend(
    t: int, alpha: Array, theta: Array, intercept: Array | float, slope: Array | float
) -> Array:
    """What the line adds to the smoothed level when t values are known."""
    decay = (1 - alpha) ** t
    return np.asarray(
        (1 - 1 / theta) * (decay * intercept + (1 - decay * (1 - alpha)) / alpha * slope)
    )
