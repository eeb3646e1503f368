"""Growth of services in every province of a file, one to three years ahead, beside its rivals.

    python -m benchmarks.growth --data FILE [--json OUT]
    python -m benchmarks.growth --learn          # learn the parameters from the panel again

FILE: province, series, year, measure, value (index, previous year = 100, of `tertiary`). All
that is learnt is learnt from the project's own 21 provinces before FILE is read, rivals' spreads
too, by origin; a forecast sees its province up to the origin, and the panel and the country.
"""

import argparse
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from data.sections import TERTIARY
from data.vintages import as_of
from forecast.evaluation.scores import crps, diebold_mariano
from forecast.models.base import Array
from forecast.models.common_growth import centre, learnt, years_of
from forecast.regions.learn_growth import FIRST, learn, shared, student_scale, write

ORIGINS: Final = range(2008, 2019)
HORIZON: Final = 3
OURS: Final = "yuce"
NOT_CALM: Final = (2009, *range(2020, 2023))
"""Years that widths of calm years leave out: the slump after 2008, and the pandemic."""

FADE: Final = 0.85
"""Weight of a rival's error against that of a year later."""

LEVELS: Final = (np.arange(999) + 0.5) / 999

Points = Callable[[Array, Array], Array]
"""Growth of regions (year, region) and of the country (year,), up to an origin, to forecasts
(horizon, region)."""


def flat(level: Array) -> Array:
    """Go on as now."""
    return np.repeat(level[None], HORIZON, axis=0)


def autoregression(own: Array, _country: Array) -> Array:
    """Each region's own AR(1) with a mean, by least squares; never explosive."""
    found = []
    for series in own.T:
        before, after = series[:-1], series[1:]
        slope = np.cov(before, after)[0, 1] / max(np.var(before, ddof=1), 1e-12)
        slope = float(np.clip(slope, -0.99, 0.99))
        constant = after.mean() - slope * before.mean()
        path, value = [], series[-1]
        for _ in range(HORIZON):
            value = constant + slope * value
            path.append(value)
        found.append(path)
    return np.array(found).T


def local_level(own: Array, _country: Array) -> Array:
    """Each region's own local level, by maximum likelihood (statsmodels)."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    fitted = [
        UnobservedComponents(100 * series, "llevel").fit(disp=False).forecast(1)[0] / 100
        for series in own.T
    ]
    return flat(np.array(fitted))


RIVALS: Final[dict[str, Points]] = {
    "last value": lambda own, _country: flat(own[-1]),
    "mean of three": lambda own, _country: flat(own[-3:].mean(axis=0)),
    "mean of five": lambda own, _country: flat(own[-5:].mean(axis=0)),
    "AR(1)": autoregression,
    "local level": local_level,
    "country plus difference": lambda own, country: flat(
        country[-1] + (own[-5:] - country[-5:, None]).mean(axis=0)
    ),
}


def read(file: Path) -> pd.DataFrame:
    """Read services growth, years × provinces, fractions."""
    table = pd.read_csv(file)
    mine = table["measure"].isin(["index_prev_year", "real_index"])
    rows = table[(table["series"] == TERTIARY) & mine].rename(columns={"period": "year"})
    return rows.pivot(index="year", columns="province", values="value") / 100 - 1


def forecasts(file: Path) -> pd.DataFrame:
    """Score every method: a row a method, origin and horizon; points of growth.

    Columns: method, origin, horizon, crps, log_score, bias, cover80, cover95, width80, calm.
    """
    around, known = as_of(date.max).around, learnt()
    level = shared(around, known)
    country = level.country
    panel = years_of(around.provinces, level.years)
    first = level.years[0]
    last = int(around.provinces.index.max())
    learned = {
        name: {
            (origin, step + 1): panel[origin - first + 1 + step] - made[step]
            for origin in range(FIRST + 2, last)
            for made in [points(panel[: origin - first + 1], country[: origin - first + 1])]
            for step in range(min(HORIZON, last - origin))
        }
        for name, points in RIVALS.items()
    }
    given = read(file)
    own = years_of(given, level.years)
    rows = []
    for origin in ORIGINS:
        seen, nation = own[: origin - first + 1], country[: origin - first + 1]
        wide = known.scale(origin, HORIZON)
        made = {OURS: (centre(seen, level, HORIZON, known), wide)}
        for name, points in RIVALS.items():
            made[name] = (points(seen, nation), _rival_scale(learned[name], origin, known.freedom))
        for name, (middle, scale) in made.items():
            for step in range(HORIZON):
                year = origin + 1 + step
                if year > given.index.max():
                    continue
                outcome = own[year - first]
                rows.append(
                    {
                        "method": name,
                        "origin": origin,
                        "horizon": step + 1,
                        "calm": year not in NOT_CALM,
                    }
                    | _score(100 * outcome, 100 * middle[step], 100 * scale[step], known.freedom)
                )
    return pd.DataFrame(rows)


def _rival_scale(errors: dict[tuple[int, int], Array], origin: int, freedom: float) -> Array:
    """Spread of a rival by horizon, from its own errors on the panel known at the origin."""
    found = []
    for ahead in range(1, HORIZON + 1):
        came = {key: error for key, error in errors.items() if key[1] == ahead}
        came = {key: error for key, error in came.items() if sum(key) <= origin}
        weights = [FADE ** (origin - sum(key)) for key in came]
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
    """Average by method and horizon, beside the best rival of that horizon.

    `ratio`: CRPS to the best rival's; `dm`, `p`: Diebold–Mariano on yearly means (a year is a
    cluster), with the correction for few; `won`: years in which it was lower; `years`: of how many.
    """
    found = []
    for horizon, part in rows.groupby("horizon"):
        yearly = part.pivot(index="origin", columns="method", values="crps")
        means = yearly.mean()
        best = str(means.drop(OURS).idxmin())
        for name in [OURS, *RIVALS]:
            mine = part[part["method"] == name]
            against = best if name == OURS else OURS
            dm, p = diebold_mariano(
                yearly[name].to_numpy(), yearly[against].to_numpy(), int(str(horizon))
            )
            scores = ("crps", "log_score", "bias", "cover80", "cover95", "width80")
            found.append(
                {"method": name, "horizon": int(str(horizon)), "best_rival": best}
                | {score: float(mine[score].mean()) for score in scores}
                | {
                    "width80_calm": float(mine.loc[mine["calm"], "width80"].mean()),
                    "ratio": float(means[name] / means[best]),
                    "against": against,
                    "dm": dm,
                    "p": p,
                    "won": int((yearly[name] < yearly[against]).sum()),
                    "years": len(yearly),
                }
            )
    return found


def show(found: list[dict[str, Any]]) -> None:
    """Print the table."""
    table = Table(box=None)
    heads = "years ahead|method|CRPS|to best rival|p|years won|log score|bias|80|95|80% width, calm"
    for head in heads.split("|"):
        table.add_column(head)
    for one in found:
        table.add_row(
            *(str(one["horizon"]), one["method"], f"{one['crps']:.3f}", f"{one['ratio']:.3f}"),
            *(f"{one['p']:.3f}", f"{one['won']}/{one['years']} ({one['against']})"),
            *(f"{one['log_score']:.3f}", f"{one['bias']:+.2f}"),
            *(f"{100 * one['cover80']:.0f}", f"{100 * one['cover95']:.0f}"),
            f"{one['width80_calm']:.1f}",
        )
    Console(width=140).print(table)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--learn", action="store_true")
    asked = parser.parse_args()
    if asked.learn:
        around = as_of(date.max).around
        write(learn(around), around)
    if asked.data:
        rows = forecasts(asked.data)
        found = summary(rows)
        show(found)
        if asked.json:
            record = {"schema": 1, "provinces": int(read(asked.data).shape[1]), "scores": found}
            asked.json.write_text(json.dumps(record, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
