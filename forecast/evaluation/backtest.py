"""Rolling origins, each seeing only its own vintage (滚动回测).

The past is forecast as the fit forecasts the future: the same functions, on what was known.
Growth by group was first published in a yearbook known from 2024-12-31, so origins of 2023
and later see their real vintage (`real_time`); earlier ones see that yearbook cut off at the
origin, never anything printed after it. Outcomes are scored twice: as first printed, and as
known now.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.revised import first_prints
from data.sections import GROUP_SERIES, TERTIARY
from data.tables import Tables, read
from data.vintages import Vintage, as_of, earliest_usable
from forecast.evaluation.backtest_nowcast import nowcast_rows
from forecast.evaluation.backtest_shares import share_rows
from forecast.evaluation.scores import (
    absolute_error,
    covered,
    crps,
    energy,
    naive_scale,
    pinball,
    quantiles_of,
    smape,
)
from forecast.models import MODELS
from forecast.models.base import Array, Unfit
from forecast.spec import Spec
from forecast.steps.groups import draw_groups, past_growth
from forecast.steps.joint_draws import apart, comonotone
from forecast.steps.random_streams import seeds

SERIES = list(GROUP_SERIES.values())
FIRST_ORIGIN = 2008
"""Eight years of growth since 2000 are the least that is forecast from."""

HORIZON = 5
COMBINATION, RAW = "combination", "uncalibrated"
INDEPENDENT, COMONOTONE = "independent draws", "comonotone draws"
BENCHMARK = "drift"

Progress = Callable[[str, float], None]


@dataclass(frozen=True, eq=False)
class Origin:
    """One place to forecast from (预测起点): the year, and the vintage that is looked at."""

    year: int
    vintage: Vintage
    real_time: bool


def origins(tables: Tables | None = None, first: int = FIRST_ORIGIN) -> Iterator[Origin]:
    """Give the origins, oldest first (预测起点), each with the earliest vintage that has it."""
    tables = read() if tables is None else tables
    usable = earliest_usable(tables)
    if usable is None:
        return
    yearbook = as_of(usable, tables)
    for year in range(first, yearbook.newest_year):
        yield Origin(year, yearbook, real_time=False)
    done: set[int] = set()
    for day in sorted(tables.annual["known_from"].unique()):
        when: date = day.date()
        if when >= usable and (vintage := as_of(when, tables)).newest_year not in done:
            done.add(vintage.newest_year)
            yield Origin(vintage.newest_year, vintage, real_time=True)


def outcomes(tables: Tables | None = None) -> dict[str, pd.DataFrame]:
    """Give real growth as first printed and as known now (实际数), years × series, fractions.

    A year whose first print is not on record has none.
    """
    tables = read() if tables is None else tables
    names = [*SERIES, TERTIARY]
    first = pd.DataFrame({name: first_prints(name, tables) for name in names})
    latest = as_of(date.max, tables).history("real_growth")[names]
    return {"first": first.reindex(latest.index), "latest": latest}


def backtest(
    spec: Spec | None = None,
    seed: int = 1,
    tables: Tables | None = None,
    progress: Progress | None = None,
    first: int = FIRST_ORIGIN,
) -> pd.DataFrame:
    """Forecast every origin and score it (滚动回测), one row a forecast of one year.

    Columns: origin, real_time, model, series, horizon, year, release (first, latest), measure
    (growth: of that year, points; level: cumulated since the origin, per cent; share: by
    scope; nowcast: horizon is the quarter), point, outcome, error, mase, smape, crps,
    pinball, covered80, covered95, rank (of the outcome among the draws, 0 to 1), energy (only
    where series is "all").
    """
    spec = spec or Spec(draws=1_000)
    known = outcomes(tables)
    every = [one for one in origins(tables, first) if one.year < known["latest"].index.max()]
    spawned = seeds(seed)
    rows: list[dict[str, object]] = []
    for place, origin in enumerate(every):
        if progress:
            progress(f"origin {origin.year}", place / len(every))
        rows += _one(origin, spec, next(spawned), known, tables)
    return pd.DataFrame(rows)


def _one(
    origin: Origin,
    spec: Spec,
    seed: np.random.SeedSequence,
    known: dict[str, pd.DataFrame],
    tables: Tables | None,
) -> list[dict[str, object]]:
    """Forecast from one origin with every candidate, and with the combination."""
    spawned = seeds(int(seed.generate_state(1)[0]))
    table = past_growth(origin.vintage, "real_growth", spec).loc[: origin.year]
    last = int(known["latest"].index.max())
    years = range(origin.year + 1, min(origin.year + HORIZON, last) + 1)
    level = origin.vintage.history("value_added").loc[origin.year, SERIES].to_numpy(dtype=float)
    drawn = draw_groups(table, years, spec, spawned)
    forecasts = {COMBINATION: drawn.yearly}
    forecasts[INDEPENDENT] = apart(drawn.yearly, np.random.default_rng(next(spawned)))
    forecasts[COMONOTONE] = comonotone(drawn.yearly)
    plain = spec.model_copy(update={"origins": 0})
    forecasts[RAW] = draw_groups(table, years, plain, spawned).yearly
    for name in MODELS:
        alone = plain.model_copy(update={"models": (name,)})
        try:
            forecasts[name] = draw_groups(table, years, alone, spawned).yearly
        except Unfit:
            continue
    rows = [
        row | {"origin": origin.year, "real_time": origin.real_time, "model": model}
        for model, yearly in forecasts.items()
        for row in _scores(yearly, level, table, years, known)
    ]
    came = {name: float(actual[TERTIARY][years[0]]) for name, actual in known.items()}
    came = {name: growth for name, growth in came.items() if np.isfinite(growth)}
    about = {"origin": origin.year, "real_time": origin.real_time}
    for row in (
        *share_rows(origin.vintage, origin.year, years, spec, drawn, spawned),
        *nowcast_rows(drawn.yearly, level, years[0], came, spawned, tables),
    ):
        rows.append(row | about)
    return rows


def _scores(
    yearly: Array, level: Array, table: pd.DataFrame, years: range, known: dict[str, pd.DataFrame]
) -> Iterator[dict[str, object]]:
    """Score one set of draws (group, year, draw): each group, their total, and all together."""
    value = level[:, None, None] * np.cumprod(1 + yearly, axis=1)
    total = np.concatenate([np.full((1, yearly.shape[2]), level.sum()), value.sum(axis=0)])
    everything = np.concatenate([yearly, (total[1:] / total[:-1] - 1)[None]])
    cumulated = np.log1p(everything).cumsum(axis=1)
    weight = level / level.sum()
    past = np.column_stack([table[SERIES], table[SERIES] @ weight])
    for release, actual in known.items():
        came = actual.loc[list(years), [*SERIES, TERTIARY]].to_numpy(dtype=float).T
        far = np.log1p(came).cumsum(axis=1)
        for place, name in enumerate([*SERIES, TERTIARY]):
            index = np.concatenate([[1.0], np.cumprod(1 + past[:, place])])
            for measure, outcome, draws, scale in (
                ("growth", 100 * came, 100 * everything, 100 * naive_scale(past[:, place])),
                ("level", 100 * far, 100 * cumulated, 100 * naive_scale(np.log(index))),
            ):
                for step, year in enumerate(years):
                    if not np.isfinite(outcome[place, step]):
                        continue  # no first print is on record
                    one = score(outcome[place, step], draws[place, step], scale)
                    if measure == "level":
                        both = np.exp(outcome[place, step] / 100), np.exp(one["point"] / 100)
                        one["smape"] = float(smape(*map(np.asarray, both)))
                    yield one | {
                        "series": name,
                        "horizon": step + 1,
                        "year": year,
                        "release": release,
                        "measure": measure,
                    }
        for step, year in enumerate(years):
            about = {"series": "all", "horizon": step + 1, "year": year, "release": release}
            for measure, vector, draws in (
                ("growth", 100 * came, 100 * everything),
                ("level", 100 * far, 100 * cumulated),
            ):
                if np.isfinite(vector[:-1, step]).all():
                    apiece = energy(vector[:-1, step], draws[:-1, step])
                    yield about | {"measure": measure, "energy": apiece}


def score(outcome: float, draws: Array, scale: float = 1.0) -> dict[str, float]:
    """Score draws of one number (单项评分) by every score that has a meaning for it."""
    actual, quantiles = np.asarray(outcome), quantiles_of(draws)
    point = float(quantiles[2])
    return {
        "point": point,
        "outcome": float(outcome),
        "error": point - float(outcome),
        "mase": float(absolute_error(actual, quantiles[2], scale)),
        "crps": float(crps(actual, draws)),
        "pinball": float(pinball(actual, quantiles)),
        "covered80": float(covered(actual, quantiles, 0.8)),
        "covered95": float(covered(actual, quantiles, 0.95)),
        "rank": float((draws < actual).mean()),
    }
