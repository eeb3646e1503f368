"""Cells of a CSV that no spreadsheet takes for a formula (单元格): text stays text."""

from collections.abc import Iterable
from typing import Any, Final

import pandas as pd

RISKY: Final = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
"""First characters after which a spreadsheet computes, or drops them and looks again (OWASP, CSV
injection)."""


def inert(cell: Any) -> Any:
    """Give a cell that is shown and never run (防公式注入); numbers, also as text, stay.

    >>> inert("=1+1"), inert("-0.3"), inert(-0.3), inert("金融业")
    ("'=1+1", '-0.3', -0.3, '金融业')
    """
    if not isinstance(cell, str):
        return cell
    # A lone carriage return goes unquoted into a file, and starts a row of its own there.
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    if not cell.lstrip(" \u3000").startswith(RISKY):
        return cell
    try:
        float(cell.replace("%", "").replace(",", ""))
    except ValueError:
        return f"'{cell}"
    return cell


def inert_rows(rows: Iterable[Iterable[Any]]) -> list[list[Any]]:
    """Do so for every cell of some rows (逐行)."""
    return [[inert(cell) for cell in row] for row in rows]


def inert_table(table: pd.DataFrame) -> pd.DataFrame:
    """Do so for a table and its head (整表)."""
    return table.rename(columns=inert).map(inert)


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Spell a table out as CSV that a spreadsheet opens with its Chinese intact (导出 CSV)."""
    return inert_table(table).to_csv(index=False).encode("utf-8-sig")
