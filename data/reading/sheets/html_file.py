"""A page's tables as grids (读取网页表): what many sites hand out under the name of .xls."""

import re
from html.parser import HTMLParser
from typing import Final

from base.problems import Problems
from data.reading.sheets.grid import CELLS, COLUMNS, ROWS, Sheet, not_read, too_many
from data.reading.sheets.text import SheetCell

_START: Final = re.compile(r"\s*<(!doctype|html|\?xml|table|meta|head|style|div|body)", re.I)


def is_html(text: str) -> bool:
    """Say whether a text is a page or other markup (是否网页)."""
    return bool(_START.match(text[:500]))


def tables(text: str, file: str) -> list[Sheet]:
    """Read the tables of a page (读取网页中的表), raising `Problems` where there is none."""
    if text[:500].lstrip().lower().startswith("<?xml"):
        raise Problems([not_read(file, "XML")])
    reader = _Tables()
    reader.feed(text)
    reader.close()
    found = [Sheet("", _laid_out(one, file)) for one in reader.tables if any(one)]
    if not found:
        raise Problems([not_read(file, "HTML, 0 × <table>")])
    return found


class _Tables(HTMLParser):
    """Every table of a page: rows of (text, rows and columns that a cell spans)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[tuple[str, int, int]]]] = []
        self.open = self.raised = False
        self.span = (1, 1)
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end()
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._end()
            self.tables[-1].append([])
        elif tag in ("td", "th", "caption") and self.tables:
            self._end()
            if tag == "caption" or not self.tables[-1]:
                self.tables[-1].append([])
            given = dict(attrs)
            self.span = (_count(given.get("rowspan")), _count(given.get("colspan")))
            self.open, self.text = True, []
        elif tag in ("sup", "sub"):
            self.raised = True
        elif tag == "br":
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "caption", "tr", "table"):
            self._end()
        elif tag in ("sup", "sub"):
            self.raised = False

    def handle_data(self, data: str) -> None:
        if self.open and not self.raised:
            self.text.append(data)

    def _end(self) -> None:
        if self.open:
            self.tables[-1][-1].append(("".join(self.text).strip(), *self.span))
        self.open = self.raised = False


def _count(said: str | None) -> int:
    return min(int(said), COLUMNS) if said and said.isdecimal() and int(said) > 0 else 1


def _laid_out(rows: list[list[tuple[str, int, int]]], file: str) -> list[list[SheetCell]]:
    """Put cells in their places: one that spans several says the same in each."""
    placed: dict[tuple[int, int], str] = {}
    for at, row in enumerate(rows):
        column = 0
        for text, down, across in row:
            while (at, column) in placed:
                column += 1
            down = min(down, len(rows) - at)
            if len(placed) + down * across > CELLS or at >= ROWS or column > COLUMNS:
                raise Problems([too_many(file, f"{len(rows)} × {column}")])
            for low in range(at, at + down):
                for right in range(column, column + across):
                    placed.setdefault((low, right), text)
    width = max((column for _, column in placed), default=-1) + 1
    return [[placed.get((at, column), "") for column in range(width)] for at in range(len(rows))]
