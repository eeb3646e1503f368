"""How each table was read, for a person to confirm (读法): columns, and the cells that say so."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Final

import tomli_w

from data.reading.plan import SEPARATOR
from data.reading.sheets.grid import Spot, letters
from data.reading.sheets.text import shown
from data.reading.taken import TableReading
from data.reading.words.understand import Meaning, understood

FACTS: Final = ("region", "series", "measure", "unit", "period", "kind")


@dataclass(frozen=True)
class ColumnReading:
    """One column of a table, or one row's measure in it, as it was read (一行读法).

    `sources`: for each of the six facts the cell that says it; empty where none does and the
    release's own region holds.
    """

    layout: str
    where: str
    column: str
    header: str
    series: tuple[str, ...]
    measure: str
    unit: str
    first_period: str
    last_period: str
    first: Decimal
    last: Decimal
    count: int
    sources: dict[str, str]


def lines(taken: TableReading) -> list[ColumnReading]:
    """Tell how a table was read (逐列读法), in the order of its columns."""
    groups: dict[tuple[int, str, str], list[Spot]] = {}
    for spot, facts in taken.figures.items():
        groups.setdefault((spot[1], facts.measure, facts.unit), []).append(spot)
    return [_line(taken, *key, spots) for key, spots in sorted(groups.items())]


def _line(
    taken: TableReading, column: int, measure: str, unit: str, spots: list[Spot]
) -> ColumnReading:
    block = taken.block
    periods = [taken.figures[spot].period for spot in spots]
    header = SEPARATOR.join(block.texts[at][one] for at, one in block.path(column))
    return ColumnReading(
        *(taken.layout, taken.where, letters(column + 1), header),
        tuple(dict.fromkeys(taken.figures[spot].series for spot in spots)),
        *(measure, unit, min(periods), max(periods)),
        *(taken.values[spots[0]], taken.values[spots[-1]], len(spots)),
        sources(taken, spots[0]),
    )


def area(taken: TableReading) -> str:
    """Name the cells of a table (单元格范围), A3:C9."""
    block = taken.block
    rows = [*block.lines, *block.header, *block.body]
    width = max(block.labels, default=0)
    return f"A{min(rows, default=0) + 1}:{letters(width + 1)}{max(rows, default=0) + 1}"


def sources(taken: TableReading, spot: Spot) -> dict[str, str]:
    """Give the cell that says each of the six facts of a figure (出处), the nearest one."""
    near = [(one, understood(taken.block.texts[one[0]][one[1]])) for one in _spots(taken, spot)]
    return {fact: next((_cell(at) for at, one in near if _says(one, fact)), "") for fact in FACTS}


def _spots(taken: TableReading, spot: Spot) -> list[Spot]:
    """The cells around a figure, the nearest first."""
    block, (at, column) = taken.block, spot
    path = list(reversed(block.path(column)))
    row = [(at, one) for one in reversed(block.labels[column]) if block.texts[at][one]]
    headings = [_first(taken, one) for one in reversed(block.headings[at])]
    titles = [_first(taken, one) for one in (*reversed(block.lines), *reversed(block.above))]
    lefts = [
        block.path(one)[-1]
        for one in sorted(block.labels, reverse=True)
        if one < column and block.path(one)
    ]
    return [*path, *row, *headings, *titles, *lefts]


def _first(taken: TableReading, at: int) -> Spot:
    row = taken.block.texts[at]
    return at, next((column for column, text in enumerate(row) if text), 0)


def _says(meaning: Meaning, fact: str) -> bool:
    facets = {one.facet for one in meaning.words}
    if fact == "period":
        return any(one.year for one in meaning.when)
    if fact == "kind":
        return any(one.part or one.year for one in meaning.when) or "span" in facets
    wanted = {
        "region": {"region"},
        "series": {"series", "indicator"},
        "measure": {"measure", "indicator", "form"},
        "unit": {"money", "unit", "measured"},
    }[fact]
    return bool(facets & wanted) or (fact == "measure" and "gdp" in meaning.of("series"))


def _cell(spot: Spot) -> str:
    return f"{letters(spot[1] + 1)}{spot[0] + 1}"


def record(taken: TableReading) -> dict[str, Any]:
    """Give how a table was read as plain values (机器可读)."""
    columns = [
        {key: value for key, value in asdict(one).items() if key not in ("layout", "sources")}
        | {"first": float(one.first), "last": float(one.last), "said": one.sources}
        for one in lines(taken)
    ]
    return {
        "where": taken.where,
        "area": area(taken),
        "layout": taken.layout,
        "columns": columns,
    }


def drafted(tables: tuple[TableReading, ...]) -> str:
    """Write a plan to fill in (待填方案), TOML: every header as it stands, for each table."""
    text = [tomli_w.dumps({"schema": 1})]
    for taken in tables:
        block = taken.block
        title = next((block.line(at) for at in block.lines), "")
        paths = (block.path(column) for column in block.labels)
        names = (SEPARATOR.join(block.texts[at][one] for at, one in path) for path in paths)
        plan = {"layout": taken.layout, "drop": False, "says": "", "quiet": [*taken.asked]}
        columns = {"tables": {"columns": {one: one for one in names if one}}}
        text += [f"[[tables]]\n# {shown(taken.where)} {area(taken)} {shown(title)}"]
        text += [tomli_w.dumps(plan) + tomli_w.dumps(columns)]
    return "\n".join(text)
