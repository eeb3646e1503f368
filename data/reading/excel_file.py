"""An Excel workbook as grids (读取工作簿): looked through before openpyxl is let near it.

The archive's sizes, entity declarations, macros and merged ranges are judged on the raw
parts; a sheet is then read row by row, so that nothing large is ever held.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from xml.parsers import expat

from base.problems import Problem, Problems, Text
from data.reading.cells import Cell, shown
from data.reading.grid import CELLS, COLUMNS, ROWS, Sheet, empty, too_many
from data.schema import place

UNPACKED: Final = 60 * 2**20
"""Bytes that a workbook's parts may have when unpacked."""

PARTS: Final = 500
SHEETS: Final = 30
MERGED: Final = 2_000
"""Merged ranges in a sheet."""

_REF: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
Box = tuple[int, int, int, int]


@dataclass
class _Seen:
    """What a look through a sheet's XML found: merges, formulas that hold no value, and texts
    of a cell's own with a part raised or lowered."""

    merges: list[Box] = field(default_factory=list)
    hollow: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)
    cells: int = 0


def workbook(content: bytes, file: str) -> list[Sheet]:
    """Read a workbook (读取工作簿), raising `Problems` where it cannot or must not be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            seen = _look_through(archive, file)
        return _read(content, file, seen)
    except Problems:
        raise
    except Exception as error:  # openpyxl and zipfile raise a dozen kinds on a damaged file
        raise Problems([_damaged(file, type(error).__name__)]) from error


def _look_through(archive: zipfile.ZipFile, file: str) -> dict[str, _Seen]:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    size = sum(part.file_size for part in parts)
    if size > UNPACKED or len(parts) > PARTS:
        raise Problems([_bomb(file, size, len(parts))])
    if len(set(names)) != len(names) or any(part.flag_bits & 1 for part in parts):
        raise Problems([_damaged(file, "parts twice, or encrypted")])
    if any(name.lower().endswith(("vbaproject.bin", ".xlsm", "macrosheet.xml")) for name in names):
        raise Problems([_macros(file)])
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Problems([_damaged(file, shown(", ".join(names)))])
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise Problems([_macros(file)])
    seen = {}
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            seen[name] = _scan(archive, name, file)
    return seen


def _scan(archive: zipfile.ZipFile, name: str, file: str) -> _Seen:
    """Go through one part with expat, which refuses declarations and counts as it goes."""
    seen = _Seen()
    parser = expat.ParserCreate()
    inside: dict[str, Any] = {"cell": "", "formula": False, "value": False}

    def declared(*_: object) -> None:
        raise Problems([_declares(file, name)])

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "mergeCell":
            seen.merges.append(_box(attributes.get("ref", ""), file))
            if len(seen.merges) > MERGED:
                raise Problems([too_many(file, f"{MERGED} +")])
        elif local == "c":
            seen.cells += 1
            if seen.cells > CELLS:
                raise Problems([too_many(file, f"{CELLS} +")])
            inside.update(cell=attributes.get("r", ""), formula=False, value=False)
        elif local == "f":
            inside["formula"] = True
        elif local == "v":
            inside["value"] = "empty"
        elif local == "vertAlign":
            seen.raised.add(str(inside["cell"]))

    def text(_: str) -> None:
        if inside["value"] == "empty":
            inside["value"] = True

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "c" and inside["formula"] and inside["value"] is not True:
            seen.hollow.add(str(inside["cell"]))

    parser.StartDoctypeDeclHandler = declared
    if name.startswith("xl/worksheets/"):
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = text
    with archive.open(name) as part:
        parser.ParseFile(part)
    return seen


def _box(ref: str, file: str) -> Box:
    """Read a range, "A1:C1" → rows and columns from 1: top, left, bottom, right."""
    found = _REF.fullmatch(ref)
    if not found:
        raise Problems([_damaged(file, f"mergeCell {shown(ref)}")])
    left, top, right, bottom = found.groups()
    return int(top), _column(left), int(bottom or top), _column(right or left)


def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = 26 * at + ord(letter) - 64
    return at


def letters(column: int) -> str:
    """Name a column as a spreadsheet does (列标), counted from 1.

    >>> letters(28)
    'AB'
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _read(content: bytes, file: str, seen: dict[str, _Seen]) -> list[Sheet]:
    import openpyxl

    book = openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False, rich_text=True
    )
    try:
        listed = [one for one in book.worksheets if one.sheet_state == "visible"]
        if len(book.sheetnames) > SHEETS:
            raise Problems([too_many(file, f"{len(book.sheetnames)} sheets")])
        found = [_sheet(one, file, seen.get(_path(one), _Seen())) for one in listed]
    finally:
        book.close()
    if not any(cell is not None for one in found for row in one.rows for cell in row):
        problems = [problem for one in found for problem in one.problems]
        away = [one.title for one in book.worksheets if one.sheet_state != "visible"]
        raise Problems(problems or [_hidden(file, away) if away else empty(file)])
    return found


def _path(worksheet: Any) -> str:
    return str(worksheet._worksheet_path).lstrip("/")


def _sheet(worksheet: Any, file: str, seen: _Seen) -> Sheet:
    worksheet.reset_dimensions()  # what the file says of its own size may be a lie
    rows: list[list[Cell]] = []
    cells = padded = 0
    for record in worksheet.iter_rows():
        width = max((at for at, cell in enumerate(record, 1) if cell.value is not None), default=0)
        cells, padded = cells + width, padded + len(record)
        if len(rows) >= ROWS or width > COLUMNS or cells > CELLS or padded > 20 * CELLS:
            raise Problems([too_many(file, f"{len(rows) + 1} × {width}")])
        rows.append([_plain(cell) for cell in record[:width]])
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    title = str(worksheet.title)
    where = f"{file}[{shown(title)}]"
    problems = [_hollow(f"{where}:{at}") for at in sorted(seen.hollow)[:50]]
    problems += [_raised(f"{where}:{at}") for at in sorted(seen.raised)[:50]]
    problems += _spread(rows, seen.merges, where)
    return Sheet(title, rows, problems)


def _spread(rows: list[list[Cell]], merges: list[Box], where: str) -> list[Problem]:
    """Let every cell of a merged range say what its first one says, within the figures' rows.

    Only text is spread: a merged number is one figure, and must not become several.
    """
    problems = []
    width = max(map(len, rows), default=0)
    for top, left, bottom, right in merges:
        if top > len(rows) or left > len(rows[top - 1]):
            continue
        said = rows[top - 1][left - 1]
        if not isinstance(said, str):
            if said is not None:
                problems.append(_merged(place(where, top, letters(left)), said))
            continue
        for row in rows[top - 1 : min(bottom, top + 200)]:
            last = min(right, width)
            row.extend([None] * (last - len(row)))
            for at in range(left - 1, last):
                if row[at] is None:
                    row[at] = said
    return problems


def _plain(cell: Any) -> Cell:
    """Give a cell's value: dates as text, and 0.062 shown as 6.2% as the text "6.2%".

    Raised and lowered parts of a text are footnote marks: 1790.0 with a small 1 is not 1790.01.
    """
    value = cell.value
    if isinstance(value, list):  # openpyxl's rich text
        return "".join(str(part) for part in value if not _is_mark(part))
    if isinstance(value, datetime | date | time | timedelta):
        return str(value)
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return f"{value * 100:.10g}%" if "%" in str(cell.number_format) else value
    return str(value)


def _is_mark(part: Any) -> bool:
    font = getattr(part, "font", None)
    return font is not None and font.vertAlign in ("superscript", "subscript")


def _hidden(file: str, names: list[str]) -> Problem:
    return Problem(
        file,
        Text("数据都在隐藏的工作表里", "all figures are in hidden sheets"),
        shown(", ".join(names)),
        Text("可见的工作表", "a sheet that is shown"),
        Text("请取消隐藏后再上传", "unhide it, then give the file again"),
    )


def _bomb(file: str, size: int, parts: int) -> Problem:
    return Problem(
        file,
        Text("工作簿解压后过大", "the workbook is too large when unpacked"),
        f"{size / 2**20:,.0f} MB, {parts}",
        Text(
            f"至多 {UNPACKED // 2**20} MB、{PARTS} 个部件",
            f"at most {UNPACKED // 2**20} MB in {PARTS} parts",
        ),
        Text("请新建工作簿，只复制所需的表", "copy the tables needed into a new workbook"),
    )


def _macros(file: str) -> Problem:
    return Problem(
        file,
        Text("工作簿含有宏", "the workbook holds macros"),
        "vbaProject",
        Text("不含宏的 XLSX", "an XLSX without macros"),
        Text("请另存为 XLSX 工作簿", "save it as an XLSX workbook"),
    )


def _declares(file: str, part: str) -> Problem:
    return Problem(
        file,
        Text("工作簿的 XML 含有实体声明", "the workbook's XML declares entities"),
        shown(part),
        Text("Excel 保存的工作簿", "a workbook as Excel saves it"),
        Text("来源可疑，请勿使用此文件", "the file is suspect: do not use it"),
    )


def _damaged(file: str, found: str) -> Problem:
    return Problem(
        file,
        Text("工作簿已损坏或不是 XLSX", "the workbook is damaged, or no XLSX"),
        found,
        Text("可以打开的 XLSX", "an XLSX that opens"),
        Text("请在表格软件中打开并另存", "open it in the spreadsheet and save it again"),
    )


def _merged(where: str, said: Cell) -> Problem:
    return Problem(
        where,
        Text("一个数占了合并的几格", "one number stands in several merged cells"),
        shown(said),
        Text("每格一个数", "a number in each cell"),
        Text("请取消合并，逐格填写", "unmerge them and give each its figure"),
    )


def _hollow(where: str) -> Problem:
    return Problem(
        where,
        Text("公式没有保存计算结果", "a formula holds no result"),
        "formula",
        Text("数值", "a value"),
        Text(
            "请在表格软件中打开、重算并保存，或粘贴为数值",
            "open, recalculate and save it, or paste it as values",
        ),
    )


def _raised(where: str) -> Problem:
    return Problem(
        where,
        Text("格内文字带有上标或下标", "a part of the text is raised or lowered"),
        "vertAlign",
        Text("不带上下标的数值或文字", "a number or text without marks"),
        Text("请删去该格的脚注标记", "remove the footnote mark from the cell"),
    )
