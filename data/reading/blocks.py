"""The tables of a sheet (分块): each with its title lines, header, labels, figures and notes.

A sheet may hold several, one below the other or side by side; one that goes on (续表) has a
header of its own. What stands above the first also holds for those after it that say nothing.
"""

from dataclasses import dataclass, field

from data.reading.rows import (
    TIMES,
    SheetRow,
    is_header,
    is_numbered,
    kind,
    like_day,
    like_month,
    like_period,
    like_year,
    names_series,
    texts_of,
)
from data.reading.sheets.grid import Sheet
from data.reading.sheets.text import is_number, missing
from data.reading.words.understand import understood


@dataclass
class Block:
    """One table of a sheet (一块表): row and column numbers from 0.

    `headings`: for each row of figures, the rows above it within the table that head it.
    `labels`: for each column of figures, the columns that name its rows.
    """

    sheet: Sheet
    texts: list[SheetRow]
    lines: list[int] = field(default_factory=list)
    header: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    rulers: list[int] = field(default_factory=list)
    headings: dict[int, tuple[int, ...]] = field(default_factory=dict)
    above: tuple[int, ...] = ()
    labels: dict[int, tuple[int, ...]] = field(default_factory=dict)
    counting: int | None = None

    @property
    def named(self) -> list[int]:
        """Every column that names rows (标签列)."""
        return sorted({column for own in self.labels.values() for column in own})

    def line(self, at: int) -> str:
        """Give what a row of one text says (单行文字), and a unit at the right of it."""
        return "，".join(dict.fromkeys(filter(None, self.texts[at])))

    def path(self, column: int) -> tuple[tuple[int, int], ...]:
        """Give the cells of the header above a column (表头路径), the nearest last.

        A blank one is filled from its left where a cell below it says more.
        """
        found = []
        for place, at in enumerate(self.header):
            below = self.header[place + 1 :]
            from_ = column
            if not self.texts[at][column] and any(self.texts[low][column] for low in below):
                start = max((one for one in self.named if one < column), default=-1) + 1
                filled = (one for one in range(column, start - 1, -1) if self.texts[at][one])
                from_ = next(filled, column)
            if self.texts[at][from_]:
                found.append((at, from_))
        return tuple(found)


def blocks(sheet: Sheet) -> list[Block]:
    """Part a sheet into its tables (分块)."""
    texts = texts_of(sheet)
    found: list[Block] = []
    block = Block(sheet, texts)
    waiting: list[int] = []
    noted = False
    stack: list[int] = []
    for at, row in enumerate(texts):
        what = kind(row, first=at == 0)
        if what == "texts" and _is_figures(block, row):
            what = "data"
        if what == "blank":
            continue
        if what == "note" or (noted and what == "line" and _goes_on(row)):
            block.notes.append(at)
            noted = True
            continue
        if what == "ruler":
            block.rulers.append(at)
            continue
        if not block.body and what != "data":
            _before(block, at, what, waiting)
            continue
        if what == "line":
            waiting.append(at)
            continue
        if block.body and what == "texts" and is_header(row, _value_columns(block)):
            found.append(_closed(block))
            block = Block(sheet, texts, above=(*block.above, *block.lines))
            block.lines, block.header, waiting, stack, noted = waiting, [at], [], [], False
            continue
        stack = _headed(texts, stack, waiting)
        waiting = []
        block.body.append(at)
        block.headings[at] = tuple(stack)
        noted = False
    block.notes += waiting if block.body else []
    block.lines += [] if block.body else waiting
    return [*found, _closed(block)] if block.body or not found else found


def _is_figures(block: Block, row: SheetRow) -> bool:
    """Whether a row of numbers like years is one of figures: it has a label of the table's own.

    2025 2015 1992 below 年份 金融业 房地产业, and 某业 2015 1992 below any header.
    """
    told = [text for text in row if text]
    if not block.header or not any(is_number(text) for text in told):
        return False
    if is_number(told[0]):
        before = block.texts[block.body[-1]] if block.body else []
        corner = any(block.texts[at][0].lower() in TIMES for at in block.header)
        return is_number(row[0]) and (corner or bool(before and like_year(before[0])))
    return bool(understood(told[0]).unknown)


def _goes_on(row: SheetRow) -> bool:
    text = next(text for text in row if text)
    return is_numbered(text) or len(text) > 15


def _before(block: Block, at: int, what: str, waiting: list[int]) -> None:
    """Take a row above the figures: a title, a header, or a heading of what follows."""
    if what == "texts":
        block.lines += waiting
        waiting.clear()
        block.header.append(at)
    elif block.header and not block.line(at).startswith(("单位", "计量单位", "unit")):
        waiting.append(at)
    else:
        block.lines.append(at)


def _headed(texts: list[SheetRow], stack: list[int], waiting: list[int]) -> list[int]:
    """Put new headings on the stack; one that says the same kind of thing ends an older one."""
    for at in waiting:
        facets = _facets(texts[at])
        stack = [one for one in stack if not facets & _facets(texts[one])]
        stack.append(at)
    return stack


def _facets(row: SheetRow) -> set[str]:
    found = understood(next(text for text in row if text))
    facets = {one.facet for one in found.words} - {"plain"}
    if facets & {"series", "part", "indicator", "region"}:
        facets |= {"series"}
    if facets & {"form", "money", "unit", "measure"}:
        facets |= {"form"}
    return facets | ({"when"} if found.when else set()) or {"plain"}


def _value_columns(block: Block) -> list[int]:
    """Columns in which figures have stood so far, without the first."""
    rows = block.body[-40:]
    width = len(block.texts[0])
    return [
        column
        for column in range(1, width)
        if any(is_number(block.texts[at][column]) for at in rows)
    ]


def _closed(block: Block) -> Block:
    """Tell the columns that name rows from those that hold figures."""
    width = len(block.texts[0]) if block.texts else 0
    kinds = [_column(block, column) for column in range(width)]
    if kinds and kinds[0] == "count":
        block.counting = 0
    groups = _groups(kinds)
    values = [column for column in range(width) if kinds[column] == "value"]
    for at in _without_figures(block, values):
        block.header.remove(at)
        block.body.insert(0, at)
        block.headings[at] = ()
    trailing = [one for group in groups if values and group[0] > values[-1] for one in group]
    for column in values:
        left = [group for group in groups if group[-1] < column]
        own: list[int] = []
        for group in reversed(left):
            own = [*group, *own]
            if _names(block, group):
                break
        block.labels[column] = (*own, *trailing)
    return block


def _without_figures(block: Block, values: list[int]) -> list[int]:
    """Rows taken for the end of the header that are ones without a figure (缺数的行), the last
    first: 金融业, 亿元, and nothing above the first figure."""
    found = []
    for at in reversed(block.header[1:]):
        told = [column for column, text in enumerate(block.texts[at]) if text]
        if set(told) & set(values) or not names_series(block.texts[at][told[0]]):
            break
        found.append(at)
    return found


def _column(block: Block, column: int) -> str:
    texts = [block.texts[at][column] for at in block.body]
    texts = [text for text in texts if not missing(text)]
    if not texts:
        return "empty"
    numbers = [text for text in texts if is_number(text)]
    if not numbers:
        return "label"
    if len(numbers) == len(texts) and column == 0 and _counts(texts):
        return "count"
    dated = _dated(block, column)
    period = all(like_year(text) for text in numbers) or (
        (dated and all(like_month(text) for text in numbers))
        or ((dated or column == 0) and all(like_day(text) for text in numbers))
    )
    if period and (column == 0 or dated):
        rest = (text for text in texts if not is_number(text))
        return "label" if all(map(_names_time, rest)) else "value"
    return "value"


def _names_time(text: str) -> bool:
    """Whether a text among years is a period, or says over which years: 两年平均."""
    found = understood(text)
    return like_period(text) or bool(found.of("against") and not found.unknown)


def _counts(texts: list[str]) -> bool:
    return len(texts) > 1 and texts == [str(at + 1) for at in range(len(texts))]


def _dated(block: Block, column: int) -> bool:
    """Whether the header calls a column one of years."""
    said = {block.texts[at][column].lower() for at in block.header}
    return bool(said & TIMES)


def _groups(kinds: list[str]) -> list[list[int]]:
    """Runs of label columns, side by side; an empty column between does not part them."""
    groups: list[list[int]] = []
    last = ""
    for column, one in enumerate(kinds):
        if one == "label":
            if last == "label":
                groups[-1].append(column)
            else:
                groups.append([column])
        if one != "empty":
            last = one
    return groups


def _names(block: Block, group: list[int]) -> bool:
    """Whether a group of label columns names what its rows are of, or when."""
    return any(
        names_series(block.texts[at][column])
        or understood(block.texts[at][column]).when
        or understood(block.texts[at][column]).of("region")
        or not understood(block.texts[at][column]).words
        for at in block.body[:200]
        for column in group
        if block.texts[at][column]
    )
