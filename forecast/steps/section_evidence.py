"""What is known of the sections inside other services, gathered from a vintage (门类依据)."""

from collections.abc import Iterator, Mapping
from math import fsum
from typing import Final

import numpy as np
import pandas as pd

from data.sections import GROUP_SERIES, OTHER, OTHER_CODES, TERTIARY
from data.vintages import Vintage
from forecast.steps.section_drift import national_drift
from forecast.steps.section_split import START, SectionEvidence

FACT_ERROR = 0.005
"""Standard error of a log share printed in the report: rounding and definition."""

PART_YEAR_ERROR = 0.02
"""The same for growth of the first quarters of a year, taken for the whole of it."""

PART_LEVEL_ERROR = 0.1
"""The same for a level of the first quarters, brought to the year by services' own: the half of
2024 stands on the base before the census, which moved sections by about this much."""

TABLE_ERROR = 0.2
"""Standard error of a table's log share, beside its section's gap: shares jump from table to
table (L: 5.7% in 2007, 15.0% in 2012, 22.7% in 2017). docs/method.md: tables left out."""

GAP, GAP_SECTIONS = 0.3, 2
"""Spread of the sections' gaps between products and industries where none is known both ways, and
how many sections' weight that has. The table of 2023 is 0.39 above the report in M and 0.14 below
it in I."""

REVENUE_ERROR = 0.1
"""Standard error of larger enterprises' revenue growth as growth of a section's value added."""

REVENUE: Final = {
    "I": ("ind_sas_ict_revenue",),
    "M": ("ind_sas_revenue_m", "ind_sas_science_tech"),
    **{code: (f"ind_sas_revenue_{code.lower()}",) for code in "LNOPQR"},
}
"""Revenue of enterprises above size (规上营业收入), by section: from September on it speaks of
the year."""

LATE: Final = ("M09", "M10", "M11", "M12", "Q3", "Q4")

DRIVER = "emp_all_yearend"
"""Employment by section at the year's end: complete from 1999."""


SectionFigures = dict[tuple[str, int], tuple[float, float]]
"""Section and year → value and standard error, in logs."""


def evidence(
    vintage: Vintage,
    without: int | None = None,
    driven: bool = False,
    weights: Mapping[int, float] | None = None,
) -> tuple[dict[str, SectionEvidence], dict[str, SectionEvidence]]:
    """Gather what is known of the sections inside other services (门类拆分依据).

    Returns the sections known by product only, by their share of one another, and those known by
    industry too, by their share of the whole. `without` leaves a table out; `driven` adds
    employment, which has not earned its place: docs/method.md; `weights`: what a year of the
    country's record counts for, where not 1.
    """
    tables = vintage.benchmarks()[list(OTHER_CODES)]
    tables = tables[tables.index != without]
    jobs = _employment(vintage) if driven else pd.DataFrame()
    shares, gains = section_facts(vintage)
    gap = gap_spread(vintage)
    apart = sorted({code for code, _ in shares})
    inside = [code for code in OTHER_CODES if code not in apart]
    drift = national_drift(vintage.around, weights)
    newest = int(max(tables.index, default=START))

    def gather(code: str) -> SectionEvidence:
        alone = code in apart
        table = tables[code].div(tables[list(OTHER_CODES) if alone else inside].sum(axis=1))
        own, grown = (
            [(year, *value) for (one, year), value in known.items() if one == code]
            for known in (shares, gains)
        )
        products = [
            (year, float(np.log(share)), TABLE_ERROR)
            for year, share in zip(map(int, table.index), table, strict=True)
            if share > 0
        ]
        told = [year for year, _, error in grown if error < REVENUE_ERROR]
        return SectionEvidence(
            levels=own,
            products=products,
            gap=gap,
            changes=grown,
            drift=drift[code][0],
            turn=min(told) - 1 if told else newest,
            driver=_log_share(jobs, [code] if alone else inside, code, alone),
        )

    return {code: gather(code) for code in inside}, {code: gather(code) for code in apart}


def section_facts(vintage: Vintage) -> tuple[SectionFigures, SectionFigures]:
    """Give what is published of single sections, beside their group (门类公布数).

    Log shares of other services; and growth less that of other services, in logs. A year's own
    figure comes before one of its first quarters, and that before revenue.
    """
    levels = vintage.history("value_added")
    group = vintage.history("real_growth")[GROUP_SERIES[OTHER]].dropna()
    known = {int(str(year)): float(growth) for year, growth in group.items()}
    services = vintage.quarters(TERTIARY, "value_added")
    other = GROUP_SERIES[OTHER]
    shares: SectionFigures = {}
    gains: SectionFigures = {}
    facts = vintage.section_facts().sort_values("quarter", ascending=False, kind="stable")
    for one in facts.to_dict("records"):
        key = one["section"], int(one["year"])
        if key[1] not in levels.index:
            continue
        level, whole = levels.loc[key[1]], one["quarter"] == 4
        part = level[TERTIARY] if whole else services.get(f"{key[1]}Q{one['quarter']}", np.nan)
        share = np.log(one["value_added"] / part * level[TERTIARY] / level[other])
        if np.isfinite(share):
            shares.setdefault(key, (float(share), FACT_ERROR if whole else PART_LEVEL_ERROR))
        gain = np.log1p(one["real_growth"]) - np.log1p(known.get(key[1], np.nan))
        if np.isfinite(gain):
            gains.setdefault(key, (float(gain), FACT_ERROR if whole else PART_YEAR_ERROR))
    for key, gain in _revenue(vintage, known):
        gains.setdefault(key, (gain, REVENUE_ERROR))
    return shares, gains


def gap_spread(vintage: Vintage) -> float:
    """Give how far sections' log shares by product lie from those by industry (产品与行业之差).

    A standard deviation, learnt from sections that a year's own figure gives by industry within
    two years of a table.
    """
    tables = vintage.benchmarks()[list(OTHER_CODES)]
    shares, gains = section_facts(vintage)
    gaps = []
    for (code, year), (share, error) in shares.items():
        near = [int(table) for table in tables.index if abs(int(table) - year) <= 2]
        if near and error == FACT_ERROR:
            table = tables.loc[near[-1]]
            since = gains.get((code, year), (0.0, 0.0))[0] * (year - near[-1])
            if table[code] > 0:
                gaps.append(share - since - float(np.log(table[code] / table.sum())))
    squares = fsum(gap**2 for gap in gaps) + GAP_SECTIONS * GAP**2
    return float(np.sqrt(squares / (len(gaps) + GAP_SECTIONS)))


def _revenue(
    vintage: Vintage, group: Mapping[int, float]
) -> Iterator[tuple[tuple[str, int], float]]:
    """Growth of larger enterprises' revenue less that of the group, by section and year."""
    for code, names in REVENUE.items():
        for name in names:
            growth = {str(at): v for at, v in vintage.quarters(name, "indicator_growth").items()}
            last = {int(one[:4]): value for one, value in growth.items() if one[4:] in LATE}
            for year in last.keys() & group.keys():
                yield (code, year), float(np.log1p(last[year]) - np.log1p(group[year]))


def _employment(vintage: Vintage) -> pd.DataFrame:
    """Employment of the sections inside other services, years × sections; empty if unknown."""
    rows = vintage.drivers()
    table = rows[rows["series"] == DRIVER].pivot(index="period", columns="section", values="value")
    return table.reindex(columns=list(OTHER_CODES)).dropna()


def _log_share(jobs: pd.DataFrame, among: list[str], code: str, apart: bool) -> dict[int, float]:
    """Log share of a section's employment among those its value added is shared with."""
    if jobs.empty:
        return {}
    whole = jobs.sum(axis=1) if apart else jobs[among].sum(axis=1)
    share = np.log((jobs[code] / whole).to_numpy(dtype=float))
    years = [int(str(year)) for year in jobs.index]
    return dict(zip(years, share.tolist(), strict=True))
