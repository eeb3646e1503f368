"""The store's own database as a place for baselines (基准存入情景库): `YUCE_ARTEFACTS=yuce://`.

Doors make it known to fsspec (`records.store.reachable`): the forecast need not know the store.
"""

from functools import cached_property
from typing import Any, ClassVar

import sqlalchemy as sa
from fsspec import AbstractFileSystem
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine

from records.store.database import artefacts, connect, reading, writing


class StoreFiles(AbstractFileSystem):  # type: ignore[misc]
    """Files in the table of artefacts (库内文件); a path is name/file."""

    protocol: ClassVar[str] = "yuce"
    cachable = False
    root_marker = ""

    @cached_property
    def engine(self) -> Engine:
        """The database that `YUCE_STORE` names."""
        return connect()

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **kwargs: Any) -> None:
        """Write a file; what is there already has the same content, for its name is a hash."""
        name, file = self._parts(path)
        dialect = postgresql if self.engine.dialect.name == "postgresql" else sqlite
        row = {"name": name, "file": file, "content": value}
        with writing(self.engine) as connection:
            connection.execute(dialect.insert(artefacts).values(row).on_conflict_do_nothing())

    def cat_file(
        self, path: str, start: int | None = None, end: int | None = None, **kwargs: Any
    ) -> bytes:
        """Give a file's content."""
        name, file = self._parts(path)
        query = sa.select(artefacts.c.content).where(
            artefacts.c.name == name, artefacts.c.file == file
        )
        with reading(self.engine) as connection:
            found = connection.execute(query).scalar()
        if found is None:
            raise FileNotFoundError(path)
        return bytes(found)[start:end]

    def exists(self, path: str, **kwargs: Any) -> bool:
        """Say whether a file is there."""
        name, file = self._parts(path)
        query = sa.select(artefacts.c.name).where(
            artefacts.c.name == name, artefacts.c.file == file
        )
        with reading(self.engine) as connection:
            return connection.execute(query).first() is not None

    def glob(self, path: str, maxdepth: int | None = None, **kwargs: Any) -> list[str]:
        """List the files of one name in every folder: `*/manifest.json`."""
        _, file = self._parts(path)
        query = sa.select(artefacts.c.name).where(artefacts.c.file == file)
        with reading(self.engine) as connection:
            return [f"{name}/{file}" for name in connection.execute(query).scalars()]

    def rm_file(self, path: str) -> None:
        """Take a file away."""
        name, file = self._parts(path)
        gone = sa.delete(artefacts).where(artefacts.c.name == name, artefacts.c.file == file)
        with writing(self.engine) as connection:
            connection.execute(gone)

    def makedirs(self, path: str, exist_ok: bool = False) -> None:
        """Folders need no making here."""

    def _parts(self, path: str) -> tuple[str, str]:
        name, _, file = self._strip_protocol(path).strip("/").rpartition("/")
        return name, file
