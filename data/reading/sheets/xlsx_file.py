"""An XLSX workbook as grids (读取工作簿): by openpyxl, row by row, its parts looked through."""

import io
from datetime import date, time, timedelta
from typing import Any, Final

from base.problems import Problem, Problems, Text
from data.reading.sheets.archive import Seen, damaged, look_through
from data.reading.sheets.grid import (
    CELLS,
    COLUMNS,
    ROWS,
    Sheet,
    Spot,
    empty,
    sheets_of,
    too_many,
    unopened,
)
from data.reading.sheets.merges import spread
from data.reading.sheets.number_format import EAST_ASIAN_DATES, date_shown, is_date, shown_as
from data.reading.sheets.second_opinion import differing
from data.reading.sheets.text import SheetCell, shown

SHEETS: Final = 30

HIDDEN: Final = Text("在隐藏的行或列里", "it stands in a hidden row or column")
THOUSANDS: Final = Text(
    "数字格式把数值缩小千倍显示，不知以哪个为准",
    "its format shows it divided by a thousand: which is meant cannot be told",
)
NOTHING: Final = Text("数字格式使其不显示", "its format shows nothing")


def workbook(content: bytes, file: str) -> list[Sheet]:
    """Read a workbook (读取工作簿), raising `Problems` where it cannot or must not be read."""
    try:
        return _read(content, file, look_through(content, file))
    except Problems:
        raise
    except Exception as error:  # openpyxl and zipfile raise a dozen kinds on a damaged file
        raise Problems([damaged(file, unopened(error))]) from error


def _read(content: bytes, file: str, seen: dict[str, Seen]) -> list[Sheet]:
    import openpyxl

    book = openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False, rich_text=True
    )
    try:
        listed = [one for one in book.worksheets if one.sheet_state == "visible"]
        if len(book.sheetnames) > SHEETS:
            raise Problems([too_many(file, sheets_of(len(book.sheetnames)))])
        found = [_sheet(one, file, content, seen.get(_path(one), Seen())) for one in listed]
    finally:
        book.close()
    if not any(cell is not None for one in found for row in one.rows for cell in row):
        problems = [problem for one in found for problem in one.problems]
        away = [one.title for one in book.worksheets if one.sheet_state != "visible"]
        raise Problems(problems or [hidden_only(file, away) if away else empty(file)])
    return found


def _path(worksheet: Any) -> str:
    return str(worksheet._worksheet_path).lstrip("/")


def _sheet(worksheet: Any, file: str, content: bytes, seen: Seen) -> Sheet:
    worksheet.reset_dimensions()  # what the file says of its own size may be a lie
    rows: list[list[SheetCell]] = []
    odd: dict[Spot, Text] = {}
    kinds: dict[int, str] = {}
    cells = padded = 0
    for record in worksheet.iter_rows():
        width = max((at for at, cell in enumerate(record, 1) if cell.value is not None), default=0)
        cells, padded = cells + width, padded + len(record)
        if len(rows) >= ROWS or width > COLUMNS or cells > CELLS or padded > 20 * CELLS:
            raise Problems([too_many(file, f"{len(rows) + 1} × {width}")])
        rows.append(
            [_plain(cell, (len(rows), at), odd, kinds) for at, cell in enumerate(record[:width])]
        )
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    title = str(worksheet.title)
    where = f"{file}[{shown(title)}]"
    problems = [_hollow(f"{where}:{at}") for at in sorted(seen.hollow)[:50]]
    problems += [_raised(f"{where}:{at}") for at in sorted(seen.raised)[:50]]
    if seen.reach[0] * seen.reach[1] <= 5 * CELLS:  # the second reader holds all between, dense
        problems += differing(content, title, rows, where)
    problems += spread(rows, seen.merges, where)
    if seen.rows or seen.columns:
        odd |= {
            (at, column): HIDDEN
            for at, row in enumerate(rows)
            for column in range(len(row))
            if at + 1 in seen.rows or column + 1 in seen.columns
        }
    return Sheet(title, rows, problems, odd, tuple(seen.merges), kinds)


def _plain(cell: Any, spot: Spot, odd: dict[Spot, Text], kinds: dict[int, str]) -> SheetCell:
    """Give a cell's value: dates as they are shown, and 0.062 shown as 6.2% as the text "6.2%".

    Raised and lowered parts of a text are footnote marks: 1790.0 with a small 1 is not 1790.01.
    """
    value = cell.value
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, list):  # openpyxl's rich text
        return "".join(str(part) for part in value if not _is_mark(part))
    if isinstance(value, date | time | timedelta):
        return date_shown(value, str(cell.number_format))
    if not isinstance(value, int | float):
        return str(value)
    code = str(cell.number_format)
    if code == "General":
        return _east_asian(cell, value)
    return as_shown(value, code, spot, odd, kinds)


def as_shown(
    value: int | float, code: str, spot: Spot, odd: dict[Spot, Text], kinds: dict[int, str]
) -> SheetCell:
    """Give a number as its format shows it (按格式取值).

    Notes in `odd` a figure that the format hides or scales, and in `kinds` the column's format.
    """
    how = shown_as(code, value)
    kinds[spot[1]] = "%" if how.percent else '"%"' if how.literal else "0"
    if how.thousands or how.nothing:
        odd[spot] = NOTHING if how.nothing else THOUSANDS
    if how.percent:
        return f"{value * 100:.10g}%"
    return f"{value:.12g}%" if how.literal else value


def _east_asian(cell: Any, value: int | float) -> SheetCell:
    """A date under a built-in format that openpyxl has no text for: 45292 with id 57."""
    style = getattr(cell, "_style_id", 0)
    if not style:
        return value
    number = cell.parent.parent._cell_styles[style].numFmtId
    code = EAST_ASIAN_DATES.get(number)
    if code is None or not is_date(code) or not 1 <= value < 2_958_466:
        return value
    from openpyxl.utils.datetime import from_excel

    return date_shown(from_excel(value, cell.parent.parent.epoch), code)


def _is_mark(part: Any) -> bool:
    font = getattr(part, "font", None)
    return font is not None and font.vertAlign in ("superscript", "subscript")


def hidden_only(file: str, names: list[str]) -> Problem:
    """Tell that every sheet with figures is hidden (均为隐藏)."""
    return Problem(
        file,
        Text("数据都在隐藏的工作表里", "all figures are in hidden sheets"),
        shown(", ".join(names)),
        Text("可见的工作表", "a sheet that is shown"),
        Text("请取消隐藏后再上传", "unhide it, then give the file again"),
        code="file-hidden",
    )


def _hollow(where: str) -> Problem:
    return Problem(
        where,
        Text("公式没有保存计算结果", "a formula holds no result"),
        Text("公式", "formula"),
        Text("数值", "a value"),
        Text(
            "请在表格软件中打开、重算并保存，或粘贴为数值",
            "open, recalculate and save it, or paste it as values",
        ),
        code="file-formula",
    )


def _raised(where: str) -> Problem:
    return Problem(
        where,
        Text("格内文字带有上标或下标", "a part of the text is raised or lowered"),
        Text("上标或下标", "vertAlign"),
        Text("不带上下标的数值或文字", "a number or text without marks"),
        Text("请删去该格的脚注标记", "remove the footnote mark from the cell"),
        code="file-raised",
    )
