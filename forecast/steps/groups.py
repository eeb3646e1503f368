"""The six published groups around services: growth and deflators (公布行业联合抽样).

Services come first; a group is services and its own deviation. Deviations are followed, kept in
part, and brought to add up to nothing; what services miss moves every group by its loading; what
is left is drawn from a covariance shrunk towards nothing, so that the whole is shrunk towards one
common factor and not towards independence. Draws of the groups add up to the draws of services.
References: Ledoit, Wolf (2003), doi:10.1016/S0927-5398(03)00007-0 and (2004),
doi:10.1016/S0047-259X(03)00096-4.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from data.sections import GROUP_SERIES, TERTIARY
from data.vintages import Vintage
from forecast.arrays import Array
from forecast.models.common_growth import follow
from forecast.models.mirrored import alike, normals, pairs
from forecast.quarters import bridged
from forecast.quarters.nowcast import Nowcast, nowcast, quarter_error, with_bridge
from forecast.steps.even import bent, even

PUBLISHED: Final = tuple(GROUP_SERIES)
"""Codes of the six groups that are published with their growth."""

SERIES: Final = list(GROUP_SERIES.values())


@dataclass(frozen=True)
class Manner:
    """How groups deviate from their total (偏离方式).

    `gain`: how much of a new deviation is believed; `kept`, `kept_step`: what is kept of it a year
    on, and lost each year more; `lasting`: part of an error's variance that stays; `belief`: a
    group's standard error before own experience, `years` its weight; `slope_years`: years that
    weigh as much as the belief that a group moves with the total one to one.
    """

    gain: float
    kept: float
    kept_step: float
    lasting: float
    belief: float
    years: float = 6
    slope_years: float = 4


REAL: Final = Manner(gain=0.5, kept=0.65, kept_step=0.05, lasting=0.15, belief=0.04)
"""Growth: the gain and what is kept are those of the country's six groups, 2000–2019, where gains
of 0.4–0.6 and 0.5–0.7 kept cannot be told apart; errors widen no more with the years, and those
of one year and the next are correlated by 0.1 to 0.2."""

PRICE: Final = Manner(gain=0.3, kept=0.3, kept_step=0.05, lasting=0.05, belief=0.02)
"""Deflators: deviations hardly last."""

FREEDOM: Final = 6.0
"""Degrees of freedom of what is left: a few groups have years of their own."""

REACH: Final = 5.0
"""Past deviations count up to this many median deviations: splices, and booms of one group."""

FIRST_ERRORS: Final = 5
"""Years of deviations before their misses are learnt from."""

FADE: Final = 0.95
"""Weight of a year's miss against that of a year later."""


@dataclass(frozen=True, eq=False)
class Pattern:
    """How groups go with services (组与总量的关系), from a past.

    `middle` (horizon, group): deviation expected; `loading` (group,): what a point of services
    adds; `left` (group, group): covariance of the rest, fractions squared.
    """

    middle: Array
    loading: Array
    left: Array


def pattern(
    past: pd.DataFrame, total: "pd.Series[float]", weight: Array, horizon: int, manner: Manner
) -> Pattern:
    """Learn how groups deviate (学习偏离): `past` years × groups, `total` by year, fractions.

    `weight` (group,): parts of the total, adding up to 1. A year of which little is known is left
    out.
    """
    away = past.sub(total, axis=0).dropna()
    values = np.apply_along_axis(_within_reach, 0, away.to_numpy(dtype=float))
    level = follow(values, manner.gain, np.inf)
    kept = np.maximum(manner.kept - manner.kept_step * np.arange(horizon), 0.0)
    middle = kept[:, None] * level[-1]
    middle = middle - (middle @ weight)[:, None]
    misses = values[FIRST_ERRORS:] - manner.kept * level[FIRST_ERRORS - 1 : -1]
    came = total.reindex(away.index).to_numpy(dtype=float)
    surprise = came - follow(came, manner.gain, np.inf)[np.maximum(np.arange(len(came)) - 1, 0)]
    return _pattern(middle, misses, surprise[FIRST_ERRORS:], weight, manner)


def _pattern(
    middle: Array, misses: Array, surprise: Array, weight: Array, manner: Manner
) -> Pattern:
    """Part misses of deviations into what services explain, and the rest."""
    from sklearn.covariance import ledoit_wolf

    count, groups = misses.shape
    age = FADE ** np.arange(count)[::-1]
    usual = float(np.mean(surprise**2)) if count else 1.0
    squares = float((surprise**2).sum()) + manner.slope_years * usual
    loading = 1 + surprise @ misses / squares
    loading = loading / (loading @ weight)
    rest = misses - surprise[:, None] * (loading - 1)
    variance = (age @ rest**2 + manner.years * manner.belief**2) / (age.sum() + manner.years)
    sizes = np.sqrt(variance)
    correlation = np.eye(groups)
    if count > groups:
        shrunk, _ = ledoit_wolf(np.sqrt(age)[:, None] * rest / sizes, assume_centered=True)
        scale = np.sqrt(np.diag(shrunk))
        correlation = shrunk / np.outer(scale, scale)
    left = correlation * np.outer(sizes, sizes)
    apart = np.eye(groups) - np.outer(loading, weight)
    return Pattern(middle, loading, apart @ left @ apart.T)


def _within_reach(column: Array) -> Array:
    """Bring a group's rare years to within reach of the others."""
    middle = np.median(column)
    reach = REACH * 1.4826 * np.median(np.abs(column - middle))
    return np.asarray(np.clip(column, middle - reach, middle + reach))


def draw_groups(
    total: Array, found: Pattern, weight: Array, manner: Manner, rng: np.random.Generator
) -> Array:
    """Draw the groups around draws of services (行业抽样), shape (group, year, draw).

    `total` (year, draw). In every draw and year the groups, weighted by what they have grown to,
    add up to `total`.
    """
    horizon, draws = total.shape
    away = total - np.median(total, axis=-1, keepdims=True)
    values, vectors = np.linalg.eigh(found.left)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    mixed = alike(np.sqrt((FREEDOM - 2) / rng.chisquare(FREEDOM, pairs(draws))), draws)
    stays = np.sqrt(manner.lasting) * normals(rng, 1, len(weight), draws)
    passes = np.sqrt(1 - manner.lasting) * normals(rng, horizon, len(weight), draws)
    rest = np.einsum("gk,hkd->ghd", root, (stays + passes) * mixed)
    middle = np.median(total, axis=-1)[:, None] + found.middle
    yearly = middle.T[:, :, None] + found.loading[:, None, None] * away[None] + rest
    return add_up(np.maximum(yearly, LEAST), total, weight)


LEAST: Final = -0.6
"""Growth below which no group falls."""


def add_up(yearly: Array, total: Array, weight: Array) -> Array:
    """Make the groups add up to the total in every draw, and their centres to its (加总一致)."""
    out = np.empty_like(yearly)
    level = counted = np.repeat(weight[:, None], total.shape[1], axis=1)
    for step, whole in enumerate(total):
        part, middle = level / level.sum(axis=0), np.median(yearly[:, step], axis=-1, keepdims=True)
        far = yearly[:, step] - middle

        def leant(
            lean: float,
            part: Array = part,
            middle: Array = middle,
            far: Array = far,
            whole: Array = whole,
        ) -> Array:
            grown = middle + bent(far, lean)
            return _kept_up(1 + grown + (whole - (part * grown).sum(axis=0)), 1 + whole)

        factor, counted = even(leant, counted)
        out[:, step], level = factor - 1, level * factor
    return out


def _kept_up(factor: Array, whole: Array) -> Array:
    """Draw groups of a wild draw to the whole until none falls below `LEAST`: the sum stays."""
    least = factor.min(axis=0)
    near = np.minimum((whole - 1 - LEAST) / np.maximum(whole - least, 1e-12), 1.0)
    return np.asarray(whole + near * (factor - whole))


def readings(vintage: Vintage, year: int, middle: Array) -> dict[str, Nowcast]:
    """Read every group that has quarters of the year (分行业即期预测), by code.

    `middle` (group,): medians of the annual draws.
    """
    found = {
        code: nowcast(vintage, series, year, float(annual))
        for (code, series), annual in zip(GROUP_SERIES.items(), middle, strict=True)
    }
    return {code: seen for code, seen in found.items() if seen is not None}


def bridged_readings(
    vintage: Vintage, year: int, middle: Array, seen: Mapping[str, Nowcast], quarters: bool
) -> dict[str, Nowcast]:
    """Read groups from their indicators as well (并入分行业核算桥), by code.

    `seen`: what their own quarters say; a published quarter stands. `quarters`: whether those may
    be looked at.
    """
    found = dict(seen)
    for code, one in bridged.readings(vintage, year, quarters).items():
        series, annual = GROUP_SERIES[code], float(middle[PUBLISHED.index(code)])
        told = with_bridge(vintage, series, year, annual, one.said, seen.get(code))
        assert told is not None
        found[code] = told
    return {code: found[code] for code in PUBLISHED if code in found}


COUNTRY_BELIEF: Final = 0.04
"""What a group's growth misses the country's and its usual difference by, before experience."""

COUNTRY_YEARS: Final = 4
"""Its weight in years."""


def country_readings(vintage: Vintage, year: int) -> dict[str, Nowcast]:
    """Read every group from the country's growth of it (全国行业增速): the year's, else quarters'.

    The region's usual difference to the country is added; the error is what that has missed.
    """
    found = {}
    own = vintage.history("real_growth").loc[: year - 1]
    for code, series in GROUP_SERIES.items():
        growth, yearly = vintage.around.country(series), vintage.around.country_yearly(series)
        periods = [p for p in (str(year), *(f"{year}Q{q}" for q in (3, 2, 1))) if p in growth]
        gap = (own[series] - yearly).dropna()
        if not periods or len(gap) < FIRST_ERRORS:
            continue
        level = follow(_within_reach(gap.to_numpy(dtype=float)), REAL.gain, np.inf)
        missed = gap.to_numpy(dtype=float)[1:] - level[:-1]
        age = FADE ** (year - 1 - gap.index.to_numpy(dtype=float)[1:])
        size = np.minimum(np.abs(missed), 3 * COUNTRY_BELIEF) ** 2
        variance = (age @ size + COUNTRY_YEARS * COUNTRY_BELIEF**2) / (age.sum() + COUNTRY_YEARS)
        quarter = int(periods[0][-1]) if "Q" in periods[0] else 4
        if quarter < 4:
            variance += quarter_error(quarter, whole=False) ** 2
        value = float(growth[periods[0]] + level[-1])
        day = vintage.around.country_known(series, periods[0])
        spread = float(np.sqrt(variance))
        found[code] = Nowcast(year, quarter, day, value, value, value, value, spread)
    return found


def observe(yearly: Array, seen: Mapping[str, Nowcast], rng: np.random.Generator) -> Array:
    """Condition the groups' draws on their own quarters, jointly (分行业按即期修正).

    Groups without quarters follow by covariance, and so do services; later years by what the
    draws' own covariance says. One gain for all draws: no further quarter can widen an interval.
    """
    if not seen:
        return yearly
    places = [PUBLISHED.index(code) for code in seen]
    first = yearly[:, 0]
    low, high = np.quantile(first, (0.01, 0.99), axis=-1, keepdims=True)
    held = np.clip(yearly[:, 0], low, high)
    state = np.concatenate(np.moveaxis(yearly, 1, 0))
    centred = state - state.mean(axis=-1, keepdims=True)
    part = held[places] - held[places].mean(axis=-1, keepdims=True)
    draws = yearly.shape[-1]
    across = centred @ part.T / draws
    error = np.array([one.spread for one in seen.values()])
    gain = across @ np.linalg.inv(part @ part.T / draws + np.diag(error**2))
    noise = error[:, None] * normals(rng, len(places), draws)
    value = np.array([one.value for one in seen.values()])
    moved = state + gain @ (value[:, None] + noise - first[places])
    horizon = yearly.shape[1]
    return np.moveaxis(moved.reshape(horizon, len(PUBLISHED), draws), 0, 1)


def past_growth(vintage: Vintage, first: int, last: int) -> tuple[pd.DataFrame, "pd.Series[float]"]:
    """Give growth of the groups and of services (建模样本), fractions, by year."""
    table = vintage.history("real_growth").loc[first:last]
    return table[SERIES], table[TERTIARY]
