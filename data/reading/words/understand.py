"""A text taken apart into words that are known (释义), and whatever is left over.

Every letter belongs to a word, a period, a sign or to what is not understood: nothing is
passed over. The reading with the fewest letters not understood is taken, then the one of the
fewest words, so that 地区生产总值 is one word and not 地区 with 生产总值.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Final

from data.reading.words.periods import ANY_PERIOD, PERIODS, STARTS, When, dashed
from data.reading.words.vocabulary import SECTIONS, WORDS, Word, lengths, spelt, vocabulary
from data.region import region

_SIGNS: Final = frozenset(
    "()[]{}<>《》〈〉“”\"'‘’`「」【】:：。.．!！?？#*|\\_-—~+=&^@●○■◆▲★※…$①②③"
)
LEAD: Final = re.compile(
    r"^(其中:?|#|\*|•|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)"
    r"|\d{1,2}(\.\d{1,2})+(?=[一-鿿])(?![倍元亿万个年月])|[ivx]{1,4}[.、])+"
)
_SHORT: Final = "[冀晋蒙辽苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀黔滇藏陕秦陇疆]"  # provinces: 鄂西, 川东
_SIDE: Final = "[东西南北中]{1,2}(?:部|地区|片区)?"
_YEAR_BASE: Final = (("form", "index"), ("against", "year"))
_FIXED: Final[list[tuple[str, tuple[tuple[str, str], ...]]]] = [
    (r"\(?以?(?:上年|上一年|去年)(?:同期|同季|同月)?(?:价格)?(?:=|为|水平为)100\)?", _YEAR_BASE),
    (rf"(?:cn|china):(?=.*{spelt(region().en)})", (("plain", ""),)),  # China: Chongqing
    (r"\(?(?:previous|preceding)year=100\)?", _YEAR_BASE),
    (
        r"\(?以?(?:上月|上季度?|上期|previousmonth)(?:价格)?(?:=|为)100\)?",
        (("form", "index"), ("against", "last_period")),
    ),
    (
        r"\(?以?(?:19|20)\d\d年?(?:价格|为基期)?(?:=|为)100\)?",
        (("form", "index"), ("against", "fixed")),
    ),
    (r"(?:比|较|为)(?:19|20)\d\d年?(?:同期)?(?:的)?", (("against", "year of"),)),
    (
        r"(?:比|较)(?:上半年|[前第]?[一二三四1-4]季度|1-\d+月份?|\d+月份?)",
        (("against", "other_period"),),
    ),
    (r"(?:比|较|与)(?:上年|去年)同月(?:相比)?", (("against", "year"), ("span", "single_month"))),
    (r"(?:比|较|与)(?:上年|去年)同季(?:相比)?", (("against", "year"), ("span", "single"))),
    (r"按?(?:19|20)\d\d年?(?:不变|可比)价格?(?:计算)?", (("price", "constant"),)),
    (r"按?(?:19|20)\d\d年?价格?(?:计算)?(?!指数|水平|同比|比|上?涨)", (("price", "constant"),)),
    (r"(?:附?表|附件|附录|图)\d{0,2}(?:-\d{1,3})?(?!\d)", (("plain", ""),)),
    (r"最近\d{1,2}个?(?:年|季度?|月)(?=$|\))", (("plain", ""),)),  # how many are listed
    (r"第[一二三四五六七]次(?:全国)?经济普查", (("plain", ""),)),
    (r"sheet\d*", (("plain", ""),)),
    (r"(?<=[(:])亿(?=[)%]|$)", (("money", "0"), ("short", "亿"))),
    (r"(?<=[(:])万(?=[)%]|$)", (("money", "-4"), ("short", "万"))),
    (r"\([一二三四五六七八九十]{1,2}\)", (("plain", ""),)),  # the first of several tables
    (
        rf"[冀晋蒙辽苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀黔滇藏陕秦陇疆]{_SIDE}",
        (("region", "other"),),
    ),  # 鄂西
    (r"[渝国][一-鿿]{0,6}[〔\[(]20\d\d[〕\])]\d{1,4}号", (("plain", ""),)),  # of a document
    (rf"渝{_SIDE}", (("region", "part"),)),
    (r"数据库:?(?:年度|季度|月度)数据", (("region", "country"),)),  # the national bureau's own
    (r"(?:重庆市?|中国)?统计年鉴\(?-?(?:19|20)\d\d年?\)?", (("plain", ""),)),  # of the year before
    (r"(?:19|20)\d\d年?版?(?:重庆市?|中国)?统计年鉴", (("plain", ""),)),
    (r"续表?[一二三四\d]?", (("plain", ""),)),
    (r"gb/?t?4754-\d{4}", (("plain", ""),)),
]
_FIXED_STARTS: Final = frozenset(
    "(以上去比较与为按12附表图第最cs续数重中统gp亿万冀晋蒙辽苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀黔滇藏陕秦陇疆渝国"
)
_COMPILED: Final = [(re.compile(pattern), given) for pattern, given in _FIXED]
_ANY_FIXED: Final = re.compile("|".join(pattern for pattern, _ in _FIXED))
_NUMBERED: Final = re.compile(
    r"^(?:(?:附?表|图)?\d{1,2}(?:-\d{1,3})?(?=(?:19|20)\d\d年)|\d{1,2}-\d{1,3}(?![\d月季年-]))"
)


_PLACE: Final = re.compile(
    r"[一-鿿](?:自治[州县区旗]|都市圈|经济[圈区]|开发区|[新城]区|[省市县州盟旗区])$(?<!超市|城市|上市|股市|门市|社区|园区|景区|小区|辖区|老区|片区|地区|库区|专区)"
)
"""How a name of a place ends that no list has: 呼伦贝尔市 is another region."""


@dataclass(frozen=True)
class Meaning:
    """What a text says (文字含义): words by facet, periods, and the stretches not understood."""

    words: tuple[Word, ...] = ()
    when: tuple[When, ...] = ()
    unknown: tuple[str, ...] = ()

    def of(self, facet: str) -> tuple[str, ...]:
        """Give the values said of a facet (某方面的取值), each once."""
        return self.by_facet.get(facet, ())

    @cached_property
    def by_facet(self) -> dict[str, tuple[str, ...]]:
        """Values by facet (按方面), each once, in the order they are said."""
        found: dict[str, dict[str, None]] = {}
        for one in self.words:
            found.setdefault(one.facet, {})[one.value] = None
        return {facet: tuple(values) for facet, values in found.items()}


@lru_cache(65536)
def understood(text: str) -> Meaning:
    """Take flat text apart (拆解).

    >>> understood("其中:批发和零售业增加值(亿元)").of("series")
    ('F',)
    >>> understood("金融业缴存额").unknown
    ('缴存额',)
    """
    low = dashed(LEAD.sub("", text.lower()))
    low = _NUMBERED.sub("", low)
    low = spelt(low)
    if not low:
        return Meaning()
    if low.upper() in SECTIONS:  # the code of a section, in a column of codes
        return Meaning((Word("series", low.upper(), low.upper()),))
    return _read(low, *_best(low))


TextPiece = tuple[int, str, Word | When | tuple[Word, ...] | None]
"""Where a piece ends, its kind and what it says."""


def _pieces(text: str, at: int) -> list[TextPiece]:
    """All that the text may say from one place on."""
    found: list[TextPiece] = [(at + 1, "unknown", None)]
    if text[at] in _SIGNS:
        found.append((at + 1, "sign", None))
    words = vocabulary()
    for size in lengths().get(text[at], ()):
        word = words.get(text[at : at + size])
        if word is not None and at + size <= len(text):
            found.append((at + size, "word", word))
    if text[at] in STARTS and ANY_PERIOD.match(text, at):
        for pattern, make in PERIODS:
            match = pattern.match(text, at)
            if match:
                found.append((match.end(), "when", make(match)))
    if text[at] in _FIXED_STARTS and _ANY_FIXED.match(text, at):
        for fixed, given in _COMPILED:
            match = fixed.match(text, at)
            if match:
                found.append((match.end(), "word", _fixed(match[0], given)))
    return found


def _fixed(text: str, given: tuple[tuple[str, str], ...]) -> tuple[Word, ...]:
    year = re.search(r"\d{4}", text)
    return tuple(
        Word(facet, f"year {year[0]}" if value == "year of" and year else value, text)
        for facet, value in given
    )


def _best(text: str) -> tuple[list[int], list[TextPiece | None]]:
    """The cheapest way to read from each place to the end."""
    size = len(text)
    cost, step = [0] * (size + 1), [None] * (size + 1)  # type: list[int], list[TextPiece | None]
    for at in range(size - 1, -1, -1):
        least: tuple[int, int] | None = None
        for piece in _pieces(text, at):
            end, kind, _ = piece
            own = {"unknown": 1000, "sign": 1}.get(kind, 10)
            total = (own + cost[end], -end)
            if least is None or total < least:
                least, step[at] = total, piece
        cost[at] = least[0] if least else 0
    return cost, step


def _read(text: str, cost: list[int], step: list[TextPiece | None]) -> Meaning:
    words: list[Word] = []
    when: list[When] = []
    unknown: list[str] = []
    at, last = 0, ""
    while at < len(text):
        end, kind, value = step[at] or (at + 1, "unknown", None)
        if kind == "unknown":
            unknown[-1:] = (
                [unknown[-1] + text[at:end]] if last == "unknown" else [*unknown[-1:], text[at:end]]
            )
        elif isinstance(value, When):
            when.append(value)
        elif isinstance(value, Word):
            words.append(value)
        elif isinstance(value, tuple):
            words += value
        at, last = end, kind
    words += [Word("region", "other", one) for one in unknown if _PLACE.search(one)]
    return Meaning(tuple(words), tuple(when), tuple(unknown))


@cache
def _sentences() -> list[re.Pattern[str]]:
    given = tomllib.loads((WORDS / "notes.toml").read_text("utf-8"))
    stand_ins = (("{what}", given["what"]), ("{growth}", given["growth"]))
    found = []
    for pattern in given["patterns"]:
        for name, means in stand_ins:
            pattern = pattern.replace(name, means)
        found.append(re.compile(pattern))
    return found


def is_sentence(text: str) -> bool:
    """Say whether a line is made of sentences on prices that bureaus use (是否价格说明).

    >>> is_sentence("(绝对额按现价计算，增长速度按可比价格计算)"), is_sentence("第三产业")
    (True, False)
    """
    parts = [one for one in re.split("[,，;；。]", text.strip("()（）。 ").lower()) if one]
    if any(_PRICED.fullmatch(part) for part in parts):
        return False
    return "价" in text and all(any(one.fullmatch(part) for one in _sentences()) for part in parts)


_PRICED: Final = re.compile(
    "(?:本表|表[中内]|以上|其中|数据|均|的)*(?:是|为|按|采用|以)*(?:现价|当年价格?|现行价格|当年现价)(?:计算|核算)?"
)
"""At current prices, and of what is not said: levels may be, growth is nominal."""

_ENDS: Final = re.compile(r"[。;；!！,，]|(?<![.\d])[.](?![.\d])")
_NOTED: Final = re.compile(r"^(注释?|(?:填表)?说明|备注|附注|note)[:：\d]?")
_NUMBER: Final = re.compile(
    r"^\d{1,2}[.、)](?=(?:19|20)\d\d年)|^(\(?\d{1,2}[.、)]?|[①-⑳]|[\[〔]\d{1,2}[\]〕])(?=[^\d年月季-])"
    r"|^[\[〔]\d{1,2}[\]〕]"
)


@lru_cache(4096)
def note(text: str) -> Meaning:
    """Take a note apart (释注): sentences that bureaus use say nothing more; the rest is read.

    >>> note("注：1.按当年价格计算。累计数据由当季数据相加得到。").when
    ()
    """
    words: list[Word] = []
    unknown: list[str] = []
    when: list[When] = []
    if text[:2] == "(注" and text[-1:] == ")":
        text = text[1:-1]
    for sentence in filter(None, _ENDS.split(text.lower())):
        left = _NUMBER.sub("", _NOTED.sub("", sentence))
        left = _NUMBER.sub("", left)
        if _PRICED.fullmatch(left):
            words.append(Word("price", "current", left))
            continue
        if not left or any(one.fullmatch(left) for one in _sentences()):
            continue
        found = understood(left)
        words += found.words
        unknown += found.unknown
        when += found.when
    return Meaning(tuple(words), tuple(when), tuple(unknown))
