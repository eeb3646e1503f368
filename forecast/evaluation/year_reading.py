"""What a vintage says of one year (当年读数): growth of services and of the groups, nothing more.

The first step of a fit alone, with its own seed: a tenth of a second where a fit takes some, so
that vintage after vintage can be read as each stood.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import Final

import numpy as np
import pandas as pd

from base.problems import Problems
from data.sections import GROUP_SERIES, OTHER, TERTIARY
from data.vintages import Vintage
from forecast.arrays import Array
from forecast.baseline import Baseline
from forecast.fit import OUTLYING, comparable_levels
from forecast.manifest import upgrade
from forecast.quarters.bridged import telling
from forecast.spec import Spec
from forecast.steps.growth_paths import draw_growth
from forecast.steps.random_streams import seeds
from forecast.steps.section_evidence import evidence
from forecast.steps.section_split import centred, split

DRAWS: Final = 1_000
"""Draws of a reading: medians of mirrored draws need no more; odds are within a point or two."""

READ: Final = (TERTIARY, *GROUP_SERIES.values())
"""Series that a reading looks at, the region's own and the country's."""


@dataclass(frozen=True, eq=False)
class YearReading:
    """One year as a vintage has it (当年读数), fractions.

    `growth` (group, draw), groups in the order of `GROUP_SERIES`; `services` (draw,); `weight`
    (group,): parts of services in the year before, on the mean path.
    """

    year: int
    growth: Array
    services: Array
    weight: Array

    def quantile(self, level: float) -> float:
        """Quantile of services growth (分位数)."""
        return float(np.quantile(self.services, level))

    @property
    def contributions(self) -> Array:
        """Contributions of the groups (拉动), (group,): they add up to the median of services.

        Those of the means; what parts these from the median is spread by weight.
        """
        parts = self.weight * self.growth.mean(axis=-1)
        found: Array = parts + (self.quantile(0.5) - parts.sum()) * self.weight
        return found


def read_by(baseline: Baseline) -> tuple[Spec, int]:
    """Give the spec and seed with which vintages are read as a baseline was (读数设定)."""
    spec = Spec.model_validate(upgrade(baseline.manifest)["spec"])
    fewer = spec.model_copy(update={"draws": min(DRAWS, spec.draws)})
    return fewer, int(baseline.manifest["seed"])


@lru_cache(64)
def read_year(vintage: Vintage, year: int, spec: Spec, seed: int) -> YearReading | None:
    """Read a year (读数), as a fit on the vintage would have it; None where none is possible.

    None of a year whose groups are published, of one beyond the spec, and where the vintage
    knows too little for a fit.
    """
    try:
        vintage.require_groups()
    except Problems as problems:
        problems.allow("vintage-too-short")
        return None
    years = range(vintage.newest_year + 1, spec.last_year + 1)
    if year not in years:
        return None
    level = comparable_levels(vintage)
    rng = np.random.default_rng(next(seeds(seed)))
    drawn = draw_growth(vintage, years, spec, level, rng)
    row = years.index(year)
    before = level * np.prod(1 + drawn.yearly[:, :row], axis=1).mean(axis=-1)
    return YearReading(year, drawn.yearly[:, row], drawn.services[row], before / before.sum())


@lru_cache(64)
def read_sections(vintage: Vintage, year: int, spec: Spec, seed: int) -> Array | None:
    """Read the sections of other services (门类读数), as a fit on the vintage would have them.

    Shape (section, draw), in the order of `OTHER_CODES`, growth as fractions; None as `read_year`.
    """
    found = read_year(vintage, year, spec, seed)
    if found is None:
        return None
    years = range(vintage.newest_year + 1, spec.last_year + 1)
    rng = np.random.default_rng(next(islice(seeds(seed), SECTION_STREAM, None)))
    known = evidence(vintage, weights=OUTLYING)
    shares = centred(split(*known, [vintage.newest_year, *years], spec.draws, rng))
    row = years.index(year)
    group = found.growth[list(GROUP_SERIES).index(OTHER)]
    return np.asarray((1 + group) * shares[row + 1] / shares[row] - 1)


SECTION_STREAM: Final = 3
"""Streams of a fit that are drawn from before its sections: growth, prices, the past."""


def newest_day(vintage: Vintage) -> date | None:
    """Say on which day the newest figure that a reading looks at was known (最近变动日)."""
    days = [rows["known_from"].max() for rows in looked_at(vintage) if len(rows)]
    return max(days).date() if days else None


def looked_at(vintage: Vintage) -> tuple[pd.DataFrame, ...]:
    """Give the rows that a reading looks at (所读数字).

    Years, quarters, the country, targets, and indicators that tell of a quarter not yet out.
    """
    own = [rows[rows["series"].isin(READ)] for rows in (vintage.rows, vintage._quarterly)]
    quarters = own[1][own[1]["measure"].isin(["real_growth", "value_added"])]
    national = vintage.around.tables[0]
    country = national[national["series"].isin(READ) & (national["measure"] == "real_growth")]
    goals = vintage.around.targets.reset_index(names="period")
    goals = goals.assign(series="gdp", measure="target", period=goals["period"].astype(str))
    return own[0], quarters, country, goals, telling(vintage)


def back_from(
    vintage: Vintage, since: date, earlier: Callable[[date], Vintage]
) -> Iterator[tuple[date, Vintage]]:
    """Go back through the days on which a figure came in (逐日回溯), the newest first.

    Each with what was known by its end: `earlier` gives the vintages, the first is `vintage`
    itself. Days before `since` are left out.
    """
    day = newest_day(vintage)
    while day is not None and day >= since:
        yield day, vintage
        vintage = earlier(day - timedelta(days=1))
        day = newest_day(vintage)
