"""A file of figures as grids of cells (读取文件): CSV in any usual encoding, or a workbook.

Limits are held before anything is unpacked, so that a bomb is told and not opened.
"""

from pathlib import Path

from base.problems import Problem, Problems, Text
from data.reading.csv_file import decoded, grid_of
from data.reading.grid import BYTES, Sheet, not_read, too_large


def sheets(content: bytes, file: str) -> list[Sheet]:
    """Read a file's content into sheets (读取), raising `Problems` where it cannot be."""
    if len(content) > BYTES:
        raise Problems([too_large(file, len(content))])
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Problems([not_read(file, "旧版或加密的 Excel 文件", "an old or encrypted workbook")])
    if content[:4] == b"PK\x03\x04":
        from data.reading.excel_file import workbook

        return workbook(content, file)
    if content[:5] == b"%PDF-":
        raise Problems([not_read(file, "PDF 文件", "a PDF file")])
    return [Sheet("", grid_of(decoded(content, file), file))]


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
