"""Local level of growth: growth wanders, and is seen with noise (增速局部水平)."""

import numpy as np

from forecast.arrays import Array
from forecast.models.base import History, Unfit
from forecast.models.smoothing import ParameterGrid, paths, smooth

GRID = ParameterGrid.of(
    [(gain, 0.0, 0.0, 1.0, 0.0, 1.0) for gain in (0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8)]
)
"""Steady-state Kalman gains of the local level: 0 is a constant mean, 1 a random walk."""


class LocalGrowth:
    r"""Simple exponential smoothing of log growth, averaged over its gain.

    .. math:: \Delta \log y_t = m_{t-1} + e_t, \quad m_t = m_{t-1} + k e_t

    The steady state of the local-level model. Reference: Muth (1960),
    doi:10.1080/01621459.1960.10482064; Harvey (1989), §4.1.
    """

    name = "growth"

    def simulate(
        self, history: History, horizon: int, draws: int, rng: np.random.Generator
    ) -> Array:
        """Draw levels by cumulating drawn growth."""
        if history.season > 1:
            raise Unfit("growth from quarter to quarter is mostly season")
        change = np.diff(history.log_level)
        found = smooth(GRID, change, np.ones(len(change)), history.weight[1:], 1)
        growth = paths(found, horizon, draws, rng)
        return np.asarray(history.level[-1] * np.exp(np.cumsum(growth, axis=0)))
