"""A sheet's XML gone through once (工作表部件): its cells as written, and what stands around them.

Only cells that hold something are kept. What is too large is refused where it is met, so that
nothing large is ever held, whatever the file says of its own size.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, Final
from xml.parsers import expat

from base.problems import Problems
from data.reading.sheets.grid import CELLS, COLUMNS, ROWS, damaged, declares, too_many
from data.reading.sheets.text import shown

MERGED: Final = 2_000
"""Merged ranges in a sheet."""

_REF: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_LETTERS: Final = re.compile("[A-Z]{1,3}")
_PRINTED: Final = frozenset(
    kind + end for kind in ("odd", "even", "first") for end in ("Header", "Footer")
)
_PARTS: Final = re.compile("&[LCR]")
_PAGE: Final = re.compile("&[PN]")
_CODES: Final = re.compile(r'&"[^"]*"|&\d+|&[A-Z]')
"""Codes in what is printed above and below a sheet: parts, the number of the page, fonts."""

Box = tuple[int, int, int, int]
"""Rows and columns of a range, from 1: top, left, bottom, right."""


RawCell = tuple[int, str, int, str]
"""A cell as a workbook writes it (原始单元格): column from 0, type, style, text."""


@dataclass
class Seen:
    """What a look through a sheet's XML found (所见): its cells by row from 1, merges, formulas
    that hold no value, texts of a cell's own with a part raised or lowered, rows and columns that
    are hidden, how far its cells say that they reach, and what is printed above and below; of a
    part with remarks, each by its cell; of one with relations, type and target of each; of a
    drawing, a chart or a diagram, the text of each box or title."""

    lines: dict[int, list[RawCell]] = field(default_factory=dict)
    merges: list[Box] = field(default_factory=list)
    hollow: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    cells: int = 0
    reach: tuple[int, int] = (0, 0)
    remarks: dict[str, str] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)


def scan(stream: IO[bytes], name: str, file: str) -> Seen:
    """Go through one part with expat (逐部检查), which refuses declarations; raises `Problems`.

    Of a part that is no sheet only remarks, text boxes, titles and relations are looked at.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def declared(*_: object) -> None:
        raise Problems([declares(file, name)])

    def root(tag: str, _: object) -> None:
        parser.StartElementHandler = None
        kind = tag.rpartition(":")[2]
        if kind == "Relationships":
            parser.StartElementHandler = going.link
        elif kind == "comments":
            parser.StartElementHandler = going.remark
            parser.CharacterDataHandler = going.remarked
        elif kind == "wsDr":
            parser.StartElementHandler = going.drawn
            parser.CharacterDataHandler = going.lettered
        elif kind in ("chartSpace", "dataModel"):
            parser.StartElementHandler = going.titled
            parser.CharacterDataHandler = going.lettered
        elif kind == "worksheet":
            going.tags[tag] = "worksheet"
            parser.StartElementHandler = going.start
            parser.EndElementHandler = going.end
            parser.CharacterDataHandler = going.text

    going = _Scan(file)
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = root
    parser.ParseFile(stream)
    return going.seen


class _Scan:
    """One sheet on its way through (扫描): the cell that is open, and what was seen before."""

    def __init__(self, file: str) -> None:
        self.file, self.seen = file, Seen()
        self.tags: dict[str, str] = {}
        self.row, self.number, self.line = 0, "0", []  # type: int, str, list[RawCell]
        self.ref, self.kind, self.style, self.column = "", "n", 0, -1
        self.value: list[str] = []
        self.formula = self.into = self.phonetic = False

    def start(self, tag: str, given: dict[str, str]) -> None:
        local = self.tags.get(tag) or self._local(tag)
        if local == "c":
            self._cell(given)
        elif local in ("v", "t"):
            self.into = not self.phonetic and (local == "v") != (self.kind == "inlineStr")
        elif local == "f":
            self.formula = True
        elif local == "row":
            self._row(given)
        elif local == "mergeCell":
            self.seen.merges.append(box(given.get("ref", ""), self.file))
            if len(self.seen.merges) > MERGED:
                raise Problems([too_many(self.file, f"{MERGED} +")])
        elif local == "col" and given.get("hidden") in ("1", "true"):
            first, last = int(given.get("min", "1")), int(given.get("max", "1"))
            self.seen.columns.update(range(first, min(last, first + 500) + 1))
        elif local in _PRINTED:
            self.into, self.value = True, []
        elif local == "vertAlign":
            self.seen.raised.add(self.ref)
        elif local == "rPh":
            self.phonetic = True

    def link(self, _: str, given: dict[str, str]) -> None:
        self.seen.links.append((given.get("Type", ""), given.get("Target", "")))

    def remark(self, tag: str, given: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        self.ref = given.get("ref", "") if local == "comment" else self.ref
        self.into = local == "t"

    def remarked(self, said: str) -> None:
        if self.into and self.ref and len(self.seen.remarks) < MERGED:
            self.seen.remarks[self.ref] = (self.seen.remarks.get(self.ref, "") + said)[:500]

    def drawn(self, tag: str, _: object) -> None:
        local = tag.rpartition(":")[2]
        if local.endswith("Anchor") and len(self.seen.asides) < MERGED:
            self.seen.asides.append("")
        self.into = local == "t"

    def titled(self, tag: str, _: object) -> None:
        local = tag.rpartition(":")[2]
        if local == "p" and len(self.seen.asides) < MERGED:
            self.seen.asides.append("")
        self.into = local == "t"

    def lettered(self, said: str) -> None:
        if self.into and self.seen.asides and said.strip():
            self.seen.asides[-1] = (self.seen.asides[-1] + said)[:500]

    def text(self, said: str) -> None:
        if self.into:
            self.value.append(said)

    def end(self, tag: str) -> None:
        local = self.tags[tag]
        if local in ("v", "t"):
            self.into = False
        elif local == "c":
            said = self.value[0] if len(self.value) == 1 else "".join(self.value)
            if said:
                self._keep(said)
            elif self.formula:
                self.seen.hollow.add(self.ref)
        elif local == "rPh":
            self.phonetic = False
        elif local in _PRINTED:
            self.into = False
            self.seen.asides += printed("".join(self.value))

    def _local(self, tag: str) -> str:
        return self.tags.setdefault(tag, tag.rpartition(":")[2])

    def _row(self, given: dict[str, str]) -> None:
        said = given.get("r", "")
        known = said.isdecimal() and len(said) < 8
        self.row = int(said) if known else self.row + 1 if not said else 9_999_999
        self.number = str(self.row)
        self.seen.reach = max(self.seen.reach[0], self.row), self.seen.reach[1]
        self.line, self.column = self.seen.lines.get(self.row, []), -1
        if given.get("hidden") in ("1", "true"):
            self.seen.rows.add(self.row)

    def _cell(self, given: dict[str, str]) -> None:
        seen = self.seen
        seen.cells += 1
        if seen.cells > CELLS:
            raise Problems([too_many(self.file, f"{CELLS} +")])
        self.ref, self.kind, style = given.get("r", ""), given.get("t", "n"), given.get("s")
        self.style = int(style) if style else 0
        self.value, self.formula = [], False
        if not self.ref:
            self.column += 1
        else:
            letters = self.ref.removesuffix(self.number)
            self.column = column_of(letters) - 1
            if self.column < 0 or letters == self.ref:
                raise Problems([damaged(self.file, f"{shown(self.ref)} ({self.number})")])
        if self.column >= seen.reach[1]:
            seen.reach = seen.reach[0], self.column + 1

    def _keep(self, said: str) -> None:
        if self.row > ROWS or self.column >= COLUMNS:
            raise Problems([too_many(self.file, f"{self.row:,} × {self.column + 1:,}")])
        if not self.line:
            self.seen.lines[self.row] = self.line
        self.line.append((self.column, self.kind, self.style, said))


def printed(text: str) -> list[str]:
    """Give what is printed above or below a sheet (页眉页脚), in its parts and without codes; a
    page's number alone is nothing.

    >>> printed('&L四川省&C&"宋体"第 &P 页&R&P/&N')
    ['四川省', '第 1 页']
    """
    parts = _PARTS.split(text[:2000])
    said = (_CODES.sub("", _PAGE.sub("1", one)) for one in parts)
    left = (_CODES.sub("", one) for one in parts)  # &P too is a code
    return [one for one, rest in zip(said, left, strict=True) if any(map(str.isalnum, rest))]


def box(ref: str, file: str) -> Box:
    """Read a range, "A1:C1" → rows and columns from 1: top, left, bottom, right."""
    found = _REF.fullmatch(ref)
    if not found:
        raise Problems([damaged(file, f"mergeCell {shown(ref)}")])
    left, top, right, bottom = found.groups()
    return int(top), column_of(left), int(bottom or top), column_of(right or left)


@lru_cache(1024)
def column_of(letters: str) -> int:
    """Count a column from 1 (列号); 0 for letters that name none."""
    at = 0
    for letter in letters if _LETTERS.fullmatch(letters) else "":
        at = 26 * at + ord(letter) - 64
    return at
