"""From a grid to figures (识别表式): whatever way a bureau lays its tables out.

Every figure is what its row, its column, the headings above it and the sheet's title say
together: a section, a period, a unit. So years may run down or across, quarters stand
beside amounts, and units in a header line, without a reader for each.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from base.problems import Problem, Text
from data.reading import cells
from data.reading.cells import Cell, Period, Unit, flat, shown
from data.reading.excel_file import letters
from data.reading.grid import Sheet
from data.schema import place

WITHIN: Final = {
    "value_added": (Decimal("0"), Decimal("1e6")),
    "real_growth": (Decimal("-60"), Decimal("100")),
    "real_index": (Decimal("40"), Decimal("250")),
}
"""What a figure can be: 亿元, per cent, previous year = 100."""

NAMES: Final = {
    "value_added": (Text("增加值", "value added"), Text("亿元", "100m yuan")),
    "real_growth": (Text("可比价增速", "real growth"), Text("%", "%")),
    "real_index": (Text("可比价指数", "a real index"), Text("上年=100", "previous year = 100")),
}
"""A measure and its unit in words."""

UNIT_NAMES: Final = {
    "value_added": "100m_cny",
    "real_growth": "percent",
    "real_index": "previous_year=100",
}


@dataclass(frozen=True)
class Figure:
    """One figure as read (一个数字): 亿元, per cent, or previous year = 100; and where it stood."""

    series: str
    period: str
    measure: str
    value: Decimal
    where: str
    row: int
    unit: str = ""
    status: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is a figure of (键)."""
        return self.series, self.period, self.measure


@dataclass(frozen=True)
class LeftOut:
    """A column or row that was not taken, and why (未采用)."""

    where: str
    said: str
    why: Text


@dataclass
class Found:
    """What a sheet holds (识别结果)."""

    figures: list[Figure] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """What a line of labels says of the figures in it (标签含义)."""

    series: str | None = None
    year: int = 0
    quarter: int = 0
    units: tuple[Unit, ...] = ()
    unknown: str = ""
    single: bool = False

    def beneath(self, above: "Said") -> "Said":
        """Add what a label above says, where this one is silent (下层优先)."""
        return Said(
            self.series or above.series,
            self.year or above.year,
            self.quarter or above.quarter,
            _surer(self.units, above.units),
            self.unknown or above.unknown,
            self.single or above.single,
        )


SEASON: Final = Text("单季数，不是累计数", "one quarter alone, no year to date")
OTHER_RATE: Final = Text("构成、贡献或不变价", "a share, a contribution or fixed prices")
NOT_KEPT: Final = Text("本项目不采用的指标", "not kept by this project")
NOT_KNOWN: Final = Text("认不出的行列", "not recognised")


def find(sheet: Sheet, file: str) -> Found:
    """Find the figures of one sheet (识别), with what was left out and every problem."""
    where = f"{file}[{shown(sheet.name)}]" if sheet.name else file
    return _Layout(sheet.rows, where, sheet.name).read()


def said(texts: list[str], heading: bool = False) -> Said:
    """Understand the labels of a row or column, the nearest to the figures last (释义)."""
    whole = Said()
    for text in texts:
        if not text:
            continue
        name = cells.series(text)
        when = cells.period(text) if name is None or any(one.isdigit() for one in text) else None
        measured = cells.units(text)
        single = bool(cells.SINGLE.search(text)) and not (when and when.quarter)
        told = name or when or measured or single or text in _CORNERS or heading
        at = when or Period()
        mine = Said(name, at.year, at.quarter, measured, "" if told else text, single)
        # A translation beneath a name adds nothing; any other text beneath is a name of its own.
        if mine.unknown and whole.series and text.isascii():
            continue
        whole = mine.beneath(whole)
        if mine.unknown:
            whole = replace(whole, series=None)
        elif name:
            whole = replace(whole, unknown="")
    return whole


def _surer(below: tuple[Unit, ...], above: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Units said nearest to the figures; 绝对额 leaves it to the 亿元 of the line above."""
    hinted = {unit.measure for unit in below if not unit.sure}
    if below and hinted == {unit.measure for unit in above if unit.sure} & hinted:
        return tuple(unit for unit in above if unit.measure in hinted) if hinted else below
    return below or above


_CORNERS: Final = {
    *("年份", "年度", "时间", "期间", "指标", "行业", "项目", "季度", "地区", "重庆", "重庆市"),
    *("数值", "数据", "本期", "本季", "本年", "累计", "绝对数", "指标值", "指标名称", "value"),
    *("year", "period", "item", "indicator", "单位", "合计", "总计", "total"),
}
_FOOT: Final = ("注", "资料来源", "数据来源", "来源", "说明", "备注", "note", "source", "*", "#注")


class _Layout:
    """One grid on its way to figures (版面)."""

    def __init__(self, rows: list[list[Cell]], where: str, name: str):
        self.rows, self.where = rows, where
        self.width = max(map(len, rows), default=0)
        self.texts = [[flat(cell) for cell in row] + [""] * (self.width - len(row)) for row in rows]
        self.found = Found()
        self.context = Said()
        self.named = flat(name)

    def read(self) -> Found:
        first = next((at for at in range(len(self.rows)) if self._has_figures(at)), None)
        if first is None:
            return self.found
        labels = self._label_columns(first)
        header = [at for at in range(first) if not self._is_line(at)]
        self._understand([self._line(at) for at in range(first) if self._is_line(at)])
        columns = self._columns(header, labels)
        self._take(first, labels, columns)
        return self.found

    def _has_figures(self, at: int) -> bool:
        """Whether a row holds a number that is no year; or any, beside a section or a year."""
        numbers = [text for text in self.texts[at] if cells.number(text) is not None]
        if not numbers or self._is_line(at):
            return False
        if any(not _like_year(text) for text in numbers):
            return True
        first = next(text for text in self.texts[at] if text)
        years = at > 0 and sum(_like_year(text) for text in self.texts[at]) > 1
        return bool(cells.series(first)) or (years and cells.series_in(self.texts[at - 1]))

    def _is_line(self, at: int) -> bool:
        """Whether a row says one thing only: a title, a unit, a heading, a footnote."""
        told = {text for text in self.texts[at] if text}
        if len(told) != 1:
            return not told
        text = next(iter(told))
        return cells.number(text) is None or (_like_year(text) and at == 0)

    def _line(self, at: int) -> str:
        return next((text for text in self.texts[at] if text), "")

    def _understand(self, lines: list[str]) -> None:
        """Take period and unit from title lines; the line that states the unit decides it."""
        for text in [self.named, *lines]:
            spans = cells.period(text)
            years = set(cells.years(text))
            if spans and len(years) <= 1:
                self.context = Said(year=spans.year, quarter=spans.quarter).beneath(self.context)
            elif spans and spans.quarter:
                self.context = Said(quarter=spans.quarter).beneath(self.context)
        stated = [text for text in lines if "单位" in text or "unit" in text.lower()]
        rest = [text for text in lines if text not in stated]
        for text in [*stated, *rest]:
            measured = tuple(unit for unit in cells.units(text) if unit.sure)
            if measured and not self.context.units:
                self.context = replace(self.context, units=measured)

    def _label_columns(self, first: int) -> int:
        """Count the columns at the left that hold labels: text, years, quarters."""
        count = 0
        for at in range(self.width):
            column = [row[at] for row in self.texts[first:] if row[at]]
            numbers = [text for text in column if cells.number(text) is not None]
            years = [text for text in numbers if _like_year(text)]
            period_like = at == 0 and len(years) == len(numbers)
            if numbers and not period_like:
                break
            if all(cells.missing(text) for text in column) and at > 0:
                break
            count += 1
        return max(count, 1)

    def _columns(self, header: list[int], labels: int) -> list[Said]:
        """Understand every column from its header, blank header cells filled from the left."""
        paths: list[list[str]] = [[] for _ in range(self.width)]
        for place_, at in enumerate(header):
            last, carried = place_ == len(header) - 1, ""
            for column in range(labels, self.width):
                text = self.texts[at][column]
                carried = text or carried
                below = any(self.texts[low][column] for low in header[place_ + 1 :])
                paths[column].append(text or (carried if below and not last else ""))
        return [said(path) for path in paths]

    def _take(self, first: int, labels: int, columns: list[Said]) -> None:
        heading, carried = Said(), [""] * labels
        told: set[tuple[str, str]] = set()
        for at in range(first, len(self.rows)):
            texts = self.texts[at]
            if not any(texts):
                continue
            if self._is_line(at) or not any(texts[labels:]):
                line = self._line(at)
                if not line.lower().startswith(_FOOT) and len(line) < 40:
                    heading = said([line], heading=True).beneath(heading)
                    carried = texts[:labels]
                continue
            if texts[0].lower().startswith(_FOOT):
                continue
            own = [
                text or (carried[0] if place_ == 0 else "")
                for place_, text in enumerate(texts[:labels])
            ]
            carried = own
            row = said(own)
            self._row(at, labels, row, columns, heading, told)

    def _row(
        self,
        at: int,
        labels: int,
        row: Said,
        columns: list[Said],
        heading: Said,
        told: set[tuple[str, str]],
    ) -> None:
        for column in range(labels, self.width):
            cell = self.rows[at][column] if column < len(self.rows[at]) else None
            if cells.missing(cell):
                continue
            spot = f"{letters(column + 1)}"
            given = _together(row, columns[column], heading, self.context)
            if isinstance(given, Text):
                if cells.number(cell) is not None:
                    self._conflict(at, spot, given, cell)
                continue
            why = given.why
            if why:
                self._leave(at, spot, row, columns[column], given, why, told)
                continue
            self._figure(at, spot, given, cell)

    def _leave(
        self,
        at: int,
        spot: str,
        row: Said,
        column: Said,
        given: "_Given",
        why: Text,
        told: set[tuple[str, str]],
    ) -> None:
        """Tell once of a row or column that is not taken; a name nearly known is a problem."""
        of_row = bool(row.unknown) or (why is not NOT_KNOWN and not column.unknown)
        name = row.unknown or column.unknown
        line = ("row", str(at)) if row.unknown else ("column", spot)
        if line in told:
            return
        told.add(line)
        where = place(self.where, at + 1, "" if of_row and row.unknown else spot)
        near = cells.nearly(name) if name else None
        if near:
            self.found.problems.append(
                Problem(
                    where,
                    Text("认不出的行业名称", "the section is not known"),
                    shown(name),
                    Text(near, near),
                    Text("请改正名称，或删去该行列", "mend the name, or remove the row or column"),
                )
            )
        else:
            self.found.left_out.append(LeftOut(where, shown(name or given.label), why))

    def _conflict(self, at: int, spot: str, what: Text, cell: Cell) -> None:
        self.found.problems.append(
            Problem(
                place(self.where, at + 1, spot),
                what,
                shown(cell),
                Text("行、列、标题只各说一次", "row, column and title that agree"),
                Text("请改正表头或标题", "mend the header or the title"),
            )
        )

    def _figure(self, at: int, spot: str, given: "_Given", cell: Cell) -> None:
        where = place(self.where, at + 1, spot)
        value = cells.number(cell)
        lacks = list(given.lacks())
        if value is None:
            self.found.problems.append(not_a_number(where, cell))
            return
        for what, expected, remedy in lacks:
            self.found.problems.append(Problem(where, what, shown(cell), expected, remedy))
        if lacks or given.unit is None or given.series is None:
            return
        per_cent = isinstance(cell, str) and flat(cell).endswith("%")
        if per_cent and given.unit.measure != "real_growth":
            self.found.problems.append(not_a_number(where, cell))
            return
        value = value.scaleb(given.unit.power)
        low, high = WITHIN[given.unit.measure]
        if not low < value < high:
            self.found.problems.append(_out_of_range(where, given.unit.measure, value, cell))
            return
        period = str(Period(given.year, given.quarter))
        measure, row = given.unit.measure, at + 1
        if given.quarter and measure == "real_index":
            measure, value = "real_growth", value - 100
        unit = UNIT_NAMES[measure]
        self.found.figures.append(Figure(given.series, period, measure, value, where, row, unit))


@dataclass(frozen=True)
class _Given:
    """All that is said of one cell (单元格含义)."""

    series: str | None
    year: int
    quarter: int
    unit: Unit | None
    label: str = ""
    why: Text | None = None

    def lacks(self) -> Iterator[tuple[Text, Text, Text]]:
        """Tell what is not said of a figure: its unit, its year."""
        if self.unit is None:
            yield (
                Text("没有说明单位", "no unit is stated"),
                Text("亿元、万元、% 或 上年=100", "亿元, 万元, % or 上年=100"),
                Text("请在表头或“单位：”行注明", "state it in the header or in a line “单位：”"),
            )
        if not self.year:
            yield (
                Text("没有说明年份", "no year is stated"),
                Text("如 2026年前三季度", "such as 2026年前三季度"),
                Text("请在标题、行或列注明", "state it in the title, the row or the column"),
            )


def _together(row: Said, column: Said, heading: Said, context: Said) -> _Given | Text:
    """Put together what row, column, heading and title say; what they contradict is told."""
    name = column.series or row.series or heading.series
    if column.series and row.series and column.series != row.series:
        return Text("行和列各说一个行业", "row and column name different sections")
    if row.year and column.year and row.year != column.year:
        return Text("行和列的年份不同", "row and column name different years")
    if row.quarter and column.quarter and row.quarter != column.quarter:
        return Text("行和列的季度不同", "row and column name different quarters")
    label = column.unknown or row.unknown
    year = row.year or column.year or heading.year or context.year
    quarter = row.quarter or column.quarter or heading.quarter or context.quarter
    unit = _unit(column, row, heading, context)
    why: Text | None = None
    if row.unknown or column.unknown or name is None:
        kept = label and cells.not_kept(label)
        why = NOT_KEPT if kept else NOT_KNOWN
    elif row.single or column.single or (heading.single and not (row.quarter or column.quarter)):
        why = SEASON
    elif unit is not None and unit.measure == "left_out":
        why = OTHER_RATE
    return _Given(name, year, quarter, unit, label or str(name or ""), why)


def _unit(column: Said, row: Said, heading: Said, context: Said) -> Unit | None:
    """Choose the unit: the nearest sure one, else the title's one that fits what is hinted."""
    hinted = ""
    for one in (column, row, heading):
        if len(one.units) == 1 and one.units[0].sure:
            return one.units[0]
        if one.units and not hinted:
            hinted = one.units[0].measure
    fits = [unit for unit in context.units if hinted in ("", unit.measure)]
    if len(fits) == 1:
        return fits[0]
    # Growth needs no unit said: it is printed in per cent everywhere.
    return Unit("real_growth") if hinted == "real_growth" else None


def _like_year(text: str) -> bool:
    value = cells.bare_period(text)
    return value is not None and value.year > 0 and not value.quarter


def not_a_number(where: str, cell: Cell) -> Problem:
    """Tell of a text where a figure belongs (不是数)."""
    return Problem(
        where,
        Text("不是数", "it is not a number"),
        shown(cell),
        Text("数，如 1,234.5", "a number such as 1,234.5"),
        Text("请改正该单元格；缺数用“—”", "mend this cell; “—” where there is no figure"),
    )


def _out_of_range(where: str, measure: str, value: Decimal, cell: Cell) -> Problem:
    low, high = (f"{bound:,f}".replace("-", "−") for bound in WITHIN[measure])
    name, unit = NAMES[measure]
    return Problem(
        where,
        Text(f"{name.zh}不可能是这个数", f"{name.en} cannot be this"),
        shown(cell),
        Text(f"{low} 至 {high}（{unit.zh}）", f"{low} to {high} ({unit.en})"),
        Text("请核对单位和表头", "check the unit and the header"),
    )
