"""The nowcast, backtested by quarter (即期预测回测)."""

from collections.abc import Iterator

import numpy as np

from data.sections import TERTIARY
from data.tables import Tables, read_tables
from data.vintages import Vintage, as_of
from forecast.arrays import Array
from forecast.evaluation.scores import covered, crps, quantiles_of
from forecast.models.common_growth import learnt
from forecast.quarters.nowcast import Nowcast, nowcast
from forecast.spec import Spec
from forecast.steps.groups import REAL, draw_groups, observe, past_growth, pattern
from forecast.steps.groups import readings as readings_of_groups
from forecast.steps.services import Piece, draw_services, move


def nowcast_rows(
    vintage: Vintage,
    years: range,
    spec: Spec,
    level: Array,
    outcomes: dict[str, float],
    spawned: Iterator[np.random.SeedSequence],
    tables: Tables | None = None,
) -> Iterator[dict[str, object]]:
    """Score every quarter's reading of one year (分季评分), as known on the day it came out.

    `level` (group,): levels of the groups in the year before; `outcomes`: services growth of the
    year by release. Models: annual; carried, decumulated, pooled (points); nowcast (the draws
    conditioned on the pooled reading, and on the groups' own quarters where there are any).
    """
    year, told = years[0], spec.model_copy(update={"information": ("common",)})
    seed = next(spawned)
    first = range(year, year + 2)
    annual = draw_services(vintage, first, told, np.random.default_rng(seed)).before
    for quarter, seen, then in readings(year, float(np.median(annual.total[0])), tables):
        rng = np.random.default_rng(seed.spawn(1)[0])
        piece = Piece("quarters", seen.known_from, seen.value, seen.spread)
        moved, _ = move(annual, piece, first, learnt(), rng)
        by_group = _by_group(vintage, then, first, spec, level, moved.total, rng)
        draws = {"annual": annual.total[0], "nowcast": by_group}
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


def _by_group(
    vintage: Vintage,
    then: Vintage,
    years: range,
    spec: Spec,
    level: Array,
    services: Array,
    rng: np.random.Generator,
) -> Array:
    """Give the year's services with the groups' own quarters of the day, if there are any."""
    weight = level / level.sum()
    past, total = past_growth(vintage, spec.first_year, years[0] - 1)
    found = pattern(past, total, weight, len(years), REAL)
    yearly = draw_groups(services, found, weight, REAL, rng)
    own = readings_of_groups(then, years[0], np.median(yearly[:, 0], axis=-1))
    return np.asarray(weight @ observe(yearly, own, rng)[:, 0])


def readings(
    year: int, annual: float, tables: Tables | None = None
) -> Iterator[tuple[int, Nowcast, Vintage]]:
    """Give what each quarter of a year said on the day it was published (逐季即期), and the day's
    vintage."""
    figures = (read_tables() if tables is None else tables).quarterly
    mine = figures[(figures["series"] == TERTIARY) & (figures["measure"] == "real_growth")]
    for quarter in (1, 2, 3):
        days = mine.loc[mine["period"] == f"{year}Q{quarter}", "known_from"]
        if days.empty:
            continue
        then = as_of(days.min().date(), tables)
        seen = nowcast(then, TERTIARY, year, annual)
        if seen is not None and seen.quarter == quarter:
            yield quarter, seen, then
