"""Do intervals hold what they promise, and has that lasted (覆盖率与稳定性)? From backtest rows."""

from typing import Final

import numpy as np
import pandas as pd

from data.sections import TERTIARY
from forecast.evaluation.scoreboard import subject

LEVELS: Final = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Levels of central intervals that are looked at (名义覆盖率)."""

COMBINATION, BENCHMARK = "combination", "drift"


def coverage(rows: pd.DataFrame, release: str = "latest") -> pd.DataFrame:
    """Set promised against found coverage of the combination's growth (名义与实际覆盖率).

    Columns: subject (groups, tertiary), horizon, nominal, empirical, low, high, forecasts,
    effective. An outcome lies in the central interval of level L when its rank among the
    draws is within L/2 of the middle. `low` to `high` is where coverage falls 95 times of 100 if
    intervals are right, for the `effective` number of forecasts: those of one origin share its
    surprises, those of horizon h overlap and count as 1/h.
    """
    mine = _growth(rows, release)
    mine = mine[mine["model"] == COMBINATION].dropna(subset=["rank"])
    mine = mine.assign(subject=subject(mine["series"], mine["measure"]))
    found = []
    for (about, horizon), part in mine.groupby(["subject", "horizon"]):
        away = 2 * (part["rank"] - 0.5).abs()
        for level in LEVELS:
            held = (away <= level).astype(float)
            count = effective(held, part["origin"], int(str(horizon)))
            low, high = chance(level, count)
            found.append(
                {
                    **{"subject": about, "horizon": horizon, "nominal": level},
                    **{"empirical": float(held.mean()), "low": low, "high": high},
                    **{"forecasts": len(held), "effective": count},
                }
            )
    return pd.DataFrame(found)


def effective(held: "pd.Series[float]", origin: "pd.Series[int]", horizon: int = 1) -> int:
    """Count how many independent forecasts these are worth (有效预测数).

    Their number, divided by the design effect of sampling whole origins (Kish, 1965; 1 or more)
    and by the horizon; at least the number of origins divided by the horizon.

    >>> effective(pd.Series([1.0, 1.0, 0.0, 0.0]), pd.Series([1, 1, 2, 2]))
    2
    """
    count, clusters = len(held), origin.nunique()
    mean = float(held.mean())
    alone = mean * (1 - mean) / count
    if clusters < 2 or alone == 0:
        return max(round(clusters / horizon), 1)
    excess = (held - mean).groupby(origin.to_numpy()).sum()
    together = float((excess**2).sum()) * clusters / (clusters - 1) / count**2
    design = float(np.clip(together / alone, 1.0, count / clusters))
    return max(round(count / design / horizon), 1)


def chance(level: float, count: int) -> tuple[float, float]:
    """Give where coverage falls 95 times of 100 by chance (二项区间), exactly.

    >>> chance(0.8, 100)
    (0.72, 0.88)
    """
    from scipy.stats import binom

    low, high = binom.ppf((0.025, 0.975), count, level) / count
    return float(low), float(high)


def stability(rows: pd.DataFrame, release: str = "latest") -> pd.DataFrame:
    """Tell origin by origin how services growth was forecast (逐起点表现).

    Columns: origin, horizon, year, point, outcome, error (points), crps, drift (its CRPS),
    ahead (CRPS gained on drift up to and with this origin, points; it rises while the
    combination is better), rank (of the outcome among the draws), real_time.
    """
    mine = _growth(rows, release)
    mine = mine[mine["series"] == TERTIARY]
    keys = ["horizon", "origin"]
    table = mine[mine["model"] == COMBINATION].set_index(keys).sort_index()
    table["drift"] = mine[mine["model"] == BENCHMARK].set_index(keys)["crps"]
    gained = table["drift"] - table["crps"]
    table["ahead"] = gained.groupby(level="horizon").cumsum()
    columns = ["year", "point", "outcome", "error", "crps", "drift", "ahead", "rank", "real_time"]
    return table[columns].reset_index()


def _growth(rows: pd.DataFrame, release: str) -> pd.DataFrame:
    return rows[
        (rows["measure"] == "growth") & (rows["release"] == release) & (rows["series"] != "all")
    ]
