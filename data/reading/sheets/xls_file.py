"""An old workbook, .xls, as grids (读取旧工作簿): by xlrd, with its formats, as yearbooks come."""

import io
from contextlib import redirect_stdout
from typing import Any

from base.problems import Problem, Problems, Text
from data.reading.sheets.grid import (
    CELLS,
    COLUMNS,
    ROWS,
    Sheet,
    Spot,
    empty,
    not_read,
    sheets_of,
    too_many,
    unopened,
)
from data.reading.sheets.merges import spread
from data.reading.sheets.number_format import EAST_ASIAN_DATES, date_shown
from data.reading.sheets.text import SheetCell, shown
from data.reading.sheets.xls_records import drawn
from data.reading.sheets.xlsx_file import HIDDEN, SHEETS, STRUCK, as_shown, hidden_only


def old_workbook(content: bytes, file: str) -> list[Sheet]:
    """Read an old workbook (读取旧工作簿), raising `Problems` where it cannot be read."""
    import xlrd

    try:
        with redirect_stdout(io.StringIO()):  # xlrd prints what it wonders at
            book = xlrd.open_workbook(
                file_contents=content, formatting_info=True, logfile=io.StringIO()
            )
            return _read(book, file, drawn(content))
    except Problems:
        raise
    except Exception as error:  # xlrd raises a dozen kinds on a damaged or encrypted file
        raise Problems([not_read(file, unopened(error, "XLS"))]) from error


def _read(book: Any, file: str, boxes: dict[int, list[str]]) -> list[Sheet]:
    if book.nsheets > SHEETS:
        raise Problems([too_many(file, sheets_of(book.nsheets))])
    listed = [one for one in book.sheets() if one.visibility == 0]
    found = [_sheet(book, one, file, boxes.get(one.number, [])) for one in listed]
    if not any(cell not in (None, "") for one in found for row in one.rows for cell in row):
        away = [one.name for one in book.sheets() if one.visibility]
        raise Problems([hidden_only(file, away) if away else empty(file)])
    return found


def _sheet(book: Any, sheet: Any, file: str, boxes: list[str]) -> Sheet:
    if sheet.nrows > ROWS or sheet.ncols > COLUMNS or sheet.nrows * sheet.ncols > CELLS:
        raise Problems([too_many(file, f"{sheet.nrows} × {sheet.ncols}")])
    odd: dict[Spot, Text] = {}
    kinds: dict[int, str] = {}
    rows = [
        [_plain(book, sheet, (at, column), odd, kinds) for column in range(sheet.ncols)]
        for at in range(sheet.nrows)
    ]
    merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    where = f"{file}[{shown(sheet.name)}]"
    problems: list[Problem] = spread(rows, merges, where)
    hidden = {at for at, info in sheet.rowinfo_map.items() if info.hidden}
    away = {at for at, info in sheet.colinfo_map.items() if info.hidden}
    if hidden or away:
        odd |= {
            (at, column): HIDDEN
            for at in range(sheet.nrows)
            for column in range(sheet.ncols)
            if at in hidden or column in away
        }
    remarks = {spot: str(note.text) for spot, note in sheet.cell_note_map.items()}
    names = tuple(str(one.name) for one in book.name_obj_list if not one.builtin)
    around = (remarks, tuple(filter(str.strip, boxes)), names)
    return Sheet(str(sheet.name), rows, problems, odd, tuple(merges), kinds, *around)


def _plain(
    book: Any, sheet: Any, spot: Spot, odd: dict[Spot, Text], kinds: dict[int, str]
) -> SheetCell:
    import xlrd

    kind, value = sheet.cell_type(*spot), sheet.cell_value(*spot)
    if book.font_list[book.xf_list[sheet.cell_xf_index(*spot)].font_index].struck_out:
        odd[spot] = STRUCK
    if kind == xlrd.XL_CELL_TEXT:
        return _without_marks(book, sheet, spot, str(value))
    if kind == xlrd.XL_CELL_NUMBER:
        _, code = _format(book, sheet, spot)
        return as_shown(float(value), code, spot, odd, kinds)
    if kind == xlrd.XL_CELL_DATE:
        number, code = _format(book, sheet, spot)
        code = EAST_ASIAN_DATES.get(number, code) if code in ("", "General") else code
        return date_shown(xlrd.xldate.xldate_as_datetime(value, book.datemode), code)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    return None


def _format(book: Any, sheet: Any, spot: Spot) -> tuple[int, str]:
    """The number and the text of a cell's format."""
    number = book.xf_list[sheet.cell_xf_index(*spot)].format_key
    style = book.format_map.get(number)
    return number, style.format_str if style else "General"


def _without_marks(book: Any, sheet: Any, spot: Spot, text: str) -> str:
    """Leave out the parts of a text that are raised or lowered: footnote marks."""
    runs = sheet.rich_text_runlist_map.get(spot)
    if not runs:
        return text
    starts = [0, *(at for at, _ in runs), len(text)]
    fonts = [None, *(book.font_list[font] for _, font in runs)]
    parts = zip(starts, starts[1:], fonts, strict=False)
    return "".join(text[a:b] for a, b, font in parts if font is None or not font.escapement)
