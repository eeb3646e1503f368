"""What each member of the combination is worth (权重与留一影响)."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from data.tables import Tables
from data.vintages import Vintage
from forecast.evaluation.backtest import FIRST_ORIGIN, HORIZON, SERIES, origins, outcomes
from forecast.evaluation.changes import expectations
from forecast.evaluation.scores import crps
from forecast.fit import fit
from forecast.spec import Spec
from forecast.steps.groups import draw_groups, past_growth
from forecast.steps.random_streams import seeds

DRAWS = 1_000
Progress = Callable[[str, float], None]


def leave_one_out(
    vintage: Vintage,
    spec: Spec,
    seed: int = 1,
    tables: Tables | None = None,
    progress: Progress | None = None,
    first: int = FIRST_ORIGIN,
) -> pd.DataFrame:
    """Leave each member out: what the forecast and its past score would be (留一影响).

    Columns: member, weight (1 in the number of members), services (year → mean growth without
    it less with it, fraction), crps (of the groups' growth, points, mean over origins and
    horizons), worth (by how much it is worse without the member, per cent of it; below 0, the
    others do better alone). Before calibration, which would only blur it; a spec of one member
    has none to leave out. Origins from the year `first` on.
    """
    spec = spec.model_copy(update={"draws": min(DRAWS, spec.draws)})
    years = range(vintage.newest_year + 1, spec.last_year + 1)

    def seen(members: tuple[str, ...]) -> tuple[dict[int, float], float]:
        own = spec.model_copy(update={"models": members})
        fitted = expectations(fit(vintage, own, seed), years)
        growth = {year: float(fitted["services", "", year]) for year in years}
        return growth, past_score(own, seed, tables, first)

    whole, score = seen(spec.models)
    found = []
    for place, member in enumerate(spec.models if len(spec.models) > 1 else ()):
        if progress:
            progress(member, place / len(spec.models))
        growth, without = seen(tuple(name for name in spec.models if name != member))
        found.append(
            {
                "member": member,
                "weight": 1 / len(spec.models),
                "services": {str(year): growth[year] - whole[year] for year in years},
                "crps": without,
                "worth": 100 * (without / score - 1),
            }
        )
    return pd.DataFrame(found)


def past_score(
    spec: Spec, seed: int = 1, tables: Tables | None = None, first: int = FIRST_ORIGIN
) -> float:
    """Score the combination uncalibrated on all origins (历史得分): mean CRPS, points."""
    plain = spec.model_copy(update={"origins": 0})
    known = outcomes(tables)["latest"]
    last = int(known.index.max())
    spawned = seeds(seed)
    scores = []
    for origin in origins(tables, first):
        if origin.year >= last:
            continue
        years = range(origin.year + 1, min(origin.year + HORIZON, last) + 1)
        table = past_growth(origin.vintage, "real_growth", plain).loc[: origin.year]
        drawn = draw_groups(table, years, plain, seeds(int(next(spawned).generate_state(1)[0])))
        actual = known.loc[list(years), SERIES].to_numpy(dtype=float).T
        scores.append(100 * crps(actual, drawn.yearly).ravel())
    return float(np.concatenate(scores).mean())
