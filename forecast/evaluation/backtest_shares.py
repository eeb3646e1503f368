"""The two routes to a share, backtested by scope on the groups that are published (比重回测).

Sections inside other services are not observed, so every scope is brought to the six groups:
the coefficient of “other” is that of its sections in the input–output table known then.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np

from data.scopes import scopes
from data.sections import GROUP_SERIES
from data.vintages import Vintage, as_of
from forecast.arrays import Array
from forecast.evaluation.scores import covered, crps, pinball, quantiles_of
from forecast.spec import Spec
from forecast.steps.deflators import draw_prices
from forecast.steps.growth_paths import past_paths
from forecast.steps.joint_draws import apart, comonotone
from forecast.steps.share_intervals import fit_shares, only_narrower, share_factors
from forecast.steps.shares import component_route, logit_route, on_groups, pooled

SERIES = list(GROUP_SERIES.values())
FIRST = 2000
EARLIEST_ORIGIN = 2012


def share_rows(
    vintage: Vintage,
    origin: int,
    years: range,
    spec: Spec,
    real: Array,
    spawned: Iterator[np.random.SeedSequence],
) -> Iterator[dict[str, object]]:
    """Score components, logit and their pool by scope (比重评分); shares in points.

    A scope is a definition, not a figure: the newest are applied to every past year. Outcomes
    stand on the census base of the vintage, for a later census is no growth: years
    the vintage does not know itself are left out. `real`: draws of the groups' growth.
    """
    if origin < EARLIEST_ORIGIN:
        return
    levels = vintage.history("value_added")[SERIES]
    came = [year for year in years if year in levels.index and levels.loc[year].notna().all()]
    if not came:
        return
    past = levels.loc[FIRST - 1 : origin]
    now = past.loc[origin].to_numpy(dtype=float)
    prices = draw_prices(
        vintage, years, spec, now / now.sum(), np.random.default_rng(next(spawned))
    ).yearly
    earlier = past_paths(vintage, spec, origin, next(spawned))
    scale = only_narrower(share_factors(past, origin, *earlier))
    fitted = fit_shares(real, prices, now, scale)
    nominal = (1 + real) * (1 + fitted) - 1
    raw = (1 + real) * (1 + prices) - 1
    rng = np.random.default_rng(next(spawned))
    drawn = {
        "components": nominal,
        "components, uncalibrated": raw,
        "components, uncalibrated, independent": apart(raw, rng),
        "components, uncalibrated, comonotone": comonotone(raw),
    }
    for scope, coefficient in on_groups(vintage, scopes(as_of(date.max))).items():
        history = (past @ coefficient / past.sum(axis=1)).to_numpy(dtype=float)
        rng = np.random.default_rng(next(spawned))
        routes = {name: component_route(now, one, coefficient) for name, one in drawn.items()}
        routes["logit"] = logit_route(history, len(years), real.shape[-1], rng)
        routes["pool"] = pooled(routes["components"], routes["logit"], rng)
        for year in came:
            step = year - years[0]
            actual = levels.loc[year].to_numpy(dtype=float)
            outcome = np.asarray(100 * (actual @ coefficient) / actual.sum())
            for route, draws in routes.items():
                quantiles = quantiles_of(100 * draws[step])
                yield {
                    "model": route,
                    "series": scope,
                    "measure": "share",
                    "release": "first",
                    "horizon": step + 1,
                    "year": year,
                    "point": float(quantiles[2]),
                    "outcome": float(outcome),
                    "error": float(quantiles[2] - outcome),
                    "crps": float(crps(outcome, 100 * draws[step])),
                    "pinball": float(pinball(outcome, quantiles)),
                    "covered80": float(covered(outcome, quantiles, 0.8)),
                    "covered95": float(covered(outcome, quantiles, 0.95)),
                }
