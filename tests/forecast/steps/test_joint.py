"""Series move together as they should, and never because they share a seed."""

import numpy as np
import pytest

from forecast.models import COMBINATION, MODELS
from forecast.models.base import Array, History
from forecast.models.pool import pool
from forecast.steps.joint_draws import reorder, shrunk_correlation
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


def test_reordering_keeps_every_path_and_imposes_the_correlation() -> None:
    rng = np.random.default_rng(1)
    paths = rng.standard_normal((3, 4, 5_000)).cumsum(axis=1)
    wanted = np.array([[1.0, 0.7, 0.0], [0.7, 1.0, 0.3], [0.0, 0.3, 1.0]])
    joined = reorder(paths, wanted, np.random.default_rng(2))
    for before, after in zip(paths, joined, strict=True):
        np.testing.assert_array_equal(np.sort(before[0]), np.sort(after[0]))
        assert {tuple(path) for path in before.T[:5]} <= {tuple(path) for path in after.T}
    heights = joined.mean(axis=1)
    np.testing.assert_allclose(np.corrcoef(heights), wanted, atol=0.05)


@pytest.mark.parametrize("years", [5, 17, 400])
def test_shrinkage_fades_with_years(years: int) -> None:
    rng = np.random.default_rng(3)
    truth = np.array([[1.0, 0.8], [0.8, 1.0]])
    residuals = rng.multivariate_normal([0, 0], truth, years)
    found = shrunk_correlation(residuals)
    plain = float(np.asarray(np.corrcoef(residuals.T))[0, 1])
    assert abs(found[0, 1]) <= abs(plain)
    assert np.linalg.eigvalsh(found).min() > 0
    if years == 400:
        assert found[0, 1] == pytest.approx(0.8, abs=0.06)
