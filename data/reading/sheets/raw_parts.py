"""An Excel archive looked through before openpyxl is let near it (检查压缩包).

Sizes, entity declarations, macros, merged ranges, hidden rows and formulas without a result are
judged on the raw parts, so that nothing large is ever held.
"""

import io
import zipfile
from typing import Final

from base.problems import Problem, Problems, Text
from data.reading.sheets.grid import damaged
from data.reading.sheets.sheet_xml import Seen, scan
from data.reading.sheets.text import shown

UNPACKED: Final = 60 * 2**20
"""Bytes that a workbook's parts may have when unpacked."""

PARTS: Final = 500


def look_through(content: bytes, file: str) -> dict[str, Seen]:
    """Look through every part of a workbook (检查), part → what was seen; raises `Problems`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _look(archive, file)


def _look(archive: zipfile.ZipFile, file: str) -> dict[str, Seen]:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    size = sum(part.file_size for part in parts)
    if size > UNPACKED or len(parts) > PARTS:
        raise Problems([_bomb(file, size, len(parts))])
    if len(set(names)) != len(names) or any(part.flag_bits & 1 for part in parts):
        raise Problems([damaged(file, Text("部件重复或已加密", "parts twice, or encrypted"))])
    if any(name.lower().endswith(("vbaproject.bin", ".xlsm", "macrosheet.xml")) for name in names):
        raise Problems([_macros(file)])
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Problems([damaged(file, shown(", ".join(names)))])
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise Problems([_macros(file)])
    seen = {}
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            with archive.open(name) as part:
                seen[name] = scan(part, name, file)
    return seen


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
        code="file-bomb",
    )


def _macros(file: str) -> Problem:
    return Problem(
        file,
        Text("工作簿含有宏", "the workbook holds macros"),
        "vbaProject",
        Text("不含宏的 XLSX", "an XLSX without macros"),
        Text("请另存为 XLSX 工作簿", "save it as an XLSX workbook"),
        code="file-macros",
    )
