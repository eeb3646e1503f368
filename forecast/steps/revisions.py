"""What growth of services will be once it is revised, stage by stage (数据修订).

A first print is verified a year on, and counted anew by the next census. A census revises all
years since the previous one together: their revisions share one shock, and each census is one
observation, however many years it revised.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from data.history import wide
from data.revised import CENSUS_YEARS, SETTLED, by_stage
from data.vintages import Vintage
from forecast.arrays import Array

PRIOR_YEARS: Final = 8
"""Weight of what is known elsewhere of final verifications, in years of record."""

PRIOR_SPREAD: Final = 0.005
"""Spread of revisions elsewhere: 0.30 (euro area) to 0.75 points (Japan), two years on."""

CENSUS_SPREAD: Final = 0.0053
"""The same of what a census adds, for what its years share and for each year's own: together the
upper end of what is known."""

PRIOR_CENSUSES: Final = 2
"""Weight of that spread beside censuses on record."""

PROVEN: Final = 2.0
"""Standard errors from which a mean revision is taken for more than chance; else it is zero."""

STAGES: Final = ("final", "census")


def revised(
    vintage: Vintage, series: str, last: int, draws: int, rng: np.random.Generator
) -> tuple[range, Array]:
    """Draw what later stages add to growth (修订抽样): years, and (stage, year, draw), fractions.

    Years run from the first after the census that the newest figures stand on to `last`. Stages
    are cumulative: final verification; the next census on top of it. A figure that is verified
    already is moved by the census alone. Means are zero unless the record proves a sign; Student
    t, for so few years.
    """
    years = range(_first_open(vintage, series), last + 1)
    record = by_stage(series, vintage)
    final = record["final"].dropna().to_numpy(dtype=float)
    mean, spread = _learnt(final, PRIOR_SPREAD, PRIOR_YEARS)
    verified = mean + spread * rng.standard_t(len(final) + PRIOR_YEARS, (len(years), draws))
    verified[[place for place, year in enumerate(years) if _settled(vintage, series, year)]] = 0.0
    census = record.dropna(subset="census").groupby("number")["census"]
    shared, common = _learnt(census.mean().to_numpy(dtype=float), CENSUS_SPREAD, PRIOR_CENSUSES)
    apart = (census.apply(lambda one: one - one.mean())).to_numpy(dtype=float)
    free = len(apart) - census.ngroups
    own = np.sqrt(
        ((apart**2).sum() + PRIOR_YEARS * CENSUS_SPREAD**2) / (max(free, 0) + PRIOR_YEARS)
    )
    numbers = [next_census(year) for year in years]
    shock = {
        number: shared + common * rng.standard_t(census.ngroups + PRIOR_CENSUSES + 1, draws)
        for number in dict.fromkeys(numbers)
    }
    counted = np.stack([shock[number] for number in numbers])
    counted += own * rng.standard_t(max(free, 0) + PRIOR_YEARS, counted.shape)
    return years, np.stack([verified, verified + counted])


def next_census(year: int) -> int:
    """Give the year of the census that counts a year anew (下一次普查): the first not before it.

    >>> next_census(2025), next_census(2028)
    (2028, 2028)
    """
    return next(census for census in CENSUS_YEARS if census >= year)


def stage_days(year: int, as_of: int) -> dict[str, str]:
    """Say by when each stage of a year is due (各阶段时间), ISO days.

    Final verification by the end of the next year, or of the running one where it is late; a
    census's results by the end of the year after its own.

    >>> stage_days(2025, 2026)
    {'final': '2026-12-31', 'census': '2029-12-31'}
    """
    return {
        "final": f"{max(year + 1, as_of)}-12-31",
        "census": f"{max(next_census(year) + 1, as_of)}-12-31",
    }


def last_census(vintage: Vintage, series: str, year: int) -> int | None:
    """Give the year of the census that a year's level stands on (所依普查), if it is known."""
    base = wide(vintage.rows, "value_added", "census_base")[series].get(year)
    return None if base is None or pd.isna(base) or base < 1 else CENSUS_YEARS[int(base) - 1]


def _first_open(vintage: Vintage, series: str) -> int:
    """First year that a census may still move."""
    counted = last_census(vintage, series, vintage.newest_year)
    return vintage.newest_year if counted is None else min(counted + 1, vintage.newest_year)


def _settled(vintage: Vintage, series: str, year: int) -> bool:
    """Whether a year's growth is verified already."""
    rows = vintage.rows
    rows = rows[(rows["series"] == series) & (rows["period"] == year)]
    return bool(rows.loc[rows["measure"] == "real_growth", "status"].isin(SETTLED).any())


def _learnt(found: Sequence[float] | Array, usual: float, weight: int) -> tuple[float, float]:
    """Mean and spread of revisions, shrunk: the mean to zero unless it is proven."""
    values, count = np.asarray(found, dtype=float), len(found)
    mean = 0.0
    if count > 2 and abs(values.mean()) > PROVEN * values.std(ddof=1) / np.sqrt(count):
        mean = float(values.sum()) / (count + weight)
    squares = float(((values - mean) ** 2).sum())
    return mean, float(np.sqrt((squares + weight * usual**2) / (count + weight)))
