"""Periods in the words of a table (期间): a year, a year to date, a quarter, a month, a span.

A period says no more than its words do: 三季度 may be a quarter alone or a year to date, and
whether it is has to be said by 当季, 累计 or a neighbour.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class When:
    """What one stretch of text says of time (时间含义).

    `part` is q or m and `number` which; `to_date` when it counts from January through it, and
    `alone` when it does not, for certain: 7-9月 is the third quarter by itself;
    `span` for several years together, `half` for a half that no account is kept of, `day` for
    a full date, `base` for the year that something is held against.
    """

    year: int = 0
    part: str = ""
    number: int = 0
    to_date: bool = False
    kind: str = ""
    alone: bool = False

    @property
    def whole(self) -> bool:
        """Whether it counts through December (是否全年)."""
        return self.to_date and (self.part, self.number) in (("q", 4), ("m", 12))

    @property
    def month(self) -> int:
        """The month in which a part of a year ends (末月)."""
        return self.number * 3 if self.part == "q" else self.number

    @property
    def spoken(self) -> str:
        """Say the same in words that read back to it (读法)."""
        if self.kind in ("span", "half"):
            return {"span": "1949-2049年", "half": "下半年"}[self.kind]
        year = f"{self.year}年" if self.year else ""
        if self.kind == "day":
            return f"{year}{self.number}月28日"
        if self.alone:
            return f"{year}{self.month - 2}-{self.month}月"
        lead = "1-" if self.to_date and self.number > 1 else ""
        unit = {"q": "季度", "m": "月"}.get(self.part, "")
        return f"{year}{lead}{self.number}{unit}" if unit else year


_Y: Final = r"(?<!\d)((?:19|20)\d\d)"
_CLOCK: Final = r"(?:\d{1,2}:\d\d(?::\d\d)?)?"
_N: Final = {one: at for at, one in enumerate("一二三四五六七八九", start=1)} | {"两": 2, "首": 1}
_CN: Final = "一二三四两"


def _n(text: str) -> int:
    return _N[text] if text in _N else int(text)


def _quarter(number: int, to_date: bool) -> When:
    return When(0, "q", number, to_date or number == 1)


def _month(number: int, to_date: bool) -> When:
    return When(0, "m", number, to_date or number == 1)


_Q: Final = rf"(?:第)?([1-4{_CN}])(?:个)?季(?:度)?"
_QUARTERS: Final = {
    "4月?-6月": 2,
    "四-六月": 2,
    "apr(?:il)?(?:-|to)june?": 2,
    "7月?-9月": 3,
    "七-九月": 3,
    "july?(?:-|to)sep(?:tember|t)?": 3,
    "10月?-12月": 4,
    "十-十二月": 4,
    "oct(?:ober)?(?:-|to)dec(?:ember)?": 4,
}
"""Three months that are one quarter, and never a year to date."""

_ENGLISH: Final = {
    "firstquarter": (1, False),
    "secondquarter": (2, False),
    "thirdquarter": (3, False),
    "fourthquarter": (4, False),
    "firsthalf": (2, True),
    "first3quarters": (3, True),
    "firstthreequarters": (3, True),
    "fullyear": (4, True),
    "wholeyear": (4, True),
    "jan(?:uary)?(?:-|to)mar(?:ch)?": (1, True),
    "jan(?:uary)?(?:-|to)june?": (2, True),
    "jan(?:uary)?(?:-|to)sep(?:tember|t)?": (3, True),
    "jan(?:uary)?(?:-|to)dec(?:ember)?": (4, True),
    "first(?:three|3)months": (1, True),
    "first(?:six|6)months": (2, True),
    "first(?:nine|9)months": (3, True),
}
_PATTERNS: Final[list[tuple[str, Callable[[re.Match[str]], When]]]] = [
    (rf"{_Y}年?(?:第)?q([1-4])", lambda m: When(int(m[1]), "q", int(m[2]), m[2] == "1")),
    (rf"{_Y}年?q1-q?([2-4])(?!\d)", lambda m: When(int(m[1]), "q", int(m[2]), to_date=True)),
    (
        r"q1-q?([2-4])-?((?:19|20)\d\d)(?!\d)",
        lambda m: When(int(m[2]), "q", int(m[1]), to_date=True),
    ),
    (r"(?<![a-z\d])q1-q?([2-4])(?!\d)", lambda m: _quarter(int(m[1]), True)),
    (
        r"q([1-4])-?((?:19|20)\d\d)(?!\d)",
        lambda m: When(int(m[2]), "q", int(m[1]), m[1] == "1"),
    ),
    (r"(?<![a-z\d])q([1-4])", lambda m: _quarter(int(m[1]), False)),
    (rf"{_Y}(?:年|年度)?-(?:(?:19|20)\d\d)(?:年|年度)?(?!\d)", lambda m: When(kind="span")),
    (rf"{_Y}年?-\d\d年(?!\d)", lambda m: When(kind="span")),
    (rf"{_Y}年?(?:起|以来|以后|至今)", lambda m: When(kind="span")),
    (
        rf"{_Y}(?P<sign>[-/.])(1[0-2]|0?[1-9])(?P=sign)(3[01]|[12]\d|0?[1-9])日?{_CLOCK}(?!\d)",
        lambda m: When(int(m[1]), "m", int(m[3]), kind="day"),
    ),
    (
        rf"{_Y}年(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日",
        lambda m: When(int(m[1]), "m", int(m[2]), kind="day"),
    ),
    (
        rf"{_Y}(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)",
        lambda m: When(int(m[1]), "m", int(m[2]), kind="day"),
    ),
    (rf"{_Y}[-/.](1[0-2]|0?[1-9])月?(?![\d%季月])", lambda m: When(int(m[1]), "m", int(m[2]))),
    (rf"{_Y}(1[0-2]|0[1-9])(?!\d)", lambda m: When(int(m[1]), "m", int(m[2]))),
    (
        r"(?<![\d-])(0[1-9]|1[0-2])-((?:19|20)\d\d)(?![\d-])",
        lambda m: When(int(m[2]), "m", int(m[1])),
    ),
    (rf"{_Y}年?m(1[0-2]|0[1-9])(?!\d)", lambda m: When(int(m[1]), "m", int(m[2]))),
    (rf"{_Y}年度", lambda m: When(int(m[1]), "q", 4, to_date=True)),
    (rf"{_Y}(?:年|(?![\d年]))", lambda m: When(int(m[1]))),
    (rf"前([23{_CN}])(?:个)?季度?", lambda m: _quarter(_n(m[1]), True)),
    (rf"第?[1一]-第?([2-4{_CN}])季度?", lambda m: _quarter(_n(m[1]), True)),
    (rf"[2-3二三]-([3-4{_CN}])季度?", lambda m: When(kind="half")),
    (rf"{_Q}", lambda m: _quarter(_n(m[1]), False)),
    (r"首季度?", lambda m: _quarter(1, True)),
    (r"上半年", lambda m: _quarter(2, True)),
    (r"下半年", lambda m: When(kind="half")),
    (r"全年", lambda m: _quarter(4, True)),
    *(
        (rf"(?<![\d-]){months}份?", lambda m, at=at: When(0, "q", at, alone=True))
        for months, at in _QUARTERS.items()
    ),
    (r"(?<!\d)(?:1月?|一)-(1[0-2]|[2-9])月份?", lambda m: _month(int(m[1]), True)),
    (r"(?<![\d-])(?:[2-9]|1[01])月?-(?:1[0-2]|[3-9])月份?", lambda m: When(kind="half")),
    (r"前(1[0-2]|[2-9])个?月", lambda m: _month(int(m[1]), True)),
    (r"前?([二三四五六七八九])个月", lambda m: _month(_n(m[1]), True)),
    (r"一-([二三四五六七八九])月份?", lambda m: _month(_n(m[1]), True)),
    (r"(?<![\d-])(1[0-2]|0?[1-9])月份?", lambda m: _month(int(m[1]), False)),
    (r"“?十[一二三四五]五”?(?:规划|时期|期间|以来)*", lambda m: When(kind="span")),
    (r"(?:19|20)\d\d年?与(?:19|20)\d\d年?", lambda m: When(kind="span")),
    *((rf"{name}", lambda m, given=given: _quarter(*given)) for name, given in _ENGLISH.items()),
]
PERIODS: Final = [(re.compile(pattern), make) for pattern, make in _PATTERNS]
ANY_PERIOD: Final = re.compile("|".join(pattern for pattern, _ in _PATTERNS))
"""All of them at once: where it does not match none of them does."""

STARTS: Final = frozenset("0123456789q一二三四五六七八九两首前第上下全十“fstwjao")
"""Letters that a period may begin with."""

_SPELT_YEAR: Final = re.compile("[一二][〇○零九][〇○零一二三四五六七八九]{2}(?=年)")
_SLASH: Final = re.compile(r"(?<=\d)/(?=\d)")
_TO: Final = re.compile(r"(?<=[\d一二三四七十年月])\s*[~～至到—–―－](?=[\d一二三四五六七八九十本])")


def _digit(letter: str) -> str:
    return "0" if letter in "〇○零" else str(_N[letter])


def dashed(text: str) -> str:
    """Write dashes and 至 between periods as hyphens, and 二〇二六年 in digits (统一写法).

    >>> dashed("1—9月"), dashed("一至三季度"), dashed("二〇二六年")
    ('1-9月', '一-三季度', '2026年')
    """
    text = _SPELT_YEAR.sub(lambda one: "".join(map(_digit, one[0])), text)
    return _SLASH.sub("-", _TO.sub("-", text))
