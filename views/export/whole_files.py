"""Files that are handed on, written whole or not at all (交付文件的写出)."""

import os
from contextlib import suppress
from pathlib import Path

from base.problems import Problems, not_written


def put(path: Path, data: bytes) -> Path:
    """Write a file, all or nothing (写出文件); the folder is made where there is none."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise Problems(
            [not_written(str(path), "无法写入", "it cannot be written", error)]
        ) from error
    return path
