"""Series move together as they should, and never because they share a seed."""

import numpy as np

from forecast.arrays import Array
from forecast.models import COMBINATION, MODELS
from forecast.models.base import History
from forecast.models.pool import pool
from forecast.steps.random_streams import seeds


def level(seed: int) -> Array:
    return np.asarray(100 * np.exp(np.cumsum(np.random.default_rng(seed).normal(0.08, 0.03, 25))))


def test_spawned_seeds_never_repeat() -> None:
    spawned = seeds(1)
    states = {tuple(next(spawned).generate_state(4)) for _ in range(200)}
    assert len(states) == 200


def test_equal_seeds_make_series_comonotone_and_spawned_ones_do_not() -> None:
    # The pitfall, and the cure: with one seed the total's interval is as wide as the sum of
    # the parts', which covers far too much.
    models = [MODELS[name] for name in COMBINATION]
    histories = [History.of(level(seed)) for seed in range(4)]

    def total_width(generators: list[np.random.Generator]) -> float:
        drawn = [
            pool(models, history, 1, 4_000, rng).paths[0]
            for history, rng in zip(histories, generators, strict=True)
        ]
        parts = [np.ptp(np.quantile(one, (0.1, 0.9))) for one in drawn]
        return float(np.ptp(np.quantile(np.sum(drawn, axis=0), (0.1, 0.9))) / np.sum(parts))

    spawned = seeds(1)
    same = total_width([np.random.default_rng(1) for _ in histories])
    apart = total_width([np.random.default_rng(next(spawned)) for _ in histories])
    assert same > 0.75
    assert apart < 0.65
