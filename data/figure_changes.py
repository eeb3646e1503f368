"""What became of figures between two readings of them (数字变动): revised, new, gone, unchanged."""

from typing import Final

import pandas as pd

KEY: Final = ["series", "period", "measure"]
LEVELS: Final = tuple(
    f"{one}{single}" for one in ("value_added", "indicator_level") for single in ("", "_single")
)
"""Measures whose change is a fraction of the level; growth changes by a difference."""

KINDS: Final = ("revised", "new", "gone", "unchanged")


def figure_changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Hold figures against earlier ones (对比), revisions first, the largest at the top.

    Both have columns series, period, measure, value and decimals, as `Vintage.figures`.
    Returns series, period, measure, before, after, change and kind: `revised`, `new`, `gone`
    or `unchanged`. `change` is a fraction of the level for money, and a difference of
    fractions for growth. 2,238 after 2,238.02 is unchanged: digits were left off.
    """
    both = before[[*KEY, "value", "decimals"]].merge(
        after[[*KEY, "value", "decimals"]], on=KEY, how="outer", suffixes=("_before", "_after")
    )
    old, new = both["value_before"], both["value_after"]
    level = both["measure"].isin(LEVELS)
    coarser = both[["decimals_before", "decimals_after"]].min(axis=1)
    same = (new - old).abs() <= 0.5000001 * 10.0 ** -coarser.fillna(0)
    same &= (both["decimals_before"] != both["decimals_after"]) | ((new - old).abs() < 1e-12)
    kind = pd.Series("revised", index=both.index)
    kind = kind.mask(same, "unchanged").mask(old.isna(), "new").mask(new.isna(), "gone")
    change = (new - old).where(~level, new / old - 1).where(kind == "revised", 0.0)
    change = change.mask(old.isna() | new.isna())
    table = both[KEY].assign(before=old, after=new, change=change, kind=kind)
    rank = table["kind"].map({name: at for at, name in enumerate(KINDS)})
    size = -table["change"].abs().fillna(0)
    order = pd.DataFrame({"rank": rank, "size": size, **table[KEY]})
    return table.loc[order.sort_values(["rank", "size", *KEY]).index].reset_index(drop=True)
