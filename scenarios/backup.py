"""Everything in one file, and back (备份与恢复): the store's tables and the folder of artefacts.

A zip of JSON lines, the same for SQLite and PostgreSQL, so that it also moves a store from one
to the other. A digest of every part is in its manifest; nothing is restored that does not fit,
and nothing that is there is overwritten.
"""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, Final

import sqlalchemy as sa

from data import clock
from data.problems import Problem, Problems, Text, not_written
from forecast.artefacts import HOME
from scenarios.database import HEAD, connect, metadata, reading, writing

SCHEMA: Final = 1
LEFT_OUT: Final = (".db", ".db-wal", ".db-shm", ".log")
"""Ends of names that are no artefact: the store itself is told table by table."""


def backup(file: Path, setting: str | None = None, home: Path = HOME) -> dict[str, int]:
    """Write a backup (备份) in one go; gives the number of rows and files by kind.

    Raises Problems when it cannot be written; what was there by that name then stays.

    The tables are of one moment; records are written after the baselines they need, so the
    folder, read after them, holds whatever they name.
    """
    part = file.with_name(file.name + ".part")
    try:
        counts = _write(part, setting, home)
        part.replace(file)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        words = "备份没有写成，原有备份未动", "no backup was written; earlier ones were not touched"
        raise Problems([not_written(str(file), *words, error)]) from error
    return counts


def restore(file: Path, setting: str | None = None, home: Path = HOME) -> dict[str, int]:
    """Fill an empty store from a backup (恢复), after checking all of it; raises Problems."""
    parts = _checked(file)
    tables = {name: parts[f"tables/{name}.jsonl"] for name in metadata.tables}
    engine = connect(setting)
    counts: dict[str, int] = {}
    try:
        with writing(engine) as connection:
            for table in metadata.tables.values():
                if connection.execute(sa.select(sa.func.count()).select_from(table)).scalar():
                    raise Problems([_full(str(engine.url), table.name)])
            for name, table in metadata.tables.items():
                rows = [_row(table, line) for line in tables[name].decode().splitlines()]
                counts[name] = len(rows)
                if rows:
                    connection.execute(sa.insert(table), rows)
                if rows and engine.dialect.name == "postgresql" and "seq" in table.c:
                    last = sa.text(f"SELECT setval(pg_get_serial_sequence('{name}', 'seq'), :last)")
                    connection.execute(last, {"last": max(row["seq"] for row in rows)})
            counts["files"] = _put_back(parts, home)
    finally:
        engine.dispose()
    return counts


def _write(part: Path, setting: str | None, home: Path) -> dict[str, int]:
    digests: dict[str, str] = {}
    counts: dict[str, int] = {}
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, content: bytes) -> None:
            digests[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(name, content)

        for name, rows in _tables(setting):
            counts[name] = len(rows)
            put(f"tables/{name}.jsonl", "\n".join(rows).encode())
        for path in _files(home):
            counts["files"] = counts.get("files", 0) + 1
            put(f"artefacts/{path.relative_to(home).as_posix()}", path.read_bytes())
        made = clock.now().isoformat(timespec="seconds")
        told = {"schema": SCHEMA, "store": HEAD, "made": made, "parts": digests}
        archive.writestr("manifest.json", json.dumps(told, indent=1))
    return counts


def _tables(setting: str | None) -> Iterator[tuple[str, list[str]]]:
    """Spell out every table, all of one moment."""
    engine = connect(setting)
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with reading(engine) as connection:
        for name, table in metadata.tables.items():
            found = connection.execute(sa.select(table).order_by(*table.primary_key))
            yield name, [json.dumps(_plain(row._mapping), ensure_ascii=False) for row in found]
    engine.dispose()


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
        if not path.name.endswith(LEFT_OUT) and path.relative_to(home).parts[0] != "jobs"
    ]


def _checked(file: Path) -> dict[str, bytes]:
    """Read a backup whole, and see that every part is what its manifest says."""
    try:
        with zipfile.ZipFile(file) as archive:
            told = json.loads(archive.read("manifest.json"))
            parts = {name: archive.read(name) for name in told["parts"]}
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Problems([_unsound(file, str(error)[:200])]) from error
    wrong = [n for n, d in told["parts"].items() if hashlib.sha256(parts[n]).hexdigest() != d]
    wrong += [name for name in parts if ".." in PurePosixPath(name).parts or name.startswith("/")]
    wrong += [f"tables/{name}" for name in metadata.tables if f"tables/{name}.jsonl" not in parts]
    if wrong or told.get("schema") != SCHEMA or told.get("store") != HEAD:
        raise Problems([_unsound(file, ", ".join(wrong) or f"store {told.get('store')}")])
    return parts


def _put_back(parts: dict[str, bytes], home: Path) -> int:
    """Write the artefacts that are not there; the manifest of a baseline last, as always."""
    names = [name for name in parts if name.startswith("artefacts/")]
    for name in sorted(names, key=lambda name: (name.endswith("manifest.json"), name)):
        path = home / PurePosixPath(name).relative_to("artefacts")
        if path.exists():
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(parts[name])
        except OSError as error:
            with suppress(OSError):
                path.unlink()  # half of it would be taken for all of it the next time
            words = "备份没有恢复完，情景库未动", "not all was restored; the store was not touched"
            raise Problems([not_written(str(path), *words, error)]) from error
    return len(names)


def _full(url: str, table: str) -> Problem:
    return Problem(
        where="YUCE_STORE",
        what=Text("库中已有内容，未作任何改动", "the store is not empty: nothing was changed"),
        found=f"{sa.make_url(url).render_as_string()}: {table}",
        expected=Text("一个空库", "an empty store"),
        remedy=Text("把 YUCE_STORE 指向新的文件或数据库", "point YUCE_STORE to a new one"),
    )


def _unsound(file: Path, found: str) -> Problem:
    return Problem(
        where=str(file),
        what=Text("备份不完整或版本不符", "the backup is not whole, or of another version"),
        found=found,
        expected=Text(f"yuce backup 写出的文件，库版本 {HEAD}", f"yuce backup's, store {HEAD}"),
        remedy=Text(
            "改用另一份备份，或先用写出它的版本恢复再升级",
            "use another one, or restore with the version that wrote it and update then",
        ),
    )
