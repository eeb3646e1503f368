"""Every score of a forecast (预测评价); smaller is better, but for coverage.

Outcomes have shape (…,); draws one axis more, the last; quantiles one axis more, the first, in
the order of QUANTILES. What is returned has the shape of the outcomes: means are taken later,
so that scores can be compared pair by pair.
"""

from math import fsum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from forecast.arrays import Array

QUANTILES: Final = (0.025, 0.1, 0.5, 0.9, 0.975)
"""Quantiles that are scored: the median and the edges of the 80% and 95% intervals."""


def absolute_error(outcome: Array, point: Array, scale: Array | float = 1.0) -> Array:
    """Absolute error (绝对误差); with the in-sample naive error as `scale`, MASE.

    Reference: Hyndman, Koehler (2006), doi:10.1016/j.ijforecast.2006.03.001.
    """
    return np.asarray(np.abs(outcome - point) / scale)


def smape(outcome: Array, point: Array) -> Array:
    """Symmetric absolute percentage error (对称百分误差), 0–200.

    >>> float(smape(np.array(110.0), np.array(90.0)))
    20.0
    """
    size = np.maximum(np.abs(outcome) + np.abs(point), 1e-12)
    return np.asarray(200 * np.abs(outcome - point) / size)


def pinball(outcome: Array, quantiles: Array, scale: Array | float = 1.0) -> Array:
    """Twice the mean pinball loss over QUANTILES (分位损失); scaled, it is WQL."""
    levels = np.array(QUANTILES).reshape(-1, *[1] * np.ndim(outcome))
    short = outcome - quantiles
    return np.asarray(2 * np.maximum(levels * short, (levels - 1) * short).mean(axis=0) / scale)


def covered(outcome: Array, quantiles: Array, level: float) -> NDArray[np.bool_]:
    """Whether the outcome lies in the central interval of that level (是否覆盖)."""
    low, high = _edges(quantiles, level)
    return np.asarray((outcome >= low) & (outcome <= high))


def interval_score(
    outcome: Array, quantiles: Array, level: float, scale: Array | float = 1.0
) -> Array:
    """Width, and what lies outside times 2/α (区间得分); scaled, it is MSIS.

    Reference: Gneiting, Raftery (2007), doi:10.1198/016214506000001437.
    """
    low, high = _edges(quantiles, level)
    outside = np.maximum(low - outcome, 0) + np.maximum(outcome - high, 0)
    return np.asarray((high - low + 2 / (1 - level) * outside) / scale)


def crps(outcome: Array, draws: Array) -> Array:
    """Continuous ranked probability score of draws (连续分级概率得分).

    E|X − y| − ½E|X − X′|, the second term from the sorted draws. Reference: Gneiting, Raftery
    (2007).
    """
    ordered = np.sort(draws, axis=-1)
    count = draws.shape[-1]
    rank = 2 * np.arange(1, count + 1) - count - 1
    away = np.abs(draws - np.asarray(outcome)[..., None]).mean(axis=-1)
    return np.asarray(away - (ordered * rank).sum(axis=-1) / count**2)


def log_score(outcome: float, draws: Array) -> float:
    """Negative log density of an outcome among draws of one number (对数得分), by a kernel.

    The kernel is normal, of Silverman's width. Reference: Good (1952); Silverman (1986), §3.4.
    """
    low, high = np.quantile(draws, (0.25, 0.75))
    spread = min(float(draws.std()), float(high - low) / 1.349) or 1e-12
    width = 0.9 * spread * len(draws) ** -0.2
    density = np.exp(-0.5 * ((outcome - draws) / width) ** 2).mean() / (width * 2.5066)
    return float(-np.log(max(float(density), 1e-300)))


def energy(outcome: Array, draws: Array) -> float:
    """Energy score of a vector (能量得分): `outcome` (parts,), `draws` (parts, draws).

    E‖X − y‖ − ½E‖X − X′‖, with each draw against the next for the second term: it sees
    whether the parts move together. Reference: Gneiting, Raftery (2007).
    """
    away = np.linalg.norm(draws - outcome[:, None], axis=0).mean()
    apart = np.linalg.norm(draws - np.roll(draws, 1, axis=1), axis=0).mean()
    return float(away - apart / 2)


def diebold_mariano(loss: Array, benchmark: Array, horizon: int) -> tuple[float, float]:
    """Test whether losses differ from the benchmark's (DM 检验): statistic and p-value.

    Negative: smaller losses than the benchmark's. Small-sample correction and Student t of
    Harvey, Leybourne, Newbold (1997), doi:10.1016/S0169-2070(96)00719-4; NaN when the
    variance cannot be estimated.
    """
    from scipy.stats import t as student

    difference = np.asarray(loss) - np.asarray(benchmark)
    count = len(difference)
    if count <= horizon:
        return float("nan"), float("nan")
    centred = difference - difference.mean()
    lags = [float(centred[lag:] @ centred[: count - lag]) / count for lag in range(horizon)]
    variance = (lags[0] + 2 * fsum(lags[1:])) / count
    if variance <= 0:  # the truncated kernel may turn negative: Bartlett's
        weights = [1 - lag / horizon for lag in range(horizon)]
        variance = (lags[0] + 2 * fsum(w * c for w, c in zip(weights, lags, strict=True))) / count
    if variance <= 0:
        return float("nan"), float("nan")
    correct = (count + 1 - 2 * horizon + horizon * (horizon - 1) / count) / count
    statistic = float(difference.mean() / np.sqrt(variance) * np.sqrt(max(correct, 0.0)))
    return statistic, float(2 * student.sf(abs(statistic), count - 1))


def naive_scale(level: Array, season: int = 1) -> float:
    """Mean absolute change over a season in the past (朴素误差); 1 where nothing ever moved.

    A change from or to a blank (NaN) is none.

    >>> naive_scale(np.array([1.0, 3.0, 2.0]))
    1.5
    """
    change = np.abs(level[season:] - level[:-season])
    known = change[~np.isnan(change)]
    mean = float(known.mean()) if len(known) else 0.0
    return mean if mean > 0 else 1.0


def quantiles_of(draws: Array) -> Array:
    """Quantiles of draws in the order of QUANTILES (分位数), first axis."""
    return np.asarray(np.quantile(draws, QUANTILES, axis=-1))


def _edges(quantiles: Array, level: float) -> tuple[Array, Array]:
    tail = (1 - level) / 2
    place = [abs(q - tail) < 1e-9 for q in QUANTILES].index(True)
    return quantiles[place], quantiles[len(QUANTILES) - 1 - place]


def naive2(level: Array, horizon: int, season: int = 1) -> Array:
    """Give the seasonally adjusted naive forecast (季调朴素预测), what OWA is relative to.

    Last value, seasons taken out by classical multiplicative decomposition where the
    autocorrelation at the season's lag is significant at 90%, as in the M4 competition.
    Reference: Makridakis, Spiliotis, Assimakopoulos (2020),
    doi:10.1016/j.ijforecast.2019.04.014.
    """
    size = len(level)
    if season == 1 or size < 3 * season or not (level > 0).all() or not _seasonal(level, season):
        return np.full(horizon, level[-1])
    window = np.concatenate([[0.5], np.ones(season - 1), [0.5]]) / season
    trend = np.convolve(level, window, "valid")
    ratio = level[season // 2 : season // 2 + len(trend)] / trend
    phase = (np.arange(len(ratio)) + season // 2) % season
    index = np.bincount(phase, ratio, season) / np.bincount(phase, minlength=season)
    index /= index.mean()
    ahead = index[np.arange(size, size + horizon) % season]
    return np.asarray(level[-1] / index[(size - 1) % season] * ahead)


def _seasonal(level: Array, season: int) -> bool:
    """Whether the autocorrelation at the season's lag is significant at 90%."""
    centred = level - level.mean()
    total = float(centred @ centred)
    if total == 0:
        return False
    lags = np.array([centred[lag:] @ centred[:-lag] for lag in range(1, season + 1)]) / total
    limit = 1.645 * np.sqrt((1 + 2 * float((lags[:-1] ** 2).sum())) / len(level))
    return bool(abs(lags[-1]) > limit)
