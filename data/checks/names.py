"""What series and measures are called in messages (名称): never by their keys in Chinese."""

from functools import cache
from typing import Final

from data.indicators import indicators
from data.sections import COLUMNS, GROUP_SERIES, OTHER, TERTIARY

_ZH: Final = {one.series: one.zh for one in COLUMNS if one.series} | {
    "gdp": "地区生产总值",
    "primary": "第一产业",
    "secondary": "第二产业",
    TERTIARY: "第三产业",
    GROUP_SERIES[OTHER]: "其他服务业",
}

_MEASURES: Final = {
    "value_added": "增加值",
    "real_growth": "可比价增速",
    "real_index": "可比价指数",
    "indicator_level": "数值",
    "indicator_growth": "增速",
}


@cache
def series_zh(name: str) -> str:
    """Name a series in Chinese (序列名称): of the accounts, or an indicator.

    >>> series_zh("finance"), series_zh("ind_retail_sales")
    ('金融业', '社会消费品零售总额')
    """
    indicator = indicators().get(name)
    return indicator.zh if indicator else _ZH.get(name, name)


@cache
def series_en(name: str) -> str:
    """Name a series in English: an indicator by its name, one of the accounts by its key."""
    indicator = indicators().get(name)
    return indicator.en if indicator else name


def measure_zh(measure: str) -> str:
    """Name a measure in Chinese (指标名称), a single quarter's too.

    >>> measure_zh("real_growth_single")
    '当季可比价增速'
    """
    bare = measure.removesuffix("_single")
    return ("当季" if bare != measure else "") + _MEASURES.get(bare, bare)
