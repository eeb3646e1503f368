"""The published tables (已公布数据表): read once, checked, and every problem told together."""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Final

import pandas as pd

from data.problems import Problem, Problems
from data.schema import Schema, load, schemas

TABLES: Final = Path(__file__).parent / "tables"
PACKAGE: Final = TABLES.parent / "datapackage.json"


@dataclass(frozen=True)
class Tables:
    """Every published table, figures as printed (数据表): money in 亿元, growth in per cent.

    The columns of each and their units stand in datapackage.json.
    """

    annual: pd.DataFrame
    quarterly: pd.DataFrame
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


def read(folder: Path = TABLES) -> Tables:
    """Read the tables in a folder (读取数据表), raising `Problems` with all that is wrong.

    >>> read().targets["id"].tolist()
    ['growth-2025', 'share-2027']
    """
    return _shipped() if folder == TABLES else _read(folder)


@cache
def _shipped() -> Tables:
    return _read(TABLES)


def _read(folder: Path) -> Tables:
    tables, problems = _load(folder)
    if problems:
        raise Problems(problems)
    return Tables(**tables)


def _load(folder: Path) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Load the tables (attribute name → table) that stand in the folder, with their problems."""
    described = {_attribute(schema): schema for schema in schemas(PACKAGE).values()}
    tables: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for field in fields(Tables):
        schema = described[field.name]
        tables[field.name], found = load(folder / Path(schema.path).name, schema)
        problems += found
    return tables, problems


def _attribute(schema: Schema) -> str:
    return schema.name.replace("-", "_")
