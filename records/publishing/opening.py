"""Open what was sent or kept (打开): a link, a record of the store, and what is known of both."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from base.problems import Problems
from forecast.baseline import Baseline
from records.links.codec import Link
from records.links.opened import Load, Opened, open_pin
from records.links.pin import Pin
from records.links.seal import UNSEALED, Attested
from records.publishing.refit import refit
from records.publishing.twins import twin
from records.store.database import exists
from records.store.received import receive
from records.store.records import Entry, Store
from scenarios.outcome.simulate import Outcome, simulate

Saving = tuple[Entry, Attested]
"""A saving, and what its seal is worth here."""


def open_link(
    sent: Link | str,
    store: Callable[[], Store],
    load: Load = Baseline.load,
    today: Callable[[], Baseline | None] = lambda: None,
) -> Opened:
    """Open a link, or an address with one in it, by two clocks (打开链接).

    `load` reads a baseline; `today` gives the published one, or None, after the link was found
    to be one. Raises Problems for a link that cannot be believed.
    """
    came = receive(sent, store)
    found = open_pin(came.pin, load, today(), refit, partial(twin, load=load), came.seal)
    return replace(found, short=came.short)


def work_out_kept(pin: Pin, load: Load = Baseline.load) -> Outcome:
    """Work a pin of this installation out on its own baseline, as it is shown (推演已存情景)."""
    return simulate(load(pin.baseline.id), pin.shown)


def titles(record: str, store: Callable[[], Store]) -> list[Entry]:
    """Give the first saving of a record under each title, in their order (各题首存).

    None where it was only sent as a link, or where the store is out of reach: that takes nothing
    from the numbers.
    """
    try:
        first: dict[str, Entry] = {}
        for one in store().savings(record) if exists() else []:
            first.setdefault(one.title, one)
        return [*first.values()]
    except Problems as problems:
        problems.allow("store")
        return []


def savings(record: str, store: Callable[[], Store], most: int) -> list[Saving]:
    """Give `most` of the titles, and what the seal of each is worth (各题首存及签章)."""
    try:
        return [(one, store().attested(record, one)) for one in titles(record, store)[:most]]
    except Problems as problems:
        problems.allow("store", "record")
        return []


def newest_saving(record: str, store: Callable[[], Store]) -> tuple[Entry | None, Attested]:
    """Give the newest saving of a record, and what its first seal is worth (最近一次保存).

    As `savings`, nothing where the store is out of reach; with names that cannot be weighed,
    they are claims.
    """
    try:
        entry = store().saving(record) if exists() else None
    except Problems as problems:
        problems.allow("store")
        return None, UNSEALED
    try:
        return entry, store().attested(record) if entry else UNSEALED
    except Problems as problems:
        problems.allow("store", "record")
        return entry, UNSEALED
