"""From a vintage to a baseline, step by step (拟合).

A fit is a pure function of vintage, spec, seed and software versions.
"""

from collections.abc import Callable
from importlib.metadata import version
from itertools import count
from typing import Any

import numpy as np

from base import asked
from base.digits import PRINTED
from data.accounts import price_base
from data.scopes import scopes
from data.sections import CODES, GROUP_SERIES, OTHER, OTHER_CODES, SECTIONS, SUPPORT, TERTIARY
from data.vintages import Vintage
from forecast.arrays import Array
from forecast.baseline import SCOPES, Baseline
from forecast.checksums import checksum
from forecast.manifest import SCHEMA
from forecast.models.mirrored import normals
from forecast.spec import Spec
from forecast.steps.calibration import Factors
from forecast.steps.deflators import draw_prices
from forecast.steps.groups import PUBLISHED, SERIES
from forecast.steps.growth_paths import draw_growth, past_paths
from forecast.steps.random_streams import seeds
from forecast.steps.revisions import revised
from forecast.steps.section_evidence import evidence
from forecast.steps.section_split import centred, split
from forecast.steps.services import information
from forecast.steps.share_errors import Parts, misstated, position, share_draws, sources
from forecast.steps.share_intervals import fit_shares, only_narrower, share_factors
from forecast.steps.shares import routes

SEED = 20250528
"""The seed used unless another is asked for: the day of the report that set the targets."""

VERSIONS = {
    name: version(name)
    for name in ("yuce", "numpy", "pandas", "scipy", "scikit-learn", "statsmodels")
}
"""Versions that are written into every baseline: this package and the libraries it reckons with."""

Progress = Callable[[str, float], None]
"""Told what is running, and the fraction that is done."""

STEPS = 6
"""Steps of a fit (步数): growth, prices, what the past missed, sections, shares, saving."""

OUTLYING = {2020: 0.2}
"""What a year of the country's sections counts for, where not 1: a pandemic is no drift."""

SUPPORT_NOISE = 0.03
"""Support services (0.5% of services) have no published growth: they grow as other services
do, with this much noise of their own a year."""


def fit(vintage: Vintage, spec: Spec, seed: int, progress: Progress | None = None) -> Baseline:
    """Forecast the 14 sections and support services jointly (拟合基准).

    Raises Problems when the vintage knows too little.
    """
    vintage.require_groups()
    seed = asked.seed(seed)
    step = count()
    tell = progress or (lambda _what, _done: None)

    def begin(what: str) -> None:
        tell(what, next(step) / STEPS)

    spawned = seeds(seed)
    origin = vintage.newest_year
    years = range(origin + 1, spec.last_year + 1)
    values = vintage.history("value_added")[SERIES]
    opened = values.loc[origin].to_numpy(dtype=float)
    begin("growth")
    comparable_groups = comparable_levels(vintage)
    rng = np.random.default_rng(next(spawned))
    real = draw_growth(vintage, years, spec, comparable_groups, rng)
    begin("prices")
    rng = np.random.default_rng(next(spawned))
    price = draw_prices(vintage, years, spec, opened / opened.sum(), rng)
    begin("past")
    # Levels after the newest deflator stand on another base, or are preliminary.
    known = int(vintage.history("deflator")[SERIES].dropna().index.max())
    past = past_paths(vintage, spec, origin, next(spawned))
    wide = only_narrower(share_factors(values, known, *past))
    begin("sections")
    inside, apart = evidence(vintage, weights=OUTLYING)
    span = [origin, *years]
    rng = np.random.default_rng(next(spawned))
    shares = centred(split(inside, apart, span, spec.draws, rng))
    noise = normals(np.random.default_rng(next(spawned)), len(years), spec.draws)
    level, comparable = _opening(vintage, shares[0])
    open_years, later = revised(
        vintage, TERTIARY, spec.last_year, spec.draws, np.random.default_rng(next(spawned))
    )
    printed = vintage.history("real_growth").loc[origin, TERTIARY]
    settled = np.round(printed + later[0, open_years.index(origin)], PRINTED)
    growth = real.yearly
    real_columns = _columns(growth, growth[PUBLISHED.index(OTHER)] + SUPPORT_NOISE * noise, shares)
    prices = fit_shares(growth, price.yearly, opened, wide)
    price_columns = _columns(prices, prices[PUBLISHED.index(OTHER)], None)
    steps = (1 + real_columns) * (1 + price_columns)
    current = np.concatenate([level[None], level * np.cumprod(steps, axis=0)])
    begin("shares")
    known_scopes = scopes(vintage)
    route_rng, level_rng, place_rng = (np.random.default_rng(next(spawned)) for _ in range(3))
    out = misstated(vintage, level, spec.draws, level_rng)
    where = position(known_scopes, spec.draws, place_rng)
    drawn_shares = share_draws(known_scopes, current, out, where)
    by_route = routes(vintage, known_scopes, drawn_shares, route_rng)
    parts = Parts(growth, prices, shares, opened, out, where)
    arrays: dict[str, Any] = {
        "growth": real_columns,
        "deflator": price_columns,
        "level": level,
        "comparable": comparable,
        "settled": settled,
        "misstated": out,
        "position": where,
        "revised": later,
    }
    begin("save")
    return Baseline(
        manifest={
            "schema": SCHEMA,
            "as_of": vintage.known_until.isoformat(),
            "vintage": vintage.id,
            "origin": origin,
            "seed": seed,
            "spec": spec.model_dump(mode="json", by_alias=True),
            "versions": dict(VERSIONS),
            "scale": {"share": _scale(wide)},
            "notes": [],
            "nowcast": real.nowcast,
            "information": information(real.pieces),
            "published": _published(vintage),
            "share_routes": by_route,
            "share_sources": sources(known_scopes, parts, origin + 1),
            "scopes": SCOPES.dump_python(known_scopes, mode="json"),
            "checksums": {name: checksum(name, values) for name, values in arrays.items()},
        },
        **arrays,
    )


def _scale(found: Factors) -> dict[str, float | int]:
    """Calibration factors as plain values."""
    return {
        "inner": round(found.inner, 6),
        "outer": round(found.outer, 6),
        "errors": found.errors,
    }


def _columns(groups: Array, support: Array, shares: Array | None) -> Array:
    """Spread the groups over the 15 columns; shape (year, column, draw).

    `shares` of other services move its sections apart; without them they move as one.
    """
    out = np.empty((groups.shape[1], len(CODES), groups.shape[2]))
    for place, section in enumerate(SECTIONS):
        out[:, place] = groups[PUBLISHED.index(section.group)]
        if shares is not None and section.group == OTHER:
            own = shares[:, OTHER_CODES.index(section.code)]
            out[:, place] = (1 + out[:, place]) * own[1:] / own[:-1] - 1
    out[:, CODES.index(SUPPORT)] = support
    return out


def comparable_levels(vintage: Vintage) -> Array:
    """Give the groups' levels in the origin year at the prices of the next year's base, 亿元."""
    origin = vintage.newest_year
    base = price_base(origin + 1)
    levels = vintage.history("value_added").loc[base, SERIES].to_numpy(dtype=float)
    growth = vintage.history("real_growth").loc[base + 1 : origin, SERIES]
    return np.asarray(levels * np.prod(1 + growth.to_numpy(dtype=float), axis=0))


def _opening(vintage: Vintage, shares: Array) -> tuple[Array, Array]:
    """Levels in the origin year, at current prices and at those of the next year's base, 亿元."""
    levels = vintage.history("value_added").loc[vintage.newest_year]
    chained = dict(zip(PUBLISHED, comparable_levels(vintage), strict=True))
    level = np.empty((len(CODES), shares.shape[-1]))
    comparable = np.empty_like(level)
    level[-1] = comparable[-1] = levels[SUPPORT]
    for place, section in enumerate(SECTIONS):
        own = shares[OTHER_CODES.index(section.code)] if section.group == OTHER else 1.0
        level[place] = levels[GROUP_SERIES[section.group]] * own
        comparable[place] = chained[section.group] * own
    return level, comparable


def _published(vintage: Vintage) -> dict[str, dict[str, float]]:
    """Published growth of tertiary and the six groups, by year, as fractions."""
    table = vintage.history("real_growth")
    names = {TERTIARY: TERTIARY} | GROUP_SERIES
    return {
        code: {str(year): round(float(value), 6) for year, value in table[series].dropna().items()}
        for code, series in names.items()
    }
