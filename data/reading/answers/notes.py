"""Notes below and beside a table (表注): each with the figures that its mark ties it to.

②按不变价格计算 holds for the columns and rows that bear ②; a note without a mark holds for all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from data.reading.facts import FigureFacts
from data.reading.sheets.grid import Spot, letters
from data.reading.sheets.text import SheetCell, flat
from data.reading.taken import TableReading
from data.reading.words.periods import When
from data.reading.words.understand import Meaning, note
from data.reading.words.vocabulary import Word
from data.schema import place

_MARK: Final = r"[①-⑳]|[\[〔【(（]\d{1,2}[\]〕】)）]"
_PARTS: Final = re.compile(rf"(?={_MARK})")
_FIRST: Final = re.compile(_MARK)


@dataclass(frozen=True)
class TableNote:
    """One note (一条注): where it stands, its text, what it says, and the figures it is of."""

    where: str
    text: str
    said: Meaning
    figures: tuple[FigureFacts, ...]


def notes(taken: TableReading) -> Iterator[TableNote]:
    """Give the notes of a table (表注), parted at their marks; text boxes, what is printed above
    and below the sheet, and the remarks beside its cells."""
    rows = taken.block.sheet.rows
    for at in taken.block.notes:
        cells = (str(cell).strip() for cell in rows[at] if cell is not None)
        told = "，".join(filter(None, dict.fromkeys(cells)))
        marks: list[str] = []
        for part in filter(None, _PARTS.split(told)):
            marks += _FIRST.findall(part)[:1] if _FIRST.match(part) else []
            text = flat(part)
            if _FIRST.sub("", part).strip("，,、 "):  # ①② before one text are both its marks
                for mark in marks or [""]:
                    held = tuple(_tied(taken, mark))
                    yield TableNote(place(taken.where, at + 1), text, note(text), held)
                marks = []
    for aside in taken.block.sheet.asides:
        text = flat(aside)
        yield TableNote(taken.where, text, note(text), tuple(taken.figures.values()))
    for (at, column), said in sorted(taken.block.sheet.remarks.items()):
        where = place(taken.where, at + 1, letters(column + 1))
        yield TableNote(where, flat(said), note(flat(said)), tuple(taken.figures.values()))


def _tied(taken: TableReading, mark: str) -> list[FigureFacts]:
    """The figures that a mark stands at, in their column's header, their row or themselves."""
    block, rows = taken.block, taken.block.sheet.rows
    marked = {
        (at, column)
        for at in (*block.lines, *block.above, *block.header, *block.body)
        for column, cell in enumerate(rows[at])
        if mark and _bears(cell, mark)
    }
    found = [facts for spot, facts in taken.figures.items() if marked & set(_around(taken, spot))]
    titled = any(at in (*block.lines, *block.above) for at, _ in marked)
    return list(taken.figures.values()) if titled or not found else found


def _bears(cell: SheetCell, mark: str) -> bool:
    """Whether a mark stands in a cell after what it marks; before it, it only counts rows."""
    return isinstance(cell, str) and cell.strip().find(mark) > 0


def _around(taken: TableReading, spot: Spot) -> list[Spot]:
    at, column = spot
    labels = [(at, one) for one in taken.block.labels[column]]
    return [spot, *taken.block.path(column), *labels]


def odd_price(word: Word, said: Meaning, figures: tuple[FigureFacts, ...]) -> bool:
    """Say whether prices that a note names make its figures others (价格注释): levels are at
    current prices, growth at comparable ones. `said` is all that its sentence says."""
    kinds = [one.measure.startswith(("value_added", "indicator_level")) for one in figures]
    levels = any(kinds)
    if word.value == "current":  # 增速按现价计算, beside levels or not
        return not levels or ("growth" in said.of("form") and not all(kinds))
    return levels if word.value == "constant" else word.value == "nominal"


def odd_time(when: When, figures: tuple[FigureFacts, ...]) -> bool:
    """Say whether a note speaks of a time that its figures are not of (期间注释)."""
    if when.kind in ("half", "span"):
        return True
    if when.kind == "day":
        return False
    periods = {one.period for one in figures}
    if when.year and when.year not in {int(one[:4]) for one in periods}:
        return True
    ends = {month_of(one) for one in periods}
    return bool(when.part) and when.month not in ends


def month_of(period: str) -> int:
    """Give the month in which a period ends (末月)."""
    if len(period) == 4:
        return 12
    return int(period[5:]) * (3 if period[4] == "Q" else 1)
