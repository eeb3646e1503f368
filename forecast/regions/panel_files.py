"""A panel of regions from files (地区面板): region → section → yearly values."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from base.problems import Problem, Problems, Text

COLUMNS: Final = ("unique_id", "season_length", "t", "y")
"""Columns that a file must have; unique_id is REGION|SECTION, t the year."""

Panel = Mapping[str, Mapping[str, "pd.Series[float]"]]


def read_panel(path: Path) -> Panel:
    """Read every CSV of a folder, or one file (读取面板); raises Problems with all that is wrong.

    Long format, a row a value: unique_id (REGION|SECTION), season_length (1), t, y. Regions and
    sections come in the order of their names, whatever that of the rows.
    """
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not files or not files[0].exists():
        raise Problems([_nothing(path)])
    problems: list[Problem] = []
    tables = []
    for file in files:
        table = pd.read_csv(file, dtype={"unique_id": str})
        absent = [name for name in COLUMNS if name not in table]
        if absent:
            problems.append(_absent(file, absent))
            continue
        problems += _misfits(file, table)
        tables.append(table)
    if not problems:
        rows = pd.concat(tables)
        twice = rows[rows.duplicated(["unique_id", "t"])]
        problems += [
            _wrong(
                path,
                f"{one.unique_id} {one.t}",
                "panel-year-twice",
                "同一年份出现两次",
                "a year is there twice",
            )
            for one in twice.head(5).itertuples()
        ]
    if problems:
        raise Problems(problems)
    names = rows["unique_id"].str.split("|", n=1, expand=True)
    rows = rows.assign(region=names[0], section=names[1]).sort_values(["region", "section", "t"])
    return {
        str(region): {
            str(section): one.set_index("t")["y"].astype(float)
            for section, one in part.groupby("section")
        }
        for region, part in rows.groupby("region")
    }


def _misfits(file: Path, table: pd.DataFrame) -> list[Problem]:
    """Tell of rows that cannot be used, the first five of each kind."""
    numbers = pd.to_numeric(table["y"], errors="coerce")
    years = pd.to_numeric(table["t"], errors="coerce")
    named = table["unique_id"].fillna("").str.contains("|", regex=False)
    checks = (
        (~named, "unique_id", "panel-unnamed", "缺少“地区|行业”", "not REGION|SECTION"),
        (numbers.isna() & table["y"].notna(), "y", "panel-no-number", "不是数字", "no number"),
        (years.isna() | (years % 1 != 0), "t", "panel-no-year", "不是年份", "no year"),
        (
            table["season_length"] != 1,
            "season_length",
            "panel-not-yearly",
            "须为年度数据",
            "yearly data are needed",
        ),
    )
    return [
        _wrong(file, f"{column} {place + 2}: {table[column].iloc[place]}", code, zh, en)
        for wrong, column, code, zh, en in checks
        for place in wrong.to_numpy().nonzero()[0][:5]
    ]


def _wrong(file: Path, found: str, code: str, zh: str, en: str) -> Problem:
    return Problem(
        file.name,
        Text(zh, en),
        found,
        Text("每行一个年度数值", "a row a yearly value"),
        Text("更正该行", "correct the row"),
        code=code,
    )


def _absent(file: Path, absent: list[str]) -> Problem:
    return Problem(
        file.name,
        Text("缺列", "columns are missing"),
        f"- {', '.join(absent)}",
        Text("、".join(COLUMNS), ", ".join(COLUMNS)),
        Text("补上这些列", "add them"),
        code="panel-columns",
    )


def _nothing(path: Path) -> Problem:
    return Problem(
        str(path),
        Text("没有面板数据", "there is no panel"),
        "0 × CSV",
        Text("含 CSV 的目录，或一个 CSV 文件", "a folder with CSV files, or one of them"),
        Text("用 data 指定", "name it with data"),
        code="panel-none",
        arguments=("data",),
    )
