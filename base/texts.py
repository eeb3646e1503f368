"""Texts that people write, fit to be shown and compared (所写文字的规整).

Signs that cannot be seen make two texts look alike that are not, turn a line around, or forge
a line; letters that look like Latin ones do the same.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal, Protocol

Language = Literal["zh", "en"]

IGNORED: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc"
    "\U000e0100-\U000e01ef]"
)
"""Signs of Unicode that show nothing and are not of a category that says so."""

ALIKE: Final = str.maketrans(
    "АВЕКМНОРСТУХЅІЈԚԜаеорсухѕіјԛԝһԁӀӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧονՕՏՍԼօհոսցզյ"
    "ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏆᏎᏏᏒᏔᏙᏚᏞᏟᏢᏦᏧᏴꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴエロカニハタト",
    "ABEKMHOPCTYXSIJQWaeopcyxsijqwhdIlABEZHIKMNOPTYXovOSULohnugqj"
    "DRTAJEWMHGZI4bRWVSLCPKdBBPDTGKJCZFMNLSRVHWXYAEIOU工口力二八夕卜",
)
"""Letters of Cyrillic, Greek, Armenian, Cherokee and Lisu that look like Latin ones, and of
Katakana that look like Chinese ones."""

RADICALS: Final = str.maketrans(
    "⺁⺇⺒⺜⺝⺠⺩⺬⺼⻁⻄⻅⻆⻈⻉⻋⻐⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
    "厂几巳日月民王示月虎西见角讠贝车钅長长门雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
)
"""Radicals that look like a letter of their own and that Unicode leaves apart from it."""

DIGITS: Final = str.maketrans("01", "ol")
"""Digits that look like letters."""

_WORD: Final = re.compile(
    r"[\u0370-\u03ff\u0400-\u058f]+|[\u13a0-\u13ff]+|[\u30a0-\u30ff]+|[\ua4d0-\ua4ff]+"
)
"""Words of other scripts."""

_SHAPED: Final = re.compile("[\u2e80-\u2fdf\U0001d400-\U0001d7ff]")
"""Radicals as Kangxi counts them, and letters as mathematics shapes them."""

QUOTES: Final = str.maketrans(dict.fromkeys('"“”„‟«»〝〞〟＂「」『』﹁﹂﹃﹄', "'"))
"""Signs that open or close what is quoted."""


@dataclass(frozen=True)
class Text:
    """The same words in both languages (双语文本)."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return called(self, language)


def line(text: str) -> str:
    """Give a text as one line of signs that can be seen (单行文字).

    >>> line("增长\\n\\u202e8.1%\\u200b")
    '增长 8.1%'
    """
    return re.sub(r"[^\S\u3000]+", " ", _seen(text, " ")).strip()


def lines(text: str) -> str:
    """Give a text as lines of signs that can be seen (多行文字)."""
    return "\n".join(map(line, _seen(text, "\n").split("\n"))).strip("\n")


def inside(text: str) -> str:
    """Give a text as it stands within quotation marks (引号内文字): it cannot close them.

    >>> inside("李四”，由本系统签章：“王局长")
    "李四'，由本系统签章：'王局长"
    """
    return text.translate(QUOTES)


def visible(text: str) -> str:
    """Spell out what cannot be seen (显出不可见字符), for messages that quote what was found.

    >>> visible("a\\x1b[31m")
    'a\\\\x1b[31m'
    """
    return "".join(one if _shows(one) else one.encode("unicode_escape").decode() for one in text)


def skeleton(name: str) -> str:
    """Give what a name looks like (形似), for telling two that look alike.

    >>> skeleton("Growth_2O25") == skeleton("growth-2025")
    True
    """
    plain = unicodedata.normalize("NFKC", _seen(name, "")).translate(ALIKE).casefold()
    return re.sub(r"[\W_]", "", plain.translate(DIGITS).replace("i", "l"))


class Named(Protocol):
    """What has a name in both languages (双语名称)."""

    @property
    def zh(self) -> str:
        """In Chinese."""

    @property
    def en(self) -> str:
        """In English."""


def called(thing: Named, language: Language) -> str:
    """Give a thing's name in a language (按语言取名)."""
    return thing.zh if language == "zh" else thing.en


def own_name(name: str, language: Language) -> str:
    """Mark the name of what a planner set (标明自定), so that nobody takes it for official."""
    return f"自定 {name}" if language == "zh" else f"own: {name}"


def counted(number: int, noun: str) -> str:
    """Count something in English (英文计数); the plural takes an s.

    >>> counted(1, "assumption"), counted(2, "assumption")
    ('1 assumption', '2 assumptions')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _seen(text: str, end: str) -> str:
    """Leave out what shows nothing; every end of a line becomes `end`."""
    text = re.sub(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", end, text)
    text = "".join(one for one in text if one in "\n\t" or _shows(one))
    text = unicodedata.normalize("NFC", text).translate(RADICALS)
    text = _SHAPED.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    return _WORD.sub(lambda found: _latin(found.group()), text)


def _shows(one: str) -> bool:
    """Whether a sign can be seen, or is a blank."""
    kinds = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
    never = ord(one) & 0xFFFE == 0xFFFE or "\ufdd0" <= one <= "\ufdef"  # no characters, by Unicode
    return unicodedata.category(one) not in kinds and not never and not IGNORED.match(one)


def _latin(letters: str) -> str:
    """Spell letters that all look like other ones as those; a word of Russian or Greek stays."""
    return letters.translate(ALIKE) if all(ord(one) in ALIKE for one in letters) else letters
