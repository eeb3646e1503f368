"""What a share rests on besides growth: levels and coefficients, neither known exactly (比重误差).

Levels at the origin are counted anew by the next census; until then they drift away from what
the last one found. A scope's coefficients lie between a low and a high reading. Each is drawn,
and each source's part of the width of a share is kept with the baseline.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from data.history import wide
from data.revised import census_moves
from data.scopes import Scope
from data.sections import (
    CODES,
    COLUMNS,
    GROUP_SERIES,
    OTHER,
    OTHER_CODES,
    SECTIONS,
    SUPPORT,
    TERTIARY,
)
from data.vintages import Vintage
from forecast.arrays import Array
from forecast.measured import measured
from forecast.steps.revisions import last_census

CENSUS_LEVEL, CENSUSES = 0.1, 2
"""How far a census moves a group's level against services' where none is on record, in logs, and
how many censuses' weight that has. By group nothing is known of those before the fifth; all
services moved by 22% (2012, the third) and 6% (2016, the fourth)."""

PRELIMINARY = 0.01
"""The same between a preliminary level and its final verification: services moved by 0.5% (2020),
1.0% (2021) and 0.6% (2022)."""

BETWEEN: Final = 5
"""Years between two censuses."""

FREEDOM: Final = 5
"""Degrees of freedom of an error of level: finance moved by 26%, the others by a quarter of it."""

SOURCES: Final = ("growth", "deflator", "split", "coefficients", "levels")
"""Where the width of a share comes from, in the order it is told."""


def misstated(vintage: Vintage, level: Array, draws: int, rng: np.random.Generator) -> Array:
    """Draw the error of the origin year's levels (起点水平误差), factors; (column, draw).

    A group's error is as wide as past censuses have revised it, and grows with the years since the
    last census; sections of a group share it. The total stays: only shares are moved.
    """
    scale = np.sqrt(level_variance(vintage, vintage.newest_year) * (FREEDOM - 2) / FREEDOM)
    logs = scale * rng.standard_t(FREEDOM, (len(GROUP_SERIES), draws))
    by_group = dict(zip(GROUP_SERIES, np.exp(logs), strict=True))
    found = np.stack([by_group[OTHER if one.group == SUPPORT else one.group] for one in COLUMNS])
    return np.asarray(found * (level.sum(axis=0) / (level * found).sum(axis=0)))


def level_variance(vintage: Vintage, year: int) -> float:
    """Give the variance of the error of a group's log level in a year (水平误差方差)."""
    moves = census_moves(vintage).to_numpy(dtype=float)
    squares = float((moves**2).mean(axis=1).sum())
    census = (squares + CENSUSES * CENSUS_LEVEL**2) / (len(moves) + CENSUSES)
    counted = last_census(vintage, TERTIARY, year)
    since = 1.0 if counted is None else min(max(year - counted, 0) / BETWEEN, 1.0)
    status = wide(vintage.rows, "value_added", "status").loc[year, TERTIARY]
    return census * since + (PRELIMINARY**2 if status == "preliminary" else 0.0)


def position(scopes: Sequence[Scope], draws: int, rng: np.random.Generator) -> Array:
    """Draw where coefficients lie between low and high (系数位置), −1 to 1; (column, draw).

    Triangular, half of it on either side of the middle. One draw a section: what makes trade's
    coefficient high in one scope makes it high in all.
    """
    found = rng.triangular(-1.0, 0.0, 1.0, (len(CODES), draws))
    ranged = np.any([np.not_equal(one.low, one.high) for one in scopes], axis=0)
    return np.asarray(found * ranged[:, None])


def share_draws(
    scopes: Sequence[Scope],
    value: Array,
    out: Array | None = None,
    position: Array | None = None,
) -> dict[str, Array]:
    """Give every scope's share of some value added (比重), (year, draw).

    `value` (year, column, draw), 亿元; `out` and `position` as `misstated` and `position` give
    them.
    """
    planes = measured(value, scopes, out, position)
    weights = planes.weights(scopes, np.array([one.mid for one in scopes]))
    whole = planes.values[:, : planes.wide].sum(axis=1, dtype=float)
    return {
        one.id: np.asarray(np.tensordot(weight, planes.values, axes=(0, 1)) / whole)
        for one, weight in zip(scopes, weights, strict=True)
    }


@dataclass(frozen=True, eq=False)
class Parts:
    """What shares are drawn from, source by source (比重的来源); the last axis are draws.

    `growth` and `price` (group, year), fractions; `inside` (year, section), shares of other
    services, the origin year first; `level` (group,), 亿元; `misstated` and `position` (column).
    """

    growth: Array
    price: Array
    inside: Array
    level: Array
    misstated: Array
    position: Array

    def value(self, sources: Sequence[str]) -> Array:
        """Value added with some sources drawn, the others at their medians; (year, column)."""

        def drawn(name: str, source: str) -> Array:
            array: Array = getattr(self, name)
            return array if source in sources else np.median(array, axis=-1, keepdims=True)

        steps = (1 + drawn("growth", "growth")) * (1 + drawn("price", "deflator"))
        group = self.level[:, None, None] * np.cumprod(steps, axis=1)
        inside = drawn("inside", "split")[1:]
        inside = inside / inside.sum(axis=1, keepdims=True)
        draws = max(group.shape[-1], inside.shape[-1])
        found = np.zeros((group.shape[1], len(CODES), draws))
        for place, section in enumerate(SECTIONS):
            found[:, place] = group[[*GROUP_SERIES].index(section.group)]
            if section.group == OTHER:
                found[:, place] *= inside[:, OTHER_CODES.index(section.code)]
        return found


def sources(scopes: Sequence[Scope], parts: Parts, first: int) -> dict[str, Any]:
    """Say how wide each source alone makes a share (宽度来源): scope → year → source, s.d.

    Fractions. Growth and deflators are two halves of one figure: what they make together is
    shared out by what each makes alone. So the squares add up to the share's own variance, but
    for what is not linear. `first` is the first forecast year.
    """

    def spread(*names: str) -> dict[str, Array]:
        out = parts.misstated if "levels" in names else None
        where = parts.position if "coefficients" in names else None
        value = parts.value(names)
        if value.shape[-1] == 1:
            value = np.repeat(value, parts.position.shape[-1], axis=-1)
        drawn = share_draws(scopes, value, out, where)
        return {scope: draws.std(axis=-1) for scope, draws in drawn.items()}

    alone = {name: spread(name) for name in SOURCES}
    nominal = spread("growth", "deflator")
    found: dict[str, Any] = {}
    for scope in scopes:
        pair = np.hypot(alone["growth"][scope.id], alone["deflator"][scope.id])
        for name in ("growth", "deflator"):
            alone[name][scope.id] = nominal[scope.id] * alone[name][scope.id] / pair
        found[scope.id] = {
            str(first + row): {
                name: round(float(alone[name][scope.id][row]), 6) for name in SOURCES
            }
            for row in range(len(pair))
        }
    return found
