"""What people write into the store (所写文字): who acts, and texts that are fit to be kept."""

import getpass
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from base import settings
from base.problems import Problem, Problems, Text
from base.texts import line, lines
from data import clock

LONGEST: Final = {
    "title": 200,
    "name": 200,
    "note": 10_000,
    "note_zh": 10_000,
    "note_en": 10_000,
    "who": 200,
    "unit": 200,
    "why": 2_000,
    "subject": 400,
    "detail": 10_000,
}
"""Most characters of what people write."""

LINES: Final = {"note", "note_zh", "note_en", "why", "detail"}
"""Texts that may have lines."""

WRITTEN: Final = LONGEST.keys() - {"detail"}
"""Texts that are words; a detail is JSON, its words made neat before it is written."""


def person() -> str:
    """Name who acts (操作人): `YUCE_USER`, else the account of the computer."""
    try:
        return settings.read().user or getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account is named here
        return "?"


def now() -> str:
    """Give the time that is stamped (时间戳), the region's with its zone.

    Order never rests on it: clocks are set back.
    """
    return clock.stamp()


def cleaned(text: str, key: str = "title") -> str:
    """Spell a text in one way: nothing in it that cannot be seen, no blanks around it (规整)."""
    return (lines if key in LINES else line)(text).strip()


def legible(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give what was kept as it is shown (显示用): older stores let in what cannot be seen."""
    return {
        key: cleaned(value, key) if key in WRITTEN and isinstance(value, str) else value
        for key, value in row.items()
    }


def checked(said: dict[str, str]) -> dict[str, str]:
    """Tidy what people wrote, or say all that is wrong with it (校验文字); raises Problems."""
    given = {key: _ended(unicodedata.normalize("NFC", text).strip()) for key, text in said.items()}
    neat = {key: cleaned(text, key) if key in WRITTEN else text for key, text in given.items()}
    problems = [
        Problem(
            where=key,
            what=Text("文字过长", "the text is too long"),
            found=f"{len(text):,}",
            expected=Text(f"至多 {LONGEST[key]:,} 字", f"at most {LONGEST[key]:,} characters"),
            remedy=Text("缩短", "shorten it"),
            code="text-too-long",
        )
        for key, text in neat.items()
        if len(text) > LONGEST[key]
    ]
    problems += [_control(key) for key, text in given.items() if _has_control(key, text)]
    if neat.get("title") == "":
        problems.append(
            Problem(
                where="title",
                what=Text("没有标题", "there is no title"),
                found="",
                expected=Text("一个标题", "a title"),
                remedy=Text("请填写标题", "enter a title"),
                code="title-missing",
            )
        )
    if problems:
        raise Problems(problems)
    return neat


def _ended(text: str) -> str:
    """Spell the ends of lines in one way, whatever system they were typed on."""
    return re.sub("\r\n?|\x85", "\n", text)


def _has_control(key: str, text: str) -> bool:
    """Look for characters that cannot be printed."""
    allowed = "\n\t" if key in LINES else ""
    return any(unicodedata.category(c) in ("Cc", "Cs") and c not in allowed for c in text)


def _control(key: str) -> Problem:
    return Problem(
        where=key,
        what=Text("含有不可见的控制字符", "there are control characters in it"),
        found=Text("控制字符", "a control character"),
        expected=Text("可打印的文字", "text that can be printed"),
        remedy=Text("删去这些字符", "remove them"),
        code="text-control",
    )
