"""From a vintage to a baseline, step by step (拟合).

A fit is a pure function of vintage, spec, seed and software versions.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd

from data.accounts import price_base
from data.industries import CODES, GROUP_SERIES, OTHER, OTHER_CODES, SECTIONS, SUPPORT, TERTIARY
from data.problems import Problems
from data.scopes import scopes
from data.vintages import Measure, Vintage, as_of
from forecast.baseline import HOME, SCOPES, Baseline
from forecast.calibrate import interval_scores, scale_factor, stretch
from forecast.combine import pool, seeds
from forecast.joint import reorder, shrunk_correlation
from forecast.model import Array, History
from forecast.models import MODELS
from forecast.revise import settled_growth
from forecast.sections import Evidence, split
from forecast.spec import Spec

PUBLISHED = tuple(GROUP_SERIES)
"""Codes of the six groups that are published with their growth."""

SEED = 20250528
"""The seed used unless another is asked for: the day of the report that set the targets."""

VERSIONS = {name: version(name) for name in ("yuce", "numpy", "pandas")}
"""Software that can change the bytes of a fit."""

Progress = Callable[[str, float], None]
"""Told what is running, and the fraction that is done."""


def fit(vintage: Vintage, spec: Spec, seed: int, progress: Progress | None = None) -> Baseline:
    """Forecast the 14 sections and support services jointly (拟合基准).

    Raises Problems when the vintage knows too little.
    """
    vintage.require_groups()
    tell = progress or (lambda _what, _done: None)
    spawned = seeds(seed)
    origin = vintage.newest_year
    years = range(origin + 1, spec.last_year + 1)
    tell("real growth", 0.05)
    growth, real_factor = _groups(vintage, "real_growth", years, spec, spawned)
    tell("deflators", 0.5)
    price, price_factor = _groups(vintage, "deflator", years, spec, spawned)
    tell("sections", 0.9)
    inside, apart = evidence(vintage)
    span = [origin, *years]
    shares = split(inside, apart, span, spec.draws, np.random.default_rng(next(spawned)))
    support = growth[PUBLISHED.index(OTHER)] + SUPPORT_NOISE * np.random.default_rng(
        next(spawned)
    ).standard_normal((len(years), spec.draws))
    level, comparable = _opening(vintage, shares[0])
    settled = settled_growth(vintage, TERTIARY, spec.draws, np.random.default_rng(next(spawned)))
    return Baseline(
        manifest={
            "schema": 1,
            "as_of": vintage.known_until.isoformat(),
            "vintage": vintage.id,
            "origin": origin,
            "seed": seed,
            "spec": spec.model_dump(mode="json", by_alias=True),
            "versions": VERSIONS,
            "scale": {"real_growth": round(real_factor, 6), "deflator": round(price_factor, 6)},
            "published": _published(vintage),
            "scopes": SCOPES.dump_python(scopes(vintage), mode="json"),
        },
        growth=_columns(growth, support, shares),
        deflator=_columns(price, price[PUBLISHED.index(OTHER)], None),
        level=level,
        comparable=comparable,
        settled=settled,
    )


SUPPORT_NOISE = 0.03
"""Support services (0.5% of services) have no published growth: they grow as other services
do, with this much noise of their own a year."""


def _groups(
    vintage: Vintage,
    measure: Measure,
    years: range,
    spec: Spec,
    spawned: Iterator[np.random.SeedSequence],
) -> tuple[Array, float]:
    """Draw yearly growth of the six groups jointly; shape (group, year, draw), fractions."""
    first = spec.first_year if measure == "real_growth" else spec.deflator_first_year
    table = vintage.history(measure).loc[first:, [GROUP_SERIES[code] for code in PUBLISHED]]
    table = table.loc[: table.dropna().index.max()]
    if measure == "deflator":
        table = table.apply(_winsorise)
    models = [MODELS[name] for name in spec.models]
    histories = [_history(table[column], spec) for column in table]
    last = int(table.index.max())
    ahead = years[-1] - last
    scores = interval_scores(models, histories, 5, spec.origins, _integer(next(spawned)))
    factor = scale_factor(scores)
    paths = np.stack(
        [
            pool(models, history, ahead, spec.draws, np.random.default_rng(next(spawned)))
            for history in histories
        ]
    )
    paths = stretch(paths, factor)
    surprise = (table - table.shift().rolling(5, min_periods=3).mean()).dropna().to_numpy()
    paths = reorder(paths, shrunk_correlation(surprise), np.random.default_rng(next(spawned)))
    start = np.array([history.log_level[-1] for history in histories])
    before = np.broadcast_to(start[:, None, None], (len(start), 1, spec.draws))
    yearly = np.expm1(np.diff(np.concatenate([before, paths], axis=1), axis=1))
    return yearly[:, -len(years) :], factor


def _history(growth: "pd.Series[float]", spec: Spec) -> History:
    """Chain growth into a log level, with the declared interventions as weights."""
    levels = np.concatenate([[0.0], np.cumsum(np.log1p(growth.to_numpy(dtype=float)))])
    weight = np.array([1.0] + [spec.interventions.get(int(year), 1.0) for year in growth.index])
    return History(levels, weight)


def _winsorise(column: "pd.Series[float]") -> "pd.Series[float]":
    """Bring splices in implied deflators to within three median deviations of the median."""
    middle = column.median()
    reach = 3 * 1.4826 * (column - middle).abs().median()
    return column.clip(middle - reach, middle + reach)


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


def evidence(vintage: Vintage) -> tuple[dict[str, Evidence], dict[str, Evidence]]:
    """Gather what is known of the sections inside other services (门类拆分依据).

    Returns the sections known by product only, by their share of one another, and those the
    report gives by industry too, by their share of the whole.
    """
    benchmarks = vintage.benchmarks()[list(OTHER_CODES)]
    facts = vintage.section_facts()
    levels = vintage.history("value_added")[GROUP_SERIES[OTHER]].to_dict()
    growth = vintage.history("real_growth")[GROUP_SERIES[OTHER]].dropna().to_dict()
    yearly = facts[facts["quarter"] == 4]
    by_industry = sorted(yearly.loc[yearly["value_added"].notna(), "section"].unique())
    inside = [code for code in OTHER_CODES if code not in by_industry]
    parts = benchmarks[inside].div(benchmarks[inside].sum(axis=1), axis=0)
    whole = benchmarks.div(benchmarks.sum(axis=1), axis=0)

    def gather(code: str) -> Evidence:
        apart = code in by_industry
        mine = facts[facts["section"] == code]
        table = (whole if apart else parts)[code].dropna()
        products = [
            (year, float(np.log(share)), PRODUCT_ERROR if year >= 2017 else OLD_ERROR)
            for year, share in zip(map(int, table.index), table, strict=True)
        ]
        return Evidence(
            levels=[
                (int(r["year"]), float(np.log(r["value_added"] / levels[r["year"]])), FACT_ERROR)
                for r in mine[(mine["quarter"] == 4) & mine["value_added"].notna()].to_dict(
                    "records"
                )
            ]
            if apart
            else products,
            products=products if apart else (),
            changes=[
                (
                    int(r["year"]),
                    float(np.log1p(r["real_growth"]) - np.log1p(growth[r["year"]])),
                    FACT_ERROR if r["quarter"] == 4 else PART_YEAR_ERROR,
                )
                for r in mine[mine["real_growth"].notna()].to_dict("records")
                if r["year"] in growth
            ],
        )

    return {code: gather(code) for code in inside}, {code: gather(code) for code in by_industry}


FACT_ERROR = 0.005
"""Standard error of a log share printed in the report: rounding and definition."""

PART_YEAR_ERROR = 0.02
"""The same for growth of the first quarters of a year, taken for the whole of it."""

PRODUCT_ERROR, OLD_ERROR = 0.06, 0.15
"""Standard errors of input–output log shares, since 2017 and before (a third party's
compilation, older classifications)."""


def _published(vintage: Vintage) -> dict[str, dict[str, float]]:
    """Published growth of tertiary and the six groups, by year, as fractions."""
    table = vintage.history("real_growth")
    names = {TERTIARY: TERTIARY} | GROUP_SERIES
    return {
        code: {str(year): round(float(value), 6) for year, value in table[series].dropna().items()}
        for code, series in names.items()
    }


def _integer(sequence: np.random.SeedSequence) -> int:
    return int(sequence.generate_state(1)[0])


def prepare(
    when: date,
    spec: Spec | None = None,
    seed: int = SEED,
    home: Path = HOME,
    progress: Progress | None = None,
) -> Baseline:
    """Give the baseline of a vintage, fitting and saving it if there is none yet (准备基准)."""
    spec = spec or Spec()
    vintage = as_of(when)
    settings = spec.model_dump(mode="json", by_alias=True)
    request = json.dumps(
        [vintage.id, vintage.known_until.isoformat(), settings, seed, VERSIONS, _code()]
    )
    note = home / "fits" / f"{hashlib.sha256(request.encode()).hexdigest()[:16]}.txt"
    if note.exists():
        try:
            return Baseline.load(note.read_text(encoding="utf-8"), home)
        except Problems:  # removed or damaged: the fit gives the same bytes again
            shutil.rmtree(home / "baselines" / note.read_text(encoding="utf-8"), ignore_errors=True)
    baseline = fit(vintage, spec, seed, progress)
    baseline.save(home)
    note.parent.mkdir(parents=True, exist_ok=True)
    draft = note.with_suffix(f".{os.getpid()}")
    draft.write_text(baseline.id, encoding="utf-8")
    draft.replace(note)
    return baseline


@cache
def _code() -> str:
    """Fingerprint of the code that fits: an edit must never meet a fit of before it."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted([*root.glob("data/**/*.py"), *root.glob("forecast/**/*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
