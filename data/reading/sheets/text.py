"""What one cell says (单元格文字): its text in one spelling, a number, or that there is none.

Text is brought to one width first (NFKC), so that １，２３４．５ and 1,234.5 are one number, and
traditional signs to simplified ones; what was printed is kept for telling the reader.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Final

from data.reading.sheets.traditional import SIMPLIFIED

SheetCell = str | int | float | bool | None
"""A cell as the file gives it; dates and errors come as text, 0.062 shown as 6.2% as "6.2%"."""

_MISSING: Final = re.compile(
    r"[-—–―_]*|\.{2,}|x|×|/+|na|n/a|n\.a\.|none|null|空|无|缺|不详|暂无|暂缺|待定|(尚未|未|待)(公布|发布)"
)
_NUMBER: Final = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?", re.ASCII)
_WORDED: Final = re.compile(
    r"((?:同比|环比|[比较](?:上年|去年)(?:同期|同季|同月)?|实际|名义|可比价)*)(增长?|上升|下降|减少|降)?"
    r"((?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)(%|个?百分点|[亿万]?元)?",
    re.ASCII,
)
"""A number in a cell that says by itself what it is: 增长5.9%, 15400亿元."""
_BEGINS: Final = frozenset("同环比较实名可增上下减降")
_MARKS: Final = re.compile(
    r"((?<=\S)\s*(\*+|[†‡§⑴-⒇]|[\[〔【]\d+[\]〕】]|[(（]注\d*[)）]|注\d+)"
    r"|(?<=[^\d\s(（.,+－−-])\s*[(（]?\d[)）])(?=\s*(?:$|[(（]))|^\*+"
)
_RAISED: Final = "".join(
    re.escape(one)
    for one in map(chr, range(0x80, 0x10000))
    if unicodedata.decomposition(one).startswith(("<super>", "<sub>", "<circle>"))
)
"""Letters and digits raised, lowered or circled (上标、下标、圈码), as in 1790.0¹ and ①5.5."""
_INSIDE: Final = re.compile(rf"(?<=[\d.,])[{_RAISED}]+(?=[\d.,])")
_OUTSIDE: Final = re.compile(f"[{_RAISED}]+")


def flat(cell: SheetCell) -> str:
    """Give a cell's text in one width, without blanks or control characters (规范文本).

    >>> flat(" 第三产业　（亿元） "), flat("房地产业 1)"), flat(2025)
    ('第三产业(亿元)', '房地产业', '2025')
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return format(cell, ".12g")
    return _flat(str(cell))


@lru_cache(65536)
def _flat(text: str) -> str:
    # Footnote marks first: NFKC would turn ① and ¹ into the digit 1. Inside a number none is
    # dropped: whether 17¹90 is 1790 nobody can tell.
    text = _MARKS.sub(_unmarked, _OUTSIDE.sub("", _INSIDE.sub("^", text.strip())))
    text = unicodedata.normalize("NFKC", text).replace("−", "-").replace("‐", "-")
    text = text.translate(SIMPLIFIED)
    return "".join(one for one in text if not one.isspace() and one.isprintable())


def _unmarked(mark: re.Match[str]) -> str:
    """Drop a footnote mark; the end of (A1) is none: it closes what was opened before."""
    before = mark.string[: mark.start()]
    opened = sum(map(before.count, "(（")) - sum(map(before.count, ")）"))
    own = sum(map(mark[0].count, ")）")) - sum(map(mark[0].count, "(（"))
    return mark[0] if 0 < own <= opened else ""


def shown(cell: SheetCell, most: int = 60) -> str:
    """Give a cell for a message (原文): one line, printable, not too long; never markup."""
    text = "" if cell is None else str(cell)
    if not text.isprintable():
        text = "".join(one if one.isprintable() else " " for one in text)
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def number(cell: SheetCell) -> Decimal | None:
    """Read a number as printed (读数), its digits after the point kept; None if it is none.

    >>> number("１，２３４．５０"), number("1,23"), number(6.2), number("5.5²")
    (Decimal('1234.50'), None, Decimal('6.2'), Decimal('5.5'))
    """
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        found = Decimal(format(cell, ".12g"))  # 3919.7100000000005 was typed as 3919.71
        return found if found.is_finite() else None
    return _number(cell)


def is_number(cell: SheetCell) -> bool:
    """Say whether a cell is a number as `number` or `worded` reads it (是否数), which is asked of
    every cell.

    >>> is_number("１，２３４．５"), is_number(float("nan")), is_number("约5"), is_number("1,234.5")
    (True, False, False, True)
    """
    if isinstance(cell, str):
        plain = bool(len(cell) <= 40 and _NUMBER.fullmatch(cell)) or _number(cell) is not None
        return plain or worded(cell) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell)


@lru_cache(65536)
def _number(cell: str) -> Decimal | None:
    text = cell if _NUMBER.fullmatch(cell) else flat(cell)
    if len(text) > 40 or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", "").removesuffix("%"))


def worded(cell: str) -> tuple[str, Decimal] | None:
    """Read a number with its own words (带文字的数): those, as a header has them, and the number.

    >>> worded("同比下降1.5%"), worded("1,790亿元"), worded("增长约5%"), worded("2026年")
    (('同比增长(%)', Decimal('-1.5')), ('(亿元)', Decimal('1790')), None, None)
    """
    first = cell.lstrip()[:1]
    if not (first.isdigit() or first in _BEGINS) or len(cell) > 40:
        return None
    found = _WORDED.fullmatch(flat(cell))
    if not found or not (found[2] or found[4] not in (None, "%")):
        return None
    against, way, digits, unit = found.groups()
    value = Decimal(digits.replace(",", ""))
    value = -value if way in ("下降", "减少", "降") else value
    return f"{against}{'增长' if way else ''}{f'({unit})' if unit else ''}", value


def missing(cell: SheetCell) -> bool:
    """Say whether there is no figure in a cell (缺数): blank, —— or …… and their like.

    >>> [missing(one) for one in (None, "——", "……", "… …", " / ", "0")]
    [True, True, True, True, True, False]
    """
    if not isinstance(cell, str):
        return cell is None
    return not "0" <= cell[:1] <= "9" and _blank(cell)  # a digit first, and there is a figure


@lru_cache(65536)
def _blank(text: str) -> bool:
    return bool(_MISSING.fullmatch(flat(text).lower()))
