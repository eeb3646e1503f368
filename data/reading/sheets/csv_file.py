"""A text file as a grid (读取文本表): decoded strictly, its commas and tabs told apart."""

import csv
import io

from base.problems import Problem, Problems, Text
from data.reading.sheets.grid import CELLS, COLUMNS, ROWS, empty, too_many
from data.reading.sheets.text import SheetCell, shown


def decoded(content: bytes, file: str) -> str:
    """Decode a text file (解码): its mark if it has one, UTF-8, UTF-16 without a mark, then GBK."""
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
            return text.lstrip("\ufeff")
    raise Problems(
        [
            Problem(
                file,
                Text("文件编码无法识别", "the encoding cannot be read"),
                content[:12].hex(" "),
                Text("UTF-8、UTF-16 或 GBK 编码的 CSV", "a CSV in UTF-8, UTF-16 or GBK"),
                Text("请另存为“CSV UTF-8”", "save it as CSV UTF-8"),
                code="file-encoding",
            )
        ]
    )


def grid(text: str, file: str) -> list[list[SheetCell]]:
    """Take a CSV apart (拆分); raises `Problems` where it is none."""
    delimiter = _delimiter(text)
    rows: list[list[SheetCell]] = []
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
                    Text(f"第 {len(rows) + 1} 行起", f"{shown(str(error))}, line {len(rows) + 1}"),
                    Text("引号成对的 CSV", "a CSV whose quotes are closed"),
                    Text("请用表格软件重新导出", "export it again from the spreadsheet"),
                    code="file-csv",
                )
            ]
        ) from error
    if not any(cell for row in rows for cell in row):
        raise Problems([empty(file)])
    return rows


def _delimiter(text: str) -> str:
    """The sign that parts most lines; notes full of ，, count once a line, as any line does."""
    lines = text[:40_000].splitlines()[:400]

    # A Chinese comma parts cells only where no other sign does: it stands in every note.
    def parted(sign: str) -> int:
        return sum(sign in line for line in lines)

    best = max(",\t;", key=parted)
    return best if parted(best) >= 1 else "，" if parted("，") else ","
