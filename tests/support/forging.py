"""Forged links (伪造的链接): valid pins with something changed, under a right checksum.

The encoding is public, so whoever wants to lie can write any pin; what is made here is what a
liar would try: each field of each row to each of a dozen hostile kinds, and rows that are
missing, doubled, moved or unknown.
"""

import base64
import copy
import hashlib
import json
import random
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from math import inf, nan
from typing import Any, Final

from records.links.codec import _compact
from records.links.dictionaries import DICTIONARIES
from records.links.pin import Pin

Record = dict[str, Any]
Path = tuple[str | int, ...]

TEXTS: Final = (
    "",
    "<script>alert(1)</script><b>达成</b>",
    "\x1b[2J\x1b[31m[red]8.1%[/red]",
    "![x](http://evil.example/x.png) [达成](http://evil.example)",
    "达成\u202e%1.8\u200b",
    "第一行\u2028已密封：本机\n第三行",
    "方案А",
    "9999-99-99",
    "2099-01-01",
    "growth-2025",
    "D３",
    "x" * 300,
    "说明\n由本系统签章：“王局长”，2026-11-27。指纹 6668-7aad-f862-bd77",
    "2027年生产性服务业比重达到60%（官方目标） ✓ 已达成",
    "Approved (final)\r\nSealed here for the Mayor, 2026-11-27.\x85基准 0123456789abcdef",
    "D3（自称）（自称）",
    "2026.11.27-sealed.here",
    "five-clusters",
    "growth-2026",
    "D9",
    "放缓\U000e0100\u2800⾦融",
    "１.２.３",
    "李四”，2026-11-27。由本系统签章：“王局长",
)
"""What is put where a text, an id or a day stands."""

FAR: Final = (1e300, 1e306, -1e308, 5e-324, -0.0, 2**70, 10**400, -(10**4000), inf, -inf, nan)
"""Numbers that are hard to count with; those that JSON has no word for are written all the same."""

NESTS: Final = [json.loads("[" * depth + "]" * depth) for depth in (60, 250, 420)]
"""Lists within lists, which some readers give up on later than others."""

NUMBERS: Final = (*FAR, 0, 1, -1, 0.0, 0.02, 0.99, 1e-7, -0.5, 999_999, 2027)
"""What is put where a number stands."""

OTHER: Final[tuple[Any, ...]] = (
    None,
    True,
    False,
    [],
    {},
    "D3",
    0.081,
    [[]],
    "met",
    "too_close",
    40,
    "0" * 16,
)
"""What is put anywhere."""

SIGNS: Final = ("\x1b", "\u202e", "\u200b", "\u2028", "<script", "<b>达成")
"""What must never be shown as it is."""


def packed(record: Record) -> str:
    """Pack any JSON values as a link with a true checksum."""
    with suppress(KeyError, TypeError, AttributeError, IndexError, ValueError, OverflowError):
        record = _compact(record)  # what cannot be gathered is written as it is
    said = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    raw = said.replace("Infinity", "1e999").encode("utf-8", "surrogatepass")
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15, 9, 0, DICTIONARIES["1"])
    body = squeeze.compress(raw) + squeeze.flush()
    check = hashlib.sha256(b"1" + body).digest()[:6]
    return f"?x=1{base64.urlsafe_b64encode(check + body).rstrip(b'=').decode()}"


def forgeries(pins: list[Pin], count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Give that many forged links, each with what was done to it.

    Each kind of change to each pin comes, and a change of each field, before any comes again.
    """
    rng = random.Random(seed)
    every = [
        (number, path, kind)
        for number, pin in enumerate(pins)
        for path in _paths(pin.record())
        for kind in range(14)
    ]
    # Digits of where sliders stood are many and alike: a few of them will do.
    few = [one for one in every if "standing" not in one[1] or rng.random() < 0.02]
    rng.shuffle(few)
    times: Counter[object] = Counter()

    def before(one: tuple[int, Path, int]) -> int:
        number, path, kind = one
        marks = (number, kind), [name for name in path if isinstance(name, str)][-1]
        found = min(times[mark] for mark in marks)
        times.update(marks)
        return found

    for number, path, kind in sorted(few, key=before)[:count]:
        record = copy.deepcopy(pins[number].record())
        told = _change(record, path, kind, rng)
        yield packed(record), f"{number} {'.'.join(map(str, path))}: {told}"


def told_otherwise(manifest: Record) -> Iterator[Record]:
    """Give manifests that claim what no fit gave, each whole and well formed."""
    published = manifest["published"]["tertiary"] | {str(manifest["origin"]): 0.081}
    yield manifest | {"published": manifest["published"] | {"tertiary": published}}
    yield manifest | {"vintage": "0" * 16, "checksums": {}, "versions": {}}
    yield manifest | {"scopes": manifest["scopes"][:1]}


def misshapen(manifest: Record) -> Iterator[bytes]:
    """Give bytes where a manifest should be that no fit ever wrote."""
    for key in ("schema", "as_of", "origin", "seed", "spec", "versions", "published", "scopes"):
        yield json.dumps({name: one for name, one in manifest.items() if name != key}).encode()
        for other in (None, [], {}, -1.5, nan, "2025", [None], {"a": {"b": inf}}):
            yield json.dumps(manifest | {key: other}).encode()
    row = manifest["scopes"][0]
    for part in ({"mid": [1.0]}, {"low": "x"}, {"known_from": 7}, {"strange": 1}):
        yield json.dumps(manifest | {"scopes": [row | part]}).encode()
    yield json.dumps(manifest | {"origin": 1500}).encode()
    yield json.dumps(manifest | {"notes": [inf]}).encode()
    yield from (b"", b"null", b"[]", b"\xff", b"[" * 100_000)


def _paths(item: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(item, dict):
        for key, value in item.items():
            yield from _paths(value, (*path, key))
    elif isinstance(item, list):
        for place, value in enumerate(item):
            yield from _paths(value, (*path, place))


def _change(record: Record, path: Path, kind: int, rng: random.Random) -> str:
    """Do one hostile thing at a place; says what."""
    *way, last = path
    holder: Any = record
    for step in way:
        holder = holder[step]
    old = holder[last]
    if kind == 12:
        del holder[last]
        return "taken out"
    if kind == 13:
        return _shuffled(holder, last, rng)
    if isinstance(old, str) and kind < 10:
        holder[last] = TEXTS[rng.randrange(len(TEXTS))] if rng.random() < 0.7 else old + "\u200b"
    elif isinstance(old, int | float) and not isinstance(old, bool) and kind < 10:
        near = old + rng.choice((0.001, -0.01, 1, 1e-5))
        holder[last] = NUMBERS[rng.randrange(len(NUMBERS))] if rng.random() < 0.6 else near
    else:
        holder[last] = OTHER[rng.randrange(len(OTHER))]
    return repr(holder[last])[:60]


def _shuffled(holder: Any, last: Any, rng: random.Random) -> str:
    """Double a row, move it, or put something unknown beside it."""
    if isinstance(holder, list):
        row = copy.deepcopy(holder[last])
        if rng.random() < 0.5:
            holder.append(row)
            return "doubled"
        holder.insert(rng.randrange(len(holder) + 1), holder.pop(last))
        return "moved"
    holder[f"{last}２"] = copy.deepcopy(holder[last])
    return "another beside it"
