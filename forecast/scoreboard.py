"""Backtest rows brought to tables (回测成绩表)."""

from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd

from data.industries import TERTIARY
from forecast.accuracy import diebold_mariano

SCORES = (
    "mae",
    "bias",
    "mase",
    "smape",
    "crps",
    "pinball",
    "covered80",
    "covered95",
    "energy",
)
"""Columns of a table of scores; coverage as fractions, errors in points or per cent."""

BENCHMARK = "drift"


def subject(series: "pd.Series[str]", measure: "pd.Series[str]") -> "pd.Series[str]":
    """Say what a row is about (对象): groups, tertiary, all, share or nowcast."""
    about = series.where(series.isin([TERTIARY, "all"]), "groups")
    return about.mask(measure.isin(["share", "nowcast"]), measure)


def summary(rows: pd.DataFrame, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """Average the scores (平均成绩), over all that is not named in `by`.

    Columns: release, subject, measure, those of `by`, model, then SCORES and `forecasts`,
    their number; best CRPS first.
    """
    about = rows.assign(subject=subject(rows["series"], rows["measure"]), mae=rows["error"].abs())
    about = about.rename(columns={"error": "bias"})
    keys = ["release", "subject", "measure", *by, "model"]
    table = about.groupby(keys, sort=False)[list(SCORES)].mean()
    table["forecasts"] = about.groupby(keys, sort=False).size()
    return table.reset_index().sort_values([*keys[:-1], "crps", "mae"], ignore_index=True)


def against_drift(rows: pd.DataFrame) -> pd.DataFrame:
    """Test every model against drift (与漂移基准的 DM 检验), horizon by horizon.

    Columns: release, subject, model, horizon, dm (negative: better than drift), p, origins.
    The loss is CRPS of the cumulated level, averaged over the groups of an origin.
    """
    level = rows[rows["measure"] == "level"]
    level = level.assign(subject=subject(level["series"], level["measure"]))
    found = []
    for (release, about, horizon), part in level.groupby(["release", "subject", "horizon"]):
        ahead = int(str(horizon))
        loss = part.groupby(["origin", "model"])["crps"].mean().unstack().dropna()
        for model in loss.columns.drop(BENCHMARK, errors="ignore"):
            if BENCHMARK not in loss:
                continue
            dm, p = diebold_mariano(loss[model].to_numpy(), loss[BENCHMARK].to_numpy(), ahead)
            found.append((release, about, model, ahead, dm, p, len(loss)))
    names = ["release", "subject", "model", "horizon", "dm", "p", "origins"]
    return pd.DataFrame(found, columns=names)


def record(rows: pd.DataFrame, left_out: pd.DataFrame) -> dict[str, Any]:
    """Give all tables as plain values (机器可读); None where a score has no meaning.

    `left_out`: rows of `forecast.sectiontest.leave_one_out`.
    """
    shares = rows[rows["measure"] == "share"].assign(scope=lambda part: part["series"])
    return {
        "schema": 1,
        "origins": sorted({int(year) for year in rows["origin"]}),
        "real_time_origins": sorted({int(y) for y in rows.loc[rows["real_time"], "origin"]}),
        "scores": plain(summary(rows)),
        "by_horizon": plain(summary(rows, ("horizon",))),
        "shares_by_scope": plain(summary(shares, ("scope",))),
        "diebold_mariano": plain(against_drift(rows)),
        "leave_one_benchmark_out": plain(left_out),
    }


def plain(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Give a table as plain values (纯数据), a record a row; None where there is none."""
    rounded = table.round(6).astype(object)
    return rounded.where(rounded.notna(), None).to_dict("records")


def band(level: float, count: int) -> tuple[float, float]:
    """Give the range in which coverage falls 95 times of 100 by chance (二项区间).

    >>> tuple(round(edge, 3) for edge in band(0.8, 75))
    (0.709, 0.891)
    """
    half = 1.96 * float(np.sqrt(level * (1 - level) / count))
    return level - half, level + half
