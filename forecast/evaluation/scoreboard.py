"""Backtest rows brought to tables (回测成绩表)."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from data.sections import TERTIARY
from forecast.evaluation.scores import diebold_mariano

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

PAIRINGS = {
    "all": ("energy", "combination", "independent draws", "comonotone draws"),
    "tertiary": ("crps", "combination", "independent draws", "comonotone draws"),
    "share": (
        "crps",
        "components, uncalibrated",
        "components, uncalibrated, independent",
        "components, uncalibrated, comonotone",
    ),
}
"""Subject → the score that sees how series move together, and the models: joint, independent,
comonotone; the same draws of each series, paired otherwise."""


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
    level = rows[(rows["measure"] == "level") & (rows["series"] != "all")]
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


def dependence(rows: pd.DataFrame) -> pd.DataFrame:
    """Say what drawing jointly gains over drawing apart (联合抽样的得失).

    Columns: release, subject, measure, score, joint, independent, comonotone (means; smaller
    is better), dm (negative: joint better than independent) and p, on means over an origin's
    horizons, whose overlap the test is told of.
    """
    about = rows.assign(subject=subject(rows["series"], rows["measure"]))
    about = about[about["measure"] != "nowcast"]
    found = []
    for key, part in about.groupby(["release", "subject", "measure"], sort=False):
        if str(key[1]) not in PAIRINGS:
            continue
        score, *models = PAIRINGS[str(key[1])]
        table = part.groupby(["origin", "model"])[score].mean().unstack()[models]
        overlap = min(int(part["horizon"].max()), len(table) - 1)
        joint, independent = table[models[0]].to_numpy(), table[models[1]].to_numpy()
        test = diebold_mariano(joint, independent, overlap)
        means = part.groupby("model")[score].mean()[models]
        found.append((*key, score, *means, *test))
    names = ["release", "subject", "measure", "score"]
    return pd.DataFrame(found, columns=[*names, "joint", "independent", "comonotone", "dm", "p"])


def record(rows: pd.DataFrame, left_out: pd.DataFrame, covered: pd.DataFrame) -> dict[str, Any]:
    """Give all tables as plain values (机器可读); None where a score has no meaning.

    `left_out`: rows of `forecast.evaluation.backtest_sections.leave_one_out`; `covered`: those of
    `forecast.evaluation.coverage_band.coverage`.
    """
    shares = rows[rows["measure"] == "share"].assign(scope=lambda part: part["series"])
    return {
        "schema": 1,
        "origins": sorted({int(year) for year in rows["origin"]}),
        "real_time_origins": sorted({int(y) for y in rows.loc[rows["real_time"], "origin"]}),
        "scores": plain(summary(rows)),
        "by_horizon": plain(summary(rows, ("horizon",))),
        "shares_by_scope": plain(summary(shares, ("scope",))),
        "coverage": plain(covered),
        "dependence": plain(dependence(rows)),
        "diebold_mariano": plain(against_drift(rows)),
        "leave_one_benchmark_out": plain(left_out),
    }


def plain(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Give a table as plain values (纯数据), a record a row; None where there is none."""
    rounded = table.round(6).astype(object)
    return rounded.where(rounded.notna(), None).to_dict("records")
