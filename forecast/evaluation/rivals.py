"""The rivals of a forecast of services growth: what an economist would do by hand (对照方法).

Each gives a point from a region's own growth, and the country's; its spread is that of its own
past misses. The same points stand for a panel of regions in `forecast.regions.growth_backtest`.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from forecast.arrays import Array

HORIZON: Final = 3

PointForecast = Callable[[Array, Array], Array]
"""Growth of regions (year, region) and of the country (year,), up to an origin, to forecasts
(horizon, region); fractions."""


def flat(level: Array) -> Array:
    """Go on as now (延续)."""
    return np.repeat(level[None], HORIZON, axis=0)


def autoregression(own: Array, _country: Array) -> Array:
    """Each region's own AR(1) with a mean, by least squares; never explosive (自回归)."""
    found = []
    for series in own.T:
        before, after = series[:-1], series[1:]
        slope = np.cov(before, after)[0, 1] / max(np.var(before, ddof=1), 1e-12)
        slope = float(np.clip(slope, -0.99, 0.99))
        constant = after.mean() - slope * before.mean()
        path, value = [], series[-1]
        for _ in range(HORIZON):
            value = constant + slope * value
            path.append(value)
        found.append(path)
    return np.array(found).T


def local_level(own: Array, _country: Array) -> Array:
    """Each region's own local level, by maximum likelihood in statsmodels (局部水平)."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    fitted = [
        UnobservedComponents(100 * series, "llevel").fit(disp=False).forecast(1)[0] / 100
        for series in own.T
    ]
    return flat(np.array(fitted))


RIVALS: Final[dict[str, PointForecast]] = {
    "last value": lambda own, _country: flat(own[-1]),
    "mean of three": lambda own, _country: flat(own[-3:].mean(axis=0)),
    "mean of five": lambda own, _country: flat(own[-5:].mean(axis=0)),
    "AR(1)": autoregression,
    "local level": local_level,
    "country plus difference": lambda own, country: flat(
        country[-1] + (own[-5:] - country[-5:, None]).mean(axis=0)
    ),
}

SHORTEST: Final = 5
"""Years a rival needs before it is asked."""

LEVELS: Final = (np.arange(999) + 0.5) / 999
"""Quantiles that stand for draws."""


def normal_draws(middle: Array, misses: list[Array], belief: float = 0.01) -> Array:
    """Give quantiles of a normal around points, as wide as past misses (正态分位数).

    `middle` (horizon,); `misses` by horizon, fractions: with fewer than two, those of the first
    horizon. Returns (horizon, LEVELS).
    """
    from scipy.stats import norm

    spreads = [
        float(np.sqrt(np.mean(np.square(known)))) if len(known) > 1 else np.nan for known in misses
    ]
    first = spreads[0] if np.isfinite(spreads[0]) else belief
    wide = np.array([one if np.isfinite(one) else first for one in spreads])
    return np.asarray(middle[:, None] + wide[:, None] * norm.ppf(LEVELS))


class Past:
    """A region's growth, and every rival's forecasts from each of its years (历次预测)."""

    def __init__(self, own: Array, country: Array):
        self.own, self.country = own, country
        self._points: dict[tuple[str, int], Array] = {}

    def points(self, name: str, end: int) -> Array:
        """Forecast from the first `end` years, (horizon,)."""
        key = (name, end)
        if key not in self._points:
            made = RIVALS[name](self.own[:end, None], self.country[:end])
            self._points[key] = made[:, 0]
        return self._points[key]

    def draws(self, name: str, end: int) -> Array:
        """Draw from the first `end` years, (horizon, LEVELS): no later year is looked at."""
        misses = [
            np.array(
                [
                    self.own[early + step] - self.points(name, early)[step]
                    for early in range(SHORTEST, end - step)
                ]
            )
            for step in range(HORIZON)
        ]
        return normal_draws(self.points(name, end), misses)
