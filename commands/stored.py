"""The store, and scenarios from a file or a link, as commands need them (情景库的取用)."""

import os
from datetime import date
from pathlib import Path
from typing import Any

from commands.standing import Standing, work
from commands.terminal import store as _store


def pinned(file: Path, when: date | None) -> tuple[Any, Standing]:
    """Work a scenario file through, and pin it; says what it stands on too."""
    from records.links.pin import pin

    outcome, standing = work(file, when)
    return pin(outcome), standing


def pinned_or_linked(text: str, when: date | None) -> Any:
    """Give the pin of a scenario file, or of a link (文件或链接)."""
    from records.store.received import receive

    if not os.path.exists(text):
        return receive(text, _store).pin
    pin, standing = pinned(Path(text), when)
    standing.tell()
    return pin
