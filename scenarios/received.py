"""Take in what somebody sent (收到链接): the pin behind an address, and what its seal is worth."""

from collections.abc import Callable
from dataclasses import dataclass

from data.problems import Problems
from scenarios.database import exists
from scenarios.links import Letter, parse, read_letter
from scenarios.pins import Pin
from scenarios.seal import Attested, attest
from scenarios.store import Store


@dataclass(frozen=True)
class Received:
    """A pin that came by a link, and its seal weighed (收到的链接)."""

    pin: Pin
    seal: Attested


def receive(text: str, store: Callable[[], Store]) -> Received:
    """Find the pin behind an address (取回): from the link itself, or from the store.

    A self-contained link needs no store. Raises Problems for a link that cannot be believed.
    """
    link = parse(text)
    if link.form == "s":
        kept = store()
        return Received(kept.get(link.value), kept.attested(link.value))
    letter = read_letter(link.value)
    return Received(letter.pin, _weighed(letter, store))


def _weighed(letter: Letter, store: Callable[[], Store]) -> Attested:
    """Weigh a link's seal; with no store to ask, no key is known."""
    try:
        if exists():
            return store().keys.attest(letter.seal, letter.text)
    except Problems:
        pass
    return attest(letter.seal, letter.text, "unknown")
