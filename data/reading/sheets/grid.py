"""A sheet as a grid of cells (网格), and the limits held before anything is unpacked."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from base.problems import Problem, Text
from data.reading.sheets.text import SheetCell

BYTES: Final = 20 * 2**20
"""The largest file read."""

ROWS: Final = 20_000
COLUMNS: Final = 500
CELLS: Final = 200_000

Spot = tuple[int, int]
"""Row and column of a cell, counted from 0."""


@dataclass(frozen=True)
class Sheet:
    """A grid of cells (工作表); `name` is empty for a CSV.

    Merged cells each hold what the first one says. `odd`: cells whose figure may not be what
    it looks, and why; they are never taken in. `kinds`: of each column of a workbook, the kind
    of its number format: a per cent of fractions, a literal sign of per cent, or neither.
    `remarks`: what is written beside cells (批注), by cell; `asides`: what stands in text boxes and
    titles of charts, and what is printed above and below the sheet (文本框、图表标题、页眉页脚);
    `names`: names that its workbook gives to ranges (定义的名称).
    """

    name: str
    rows: list[list[SheetCell]]
    problems: list[Problem] = field(default_factory=list)
    odd: dict[Spot, Text] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    kinds: dict[int, str] = field(default_factory=dict)
    remarks: dict[Spot, str] = field(default_factory=dict)
    asides: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@lru_cache(1024)
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


def too_large(file: str, size: int) -> Problem:
    """Tell of a file beyond the limit (文件过大)."""
    return Problem(
        file,
        Text("文件过大", "the file is too large"),
        f"{size / 2**20:,.1f} MB",
        Text(f"至多 {BYTES // 2**20} MB", f"at most {BYTES // 2**20} MB"),
        Text("请只留下所需的表", "keep only the tables that are needed"),
        code="file-too-large",
    )


def too_many(file: str, found: str | Text) -> Problem:
    """Tell of a table beyond the limits (表格过大)."""
    most = f"{ROWS:,} × {COLUMNS:,}, {CELLS:,}"
    return Problem(
        file,
        Text("表格行列过多", "the table has too many rows or columns"),
        found,
        Text(f"至多 {most} 个单元格（行 × 列）", f"at most {most} cells (rows × columns)"),
        Text("请只留下所需的行列", "keep only the rows and columns that are needed"),
        code="file-too-many",
    )


def empty(file: str) -> Problem:
    """Tell of a file without figures (没有数据)."""
    return Problem(
        file,
        Text("文件没有数据", "the file holds no figures"),
        "",
        Text("至少一个数字", "one figure or more"),
        Text("请补上表头和数据", "add the header and the figures"),
        code="file-empty",
    )


def not_read(file: str, found: str | Text) -> Problem:
    """Tell of a file that is no table (不是表格)."""
    return Problem(
        file,
        Text("不是可读的表格文件", "it is not a table that can be read"),
        found,
        Text("XLSX、XLS 或 CSV 文件", "an XLSX, XLS or CSV file"),
        Text("请另存为 XLSX（不加密）或 CSV", "save it as XLSX (no password) or CSV"),
        code="file-not-a-table",
    )


def sheets_of(count: int) -> Text:
    """Count sheets (工作表数)."""
    return Text(f"{count} 张工作表", f"{count} sheets")


def unopened(error: Exception, form: str = "") -> Text:
    """Name what a reader raised at a file (读取出错), by its kind."""
    kind = type(error).__name__
    return Text(f"打不开的 {form or 'XLSX'}（{kind}）", f"{form} ({kind})" if form else kind)


def declares(file: str, part: str) -> Problem:
    """Tell that a workbook's XML declares entities (实体声明)."""
    return Problem(
        file,
        Text("工作簿的 XML 含有实体声明", "the workbook's XML declares entities"),
        part,
        Text("Excel 保存的工作簿", "a workbook as Excel saves it"),
        Text("来源可疑，请勿使用此文件", "the file is suspect: do not use it"),
        code="file-entities",
    )


def damaged(file: str, found: str | Text) -> Problem:
    """Tell that a workbook cannot be opened (工作簿损坏)."""
    return Problem(
        file,
        Text("工作簿已损坏或不是 XLSX", "the workbook is damaged, or no XLSX"),
        found,
        Text("可以打开的 XLSX", "an XLSX that opens"),
        Text("请在表格软件中打开并另存", "open it in the spreadsheet and save it again"),
        code="file-damaged",
    )
