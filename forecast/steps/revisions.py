"""What a published year will be once it has settled: first release and later (数据修订)."""

import numpy as np

from data.vintages import Vintage, revisions
from forecast.models.base import Array

PRIOR_YEARS = 8
"""Weight of the belief that revisions have mean zero, in years of evidence."""

PRIOR_SPREAD = 0.005
"""Their spread elsewhere: 0.30 (euro area) to 0.75 points (Japan), two years on."""

CENSUS_SPREAD = 0.0075
"""The same for a year an economic census counts anew: the upper end of what is known."""

CENSUS_YEARS = (2004, 2008, 2013, 2018, 2023, 2028)
"""Years of the economic censuses (经济普查): the latest in the data is the fifth, of 2023."""


def settled_growth(vintage: Vintage, series: str, draws: int, rng: np.random.Generator) -> Array:
    """Draw the newest year's growth after later revisions (修订后增速), fractions; (draws,).

    Mean and spread of past revisions, as known at the vintage, each shrunk: the mean to
    zero, the spread to that of other statistical offices, wider in a census year; a Student t
    for so few years.
    """
    usual = CENSUS_SPREAD if vintage.newest_year in CENSUS_YEARS else PRIOR_SPREAD
    past = revisions(series, vintage)["revision"].to_numpy(dtype=float)
    count = len(past)
    mean = past.sum() / (count + PRIOR_YEARS)
    variance = (((past - mean) ** 2).sum() + PRIOR_YEARS * usual**2) / (count + PRIOR_YEARS)
    newest = vintage.history("real_growth").loc[vintage.newest_year, series]
    freedom = count + PRIOR_YEARS
    return np.asarray(newest + mean + np.sqrt(variance) * rng.standard_t(freedom, draws))
