"""From a vintage to a baseline, step by step (拟合).

A fit is a pure function of vintage, spec, seed and software versions.
"""

from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from itertools import count
from typing import Any

import numpy as np

from base import asked
from base.problems import Text
from data.accounts import price_base
from data.scopes import scopes
from data.sections import CODES, GROUP_SERIES, OTHER, OTHER_CODES, SECTIONS, SUPPORT, TERTIARY
from data.vintages import Measure, Vintage
from forecast.baseline import SCOPES, Baseline
from forecast.checksums import checksum
from forecast.manifest import SCHEMA
from forecast.models.base import Array
from forecast.spec import Spec
from forecast.steps.calibration import Factors
from forecast.steps.groups import PUBLISHED, draw_groups, past_growth
from forecast.steps.nowcast import condition, nowcast
from forecast.steps.random_streams import seeds
from forecast.steps.revisions import revised
from forecast.steps.section_evidence import evidence
from forecast.steps.sections import split
from forecast.steps.share_errors import Parts, misstated, position, share_draws, sources
from forecast.steps.share_intervals import fit_shares, share_factors
from forecast.steps.shares import routes

SEED = 20250528
"""The seed used unless another is asked for: the day of the report that set the targets."""

VERSIONS = {
    name: version(name)
    for name in ("yuce", "numpy", "pandas", "scipy", "scikit-learn", "statsmodels")
}
"""Software that can change the bytes of a fit."""

PRINTED = 3
"""Decimals of growth as it is printed: a tenth of a per cent."""

Progress = Callable[[str, float], None]
"""Told what is running, and the fraction that is done."""

STEPS = 4 * len(PUBLISHED) + 3
"""Steps of a fit (步数): each group's errors and draws, twice; sections, shares, saving."""

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
    both: tuple[Measure, ...] = ("real_growth", "deflator")
    past = [past_growth(vintage, one, spec) for one in both]
    real, price = (
        draw_groups(known, years, spec, spawned, partial(_within, begin, one))
        for known, one in zip(past, both, strict=True)
    )
    begin("sections")
    inside, apart = evidence(vintage, weights=spec.interventions)
    span = [origin, *years]
    shares = split(inside, apart, span, spec.draws, np.random.default_rng(next(spawned)))
    noise = np.random.default_rng(next(spawned)).standard_normal((len(years), spec.draws))
    level, comparable = _opening(vintage, shares[0])
    open_years, later = revised(
        vintage, TERTIARY, spec.last_year, spec.draws, np.random.default_rng(next(spawned))
    )
    printed = vintage.history("real_growth").loc[origin, TERTIARY]
    settled = np.round(printed + later[0, open_years.index(origin)], PRINTED)
    rng = np.random.default_rng(next(spawned))
    growth, known = _with_quarters(vintage, spec, real.yearly, comparable, rng)
    real_columns = _columns(growth, growth[PUBLISHED.index(OTHER)] + SUPPORT_NOISE * noise, shares)
    values = vintage.history("value_added")[list(GROUP_SERIES.values())]
    # Levels after the newest deflator stand on another base, or are preliminary.
    wide = share_factors(values, int(past[1].index.max()), real.past, price.past)
    prices = fit_shares(growth, price.yearly, values.loc[origin].to_numpy(dtype=float), wide)
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
    opened = values.loc[origin].to_numpy(dtype=float)
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
            "scale": {
                "real_growth": _scale(real.factors),
                "deflator": _scale(price.factors),
                "share": _scale(wide),
            },
            "notes": [_told(note) for note in (*real.notes, *price.notes)],
            "nowcast": known,
            "published": _published(vintage),
            "share_routes": by_route,
            "share_sources": sources(known_scopes, parts, origin + 1),
            "scopes": SCOPES.dump_python(known_scopes, mode="json"),
            "checksums": {name: checksum(name, values) for name, values in arrays.items()},
        },
        **arrays,
    )


def _within(begin: Callable[[str], None], measure: str, what: str) -> None:
    begin(f"{measure}/{what}")


PERCENTILES = np.arange(1, 100) / 100
"""Where the distributions with and without the quarters are kept, for showing both."""


def _with_quarters(
    vintage: Vintage, spec: Spec, yearly: Array, comparable: Array, rng: np.random.Generator
) -> tuple[Array, dict[str, Any] | None]:
    """Condition the draws on the year to date, and tell what the annual model said alone."""
    weight = np.array(
        [
            sum(comparable[CODES.index(one.code)].mean() for one in SECTIONS if one.group == group)
            for group in PUBLISHED
        ]
    )
    annual = np.average(yearly[:, 0], axis=0, weights=weight)
    year = vintage.newest_year + 1
    seen = nowcast(vintage, TERTIARY, year, float(np.median(annual))) if spec.nowcast else None
    if seen is None:
        return yearly, None
    moved, gain = condition(yearly, weight, seen, rng)
    total = np.average(moved[:, 0], axis=0, weights=weight)
    told = {
        "gain": round(gain, 6),
        "annual": np.quantile(annual, PERCENTILES).round(6).tolist(),
        "combined": np.quantile(total, PERCENTILES).round(6).tolist(),
    }
    return moved, seen.record() | told


def _scale(found: Factors) -> dict[str, float | int]:
    """Calibration factors as plain values."""
    return {
        "inner": round(found.inner, 6),
        "outer": round(found.outer, 6),
        "errors": found.errors,
    }


def _told(note: Text) -> dict[str, str]:
    return {"zh": note.zh, "en": note.en}


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


def _opening(vintage: Vintage, shares: Array) -> tuple[Array, Array]:
    """Levels in the origin year, at current prices and at those of the next year's base, 亿元."""
    origin = vintage.newest_year
    base = price_base(origin + 1)
    levels = vintage.history("value_added").to_dict("index")
    growth = vintage.history("real_growth").loc[base + 1 : origin]
    level = np.empty((len(CODES), shares.shape[-1]))
    comparable = np.empty_like(level)
    level[-1] = comparable[-1] = levels[origin][SUPPORT]
    for place, section in enumerate(SECTIONS):
        series = GROUP_SERIES[section.group]
        own = shares[OTHER_CODES.index(section.code)] if section.group == OTHER else 1.0
        chained = levels[base][series] * np.prod(1 + growth[series].to_numpy(dtype=float))
        level[place] = levels[origin][series] * own
        comparable[place] = chained * own
    return level, comparable


def _published(vintage: Vintage) -> dict[str, dict[str, float]]:
    """Published growth of tertiary and the six groups, by year, as fractions."""
    table = vintage.history("real_growth")
    names = {TERTIARY: TERTIARY} | GROUP_SERIES
    return {
        code: {str(year): round(float(value), 6) for year, value in table[series].dropna().items()}
        for code, series in names.items()
    }
