"""What one cell of a bureau's table says (单元格释义): a number, a period, a section, a measure.

Text is brought to one width and spelling first (NFKC), so that １，２３４．５ and 1,234.5 are
one number; what was printed is kept for telling the reader.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from data.sections import COLUMNS, SUPPORT

Cell = str | int | float | bool | None
"""A cell as the file gives it; dates and errors come as text."""

MISSING: Final = {"", "-", "--", "—", "――", "–", "…", "……", "..", "...", "x", "na", "n/a", "/"}
"""What bureaus print where there is no figure."""

_NUMBER: Final = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?", re.ASCII)
_MARKS: Final = re.compile(r"(\*+|[⑴-⒇]|\[\d+\]|[(（]注\d*[)）]|注\d+)$|^\*+")
_RAISED: Final = "".join(
    re.escape(one)
    for one in map(chr, range(0x80, 0x10000))
    if unicodedata.decomposition(one).startswith(("<super>", "<sub>", "<circle>"))
)
"""Letters and digits raised, lowered or circled (上标、下标、圈码), as in 1790.0¹ and ①5.5."""
_INSIDE: Final = re.compile(rf"(?<=[\d.,])[{_RAISED}]+(?=[\d.,])")
_OUTSIDE: Final = re.compile(f"[{_RAISED}]+")


def flat(cell: Cell) -> str:
    """Give a cell's text in one width, without blanks or control characters (规范文本).

    >>> flat(" 第三产业　（亿元） ")
    '第三产业(亿元)'
    """
    if cell is None:
        return ""
    return _flat(str(cell))


@lru_cache(4096)
def _flat(text: str) -> str:
    # Footnote marks first: NFKC would turn ① and ¹ into the digit 1. Inside a number none is
    # dropped: whether 17¹90 is 1790 nobody can tell.
    text = _MARKS.sub("", _OUTSIDE.sub("", _INSIDE.sub("^", text.strip())))
    text = unicodedata.normalize("NFKC", text).replace("−", "-").replace("‐", "-")
    return "".join(one for one in text if not one.isspace() and one.isprintable())


def shown(cell: Cell, most: int = 60) -> str:
    """Give a cell for a message (原文): one line, printable, not too long; never markup."""
    text = "".join(one if one.isprintable() else " " for one in str("" if cell is None else cell))
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def number(cell: Cell) -> Decimal | None:
    """Read a number as printed (读数), its digits after the point kept; None if it is none.

    >>> number("１，２３４．５０"), number("1,23"), number(6.2), number("5.5²")
    (Decimal('1234.50'), None, Decimal('6.2'), Decimal('5.5'))
    """
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        found = Decimal(format(cell, ".12g"))  # 3919.7100000000005 was typed as 3919.71
        return found if found.is_finite() else None
    text = flat(cell)
    if len(text) > 40 or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", "").removesuffix("%"))


def missing(cell: Cell) -> bool:
    """Say whether there is no figure in a cell (缺数)."""
    return cell is None or (isinstance(cell, str) and flat(cell).lower() in MISSING)


@dataclass(frozen=True)
class Period:
    """A year, a year to date, or either half of one (期间).

    `quarter` counts from January through it; 0 is none said, `year` 0 likewise.
    """

    year: int = 0
    quarter: int = 0

    def __str__(self) -> str:
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)


_YEAR: Final = re.compile(r"((?:19|20)\d\d)(?!\d)年?")
_QUARTERS: Final = {
    **dict.fromkeys(("一季度", "1季度", "第一季度", "1-3月", "q1", "首季", "一季"), 1),
    **dict.fromkeys(("1-2季度", "一至二季度", "前二季度", "前两季度", "上半年", "1-6月", "q2"), 2),
    **dict.fromkeys(("1-3季度", "一至三季度", "前三季度", "前3季度", "1-9月", "q3"), 3),
    **dict.fromkeys(("1-4季度", "一至四季度", "前四季度", "全年", "1-12月", "q4"), 4),
}
_BARE: Final = {re.sub(r"[-至]", "", name) for name in _QUARTERS}
SINGLE: Final = re.compile(r"(第?[二三四2-4]季度|当季|单季|下半年)")
"""Figures of one quarter alone, which are no year to date (当季)."""


@lru_cache(4096)
def period(text: str) -> Period | None:
    """Read a period out of flat text (期间): a year and a year to date, or one of them.

    >>> str(period("2026年前三季度")), str(period("2025")), period("1-3季度")
    ('2026Q3', '2025', Period(year=0, quarter=3))
    """
    text = re.sub(r"(\d|[一二三四])[~～至—–](?=\d|[一二三四])", r"\1-", text.lower())
    text = re.sub(
        r"(?<![一二三四\d])[一二三四](?=-)|(?<=-)[一二三四](?=季度)",
        lambda one: str("一二三四".index(one.group()) + 1),
        text,
    )
    year = _YEAR.search(text)
    rest = text.replace(year.group(), "", 1) if year else text
    spoken = [(name, q) for name, q in _QUARTERS.items() if name in rest]
    quarter = max(spoken, key=lambda one: (len(one[0]), one[1]))[1] if spoken else 0
    if quarter == 1 and re.search(r"[2-4二三四]季度|-[2-4]季度", rest):
        quarter = 0
    if not (year or quarter):
        return None
    return Period(int(year.group(1)) if year else 0, quarter)


def bare_period(text: str) -> Period | None:
    """Read a period if the text says nothing else (纯期间): a label of rows or columns."""
    found = period(text)
    if found is None or (SINGLE.search(text) and not found.quarter):
        return None
    left = re.sub(r"[()~～至\-—–.]|累计|合计|(19|20)\d\d", "", text.lower())
    for name in sorted(_BARE, key=len, reverse=True):
        left = left.replace(name, "")
    return found if left in ("", "年") else None


SERIES_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "gdp": (
        "地区生产总值",
        "生产总值",
        "国内生产总值",
        "本市生产总值",
        "gdp",
        "grossdomesticproduct",
    ),
    "primary": ("第一产业", "primaryindustry", "primary"),
    "secondary": ("第二产业", "secondaryindustry", "secondary"),
    "tertiary": ("第三产业", "服务业", "tertiaryindustry", "tertiary"),
    "other_services": ("其他服务业", "其它服务业", "其他", "其他行业", "其他第三产业", "others"),
}
_SPELLED: Final = {
    **{spelling: name for name, listed in SERIES_NAMES.items() for spelling in listed},
    **{one.zh: one.series for one in COLUMNS if one.series},
    **{one.en.lower().replace(" ", ""): one.series for one in COLUMNS if one.series},
}
_PLAIN: Final = str.maketrans("", "", "、,，;/·.()和及与")
_KNOWN: Final = {spelling.translate(_PLAIN): name for spelling, name in _SPELLED.items()} | {
    "信息传输计算机服务软件业": "information_software",
    "信息传输软件信息技术": "information_software",
    "批发零售": "wholesale_retail",
    "批发零售贸易业": "wholesale_retail",
    "住宿餐饮": "accommodation_catering",
    "交通运输仓储邮政": "transport_storage_post",
    "金融": "finance",
    "房地产": "real_estate",
}
_LEAD: Final = re.compile(
    r"^(其中:?|#|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[.、])+"
)
_TAIL: Final = re.compile(
    r"(增加值|总量|绝对额|绝对量|指数|累计|同比|比上年同期|比上年|可比|实际)*(增长|增速|增幅|增长率|增长速度)?$"
)
NOT_KEPT: Final = (
    *(one.zh.translate(_PLAIN) for one in COLUMNS if one.series is None and one.code != SUPPORT),
    *("工业", "建筑业", "农林牧渔业", "农林牧渔专业辅助性活动", "营利性服务业", "非营利性服务业"),
    *("人均", "规模以上", "规上", "社会消费品零售", "固定资产投资", "进出口", "财政", "居民"),
    *("制造业", "采矿业", "电力", "存款", "贷款", "户籍", "常住", "从业", "备注", "注", "英文"),
)
"""Columns that bureaus print and this project does not keep (不采用的列)."""


@lru_cache(4096)
def series(text: str) -> str | None:
    """Read a section or whole out of flat text (序列); None if it names none.

    >>> series("其中:批发和零售业"), series("第三产业增加值"), series("工业")
    ('wholesale_retail', 'tertiary', None)
    """
    name = _LEAD.sub("", re.sub(r"\([^()]*\)", "", text).lower())
    name = re.sub(r"(19|20)\d\d年?", "", name).translate(_PLAIN)
    for spelled in (name, _TAIL.sub("", name), name.removeprefix("全市").removeprefix("重庆市")):
        if spelled in _KNOWN:
            return _KNOWN[spelled]
    return None


def nearly(text: str) -> str | None:
    """Give the name that flat text comes near without being it (近似名称): 批发和零售叶."""
    from difflib import get_close_matches

    name = _LEAD.sub("", re.sub(r"\([^()]*\)", "", text).lower()).translate(_PLAIN)
    if len(name) < 3 or not_kept(text):
        return None
    near = get_close_matches(name, _KNOWN, n=1, cutoff=0.66)
    if not near:
        return None
    return next(spelled for spelled, _ in _SPELLED.items() if _KNOWN[near[0]] == _SPELLED[spelled])


def not_kept(text: str) -> bool:
    """Say whether flat text names a column that is knowingly left out (不采用)."""
    name = _LEAD.sub("", text).translate(_PLAIN)
    return any(name.startswith(one) for one in NOT_KEPT)


UNITS: Final = {
    "亿元": ("value_added", 0),
    "万元": ("value_added", -4),
    "百万元": ("value_added", -2),
    "千元": ("value_added", -5),
    "万亿元": ("value_added", 4),
    "100millionyuan": ("value_added", 0),
    "100millionrmb": ("value_added", 0),
    "10000yuan": ("value_added", -4),
}
"""A unit of money → its measure, and the power of ten that makes it 亿元."""
_INDEX: Final = re.compile(r"上年(同期)?=100|previousyear=100|precedingyear=100|指数\b|指数$")
_GROWTH: Final = re.compile(r"增长|增速|增幅|同比|growth")
_OTHER_RATE: Final = re.compile(
    r"构成|比重|占比|占gdp|贡献|拉动|composition|share|名义|现价增|弹性"
)
_FIXED_PRICE: Final = re.compile(r"不变价|可比价|\d{4}年价格|comparableprice|constantprice")


@dataclass(frozen=True)
class Unit:
    """What figures are measured in (计量): a measure, and the power of ten to 亿元 or per cent."""

    measure: str
    power: int = 0
    sure: bool = True


@lru_cache(4096)
def units(text: str) -> tuple[Unit, ...]:
    """Read the units that flat text states (计量单位); several where a line states several.

    `left_out` stands for rates and prices that are not kept. One that is not sure, "增加值"
    without a unit, leaves it to the line above.

    >>> units("增长速度(%)") == (Unit("real_growth"),), units("万元") == (Unit("value_added", -4),)
    (True, True)
    """
    low = text.lower()
    if _OTHER_RATE.search(low):
        return (Unit("left_out"),)
    if _INDEX.search(low):
        return (Unit("real_index"),)
    found: list[Unit] = []
    left = low
    for name in sorted(UNITS, key=len, reverse=True):
        if name in left:
            left = left.replace(name, "")
            found.append(Unit(*UNITS[name]))
    growth = _GROWTH.search(low)
    if growth or "%" in low or "百分" in low:
        found.append(Unit("real_growth", sure="%" in low or bool(growth)))
    elif _FIXED_PRICE.search(low):
        return (Unit("left_out"),)
    if not found and re.search(r"绝对[额量]|总量|增加值|valueadded|现价|当年价", low):
        found.append(Unit("value_added", sure=False))
    return tuple(found)


def years(text: str) -> list[int]:
    """Give every year that flat text names (年份): two of them are a span."""
    return [int(one) for one in _YEAR.findall(text)]


def series_in(texts: list[str]) -> bool:
    """Say whether any of these texts names a section (是否有行业名)."""
    return any(series(text) for text in texts)
