"""Rolling origins, each seeing only its own vintage (滚动回测).

The past is forecast as the fit forecasts the future: the same functions, on what was known.
Growth by group was first published in a yearbook known from 2024-12-31, so origins of 2023
and later see their real vintage (`real_time`); earlier ones see that yearbook cut off at the
origin, never anything printed after it. Outcomes are scored twice: as first printed, and as
known now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.revised import first_prints
from data.sections import GROUP_SERIES, TERTIARY
from data.tables import Tables, read_tables
from data.vintages import Vintage, as_of, earliest_usable
from forecast.arrays import Array
from forecast.evaluation.backtest_shares import share_rows
from forecast.evaluation.quarters.backtest_nowcast import nowcast_rows
from forecast.evaluation.rivals import RIVALS, Past, normal_draws
from forecast.evaluation.scores import (
    absolute_error,
    covered,
    crps,
    energy,
    log_score,
    naive_scale,
    pinball,
    quantiles_of,
    smape,
)
from forecast.fit import Progress
from forecast.models.base import History
from forecast.models.common_growth import years_of
from forecast.models.drift import Drift
from forecast.spec import Information, Spec
from forecast.steps import services
from forecast.steps.growth_paths import GrowthDraws, draw_growth
from forecast.steps.joint_draws import apart, comonotone
from forecast.steps.random_streams import seeds

SERIES = list(GROUP_SERIES.values())
FIRST_ORIGIN = 2008
"""Eight years of growth since 2000 are the least that is forecast from."""

HORIZON = 5
COMBINATION = "combination"
INDEPENDENT, COMONOTONE = "independent draws", "comonotone draws"
BENCHMARK = "drift"


@dataclass(frozen=True, eq=False)
class Origin:
    """One place to forecast from (预测起点): the year, and the vintage that is looked at."""

    year: int
    vintage: Vintage
    real_time: bool


def origins(tables: Tables | None = None, first: int = FIRST_ORIGIN) -> Iterator[Origin]:
    """Give the origins, oldest first (预测起点), each with the earliest vintage that has it."""
    tables = read_tables() if tables is None else tables
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
    tables = read_tables() if tables is None else tables
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
    pinball, covered80, covered95, rank (of the outcome among the draws, 0 to 1), log_score (its
    negative log density), energy (only where series is "all").
    """
    spec = spec or Spec(draws=1_000)
    known = outcomes(tables)
    pasts: dict[str, Past] = {}
    every = [one for one in origins(tables, first) if one.year < known["latest"].index.max()]
    spawned = seeds(seed)
    rows: list[dict[str, object]] = []
    for place, origin in enumerate(every):
        if progress:
            progress(f"origin {origin.year}", place / len(every))
        name = origin.vintage.id
        past = pasts[name] = pasts.get(name) or _past(origin.vintage, spec)
        rows += _one(origin, spec, next(spawned), known, tables, past)
    return pd.DataFrame(rows)


def _past(vintage: Vintage, spec: Spec) -> Past:
    """Growth of services that rivals go by, as the vintage has it."""
    own = vintage.history("real_growth")[TERTIARY].loc[spec.first_year :].dropna()
    country = vintage.around.country_yearly(TERTIARY).reindex(own.index).ffill()
    years = list(own.index)
    return Past(years_of(own, years), years_of(country, years))


def _one(
    origin: Origin,
    spec: Spec,
    seed: np.random.SeedSequence,
    known: dict[str, pd.DataFrame],
    tables: Tables | None,
    past: Past,
) -> list[dict[str, object]]:
    """Forecast from one origin: from its figures alone, and with what else was known."""
    spawned = seeds(int(seed.generate_state(1)[0]))
    vintage = origin.vintage
    table = vintage.history("real_growth").loc[spec.first_year : origin.year, SERIES]
    last = int(known["latest"].index.max())
    years = range(origin.year + 1, min(origin.year + HORIZON, last) + 1)
    level = vintage.history("value_added").loc[origin.year, SERIES].to_numpy(dtype=float)
    stream = next(spawned)

    def told(*information: Information) -> GrowthDraws:
        own = spec.model_copy(update={"information": information})
        return draw_growth(vintage, years, own, level, np.random.default_rng(stream))

    drawn = told("common")
    forecasts = {COMBINATION: drawn.yearly}
    forecasts[INDEPENDENT] = apart(drawn.yearly, np.random.default_rng(next(spawned)))
    forecasts[COMONOTONE] = comonotone(drawn.yearly)
    forecasts[BENCHMARK] = _drift(table, len(years), spec.draws, next(spawned))
    rows = [
        row | {"model": model}
        for model, yearly in forecasts.items()
        for row in _scores(yearly, level, table, years, known)
    ]
    others = {ALONE: told().services}
    if origin.year + 1 in vintage.around.targets.index:
        others[WITH_TARGET] = told("common", "target").services
    others[WITH_COUNTRY] = told("common", "country").services
    end = origin.year - spec.first_year + 1
    others |= {name: past.draws(name, end) for name in RIVALS}
    if (goal := _target(vintage, past.own[:end], origin.year)) is not None:
        others[TARGET] = goal
    rows += [
        row | {"model": model}
        for model, services in others.items()
        for row in _scores_of_services(services, years, known)
    ]
    came = {name: float(actual[TERTIARY][years[0]]) for name, actual in known.items()}
    came = {name: growth for name, growth in came.items() if np.isfinite(growth)}
    rows += share_rows(vintage, origin.year, years, spec, drawn.yearly, spawned)
    rows += nowcast_rows(vintage, years, spec, level, came, spawned, tables)
    about = {"origin": origin.year, "real_time": origin.real_time}
    return [row | about for row in rows]


ALONE, WITH_TARGET, WITH_COUNTRY = "own past alone", "with target", "with the country's year"
"""The combination told less, or more: models of services' growth."""

TARGET = "target plus excess"
"""The rival that is the official target and its usual excess; one year ahead."""


def _drift(table: pd.DataFrame, horizon: int, draws: int, seed: np.random.SeedSequence) -> Array:
    """Draw every group by a random walk with drift: the benchmark."""
    rng = np.random.default_rng(seed)
    found = []
    for series in SERIES:
        index = np.cumprod(np.concatenate([[1.0], 1 + table[series].to_numpy(dtype=float)]))
        drawn = Drift().simulate(History.of(index), horizon, draws, rng) / index[-1]
        found.append(np.expm1(np.diff(np.log(drawn), axis=0, prepend=0.0)))
    return np.stack(found)


def _target(vintage: Vintage, own: Array, origin: int) -> Array | None:
    """Draw by the year's official target and its usual excess (目标加惯常超额), one year."""
    growth = pd.Series(own, index=range(origin + 1 - len(own), origin + 1))
    piece = services.target(vintage.around, growth, origin + 1)
    if piece is None or piece.value is None or piece.spread is None:
        return None
    misses = [np.array([piece.spread, piece.spread])]
    return normal_draws(np.array([piece.value]), misses)


def _scores_of_services(
    drawn: Array, years: range, known: dict[str, pd.DataFrame]
) -> Iterator[dict[str, object]]:
    """Score draws (horizon, draw) of services growth by year; no more years than are drawn."""
    for release, actual in known.items():
        for step, year in list(enumerate(years))[: min(len(drawn), HORIZON)]:
            about = {"series": TERTIARY, "horizon": step + 1, "year": year}
            outcome = 100 * float(actual[TERTIARY][year])
            yield (
                score(outcome, 100 * drawn[step])
                | about
                | {
                    "release": release,
                    "measure": "growth",
                }
            )


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
        "log_score": log_score(float(outcome), draws),
    }
