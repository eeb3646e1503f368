"""How sections inside other services grow beside each other in the country (全国门类走势).

The country publishes growth of I and L, and of the seven other sections together, and now and
then levels of all nine. The region publishes none of this yearly, so the country's record is where
a section's drift is expected, drawn towards that of the group as long as the record is short.
"""

import re
from collections.abc import Mapping
from math import fsum
from typing import TYPE_CHECKING, Final

import numpy as np

from data.around import Around
from data.sections import OTHER_CODES

if TYPE_CHECKING:
    import pandas as pd

SERIES: Final = {
    "I": "information_software",
    "L": "leasing_business",
    "M": "research_technical",
    "N": "water_environment_public",
    "O": "residents_services",
    "P": "education",
    "Q": "health_social",
    "R": "culture_sports",
    "S": "public_administration",
}
"""The country's series of each section."""

ALONE: Final = ("I", "L")
"""Sections that the country publishes by themselves; the others come as one."""

TOGETHER: Final = "other_industries_7_sections"

PRIOR_YEARS: Final = 2
"""Weight of the belief that a section grows as its group does, in years of record."""


Gains = dict[str, dict[str, float]]
"""Period → section → gain, in logs."""


def national_drift(
    around: Around, weights: Mapping[int, float] | None = None
) -> dict[str, tuple[float, float]]:
    """Give each section's yearly gain on all nine (全国相对增速), and the years it rests on.

    In logs, shrunk to zero by `PRIOR_YEARS`. `weights`: what a year counts for where not 1; the
    quarters of the year under way count for the part of it that they are.
    """
    nominal = _of_levels(around)
    beside = nominal | _of_growth(around)

    def mean(gains: Gains, code: str) -> tuple[float, float]:
        counts = {
            period: _part(period) * (weights or {}).get(int(period[:4]), 1.0) for period in gains
        }
        years = fsum(counts.values())
        total = fsum(counts[period] * gains[period][code] for period in gains)
        return total / (years + PRIOR_YEARS), years

    found = {code: mean(beside, code) for code in ALONE}
    seven, years = mean(beside, TOGETHER)
    for code in OTHER_CODES:
        if code not in SERIES:
            found[code] = 0.0, 0.0  # no record: as the group
        elif code not in ALONE:
            own, few = mean(nominal, code)
            found[code] = seven + own, min(years, few)
    return found


def _of_growth(around: Around) -> Gains:
    """Real growth of I, L and the seven, less that of all nine; years, and the newest quarters."""
    names = {code: SERIES.get(code, code) for code in (*ALONE, TOGETHER)}
    growth = {code: around.country(name) for code, name in names.items()}
    level = {code: around.country(name, "value_added") for code, name in names.items()}
    known = _periods(growth)
    ahead = [one for one in known if len(one) > 4 and one[:4] not in known]
    found: Gains = {}
    for period in [one for one in known if len(one) == 4] + ahead[-1:]:
        like = [one for one in _periods(level) if len(one) == len(period)]
        if like:  # the nearest weights: they hardly change in a year
            at = min(like, key=lambda one: abs(int(one[:4]) - int(period[:4])))
            size = fsum(level[code][at] for code in names)
            whole = fsum(growth[code][period] * level[code][at] for code in names) / size
            found[period] = {
                code: float(np.log1p(growth[code][period]) - np.log1p(whole)) for code in names
            }
    return found


def _of_levels(around: Around) -> Gains:
    """Gains that two years' levels of all nine show: I, L and the seven on the nine, and each of
    the seven on the seven."""
    level = {code: around.country(name, "value_added") for code, name in SERIES.items()}
    shares: Gains = {}
    for year in [one for one in _periods(level) if len(one) == 4]:
        size = {code: float(level[code][year]) for code in level}
        whole = fsum(size.values())
        seven = whole - fsum(size[code] for code in ALONE)
        shares[year] = {
            code: float(np.log(value / (whole if code in ALONE else seven)))
            for code, value in size.items()
        } | {TOGETHER: float(np.log(seven / whole))}
    before = {year: shares.get(str(int(year) - 1)) for year in shares}
    return {
        year: {code: share - earlier[code] for code, share in shares[year].items()}
        for year, earlier in before.items()
        if earlier
    }


def _periods(series: "Mapping[str, pd.Series[float]]") -> list[str]:
    """Years and year-to-date quarters that all series know, in order."""
    common = set.intersection(*(set(one.index) for one in series.values()))
    return sorted(one for one in common if re.fullmatch(r"\d{4}(Q[1-3])?", one))


def _part(period: str) -> float:
    """How much of a year a period is."""
    return 1.0 if len(period) == 4 else int(period[-1]) / 4
