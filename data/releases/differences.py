"""What one set of figures has that another has not (数据差异): new, revised, unchanged."""

import re
from datetime import date
from typing import Final

import pandas as pd

from base.problems import Problem, Problems, Text
from data.figure_changes import KEY, KINDS, figure_changes
from data.newest import in_fractions
from data.tables import Tables, read_tables
from data.vintages import as_of

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def between(before: str, after: str, tables: Tables | None = None) -> pd.DataFrame:
    """Compare what was known on two days, or printed in two releases (两者对比): `figure_changes`.

    Annual figures, quarters and indicators alike. Raises Problems for a name that is neither,
    and for a day beside a release: all that the release does not print would count as gone.
    """
    if _is_day(before) != _is_day(after):
        raise Problems([_mixed(before, after)])
    return figure_changes(figures_of(before, tables), figures_of(after, tables))


def figures_of(name: str, tables: Tables | None = None) -> pd.DataFrame:
    """Give the figures known on a day, or printed in a release (某日或某次发布的数字).

    Raises Problems for a name that is neither.
    """
    tables = read_tables() if tables is None else tables
    if _is_day(name):
        return as_of(date.fromisoformat(name), tables).figures()
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


def _is_day(name: str) -> bool:
    try:
        return bool(DAY.fullmatch(name) and date.fromisoformat(name))
    except ValueError:
        return False


def _mixed(before: str, after: str) -> Problem:
    return Problem(
        where="diff",
        what=Text(
            "日期不能与发布相比：某日可知全部数字，一次发布只载其中一部分",
            "a day cannot be compared with a release: all figures are known on a day, and a "
            "release prints some of them",
        ),
        found=f"{before}, {after}",
        expected=Text("两个日期，或两次发布", "two days, or two releases"),
        remedy=Text(
            "要看一次发布带来的变化，请比较发布前一日与发布日",
            "to see what a release changed, compare the day before it with its day",
        ),
        code="diff-mixed",
    )


def _unknown(name: str, tables: Tables) -> Problem:
    from data.reading.sheets.text import shown

    newest = ", ".join(tables.releases["release"].tail(3))
    return Problem(
        "diff",
        Text("既不是日期，也不是已有的发布", "it is neither a day nor a release"),
        shown(name),
        Text(f"如 2026-03-26，或 {newest}", f"such as 2026-03-26, or {newest}"),
        Text("yuce data diff 取两个日期或两个发布", "give two days or two releases"),
        code="diff-unknown",
    )
