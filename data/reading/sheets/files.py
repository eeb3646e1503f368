"""A file's bytes as sheets (读取文件): what it is is told by its content, never by its name."""

from pathlib import Path

from base.faults import fault
from base.problems import Problem, Problems, Text
from data.reading.sheets.csv_file import decoded, grid
from data.reading.sheets.grid import BYTES, Sheet, not_read, too_large
from data.reading.sheets.html_file import is_html, tables


def sheets(content: bytes, file: str) -> list[Sheet]:
    """Read a file's content into sheets (读取), raising `Problems` where it cannot be."""
    if len(content) > BYTES:
        raise Problems([too_large(file, len(content))])
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        from data.reading.sheets.xls_file import old_workbook

        return old_workbook(content, file)
    if content[:4] == b"PK\x03\x04":
        from data.reading.sheets.xlsx_file import workbook

        return workbook(content, file)
    if content[:5] == b"%PDF-":
        raise Problems([not_read(file, "PDF")])
    text = decoded(content, file)
    return tables(text, file) if is_html(text) else [Sheet("", grid(text, file))]


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
                    fault(error),
                    Text("可读的文件", "a file that can be read"),
                    Text("请核对文件名和权限", "check its name and permissions"),
                    code="file-unopened",
                )
            ]
        ) from error
