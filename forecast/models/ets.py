"""Damped-trend exponential smoothing, averaged over a grid of its parameters (阻尼趋势指数平滑)."""

import numpy as np

from forecast.arrays import Array
from forecast.models.base import History
from forecast.models.smoothing import ParameterGrid, paths, smooth

NAN = float("nan")

YEARLY = ParameterGrid.of(
    [
        (alpha, alpha * ratio, 0.0, phi, NAN, 1.0)
        for alpha in (0.05, 0.15, 0.3, 0.45, 0.6, 0.8, 0.95)
        for ratio in (0.0, 0.1, 0.3, 0.6)
        for phi in (0.8, 0.9, 0.95, 1.0)
    ]
)
"""Smoothing of the level, of the trend as a part of it, and damping; all as likely at first."""


QUARTERLY = ParameterGrid.of(
    [
        (alpha, alpha * ratio, gamma * (1 - alpha), phi, NAN, 1.0)
        for alpha in (0.1, 0.3, 0.5, 0.8)
        for ratio in (0.0, 0.1, 0.3)
        for gamma in (0.02, 0.15, 0.4, 0.8)
        for phi in (0.85, 0.95, 1.0)
    ]
)
"""The same with seasons, whose smoothing is a part of what the level leaves."""

DAMPED = ParameterGrid.of(
    [
        (alpha, alpha * ratio, 0.0, phi, NAN, 1.0)
        for alpha in (0.15, 0.3, 0.45, 0.6, 0.8, 0.95)
        for ratio in (0.0, 0.1, 0.3)
        for phi in (0.6, 0.8, 0.9)
    ]
)
"""The same, damped for certain: for shares, which cannot trend for ever."""


class Ets:
    r"""ETS(A,Ad,N) on levels, a likelihood-weighted grid instead of an optimum.

    .. math:: y_t = l_{t-1} + \phi b_{t-1} + e_t, \quad
              l_t = l_{t-1} + \phi b_{t-1} + \alpha e_t, \quad
              b_t = \phi b_{t-1} + \beta e_t

    The trend is a number of units a year, so growth in per cent declines as the level rises.
    Reference: Gardner, McKenzie (1985),
    doi:10.1287/mnsc.31.10.1237; Hyndman, Koehler, Ord, Snyder (2008).
    """

    name = "ets_raw"

    def simulate(
        self, history: History, horizon: int, draws: int, rng: np.random.Generator
    ) -> Array:
        """Draw levels from points of the grid in proportion to their weight."""
        values = history.level
        same = np.ones(len(values))
        found = [smooth(YEARLY, values, same, history.weight, 1)]
        if history.season > 1:
            found.append(smooth(QUARTERLY, values, same, history.weight, history.season))
        # With seasons or without: by Akaike's weights, corrected for few observations.
        odds = np.exp([one.evidence - max(two.evidence for two in found) for one in found])
        share = np.bincount(
            rng.choice(len(found), size=draws, p=odds / odds.sum()), minlength=len(found)
        )
        return np.concatenate(
            [
                paths(one, horizon, int(count), rng)
                for one, count in zip(found, share, strict=True)
                if count
            ],
            axis=1,
        )
