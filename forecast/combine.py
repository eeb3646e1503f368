"""One distribution out of several: the linear pool (组合预测)."""

from collections.abc import Iterator, Sequence
from itertools import count

import numpy as np

from forecast.model import Array, History, Model


def seeds(seed: int) -> Iterator[np.random.SeedSequence]:
    """Spawn as many independent seeds as asked for, never the same twice (独立种子).

    Series that share a seed share their shocks and move as one; an interval of their total
    then covers far too much.
    """
    parent = np.random.SeedSequence(seed)
    for _ in count():
        yield parent.spawn(1)[0]


def pool(
    models: Sequence[Model],
    history: History,
    horizon: int,
    draws: int,
    rng: np.random.Generator,
) -> Array:
    """Draw from the linear pool of the models, equal weights (线性混合).

    Draws are pooled, not quantiles averaged: the pool keeps the models' disagreement as
    uncertainty. Every model gives its share of the draws and the whole is shuffled. Returns
    log levels, shape (horizon, draws). Reference: Stone (1961), doi:10.1214/aoms/1177704860.
    """
    shares = [len(part) for part in np.array_split(np.arange(draws), len(models))]
    parts = [
        model.simulate(history, horizon, share, rng)
        for model, share in zip(models, shares, strict=True)
    ]
    return rng.permutation(np.concatenate(parts, axis=1), axis=1)
