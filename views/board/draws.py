"""A baseline as the browser needs it: the draws in one file, and what lies where (浏览器引擎).

The engine in views/board/engine.js repeats `simulate` on these very draws.
"""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from base.places import put
from data.sections import CODES, TERTIARY
from forecast.arrays import Array
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario
from scenarios.assume.spread import metric
from scenarios.outcome.later import revised_growth
from scenarios.outcome.scope_names import BASELINE
from scenarios.outcome.simulate import QUANTILES, Outcome
from scenarios.outcome.targets import (
    Target,
    carded,
    judge,
    own_targets,
    scope_of,
    targets,
    values,
)
from scenarios.outcome.thresholds import met

DRAWS = "draws"
"""Where the packed draws lie in the home, and under the app's own address."""

LEVELS = tuple(QUANTILES.values())

SINCE = 2018
"""First year of history on the live picture."""


def share_years(baseline: Baseline, scenario: Scenario = BASELINE) -> tuple[int, ...]:
    """Give the years in which a share target is judged (比重目标年份), one's own among them."""
    every = (*own_targets(scenario), *targets())
    years = {t.year for t in every if t.measure == "producer_share"}
    return tuple(year for year in baseline.years if year in years)


def pack(baseline: Baseline, years: tuple[int, ...] | None = None) -> bytes:
    """Lay the draws out as little-endian singles, in the order that `layout` describes (打包).

    `years` are those in which shares are judged: of official targets, if none are given.
    """
    measured = baseline.measured.values
    judged = share_years(baseline) if years is None else years
    shares = [measured[baseline.years.index(year)] for year in judged]
    together = metric(baseline).plain
    segments = (segment.values for segment in baseline.segments)
    planes = [*segments, *shares, baseline.settled, together]
    return np.concatenate([plane.ravel() for plane in planes]).astype("<f4").tobytes()


def layout(
    baseline: Baseline,
    shown: tuple[Target, ...] | None = None,
    judged: tuple[int, ...] | None = None,
) -> dict[str, Any]:
    """Describe the packed draws and the arithmetic on them (布局); offsets count numbers.

    `shown` are the targets that have a card, the official ones if none are given; `judged` the
    years of shares, as `pack` was given.
    """
    shown = targets() if shown is None else shown
    judged = share_years(baseline) if judged is None else judged
    wide, measured = len(CODES) * baseline.draws, baseline.measured
    offset = 0
    segments = []
    for one in baseline.segments:
        opened = {"start": one.start, "stop": one.stop, "openedBy": one.opened_by}
        segments.append({**opened, "offset": offset, "means": one.means.tolist()})
        offset += len(one.values) * wide
    shares = {}
    for year in judged:
        shares[str(year)] = {"offset": offset}
        offset += len(measured.columns) * baseline.draws
    published = baseline.published(TERTIARY)
    return {
        "baseline": baseline.id,
        "draws": baseline.draws,
        "codes": list(CODES),
        "years": list(baseline.years),
        "segments": segments,
        "shares": shares,
        "settled": offset,
        "covariance": offset + baseline.draws,
        "medians": baseline.median_growth.tolist(),
        "spread": measured.columns[measured.wide :].tolist(),
        "scopes": scope_weights(baseline, np.array([scope.mid for scope in baseline.scopes])),
        "targets": [_target(one, baseline) for one in shown],
        "history": {str(year): value for year, value in published.items() if year >= SINCE},
        "growthTarget": next(t.threshold for t in shown if t.measure != "producer_share"),
    }


def scope_weights(baseline: Baseline, coefficients: Array) -> list[dict[str, Any]]:
    """Say what each scope counts (口径权重): `mid` by column, `spread` by plane beyond them."""
    measured = baseline.measured
    weights = measured.weights(baseline.scopes, coefficients)
    return [
        {
            "id": scope.id,
            "mid": row[: measured.wide].tolist(),
            "spread": row[measured.wide :].tolist(),
        }
        for scope, row in zip(baseline.scopes, weights, strict=True)
    ]


def figures(outcome: Outcome, scope: str) -> dict[str, Any]:
    """Give what the engine's `run` gives (实时数字), so that a page paints before it has draws.

    `fan`: quantiles of growth by year; `parts`: contributions of the first year; `targets`:
    value, odds and quantiles of each, a share by every scope; fractions.
    """
    fan = [[outcome.growth_quantile(year, one) for one in LEVELS] for year in outcome.years]
    found: list[dict[str, Any]] = []
    for target in carded(outcome):
        judging = scope_of(target, scope)
        if judging is None:
            found.append(_judged(target, outcome, None))
        else:
            each = {one: _judged(target, outcome, one) for one in outcome.scope_ids}
            found.append({**each[judging], "byScope": each})
    return {"fan": fan, "parts": outcome.contributions[0].tolist(), "targets": found}


def _judged(target: Target, outcome: Outcome, scope: str | None) -> dict[str, Any]:
    one = judge(target, outcome, scope)
    if one.published:
        spread = [float(value) for value in np.quantile(values(target, outcome, None), LEVELS)]
    elif scope is None:
        spread = [outcome.growth_quantile(target.year, level) for level in LEVELS]
    else:
        spread = [outcome.share_quantile(scope, target.year, level) for level in LEVELS]
    return {"value": one.value, "odds": one.odds, "range": spread}


def _target(target: Target, baseline: Baseline) -> dict[str, Any]:
    growth = target.measure == "services_real_growth"
    verified = revised_growth(baseline, target.year) if growth else None
    past = None
    if verified is not None:  # the same in every scenario
        odds = float(met(verified - target.threshold, target.strict).mean())
        past = {"odds": odds, "range": np.quantile(verified, LEVELS).tolist()}
    return {
        "id": target.id,
        "own": target.own,
        "measure": target.measure,
        "scope": None if target.scope == "any" else target.scope,
        "year": target.year,
        "threshold": target.threshold,
        "strict": target.strict,
        "tolerance": target.tolerance,
        "published": baseline.published(TERTIARY).get(target.year) if growth else None,
        "past": past,
    }


def lay_out(baseline: Baseline, folder: Path, judged: tuple[int, ...] | None = None) -> str:
    """Write the packed draws once, all or nothing (写出); gives the file's name, which is a hash.

    Another software may lay the same baseline out otherwise: a file of before is then not read.
    """
    content = pack(baseline, judged)
    name = f"{hashlib.sha256(content).hexdigest()[:16]}.bin"
    if not (folder / name).exists():
        put(folder / name, content)
    return name
