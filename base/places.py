"""Files that are written whole or not at all, and locks between processes (落盘与加锁).

Whoever reads sees what was before or what is after, however the writer died: the draft lies
beside, is flushed to the disk, and is renamed. A writer that cannot go on leaves no draft.
"""

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from base.problems import Problems, not_written

DRAFT: Final = ".draft-"
"""How the name of everything unfinished begins."""

STALE: Final = 3600
"""Seconds after which a draft is what a writer that died left behind."""


@contextmanager
def whole(path: Path, mode: int = 0o666) -> Iterator[Path]:
    """Give a draft to write to, which then takes the file's place (整份写出); raises OSError.

    The folder is made where there is none. `mode`: the rights of the file, less the umask.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path)
    try:
        draft.touch(mode, exist_ok=False)
        yield draft
        _flush(draft)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    _settle(path.parent)


def put(path: Path, content: bytes) -> Path:
    """Write a file (写文件); its folder is made where there is none. Raises OSError."""
    with whole(path) as draft:
        draft.write_bytes(content)
    return path


def put_told(path: Path, content: bytes, zh: str, en: str) -> Path:
    """Write a file (写文件); raises Problems that say in both languages what could not be done."""
    try:
        return put(path, content)
    except OSError as error:
        raise Problems([not_written(str(path), zh, en, error)]) from error


def put_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of files (写目录); one that is there already stays as it is. Raises OSError.

    What writers that died left beside it an hour ago or more is cleared.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    draft = _draft(path)
    try:
        draft.mkdir()
        for name, content in files.items():
            (draft / name).write_bytes(content)
            _flush(draft / name)
        _settle(draft)
        draft.rename(path)
        _settle(path.parent)
    except BaseException as error:
        shutil.rmtree(draft, ignore_errors=True)
        if not (isinstance(error, OSError) and path.exists()):  # somebody else may have been first
            raise


OWN: Final[dict[str, str]] = {}
"""Schemes of addresses that are ours, and the file system of each: a door names them."""


def reached(address: str) -> tuple[Any, str]:
    """Give the file system of an address and the path there (远端存放), by fsspec.

    Raises ValueError, ImportError or OSError for one that cannot be reached.
    """
    import fsspec  # a tenth of a second, which nobody else need wait

    for scheme, system in OWN.items():
        fsspec.register_implementation(scheme, system, clobber=True)
    files, root = fsspec.url_to_fs(address)
    return files, str(root)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock between processes (加锁), waiting for it; it ends with its process."""
    from filelock import FileLock

    with FileLock(path):
        yield


def held(path: Path) -> bool:
    """Say whether a process holds a lock (是否被占用); one that was never taken is free."""
    from filelock import FileLock, Timeout

    if not path.exists():
        return False
    try:  # who asks at the same moment has it for an instant
        with FileLock(path, timeout=0.05, poll_interval=0.01):
            return False
    except Timeout:
        return True
    except OSError:  # who may not write there holds nothing, and learns nothing
        return False


def _draft(path: Path) -> Path:
    return path.with_name(f"{DRAFT}{token_hex(8)}")


def _flush(path: Path) -> None:
    """Have a file on the disk before going on: a power cut leaves no half."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have a folder's names on the disk, where a system lets that be asked."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(root: Path) -> None:
    for draft in root.glob(f"{DRAFT}*"):
        with suppress(OSError):
            if time.time() - draft.stat().st_mtime > STALE:
                shutil.rmtree(draft, ignore_errors=True)
