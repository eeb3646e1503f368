"""Intervals that cover: scale factors learnt by forecasting the past (区间校准).

A conformal interval from one series' own errors is impossible at this length (a 95% one
needs 39 errors), so errors are scaled by the interval they should have fallen into and
pooled over series and horizons, and the factors shrunk: few errors move intervals little.
"""

from dataclasses import dataclass

import numpy as np

from forecast.arrays import Array
from forecast.models.base import History

LEVELS = (0.8, 0.95)
"""Coverage levels whose intervals are calibrated (覆盖水平)."""

SHRINK = 30
"""Errors that weigh as much as the belief that an interval is right as it stands."""


@dataclass(frozen=True)
class Factors:
    """How much wider than drawn the two intervals have to be (校准系数)."""

    inner: float = 1.0
    outer: float = 1.0
    errors: int = 0


def interval_scores(drawn: Array, outcome: Array) -> Array:
    """Scale errors by the half-widths they should lie within (标准化误差).

    `drawn` (horizon, draws), `outcome` (up to horizon,). Returns (outcomes, 2): distance from
    the median over the half-width, on that side, of the 80% and of the 95% interval; 1 lies
    on the interval's edge.
    """
    tails = [(1 - level) / 2 for level in LEVELS]
    low95, low80, middle, high80, high95 = np.quantile(
        drawn[: len(outcome)], (tails[1], tails[0], 0.5, 1 - tails[0], 1 - tails[1]), axis=1
    )
    error = outcome - middle
    above = error > 0
    halves = [
        np.where(above, high80 - middle, middle - low80),
        np.where(above, high95 - middle, middle - low95),
    ]
    return np.stack([np.abs(error) / np.maximum(half, 1e-12) for half in halves], axis=1)


def factors(scores: Array, horizon: int = 1) -> Factors:
    """Give the factors that make the pooled intervals cover their levels (校准系数).

    The finite-sample rank ⌈(n+1)·level⌉ of the scores, shrunk on the log scale by m/(m+30):
    the `horizon` errors of one origin overlap and count as one, so m = n / horizon.
    """
    count = len(scores)
    if count == 0:
        return Factors()
    apart = count / horizon
    found = []
    for column, level in zip(scores.T, LEVELS, strict=True):
        rank = min(int(np.ceil((count + 1) * level)), count)
        factor = float(np.clip(np.sort(column)[rank - 1], 0.2, 5.0))
        found.append(float(factor ** (apart / (apart + SHRINK))))
    return Factors(found[0], found[1], count)


WINDOW = 0.2
"""What the log of a factor misses by, learnt from one window: its errors share the window's
shocks, however many series there are. Chosen over sets, one left out (docs/method.md)."""


def beyond_chance(found: Factors) -> Factors:
    """Draw factors of one window to 1 as far as the window can explain them (窗口收缩).

    Positive-part James–Stein on logs: one part in the square of their distance from 0 in standard
    errors. Reference: James, Stein (1961).

    >>> round(beyond_chance(Factors(1.2, 0.6)).outer, 2), beyond_chance(Factors(1.2, 0.6)).inner
    (0.65, 1.0)
    """
    inner, outer = (
        float(np.exp(log * max(0.0, 1 - WINDOW**2 / max(log**2, 1e-300))))
        for log in (np.log(found.inner), np.log(found.outer))
    )
    return Factors(inner, outer, found.errors)


def calm(history: History, horizon: int) -> float:
    """Give the size of the latest surprises relative to that of all of them (近期波动).

    Models take the whole of a history for equally rough, so a panel that has grown calm gets
    intervals too wide. A surprise is the change of growth over a year, without a model; they
    fade by h/(h+2) a period: those remembered are h/2 old on average, as far back as the
    middle of the horizon is ahead. In a history equally rough throughout it is 1 on average,
    whatever its length. Reference: J.P. Morgan/Reuters (1996), RiskMetrics, ch. 5.
    """
    values = history.log_level if history.positive else history.level
    season = history.season
    size = np.abs(np.diff(values[season:] - values[:-season]))
    weight = history.weight[season + 1 :]
    usual = float(np.average(size, weights=weight)) if len(size) else 0.0
    if usual <= 0:
        return 1.0
    recent = weight * (horizon / (horizon + 2)) ** np.arange(len(size))[::-1]
    return float(np.average(size, weights=recent)) / usual


def since(now: Array, then: Array) -> float:
    """Give how much rougher a panel is than when its errors were made (波动变化).

    `now`, `then` (series,): `calm` at the end and at the origin of the errors. The ratio of
    their means, drawn to 1 as far as chance can explain it (positive-part James–Stein: one
    part in the square of its t-statistic), and within a half and twice. Reference: James,
    Stein (1961).
    """
    change = now - then
    if len(change) < 2 or not change.mean():
        return 1.0
    chance = float(change.var(ddof=1) / len(change) / change.mean() ** 2)
    ratio = float(now.mean() / then.mean())
    return float(np.clip(1 + (ratio - 1) * max(0.0, 1 - chance), 0.5, 2.0))


def stretch(drawn: Array, scale: Factors) -> Array:
    """Widen or narrow draws around their median, keeping their order (伸缩区间).

    Distances from the median up to the edge of the 80% interval, and beyond that of the 95%
    interval, are scaled so that both edges come where the factors say; in between they are
    interpolated. Draws are along the last axis.
    """
    low95, low80, middle, high80, high95 = (
        part[..., None] for part in np.quantile(drawn, (0.025, 0.1, 0.5, 0.9, 0.975), axis=-1)
    )
    away = np.abs(drawn - middle)
    above = drawn > middle
    near = np.maximum(np.where(above, high80 - middle, middle - low80), 1e-12)
    far = np.maximum(np.where(above, high95 - middle, middle - low95), near * (1 + 1e-6))
    inner = scale.inner * near
    # The outer edge stays outside the inner one, whatever the errors said.
    outer = np.maximum(scale.outer * far, 1.05 * inner)
    between = inner + (away - near) / (far - near) * (outer - inner)
    moved = np.where(away <= near, scale.inner * away, between)
    moved = np.where(away > far, away / far * outer, moved)
    return np.asarray(np.where(above, middle + moved, middle - moved))
