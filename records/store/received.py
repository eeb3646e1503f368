"""Take in what somebody sent (收到链接): the pin behind an address, and what its seal is worth."""

from collections.abc import Callable
from dataclasses import dataclass

from base.problems import Problems
from records.links import refusals
from records.links.codec import Letter, Link, parse, unpack, without
from records.links.pin import LeftOut, Pin
from records.links.seal import Attested, attest
from records.store.database import exists
from records.store.records import Store


@dataclass(frozen=True)
class Received:
    """A pin that came by a link, and its seal weighed (收到的链接); `short` is that of `?s=`."""

    pin: Pin
    seal: Attested
    short: bool = False


def receive(sent: Link | str, store: Callable[[], Store]) -> Received:
    """Find the pin behind a link or an address (取回): from the link itself, or from the store.

    A self-contained link needs no store; where it left texts behind and the whole record is
    here, it is that. Raises Problems for a link that cannot be believed.
    """
    link = parse(sent) if isinstance(sent, str) else sent
    if link.form == "s":
        kept = store()
        return Received(kept.get(link.value), kept.attested(link.value), short=True)
    letter = unpack(link.value)
    pin = letter.pin
    if pin.left_out is not None:
        pin = _whole(pin, pin.left_out, store)
    return Received(pin, _weighed(letter, store))


def _whole(pin: Pin, left_out: LeftOut, store: Callable[[], Store]) -> Pin:
    """Give the whole record that a pin with texts left out names; the pin, where it is not here.

    Raises Problems when the record is another scenario's.
    """
    try:
        if not exists():
            return pin
        kept = store().get(left_out.id)
    except Problems as problems:  # a store that cannot give it takes nothing from the numbers
        problems.allow("store", "record")
        return pin
    mine, theirs = pin.record(), without(kept, set(left_out.fields))
    if any(mine[key] != theirs[key] for key in mine.keys() - {"made", "software"}):
        raise Problems([refusals.another_record(left_out.id)])
    return kept


def _weighed(letter: Letter, store: Callable[[], Store]) -> Attested:
    """Weigh a link's seal; with no store to ask, no key is known."""
    try:
        if exists():
            return store().keys.attest(letter.seal, letter.text)
    except Problems as problems:
        problems.allow("store")
    return attest(letter.seal, letter.text, "unknown")
