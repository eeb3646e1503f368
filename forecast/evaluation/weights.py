"""What each piece of information is worth (各项信息的作用): the forecast, and its past, without."""

from typing import Final

import numpy as np
import pandas as pd

from data.tables import Tables
from data.vintages import Vintage
from forecast.evaluation.backtest import FIRST_ORIGIN, HORIZON, SERIES, origins, outcomes
from forecast.evaluation.changes import expectations
from forecast.evaluation.scores import crps
from forecast.fit import Progress, fit
from forecast.spec import Information, Spec
from forecast.steps.growth_paths import draw_growth
from forecast.steps.random_streams import seeds

DRAWS = 1_000


def leave_one_out(
    vintage: Vintage,
    spec: Spec,
    seed: int = 1,
    tables: Tables | None = None,
    progress: Progress | None = None,
    first: int = FIRST_ORIGIN,
) -> pd.DataFrame:
    """Leave each piece out: what the forecast and its past score would be (留一影响).

    Columns: member (the piece), weight (None: pieces have gains, not weights), services (year →
    mean growth without it less with it, fraction), crps (of the groups' growth, points, mean over
    origins and horizons), worth (by how much it is worse without the piece, per cent of it; below
    0, it did harm). Of the past only what was known at the origin is told, so quarters of the year
    ahead, which have a backtest of their own, show no worth here. Origins from the year `first` on.
    """
    spec = spec.model_copy(update={"draws": min(DRAWS, spec.draws)})
    years = range(vintage.newest_year + 1, spec.last_year + 1)

    def seen(pieces: tuple[Information, ...]) -> tuple[dict[int, float], float]:
        own = spec.model_copy(update={"information": pieces})
        fitted = expectations(fit(vintage, own, seed), years)
        growth = {year: float(fitted["services", "", year]) for year in years}
        return growth, past_score(own, seed, tables, first)

    whole, score = seen(spec.information)
    found = []
    for place, member in enumerate(spec.information):
        if progress:
            progress(member, place / len(spec.information))
        growth, without = seen(tuple(one for one in spec.information if one != member))
        found.append(
            {
                "member": member,
                "weight": None,
                "services": {str(year): growth[year] - whole[year] for year in years},
                "crps": without,
                "worth": 100 * (without / score - 1),
            }
        )
    return pd.DataFrame(found)


YEARS_OWN: Final = ("quarters", "indicators")
"""Pieces that tell of a year under way: an origin, at a year's end, has none."""


def past_score(
    spec: Spec, seed: int = 1, tables: Tables | None = None, first: int = FIRST_ORIGIN
) -> float:
    """Score the forecast of all origins (历史得分): mean CRPS of the groups' growth, points."""
    told = tuple(one for one in spec.information if one not in YEARS_OWN)
    plain = spec.model_copy(update={"information": told})
    known = outcomes(tables)["latest"]
    last = int(known.index.max())
    spawned = seeds(seed)
    scores = []
    for origin in origins(tables, first):
        if origin.year >= last:
            continue
        years = range(origin.year + 1, min(origin.year + HORIZON, last) + 1)
        level = origin.vintage.history("value_added").loc[origin.year, SERIES]
        rng = np.random.default_rng(next(spawned))
        drawn = draw_growth(origin.vintage, years, plain, level.to_numpy(dtype=float), rng)
        actual = known.loc[list(years), SERIES].to_numpy(dtype=float).T
        scores.append(100 * crps(actual, drawn.yearly).ravel())
    return float(np.concatenate(scores).mean())
