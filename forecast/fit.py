"""From a vintage to a baseline, step by step (拟合).

A fit is a pure function of vintage, spec, seed and software versions.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from importlib.metadata import version
from itertools import count
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np

from data.accounts import price_base
from data.industries import CODES, GROUP_SERIES, OTHER, OTHER_CODES, SECTIONS, SUPPORT, TERTIARY
from data.problems import Problems, Text
from data.scopes import scopes
from data.vintages import Measure, Vintage, as_of
from forecast.baseline import HOME, SCOPES, Baseline
from forecast.calibrate import Factors
from forecast.checksums import checksum
from forecast.evidence import evidence
from forecast.groups import PUBLISHED, draw_groups, past_growth
from forecast.manifest import SCHEMA
from forecast.model import Array
from forecast.nowcast import condition, nowcast
from forecast.relative import fit_shares, share_factors
from forecast.revise import settled_growth
from forecast.sections import split
from forecast.shares import routes
from forecast.spec import Spec
from forecast.streams import seeds

SEED = 20250528
"""The seed used unless another is asked for: the day of the report that set the targets."""

VERSIONS = {
    name: version(name)
    for name in ("yuce", "numpy", "pandas", "scipy", "scikit-learn", "statsmodels")
}
"""Software that can change the bytes of a fit."""

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
    inside, apart = evidence(vintage)
    span = [origin, *years]
    shares = split(inside, apart, span, spec.draws, np.random.default_rng(next(spawned)))
    noise = np.random.default_rng(next(spawned)).standard_normal((len(years), spec.draws))
    level, comparable = _opening(vintage, shares[0])
    settled = settled_growth(vintage, TERTIARY, spec.draws, np.random.default_rng(next(spawned)))
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
    by_route = routes(vintage, known_scopes, current, np.random.default_rng(next(spawned)))
    arrays: dict[str, Any] = {
        "growth": real_columns,
        "deflator": price_columns,
        "level": level,
        "comparable": comparable,
        "settled": settled,
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


def prepare(
    when: date,
    spec: Spec | None = None,
    seed: int = SEED,
    home: Path = HOME,
    progress: Progress | None = None,
) -> Baseline:
    """Give the baseline of a day, fitting and saving it if there is none yet (准备基准)."""
    return made(as_of(when), spec or Spec(), seed, home, progress)


def made(
    vintage: Vintage, spec: Spec, seed: int, home: Path = HOME, progress: Progress | None = None
) -> Baseline:
    """Give the baseline of a vintage, fitting and saving it if there is none yet (拟合并存)."""
    note = _note(vintage, spec, seed, home)
    known = _noted(note, home)
    if known is not None:
        return known
    baseline = fit(vintage, spec, seed, progress)
    baseline.save(home)
    note.parent.mkdir(parents=True, exist_ok=True)
    draft = note.with_suffix(f".{token_hex(8)}")
    draft.write_text(baseline.id, encoding="utf-8")
    draft.replace(note)
    return baseline


def kept(when: date, spec: Spec, seed: int = SEED, home: Path = HOME) -> Baseline | None:
    """Give the fit if it was made here before (已有拟合); None if not, or if it is damaged."""
    return _noted(_note(as_of(when), spec, seed, home), home)


def _noted(note: Path, home: Path) -> Baseline | None:
    """Load the baseline that a request gave before."""
    try:
        return Baseline.load(note.read_text(encoding="utf-8"), home)
    except (Problems, FileNotFoundError):
        return None


def _note(vintage: Vintage, spec: Spec, seed: int, home: Path) -> Path:
    """Say where it is noted which baseline a request gave."""
    settings = spec.model_dump(mode="json", by_alias=True)
    request = json.dumps(
        [vintage.id, vintage.known_until.isoformat(), settings, seed, VERSIONS, code()]
    )
    return home / "fits" / f"{hashlib.sha256(request.encode()).hexdigest()[:16]}.txt"


@cache
def code() -> str:
    """Fingerprint of the code that fits: an edit must never meet a fit of before it."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted([*root.glob("data/**/*.py"), *root.glob("forecast/**/*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
