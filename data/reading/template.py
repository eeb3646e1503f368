"""A table to fill in (填表模板): laid out as the bureau does, and read whole once it is filled."""

import io
from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any, Final

from data.indicators import Indicator, indicators
from data.reading.long_format import NAME, NEEDED
from data.region import region

ROWS: Final = (
    *("地区生产总值", "第一产业", "第二产业", "第三产业", "批发和零售业", "交通运输、仓储和邮政业"),
    *("住宿和餐饮业", "金融业", "房地产业", "其他服务业"),
    *("信息传输、软件和信息技术服务业", "租赁和商务服务业", "科学研究和技术服务业"),
)
_QUARTERS: Final = ("一季度", "上半年", "前三季度", "")
NO_FIGURE: Final = "—"
"""What stands where a figure may be written, and is read as none."""


def template(today: date) -> bytes:
    """Give a workbook to fill in (模板): accounts, indicators by month, what directions count.

    Accounts and directions are of the last quarter that is over, whole years written 2025年 in the
    title; an indicator of its newest period that is usually out. A blank cell of the accounts and
    a dash of the others may stay.
    """
    import xlsxwriter

    year, quarter = today.year, (today.month - 1) // 3
    if not quarter:
        year, quarter = year - 1, 4
    own = [one for one in indicators().values() if one.area == "own"]
    monthly = [(one, _newest(one, today)) for one in own if not one.direction]
    counted = [(one, f"{year}Q{quarter}") for one in own if one.direction]
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True}) as book:
        _accounts(book, f"{year}年{_QUARTERS[quarter - 1]}{region().name}地区生产总值")
        _long(book.add_worksheet("指标"), monthly)
        _long(book.add_worksheet("小切口"), counted)
    return sink.getvalue()


def _accounts(book: Any, title: str) -> None:
    """The accounts as the bureau prints them, a row a section."""
    sheet = book.add_worksheet("数据")
    money, growth = (book.add_format({"num_format": one}) for one in ("#,##0.00", "0.0"))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 20)
    sheet.write_string(0, 0, title)
    sheet.write_row(1, 0, ("指标", "增加值（亿元）", "同比增长（%）"))
    for at, name in enumerate(ROWS, start=2):
        sheet.write_string(at, 0, name)
        sheet.write_blank(at, 1, None, money)
        sheet.write_blank(at, 2, None, growth)
    sheet.write_string(len(ROWS) + 2, 0, "注：绝对额按现价计算，增长速度按不变价格计算。")


def _long(sheet: Any, listed: list[tuple[Indicator, str]]) -> None:
    """Indicators in the long format, a row a figure, with their names."""
    head = (NEEDED[0], NAME, *NEEDED[1:])
    sheet.set_column(0, 1, 34)
    sheet.set_column(2, len(head) - 1, 18)
    sheet.freeze_panes(1, 0)
    rows = [row for one, period in listed for row in _rows(one, period)]
    for at, row in enumerate([head, *rows]):
        sheet.write_row(at, 0, row)


def _rows(one: Indicator, period: str) -> Iterator[tuple[str, ...]]:
    """What is printed of an indicator: of an index growth alone, of a count or ratio no growth."""
    if one.kind != "index":
        yield one.series, one.zh, period, "indicator_level", NO_FIGURE, one.unit
    if one.kind != "ratio" and not one.direction:
        yield one.series, one.zh, period, "indicator_growth", NO_FIGURE, "percent"


def _newest(one: Indicator, today: date) -> str:
    """The newest period usually out; where no day is fixed, the newest that is over."""
    return next(
        period for period in _backwards(one, today) if (one.expected(period) or today) <= today
    )


def _backwards(one: Indicator, today: date) -> Iterator[str]:
    """Periods that are over, the newest first; January alone is not reported."""
    step = {"M": 1, "Q": 3, "Y": 12}[one.frequency]
    for back in count(1):
        year, before = divmod(12 * today.year + today.month - 1 - back, 12)
        month = before + 1
        if month % step == 0 and (step > 1 or month > 1):
            yield f"{year}M{month:02d}" if step == 1 else f"{year}Q{month // 3}"
