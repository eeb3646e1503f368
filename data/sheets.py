"""A file of figures as grids of cells (读取文件): CSV in any usual encoding, or a workbook.

Limits are held before anything is unpacked, so that a bomb is told and not opened.
"""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from data.cells import Cell, shown
from data.problems import Problem, Problems, Text

BYTES: Final = 20 * 2**20
"""The largest file read."""

ROWS: Final = 20_000
COLUMNS: Final = 500
CELLS: Final = 300_000


@dataclass(frozen=True)
class Sheet:
    """A grid of cells (工作表); `name` is empty for a CSV."""

    name: str
    rows: list[list[Cell]]
    problems: list[Problem] = field(default_factory=list)


def sheets(content: bytes, file: str) -> list[Sheet]:
    """Read a file's content into sheets (读取), raising `Problems` where it cannot be."""
    if len(content) > BYTES:
        raise Problems([too_large(file, len(content))])
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Problems([_not_read(file, "旧版或加密的 Excel 文件", "an old or encrypted workbook")])
    if content[:4] == b"PK\x03\x04":
        from data.workbook import workbook

        return workbook(content, file)
    if content[:5] == b"%PDF-":
        raise Problems([_not_read(file, "PDF 文件", "a PDF file")])
    return [Sheet("", _grid(_decoded(content, file), file))]


def content_of(path: Path) -> bytes:
    """Read a file's bytes (读取字节), raising `Problems`; one that is too large is not opened."""
    try:
        size = path.stat().st_size
        if size > BYTES:
            raise Problems([too_large(path.name, size)])
        with path.open("rb") as opened:
            return opened.read(BYTES + 1)
    except OSError as error:
        raise Problems(
            [
                Problem(
                    path.name,
                    Text("文件无法打开", "the file cannot be opened"),
                    type(error).__name__,
                    Text("可读的文件", "a file that can be read"),
                    Text("请核对文件名和权限", "check its name and permissions"),
                )
            ]
        ) from error


def _decoded(content: bytes, file: str) -> str:
    """Decode a text file: its mark if it has one, UTF-8, UTF-16 without a mark, then GBK."""
    if content[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        encodings = ["utf-32"]
    elif content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\x00" in content[:2000]:
        even, odd = content[:2000:2].count(0), content[1:2000:2].count(0)
        encodings = ["utf-16-le" if odd > even else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return _is_table(text, file)
    raise Problems(
        [
            Problem(
                file,
                Text("文件编码无法识别", "the encoding cannot be read"),
                content[:12].hex(" "),
                Text("UTF-8、UTF-16 或 GBK 编码的 CSV", "a CSV in UTF-8, UTF-16 or GBK"),
                Text("请另存为“CSV UTF-8”", "save it as CSV UTF-8"),
            )
        ]
    )


def _is_table(text: str, file: str) -> str:
    start = text[:500].lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table")):
        raise Problems([_not_read(file, "网页或 XML 文件", "a web page or XML")])
    return text


def _grid(text: str, file: str) -> list[list[Cell]]:
    """Take a CSV apart; commas, tabs and semicolons are told apart by which divides most."""
    head = text[:20_000]
    delimiter = max(",\t;，", key=head.count)
    rows: list[list[Cell]] = []
    try:
        cells = 0
        # csv takes one character a delimiter, and a bare \r for the end of a line.
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            cells += len(record)
            if len(rows) >= ROWS or len(record) > COLUMNS or cells > CELLS:
                raise Problems([too_many(file, f"{len(rows) + 1} × {len(record)}")])
            rows.append(list(record))
    except csv.Error as error:
        raise Problems(
            [
                Problem(
                    file,
                    Text("不是有效的 CSV", "it is not a valid CSV"),
                    f"{shown(str(error))} ({len(rows) + 1})",
                    Text("引号成对的 CSV", "a CSV whose quotes are closed"),
                    Text("请用表格软件重新导出", "export it again from the spreadsheet"),
                )
            ]
        ) from error
    if not any(cell for row in rows for cell in row):
        raise Problems([empty(file)])
    return rows


def too_large(file: str, size: int) -> Problem:
    """Tell of a file beyond the limit (文件过大)."""
    return Problem(
        file,
        Text("文件过大", "the file is too large"),
        f"{size / 2**20:,.1f} MB",
        Text(f"至多 {BYTES // 2**20} MB", f"at most {BYTES // 2**20} MB"),
        Text("请只留下所需的表", "keep only the tables that are needed"),
    )


def too_many(file: str, found: str) -> Problem:
    """Tell of a table beyond the limits (表格过大)."""
    most = f"{ROWS:,} × {COLUMNS:,}, {CELLS:,}"
    return Problem(
        file,
        Text("表格行列过多", "the table has too many rows or columns"),
        found,
        Text(f"至多 {most} 个单元格（行 × 列）", f"at most {most} cells (rows × columns)"),
        Text("请只留下所需的行列", "keep only the rows and columns that are needed"),
    )


def empty(file: str) -> Problem:
    """Tell of a file without figures (没有数据)."""
    return Problem(
        file,
        Text("文件没有数据", "the file holds no figures"),
        "",
        Text("至少一个数字", "one figure or more"),
        Text("请补上表头和数据", "add the header and the figures"),
    )


def _not_read(file: str, zh: str, en: str) -> Problem:
    return Problem(
        file,
        Text("不是可读的表格文件", "it is not a table that can be read"),
        en if en else zh,
        Text("XLSX 或 CSV 文件", "an XLSX or CSV file"),
        Text("请另存为 XLSX（不加密）或 CSV", "save it as XLSX (no password) or CSV"),
    )
