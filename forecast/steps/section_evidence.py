"""What is known of the sections inside other services, gathered from a vintage (门类依据)."""

import numpy as np
import pandas as pd

from data.sections import GROUP_SERIES, OTHER, OTHER_CODES
from data.vintages import Vintage
from forecast.steps.sections import Evidence

FACT_ERROR = 0.005
"""Standard error of a log share printed in the report: rounding and definition."""

PART_YEAR_ERROR = 0.02
"""The same for growth of the first quarters of a year, taken for the whole of it."""

PRODUCT_ERROR, OLD_ERROR = 0.06, 0.25
"""Standard errors of input–output log shares: the bureau's own, since 2023; before, a third
party's, whose shares jump (L: 5.7% in 2007, 15.0% in 2012, 22.7% in 2017). Leaving benchmarks
out, 80% intervals then hold 75% of them; with 0.06 and 0.15 they held 31%."""


def benchmark_error(year: int) -> float:
    """Give the standard error of a benchmark's log shares (基准误差)."""
    return PRODUCT_ERROR if year >= 2023 else OLD_ERROR


DRIVER = "emp_all_yearend"
"""Employment by section at the year's end: complete from 1999."""


def evidence(
    vintage: Vintage, without: int | None = None, driven: bool = False
) -> tuple[dict[str, Evidence], dict[str, Evidence]]:
    """Gather what is known of the sections inside other services (门类拆分依据).

    Returns the sections known by product only, by their share of one another, and those the
    report gives by industry too, by their share of the whole. `without` leaves a benchmark
    year out; `driven` adds employment, which has not earned its place: docs/method.md.
    """
    benchmarks = vintage.benchmarks()[list(OTHER_CODES)]
    benchmarks = benchmarks[benchmarks.index != without]
    jobs = _employment(vintage) if driven else pd.DataFrame()
    facts = vintage.section_facts()
    levels = vintage.history("value_added")[GROUP_SERIES[OTHER]].to_dict()
    growth = vintage.history("real_growth")[GROUP_SERIES[OTHER]].dropna().to_dict()
    yearly = facts[facts["quarter"] == 4]
    by_industry = sorted(yearly.loc[yearly["value_added"].notna(), "section"].unique())
    inside = [code for code in OTHER_CODES if code not in by_industry]
    parts = benchmarks[inside].div(benchmarks[inside].sum(axis=1), axis=0)
    whole = benchmarks.div(benchmarks.sum(axis=1), axis=0)

    def gather(code: str) -> Evidence:
        apart = code in by_industry
        mine = facts[facts["section"] == code]
        table = (whole if apart else parts)[code].dropna()
        products = [
            (year, float(np.log(share)), benchmark_error(year))
            for year, share in zip(map(int, table.index), table, strict=True)
        ]
        return Evidence(
            levels=[
                (int(r["year"]), float(np.log(r["value_added"] / levels[r["year"]])), FACT_ERROR)
                for r in mine[(mine["quarter"] == 4) & mine["value_added"].notna()].to_dict(
                    "records"
                )
            ]
            if apart
            else products,
            products=products if apart else (),
            changes=[
                (
                    int(r["year"]),
                    float(np.log1p(r["real_growth"]) - np.log1p(growth[r["year"]])),
                    FACT_ERROR if r["quarter"] == 4 else PART_YEAR_ERROR,
                )
                for r in mine[mine["real_growth"].notna()].to_dict("records")
                if r["year"] in growth
            ],
            driver=_log_share(jobs, [code] if apart else inside, code, apart),
        )

    return {code: gather(code) for code in inside}, {code: gather(code) for code in by_industry}


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
