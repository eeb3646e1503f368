"""A pin as a link, and back (链接): `?x=…` holds it whole, `?s=ID` names a record of the store.

Form of `x`, version 1: the digit 1, then base64url of six bytes of SHA-256 followed by raw
deflate (with the dictionary of that version) of the canonical JSON. Version 2 has a seal
before the deflate. The checksum finds damage, not lies: whoever opens a link works its
numbers out again from the pinned baseline. docs/links.md gives every byte.
"""

import base64
import binascii
import hashlib
import json
import re
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import unquote, urlsplit

from base.canonical import canonical
from base.faults import fault
from base.json_types import Record
from base.problems import Problem, Problems, Text, unknown_version
from records.links import refusals
from records.links.dictionaries import DICTIONARIES
from records.links.pin import Pin, read_pin, too_many
from records.links.seal import Seal, length, unpacked
from scenarios.assume.scenario import MOST_CELLS, MOST_YEARS

VERSION: Final = "1"
"""The version that is written without a seal; every older one keeps opening."""

SEALED: Final = "2"
"""The version that is written with a seal."""

LONGEST: Final = 1_500
"""Longest link, characters from the question mark on: mail, chat and QR codes carry it."""

LONGEST_ADDRESS: Final = 4_096
"""Longest address looked at; what is longer is turned away unread."""

LARGEST: Final = 64 * 1024
"""Most bytes that a link may unpack to; unpacking stops there."""

UNPACKS: Final = Text("无法解压的内容", "content that cannot be unpacked")

CHECK: Final = 6
"""Bytes of the checksum."""

LEDGER: Final = (
    ("note_zh", "note_en"),
    ("source",),
    ("reason",),
    ("title_zh", "title_en"),
    ("review", "owner"),
)
"""Texts in the order in which they stay behind when a link has no room (取舍顺序)."""

LOCAL: Final = ("localhost", "127.0.0.1", "::1")
"""Names by which a machine calls itself."""

FORM: Final = re.compile(r"(?:^|[?&;？＆；])([sxｓｘ])[=＝]([A-Za-z0-9_-]*)")
"""Where an address holds a link: `&` may have become `&amp;`, and signs full-width ones. What
chat and mail put behind it (，。 a blank, more words) is no part of it."""

ALONE: Final = re.compile(r"([0-9a-f]{16})|([0-9][A-Za-z0-9_-]{60,})")
"""An id, or packed text, without anything before it."""

STRANGE: Final = ValueError, ArithmeticError, TypeError, LookupError, AttributeError, RecursionError
"""What reading values of the wrong kind, size or depth raises."""

ID: Final = re.compile(r"[0-9a-f]{16}")
PACKED: Final = re.compile(r"[A-Za-z0-9_-]*")
"""What follows `?s=`, and `?x=`."""


def here_only(link: str) -> bool:
    """Say whether an address opens on the machine alone that made it (仅本机可开).

    >>> here_only("http://localhost:8501/?s=0"), here_only("https://yuce.example/?s=0")
    (True, False)
    """
    return urlsplit(link).hostname in LOCAL


@dataclass(frozen=True)
class Link:
    """A link taken apart (链接): its form, and the id or the packed text."""

    form: Literal["s", "x"]
    value: str

    @property
    def short(self) -> bool:
        """Whether it names a record of the store (短链接)."""
        return self.form == "s"

    @property
    def query(self) -> str:
        """The end of an address that it is (查询串): `?s=…` or `?x=…`."""
        return f"?{self.form}={self.value}"


@dataclass(frozen=True)
class Letter:
    """What a self-contained link holds (信件): the pin, its text as written, and its seal."""

    pin: Pin
    text: str
    seal: Seal | None


def short_link(name: str) -> str:
    """Name a record of the store as a link (短链接).

    >>> short_link("0123456789abcdef")
    '?s=0123456789abcdef'
    """
    return f"?s={name}"


@dataclass(frozen=True)
class Written:
    """A self-contained link that was written (写成的链接), and what it carries: text and seal.

    `left_out` names the texts that it had no room for.
    """

    link: str
    text: str
    seal: Seal | None
    left_out: tuple[str, ...]


def encode(pin: Pin, sign: Callable[[str], Seal] | None = None) -> str:
    """Write a pin as a self-contained link (自含链接): its text, as `write` gives it."""
    return write(pin, sign).link


def write(pin: Pin, sign: Callable[[str], Seal] | None = None) -> Written:
    """Write a pin as a self-contained link (写成链接), 1,500 characters at most.

    Texts of the ledger that have no room stay behind, and the link names them; `sign` seals
    what it does carry. Who hands a link out calls `records.publishing.share`. Raises Problems when
    even the figures have no room.
    """
    for kept in range(len(LEDGER) + 1):
        dropped = {name for group in LEDGER[:kept] for name in group}
        carried = without(pin, dropped)
        raw, text = canonical(_compact(carried)).encode(), canonical(carried)
        seal = sign(text) if sign else None
        link = f"?x={_pack(raw, seal)}"
        if len(link) <= LONGEST and len(raw) <= LARGEST:
            return Written(link, text, seal, tuple((carried["left_out"] or {}).get("fields", ())))
    raise Problems([refusals.too_long(len(link), LONGEST)])


def decode(text: str) -> Pin:
    """Read a self-contained link (解码): as `encode` wrote it, or an address or text with it in.

    Raises Problems, saying what is wrong, for anything that `encode` did not write.
    """
    if not isinstance(text, str):
        raise Problems([refusals.no_link(repr(text), 0)])
    if PACKED.fullmatch(text) and not ID.fullmatch(text):
        return unpack(text).pin
    link = parse(text)
    if link.form == "s":
        raise Problems([refusals.needs_store(link.value)])
    return unpack(link.value).pin


def unpack(value: str) -> Letter:
    """Read the packed text of a self-contained link and its seal (解包); raises Problems."""
    version, body = _unpacked(value)
    seal, body = _unsealed(version, body)
    raw = _inflate(body, DICTIONARIES[version])
    try:
        record = json.loads(
            raw.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_no_duplicates
        )
        if canonical(record).encode() != raw:
            raise ValueError("not in canonical form")
        whole = _expand(record)
        if canonical(_compact(whole)).encode() != raw:
            raise ValueError("not in canonical form")
        return Letter(read_pin(whole), canonical(whole), seal)
    except Problems:
        raise
    except STRANGE as error:
        raise Problems([refusals.unreadable(fault(error))]) from error


def parse(text: str) -> Link:
    """Find the link in an address, or in a text around one (解析地址); or a bare id.

    The same link twice, as in a text and its address, is one. Raises Problems when there is no
    link in it, or two that differ.
    """
    link = find(text)
    if link is None:
        long = len(text) > LONGEST_ADDRESS
        raise Problems([_too_long(text) if long else refusals.no_link(text, 0)])
    return link


def find(text: str) -> Link | None:
    """Find the link as `parse` does (查找链接); None where there is nothing like one."""
    if len(text) > LONGEST_ADDRESS:
        if _links(text):
            raise Problems([_too_long(text)])
        return None
    text = "".join(one for one in text if unicodedata.category(one) != "Cf")  # zero-width signs
    links = _links(text) or _links(unquote(text))
    if not links:
        return None
    if len(links) != 1:
        raise Problems([refusals.no_link(text, len(links))])
    (link,) = links
    if not link.value:
        raise Problems([refusals.no_link(text, 0)])
    if link.form == "s" and not ID.fullmatch(link.value):
        short = re.fullmatch(r"[0-9a-f]{1,15}", link.value)
        raise Problems([refusals.cut(link.value) if short else refusals.no_link(text, 0)])
    return link


def _too_long(text: str) -> Problem:
    return refusals.too_long(len(text), LONGEST_ADDRESS)


def _links(text: str) -> set[Link]:
    """Find every link in a text."""
    found = re.search(r"\w(?:.*\w)?", text, re.DOTALL)  # in one pass, however many signs there are
    alone = found and ALONE.fullmatch(found[0])
    if alone:
        return {Link("s", alone[1]) if alone[1] else Link("x", alone[2])}
    return {Link("s" if form in "sｓ" else "x", value) for form, value in FORM.findall(text)}


def without(pin: Pin, dropped: set[str]) -> Record:
    """Leave texts of the ledger behind, wherever the scenario holds them, and say so (取舍)."""
    record = pin.record()
    emptied: set[str] = set()

    def strip(item: Any) -> Any:
        if isinstance(item, list):
            return [strip(one) for one in item]
        if not isinstance(item, dict):
            return item
        emptied.update(name for name in dropped & item.keys() if item[name])
        return {
            name: (None if name == "review" else "") if name in dropped else strip(value)
            for name, value in item.items()
        }

    record["scenario"] = strip(record["scenario"])
    own = {target.id for target in pin.scenario.targets}
    if "source" in dropped:  # an own target's row repeats its source
        record["targets"] = [
            row | {"note": ""} if row["id"] in own else row for row in record["targets"]
        ]
    if emptied:
        gone = sorted(emptied | set(pin.left_out.fields if pin.left_out else ()))
        record["left_out"] = {"id": pin.id, "fields": gone}
    return record


def _compact(record: Record) -> Record:
    """Gather assumptions that differ by year and value only, and rows into columns."""
    runs: list[list[Any]] = []
    for item in record["scenario"]["assumptions"]:
        shared = {name: value for name, value in item.items() if name not in ("years", "value")}
        years, value = item["years"], _to_tenths(item["value"])
        single = len(years) == 1
        if single and runs and runs[-1][0] == shared and not isinstance(runs[-1][1][0], list):
            runs[-1][1].append(years[0])
            runs[-1][2].append(value)
        else:
            runs.append([shared, [years[0]] if single else [years], [value]])
    rows = [list(row.values()) for row in record["headline"]["targets"]]
    names = [list(row) for row in record["headline"]["targets"]][:1]
    return record | {
        "scenario": record["scenario"] | {"assumptions": runs},
        "headline": record["headline"] | {"targets": [*names, *rows]},
    }


def _expand(record: Record) -> Record:
    """Undo `_compact`; raises Problems before it becomes much larger than what was unpacked."""
    runs = [len(values) for _, _, values in record["scenario"]["assumptions"]]
    for found, most in ((max(runs, default=0), MOST_YEARS), (sum(runs), MOST_CELLS)):
        if found > most:
            raise Problems([too_many("assumptions", found, most)])
    items = [
        shared | {"years": year if isinstance(year, list) else [year], "value": _from_tenths(value)}
        for shared, years, values in record["scenario"]["assumptions"]
        for year, value in zip(years, values, strict=True)
    ]
    names, *rows = record["headline"]["targets"] or [[]]
    return record | {
        "scenario": record["scenario"] | {"assumptions": items},
        "headline": record["headline"]
        | {"targets": [dict(zip(names, row, strict=True)) for row in rows]},
    }


def _to_tenths(value: float) -> float | int:
    """Write a fraction that is a whole tenth of a per cent as that whole number, exactly."""
    tenths = round(1000 * value)
    exact = tenths / 1000 == value and str(tenths / 1000) == str(value)
    return tenths if exact else value


def _from_tenths(value: float | int) -> float:
    return value / 1000 if type(value) is int else value


def _pack(raw: bytes, seal: Seal | None) -> str:
    version = VERSION if seal is None else SEALED
    dictionary = DICTIONARIES[version]
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, dictionary)
    body = (seal.packed() if seal else b"") + squeeze.compress(raw) + squeeze.flush()
    return version + _to_letters(_checksum(version, body) + body)


def _unsealed(version: str, body: bytes) -> tuple[Seal | None, bytes]:
    """Take the seal off a body that has one."""
    if version == VERSION:
        return None, body
    try:
        return unpacked(body)
    except ValueError as error:
        raise Problems([refusals.unreadable(Text("签章", "its seal"))]) from error


def _unpacked(value: str) -> tuple[str, bytes]:
    """Check letters, length and checksum; give the version and the packed bytes."""
    if len(value) + len("?x=") > LONGEST:
        raise Problems([refusals.too_long(len(value) + len("?x="), LONGEST)])
    version, letters = value[:1], value[1:]
    strange = re.search(r"[^A-Za-z0-9_-]", value)
    if strange:
        raise Problems([refusals.damaged(f"{strange.group()!r}, {strange.start() + 1}")])
    try:
        packed = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    except (binascii.Error, ValueError):  # a count of letters that no bytes have
        packed = base64.urlsafe_b64decode(letters[:-1])
    check, body = packed[:CHECK], packed[CHECK:]
    if len(check) < CHECK or check != _checksum(version, body) or _to_letters(packed) != letters:
        found = f"{len(value):,}"
        raise Problems(
            [refusals.cut(found) if _ends_early(version, body) else refusals.damaged(found)]
        )
    if version not in DICTIONARIES:
        raise Problems([unknown_version("link", "链接", "link", version, DICTIONARIES)])
    return version, body


def _ends_early(version: str, body: bytes) -> bool:
    """Whether more was to come: what is packed says where it ends."""
    body = body[length(body) :] if version == SEALED else body
    stretch = zlib.decompressobj(-15, DICTIONARIES.get(version, DICTIONARIES[VERSION]))
    try:
        return not body or (len(stretch.decompress(body, LARGEST)) < LARGEST and not stretch.eof)
    except zlib.error:
        return False


def _inflate(body: bytes, dictionary: bytes) -> bytes:
    """Unpack, never beyond the limit."""
    stretch = zlib.decompressobj(-15, dictionary)
    try:
        raw = stretch.decompress(body, LARGEST + 1)
    except zlib.error as error:
        raise Problems([refusals.unreadable(UNPACKS)]) from error
    if len(raw) > LARGEST:
        raise Problems([refusals.too_long(LARGEST + 1, LARGEST)])
    if not stretch.eof or stretch.unused_data:
        raise Problems([refusals.unreadable(UNPACKS)])
    return raw


def _checksum(version: str, body: bytes) -> bytes:
    return hashlib.sha256(version.encode() + body).digest()[:CHECK]


def _to_letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is not a number")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> Record:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is given twice")
    return found
