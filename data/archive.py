"""Releases added here (新增发布): kept whole, one sealed file each, and never altered.

Shipped tables stay untouched. An added release lies in `figures/` of this installation, or
where `YUCE_ARTEFACTS` points, as baselines do. It is one file, so that there is no half of
it: a folder renamed into place, or one row of a database. What was wrong is taken back by a
later release, whose `withdraws` names it; days before that one still see what was known.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Protocol

import pandas as pd

from base import settings
from base.faults import fault
from base.places import put_folder, reached
from base.problems import Problem, Problems, Text, not_written
from base.settings import Home

FILE: Final = "release.json"
FOLDER: Final = "figures"
PATIENCE: Final = 5.0
"""Seconds after which a place that is not on this machine is asked again for new releases."""

ReleaseRecord = dict[str, Any]
"""A release as kept: `schema`, `release` (its row), `annual` and `quarterly` (rows), `source`
(file name and hash of what was read), `added` (when), `number` (place in the order of adding)."""


class Place(Protocol):
    """Where added releases lie (存放处)."""

    def names(self) -> tuple[str, ...]:
        """Name the releases that are there."""

    def read(self, name: str) -> bytes:
        """Give a release's bytes; raises OSError."""

    def write(self, name: str, content: bytes) -> None:
        """Put one there, whole or not at all; one that is there is never overwritten."""


class ReleaseFolder:
    """A folder on this machine (本机目录), the default."""

    def __init__(self, root: Path):
        self.root = root

    def names(self) -> tuple[str, ...]:
        """Name the releases: a listing of a small folder, some microseconds."""
        try:
            return tuple(sorted(one for one in os.listdir(self.root) if one[0] != "."))
        except FileNotFoundError:
            return ()

    def read(self, name: str) -> bytes:
        """Give a release's bytes."""
        return (self.root / name / FILE).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        """Write the release as a folder of one file."""
        put_folder(self.root / name, {FILE: content})


class RemoteReleases:
    """Any place that fsspec reaches (远端存放): S3 and the like, or the store's database."""

    def __init__(self, address: str):
        self.files, root = reached(address)
        self.root = f"{root}/{FOLDER}"

    def names(self) -> tuple[str, ...]:
        """Name the releases that are there."""
        found = self.files.glob(f"{self.root}/*/{FILE}")
        return tuple(sorted(str(path).split("/")[-2] for path in found))

    def read(self, name: str) -> bytes:
        """Give a release's bytes."""
        return bytes(self.files.cat_file(f"{self.root}/{name}/{FILE}"))

    def write(self, name: str, content: bytes) -> None:
        """Write one file, which is whole or absent."""
        path = f"{self.root}/{name}/{FILE}"
        if not self.files.exists(path):
            self.files.makedirs(f"{self.root}/{name}", exist_ok=True)
            self.files.pipe_file(path, content)


def place(home: Home = None) -> Place:
    """Give the place for added releases (存放处): of a folder asked for, else as set."""
    setting = settings.elsewhere(home)
    return _remote(setting) if setting else ReleaseFolder(settings.home(home) / FOLDER)


@lru_cache(2)
def _remote(setting: str) -> RemoteReleases:
    try:
        return RemoteReleases(setting)
    except (ValueError, ImportError, OSError) as error:
        raise Problems([_unreachable(fault(error, setting))]) from error


Added = tuple[str, tuple[str, ...]]
"""Where added releases lie, and their names."""

_asked: dict[str, tuple[float, tuple[str, ...]]] = {}


def names(home: Home = None) -> tuple[str, ...]:
    """Name the releases added here (新增发布), as they are now.

    Files never change, so the names alone tell whether there is anything new: this is what
    every reader of figures asks first. A place that is not on this machine is asked again
    after some seconds.
    """
    where = place(home)
    if isinstance(where, ReleaseFolder):
        return where.names()
    key, now = str(settings.read().artefacts), time.monotonic()
    if key not in _asked or now - _asked[key][0] > PATIENCE:
        try:
            _asked[key] = (now, where.names())
        except Exception as error:  # whatever the place's driver raises
            raise Problems([_unreachable(fault(error))]) from error
    return _asked[key][1]


def added(home: Home = None) -> Added:
    """Give the names of the releases added here, and where they lie (新增发布所在).

    What is worked out of them is kept by both: another home may hold another release of a name,
    and a folder that was emptied and filled again is another folder.
    """
    where = place(home)
    if not isinstance(where, ReleaseFolder):
        return str(settings.read().artefacts), names(home)
    try:
        told = where.root.stat()
    except OSError:
        return str(where.root), where.names()
    return f"{where.root} {told.st_ino} {told.st_mtime_ns}", where.names()


def load(name: str, home: Home = None) -> ReleaseRecord:
    """Read an added release and verify its seal (读取); raises Problems if it is damaged."""
    try:
        content = place(home).read(name)
        record: ReleaseRecord = json.loads(content)
        seal = record.pop("sha256")
        if seal != sealed(record) or record["release"]["release"] != name:
            raise ValueError("the seal is broken")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problems([_damaged(name, fault(error))]) from error
    return record


def store(record: ReleaseRecord, home: Home = None) -> str:
    """Keep a release for good (存入), whole or not at all; returns its seal.

    Raises Problems when another release already bears its name.
    """
    name = str(record["release"]["release"])
    seal = sealed(record)
    try:
        place(home).write(name, _bytes({**record, "sha256": seal}))
    except Exception as error:  # OSError of a disk, or whatever the place's driver raises
        words = "发布没有存入，原有数据未动", "the release was not stored; nothing was changed"
        raise Problems([not_written(f"{FOLDER}/{name}", *words, error)]) from error
    _asked.clear()
    if sealed(load(name, home)) != seal:  # somebody was first
        raise Problems([taken(name)])
    return seal


def sealed(record: ReleaseRecord) -> str:
    """Give the hash of a release's content (封印), SHA-256."""
    return hashlib.sha256(_bytes(record)).hexdigest()


def in_order(records: Iterable[ReleaseRecord]) -> list[ReleaseRecord]:
    """Sort releases as they were added (按新增次序)."""
    return sorted(records, key=lambda one: (one["number"], one["release"]["release"]))


def frames(records: list[ReleaseRecord]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Lay releases out as rows of the tables (转为数据表): releases, annual, quarterly."""
    records = in_order(records)
    parts = []
    for name in ("release", "annual", "quarterly"):
        rows = [
            row for one in records for row in ([one["release"]] if name == "release" else one[name])
        ]
        table = pd.DataFrame(rows)
        if len(table):
            table["known_from"] = pd.to_datetime(table["known_from"]).astype("datetime64[s]")
            table["row"] = range(2, len(table) + 2) if name == "release" else table["row"]
        parts.append(table)
    return parts[0], parts[1], parts[2]


def taken(name: str) -> Problem:
    """Tell that a release of that name is there already (发布已存在)."""
    return Problem(
        f"release {name}",
        Text("已有同名发布", "there is a release of that name"),
        name,
        Text("新的发布标识", "a new id"),
        Text(
            "发布不可改写：请用新的标识存入更正后的数据",
            "a release is never altered: store the corrected figures under a new id",
        ),
        code="release-taken",
    )


def _bytes(record: ReleaseRecord) -> bytes:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, allow_nan=False).encode()


def _damaged(name: str, found: Text) -> Problem:
    return Problem(
        f"{FOLDER}/{name}/{FILE}",
        Text("新增发布已损坏", "an added release is damaged"),
        found,
        Text("与封印一致的内容", "the content that its seal was made of"),
        Text("请从备份恢复该文件", "restore the file from a backup"),
        code="release-damaged",
    )


def _unreachable(found: Text) -> Problem:
    return Problem(
        "YUCE_ARTEFACTS",
        Text("无法读取新增发布的存放处", "added releases cannot be reached"),
        found,
        Text("fsspec 可识别并可连接的地址", "an address that fsspec understands and reaches"),
        Text("更正地址，或安装所需驱动", "correct the address, or install its driver"),
        code="release-unreachable",
    )
