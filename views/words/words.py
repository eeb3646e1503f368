"""The words table, 中文 and English (词表), and the language in which it is asked.

Words on screen stand in `screen/`, those that only documents use in `documents`, heads
of data frames in `tables`: one table.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, Protocol

from base.digits import exact, point_noun, rounded
from base.problems import Language
from base.texts import counted, inside
from views.words.documents import DOCUMENTS
from views.words.numbers import percent
from views.words.screen import SCREEN
from views.words.table_heads import TABLES


class Titled(Protocol):
    """What has a title in both languages."""

    @property
    def title_zh(self) -> str:
        """In Chinese."""

    @property
    def title_en(self) -> str:
        """In English."""


class _Counted(int):
    """A number that counts in a word of the table: {0:# scenario} is 1 scenario, 2 scenarios."""

    def __format__(self, how: str) -> str:
        return counted(self, how[2:]) if how.startswith("# ") else super().__format__(how)


class Points(str):
    """A number of points that counts in a word of the table: {0:points} is 1 point, 0.5 points."""

    def __format__(self, how: str) -> str:
        return f"{self!s} {point_noun(self)}" if how == "points" else super().__format__(how)


WORDS: Final = SCREEN | DOCUMENTS | TABLES

_told: ContextVar[Language | None] = ContextVar("language", default=None)
_readers: list[Callable[[], Language]] = []


@contextmanager
def speaking(tongue: Language) -> Iterator[None]:
    """Use a language within, whatever the reader's (指定语言): documents are written so."""
    before = _told.set(tongue)
    try:
        yield
    finally:
        _told.reset(before)


def ask_reader(ask: Callable[[], Language]) -> None:
    """Have the pages say which language their reader has chosen (读者语言)."""
    _readers[:] = [ask]


def language() -> Language:
    """Say which language is spoken (语言): as told, else the reader's; Chinese where none reads."""
    told = _told.get()
    if told is not None:
        return told
    return _readers[0]() if _readers else "zh"


def word(key: str, *values: object) -> str:
    """Give the word for a key in the reader's language (取词), with its values filled in."""
    return say(language(), key, *values)


def say(tongue: Language, key: str, *values: object) -> str:
    """Give the word for a key in a language (取词).

    >>> say("en", "growth_chart")
    'Services growth'
    """
    pattern = WORDS[key][0 if tongue == "zh" else 1]
    return pattern.format(*(_fitting(one, f"“{{{n}}}" in pattern) for n, one in enumerate(values)))


def _fitting(value: object, quoted: bool) -> object:
    """Give a value so that it counts where it is a number, and closes no quotation it stands in."""
    if quoted and isinstance(value, str):
        return inside(value)
    return _Counted(value) if type(value) is int else value


def deed(tongue: Language, kind: str) -> str:
    """Name a kind of action in the audit log (操作名称); one not known here keeps its own name."""
    return say(tongue, f"deed_{kind}") if f"deed_{kind}" in WORDS else kind


def doer(tongue: Language, who: str) -> str:
    """Name who acted (操作人): a person as written, the software itself in the reader's words.

    >>> doer("zh", "first start"), doer("zh", "张三")
    ('首次启动', '张三')
    """
    return say(tongue, f"doer_{who}") if f"doer_{who}" in WORDS else who


def period_name(period: str) -> str:
    """Name a period (时期): 2025, 2026 年前三季度; quarters run from January.

    >>> with speaking("zh"):
    ...     period_name("2026Q3"), period_name("2024M02"), period_name("2025")
    ('2026 年前三季度', '2024 年截至 2 月', '2025')
    """
    year, kind, number = period[:4], period[4:5], period[5:]
    if kind == "Q":
        return word("period_quarter", year, word(f"through_Q{number}"))
    return word("period_month", year, int(number)) if kind == "M" else period


def joined(items: Iterable[object]) -> str:
    """List some things in a row, in the reader's way (并列)."""
    return ("、" if language() == "zh" else ", ").join(map(str, items))


def running(*sentences: str) -> str:
    """Let sentences follow each other, in the reader's way (连句)."""
    return ("" if language() == "zh" else " ").join(sentences)


def aside(said: object) -> str:
    """Put something in brackets after something else, in the reader's way (括注)."""
    return f"（{said}）" if language() == "zh" else f" ({said})"


def labelled(key: str, said: object) -> str:
    """Put a word of the table before what it names (标注)."""
    return f"{word(key)}{word('colon')}{said}"


def growing(fraction: float, ahead: bool = False) -> str:
    """Say that something grew or shrank, or is to, and by how much (增长、下降).

    >>> say("en", "shrank", "0.5%")
    'shrank 0.5%'
    """
    key = ("to_grow", "to_shrink") if ahead else ("grew", "shrank")
    return word(key[rounded(fraction, 1, 2) < 0], percent(abs(fraction)))


def exactly(fraction: float) -> str:
    """Print a threshold as per cent, with the digits it was given (原数).

    >>> exactly(0.6), exactly(0.0655)
    ('60%', '6.55%')
    """
    return f"{exact(fraction, 2)}%"


def sized(fraction: float, up: str, down: str, level: str = "", digits: int = 2) -> str:
    """Say a difference by its side and size, never by a bare sign (高低用语).

    `up`, `down` and `level` are words of the table, the first two with a place for points.
    """
    points = rounded(fraction, digits, 2)
    if points == 0 and level:
        return word(level)
    return word(down if points < 0 else up, f"{abs(points):.{digits}f}")


def titled(thing: Titled, tongue: Language) -> str:
    """Give a title in a language (标题), the other one where it has none in it."""
    zh, en = thing.title_zh, thing.title_en
    return (zh or en) if tongue == "zh" else (en or zh)


def pick(zh: str, en: str) -> str:
    """Choose between two spellings, the other one where one is empty (择语)."""
    return (zh or en) if language() == "zh" else (en or zh)
