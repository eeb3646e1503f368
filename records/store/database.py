"""The database behind the store: SQLite by default, PostgreSQL by `YUCE_STORE` (数据库)."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from time import monotonic
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

ANSWER: Final = 5
"""Seconds that a database server has to carry out a statement, locks included."""

CALL: Final = 3
"""Seconds that it has to take a call."""

REST: Final = 5
"""Seconds for which a server that did not answer is not asked again: each who asks would wait."""

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


def connect(setting: str | None = None, answer: int | None = ANSWER) -> Engine:
    """Open the database and bring its schema up to date (打开); raises Problems.

    A server that does not answer in `answer` seconds is told as one that cannot be reached; None
    waits for as long as it takes.
    """
    url = address(setting)
    try:
        made = sa.make_url(url)
        path = _file(made)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        _heed(made)
        if made.get_backend_name() == "sqlite":
            engine = sa.create_engine(made)
            event.listen(engine, "connect", _tune)
            event.listen(engine, "begin", _begin)
        else:
            engine = sa.create_engine(made, pool_pre_ping=True, pool_timeout=ANSWER)
            _hold_to(engine, answer)
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
    _heed(engine.url)
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
    _heed(engine.url)
    try:
        with turn(engine), engine.begin() as connection:
            yield connection
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise Problems([_unwritable(str(engine.url), error)]) from error


_silent: dict[sa.URL, float] = {}
"""Until when a server that did not answer is not asked again."""


def silent(setting: str | None = None) -> bool:
    """Say whether the database's server lately did not answer (库无回应)."""
    return monotonic() < _silent.get(sa.make_url(address(setting)), 0.0)


def _heed(url: sa.URL) -> None:
    if monotonic() < _silent.get(url, 0.0):
        raise Problems([_mute(url)])


def _hold_to(engine: Engine, answer: int | None) -> None:
    """Have a server answer in time (限时): one that is stopped would hold each page for ever.

    The server ends a statement that takes too long, and says why; where it says nothing at all,
    the line is cut from here a second later.
    """
    from psycopg import Connection as Driver
    from psycopg import OperationalError

    class Timed(Driver[Any]):
        def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            limit = timeout if answer is None else answer + 1
            begun = monotonic()
            try:
                return super().wait(gen, interval, limit)
            except OperationalError as error:
                if limit is None or monotonic() - begun < limit:
                    raise
                self.pgconn.finish()
                _silent[engine.url] = monotonic() + REST
                raise OperationalError(f"no answer within {limit} s") from error

    def call(dialect: object, record: object, given: Any, options: dict[str, Any]) -> Any:
        try:
            return Timed.connect(*given, **limits | options)
        except OperationalError:
            _silent[engine.url] = monotonic() + REST
            raise

    limits: dict[str, Any] = {"connect_timeout": CALL}
    if answer is not None:
        limits |= {"options": f"-c statement_timeout={answer}s", "tcp_user_timeout": 1000 * answer}
    event.listen(engine, "do_connect", call)


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
        remedy=Text("检查 YUCE_STORE 的地址与权限", "check the address and rights in YUCE_STORE"),
        code="store-unreachable",
    )


def _mute(url: sa.URL) -> Problem:
    return Problem(
        where="YUCE_STORE",
        what=Text("情景库的数据库没有回应", "the store's database does not answer"),
        found=url.render_as_string(),
        expected=Text(f"{ANSWER} 秒内回应", f"an answer within {ANSWER} seconds"),
        remedy=Text(
            f"检查数据库服务；{REST} 秒后再试",
            f"check the database's server; try again in {REST} seconds",
        ),
        code="store-silent",
    )


def _unwritable(url: str, error: DBAPIError) -> Problem:
    shown = sa.make_url(url).render_as_string()
    return Problem(
        where="YUCE_STORE",
        what=Text("未能写入情景库，什么也没有改动", "nothing was written to the store"),
        found=fault(error.orig or error, shown),
        expected=Text("可写、有余量、可连接的库", "a store with room, rights and a connection"),
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
