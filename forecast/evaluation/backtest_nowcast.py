"""The nowcast, backtested by quarter (即期预测回测)."""

from collections.abc import Iterator

import numpy as np

from data.sections import TERTIARY
from data.tables import Tables, read
from data.vintages import as_of
from forecast.evaluation.scores import covered, crps, quantiles_of
from forecast.models.base import Array
from forecast.steps.nowcast import Nowcast, condition, nowcast


def nowcast_rows(
    yearly: Array,
    weight: Array,
    year: int,
    outcomes: dict[str, float],
    spawned: Iterator[np.random.SeedSequence],
    tables: Tables | None = None,
) -> Iterator[dict[str, object]]:
    """Score every quarter's reading of one year (分季评分), as known on the day it came out.

    `yearly` (group, year, draw): the annual model's draws, `year` first; `outcomes`: services
    growth of the year by release. Models: annual; carried, decumulated, pooled (points);
    nowcast (the draws conditioned on the pooled reading).
    """
    annual = np.average(yearly[:, 0], axis=0, weights=weight)
    for quarter, seen in readings(year, float(np.median(annual)), tables):
        moved, _ = condition(yearly, weight, seen, np.random.default_rng(next(spawned)))
        draws = {
            "annual": annual,
            "nowcast": np.average(moved[:, 0], axis=0, weights=weight),
        }
        points = {
            "carried": seen.carried,
            "decumulated": seen.decumulated,
            "pooled": seen.value,
        }
        for release, outcome in outcomes.items():
            about = {
                "series": TERTIARY,
                "measure": "nowcast",
                "release": release,
                "horizon": quarter,
                "year": year,
                "outcome": 100 * outcome,
            }
            for name, point in points.items():
                row = {"model": name, "point": 100 * point, "error": 100 * (point - outcome)}
                yield about | row
            for name, drawn in draws.items():
                actual, quantiles = np.asarray(100 * outcome), quantiles_of(100 * drawn)
                yield about | {
                    "model": name,
                    "point": float(quantiles[2]),
                    "error": float(quantiles[2] - actual),
                    "crps": float(crps(actual, 100 * drawn)),
                    "covered80": float(covered(actual, quantiles, 0.8)),
                    "covered95": float(covered(actual, quantiles, 0.95)),
                }


def readings(
    year: int, annual: float, tables: Tables | None = None
) -> Iterator[tuple[int, Nowcast]]:
    """Give what each quarter of a year said on the day it was published (逐季即期)."""
    figures = (read() if tables is None else tables).quarterly
    mine = figures[(figures["series"] == TERTIARY) & (figures["measure"] == "real_growth")]
    for quarter in (1, 2, 3):
        days = mine.loc[mine["period"] == f"{year}Q{quarter}", "known_from"]
        if days.empty:
            continue
        seen = nowcast(as_of(days.min().date(), tables), TERTIARY, year, annual)
        if seen is not None and seen.quarter == quarter:
            yield quarter, seen
