"""Everything in one file, and back (备份与恢复): the store's tables and the folder of artefacts.

A zip of JSON lines, the same for SQLite and PostgreSQL, so that it also moves a store from one
to the other. A digest of every part is in its manifest; a backup is read back and compared
before it is said to be done; nothing is restored that does not fit, and nothing that is there
is overwritten. The private key stays behind unless it is asked for.
"""

import base64
import hashlib
import json
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any, Final

import sqlalchemy as sa

from base import settings
from base.faults import fault
from base.places import DRAFT, put_told, whole
from base.problems import Problem, Problems, Text, not_written
from base.settings import Home
from data import clock
from forecast.artefacts import BaselineFolder
from forecast.made_here import MADE, marked, own
from records.store.database import HEAD, connect, metadata, private_keys, reading, shut, writing

SCHEMA: Final = 1
LEFT_OUT: Final = (".db", ".db-wal", ".db-shm", ".log")
"""Ends of file names that are no artefact: the store itself is backed up table by table."""

SINCE: Final = {"seals": "0003", "keys": "0003", "private_keys": "0003"}
"""Tables that came after the first backups, and the step that brought them."""

OLDEST: Final = "0002"
"""The oldest store whose backup is restored: what came since only added tables."""

TableRows = dict[str, list[dict[str, Any]]]
"""The tables' rows, by table."""


def backup(
    file: Path, setting: str | None = None, home: Home = None, with_key: bool = False
) -> dict[str, int]:
    """Write a backup (备份) in one go; gives the number of rows and files by kind.

    `with_key` takes the private key along: who has the file can then seal in this
    installation's name. Raises Problems when it cannot be written, or reads back otherwise
    than it was written; what was there by that name then stays.

    The tables are of one moment; records are written after the baselines they need, so the
    folder, read after them, holds whatever they name.
    """
    try:
        with whole(file, 0o600 if with_key else 0o666) as part:
            counts = _write(part, setting, home, with_key)
    except OSError as error:
        words = "备份没有写成，原有备份未动", "no backup was written; earlier ones were not touched"
        raise Problems([not_written(str(file), *words, error)]) from error
    return counts


def restore(file: Path, setting: str | None = None, home: Home = None) -> dict[str, int]:
    """Fill an empty store from a backup (恢复), after checking all of it; raises Problems."""
    parts = _checked(file)
    tables = _read(parts)
    engine = connect(setting, answer=None)
    counts: dict[str, int] = {}
    try:
        with writing(engine) as connection:
            for table in metadata.tables.values():
                if connection.execute(sa.select(sa.func.count()).select_from(table)).scalar():
                    raise Problems([_full(str(engine.url), table.name)])
            for name, table in metadata.tables.items():
                rows = _fit(tables[name], engine.dialect.name)
                counts[name] = len(rows)
                if rows:
                    connection.execute(sa.insert(table), rows)
                if rows and engine.dialect.name == "postgresql" and "seq" in table.c:
                    last = sa.text(f"SELECT setval(pg_get_serial_sequence('{name}', 'seq'), :last)")
                    connection.execute(last, {"last": max(row["seq"] for row in rows)})
            counts["files"] = _put_back(parts, settings.home(home))
            _own(parts, home)
        if counts["private_keys"]:
            shut(engine)
    finally:
        engine.dispose()
    return counts


def _write(part: Path, setting: str | None, home: Home, with_key: bool) -> dict[str, int]:
    digests: dict[str, str] = {}
    counts: dict[str, int] = {}
    tables = _tables(setting, with_key)
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, content: bytes) -> None:
            digests[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(name, content)

        for name, rows in tables.items():
            counts[name] = len(rows)
            lines = (json.dumps(_plain(row), ensure_ascii=False) for row in rows)
            put(f"tables/{name}.jsonl", "\n".join(lines).encode())
        root = settings.home(home)
        for path in _files(root):
            counts["files"] = counts.get("files", 0) + 1
            put(f"artefacts/{path.relative_to(root).as_posix()}", path.read_bytes())
        made = clock.now().isoformat(timespec="seconds")
        told = {"schema": SCHEMA, "store": HEAD, "made": made, "parts": digests}
        archive.writestr("manifest.json", json.dumps(told, indent=1))
    _read_back(part, digests, tables)
    return counts


def _read_back(part: Path, digests: dict[str, str], tables: TableRows) -> None:
    """Read what was written as a restore would, and compare it with what was to be written."""
    parts = _checked(part)
    written = {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
    if written != digests or _read(parts) != tables:
        wrong = sorted(name for name in digests if written.get(name) != digests[name])
        raise Problems([_unlike(part, wrong or ["tables"])])


def _tables(setting: str | None, with_key: bool) -> TableRows:
    """Read every table, all of one moment."""
    engine = connect(setting, answer=None)
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    rows: TableRows = {}
    with reading(engine) as connection:
        for name, table in metadata.tables.items():
            query = sa.select(table).order_by(*table.primary_key)
            if table is private_keys and not with_key:
                query = query.where(sa.false())
            rows[name] = [dict(row._mapping) for row in connection.execute(query)]
    engine.dispose()
    return rows


def _read(parts: dict[str, bytes]) -> TableRows:
    """Read the tables of a backup; lines end with a line feed, and with nothing else."""
    rows: TableRows = {}
    for name, table in metadata.tables.items():
        text = parts.get(f"tables/{name}.jsonl", b"").decode()
        rows[name] = [_row(table, line) for line in text.split("\n") if line]
    return rows


def _fit(rows: list[dict[str, Any]], dialect: str) -> list[dict[str, Any]]:
    """Take NUL out of the words to look up by, which older stores let in: PostgreSQL has none."""
    if dialect != "postgresql":
        return rows
    return [
        row | {"words": row["words"].replace("\0", " ")} if "words" in row else row for row in rows
    ]


def _plain(row: Any) -> dict[str, Any]:
    return {
        key: base64.b64encode(value).decode() if isinstance(value, bytes | memoryview) else value
        for key, value in row.items()
    }


def _row(table: sa.Table, line: str) -> dict[str, Any]:
    return {
        key: base64.b64decode(value) if isinstance(table.c[key].type, sa.LargeBinary) else value
        for key, value in json.loads(line).items()
    }


def _files(home: Path) -> list[Path]:
    """List the artefacts; jobs under way are of the moment."""
    found = (path for path in sorted(home.rglob("*")) if path.is_file())
    return [
        path
        for path in found
        if not path.name.endswith(LEFT_OUT)
        and path.relative_to(home).parts[0] != "jobs"
        and not any(part.startswith(DRAFT) for part in path.relative_to(home).parts)
    ]


def _checked(file: Path) -> dict[str, bytes]:
    """Read a backup whole, and see that every part is what its manifest says."""
    try:
        with zipfile.ZipFile(file) as archive:
            told = json.loads(archive.read("manifest.json"))
            parts = {name: archive.read(name) for name in told["parts"]}
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Problems([_unsound(file, fault(error))]) from error
    wrong = [n for n, d in told["parts"].items() if hashlib.sha256(parts[n]).hexdigest() != d]
    wrong += [name for name in parts if ".." in PurePosixPath(name).parts or name.startswith("/")]
    store = str(told.get("store"))
    due = [name for name in metadata.tables if SINCE.get(name, OLDEST) <= store]
    wrong += [f"tables/{name}" for name in due if f"tables/{name}.jsonl" not in parts]
    if wrong or told.get("schema") != SCHEMA or not OLDEST <= store <= HEAD:
        raise Problems(
            [_unsound(file, ", ".join(wrong) or Text(f"库版本 {store}", f"store {store}"))]
        )
    return parts


def _put_back(parts: dict[str, bytes], home: Path) -> int:
    """Write the artefacts that are not there; the manifest of a baseline last, as always."""
    names = [name for name in parts if name.startswith("artefacts/")]
    for name in sorted(names, key=lambda name: (name.endswith("manifest.json"), name)):
        path = home / PurePosixPath(name).relative_to("artefacts")
        if path.exists():
            continue
        words = "备份没有恢复完，情景库未动", "not all was restored; the store was not touched"
        put_told(path, parts[name], *words)
    return len(names)


def _own(parts: dict[str, bytes], home: Home) -> None:
    """Mark what was made where the backup was: the place may have a secret of its own."""
    within = f"artefacts/baselines/{MADE}/"
    marks = {name.removeprefix(within): one for name, one in parts.items() if within in name}
    place = BaselineFolder(settings.home(home) / "baselines")
    for name in sorted(marked(marks)):
        own(name, place, home)


def _full(url: str, table: str) -> Problem:
    return Problem(
        where="YUCE_STORE",
        what=Text("库中已有内容，未作任何改动", "the store is not empty: nothing was changed"),
        found=f"{sa.make_url(url).render_as_string()}: {table}",
        expected=Text("一个空库", "an empty store"),
        remedy=Text("把 YUCE_STORE 指向新的文件或数据库", "point YUCE_STORE to a new one"),
        code="store-not-empty",
    )


def _unlike(part: Path, found: list[str]) -> Problem:
    return Problem(
        where=str(part),
        what=Text(
            "备份读回后与库不符，没有备份", "the backup reads back otherwise: none was written"
        ),
        found=", ".join(found)[:200],
        expected=Text("与库相同的内容", "what the store holds"),
        remedy=Text("检查磁盘后重做，并报告此事", "check the disk, try again, and report this"),
        code="backup-unlike",
    )


def _unsound(file: Path, found: str | Text) -> Problem:
    return Problem(
        where=str(file),
        what=Text("备份不完整或版本不符", "the backup is not whole, or of another version"),
        found=found,
        expected=Text(
            f"yuce backup 写出的文件，库版本 {OLDEST} 至 {HEAD}",
            f"yuce backup's, store {OLDEST} to {HEAD}",
        ),
        remedy=Text(
            "改用另一份备份，或先用写出它的版本恢复再升级",
            "use another one, or restore with the version that wrote it and update then",
        ),
        code="backup-unsound",
    )
