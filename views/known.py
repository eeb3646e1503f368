"""Two vintages held against each other (数据版本对比): new, revised, unchanged, for one series."""

from typing import Final

import pandas as pd

from data.vintages import Vintage

MEASURES: Final = ("value_added", "real_growth")
SAME: Final = 1e-12
"""Figures are as printed; what differs by less is the same figure."""


def changes(before: Vintage, after: Vintage, series: str) -> pd.DataFrame:
    """Tell figure by figure what one vintage knows beyond another (逐项对比).

    Columns: period, measure, before, after (亿元, or fractions), kind (new, revised, unchanged,
    gone), release (the later one). Newest period first.
    """
    keys = ["period", "measure"]
    first, second = (_figures(one, series).set_index(keys) for one in (before, after))
    both = second.join(first["value"].rename("before"), how="outer").reset_index()
    both = both.rename(columns={"value": "after"})
    kinds = [
        "gone"
        if pd.isna(now)
        else "new"
        if pd.isna(then)
        else "unchanged"
        if abs(now - then) <= SAME
        else "revised"
        for now, then in zip(both["after"], both["before"], strict=True)
    ]
    both["kind"] = kinds
    order = both.sort_values(["period", "measure"], ascending=[False, True], ignore_index=True)
    return order[["period", "measure", "before", "after", "kind", "release"]]


def _figures(vintage: Vintage, series: str) -> pd.DataFrame:
    rows = vintage.rows
    rows = rows[(rows["series"] == series) & rows["measure"].isin(MEASURES)]
    return rows[["period", "measure", "value", "release"]]
