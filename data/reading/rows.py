"""What each row of a sheet is (行的种类): a title, a header, figures, a ruler or a note."""

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from data.reading.sheets.grid import Sheet
from data.reading.sheets.text import flat, is_number, missing, worded
from data.reading.words.understand import understood

SheetRow = list[str]

_NOTE: Final = re.compile(
    r"^[*※#]?[(（]?(注释?|资料来源|数据来源|信息来源|来源|说明|备注|附注|数据说明|notes?|sources?|datasource"
    r"|发布时间|发布日期|发布单位|发布机构|更新时间|更新日期|数据更新|下载时间|导出时间|查询时间|打印时间|打印日期"
    r"|制表时间|制表日期|制表人|填表人|审核人|单位负责人|联系人|联系电话|报出日期|索引号)[)）]?[\d一二三]*[:：.、)）]"
    r"|^[*※]|^注\d|^本表",
    re.I,
)
_NUMBERED: Final = re.compile(r"^[(（]?\d{1,2}[.、)）](?!\d)")
_OF_SERVICES: Final = frozenset(
    {
        "指标id",
        "id",
        "指标代码",
        "更新时间",
        "最近更新",
        "最近更新时间",
        "更新日期",
        "起始时间",
        "时间区间",
        "seriesid",
        "srcode",
        "mnemonic",
        "lastupdatetime",
        "lastupdate",
        "firstobs.date",
        "lastobs.date",
    }
)
"""What data services print of a column that says nothing of its figures."""

_UNIT_LINE: Final = re.compile(r"[(（]?(?:计量|金额|计算)?单位[:：]")
_RULER: Final = frozenset("甲乙丙丁")


TIMES: Final = frozenset({"年份", "年度", "时间", "年", "year", "期间", "日期", "月份", "date"})
"""What the header of a column of periods says."""

PARTS: Final = {
    **dict.fromkeys(("季度", "季", "季别", "quarter"), ("季度", 4)),
    **dict.fromkeys(("月份", "月", "月度", "month"), ("月", 12)),
}
"""What the header of a column of quarters or months says, how each is written, how many."""

_MONTH: Final = re.compile(r"(?:19|20)\d\d\.?(?:0[1-9]|1[0-2])")
_DAY: Final = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(\d\d)")
TOTALS: Final = frozenset(
    (
        *("合计", "总计", "小计", "总和", "全部", "其中", "total", "sum", "data", "数据", "数值"),
        *("指标值", "本期", "本期数", "本年", "本年数", "当年"),
    )
)
"""Labels of figures, never the corner of a header."""

_SERIAL: Final = re.compile(r"[34]\d{4}|5[0-4]\d{3}")


def texts_of(sheet: Sheet) -> list[SheetRow]:
    """Give the flat text of every cell (各格文字), rows of one width.

    Below 时间 or 日期 a whole number may be a day as spreadsheets count: 46295 is 2026-09-30.
    Below 季度 or 月份 it is which of the year.
    """
    width = max(map(len, sheet.rows), default=0)
    texts = [[flat(cell) for cell in row] + [""] * (width - len(row)) for row in sheet.rows]
    for column in range(width):
        head = next((at for at, row in enumerate(texts) if row[column].lower() in TIMES), None)
        if head is not None:
            days = [(at, texts[at][column]) for at in range(head + 1, len(texts))]
            days = [(at, text) for at, text in days if is_number(text)]
            if days and all(_SERIAL.fullmatch(text) and _edge(int(text)) for _, text in days):
                for at, text in days:
                    texts[at][column] = _day(int(text)).isoformat()
        _counted(texts, column)
    for at, row in enumerate(texts):
        texts[at] = _as_days(row)
    return texts


def _as_days(row: SheetRow) -> SheetRow:
    """Write the days at the head of columns as days: 指标 46112 46203."""
    told = [text for text in row if text]
    if len(told) < 2 or not all(_SERIAL.fullmatch(one) and _edge(int(one)) for one in told[1:]):
        return row
    if is_number(told[0]) or not _heads(told[0], told[1:]):
        return row
    return [_day(int(one)).isoformat() if _SERIAL.fullmatch(one) else one for one in row]


def _counted(texts: list[SheetRow], column: int) -> None:
    """Write 1 below 季度 as 1季度, and 9 below 月份 as 9月, where all that stands there is one."""
    head = next((at for at, row in enumerate(texts) if row[column].lower() in PARTS), None)
    if head is None:
        return
    unit, most = PARTS[texts[head][column].lower()]
    own = [(at, texts[at][column]) for at in range(head + 1, len(texts)) if texts[at][column]]
    if own and all(text.isdecimal() and 1 <= int(text) <= most for _, text in own):
        for at, text in own:
            texts[at][column] = f"{int(text)}{unit}"


def _day(serial: int) -> date:
    return date(1899, 12, 30) + timedelta(days=serial)


def _edge(serial: int) -> bool:
    """Whether a day is the first or the last of a month."""
    return _day(serial).day == 1 or _day(serial + 1).day == 1


def like_month(text: str) -> bool:
    """Say whether a text is a year and a month in two digits (是否年月): 202609, 2026.09."""
    return bool(_MONTH.fullmatch(text))


def like_day(text: str) -> bool:
    """Say whether a text is the last day of a month in eight digits (是否月末日期).

    >>> like_day("20260930"), like_day("20260931"), like_day("20260915")
    (True, False, False)
    """
    found = _DAY.fullmatch(text)
    if not found:
        return False
    year, month, day = map(int, found.groups())
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day == day


def like_time(numbers: list[str]) -> bool:
    """Say whether numbers are years, months or ends of months in digits, all of one kind
    (是否期间数字)."""
    return any(all(map(one, numbers)) for one in (like_year, like_month, like_day))


def like_year(text: str) -> bool:
    """Say whether a text is a year and nothing else (是否年份).

    >>> like_year("2025年"), like_year("2025"), like_year("2025.5"), like_year("2025年全年")
    (True, True, False, False)
    """
    if text[:2] not in ("19", "20"):
        return False
    found = understood(text)
    if found.words or found.unknown or len(found.when) != 1:
        return False
    return bool(found.when[0].year) and not (found.when[0].part or found.when[0].kind)


def like_period(text: str) -> bool:
    """Say whether a text is a period and nothing else (是否期间)."""
    found = understood(text)
    words = {one.facet for one in found.words} - {"plain", "span"}
    return bool(found.when) and not words and not found.unknown


def is_note(text: str) -> bool:
    """Say whether a line begins as notes do (是否注释)."""
    return bool(_NOTE.match(text))


def is_numbered(text: str) -> bool:
    """Say whether a line begins with a number, as the second of several notes does."""
    return bool(_NUMBERED.match(text))


def kind(row: SheetRow, first: bool = False) -> str:
    """Say what a row is by itself (行的种类): blank, note, line, ruler, data or texts."""
    told = [text for text in row if text]
    if not told:
        return "blank"
    if is_note(told[0]):
        return "note"
    numbers = [text for text in told if is_number(text)]
    if len(set(told)) == 1:
        if not numbers or worded(told[0]) or (like_year(told[0]) and (first or len(told) == 1)):
            at = [column for column, text in enumerate(row) if text]
            return "texts" if at[0] > 0 and 1 < len(at) < len(row) else "line"
        return "texts" if like_year(told[0]) else "data"
    if _ruler(told) or (told[0].lower() in _OF_SERVICES and len(told) > 1):
        return "ruler"
    if not numbers:
        return "line" if len(set(told)) < 4 and _UNIT_LINE.match(told[-1]) else "texts"
    if like_year(row[0]) and len(numbers) == len(told):
        return "texts" if len(told) > 2 and all(map(like_year, numbers)) else "data"
    times = like_time(numbers) and (
        _heads(told[0], numbers) or (_told(told[1:]) and not names_series(told[0]))
    )
    return "texts" if times else "data"


def _told(cells: list[str]) -> bool:
    """Whether a cell beside numbers like years says how a figure is told: 2026, 2025, 增速."""
    texts = [understood(one) for one in cells if not is_number(one)]
    return bool(texts) and all(one.of("form") and not one.unknown for one in texts)


def _heads(corner: str, numbers: list[str]) -> bool:
    """Whether numbers that may be times stand in a header, below such a corner (表头左上角).

    What names figures, or is a sum of them, is their label: 增加值 2015 1992 is no header. Years
    one after the other are, whatever stands beside them, but for the name of a section.
    """
    if is_number(corner):
        return True
    said = understood(corner)
    plain = all(one.facet == "plain" and one.value in ("table", "") for one in said.words)
    if plain and not said.unknown and not said.when:
        return corner.rstrip(":").lower() not in TOTALS
    if said.unknown or "单位" in corner:
        return all(map(like_year, numbers)) or "单位" in corner
    steps = {int(b[:4]) - int(a[:4]) for a, b in pairwise(numbers)} - {0}
    return steps in ({1}, {-1}) and not names_series(corner)


def _ruler(told: list[str]) -> bool:
    """甲, 乙, 1, 2, 3: letters and numbers that only count the columns."""
    numbers = [text for text in told if text not in _RULER]
    if numbers and numbers[0] != "1":
        return False
    counted = [str(at + 1) for at in range(len(numbers))]
    return (len(numbers) > 1 and numbers == counted) or (
        set(told) & _RULER != set() and numbers == counted
    )


def names_series(text: str) -> bool:
    """Say whether a text names what a figure is of (是否行业或指标名)."""
    found = understood(text)
    return any(one.facet in ("series", "part", "indicator") for one in found.words)


def is_header(row: SheetRow, columns: list[int]) -> bool:
    """Say whether a row within a table begins another header (是否新表头).

    It does if what stands above the figures says what they are, and nothing unknown.
    """
    told = [row[column] for column in columns if column < len(row) and not missing(row[column])]
    numbers = [text for text in told if is_number(text)]
    if not told or (numbers and not like_time(numbers)):
        return False
    meanings = [understood(text) for text in told]
    return all(not one.unknown and (one.words or one.when) for one in meanings)
