"""Two routes to a share of services, and their pool (比重的两条路径).

By components: the share of draws of value added. By its logit: the share itself as a series.
Neither wins everywhere — for Chongqing the logit, for a panel of provinces the components
(anchors/forecasting.md §6.8) — so both are shown, and their equal pool beside them.
"""

import numpy as np

from forecast.model import Array, History
from forecast.models.ets import DAMPED
from forecast.smoothing import paths, smooth


def logit_route(share: Array, horizon: int, draws: int, rng: np.random.Generator) -> Array:
    """Draw a share's future from its own past (logit 路径), shape (horizon, draws).

    `share` are yearly fractions, oldest first. A damped trend of the logit, averaged over its
    grid.
    """
    history = History.of(np.log(share / (1 - share)))
    found = smooth(DAMPED, history.level, np.ones(len(history)), history.weight, 1)
    return np.asarray(1 / (1 + np.exp(-paths(found, horizon, draws, rng))))


def component_route(level: Array, growth: Array, coefficient: Array) -> Array:
    """Give the share of draws of value added (分项路径), shape (year, draws).

    `level` (part,), 亿元 in the origin year; `growth` (part, year, draw): nominal growth,
    fractions; `coefficient` (part,): the scope.
    """
    value = level[:, None, None] * np.cumprod(1 + growth, axis=1)
    return np.asarray(np.tensordot(coefficient, value, axes=1) / value.sum(axis=0))


def pooled(components: Array, logit: Array, rng: np.random.Generator) -> Array:
    """Pool the two routes with equal weights (两路径等权混合), shape (year, draws)."""
    draws = min(components.shape[-1], logit.shape[-1])
    half = draws // 2
    both = np.concatenate([components[:, :half], logit[:, : draws - half]], axis=1)
    return np.asarray(rng.permutation(both, axis=1))
