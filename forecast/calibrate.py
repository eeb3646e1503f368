"""Intervals that cover: one scale factor, learnt by forecasting the past (区间校准)."""

from collections.abc import Sequence

import numpy as np

from forecast.combine import pool, seeds
from forecast.model import Array, History, Model

FIRST_ORIGIN = 12
"""Years a history must have before it is forecast from."""


def interval_scores(
    models: Sequence[Model], histories: Sequence[History], horizon: int, origins: int, seed: int
) -> Array:
    """Score the pool on the last `origins` rolling origins of every history (滚动回测误差).

    Returns |log error| over the half-width of the 80% interval, one number for each series,
    origin and horizon that has an outcome; 1 lies on the interval's edge.
    """
    scores: list[Array] = []
    spawned = seeds(seed)
    for history in histories:
        for end in range(max(FIRST_ORIGIN, len(history) - origins), len(history)):
            rng = np.random.default_rng(next(spawned))
            paths = pool(models, history.until(end), horizon, 400, rng)
            outcome = history.log_level[end : end + horizon]
            low, middle, high = np.quantile(paths[: len(outcome)], (0.1, 0.5, 0.9), axis=1)
            error = outcome - middle
            half = np.where(error > 0, high - middle, middle - low)
            scores.append(np.abs(error) / np.maximum(half, 1e-9))
    return np.concatenate(scores) if scores else np.empty(0)


def scale_factor(scores: Array, level: float = 0.8) -> float:
    """Give the factor that makes the pooled interval cover its level (校准系数).

    The finite-sample rank ⌈(n+1)·level⌉ of the scores, shrunk on the log scale by n/(n+30):
    few errors move the intervals little. 1 when there is nothing to learn from.
    """
    if len(scores) == 0:
        return 1.0
    rank = min(int(np.ceil((len(scores) + 1) * level)), len(scores))
    factor = max(float(np.sort(scores)[rank - 1]), 0.2)
    return float(factor ** (len(scores) / (len(scores) + 30)))


def stretch(paths: Array, factor: float) -> Array:
    """Widen or narrow paths around their median, path by path (伸缩路径)."""
    middle = np.median(paths, axis=-1, keepdims=True)
    return middle + factor * (paths - middle)
