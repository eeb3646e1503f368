"""The database behind the store: SQLite by default, PostgreSQL by `YUCE_STORE` (数据库)."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, DisconnectionError, IntegrityError, SQLAlchemyError

from base import settings
from base.faults import fault
from base.problems import Problem, Problems, Text

HEAD: Final = "0004"
"""The newest step in records/store/migrations/versions."""

PATIENCE: Final = 15
"""Seconds a writer waits for its turn in SQLite."""

LOCK: Final = 0x5975_6365
"""Key of PostgreSQL's advisory lock while the schema is brought up to date."""

SECRET: Final = ("fingerprint", "private")
"""Columns of the one table that a backup leaves out."""

metadata = sa.MetaData()
records = sa.Table(
    "records",
    metadata,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("seal", sa.String(64)),
    sa.Column("baseline", sa.String(16)),
    sa.Column("pin", sa.Text),
    sa.Column("words", sa.Text),
)
entries = sa.Table(
    "entries",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    *(sa.Column(name, sa.Text) for name in ("record", "title")),
    sa.Column("number", sa.Integer),
    *(sa.Column(name, sa.Text) for name in ("note", "action", "who", "why", "at")),
)
artefacts = sa.Table(
    "artefacts",
    metadata,
    *(sa.Column(name, sa.Text, primary_key=True) for name in ("name", "file")),
    sa.Column("content", sa.LargeBinary),
)
publications = sa.Table(
    "publications",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    *(sa.Column(name, sa.Text) for name in ("baseline", "who", "why", "at")),
    *(sa.Column(name, sa.Text) for name in ("note_zh", "note_en", "acknowledged")),
    sa.Column("previous", sa.Integer),
)
events = sa.Table(
    "events",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    *(sa.Column(name, sa.Text) for name in ("kind", "subject", "detail", "who", "why", "at")),
)
seals = sa.Table(
    "seals",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    *(sa.Column(name, sa.Text) for name in ("record", "title")),
    sa.Column("number", sa.Integer),
    sa.Column("who", sa.Text),
    sa.Column("moment", sa.BigInteger),
    *(sa.Column(name, sa.Text) for name in ("key", "signature")),
)
keys = sa.Table(
    "keys",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    *(sa.Column(name, sa.Text) for name in ("fingerprint", "public", "action", "name")),
    *(sa.Column(name, sa.Text) for name in ("who", "why", "at")),
)
private_keys = sa.Table(
    "private_keys",
    metadata,
    *(sa.Column(name, sa.Text, primary_key=name == "fingerprint") for name in SECRET),
)


def address(setting: str | None = None) -> str:
    """Give the database's address (库地址): as told, else `YUCE_STORE`, else a file beside
    the baselines. A plain path is SQLite; `postgresql://` takes psycopg."""
    chosen = setting or settings.read().store or str(settings.home() / "store.db")
    for short in ("postgresql://", "postgres://"):
        if chosen.startswith(short):
            return "postgresql+psycopg://" + chosen.removeprefix(short)
    return chosen if "://" in chosen else f"sqlite:///{Path(chosen).absolute()}"


def exists(setting: str | None = None) -> bool:
    """Say whether there is a store to ask (是否有库), without making one."""
    url = sa.make_url(address(setting))
    if url.get_backend_name() != "sqlite":
        return True
    return url.database is not None and Path(url.database).exists()


def connect(setting: str | None = None) -> Engine:
    """Open the database and bring its schema up to date (打开); raises Problems."""
    url = address(setting)
    try:
        made = sa.make_url(url)
        path = _file(made)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(made, pool_pre_ping=made.get_backend_name() != "sqlite")
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _tune)
            event.listen(engine, "begin", _begin)
        _migrate(engine)
        if path is not None:
            _stay(engine, path)
    except (SQLAlchemyError, OSError, ImportError) as error:
        raise Problems([_unreachable(url, error)]) from error
    return engine


def _file(url: sa.URL) -> Path | None:
    """Tell which file an address is; None for a server, memory or an address of SQLite's own."""
    plain = url.get_backend_name() == "sqlite" and url.database
    return Path(plain) if plain and not plain.startswith("file:") else None


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that only reads, and so waits for nobody (只读连接); raises Problems."""
    try:
        with engine.connect() as connection:
            yield connection.execution_options(reading=True)
    except DBAPIError as error:
        raise Problems([_unreachable(str(engine.url), error)]) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Write in one transaction, all or nothing (写入事务); raises Problems when it cannot be.

    What breaks a constraint is raised as it is: the writer knows what it means.
    """
    try:
        with turn(engine), engine.begin() as connection:
            yield connection
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise Problems([_unwritable(str(engine.url), error)]) from error


_turns: dict[str, threading.Lock] = {}


def turn(engine: Engine) -> AbstractContextManager[object]:
    """Wait for this process's turn to write (写入排队).

    SQLite has one writer; those who find it busy sleep and try again, a tenth of a second at
    worst. Threads of one process rather queue. PostgreSQL needs no queue.
    """
    if engine.dialect.name != "sqlite":
        return nullcontext()
    return _turns.setdefault(str(engine.url), threading.Lock())


def _tune(connection: Any, _record: object) -> None:
    """Set SQLite to write ahead, to wait its turn, and to leave transactions to us."""
    connection.isolation_level = None
    for setting in (
        f"busy_timeout = {1000 * PATIENCE}",
        "journal_mode = WAL",
        "synchronous = FULL",  # acknowledged means on the disk, power cuts included
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {setting}")


def _stay(engine: Engine, path: Path) -> None:
    """Hold the connections to the file that bears the name (守住库文件).

    SQLite goes on writing into a file that was removed or replaced: what it acknowledges then
    is lost. So each use looks first, and a file that has gone is never made anew.
    """

    def name(connection: Any, record: Any) -> None:
        record.info["file"] = _inode(path)

    def look(connection: Any, record: Any, proxy: object) -> None:
        if record.info["file"] is None or _inode(path) != record.info["file"]:
            raise DisconnectionError

    def refuse(dialect: object, record: object, args: object, options: object) -> None:
        if not path.exists():
            raise sqlite3.OperationalError(f"{path} is gone")

    engine.dispose()  # connections of before carry no name of their file
    event.listen(engine, "do_connect", refuse)
    event.listen(engine, "connect", name)
    event.listen(engine, "checkout", look)


def _inode(path: Path) -> tuple[int, int] | None:
    """Tell one file from another of the same name; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def alone(connection: Connection) -> None:
    """Have no other writer until this transaction ends (独占); SQLite's never has one."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))


def shut(engine: Engine) -> None:
    """Let nobody but owner and group read a store that holds a private key (收紧文件权限)."""
    path = _file(engine.url)
    for suffix in ("", "-wal", "-shm") if path else ():
        with suppress(OSError):
            file = Path(f"{path}{suffix}")
            file.chmod(file.stat().st_mode & 0o770)


def _begin(connection: Connection) -> None:
    """Take SQLite's one writer's place at the start, so that no transaction fails midway."""
    reads = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _migrate(engine: Engine) -> None:
    """Run the steps that are missing; processes that start together wait for each other."""
    with reading(engine) as connection:
        if _revision(connection) == HEAD:
            return
    with engine.begin() as connection:
        alone(connection)
        found = _revision(connection)
        if found == HEAD:
            return
        if found is not None and found > HEAD:
            raise Problems([_newer(found)])
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)


def _revision(connection: Connection) -> str | None:
    """Tell which step the database has reached; None for an empty one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _unreachable(url: str, error: Exception) -> Problem:
    shown = sa.make_url(url).render_as_string() if "://" in url else url
    return Problem(
        where="YUCE_STORE",
        what=Text("无法打开情景库", "the store cannot be opened"),
        found=fault(error, shown),
        expected=Text("可写的文件，或可连接的 PostgreSQL", "a writable file, or PostgreSQL"),
        remedy=Text(
            "检查 YUCE_STORE 的地址与权限", "check the address in YUCE_STORE and its permissions"
        ),
        code="store-unreachable",
    )


def _unwritable(url: str, error: DBAPIError) -> Problem:
    shown = sa.make_url(url).render_as_string()
    return Problem(
        where="YUCE_STORE",
        what=Text(
            "未能写入情景库，未作任何改动", "the store could not be written: nothing was changed"
        ),
        found=fault(error.orig or error, shown),
        expected=Text(
            "可写、有余量、可连接的库", "a store that can be reached and written, with free space"
        ),
        remedy=Text(
            "清出磁盘空间，检查库文件及其目录的权限或数据库服务，然后重做这一步",
            "free disk space, check the permissions of file, folder or server, then try again",
        ),
        code="store-unwritable",
    )


def _newer(found: str) -> Problem:
    return Problem(
        where="YUCE_STORE",
        what=Text("情景库由更新版本的渝策建立", "a newer Yuce made this store"),
        found=found,
        expected=Text(f"{HEAD} 或更早", f"{HEAD} or older"),
        remedy=Text("升级本机的渝策", "update Yuce here"),
        code="store-newer",
    )
