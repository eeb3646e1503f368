"""A second reader of a workbook (第二读者): where python-calamine sees another number, it stops.

Neither reader is trusted alone: a cell that one takes for 8642.02 and the other for 8642.0 is
read by nobody.
"""

import io

from base.problems import Problem, Text
from data.reading.sheets.grid import letters
from data.reading.sheets.text import SheetCell
from data.schema import place

TOLD = 20
"""Cells told of one sheet."""


def differing(content: bytes, title: str, rows: list[list[SheetCell]], where: str) -> list[Problem]:
    """Tell every number that the second reader sees otherwise (两读不同)."""
    seen = _seen(content, title)
    found = []
    for at, row in enumerate(rows[: len(seen)]):
        if row == seen[at][: len(row)]:  # of most rows there is no more to say
            continue
        for column, cell in enumerate(row[: len(seen[at])]):
            other = seen[at][column]
            if not isinstance(cell, int | float) or isinstance(cell, bool):
                continue
            if not isinstance(other, int | float) or abs(other - cell) > 1e-9 * abs(cell):
                found.append(_differs(place(where, at + 1, letters(column + 1)), cell, other))
    return found[:TOLD]


def _seen(content: bytes, title: str) -> list[list[object]]:
    """What the second reader sees from A1 on; nothing where it cannot open the sheet."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_name(title)
        return [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, ValueError, OSError):
        return []
    except BaseException as panic:  # Rust's own: not an Exception
        if type(panic).__name__ != "PanicException":
            raise
        return []


def _differs(where: str, cell: object, other: object) -> Problem:
    return Problem(
        where,
        Text("两种读法得到不同的数", "two readers see different numbers"),
        f"{cell} / {other}",
        Text("同一个数", "one number"),
        Text("请在表格软件中另存后再试", "save it anew in the spreadsheet, then try again"),
        code="file-two-readings",
    )
