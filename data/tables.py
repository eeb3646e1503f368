"""The published tables (已公布数据表): read once, checked, and every problem told together."""

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from base import asked, settings
from base.problems import Problem, Problems, Text, one_of
from base.settings import Home
from data import archive
from data.checks.identities import growth_problems, output_problems, total_problems
from data.checks.rows import (
    gap_problems,
    measure_problems,
    reference_problems,
    scope_problems,
    target_problems,
)
from data.region import region
from data.schema import header, load, schemas

TABLES: Final = region().tables
PACKAGE: Final = TABLES.parent / "datapackage.json"
_SCHEMAS: Final = {name.replace("-", "_"): schema for name, schema in schemas(PACKAGE).items()}

_LATEST: Final = date(2200, 1, 1)
"""A day that every clock can tell, for date.max cannot be compared."""


@dataclass(frozen=True, eq=False)
class Tables:
    """Every published table, figures as printed (数据表): money in 亿元, growth in per cent.

    The columns of each and their units stand in datapackage.json. Never changed in place: what is
    worked out of them is kept.
    """

    annual: pd.DataFrame
    quarterly: pd.DataFrame
    national: pd.DataFrame
    releases: pd.DataFrame
    input_output: pd.DataFrame
    input_output_flows_2023: pd.DataFrame
    drivers: pd.DataFrame
    scope_names: pd.DataFrame
    scopes: pd.DataFrame
    targets: pd.DataFrame
    producer_mapping: pd.DataFrame
    producer_facts: pd.DataFrame
    sector_targets: pd.DataFrame
    release_days: pd.DataFrame
    official_targets: pd.DataFrame
    provinces: pd.DataFrame
    indicators: pd.DataFrame
    indicator_figures: pd.DataFrame
    directions: pd.DataFrame

    def standing(self, rows: pd.DataFrame, until: date) -> pd.DataFrame:
        """Keep the figures that were known on a day and not withdrawn by then (其时有效)."""
        day = pd.Timestamp(min(until, _LATEST))
        known = self.releases[self.releases["known_from"] <= day]
        withdrawn = set(" ".join(known["withdraws"]).split())
        return rows[(rows["known_from"] <= day) & ~rows["release"].isin(list(withdrawn))]


def read_tables(folder: Path | None = None, home: Home = None) -> Tables:
    """Read the shipped tables and the releases added here (读取数据表), or those in a folder.

    A release added by another process is seen by the next call. Raises `Problems` with all
    that is wrong.

    >>> read_tables().targets["id"].tolist()
    ['growth-2025', 'share-2027']
    """
    if folder is None:
        return _with_added(archive.added(home), settings.home(home))
    return _shipped() if folder == TABLES else _read(folder)


@lru_cache(4)
def _with_added(added: archive.Added, home: Path) -> Tables:
    return joined(_shipped(), [archive.load(name, home) for name in added[1]])


def joined(tables: Tables, records: list[archive.ReleaseRecord]) -> Tables:
    """Put added releases behind the tables' own rows (合并新增发布)."""
    if not records:
        return tables
    parts = zip(("releases", "annual", "quarterly"), archive.frames(records), strict=True)
    whole = {}
    for name, more in parts:
        own: pd.DataFrame = getattr(tables, name)
        if len(more):
            like = more.reindex(columns=own.columns).astype(own.dtypes.to_dict())
            whole[name] = pd.concat([own, like], ignore_index=True)
    return replace(tables, **whole)


@cache
def _shipped() -> Tables:
    return _read(TABLES)


def check(path: Path | str) -> list[Problem]:
    """Find every problem in a package's folder, or in one CSV (检查数据); reads, never writes.

    A folder holds the tables, or datapackage.json beside tables/. A lone CSV is taken for
    the table whose file name it bears, else whose columns it has; what it points to is
    looked up in the shipped tables. No problem is an empty list.

    >>> check(TABLES)
    []
    """
    path = asked.path("path", path)
    if path.is_dir():
        inner = path / TABLES.name
        return _load(inner if inner.is_dir() else path)[1]
    name = _recognised(path)
    if name is None:
        return [_unrecognised(path)]
    table, problems = load(path, _SCHEMAS[name])
    return [*problems, *_judge({**vars(read_tables()), name: table}, {name: path.name})]


def _read(folder: Path) -> Tables:
    tables, problems = _load(folder)
    if problems:
        raise Problems(problems)
    return Tables(**tables)


def _load(folder: Path) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Load every table (attribute name → table) of a folder, with all that is wrong."""
    tables: dict[str, pd.DataFrame] = {}
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for field in fields(Tables):
        file = files[field.name] = Path(_SCHEMAS[field.name].path).name
        tables[field.name], found = load(folder / file, _SCHEMAS[field.name])
        problems += found
    return tables, problems + _judge(tables, files)


def _judge(tables: dict[str, pd.DataFrame], files: dict[str, str]) -> list[Problem]:
    """Hold the named tables against what they must agree with; table → file name."""
    releases, by_resource = tables["releases"], {}
    for name, table in tables.items():
        by_resource[_SCHEMAS[name].name] = table
    problems: list[Problem] = []
    for name, file in files.items():
        whole = [column for column in _SCHEMAS[name].primary_key if tables[name][column].hasnans]
        table = tables[name].dropna(subset=whole)  # rows without a key are told of already
        problems += reference_problems(file, table, _SCHEMAS[name], by_resource)
        if name in ("annual", "quarterly"):
            problems += measure_problems(file, table)
        if name == "annual":
            problems += gap_problems(file, table)
            problems += total_problems(file, table, releases)
            problems += growth_problems(file, table, releases)
        elif name == "scopes":
            problems += scope_problems(file, table)
        elif name == "official_targets":
            problems += target_problems(file, table)
        elif name == "input_output":
            problems += output_problems(file, table)
    return problems


def _recognised(path: Path) -> str | None:
    """The table a lone file is: by its name, else by the columns it shares with one."""
    for name, schema in _SCHEMAS.items():
        if Path(schema.path).name == path.name:
            return name
    columns = header(path)
    distance = {name: len(columns ^ set(schema.columns)) for name, schema in _SCHEMAS.items()}
    nearest = min(distance, key=distance.__getitem__)
    # A file of which nothing can be read is taken for the main table, and told as unreadable.
    if not columns:
        return "annual"
    return nearest if len(columns & set(_SCHEMAS[nearest].columns)) * 2 > len(columns) else None


def _unrecognised(path: Path) -> Problem:
    return Problem(
        path.name,
        Text("认不出是哪张表", "no table has these columns"),
        ", ".join(sorted(header(path))),
        one_of(Path(schema.path).name for schema in _SCHEMAS.values()),
        Text("请按相应表的列名整理", "name its columns as in one of them"),
        code="table-unknown",
    )
