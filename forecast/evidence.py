"""What is known of the sections inside other services, gathered from a vintage (门类依据)."""

import numpy as np

from data.industries import GROUP_SERIES, OTHER, OTHER_CODES
from data.vintages import Vintage
from forecast.sections import Evidence

FACT_ERROR = 0.005
"""Standard error of a log share printed in the report: rounding and definition."""

PART_YEAR_ERROR = 0.02
"""The same for growth of the first quarters of a year, taken for the whole of it."""

PRODUCT_ERROR, OLD_ERROR = 0.06, 0.15
"""Standard errors of input–output log shares, since 2017 and before (a third party's
compilation, older classifications)."""


def evidence(vintage: Vintage) -> tuple[dict[str, Evidence], dict[str, Evidence]]:
    """Gather what is known of the sections inside other services (门类拆分依据).

    Returns the sections known by product only, by their share of one another, and those the
    report gives by industry too, by their share of the whole.
    """
    benchmarks = vintage.benchmarks()[list(OTHER_CODES)]
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
            (year, float(np.log(share)), PRODUCT_ERROR if year >= 2017 else OLD_ERROR)
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
        )

    return {code: gather(code) for code in inside}, {code: gather(code) for code in by_industry}
