"""A table to fill in (填表模板): laid out as the bureau does, and read whole once it is filled."""

import io
from datetime import date
from typing import Final

from data.region import region

ROWS: Final = (
    *("地区生产总值", "第一产业", "第二产业", "第三产业", "批发和零售业", "交通运输、仓储和邮政业"),
    *("住宿和餐饮业", "金融业", "房地产业", "其他服务业"),
    *("信息传输、软件和信息技术服务业", "租赁和商务服务业", "科学研究和技术服务业"),
)
_QUARTERS: Final = ("一季度", "上半年", "前三季度", "")


def template(today: date) -> bytes:
    """Give a workbook to fill in (模板), for the last quarter that is over; blanks are no figures.

    A blank cell may stay blank. Whole years are written 2025年 in the title.
    """
    import xlsxwriter

    year, quarter = today.year, (today.month - 1) // 3
    if not quarter:
        year, quarter = year - 1, 4
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True}) as book:
        sheet = book.add_worksheet("数据")
        money, growth = (book.add_format({"num_format": one}) for one in ("#,##0.00", "0.0"))
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 2, 20)
        sheet.write_string(0, 0, f"{year}年{_QUARTERS[quarter - 1]}{region().name}地区生产总值")
        sheet.write_row(1, 0, ("指标", "增加值（亿元）", "同比增长（%）"))
        for at, name in enumerate(ROWS, start=2):
            sheet.write_string(at, 0, name)
            sheet.write_blank(at, 1, None, money)
            sheet.write_blank(at, 2, None, growth)
        sheet.write_string(len(ROWS) + 2, 0, "注：绝对额按现价计算，增长速度按不变价格计算。")
    return sink.getvalue()
