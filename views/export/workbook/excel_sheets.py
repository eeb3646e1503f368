"""A sheet of years across and names down (工作表): what the workbook is written with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from forecast.arrays import Array

FIRST: Final = 3
"""Column of the first forecast year: code, name and the origin year stand before it."""

FONT: Final = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
PERCENT, POINTS, MONEY, FACTOR = "0.0%", "0.00", "#,##0.0", "0.0000"
ODDS: Final = '[<0.01]"<1%";[>0.99]">99%";0%'
"""Odds without false certainty, as views.words.numbers.chance prints them."""

STYLES: Final[dict[str, dict[str, Any]]] = {
    "text": {},
    "wrap": {"text_wrap": True, "valign": "top"},
    "center": {"align": "center", "text_wrap": True},
    "title": {"bold": True, "font_size": 14, "text_wrap": True},
    "heading": {"bold": True, "font_color": "#0072B2", "font_size": 11},
    "head": {"bold": True, "bottom": 1, "align": "right", "text_wrap": True},
    "head_left": {"bold": True, "bottom": 1, "text_wrap": True},
    "input": {"bg_color": "#FFF8DC", "border": 4, "border_color": "#BFBFBF"},
    "moved": {"bg_color": "#FFF8DC", "border": 4, "border_color": "#BFBFBF", "bold": True},
    "label": {"bold": True, "valign": "top", "text_wrap": True},
    "total": {"bold": True, "top": 1},
}

HEIGHTS: Final = {"title": 21}
"""Height of a line, points, where it is not 15."""

Formula = Callable[[int, int], str]
"""Gives the formula of a place (down) and a row (year); −1 is the origin year."""


class Book:
    """A workbook and its formats (工作簿)."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._formats: dict[tuple[str, str], Any] = {}

    def style(self, style: str, number: str = "") -> Any:
        """Give a format, made once (格式)."""
        if (style, number) not in self._formats:
            given = {**FONT, **STYLES[style]} | ({"num_format": number} if number else {})
            self._formats[style, number] = self.workbook.add_format(given)
        return self._formats[style, number]

    def sheet(self, name: str, title: str, years: Sequence[int] = ()) -> "ExcelSheet":
        """Add a sheet with its title (新工作表)."""
        page = self.workbook.add_worksheet(name)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        made = ExcelSheet(self, page, name, tuple(years))
        made.widen(9, 34, *[12] * (1 + max(len(years), 6)))
        made.merged(0, title, "title", 70)
        return made


@dataclass(frozen=True)
class CellRange:
    """A block of cells on a sheet (数据块), so that formulas can point at it."""

    sheet: str
    top: int
    count: int

    def at(self, place: int, row: int) -> str:
        """Name one cell (单元格): place down, year across, −1 the origin year."""
        return f"'{self.sheet}'!${xl_col_to_name(FIRST + row)}${self.top + place + 1}"

    def column(self, row: int) -> str:
        """Name a year's cells (整列)."""
        letter = xl_col_to_name(FIRST + row)
        return f"'{self.sheet}'!${letter}${self.top + 1}:${letter}${self.top + self.count}"


class ExcelSheet:
    """A sheet that is filled from top to bottom (工作表).

    `letters` of a text, a Chinese one counting two, have room beside each other.
    """

    def __init__(self, book: Book, page: Worksheet, name: str, years: tuple[int, ...]) -> None:
        self.book, self.page, self.name, self.years = book, page, name, years
        self.row, self.letters = 2, 105
        self.wide: dict[int, int] = {}

    def widen(self, *wide: int) -> None:
        """Set the widths of the columns from the first on (列宽), in letters."""
        for column, letters in enumerate(wide):
            self.page.set_column(column, column, letters)
            self.wide[column] = letters

    def note(self, text: str) -> None:
        """Write a line of text (说明), as text whatever it starts with."""
        for part in _parts(text):
            self.merged(self.row, part, "wrap", self.letters)
            self.row += 1

    def fact(self, label: str, text: str) -> None:
        """Write a line of text with its label before it (标注)."""
        self.page.write_string(self.row, 0, label, self.book.style("label"))
        for part in _parts(text):
            self.merged(self.row, part, "wrap", self.letters, 1)
            self.row += 1

    def merged(self, row: int, text: str, style: str, letters: int, first: int = 0) -> None:
        """Write a text over a whole line, as high as it needs: `letters` fit beside each other."""
        wide, shown = FIRST + max(len(self.years), 6) - 1, self.book.style(style)
        self.page.merge_range(row, first, row, wide, "", shown)
        self.page.write_string(row, first, text, shown)
        lines = sum(1 + len(part.encode("gbk", "replace")) // letters for part in text.split("\n"))
        self.page.set_row(row, HEIGHTS.get(style, 15) * lines)

    def live_note(self, row: int, text: str, formula: str) -> None:
        """Put a formula into a line that `note` left empty (活的说明); `text` is its value now."""
        self.page.write_formula(row, 0, formula, self.book.style("wrap"), text)
        self.page.set_row(row, 15 * (1 + len(text.encode("gbk", "replace")) // self.letters))

    def block(
        self,
        title: str,
        labels: Sequence[tuple[str, str]],
        values: Array,
        number: str,
        formula: Formula | None = None,
        origin: Array | None = None,
        style: str = "text",
        bold: Callable[[int, int], bool] = lambda place, row: False,
        origin_year: int | None = None,
    ) -> CellRange:
        """Write names down and years across (数据块); `values` (year, place).

        With `formula` the cells are live and `values` only what they hold until recalculated.
        """
        self.row += 1
        self.page.write_string(self.row, 0, title, self.book.style("heading"))
        self.row += 1
        heads = ("", "", "" if origin_year is None else origin_year, *self.years)
        for column, head in enumerate(heads):
            self.page.write(self.row, column, head, self.book.style("head"))
        self.row += 1
        block = CellRange(self.name, self.row, len(labels))
        for place, (code, label) in enumerate(labels):
            self.page.write_string(self.row, 0, code, self.book.style("text"))
            self.page.write_string(self.row, 1, label, self.book.style("text"))
            if origin is not None:
                shown = self.book.style("text", number)
                self.page.write_number(self.row, FIRST - 1, float(origin[place]), shown)
            for row in range(len(self.years)):
                shown = self.book.style("moved" if bold(place, row) else style, number)
                self._cell(FIRST + row, float(values[row, place]), formula, place, row, shown)
            self.row += 1
        return block

    def total(
        self, label: str, values: Array, number: str, formula: Callable[[int], str]
    ) -> CellRange:
        """Write a line under a block (合计行); `values` (year,)."""
        shown = self.book.style("total", number)
        for column, text in ((0, ""), (1, label), (2, "")):
            self.page.write_string(self.row, column, text, self.book.style("total"))
        for row in range(len(self.years)):
            cell = formula(row)
            self.page.write_formula(self.row, FIRST + row, cell, shown, float(values[row]))
        self.row += 1
        return CellRange(self.name, self.row - 1, 1)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
        """Write a plain table (普通表); a cell is text, a number with its format, or a formula.

        Returns the row of its first line.
        """
        for column, head in enumerate(heads):
            style = "head_left" if column < 2 else "head"
            self.page.write_string(self.row, column, head, self.book.style(style))
        self._high(heads)
        self.row += 1
        first = self.row
        for cells in rows:
            self._high([cell if isinstance(cell, str) else cell[0] for cell in cells])
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    self.page.write_string(self.row, column, cell, self.book.style("wrap"))
                    continue
                value, number, formula = cell
                shown = self.book.style("center" if isinstance(value, str) else "text", number)
                if formula:
                    self.page.write_formula(self.row, column, formula, shown, value)
                elif isinstance(value, str):
                    self.page.write_string(self.row, column, value, shown)
                else:
                    self.page.write_number(self.row, column, value, shown)
            self.row += 1
        return first

    def _high(self, cells: Sequence[Any]) -> None:
        """Make the line as high as its longest text needs."""
        texts = [(self.wide.get(place, 12), one) for place, one in enumerate(cells)]
        lines = (
            1 + len(one.encode("gbk", "replace")) // wide
            for wide, one in texts
            if isinstance(one, str)
        )
        self.page.set_row(self.row, 15 * max(lines, default=1))

    def _cell(
        self, column: int, value: float, formula: Formula | None, place: int, row: int, shown: Any
    ) -> None:
        if formula is None:
            self.page.write_number(self.row, column, value, shown)
        else:
            self.page.write_formula(self.row, column, formula(place, row), shown, value)


def _parts(text: str) -> list[str]:
    """Cut a text that is higher than a line of a sheet may be, 409 points, into several."""
    most = 2_500 if text.isascii() else 1_200
    return [text[start : start + most] for start in range(0, max(1, len(text)), most)]
