"""Why a forecast moved (新闻分解): which new figure moved it, and by how much.

Two fits with one seed, on two vintages. First the new years are filled in as the earlier fit
expected them. Then every figure that was revised, or differs from what was expected, is given its
mean effect over all orders in which the figures could have arrived. So a new figure counts only
by its surprise. Reference: Bańbura, Modugno (2014), doi:10.1002/jae.2306.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.vintages import Vintage
from forecast.arrays import Array
from forecast.evaluation.changes import Between, expectations, expected
from forecast.evaluation.shapley import evaluations, shapley
from forecast.fit import Progress, fit
from forecast.spec import Spec

DRAWS = 1_000
"""Draws of a fit that only serves to share a change out."""

SPEC, TIME = "spec", "time"
"""What comes first: another spec, then a later origin with new years as they were expected."""


@dataclass(frozen=True, eq=False)
class News:
    """A change shared out (变动分解), fractions.

    `effects` (cause × output): they add up to `after` less `before`; `error`: standard error of
    each, from the orders drawn; outputs are those of `changes.expectations`. `figures`: what
    came, by cause (`changes.Between`).
    """

    effects: pd.DataFrame
    error: pd.DataFrame
    before: "pd.Series[float]"
    after: "pd.Series[float]"
    figures: pd.DataFrame


def news(
    old: Vintage,
    new: Vintage,
    spec: Spec | None = None,
    seed: int = 1,
    orders: int = 4,
    old_spec: Spec | None = None,
    progress: Progress | None = None,
) -> News:
    """Share out the change from one vintage's forecast to another's (变动分解).

    All fits use the same seed, so that what differs is not luck. Where the earlier was told
    something else, `old_spec`, that is the first cause. Raises Problems when either vintage
    knows too little.
    """
    spec, told = _small(spec or Spec()), _small(old_spec or spec or Spec())
    newest = max(old.newest_year, new.newest_year)
    years = range(newest + 1, min(spec.last_year, told.last_year) + 1)
    first = fit(old, spec, seed)
    between = Between(old, new, expected(old, first, new.newest_year))
    causes = between.causes
    todo, done = evaluations(len(causes), orders), 0

    def forecast(inside: frozenset[int]) -> Array:
        nonlocal done
        if progress:
            progress("news", min(done / todo, 1.0))
        done += 1
        found = fit(between.blend([causes[place] for place in inside]), spec, seed)
        return np.asarray(expectations(found, years), dtype=float)

    respecified = expectations(first, years)
    before = respecified if told == spec else expectations(fit(old, told, seed), years)
    effects, error = shapley(forecast, len(causes), orders, seed)
    steps = np.vstack([respecified - before, forecast(frozenset()) - respecified])
    names = pd.Index([SPEC, TIME, *causes], name="cause")
    whole = pd.DataFrame(np.vstack([steps, effects]), names, before.index)
    unsure = pd.DataFrame(np.vstack([0 * steps, error]), names, before.index)
    return News(whole, unsure, before, before + whole.sum(), between.figures)


def _small(spec: Spec) -> Spec:
    return spec.model_copy(update={"draws": min(DRAWS, spec.draws)})
