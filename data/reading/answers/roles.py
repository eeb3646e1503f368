"""What every cell was taken for (单元格角色): each that is not empty has exactly one role."""

from dataclasses import dataclass
from typing import Final

from base.problems import Text
from data.reading.rows import names_series
from data.reading.sheets.grid import Sheet, Spot
from data.reading.sheets.text import is_number, missing
from data.reading.taken import TableReading
from data.reading.words.understand import understood

ROLES: Final = ("value", "header", "unit", "title", "note", "ruler", "excluded")

EMPTY: Final = Text("缺数", "no figure")
OUTSIDE: Final = Text("不在任何一块表内", "in no table")
STOPS: Final = Text("有问题，见问题清单", "it has a problem, see the list")


@dataclass(frozen=True)
class CellRole:
    """What a cell was taken for (角色); `why` where it is excluded."""

    kind: str
    why: Text | None = None


def roles(sheet: Sheet, tables: list[TableReading]) -> dict[Spot, CellRole]:
    """Give the role of every cell that is not empty (逐格角色)."""
    found: dict[Spot, CellRole] = {}
    for taken in tables:
        found |= _of(taken)
    return {
        (at, column): found.get((at, column), CellRole("excluded", OUTSIDE))
        for at, row in enumerate(sheet.rows)
        for column, cell in enumerate(row)
        if cell is not None and str(cell).strip()
    }


def _of(taken: TableReading) -> dict[Spot, CellRole]:
    block = taken.block
    width = len(block.texts[0]) if block.texts else 0
    found: dict[Spot, CellRole] = {}
    for kind, rows in (("title", block.lines), ("header", block.header), ("note", block.notes)):
        for at in rows:
            for column in range(width):
                text = block.texts[at][column]
                label = kind == "note" and column in block.named and names_series(text)
                found[at, column] = _worded(text, "header" if label else kind)
    for at in (one for own in block.headings.values() for one in own):
        found |= {(at, column): CellRole("header") for column in range(width)}
    found |= {(at, column): CellRole("ruler") for at in block.rulers for column in range(width)}
    for at in block.body:
        for column in range(width):
            found[at, column] = _in_body(taken, (at, column))
    return found


def _worded(text: str, kind: str) -> CellRole:
    facets = {one.facet for one in understood(text).words} - {"plain"}
    units = bool(facets) and facets <= {"money", "unit", "measured"}
    return CellRole("unit" if units and kind != "note" else kind)


def _in_body(taken: TableReading, spot: Spot) -> CellRole:
    block, (at, column) = taken.block, spot
    if column == block.counting:
        return CellRole("ruler")
    if column not in block.labels and missing(block.texts[at][column]):
        return CellRole("excluded", EMPTY)
    if column not in block.labels:
        return _worded(block.texts[at][column], "header")
    if spot in taken.figures:
        return CellRole("value")
    if spot in taken.left:
        return CellRole("excluded", taken.left[spot].why)
    text = block.texts[at][column]
    return CellRole("excluded", EMPTY if missing(text) and not is_number(text) else STOPS)
