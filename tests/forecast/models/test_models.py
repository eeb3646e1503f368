"""Every listed model keeps the contract, and finds what made the data."""

import numpy as np
import pytest

from forecast.arrays import Array
from forecast.models import COMBINATION, MODELS, QUARTERLY
from forecast.models.base import History, Unfit
from forecast.models.pool import pool, steadiness
from forecast.models.smoothing import ParameterGrid, smooth

EVERY = pytest.mark.parametrize("name", MODELS)


def series(size: int = 25, growth: float = 0.08, noise: float = 0.02, seed: int = 1) -> Array:
    steps = np.random.default_rng(seed).normal(growth, noise, size)
    return np.asarray(100 * np.exp(np.cumsum(steps)))


@EVERY
def test_shape_numbers_and_seed(name: str) -> None:
    history = History.of(series())
    first, again, other = (
        MODELS[name].simulate(history, 5, 300, np.random.default_rng(seed)) for seed in (1, 1, 2)
    )
    assert first.shape == (5, 300)
    assert np.isfinite(first).all()
    assert first.tobytes() == again.tobytes() != other.tobytes()


@EVERY
def test_units_do_not_matter(name: str) -> None:
    rng = np.random.default_rng
    small = MODELS[name].simulate(History.of(series()), 3, 400, rng(1))
    large = MODELS[name].simulate(History.of(1e6 * series()), 3, 400, rng(1))
    np.testing.assert_allclose(np.median(large, axis=1), 1e6 * np.median(small, axis=1), rtol=1e-6)


@EVERY
def test_uncertainty_grows_with_the_horizon_and_with_noise(name: str) -> None:
    def width(noise: float) -> Array:
        drawn = MODELS[name].simulate(
            History.of(series(noise=noise)), 5, 4_000, np.random.default_rng(3)
        )
        low, high = np.quantile(np.log(drawn), (0.1, 0.9), axis=1)
        return np.asarray(high - low)

    calm, rough = width(0.01), width(0.06)
    assert calm[4] > calm[0]
    assert (rough > calm).all()


@EVERY
def test_a_year_of_small_weight_counts_less(name: str) -> None:
    level = series(noise=0.002)
    level[-1] *= 0.8
    weight = np.ones(25)
    weight[-1] = 0.05
    rng = np.random.default_rng
    full = MODELS[name].simulate(History.of(level), 1, 4_000, rng(1))
    spared = MODELS[name].simulate(History.of(level, weight), 1, 4_000, rng(1))
    assert np.ptp(np.quantile(np.log(spared), (0.1, 0.9))) < np.ptp(
        np.quantile(np.log(full), (0.1, 0.9))
    )


@pytest.mark.parametrize("name", ["drift", "growth", "theta_log"])
def test_steady_growth_goes_on(name: str) -> None:
    noise = np.random.default_rng(2).normal(0, 1e-4, 25)
    level = np.exp(np.log(1.07) * np.arange(25) + noise)
    drawn = MODELS[name].simulate(History.of(level), 5, 500, np.random.default_rng(1))
    ahead = np.median(drawn, axis=1)
    assert np.log(ahead[4] / level[-1]) / 5 == pytest.approx(np.log(1.07), abs=0.005)


@pytest.mark.parametrize("name", ["ets_raw", "theta_raw"])
def test_a_straight_line_makes_growth_decline(name: str) -> None:
    level = np.asarray(100 + 10.0 * np.arange(25), dtype=float)
    level = level + np.random.default_rng(1).normal(0, 0.01, 25)
    drawn = MODELS[name].simulate(History.of(level), 5, 500, np.random.default_rng(1))
    path = np.concatenate([level[-1:], np.median(drawn, axis=1)])
    growth = path[1:] / path[:-1] - 1
    assert (np.diff(growth) < 0).all()
    if name == "ets_raw":
        np.testing.assert_allclose(np.diff(path), 10.0, atol=0.5)


def test_logarithms_of_zero_are_refused_and_levels_are_not() -> None:
    history = History.of(np.array([3.0, 0.0, 4.0, 2.0, 5.0, 4.0, 6.0, 5.0, 7.0, 6.0]))
    for name in ("growth", "drift", "theta_log"):
        with pytest.raises(Unfit):
            MODELS[name].simulate(history, 2, 50, np.random.default_rng(1))
    assert np.isfinite(MODELS["ets_raw"].simulate(history, 2, 50, np.random.default_rng(1))).all()


@pytest.mark.parametrize("name", QUARTERLY)
def test_seasons_are_seen(name: str) -> None:
    season = np.array([0.8, 1.0, 1.1, 1.3])
    level = np.repeat(series(10, noise=0.005), 4) * np.tile(season, 10)
    level *= np.exp(np.random.default_rng(1).normal(0, 0.01, 40))
    history = History.of(level, season=4)
    drawn = MODELS[name].simulate(history, 8, 500, np.random.default_rng(1))
    ahead = np.median(drawn, axis=1)
    assert ahead[3] / ahead[0] > 1.3
    assert ahead[7] / ahead[4] > 1.3


def test_the_lists_name_models_there_are() -> None:
    assert set(COMBINATION) | set(QUARTERLY) <= set(MODELS)
    assert all(name == model.name for name, model in MODELS.items())


def test_the_filter_finds_the_first_states_least_squares_would() -> None:
    # With nothing smoothed and no damping, level and trend are those of a straight line.
    grid = ParameterGrid.of([(0.0, 0.0, 0.0, 1.0, float("nan"), 1.0)])
    values = np.random.default_rng(1).normal(0, 1, 20) + 0.3 * np.arange(20)
    found = smooth(grid, values, np.ones(20), np.ones(20), 1)
    slope, start = np.polyfit(np.arange(20), values, 1)
    np.testing.assert_allclose(found.state[0], [start + 19 * slope, slope], rtol=1e-6)
    residual = values - (start + slope * np.arange(20))
    assert found.square[0] == pytest.approx(float(residual @ residual), rel=1e-6)


def test_the_grid_prefers_the_smoothing_that_made_the_data() -> None:
    rng = np.random.default_rng(5)
    level, values = 0.0, []
    for shock in rng.normal(0, 1, 400):
        values.append(level + shock)
        level += 0.3 * shock
    grid = ParameterGrid.of([(a, 0.0, 0.0, 1.0, 0.0, 1.0) for a in (0.05, 0.3, 0.6, 0.95)])
    odds = smooth(grid, np.array(values), np.ones(400), np.ones(400), 1).odds
    assert odds.argmax() == 1


class Fixed:
    """Draws one level, with hardly any spread."""

    def __init__(self, name: str, level: float):
        self.name, self.level = name, level

    def simulate(
        self, history: History, horizon: int, draws: int, rng: np.random.Generator
    ) -> Array:
        return self.level + 1e-9 * rng.standard_normal((horizon, draws))


@pytest.mark.parametrize(("noise", "expected"), [(0.001, 120.0), (0.5, 115.0)])
def test_of_two_members_steady_growth_takes_the_first(noise: float, expected: float) -> None:
    always = [Fixed("a", 110.0), Fixed("b", 120.0), Fixed("c", 400.0)]
    level = series(noise=noise)
    history = History.of(100 * level / level[-1])
    either = Fixed("high", 120.0), Fixed("low", 100.0)
    found = pool(always, history, 2, 1_000, np.random.default_rng(1), either)
    # Medians of (110, 120, 400) with 120, and with 100: no wild member moves them.
    assert found.point == pytest.approx([expected] * 2, abs=0.1)
    part = float((np.abs(found.paths[0] - 100) < 1e-6).mean())
    assert part == pytest.approx((1 - steadiness(history)) / 4, abs=0.02)
