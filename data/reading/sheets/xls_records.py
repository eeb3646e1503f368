"""What stands around the cells of an old workbook (旧工作簿的图文框): xlrd gives none of it.

The records of its stream are gone through: text boxes, titles of charts, and what is printed above
and below each sheet.
"""

import io
from struct import unpack_from
from typing import Final

from data.reading.sheets.sheet_xml import printed

_BOF, _EOF, _SHEET, _CONTINUE = 0x809, 0x0A, 0x85, 0x3C
_HEADER, _FOOTER, _OBJECT, _BOX, _TITLE = 0x14, 0x15, 0x5D, 0x1B6, 0x100D
_REMARK: Final = 0x19
"""The kind of object that holds a remark, which xlrd gives."""

_BIFF8: Final = 0x600
UNREAD: Final = "图形对象（文字读不出）"
"""What is said of an object in a workbook older than 1997, whose text is not looked for."""


def drawn(content: bytes) -> dict[int, list[str]]:
    """Give the texts around the cells of each sheet (各表图文), by its number from 0."""
    from xlrd.compdoc import CompDoc, CompDocError

    try:
        files = CompDoc(content, logfile=io.StringIO())
    except CompDocError:  # a stream by itself, as the oldest are
        return _walked(content)
    stream = files.get_named_stream("Workbook") or files.get_named_stream("Book") or b""
    return _walked(bytes(stream))


def _walked(stream: bytes) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    starts: dict[int, int] = {}
    at, depth, sheet, remark, version = 0, 0, -1, False, _BIFF8
    while at + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, at)
        body = at + 4
        if kind == _SHEET and size >= 4:
            starts[unpack_from("<I", stream, body)[0]] = len(starts)
        elif kind == _BOF and size >= 4:
            version = unpack_from("<H", stream, body)[0]
            sheet = starts.get(at, -1) if depth == 0 else sheet
            depth += 1
        elif kind == _EOF:
            depth = max(depth - 1, 0)
        elif sheet >= 0 and kind in (_HEADER, _FOOTER, _OBJECT, _BOX, _TITLE):
            own = found.setdefault(sheet, [])
            if version < _BIFF8:
                own += [UNREAD] if kind == _OBJECT else []
            elif kind == _OBJECT:
                remark = size >= 6 and unpack_from("<H", stream, body + 4)[0] == _REMARK
            elif kind == _TITLE and size > 3:
                own.append(_text(stream, body + 3, stream[body + 2]))
            elif kind == _BOX and not remark:
                own.append(_boxed(stream, body, size))
            elif kind in (_HEADER, _FOOTER) and size > 2:
                own += printed(_text(stream, body + 2, unpack_from("<H", stream, body)[0]))
        at = body + size
    return found


def _text(stream: bytes, at: int, count: int) -> str:
    """A text of so many signs: a byte that says how wide they are, then they."""
    wide = stream[at] & 1
    text = stream[at + 1 : at + 1 + (2 if wide else 1) * count]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")


def _boxed(stream: bytes, body: int, size: int) -> str:
    """The text of a box, which goes on in the records after it."""
    (count,) = unpack_from("<H", stream, body + 10) if size >= 12 else (0,)
    said, at = "", body + size
    while len(said) < count and at + 5 <= len(stream):
        kind, more = unpack_from("<HH", stream, at)
        if kind != _CONTINUE or more < 2:
            break
        wide = stream[at + 4] & 1
        said += _text(stream, at + 4, (more - 1) // (2 if wide else 1))
        at += 4 + more
    return said[:500]
