"""What a spreadsheet's number format does to a figure (数字格式): per cent, thousands, a date.

None of the libraries has this right: Calamine gives no formats, others take the quoted `"%"`
of `0.0"%"` for one that multiplies by a hundred.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import Final

_DROPPED: Final = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]')
_PLACES: Final = re.compile(r"[0#?]")
_THOUSANDS: Final = re.compile(r"[0#?](,+)(?![0#?,])")

_CONDITION: Final = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_HOLDS: Final = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}

EAST_ASIAN_DATES: Final = {
    **dict.fromkeys((27, 36, 50, 52, 54, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 31, 51, 53, 58), 'yyyy"年"m"月"d"日"'),
    30: "m-d-yy",
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm"),
}
"""Built-in formats of East Asian spreadsheets, which have a number and no text. 28, 29, 51, 53,
54 and 58 show 月日 in some languages; here a day that is told in full is the safer reading."""


@dataclass(frozen=True)
class ShownNumber:
    """How a format shows a number (显示方式).

    `percent`: a hundred times the stored figure, with %; `literal`: a % that is only written
    beside it; `thousands`: powers of 1,000 that it is divided by; `nothing`: it is not shown;
    `words`: what it adds that may make the figure another, as 下降 or 万元.
    """

    percent: bool = False
    literal: bool = False
    thousands: int = 0
    nothing: bool = False
    words: str = ""


@lru_cache(1024)
def shown_as(code: str, value: float = 1.0) -> ShownNumber:
    """Read a number format (释读格式), the section that holds for a figure of that sign.

    >>> [shown_as(one).percent for one in ('0.0%', '0.0"%"', r'0.0\\%', '0.0%_ ')]
    [True, False, False, True]
    >>> shown_as("#,##0.0,").thousands, shown_as(";;;").nothing
    (1, True)
    >>> shown_as('[=0]"-";0.0%', 0.059).percent, shown_as("[<1]0.0%;0.0", 5.9).percent
    (True, False)
    """
    sections = _sections(code)
    section = _held(sections, value)
    bare = _DROPPED.sub("", section)
    written = "%" in "".join(_DROPPED.findall(section)) and "%" not in bare
    scale = _THOUSANDS.search(bare)
    return ShownNumber(
        percent="%" in bare,
        literal=written,
        thousands=len(scale.group(1)) if scale else 0,
        nothing=len(sections) > 1 and not section.strip(),
        words=_words(section, value),
    )


def _words(section: str, value: float) -> str:
    """The letters and signs that a section adds, without those that say nothing more."""
    parts = (one for one in _DROPPED.findall(section) if one[0] in '"\\')
    added = "".join(one.strip('"').removeprefix("\\") for one in parts)
    own = "-−－↓▼负()（）" if value < 0 else "+＋↑▲" if value else "+-−－—"
    return "".join(one for one in added if not one.isspace() and one not in f"%％年份¥￥,.'{own}")


def _held(sections: list[str], value: float) -> str:
    """The section that holds for a figure: by its condition, `[<1]0.0%;0.0`, or else its sign."""
    conditions = [_CONDITION.search(one) for one in sections]
    if conditions[0]:
        for section, one in zip(sections, conditions, strict=True):
            if one is None or _HOLDS[one[1]](value, float(one[2])):
                return section
        return sections[-1]
    pick = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    return sections[pick]


def _sections(code: str) -> list[str]:
    """Part a format at its semicolons, those in quotes left alone."""
    parts, quoted = [""], False
    for at, letter in enumerate(code):
        quoted ^= letter == '"' and code[at - 1 : at] != "\\"
        if letter == ";" and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def date_shown(value: datetime | date | time | timedelta, code: str) -> str:
    """Give a date as the format shows it (日期文字): a year, a month, or the whole day.

    >>> date_shown(date(2025, 1, 1), 'yyyy"年"'), date_shown(date(2025, 9, 30), "yyyy/m/d")
    ('2025年', '2025-09-30')
    """
    if not isinstance(value, date):
        return str(value)
    letters = _DROPPED.sub("", code).lower()
    if code.lower() != "general" and "d" not in letters and "y" in letters:
        return f"{value.year}年{value.month}月" if "m" in letters else f"{value.year}年"
    return value.isoformat()[:10]


def is_date(code: str) -> bool:
    """Say whether a format shows dates (是否日期格式); `0"年"` and `G/通用格式"年"` do not.

    >>> is_date('yyyy"年"m"月"'), is_date('0"年"'), is_date('G/通用格式"年"')
    (True, False, False)
    """
    bare = _DROPPED.sub("", code).lower()
    return not _PLACES.search(bare) and "general" not in bare and bool(re.search("[ymdh]", bare))
