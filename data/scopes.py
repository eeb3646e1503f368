"""Scopes of producer services (生产性服务业口径): a coefficient a section, with its source."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.industries import CODES
from data.problems import Text
from data.tables import Tables, read
from data.vintages import Vintage


@dataclass(frozen=True)
class Scope:
    """One reading of what producer services are (口径).

    `low`, `mid`, `high`: the part of each section that serves producers, a fraction, in the
    order of data.industries.CODES (support services last, always 0). `variant` tells a scope
    with coefficients of 2017 from the same scope with those of 2023.
    """

    id: str
    variant: str
    zh: str
    en: str
    description: Text
    low: tuple[float, ...]
    mid: tuple[float, ...]
    high: tuple[float, ...]
    release: str
    basis: tuple[str, ...]
    known_from: date


def scopes(vintage: Vintage, tables: Tables | None = None) -> tuple[Scope, ...]:
    """Give each scope in its newest variant known then (当时可知口径), D1 first.

    >>> from data.vintages import as_of
    >>> [scope.variant for scope in scopes(as_of(date(2025, 5, 28)))][-2:]
    ['D7-2017', 'D8-2017']
    """
    names = (read() if tables is None else tables).scope_names.set_index("scope")
    rows = vintage.scope_rows().sort_values(["scope", "known_from"], kind="stable")
    newest = rows.groupby("scope")["variant"].last()
    return tuple(
        _scope(name, names.loc[name], rows[rows["variant"] == newest[name]])
        for name in names.index
        if name in newest.index
    )


def _scope(name: str, words: pd.Series, rows: pd.DataFrame) -> Scope:
    by_section = rows.set_index("section").reindex(list(CODES))
    mid = by_section["mid"].fillna(0.0)
    return Scope(
        id=name,
        variant=str(rows["variant"].iloc[0]),
        zh=words["name_zh"],
        en=words["name_en"],
        description=Text(words["description_zh"], words["description_en"]),
        low=tuple(by_section["low"].fillna(mid)),
        mid=tuple(mid),
        high=tuple(by_section["high"].fillna(mid)),
        release=str(rows["release"].iloc[0]),
        basis=tuple(by_section["basis"].fillna("")),
        known_from=rows["known_from"].iloc[0].date(),
    )
