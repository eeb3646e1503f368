"""Growth of services in every province, forecast from past years and judged by year (分省回测).

All that is learnt is learnt from the project's own provinces, by origin, rivals' spreads too; a
region judged is seen up to the origin, with the provinces and the country, and teaches nothing.
"""

from typing import Any, Final

import numpy as np
import pandas as pd

from data.around import Around
from forecast.arrays import Array
from forecast.evaluation.rivals import HORIZON, LEVELS, RIVALS
from forecast.evaluation.scores import crps, diebold_mariano
from forecast.models.common_growth import centre, learnt, years_of
from forecast.regions.learn_growth import FIRST, shared, student_scale

ORIGINS: Final = range(2008, 2019)
OURS: Final = "yuce"

NOT_CALM: Final = (2009, *range(2020, 2023))
"""Years that widths of calm years leave out: the slump after 2008, and the pandemic."""

FADE: Final = 0.85
"""Weight of a rival's error against that of a year later."""


def growth_backtest(given: pd.DataFrame, around: Around) -> pd.DataFrame:
    """Score every method: a row a method, origin and horizon; points of growth.

    `given`: growth of regions, years × regions, fractions. Columns: method, origin, horizon, calm,
    crps, log_score, bias, cover80, cover95, width80.
    """
    known = learnt()
    level = shared(around, known)
    first, country = level.years[0], level.country
    panel = years_of(around.provinces, level.years)
    last = int(around.provinces.index.max())
    learned: dict[str, dict[tuple[int, int], Array]] = {name: {} for name in RIVALS}
    for name, points in RIVALS.items():
        for origin in range(FIRST + 2, last):
            end = origin - first + 1
            made = points(panel[:end], country[:end])
            for step in range(min(HORIZON, last - origin)):
                learned[name][origin, step + 1] = panel[end + step] - made[step]
    own, rows = years_of(given, level.years), []
    for origin in ORIGINS:
        end = origin - first + 1
        ours = centre(own[:end], level, HORIZON, known), known.scale(origin, HORIZON)
        methods = {OURS: ours} | {
            name: (points(own[:end], country[:end]), _scale(learned[name], origin, known.freedom))
            for name, points in RIVALS.items()
        }
        for name, (middle, scale) in methods.items():
            for step in range(min(HORIZON, int(given.index.max()) - origin)):
                about = {"method": name, "origin": origin, "horizon": step + 1}
                about["calm"] = origin + 1 + step not in NOT_CALM
                outcome = 100 * own[end + step]
                rows.append(
                    about | _score(outcome, 100 * middle[step], 100 * scale[step], known.freedom)
                )
    return pd.DataFrame(rows)


def _scale(errors: dict[tuple[int, int], Array], origin: int, freedom: float) -> Array:
    """Spread of a rival by horizon, from its own errors on the panel known at the origin."""
    found = []
    for ahead in range(1, HORIZON + 1):
        came = {
            key: error
            for key, error in errors.items()
            if key[1] == ahead and key[0] + ahead <= origin
        }
        weights = [FADE ** (origin - key[0] - key[1]) for key in came]
        found.append(student_scale([*came.values()], weights, freedom))
    return np.array(found)


def _score(outcome: Array, middle: Array, scale: float, freedom: float) -> dict[str, float]:
    from scipy.stats import t as student

    known = ~np.isnan(outcome) & ~np.isnan(middle)
    outcome, middle = outcome[known], middle[known]
    drawn = middle[:, None] + scale * student.ppf(LEVELS, freedom)
    half80, half95 = scale * student.ppf([0.9, 0.975], freedom)
    away = np.abs(outcome - middle)
    return {
        "crps": float(crps(outcome, drawn).mean()),
        "log_score": float(-student.logpdf(outcome, freedom, middle, scale).mean()),
        "bias": float((middle - outcome).mean()),
        "cover80": float((away <= half80).mean()),
        "cover95": float((away <= half95).mean()),
        "width80": float(2 * half80),
    }


def summary(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Average by method and horizon, beside the best rival of that horizon (平均成绩).

    `ratio`: CRPS to the best rival's; `dm`, `p`: Diebold–Mariano on yearly means (a year is a
    cluster), with the correction for few; `won`: years in which it was lower, of `years`.
    """
    found = []
    for horizon, part in rows.groupby("horizon"):
        ahead = int(str(horizon))
        yearly = part.pivot(index="origin", columns="method", values="crps")
        means = yearly.mean()
        best = str(means.drop(OURS).idxmin())
        for name in [OURS, *means.drop(OURS).index]:
            mine, against = part[part["method"] == name], best if name == OURS else OURS
            dm, p = diebold_mariano(yearly[name].to_numpy(), yearly[against].to_numpy(), ahead)
            scores = ("crps", "log_score", "bias", "cover80", "cover95", "width80")
            found.append(
                {"method": name, "horizon": ahead, "best_rival": best}
                | {score: float(mine[score].mean()) for score in scores}
                | {"width80_calm": float(mine.loc[mine["calm"], "width80"].mean())}
                | {"ratio": float(means[name] / means[best]), "against": against, "dm": dm, "p": p}
                | {"won": int((yearly[name] < yearly[against]).sum()), "years": len(yearly)}
            )
    return found
