"""Local level of growth: growth wanders, and is seen with noise (增速局部水平)."""

import numpy as np

from forecast.model import Array, History

GAIN = np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8])
"""Steady-state Kalman gains of the local level: 0 is a constant mean, 1 a random walk."""


class LocalGrowth:
    r"""Simple exponential smoothing of growth, averaged over its gain.

    .. math:: \Delta y_t = m_{t-1} + e_t, \quad m_t = m_{t-1} + k e_t

    Reference: Muth (1960), doi:10.1080/01621459.1960.10482064; Harvey (1989), §4.1.
    """

    name = "growth"

    def __init__(self, window: int = 20):
        self.window = window

    def simulate(
        self, history: History, horizon: int, draws: int, rng: np.random.Generator
    ) -> Array:
        """Draw log levels by cumulating drawn growth."""
        change = np.diff(history.log_level)[-self.window :]
        weight = history.weight[1:][-self.window :]
        # The first mean is estimated, by least squares: errors are linear in it.
        plain, unit = np.zeros(len(GAIN)), np.ones(len(GAIN))
        errors, slopes = np.empty((len(change), len(GAIN))), np.empty((len(change), len(GAIN)))
        for t, value in enumerate(change):
            errors[t], slopes[t] = value - plain, -unit
            # A year of small weight moves the mean less, too.
            gain = GAIN * weight[t]
            plain, unit = plain + gain * errors[t], unit + gain * slopes[t]
        scaled = weight[:, None]
        first = -(scaled * errors * slopes).sum(0) / (scaled * slopes**2).sum(0)
        square = np.maximum((scaled * (errors + slopes * first) ** 2).sum(0), 1e-12)
        mean = plain + unit * first
        freedom = max(len(change) - 2, 2)
        score = -0.5 * len(change) * np.log(square)
        odds = np.exp(score - score.max())
        chosen = rng.choice(len(GAIN), size=draws, p=odds / odds.sum())
        sigma = np.sqrt(square[chosen] / rng.chisquare(freedom, draws))
        level, path = mean[chosen], np.empty((horizon, draws))
        total = np.full(draws, history.log_level[-1])
        for step in range(horizon):
            shock = sigma * rng.standard_normal(draws)
            total = total + level + shock
            path[step] = total
            level = level + GAIN[chosen] * shock
        return path
