"""How far coverage may stray from its level by chance, when forecasts overlap (覆盖率随机带).

Forecasts from neighbouring origins miss the same years, and scopes share their groups, so 360
hits are not 360 trials of a binomial. The band is found by playing the same origins, horizons
and series with intervals that are right.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from forecast.arrays import Array
from forecast.evaluation.scoreboard import subject

PLAYED: Final = 2_000
"""Times the backtest is played."""

TWO_SIDED: Final = {0.8: 1.2816, 0.95: 1.9600}
"""Half-widths of central normal intervals, by level."""


def band(
    cells: Sequence[tuple[int, int]], correlation: Array, level: float
) -> tuple[float, float, float]:
    """Give where coverage falls 95 times of 100 (随机带): its edges, and the trials it is worth.

    `cells`: origin and horizon of every forecast; `correlation` of the series' yearly shocks.
    Errors are sums of the shocks of the years between, intervals are exact. Trials: those of
    a binomial that strays as much.

    >>> low, high, trials = band([(year, 1) for year in range(100)], np.eye(1), 0.8)
    >>> 0.70 < low < 0.74 < 0.86 < high < 0.90 and 80 < trials < 125
    True
    """
    origin, horizon = np.array(cells).T
    origin = origin - origin.min()
    rng = np.random.default_rng(1)
    series = len(correlation)
    factor = np.linalg.cholesky(correlation + 1e-9 * np.eye(series))
    shocks = factor @ rng.standard_normal((PLAYED, series, int((origin + horizon).max())))
    sums = np.concatenate([np.zeros((PLAYED, series, 1)), shocks.cumsum(axis=2)], axis=2)
    error = (sums[:, :, origin + horizon] - sums[:, :, origin]) / np.sqrt(horizon)
    held = (np.abs(error) < TWO_SIDED[level]).mean(axis=(1, 2))
    low, high = np.quantile(held, (0.025, 0.975))
    return float(low), float(high), float(level * (1 - level) / held.var())


def coverage_with_band(rows: pd.DataFrame) -> pd.DataFrame:
    """Set coverage of levels and shares beside its band (覆盖率与随机带), as fractions.

    Columns: release, subject, measure, model, forecasts, then for 80 and 95: covered, low,
    high, trials. Series are taken to move together as their errors did.
    """
    about = rows[rows["measure"].isin(["level", "share"]) & (rows["series"] != "all")]
    about = about.assign(subject=subject(about["series"], about["measure"]))
    keys = ["release", "subject", "measure"]
    found = []
    for names, part in about.groupby(keys, sort=False):
        bands = {level: band(*_played(part), level) for level in TWO_SIDED}
        for model, own in part.groupby("model", sort=False):
            row = dict(zip([*keys, "model"], [*names, model], strict=True))
            row["forecasts"] = len(own)
            for level, edges in bands.items():
                column = f"covered{100 * level:.0f}"
                row[column] = own[column].mean()
                named = (f"{edge}{100 * level:.0f}" for edge in ("low", "high", "trials"))
                row |= dict(zip(named, edges, strict=True))
            found.append(row)
    return pd.DataFrame(found)


def _played(part: pd.DataFrame) -> tuple[list[tuple[int, int]], Array]:
    """Cells of a part's first model, and the correlation of its series' errors."""
    own = part[part["model"] == part["model"].iloc[0]]
    table = own.pivot(index=["origin", "horizon"], columns="series", values="error")
    cells = [(int(origin), int(horizon)) for origin, horizon in table.index]
    scaled = table.to_numpy(dtype=float) / np.sqrt([[horizon] for _, horizon in cells])
    if scaled.shape[1] == 1 or len(cells) < 3:
        return cells, np.eye(scaled.shape[1])
    return cells, np.asarray(np.corrcoef(scaled.T))
