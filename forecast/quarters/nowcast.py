"""The current year from year-to-date quarters (即期预测).

Two readings of the quarters known — growth carried forward, and quarters taken apart with the
rest of the year drawn towards the annual model — are pooled into one observation of the year.
Services and every group that has quarters are read alike; `services` and `groups` condition
their draws on what is read.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from data.sections import TERTIARY
from data.vintages import Vintage

PRIOR_SPREAD = {1: 0.020, 2: 0.012, 3: 0.007}
"""Standard error of a year's growth seen from its first quarters, before any own experience:
carried-forward errors of 1.5–4, 0.8–2.7 and 0.5–1.9 points in Australia, Italy and
Kazakhstan, lower for services."""

PRIOR_YEARS = 4
"""Years of own experience that weigh as much as the belief above."""

REBOUND = 0.2
"""Weight of the error of 2020 and of 2021, whose base 2020 was."""

GROUP_TIMES = 1.5
"""How much a group's year misses its quarters more than services as a whole do."""

QUARTER_WEIGHT = (0.235, 0.475, 0.725, 1.0)
"""Services' share of a year earned by the end of each quarter, for want of own figures."""


@dataclass(frozen=True)
class Nowcast:
    """What the quarters say of a year (即期预测), fractions.

    `ytd`: growth of quarters 1 to `quarter`; `carried`: the same, carried forward;
    `decumulated`: known quarters and a rest half way between the last single quarter and the
    annual model; `value` their mean; `spread` its standard error.
    """

    year: int
    quarter: int
    known_from: date
    ytd: float
    carried: float
    decumulated: float
    value: float
    spread: float

    def record(self) -> dict[str, float | int]:
        """Give it as plain values (机器可读)."""
        told = {key: value for key, value in asdict(self).items() if key != "known_from"}
        return {key: round(value, 6) for key, value in told.items()}


@dataclass(frozen=True)
class Bridged:
    """Growth to date that indicators tell before the accounts do (核算桥累计): a fraction, its
    standard error, and the day from which the indicators were known."""

    quarter: int
    value: float
    spread: float
    known_from: date


def nowcast(vintage: Vintage, series: str, year: int, annual: float) -> Nowcast | None:
    """Read a year from its quarters (即期预测), None when the vintage has none of it.

    `annual` is the annual model's median growth.
    """
    known = _published(vintage, series, year)
    if known.empty:
        return None
    day = vintage.quarter_known(series, f"{year}Q{known.index[-1]}")
    return _read(vintage, series, year, annual, known, day)


def with_bridge(
    vintage: Vintage,
    series: str,
    year: int,
    annual: float,
    said: Bridged,
    plain: Nowcast | None,
) -> Nowcast | None:
    """Read a year from its quarters and a later one that indicators tell (并入核算桥).

    `plain` is what the quarters alone say, or None: it stands where the quarter is published, or
    where the bridge makes the year no surer.
    """
    if plain is not None and plain.quarter >= said.quarter:
        return plain
    known = _published(vintage, series, year) if plain else pd.Series(dtype=float)
    known = pd.concat([known, pd.Series({said.quarter: said.value})])
    found = _read(vintage, series, year, annual, known, said.known_from)
    found = replace(found, spread=float(np.hypot(found.spread, said.spread)))
    return found if plain is None or found.spread < plain.spread else plain


def _published(vintage: Vintage, series: str, year: int) -> "pd.Series[float]":
    ytd = by_year(vintage.quarters(series, "real_growth"))
    return ytd.reindex([year])[[1, 2, 3]].iloc[0].dropna()


def _read(
    vintage: Vintage,
    series: str,
    year: int,
    annual: float,
    known: "pd.Series[float]",
    day: date,
) -> Nowcast:
    quarter = int(known.index.max())
    carried = float(known.iloc[-1])
    earned = quarter_weights(vintage, series)
    rest = 0.5 * _last_single(known, earned) + 0.5 * annual
    decumulated = earned[quarter - 1] * carried + (1 - earned[quarter - 1]) * rest
    return Nowcast(
        year=year,
        quarter=quarter,
        known_from=day,
        ytd=carried,
        carried=carried,
        decumulated=decumulated,
        value=(carried + decumulated) / 2,
        spread=spread(carry_errors(vintage, series, year), quarter, series == TERTIARY),
    )


def quarter_error(quarter: int, whole: bool = True) -> float:
    """Give the usual distance of a year's growth from its first quarters' (先验误差), a fraction.

    Taken from elsewhere: it is used until the series has a record of its own.
    """
    return PRIOR_SPREAD[quarter] * (1.0 if whole else GROUP_TIMES)


def by_year(figures: pd.Series) -> pd.DataFrame:
    """Lay year-to-date figures out (累计表), years × quarters 1–4; NaN where unknown."""
    quarters = figures[figures.index.str.contains("Q")]
    table = pd.DataFrame(
        {
            "year": quarters.index.str[:4].astype(int),
            "quarter": quarters.index.str[-1].astype(int),
            "value": quarters.to_numpy(dtype=float),
        }
    )
    return table.pivot(index="year", columns="quarter", values="value").reindex(
        columns=[1, 2, 3, 4]
    )


def carry_errors(vintage: Vintage, series: str, before: int) -> pd.DataFrame:
    """Give what carrying growth forward missed (累计外推误差): columns year, quarter, error.

    Error: the year as first printed, less the growth of its first quarters. A year of which only
    a revised figure is known tells nothing: a census may stand between the two.
    """
    ytd = by_year(vintage.quarters(series, "real_growth"))
    year = ytd[4].fillna(vintage.first_prints(series).reindex(ytd.index))
    missed = -ytd[[1, 2, 3]].sub(year, axis=0)
    error = missed.reset_index().melt("year", var_name="quarter", value_name="error").dropna()
    return error[error["year"] < before]


def spread(errors: pd.DataFrame, quarter: int, whole: bool = True) -> float:
    """Give the standard error of a nowcast from its quarter (即期误差), a fraction.

    Own errors of each quarter, shrunk to what is known elsewhere; a later quarter is never taken
    for less certain than an earlier one; four are the year. `whole`: of services, not of a group.
    """
    if quarter == 4:
        return 0.0
    return min(_spread(errors, earlier, whole) for earlier in range(1, quarter + 1))


def _spread(errors: pd.DataFrame, quarter: int, whole: bool) -> float:
    mine = errors[errors["quarter"] == quarter]
    weight = np.where(mine["year"].isin([2020, 2021]), REBOUND, 1.0)
    known = float((weight * mine["error"] ** 2).sum())
    belief = PRIOR_YEARS * quarter_error(quarter, whole) ** 2
    return float(np.sqrt((known + belief) / (weight.sum() + PRIOR_YEARS)))


def quarter_weights(vintage: Vintage, series: str) -> tuple[float, ...]:
    """Give the part of a year earned by the end of each quarter (累计占全年比重)."""
    level = by_year(vintage.quarters(series, "value_added"))
    part = level.div(level[4], axis=0).tail(8).mean()
    return tuple(
        float(part[quarter]) if np.isfinite(part[quarter]) else usual
        for quarter, usual in zip((1, 2, 3, 4), QUARTER_WEIGHT, strict=True)
    )


def _last_single(known: "pd.Series[float]", earned: tuple[float, ...]) -> float:
    """Growth of the last single quarter; over all known ones where the one before is missing."""
    quarter = int(known.index[-1])
    if quarter == 1 or quarter - 1 not in known.index:
        return float(known.iloc[-1])
    now, before = earned[quarter - 1], earned[quarter - 2]
    gained = known[quarter] * now - known[quarter - 1] * before
    return float(gained / (now - before))
