"""What one set of figures has that another has not (数据差异): new, revised, unchanged."""

import re
from datetime import date
from typing import Final

import pandas as pd

from base.problems import Problem, Problems, Text
from data.newest import in_fractions
from data.tables import Tables, read
from data.vintages import as_of

KEY: Final = ["series", "period", "measure"]
LEVELS: Final = tuple(
    f"{one}{single}" for one in ("value_added", "indicator_level") for single in ("", "_single")
)
"""Measures whose change is a fraction of the level; growth changes by a difference."""

KINDS: Final = ("revised", "new", "gone", "unchanged")


def compare(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
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


def between(before: str, after: str, tables: Tables | None = None) -> pd.DataFrame:
    """Compare what was known on two days, or printed in two releases (两者对比), as `compare`.

    Annual figures, quarters and indicators alike. Raises Problems for a name that is neither.
    """
    return compare(figures_of(before, tables), figures_of(after, tables))


def figures_of(name: str, tables: Tables | None = None) -> pd.DataFrame:
    """Give the figures known on a day, or printed in a release (某日或某次发布的数字).

    Raises Problems for a name that is neither.
    """
    tables = read() if tables is None else tables
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", name):
        try:
            return as_of(date.fromisoformat(name), tables).figures()
        except ValueError:
            pass
    if name not in set(tables.releases["release"]):
        raise Problems([_unknown(name, tables)])
    return released(tables.annual, tables.quarterly, name)


def released(annual: pd.DataFrame, quarterly: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give what a release prints (某次发布的数字), one row each, growth as fractions."""
    parts = []
    for table in (annual, quarterly):
        if len(table):
            rows = in_fractions(table[table["release"] == name])
            rows = rows.assign(period=rows["period"].astype(str))
            parts.append(rows.drop_duplicates(KEY, keep="last")[[*KEY, "value", "decimals"]])
    return pd.concat(parts, ignore_index=True)


def counts(table: pd.DataFrame) -> dict[str, int]:
    """Count a comparison by kind (计数), every kind named."""
    found = table["kind"].value_counts()
    return {kind: int(found.get(kind, 0)) for kind in KINDS}


def _unknown(name: str, tables: Tables) -> Problem:
    from data.reading.sheets.text import shown

    newest = ", ".join(tables.releases["release"].tail(3))
    return Problem(
        "diff",
        Text("既不是日期，也不是已有的发布", "it is neither a day nor a release"),
        shown(name),
        Text(f"如 2026-03-26，或 {newest}", f"such as 2026-03-26, or {newest}"),
        Text("yuce data diff 取两个日期或两个发布", "give two days or two releases"),
    )
