"""What a published year will be once it has settled: first release and later (数据修订)."""

import numpy as np

from data.vintages import Vintage, revisions
from forecast.model import Array

PRIOR_YEARS = 8
"""Weight of the belief that revisions have mean zero, in years of evidence."""

PRIOR_SPREAD = 0.005
"""Their spread elsewhere: 0.30–0.75 points over two years (anchors/forecasting.md §6.10)."""


def settled_growth(vintage: Vintage, series: str, draws: int, rng: np.random.Generator) -> Array:
    """Draw the newest year's growth after later revisions (修订后增速), fractions; (draws,).

    Mean and spread of past revisions, as known at the vintage, each shrunk: the mean to
    zero, the spread to that of other statistical offices; a Student t for so few years.
    """
    past = revisions(series, vintage)["revision"].to_numpy(dtype=float)
    count = len(past)
    mean = past.sum() / (count + PRIOR_YEARS)
    variance = (((past - mean) ** 2).sum() + PRIOR_YEARS * PRIOR_SPREAD**2) / (count + PRIOR_YEARS)
    newest = vintage.history("real_growth").loc[vintage.newest_year, series]
    freedom = count + PRIOR_YEARS
    return np.asarray(newest + mean + np.sqrt(variance) * rng.standard_t(freedom, draws))
