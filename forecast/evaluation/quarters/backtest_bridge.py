"""The bridge of services, backtested by day before release (核算桥回测).

What is on record names the day of the report that an indicator was read from, which is often that
of the accounts themselves. So an indicator counts from the day on which it is usually out, where
that is earlier; everything else from its own day.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import numpy as np
import pandas as pd

from data.indicators import indicators
from data.revised import first_prints
from data.sections import TERTIARY
from data.tables import Tables, read_tables
from data.vintages import Vintage, as_of
from forecast.arrays import Array
from forecast.evaluation.scores import covered, crps, quantiles_of
from forecast.models.common_growth import learnt
from forecast.quarters.bridged import reading
from forecast.quarters.nowcast import by_year, with_bridge
from forecast.spec import Spec
from forecast.steps.services import Piece, draw_services, move

DAYS_BEFORE: Final = (61, 31, 1)
"""Days before the release on which a quarter is told: after its first month's figures, after its
second's, and the day before."""


def bridge_rows(spec: Spec, seed: int = 1, tables: Tables | None = None) -> pd.DataFrame:
    """Score growth of services to date, and of the year, told before a quarter is out (核算桥评分).

    Columns: year, quarter, before (days), measure (to_date, year), model (bridge, carried,
    annual), error, crps and covered80 of a distribution; points. Only quarters and days on which
    the bridge had a figure.
    """
    tables = on_usual_days(read_tables() if tables is None else tables)
    figures = tables.quarterly
    mine = figures[(figures["series"] == TERTIARY) & (figures["measure"] == "real_growth")]
    mine = mine[mine["period"].str.fullmatch(r"\d{4}Q[123]") & (mine["status"] != "suspect")]
    first = mine.sort_values("known_from").drop_duplicates("period")
    rows: list[dict[str, object]] = []
    for period, value, day in first[["period", "value", "known_from"]].itertuples(
        index=False, name=None
    ):
        for before in DAYS_BEFORE:
            then = as_of(day.date() - timedelta(days=before), tables)
            about = {"year": int(period[:4]), "quarter": int(period[-1]), "before": before}
            rows += [about | row for row in _told(then, about, value / 100, spec, seed)]
    return pd.DataFrame(rows)


def on_usual_days(tables: Tables) -> Tables:
    """Let indicators be known from the day on which they are usually out (按通常发布日)."""

    def moved(rows: pd.DataFrame) -> pd.DataFrame:
        usual = [_usual(*row) for row in zip(rows["series"], rows["period"], strict=True)]
        days = zip(rows["known_from"], usual, strict=True)
        known = [own if day is None else min(own, pd.Timestamp(day)) for own, day in days]
        return rows.assign(known_from=pd.Series(known, rows.index, rows["known_from"].dtype))

    return replace(
        tables,
        quarterly=moved(tables.quarterly),
        indicator_figures=moved(tables.indicator_figures),
    )


def _usual(series: str, period: str) -> date | None:
    one = indicators().get(series)
    return None if one is None else one.expected(period)


def _told(
    then: Vintage, about: dict[str, int], came: float, spec: Spec, seed: int
) -> Iterator[dict[str, object]]:
    """Score what was told of a quarter on one day, and of its year."""
    year, quarter = about["year"], about["quarter"]
    said = reading(then, TERTIARY, year)
    if said is None or said.seen.quarter != quarter or said.published:
        return
    rng = np.random.default_rng(seed)
    plain = spec.model_copy(update={"information": ("common",)})
    drawn = draw_services(then, range(year, year + 2), plain, rng).before
    normal = said.said.value + said.said.spread * rng.standard_normal(spec.draws)
    yield _scored("to_date", "bridge", normal, came)
    yield _scored("to_date", "annual", drawn.total[0], came)
    yield _scored("to_date", "carried", np.array([_carried(then, year, quarter)]), came)
    yearly = _outcome(year)
    if yearly is None:
        return
    yield _scored("year", "annual", drawn.total[0], yearly)
    annual = float(np.median(drawn.total[0]))
    seen = with_bridge(then, TERTIARY, year, annual, said.said, None)
    assert seen is not None
    piece = Piece("indicators", seen.known_from, seen.value, seen.spread)
    joined, _ = move(drawn, piece, range(year, year + 2), learnt(), rng)
    yield _scored("year", "bridge", joined.total[0], yearly)
    yield _scored("year", "carried", np.array([_carried(then, year, quarter)]), yearly)


def _carried(then: Vintage, year: int, quarter: int) -> float:
    """Growth to date of the quarter before, else of the year before."""
    known = by_year(then.quarters(TERTIARY, "real_growth")).reindex([year])
    own = known[[one for one in (1, 2, 3) if one < quarter]].iloc[0].dropna()
    return float(own.iloc[-1] if len(own) else then.history("real_growth")[TERTIARY][year - 1])


def _outcome(year: int) -> float | None:
    """The year as first printed."""
    first = first_prints(TERTIARY)
    return float(first[year]) if year in first.index else None


def _scored(measure: str, model: str, drawn: Array, came: float) -> dict[str, object]:
    actual, quantiles = np.asarray(100 * came), quantiles_of(100 * drawn)
    whole = len(drawn) > 1
    return {
        "measure": measure,
        "model": model,
        "error": float(quantiles[2] - actual),
        "crps": float(crps(actual, 100 * drawn)) if whole else abs(float(quantiles[2] - actual)),
        "covered80": float(covered(actual, quantiles, 0.8)) if whole else np.nan,
    }
