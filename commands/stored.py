"""The store, and scenarios from a file or a link, as commands need them (情景库的取用)."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from commands.chosen_baseline import Standing, work
from commands.terminal import store as _store


def pinned(file: Path, when: date | None) -> tuple[Any, Standing]:
    """Work a scenario file through, and pin it; says what it stands on too."""
    from records.links.pin import pin

    outcome, standing = work(file, when)
    return pin(outcome), standing


def opened(address: str, today: Callable[[], Any] = lambda: None) -> Any:
    """Open a link as it was decided, and by the baseline that `today` gives (打开链接)."""
    from records.publishing.opening import open_link

    return open_link(address, _store, today=today)


def told(file: Path, when: date | None) -> Any:
    """Pin a scenario file, and say what it stands on (情景文件)."""
    pin, standing = pinned(file, when)
    standing.tell()
    return pin


def is_file(text: str) -> bool:
    """Whether it names a file; a link otherwise (文件或链接)."""
    return os.path.exists(text)
