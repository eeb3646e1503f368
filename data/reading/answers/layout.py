"""What a table's layout says (版式), whatever its period, its figures and its place on the sheet.

Two quarters' tables of one office have the same header words, units and title, and other numbers:
by this a plan that a person confirmed is found again. Positions never count.
"""

import hashlib
import re
from typing import Final

from data.reading.blocks import Block
from data.reading.sheets.text import flat
from data.reading.words.vocabulary import spelt

_TIME: Final = re.compile(
    r"(?:\d+|[第前\-—至月日年份]|季度?|[一二三四两](?=[\-—至季])|上半年|全年|[qm](?=\d))*"
    r"(?:\d+|季度?|上半年|全年)(?:年度?|月份?|季度?|日)*"
)


def skeleton(text: str) -> str:
    """Write a text with every period as # (去期间).

    >>> skeleton("2026年前三季度（亿元）"), skeleton("2027年1-3月（亿元）")
    ('#(亿元)', '#(亿元)')
    """
    return _TIME.sub("#", spelt(flat(text)))


def lines(block: Block) -> tuple[str, ...]:
    """Give what a table's layout says, a line each (版式各行): title, then every column."""
    title = [skeleton(block.line(at)) for at in (*block.above, *block.lines)]
    corners = [
        skeleton(block.texts[at][column])
        for at in block.header
        for column in block.named
        if block.texts[at][column]
    ]
    columns = [_column(block, column) for column in block.labels]
    return tuple(filter(None, (*title, *dict.fromkeys(corners), *columns)))


def _column(block: Block, column: int) -> str:
    path = " · ".join(skeleton(block.texts[at][one]) for at, one in block.path(column))
    first = next((block.texts[at][column] for at in block.body if block.texts[at][column]), "")
    wide = [right - left for top, left, _, right in block.sheet.merged if top - 1 in block.header]
    shown = block.sheet.kinds.get(column) or ("%" if first.endswith("%") else "0")
    return f"{path} {shown}{'+' if any(wide) else ''}"


def name(block: Block) -> str:
    """Name a layout (版式标识): a hash of what it says, 16 hexadecimal digits."""
    return hashlib.sha256("\n".join(lines(block)).encode()).hexdigest()[:16]
