"""Every official table that was ever shipped (历次随附的官方表), by its hash.

A link keeps the targets it was judged by, and a baseline its scopes. Whoever opens them later
must tell an official row of then from one that somebody made up: what was ever shipped stays in
`shipped/`, a file a table, under the hash of its bytes. After a change to the tables of targets
or scopes, `python -m data.registry` adds today's; a test fails until it is there.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from base.places import put
from data.scopes import Scope, every
from data.tables import TABLES, read_tables
from data.vintages import as_of

Kind = Literal["targets", "scopes"]
RegistryRow = dict[Any, Any]

SHIPPED: Final = Path(__file__).parent / "shipped"
"""Files `targets-HASH.json` and `scopes-HASH.json`; none is ever altered or removed."""

EVER: Final = date(2200, 1, 1)
"""A day on which everything is known."""


@cache
def tables(kind: Kind) -> tuple[tuple[RegistryRow, ...], ...]:
    """Give every table of a kind that was shipped, and today's (历次表); rows as `today` gives."""
    kept = [json.loads(path.read_text("utf-8")) for path in sorted(SHIPPED.glob(f"{kind}-*.json"))]
    return tuple(map(tuple, [*kept, json.loads(written(today(kind)))]))


def today(kind: Kind) -> list[RegistryRow]:
    """Give the rows of today's table (当前表): of targets as printed, of scopes every variant."""
    own = read_tables(TABLES)
    if kind == "targets":
        return own.targets.drop(columns="row").fillna("").to_dict("records")
    return [asdict(scope) for scope in every(as_of(EVER, own), own)]


def written(rows: list[RegistryRow]) -> bytes:
    """Spell a table as its file does (写出): a row a line."""
    lines = (json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def file(kind: Kind, content: bytes) -> Path:
    """Name the file of a table by its content (文件名)."""
    return SHIPPED / f"{kind}-{hashlib.sha256(content).hexdigest()[:16]}.json"


def known(scope: Scope) -> bool:
    """Say whether a scope is one that was shipped (是否随附过的口径)."""
    row = json.loads(json.dumps(asdict(scope)))
    return any(row in table for table in tables("scopes"))


def main() -> None:
    """Add today's tables."""
    for kind in ("targets", "scopes"):
        content = written(today(kind))
        put(file(kind, content), content)


if __name__ == "__main__":
    main()
