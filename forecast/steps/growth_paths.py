"""Growth of services and of the six groups, joined: what a fit draws, and what it would have.

The same functions forecast from any past year, so that what intervals and shares have missed is
learnt from forecasts as they are made today (联合增速).
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from data.vintages import Vintage
from forecast.arrays import Array
from forecast.quarters.nowcast import Nowcast
from forecast.spec import Spec
from forecast.steps import deflators
from forecast.steps.groups import (
    REAL,
    SERIES,
    add_up,
    bridged_readings,
    country_readings,
    draw_groups,
    observe,
    past_growth,
    pattern,
    readings,
)
from forecast.steps.services import Piece, Services, draw_services

ORIGINS: Final = 12
"""Past origins that widths of shares are learnt from."""

EARLIEST: Final = 2008
"""Eight years of growth since 2000 are the least that is forecast from."""

AHEAD: Final = 5
"""Years ahead they look."""

FEW: Final = 400
"""Draws of a forecast that only serves to learn how wide intervals have to be."""


@dataclass(frozen=True, eq=False)
class GrowthDraws:
    """Draws of growth (增速抽样): `yearly` (group, year, draw), fractions, adding up to services.

    `services` (year, draw); `pieces`: what was told, and how far each moved; `nowcast`: what the
    region's own quarters said, as plain values, or None.
    """

    yearly: Array
    services: Array
    pieces: tuple[Piece, ...]
    nowcast: dict[str, Any] | None


def draw_growth(
    vintage: Vintage, years: range, spec: Spec, weight: Array, rng: np.random.Generator
) -> GrowthDraws:
    """Draw growth of services and the groups (联合增速抽样) for `years`.

    `weight` (group,): comparable levels of the year before. First services, then the groups
    around them; the groups' own quarters move both.
    """
    told = draw_services(vintage, years, spec, rng)
    weight = weight / weight.sum()
    past, total = past_growth(vintage, spec.first_year, years[0] - 1)
    found = pattern(past, total, weight, len(years), REAL)
    yearly = draw_groups(told.yearly, found, weight, REAL, rng)
    if "country" in spec.information:
        abroad = country_readings(vintage, years[0])
        yearly = add_up(observe(yearly, abroad, rng), told.yearly, weight)
    yearly, pieces = _by_own(vintage, years, spec, yearly, told.yearly, weight, rng)
    services = _services(yearly, weight)
    return GrowthDraws(yearly, services, told.pieces + pieces, _nowcast(told, services))


def _by_own(
    vintage: Vintage,
    years: range,
    spec: Spec,
    yearly: Array,
    services: Array,
    weight: Array,
    rng: np.random.Generator,
) -> tuple[Array, tuple[Piece, ...]]:
    """Move the groups by their own quarters, and by those that indicators tell before."""
    middle = np.median(yearly[:, 0], axis=-1)
    quarters, indicators = ("quarters" in spec.information, "indicators" in spec.information)
    own = readings(vintage, years[0], middle) if quarters else {}
    both = bridged_readings(vintage, years[0], middle, own, quarters) if indicators else own
    pieces, aside = [], deepcopy(rng)
    moved = observe(yearly, both, rng)
    if own:
        # The quarters alone are drawn once more where indicators say something beside them.
        alone = moved if both == own else observe(yearly, own, aside)
        after = _services(alone, weight)
        pieces.append(_moved("group_quarters", own, services, after, years))
        services = after
    if both != own:
        new = {code: one for code, one in both.items() if own.get(code) != one}
        after = _services(moved, weight)
        pieces.append(_moved("group_indicators", new, services, after, years))
    return moved, tuple(pieces)


def _moved(
    source: str, told: Mapping[str, Nowcast], before: Array, after: Array, years: range
) -> Piece:
    """Say how far the groups' own quarters, or their indicators, moved services."""
    by = np.median(after, axis=-1) - np.median(before, axis=-1)
    day = max(one.known_from for one in told.values())
    return Piece(source, day, None, None, moved=tuple(zip(years, by.tolist(), strict=True)))


def _services(yearly: Array, weight: Array) -> Array:
    """Growth of services from that of the groups, (year, draw)."""
    level = weight[:, None, None] * np.cumprod(1 + yearly, axis=1)
    whole = np.concatenate([np.full((1, yearly.shape[2]), weight.sum()), level.sum(axis=0)])
    return np.asarray(whole[1:] / whole[:-1] - 1)


PERCENTILES: Final = np.arange(1, 100) / 100
"""Where the distributions with and without the quarters are kept, for showing both."""


def _nowcast(told: Services, services: Array) -> dict[str, Any] | None:
    """Tell what the quarters said, and the year without and with them."""
    if told.seen is None:
        return None
    before, after = told.before.total[0], services[0]
    spread = [np.subtract(*np.quantile(one, (0.9, 0.1))) for one in (before, after)]
    return told.seen.record() | {
        "gain": round(float(1 - (spread[1] / spread[0]) ** 2), 6),
        "annual": np.quantile(before, PERCENTILES).round(6).tolist(),
        "combined": np.quantile(after, PERCENTILES).round(6).tolist(),
    }


def past_paths(
    vintage: Vintage, spec: Spec, last: int, seed: np.random.SeedSequence
) -> tuple[Mapping[int, Array], Mapping[int, Array]]:
    """Forecast the past (历史起点): log growth and deflators since each origin before `last`.

    Returns origin → (group, horizon, draw), real and price, from figures at the origin alone.
    """
    alone = spec.model_copy(update={"information": ("common",), "draws": FEW})
    level = vintage.history("value_added")[SERIES]
    real, price = {}, {}
    for year in range(max(EARLIEST, last - ORIGINS), last):
        years = range(year + 1, min(year + AHEAD, last) + 1)
        rng = np.random.default_rng(np.random.SeedSequence([*seed.generate_state(2), year]))
        weight = level.loc[year].to_numpy(dtype=float)
        if np.isnan(weight).any():
            continue
        grown = draw_growth(vintage, years, alone, weight, rng).yearly
        prices = deflators.draw_prices(vintage, years, alone, weight, rng).yearly
        real[year] = np.log1p(grown).cumsum(axis=1)
        price[year] = np.log1p(prices).cumsum(axis=1)
    return real, price
