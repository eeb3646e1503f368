r"""Growth of services in a region: the level that provinces share, and its own deviation.

A region's services grow with those of the country and of the other provinces; what is its own
fades slowly, and most of it is noise. So the common level is followed fast, the own deviation
is shrunk, and what the level has lost a year of late goes on for a while (分省共同因子与自身偏离).

.. math:: \hat y_{i,t+h} = m_t - s_h\,d_t + \lambda_h\,a_{i,t}

:math:`m_t`: half the provinces' mean, half the country's growth and what the provinces exceed
it by, each by a gain of its own; :math:`a_{i,t}`: the region's deviation from the common level,
smoothed; :math:`d_t`: the mean miss of :math:`m` a year ahead; :math:`s_h=\sum_{j<h}\phi^j`.
No step counts for more than `reach`, so that a shock is not taken for a level (Huber, 1981,
ch. 7; Gelper, Fried, Croux, 2010, doi:10.1002/for.1125). The gains are steady-state gains of
local-level models (Harvey, 1989, §4.1). Parameters are learnt from 21 provinces, by
`forecast.regions.learn_growth`, and stand in `common_growth.toml` with what was learnt how.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.arrays import Array
from forecast.models.mirrored import alike, normals, pairs

AnyFloats = NDArray[np.floating[Any]]

FILE: Final = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Learnt:
    """What the provinces teach (面板所得参数); growth as fractions.

    `panel_gain`, `country_gain`, `gap_gain`, `own_gain`: how much of a surprise is believed by
    the provinces' mean, the country's growth, the gap between them, and a region's deviation.
    `reach`: the largest step believed. `kept`, `kept_step`: part of the deviation kept after a
    year, and what is lost each year more. `drift_fade`: weight of a miss against that of a year
    later; `drift_years`: misses that weigh as much as the belief that there is no drift;
    `drift_damp`: part of the drift that goes on a year later. `spread`: scale of the errors one
    year ahead by origin, of a Student t with `freedom`; `widens`: how much it grows a year;
    `lasting`: part of the first year's variance that stays.
    """

    panel_gain: float
    country_gain: float
    gap_gain: float
    own_gain: float
    reach: float
    kept: float
    kept_step: float
    drift_fade: float
    drift_years: float
    drift_damp: float
    spread_fade: float
    freedom: float
    widens: float
    lasting: float
    spread: dict[int, float] = field(default_factory=dict)

    def scale(self, origin: int, horizon: int) -> Array:
        """Give the scale of errors by horizon (误差尺度): of the origin, or the last learnt."""
        known = [year for year in self.spread if year <= origin] or [min(self.spread)]
        return np.asarray(self.spread[max(known)] * (1 + self.widens * np.arange(horizon)))


@cache
def learnt(file: Path = FILE) -> Learnt:
    """Read what was learnt (读取参数).

    >>> 0 < learnt().kept < 1
    True
    """
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    spread = {int(year): value for year, value in said["spread"].items()}
    return Learnt(**said["parameters"], spread=spread)


@dataclass(frozen=True, eq=False)
class Common:
    """The common level (共同水平) by year, fractions: `country`, its growth; `level` as followed;
    `seen` as it came; `drift`, what the level has lost a year of late."""

    years: tuple[int, ...]
    country: Array
    level: Array
    seen: Array
    drift: Array


AHEAD: Final = 3
"""Horizons whose misses tell of a drift."""

BEGIN: Final = 3
"""Years a level needs before its misses count."""

HALF: Final = 0.5
"""Weight of the provinces' mean against the country's growth and the gap to it."""


def common(provinces: "pd.Series[float]", country: "pd.Series[float]", known: Learnt) -> Common:
    """Follow the common level (共同水平): growth by year, fractions.

    `provinces` is their mean, which may end before the country's growth does: then the last
    gap stands; where neither is known the level stands. Every year uses what came up to it, and
    nothing later.
    """
    years = tuple(int(year) for year in country.index)
    nation = years_of(country, years)
    mean = years_of(provinces, years)
    gap = follow(mean - nation, known.gap_gain, known.reach)
    gap = np.where(np.isnan(gap), 0.0, gap)
    by_country = follow(nation, known.country_gain, known.reach) + gap
    by_panel = follow(mean, known.panel_gain, np.inf)
    there = ~np.isnan(mean)
    level = np.where(there, HALF * by_panel + (1 - HALF) * by_country, by_country)
    seen: Array = np.where(there, mean, nation + gap)
    seen = np.where(np.isnan(seen), level, seen)  # a year not yet known is as expected
    return Common(years, nation, level, seen, _drift(level, seen, known))


def follow(values: AnyFloats, gain: float, reach: float) -> Array:
    """Follow a level along the first axis (稳健指数平滑); a blank leaves it where it was."""
    level = np.full(values.shape[1:], np.nan)
    found = np.empty(values.shape)
    for t, value in enumerate(values):
        step = gain * np.clip(value - level, -reach, reach)
        level = np.where(np.isnan(level), value, level + np.where(np.isnan(step), 0.0, step))
        found[t] = level
    return found


def _drift(level: Array, seen: Array, known: Learnt) -> Array:
    """Give the mean miss of the level a year ahead, by year, as known then."""
    drift = np.zeros(len(level))
    for now in range(len(level)):
        weighted = weights = 0.0
        for ahead in range(1, AHEAD + 1):
            for origin in range(BEGIN, now - ahead + 1):
                reach = ahead * known.reach
                miss = np.clip(level[origin] - seen[origin + ahead], -reach, reach) / ahead
                weight = known.drift_fade ** (now - ahead - origin) / AHEAD
                weighted += weight * miss
                weights += weight
        drift[now] = weighted / (weights + known.drift_years)
    return drift


def centre(own: Array, shared: Common, horizon: int, known: Learnt) -> Array:
    """Give the centre of growth 1 to `horizon` years after the last year of `own` (预测中心).

    `own` (year, …): growth of regions, fractions, from the first year of `shared`; NaN where
    unknown. Returns (horizon, …).
    """
    now = len(own) - 1
    away = own - shared.seen[: now + 1].reshape(-1, *[1] * (own.ndim - 1))
    apart = follow(away, known.own_gain, known.reach)[now]
    steps = np.arange(horizon)
    slows = np.cumsum(known.drift_damp**steps) * shared.drift[now]
    kept = np.maximum(known.kept - known.kept_step * steps, 0.0)
    shape = (-1, *[1] * (own.ndim - 1))
    apart = np.where(np.isnan(apart), 0.0, apart)
    return np.asarray((shared.level[now] - slows).reshape(shape) + kept.reshape(shape) * apart)


def alone(own: Array, horizon: int, known: Learnt) -> Array:
    """Give the centre from a region's own past only (仅用自身历史), shape (horizon, …)."""
    level = follow(own, known.country_gain, known.reach)[-1]
    return np.repeat(level[None], horizon, axis=0)


def errors(
    centre: AnyFloats, scale: AnyFloats, known: Learnt, draws: int, rng: np.random.Generator
) -> Array:
    """Draw paths around a centre (误差路径), shape (horizon, draws): a Student t, symmetric.

    Part of a year's error stays in later years, so that levels spread as they should; the
    whole path has one chi-square.
    """
    relative = (scale / scale[0]) ** 2
    passing = 1 - known.lasting
    lasting = np.maximum(np.diff(relative - passing, prepend=0.0), 0.0)
    normal = normals(rng, 2, len(centre), draws)
    walk = np.cumsum(np.sqrt(lasting)[:, None] * normal[0], axis=0)
    mixed = alike(np.sqrt(known.freedom / rng.chisquare(known.freedom, pairs(draws))), draws)
    return np.asarray(centre[:, None] + scale[0] * mixed * (walk + np.sqrt(passing) * normal[1]))


def years_of(table: "pd.DataFrame | pd.Series[float]", years: Sequence[int]) -> Array:
    """Lay a table out over these years (按年对齐), NaN where unknown."""
    return np.asarray(table.reindex(list(years)), dtype=float)
