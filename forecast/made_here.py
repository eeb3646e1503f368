"""Which baselines were made here (本机所拟合): those that may be believed.

A baseline's name says that its content is whole, not who made it: anybody can write draws and
"published" figures of his own and name them by their hash. So whatever saves a baseline, and
nothing else, leaves a mark beside the baselines: the name under a secret of this place, which
is made at first use. A folder that somebody copies in brings no mark that fits.
"""

import hmac
from contextlib import suppress
from secrets import token_hex
from typing import Final

from base import settings
from base.problems import Problems
from base.settings import Home
from forecast.artefacts import Files, Shelf

MADE: Final = "made"
"""Folder of the marks, beside the baselines."""

KEY: Final = "key"
"""The secret's file; it is the last to be written."""


def made_here(name: str, place: Shelf, home: Home = None) -> bool:
    """Say whether a baseline on a shelf was made here (是否本机所拟合), or taken for it by `own`.

    Before there were marks, fits were noted in `fits/`: when the secret is made, once, what
    those notes name is marked. Where it cannot be made, the notes themselves say so.
    """
    with suppress(OSError, Problems):
        _settle(place, home)
    try:
        secret = place.read(MADE, KEY)
    except OSError:
        return name in _noted(home)
    try:
        return hmac.compare_digest(place.read(MADE, name), _mark(secret, name))
    except OSError:
        return False


def marks_kept(place: Shelf) -> bool:
    """Say whether anything was ever marked here (是否有过标记); raises OSError or Problems."""
    try:
        place.read(MADE, KEY)
    except FileNotFoundError:
        return False
    return True


def own(name: str, place: Shelf, home: Home = None) -> None:
    """Take a baseline for one made here (认作本机所拟合); raises OSError or Problems."""
    _settle(place, home)
    place.note(MADE, name, _mark(place.read(MADE, KEY), name))


def marked(files: Files) -> set[str]:
    """Name what the marks among files say, by the secret among them (备份中的标记)."""
    secret = files.get(KEY)
    if secret is None:
        return set()
    return {name for name, mark in files.items() if hmac.compare_digest(mark, _mark(secret, name))}


def _settle(place: Shelf, home: Home) -> None:
    """Make the secret unless there is one, and mark what was made before there were marks."""
    if not marks_kept(place):
        secret = token_hex(32).encode()
        marks: Files = {name: _mark(secret, name) for name in sorted(_noted(home))}
        place.once(MADE, marks | {KEY: secret})


def _noted(home: Home) -> set[str]:
    """Name the baselines that requests gave here (已记录的拟合)."""
    found = set()
    for note in (settings.home(home) / "fits").glob("*.txt"):
        with suppress(OSError, ValueError):
            found.add(note.read_text(encoding="utf-8"))
    return {name for name in found if len(name) == 16 and name.isalnum()}


def _mark(secret: bytes, name: str) -> bytes:
    return hmac.digest(secret, name.encode(), "sha256").hex().encode()
