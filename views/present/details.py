"""What the log of actions wrote down beside who and when (操作详情), in words."""

import re

from base.json_types import Record
from views.words.words import WORDS, joined, labelled, language, word


def detail(record: Record) -> str:
    """Say what was written down (详情), in the words of the table, a count of nothing left out.

    Of what was written in both languages, in the reader's.
    """
    own, other = ("_zh", "_en") if language() == "zh" else ("_en", "_zh")
    told = [
        labelled(
            key if (key := f"detail_{name.removesuffix(own)}") in WORDS else "detail", _said(value)
        )
        for name, value in record.items()
        if value not in (0, "", None) and not name.endswith(other)
    ]
    return word("stop").join(told)[:500]


def _said(value: object) -> str:
    """Print one value: hashes short, tables as their rows."""
    if isinstance(value, dict):
        return joined(f"{key} {one}" for key, one in value.items())
    text = str(value)
    return text[:16] if re.fullmatch(r"[0-9a-f]{17,}", text) else text
