"""Hand a link out (发出链接): the one place where links are made for somebody.

A link is sealed, and its baseline is marked as needed, so that tidying up never takes away
what a printed QR code needs. Every caller passes here: the dialog, `yuce link`, every export.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from base.problems import Problem, Problems
from forecast.artefacts import HOME, shelf
from records.links.codec import encode, parse, unpack
from records.links.pin import Pin
from records.links.seal import UNSIGNED, Attested, Seal, attest, sign
from records.store.records import Store


@dataclass(frozen=True)
class Shared:
    """A link that was handed out (发出的链接).

    `worth` says what its seal is worth here. `left_out` names the texts it had no room for.
    `unsealed` says why it has no seal: empty when it has one.
    """

    pin: Pin
    link: str
    seal: Seal | None
    worth: Attested
    left_out: tuple[str, ...]
    unsealed: tuple[Problem, ...]


def share(
    pin: Pin, by: str = UNSIGNED, store: Callable[[], Store] | None = None, home: Path = HOME
) -> Shared:
    """Make a self-contained link to a pin, sealed for who signed in (分享).

    `store` gives the store that holds the key; without one it is opened as set. A store out
    of reach costs the seal, not the link. Raises Problems when the link has no room.
    """
    unsealed: tuple[Problem, ...] = ()
    seal = None
    try:
        seal = partial(sign, _key(store), by=by)
    except Problems as problems:
        unsealed = problems.problems
    link = encode(pin, seal)
    place = shelf(home)
    if place.has(pin.baseline.id):
        place.mark(pin.baseline.id)
    letter = unpack(parse(link).value)
    gone = letter.pin.left_out
    worth = attest(letter.seal, letter.text, "own")
    return Shared(pin, link, letter.seal, worth, gone.fields if gone else (), unsealed)


def _key(store: Callable[[], Store] | None) -> Ed25519PrivateKey:
    if store is not None:
        return store().keys.private()
    opened = Store()
    try:
        return opened.keys.private()
    finally:
        opened.close()
