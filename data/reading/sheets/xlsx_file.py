"""An XLSX workbook as grids (读取工作簿): cells from its parts, texts and formats by openpyxl.

Every number is then seen by a second reader, and one that the two see otherwise is read by nobody.
"""

import posixpath
from datetime import date, time, timedelta
from typing import Any, Final

from base.problems import Problem, Problems, Text
from data.reading.sheets.grid import (
    CELLS,
    Sheet,
    Spot,
    damaged,
    empty,
    sheets_of,
    too_many,
    unopened,
)
from data.reading.sheets.merges import spread
from data.reading.sheets.number_format import date_shown, shown_as
from data.reading.sheets.raw_parts import look_through
from data.reading.sheets.second_opinion import differing
from data.reading.sheets.shared_parts import SharedParts
from data.reading.sheets.sheet_xml import RawCell, Seen, box
from data.reading.sheets.text import SheetCell, shown

SHEETS: Final = 30
_DRAWN: Final = ("/chart", "/chartEx", "/diagramData")

HIDDEN: Final = Text("在隐藏的行或列里", "it stands in a hidden row or column")
THOUSANDS: Final = Text(
    "数字格式把数值缩小千倍显示，不知以哪个为准",
    "its format shows it divided by a thousand: which is meant cannot be told",
)
NOTHING: Final = Text("数字格式使其不显示", "its format shows nothing")
STRUCK: Final = Text("数字划有删除线", "it is struck through")


def workbook(content: bytes, file: str) -> list[Sheet]:
    """Read a workbook (读取工作簿), raising `Problems` where it cannot or must not be read."""
    try:
        return _read(content, file, look_through(content, file))
    except Problems:
        raise
    except Exception as error:  # openpyxl and zipfile raise a dozen kinds on a damaged file
        raise Problems([damaged(file, unopened(error))]) from error


def _read(content: bytes, file: str, seen: dict[str, Seen]) -> list[Sheet]:
    book = SharedParts(content)
    if len(book.sheets) > SHEETS:
        raise Problems([too_many(file, sheets_of(len(book.sheets)))])
    found = [
        _sheet(book, title, file, content, seen, path.lstrip("/"))
        for title, state, path in book.sheets
        if state == "visible"
    ]
    if not any(cell is not None for one in found for row in one.rows for cell in row):
        problems = [problem for one in found for problem in one.problems]
        away = [title for title, state, _ in book.sheets if state != "visible"]
        raise Problems(problems or [hidden_only(file, away) if away else empty(file)])
    return found


def _remarks(seen: dict[str, Seen], sheet: str) -> dict[Spot, str]:
    """Give what is written beside the cells of a sheet (批注)."""
    found = [seen[one] for one in _related(seen, sheet, "/comments")]
    boxes = {ref: said for part in found for ref, said in part.remarks.items()}
    spots = {box(ref, sheet)[:2]: said for ref, said in boxes.items()}
    return {(row - 1, column - 1): said for (row, column), said in spots.items()}


def _boxes(seen: dict[str, Seen], sheet: str) -> list[str]:
    """What stands in text boxes, charts and diagrams over a sheet (文本框、图表标题)."""
    found: list[str] = []
    for drawing in _related(seen, sheet, "/drawing"):
        for one in (drawing, *_related(seen, drawing, *_DRAWN)):
            found += seen[one].asides
    return found


def _related(seen: dict[str, Seen], of: str, *kinds: str) -> list[str]:
    """The names of parts of some kinds that belong to a part."""
    folder, _, name = of.rpartition("/")
    links = seen.get(f"{folder}/_rels/{name}.rels", Seen()).links
    parts = [target for type_, target in links if type_.endswith(kinds)]
    paths = [posixpath.normpath(posixpath.join("/", folder, one))[1:] for one in parts]
    return [path for path in paths if path in seen]


def _sheet(
    book: SharedParts,
    title: str,
    file: str,
    content: bytes,
    parts: dict[str, Seen],
    path: str,
) -> Sheet:
    seen = parts[path]
    odd: dict[Spot, Text] = {}
    kinds: dict[int, str] = {}
    rows = _rows(book, file, seen, odd, kinds)
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
    asides = tuple(filter(str.strip, (*seen.asides, *_boxes(parts, path))))
    around = (_remarks(parts, path), asides, book.names)
    return Sheet(title, rows, problems, odd, tuple(seen.merges), kinds, *around)


def _rows(
    book: SharedParts, file: str, seen: Seen, odd: dict[Spot, Text], kinds: dict[int, str]
) -> list[list[SheetCell]]:
    """Lay the cells out (排列), each row to its last cell that holds something."""
    rows: list[list[SheetCell]] = [[] for _ in range(max(seen.lines, default=0))]
    padded = 0
    for number, line in seen.lines.items():
        width = 1 + max(cell[0] for cell in line)
        padded += width
        if padded > 20 * CELLS:
            raise Problems([too_many(file, f"{number:,} × {width:,}")])
        row: list[SheetCell] = [None] * width
        for cell in line:
            row[cell[0]] = _plain(book, cell, (number - 1, cell[0]), odd, kinds)
        rows[number - 1] = row
    seen.lines.clear()
    return rows


def _plain(
    book: SharedParts, cell: RawCell, spot: Spot, odd: dict[Spot, Text], kinds: dict[int, str]
) -> SheetCell:
    """Give a cell's value: dates as they are shown, and 0.062 shown as 6.2% as the text "6.2%".

    Raised and lowered parts of a text are footnote marks: 1790.0 with a small 1 is not 1790.01.
    """
    _, kind, style, text = cell
    if style and book.struck(style):
        odd[spot] = STRUCK
    if kind == "n":
        whole = not any(sign in text for sign in ".Ee")
        value = int(text) if whole else float(text)
        what, code = book.format(style)
        if what:
            return book.day(value, code, what == "span")
        return as_shown(value, code, spot, odd, kinds) if code != "General" else value
    if kind == "s":
        said = book.texts[int(text)]
        if isinstance(said, list):  # openpyxl's rich text
            return "".join(str(part) for part in said if not _is_mark(part))
        return str(said)
    if kind == "b":
        return bool(int(text))
    return _iso(text) if kind == "d" else text


def _iso(text: str) -> str:
    """A date that a workbook writes in letters."""
    from openpyxl.utils.datetime import from_ISO8601

    found = from_ISO8601(text)
    known = isinstance(found, date | time | timedelta)
    return date_shown(found, "General") if known else text


def as_shown(
    value: int | float, code: str, spot: Spot, odd: dict[Spot, Text], kinds: dict[int, str]
) -> SheetCell:
    """Give a number as its format shows it (按格式取值).

    Notes in `odd` a figure that the format hides or scales, and in `kinds` the column's format.
    """
    how = shown_as(code, value if "[" in code else (value > 0) - (value < 0))
    kinds[spot[1]] = "%" if how.percent else '"%"' if how.literal else "0"
    if how.thousands or how.nothing:
        odd[spot] = NOTHING if how.nothing else THOUSANDS
    elif how.words:
        odd[spot] = Text(f"数字格式另加文字“{how.words}”", f"its format adds “{how.words}”")
    if how.percent:
        return f"{value * 100:.10g}%"
    return f"{value:.12g}%" if how.literal else value


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
