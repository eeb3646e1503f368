"""An Excel archive looked through before openpyxl is let near it (检查压缩包).

Sizes, entity declarations, macros, merged ranges, hidden rows and formulas without a result are
judged on the raw parts, so that nothing large is ever held.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final
from xml.parsers import expat

from base.problems import Problem, Problems, Text
from data.reading.sheets.grid import CELLS, too_many
from data.reading.sheets.text import shown

UNPACKED: Final = 60 * 2**20
"""Bytes that a workbook's parts may have when unpacked."""

PARTS: Final = 500
MERGED: Final = 2_000
"""Merged ranges in a sheet."""

_REF: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
Box = tuple[int, int, int, int]
"""Rows and columns of a range, from 1: top, left, bottom, right."""


@dataclass
class Seen:
    """What a look through a sheet's XML found (所见): merges, formulas that hold no value, texts
    of a cell's own with a part raised or lowered, rows and columns that are hidden, and how far
    its cells say that they reach."""

    merges: list[Box] = field(default_factory=list)
    hollow: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    cells: int = 0
    reach: tuple[int, int] = (0, 0)

    def reaches(self, row: int, column: int) -> None:
        """Take note of how far the cells say that they reach (所及行列)."""
        self.reach = max(self.reach[0], row), max(self.reach[1], column)


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
            seen[name] = _scan(archive, name, file)
    return seen


def _scan(archive: zipfile.ZipFile, name: str, file: str) -> Seen:
    """Go through one part with expat, which refuses declarations and counts as it goes."""
    seen = Seen()
    parser = expat.ParserCreate()
    inside: dict[str, Any] = {"cell": "", "value": False}

    def declared(*_: object) -> None:
        raise Problems([_declares(file, name)])

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "mergeCell":
            seen.merges.append(box(attributes.get("ref", ""), file))
            if len(seen.merges) > MERGED:
                raise Problems([too_many(file, f"{MERGED} +")])
        elif local == "c":
            seen.cells += 1
            if seen.cells > CELLS:
                raise Problems([too_many(file, f"{CELLS} +")])
            at = _REF.fullmatch(attributes.get("r", ""))
            seen.reaches(int(at[2]) if at else 0, _column(at[1]) if at else 0)
            inside["cell"], inside["value"] = attributes.get("r", ""), False
        elif local == "row":
            number = attributes.get("r", "0")
            number = number if number.isdecimal() and len(number) < 8 else "9999999"
            seen.reaches(int(number), 0)
            if attributes.get("hidden") in ("1", "true"):
                seen.rows.add(int(number))
        elif local == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            seen.columns.update(range(first, min(last, first + 500) + 1))
        elif local == "f":
            parser.EndElementHandler, parser.CharacterDataHandler = end, text
        elif local == "v":
            inside["value"] = "empty"
        elif local == "vertAlign":
            seen.raised.add(str(inside["cell"]))

    def text(_: str) -> None:
        if inside["value"] == "empty":
            inside["value"] = True

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "c":
            if inside["value"] is not True:
                seen.hollow.add(str(inside["cell"]))
            parser.EndElementHandler = parser.CharacterDataHandler = None

    parser.StartDoctypeDeclHandler = declared
    if name.startswith("xl/worksheets/"):
        parser.StartElementHandler = start
    with archive.open(name) as part:
        parser.ParseFile(part)
    return seen


def box(ref: str, file: str) -> Box:
    """Read a range, "A1:C1" → rows and columns from 1: top, left, bottom, right."""
    found = _REF.fullmatch(ref)
    if not found:
        raise Problems([damaged(file, f"mergeCell {shown(ref)}")])
    left, top, right, bottom = found.groups()
    return int(top), _column(left), int(bottom or top), _column(right or left)


@lru_cache(1024)
def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = 26 * at + ord(letter) - 64
    return at


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


def _declares(file: str, part: str) -> Problem:
    return Problem(
        file,
        Text("工作簿的 XML 含有实体声明", "the workbook's XML declares entities"),
        shown(part),
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
