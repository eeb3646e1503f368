"""Deflators: a common level pulled to the newest evidence, and the groups around it (缩减指数).

Past prices of services hardly predict later ones, in no province (docs/method.md); what helps is
the newest evidence of any kind: the region's own deflator of services, that of its GDP, which is
known a year earlier, and the country's of services. Their mean is followed, and goes back a part
of the way each year to what services' prices have risen by in the provinces over the years.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from data.accounts import deflator
from data.around import Around
from data.sections import TERTIARY
from data.vintages import Vintage
from forecast.arrays import Array
from forecast.models.common_growth import errors, follow, learnt
from forecast.spec import Spec
from forecast.steps.groups import PRICE, SERIES, Pattern, _within_reach, draw_groups, pattern

GAIN: Final = 0.4
"""How much of a year's evidence is believed; on the provinces, outcomes 2012–2019, 0.2–0.5 miss
alike, by less than the provinces' median of all years."""

BACK: Final = 0.15
"""Part of the way back to the usual rise that is gone a year."""

BELIEF, BELIEF_YEARS = 0.020, 4
"""Scale of the first year's error before own experience, and its weight in years: provinces miss
by 2.3 points on average, a large region with prices of the country by less."""

FADE: Final = 0.85
"""Weight of a past miss against that of a year later."""


@dataclass(frozen=True, eq=False)
class Prices:
    """Draws of deflator growth (缩减指数抽样): `yearly` (group, year, draw), fractions."""

    yearly: Array
    total: Array


def evidence(vintage: Vintage, first: int, last: int) -> "pd.Series[float]":
    """Give the mean of what is known of a year's rise of prices (价格依据), by year.

    The region's deflators of services and of GDP, and the country's of services; the provinces'
    median of GDP where the country's is not known.
    """
    own = vintage.history("deflator").reindex(range(first, last + 1))
    around = vintage.around
    wide = pd.DataFrame(
        {
            "services": own[TERTIARY].clip(-PLAUSIBLE, PLAUSIBLE),
            "gdp": own["gdp"],
            "country": _country(around).reindex(own.index),
        }
    )
    known = around.province_deflators["gdp"].dropna(how="all")  # no year without any: numpy warns
    wide["country"] = wide["country"].fillna(known.median(axis=1).reindex(own.index))
    return wide.mean(axis=1)


PLAUSIBLE: Final = 0.06
"""Rises beyond are splices of two censuses (2007–2011), not prices."""


def _country(around: Around) -> "pd.Series[float]":
    """The country's deflator of services by year, where levels of both years are on one base."""
    level = around.country_yearly(TERTIARY, "value_added")
    growth = around.country_yearly(TERTIARY).reindex(level.index)
    return deflator(level.shift(), level, growth).dropna()


@dataclass(frozen=True, eq=False)
class Expected:
    """What prices were expected to do, year by year (价格预期), as each year knew it.

    `centres`: the rise expected of the year after one of which there is evidence; `usual`: what
    services' prices rise by in the provinces, the median of all years up to one.
    """

    centres: "pd.Series[float]"
    usual: "pd.Series[float]"


@lru_cache(8)
def expected(vintage: Vintage, first: int) -> Expected:
    """Learn once what every year expected (价格预期): a fit asks from a dozen origins."""
    rises = vintage.around.province_deflators[TERTIARY].dropna(how="all")
    values = rises.to_numpy(dtype=float)
    medians = [float(np.nanmedian(values[: n + 1])) for n in range(len(values))]
    usual = pd.Series(medians, index=rises.index)
    last = int(vintage.history("deflator").index.max())
    known = evidence(vintage, first, last).dropna()
    level = follow(known.to_numpy(dtype=float), GAIN, np.inf)
    usually = np.array([_usually(usual, int(year)) for year in known.index])
    return Expected(pd.Series(usually * BACK + level * (1 - BACK), index=known.index), usual)


def _usually(usual: "pd.Series[float]", origin: int) -> float:
    """Give the usual rise as a year knew it: the first that was ever known, before any was."""
    known = usual.loc[:origin]
    return float(known.iloc[-1] if len(known) else usual.iloc[0])


def centre(vintage: Vintage, first: int, origin: int, horizon: int) -> Array:
    """Give the centre of the rise of services' prices after a year, (horizon,)."""
    found = expected(vintage, first)
    usual = _usually(found.usual, origin)
    near = float(found.centres.loc[:origin].iloc[-1])
    return np.asarray(usual + (near - usual) * (1 - BACK) ** np.arange(horizon))


def draw_prices(
    vintage: Vintage, years: range, spec: Spec, weight: Array, rng: np.random.Generator
) -> Prices:
    """Draw deflator growth of the groups for `years` (缩减指数抽样), from what came before."""
    origin, first = years[0] - 1, spec.deflator_first_year
    horizon = len(years)
    middle = centre(vintage, first, origin, horizon)
    scale = _scale(vintage, first, origin) * (1 + learnt().widens * np.arange(horizon))
    total = errors(middle, scale, learnt(), spec.draws, rng)
    found = price_pattern(vintage, first, origin, weight, horizon)
    return Prices(draw_groups(total, found, weight, PRICE, rng), total)


def price_pattern(
    vintage: Vintage, first: int, origin: int, weight: Array, horizon: int
) -> Pattern:
    """Learn how the groups' prices deviate from those of services (行业价格偏离)."""
    table = vintage.history("deflator").loc[first:origin]
    return pattern(table[SERIES].apply(_within_reach), table[TERTIARY], weight, horizon, PRICE)


def _scale(vintage: Vintage, first: int, origin: int) -> float:
    """Give the scale of the first year's error, from own misses shrunk to a belief."""
    own = vintage.history("deflator")[TERTIARY].loc[:origin].dropna()
    came = expected(vintage, first).centres.loc[: origin - 1]
    missed = (own[own.abs() <= PLAUSIBLE] - came.set_axis(came.index + 1)).dropna()
    missed = missed.iloc[BEGIN:]
    age = FADE ** (origin - missed.index.to_numpy(dtype=float))
    square = float((age * missed.to_numpy(dtype=float) ** 2).sum())
    return float(np.sqrt((square + BELIEF_YEARS * BELIEF**2) / (age.sum() + BELIEF_YEARS)))


BEGIN: Final = 3
"""Years of evidence before misses are learnt from."""
