"""Naive with drift: the benchmark every other candidate has to beat (随机游走加漂移)."""

import numpy as np

from forecast.arrays import Array
from forecast.models.base import History, Unfit


class Drift:
    r"""Random walk with drift in logs.

    .. math:: y_t = y_{t-1} + \mu + e_t, \quad e_t \sim N(0, \sigma^2)

    The mean and the variance are drawn from their joint posterior under the flat prior, so
    that a short history gives a wide interval. Reference: Box, Jenkins (1970), ch. 4;
    Gelman et al. (2013), Bayesian Data Analysis, §3.2.
    """

    name = "drift"

    def __init__(self, window: int = 10):
        self.window = window

    def simulate(
        self, history: History, horizon: int, draws: int, rng: np.random.Generator
    ) -> Array:
        """Draw levels; the drift is the weighted mean of the last `window` changes."""
        change = np.diff(history.log_level)[-self.window :]
        if len(change) < 3:
            raise Unfit(f"{len(change)} changes are too few for a drift")
        weight = history.weight[1:][-self.window :]
        mean = np.average(change, weights=weight)
        freedom = len(change) - 1
        variance = np.sum(weight * (change - mean) ** 2) / rng.chisquare(freedom, draws)
        drift = mean + np.sqrt(variance / weight.sum()) * rng.standard_normal(draws)
        shocks = np.sqrt(variance) * rng.standard_normal((horizon, draws))
        return np.asarray(history.level[-1] * np.exp(np.cumsum(drift + shocks, axis=0)))
