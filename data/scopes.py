"""Scopes of producer services (生产性服务业口径): a coefficient a section, with its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from base.problems import Language
from base.texts import called, own_name
from data.sections import CODES
from data.tables import Tables, read_tables
from data.vintages import Vintage

TITLE: Final = 24
"""Letters of its title that the label of an own scope has room for."""


@dataclass(frozen=True)
class Scope:
    """One reading of what producer services are (口径).

    `low`, `mid`, `high`: the part of each section that serves producers, a fraction, in the
    order of data.sections.CODES (support services last, always 0). `variant` tells a scope
    with coefficients of 2017 from the same scope with those of 2023. Only texts, numbers and
    tuples of them, so that a baseline can keep it as JSON; `known_from` is an ISO date.
    """

    id: str
    variant: str
    zh: str
    en: str
    description_zh: str
    description_en: str
    low: tuple[float, ...]
    mid: tuple[float, ...]
    high: tuple[float, ...]
    release: str
    basis: tuple[str, ...]
    known_from: str

    @property
    def own(self) -> bool:
        """Whether a planner stated it (自定): an official one names the release it came with."""
        return not self.release

    def label_in(self, language: Language) -> str:
        """Give its id (口径编号); behind one's own, marked so, its title, a long one cut."""
        if not self.own:
            return self.id
        title = called(self, language)
        short = title if len(title) <= TITLE else f"{title[:TITLE]}…"
        return own_name(self.id if title in ("", self.id) else f"{self.id} {short}", language)

    def name_in(self, language: Language) -> str:
        """Name it, its id first (口径名称), one's own marked as own."""
        label = own_name(self.id, language) if self.own else self.id
        return f"{label} {called(self, language)}"


USUAL: Final = "D3"
"""The scope a share is judged by unless another is asked for."""


def usual(known: Sequence[Scope]) -> str:
    """Give the scope to judge by where none is asked for (通常口径): of early days, the first.

    >>> from datetime import date
    >>> from data.vintages import as_of
    >>> usual(scopes(as_of(date(2025, 4, 30))))
    'D7'
    """
    return USUAL if any(one.id == USUAL for one in known) else known[0].id


def scopes(vintage: Vintage, tables: Tables | None = None) -> tuple[Scope, ...]:
    """Give each scope in its newest variant known then (当时可知口径), D1 first.

    >>> from datetime import date
    >>> from data.vintages import as_of
    >>> [scope.variant for scope in scopes(as_of(date(2025, 5, 28)))][-2:]
    ['D7-2017', 'D8-2017']
    """
    names = (read_tables() if tables is None else tables).scope_names.set_index("scope")
    rows = vintage.scope_rows().sort_values(["scope", "known_from"], kind="stable")
    newest = rows.groupby("scope")["variant"].last()
    return tuple(
        _scope(name, names.loc[name], rows[rows["variant"] == newest[name]])
        for name in names.index
        if name in newest.index
    )


def every(vintage: Vintage, tables: Tables | None = None) -> tuple[Scope, ...]:
    """Give each scope in every variant known then (全部口径及其各版), D1 first."""
    names = (read_tables() if tables is None else tables).scope_names.set_index("scope")
    rows = vintage.scope_rows()
    return tuple(
        _scope(name, names.loc[name], rows[rows["variant"] == variant])
        for name in names.index
        for variant in rows.loc[rows["scope"] == name, "variant"].unique()
    )


def _scope(name: str, words: pd.Series, rows: pd.DataFrame) -> Scope:
    by_section = rows.set_index("section").reindex(list(CODES))
    mid = by_section["mid"].fillna(0.0)
    return Scope(
        id=name,
        variant=str(rows["variant"].iloc[0]),
        zh=words["name_zh"],
        en=words["name_en"],
        description_zh=words["description_zh"],
        description_en=words["description_en"],
        low=tuple(by_section["low"].fillna(mid)),
        mid=tuple(mid),
        high=tuple(by_section["high"].fillna(mid)),
        release=str(rows["release"].iloc[0]),
        basis=tuple(by_section["basis"].fillna("")),
        known_from=rows["known_from"].iloc[0].date().isoformat(),
    )
