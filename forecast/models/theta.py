"""Theta: exponential smoothing pulled along part of the trend line (Theta 方法)."""

from typing import Literal

import numpy as np

from forecast.arrays import Array
from forecast.models.base import History
from forecast.models.seasonal import adjust
from forecast.models.smoothing import ParameterGrid, paths, smooth

PULLS = {0.25: 0.5, 0.5: 1.0, 0.75: 0.5, 1.0: 0.3}
"""Part of the trend line's slope that goes on → weight before any data. Half is the classical
Theta; 0.3 for the whole of it keeps the line itself in the mixture, as a minority."""

ALPHAS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)

GRID, HALF = (
    ParameterGrid.of(
        [(alpha, 0.0, 0.0, 1.0, pull, weight) for alpha in ALPHAS for pull, weight in pulls.items()]
    )
    for pulls in (PULLS, {0.5: 1.0})
)


class Theta:
    r"""Simple exponential smoothing with drift, averaged over smoothing and drift.

    .. math:: y_t = l_{t-1} + (1 - 1/\theta)\,\hat b + e_t, \quad
              l_t = l_{t-1} + (1 - 1/\theta)\,\hat b + \alpha e_t

    :math:`\hat b` is the slope of the least-squares line. Reference: Assimakopoulos,
    Nikolopoulos (2000), doi:10.1016/S0169-2070(00)00066-2; Hyndman, Billah (2003),
    doi:10.1016/S0169-2070(01)00143-1.
    """

    def __init__(self, scale: Literal["raw", "log"], half: bool = False):
        """Take `half` for the classical Theta: half the slope goes on, whatever the history."""
        self.name = "theta_half" if half else f"theta_{scale}"
        self.log = scale == "log"
        self.grid = HALF if half else GRID

    def simulate(
        self, history: History, horizon: int, draws: int, rng: np.random.Generator
    ) -> Array:
        """Draw levels from points of the grid in proportion to their weight."""
        adjusted = adjust(history)
        plain = adjusted.history
        values = plain.log_level if self.log else plain.level
        found = smooth(self.grid, values, np.ones(len(values)), plain.weight, 1)
        drawn = paths(found, horizon, draws, rng)
        return adjusted.restore(np.exp(drawn) if self.log else drawn)
