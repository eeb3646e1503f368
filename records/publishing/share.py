"""Hand a link out (发出链接): the one place where links are made for somebody.

A link is sealed, and its baseline is marked as needed, so that tidying up never takes away
what a printed QR code needs. Every caller passes here: the dialog, `yuce link`, every export.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from base import settings
from base.problems import Problem, Problems, not_written
from base.settings import Home
from forecast.artefacts import shelf
from records.links.codec import encode, parse, unpack
from records.links.pin import Pin
from records.links.seal import UNSIGNED, Attested, Seal, attest, sign
from records.store.records import Store


@dataclass(frozen=True)
class Shared:
    """A link that was handed out (发出的链接).

    `worth` says what its seal is worth here. `left_out` names the texts it had no room for.
    `unsealed` says why it has no seal: empty when it has one; `unmarked` why its baseline is
    not marked as needed: whoever tidies up might take it away.
    """

    pin: Pin
    link: str
    seal: Seal | None
    worth: Attested
    left_out: tuple[str, ...]
    unsealed: tuple[Problem, ...]
    unmarked: tuple[Problem, ...] = ()


def share(
    pin: Pin, by: str = UNSIGNED, store: Callable[[], Store] | None = None, home: Home = None
) -> Shared:
    """Make a self-contained link to a pin, sealed for who signed in (分享).

    `store` gives the store that holds the key; without one it is opened as set. A store out
    of reach costs the seal, and a read-only place the mark, not the link. Raises Problems when
    the link has no room.
    """
    lacking: tuple[Problem, ...] = ()
    seal = None
    try:
        seal = partial(sign, _key(store), by=by)
    except Problems as problems:
        lacking = problems.problems
    link = encode(pin, seal)
    unmarked = _marked(pin.baseline.id, home)
    letter = unpack(parse(link).value)
    gone = letter.pin.left_out
    worth = attest(letter.seal, letter.text, "own")
    return Shared(pin, link, letter.seal, worth, gone.fields if gone else (), lacking, unmarked)


def unsealed(pin: Pin, home: Home = None) -> str:
    """Write a link without a seal (无签章链接), for programs that keep no key."""
    link = encode(pin)
    _marked(pin.baseline.id, home)
    return link


def _marked(name: str, home: Home) -> tuple[Problem, ...]:
    """Mark a baseline as needed, whether it is here or may yet come; gives why it could not be."""
    try:
        shelf(home).mark(name)
    except Problems as problems:
        return problems.problems
    except OSError as error:
        words = (
            f"链接已生成，但所依基准 {name} 未能标记为需保留，清理时可能被移除",
            f"the link is made, but its baseline {name} could not be marked as needed: tidying up "
            "may take it away",
        )
        return (not_written(str(settings.home(home) / "baselines"), *words, error),)
    return ()


def _key(store: Callable[[], Store] | None) -> Ed25519PrivateKey:
    if store is not None:
        return store().keys.private()
    opened = Store()
    try:
        return opened.keys.private()
    finally:
        opened.close()
