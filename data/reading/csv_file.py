"""A file of figures as grids of cells (读取文件): CSV in any usual encoding, or a workbook.

Limits are held before anything is unpacked, so that a bomb is told and not opened.
"""

import csv
import io

from base.problems import Problem, Problems, Text
from data.reading.cells import Cell, shown
from data.reading.grid import CELLS, COLUMNS, ROWS, empty, not_read, too_many


def decoded(content: bytes, file: str) -> str:
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
        raise Problems([not_read(file, "网页或 XML 文件", "a web page or XML")])
    return text


def grid_of(text: str, file: str) -> list[list[Cell]]:
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
