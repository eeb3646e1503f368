"""Backtest rows brought to tables (回测成绩表)."""

from collections.abc import Hashable
from typing import Any

import numpy as np
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
    "log_score",
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


RIVAL_HORIZON = 3
"""Years ahead that rivals are compared at."""

NAMES = {"combination": "yuce", "with target": "yuce with target"}
"""Models of services growth under the names rivals are listed by; others keep their own."""

LEFT_OUT = {
    "common": ("combination", "own past alone"),
    "target": ("with target", "combination"),
    "country": ("with the country's year", "combination"),
}
"""Piece of information → the models that were told of it, and not."""


def rivals(rows: pd.DataFrame) -> dict[str, dict[str, dict[str, float | int | None]]]:
    """Set services growth beside its rivals (对照): name → horizon → scores, points.

    crps_first and crps_settled are against the first print and the figure known now; bias,
    coverage and log score against the latter, bias_first against the first; n: forecasts, n_first.
    """
    mine = _services(rows)
    found: dict[str, dict[str, dict[str, float | int | None]]] = {}
    for (model, horizon), part in mine.groupby(["model", "horizon"]):
        if int(str(horizon)) > RIVAL_HORIZON or "draws" in str(model):
            continue
        first, latest = (part[part["release"] == name] for name in ("first", "latest"))
        scores = {
            "crps_first": first["crps"].mean(),
            "crps_settled": latest["crps"].mean(),
            "bias": latest["error"].mean(),
            "bias_first": first["error"].mean(),
            "cover80": latest["covered80"].mean(),
            "cover95": latest["covered95"].mean(),
            "log_score": latest["log_score"].mean(),
        }
        plainly = {name: None if pd.isna(x) else round(float(x), 6) for name, x in scores.items()}
        told = found.setdefault(NAMES.get(str(model), str(model)), {})
        told[str(horizon)] = {**plainly, "n": len(latest), "n_first": len(first)}
    return found


def information(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Say what services growth a year ahead loses without each piece (各项信息的得失), points.

    Only origins at which the piece was there; `mean_of_three`: the rival's score on the same.
    """
    mine = _services(rows)
    mine = mine[mine["horizon"] == 1]
    found = []
    for source, (told, untold) in LEFT_OUT.items():
        for release, part in mine.groupby("release"):
            table = part.pivot(index="origin", columns="model", values="crps")
            if told not in table:
                continue
            table = table[[told, untold, "mean of three"]].dropna()
            means = table.mean().round(6)
            found.append(
                {"source": source, "release": release, "crps_with": float(means[told])}
                | {"crps_without": float(means[untold])}
                | {"mean_of_three": float(means["mean of three"]), "n": len(table)}
            )
    return found


def pit(rows: pd.DataFrame) -> dict[str, dict[str, list[int]]]:
    """Count outcomes of services growth by tenth of the draws (PIT 直方图): release → horizon."""
    mine = _services(rows)
    mine = mine[mine["model"] == "combination"].assign(
        tenth=lambda part: np.minimum((10 * part["rank"]).astype(int), 9)
    )
    return {
        str(release): {
            str(horizon): np.bincount(of["tenth"], minlength=10).tolist()
            for horizon, of in part.groupby("horizon")
        }
        for release, part in mine.groupby("release")
    }


def _services(rows: pd.DataFrame) -> pd.DataFrame:
    """Forecasts of a year's services growth whose outcome is known."""
    mine = rows[(rows["series"] == TERTIARY) & (rows["measure"] == "growth")]
    return mine[mine["outcome"].notna()]


def record(
    rows: pd.DataFrame,
    left_out: pd.DataFrame,
    covered: pd.DataFrame,
    panel: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """Give all tables as plain values (机器可读); None where a score has no meaning.

    `left_out`: rows of `forecast.evaluation.backtest_sections.leave_one_out`; `covered`: those of
    `forecast.evaluation.coverage_band.coverage`; `panel`: `regions.growth_backtest.summary`.
    """
    shares = rows[rows["measure"] == "share"].assign(scope=lambda part: part["series"])
    return {
        "schema": 1,
        "origins": sorted({int(year) for year in rows["origin"]}),
        "real_time_origins": sorted({int(y) for y in rows.loc[rows["real_time"], "origin"]}),
        "rivals": rivals(rows),
        "information": information(rows),
        "pit": pit(rows),
        "panel": panel or [],
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
