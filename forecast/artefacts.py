"""Where baselines are kept (基准存放): a folder, or what `YUCE_ARTEFACTS` names.

The setting is any address fsspec understands: `s3://bucket/yuce` (with s3fs installed),
`file:///srv/yuce`, or `yuce://` for the store's own database. Baselines are named by their
content, verified by whoever reads them, and believed only under this installation's mark
(made_here.py), so that no place need be trusted.
"""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from base import settings
from base.faults import fault
from base.places import locked, put, put_folder, reached
from base.problems import Problem, Problems, Text
from base.settings import Home

Files = dict[str, bytes]
"""A baseline's files by name; the manifest is the last to be written."""

MANIFEST, DRAWS, LINKED = "manifest.json", "draws.parquet", "linked"


class Shelf(Protocol):
    """A place for baselines (存放处)."""

    def has(self, name: str) -> bool:
        """Say whether the baseline is there whole (是否存在)."""

    def write(self, name: str, files: Files) -> None:
        """Put a baseline there, all or nothing (写入)."""

    def read(self, name: str, file: str) -> bytes:
        """Give a file of a baseline (读取); raises OSError, FileNotFoundError if absent."""

    def names(self) -> list[str]:
        """Name the baselines that are there (列出)."""

    def mark(self, name: str) -> None:
        """Remember that a link was made to it (标记): it is kept for good, once it is there."""

    def note(self, name: str, file: str, content: bytes) -> None:
        """Write one file beside the baselines (旁注), over what was there; raises OSError."""

    def once(self, name: str, files: Files) -> None:
        """Write files beside the baselines in their order, unless the last is there (只写一次)."""

    def remove(self, name: str) -> None:
        """Take a baseline away (移除); `records.publishing.pruning` alone decides which."""


class BaselineFolder:
    """A folder on this machine (本机目录), the default."""

    def __init__(self, root: Path):
        self.root = root

    def has(self, name: str) -> bool:
        """Say whether the baseline is there whole."""
        return (self.root / name).exists()

    def write(self, name: str, files: Files) -> None:
        """Write all its files as one folder."""
        put_folder(self.root / name, files)

    def read(self, name: str, file: str) -> bytes:
        """Give a file of a baseline."""
        return (self.root / name / file).read_bytes()

    def names(self) -> list[str]:
        """Name the baselines that are there."""
        return sorted(one.parent.name for one in self.root.glob(f"[0-9a-f]*/{MANIFEST}"))

    def mark(self, name: str) -> None:
        """Leave a mark beside the baselines, which stays whatever becomes of this one."""
        self.note(LINKED, name, b"")

    def note(self, name: str, file: str, content: bytes) -> None:
        """Write one file, whole or not at all."""
        put(self.root / name / file, content)

    def once(self, name: str, files: Files) -> None:
        """Write them while nobody else does."""
        (self.root / name).mkdir(parents=True, exist_ok=True)
        with locked(self.root / name / "lock"):
            if not (self.root / name / [*files][-1]).exists():
                for file, content in files.items():
                    self.note(name, file, content)

    def remove(self, name: str) -> None:
        """Take the folder away, and no mark with it."""
        if (self.root / name / LINKED).exists():
            self.mark(name)
        shutil.rmtree(self.root / name, ignore_errors=True)


class RemoteBaselines:
    """Any place that fsspec reaches (远端存放): S3 and the like, or the store's database."""

    def __init__(self, address: str):
        self.files, self.root = reached(address)

    def has(self, name: str) -> bool:
        """The manifest is written last, so where it is, all is."""
        return bool(self.files.exists(self._path(name, MANIFEST)))

    def write(self, name: str, files: Files) -> None:
        """Write the manifest last; others that write the same name write the same bytes."""
        self.files.makedirs(f"{self.root}/{name}", exist_ok=True)
        for file in sorted(files, key=lambda file: file == MANIFEST):
            self.files.pipe_file(self._path(name, file), files[file])

    def read(self, name: str, file: str) -> bytes:
        """Give a file of a baseline."""
        content: bytes = self.files.cat_file(self._path(name, file))
        return content

    def names(self) -> list[str]:
        """Name the baselines that are there."""
        found: list[Any] = self.files.glob(f"{self.root}/*/{MANIFEST}")
        return sorted(str(path).split("/")[-2] for path in found)

    def mark(self, name: str) -> None:
        """Leave a mark beside the baselines, which stays whatever becomes of this one."""
        self.note(LINKED, name, b"")

    def note(self, name: str, file: str, content: bytes) -> None:
        """Write one file."""
        self.files.makedirs(f"{self.root}/{name}", exist_ok=True)
        self.files.pipe_file(self._path(name, file), content)

    def once(self, name: str, files: Files) -> None:
        """Write them; of two who do so at once, the last one's stay."""
        if not self.files.exists(self._path(name, [*files][-1])):
            for file, content in files.items():
                self.note(name, file, content)

    def remove(self, name: str) -> None:
        """Take its files away, the manifest first, and no mark with them."""
        if self.files.exists(self._path(name, LINKED)):
            self.mark(name)
        for file in (MANIFEST, DRAWS, LINKED):
            if self.files.exists(self._path(name, file)):
                self.files.rm_file(self._path(name, file))

    def _path(self, name: str, file: str) -> str:
        return f"{self.root}/{name}/{file}"


def shelf(home: Home = None) -> Shelf:
    """Give the place for baselines (存放处): of a folder asked for, else as set.

    Raises Problems when the setting cannot be understood.
    """
    setting = settings.elsewhere(home)
    if not setting:
        return BaselineFolder(settings.home(home) / "baselines")
    try:
        return RemoteBaselines(setting)
    except (ValueError, ImportError, OSError) as error:
        raise Problems(
            [
                Problem(
                    where="YUCE_ARTEFACTS",
                    what=Text("无法使用基准存放处", "baselines cannot be kept there"),
                    found=fault(error, setting),
                    expected=Text("fsspec 可识别的地址", "an address that fsspec understands"),
                    remedy=Text(
                        "更正地址，或安装所需驱动（如 s3fs）",
                        "correct the address, or install its driver, such as s3fs",
                    ),
                    code="baseline-place",
                )
            ]
        ) from error


def linked(place: Shelf, name: str) -> bool:
    """Say whether a link was ever made here to a baseline (是否被链接), there or not.

    Marks once stood within the baseline's own folder, and hold.
    """
    for mark in ((LINKED, name), (name, LINKED)):
        with suppress(OSError):
            place.read(*mark)
            return True
    return False
