"""Names of files (文件名): what a reader knows a file by, legal on Windows, macOS and Linux."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final
from unicodedata import combining

from views.words.words import WORDS, language, word

LONGEST: Final = 96
"""Most bytes of a title in a file's name: with the rest it stays below 180, and 255 is the limit
of file systems."""

FORBIDDEN: Final = r'[\\/:*?"<>|\s_-]+'
"""What Windows refuses, and what parts words."""


def file_name(title: str, plain: str, parts: Iterable[str], kind: str, suffix: str) -> str:
    """Name a file by title, parts and what it holds (文件名), in the language spoken.

    English names are ASCII: `plain` stands for a title of which nothing is left.
    """
    legal = _legal(title) or _legal(plain) or "yuce"
    return f"{'-'.join([legal, *parts, _kind(kind)])}.{suffix}"


def _legal(text: str) -> str:
    """Leave out what a system refuses or hides, and what is beyond the length."""
    if language() == "en":
        plain = unicodedata.normalize("NFKD", re.sub("['‘’]", "", text))
        text = re.sub("[^A-Za-z0-9]+", "-", "".join(c for c in plain if not combining(c)))
    text = "".join(one for one in unicodedata.normalize("NFC", text) if _printable(one))
    words = re.sub(FORBIDDEN, "-", text).strip("-. ")
    return words.encode()[:LONGEST].decode("utf-8", "ignore").strip("-. ")


def _printable(letter: str) -> bool:
    return unicodedata.category(letter)[0] != "C" or letter.isspace()


def _kind(kind: str) -> str:
    """Name what the file holds; the rest of a chart's name, a year or a scope, stays."""
    head, _, rest = kind.partition("-")
    said = word(f"file_{head}") if f"file_{head}" in WORDS else head
    return f"{said}-{rest}" if rest else said
