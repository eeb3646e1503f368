"""Open what was sent or kept (打开): a link, a record of the store, and what is known of both."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from base.problems import Problems
from forecast.baseline import Baseline
from records.links.codec import Link
from records.links.opened import Load, Opened, open_pin
from records.links.pin import Pin
from records.links.seal import UNSEALED, Attested
from records.publishing.fits import settle
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
    """Open a link, or an address with one in it (打开链接): as it was sent, and as of today.

    `load` reads a baseline; `today` gives the published one, or None, after the link was found
    to be one. Raises Problems for a link that cannot be believed.
    """
    came = receive(sent, store)
    with suppress(Problems):
        if exists():
            settle(store())
    opened = open_pin(came.pin, load, today(), refit, partial(twin, load=load), came.seal)
    return replace(opened, short=came.short)


def work_out_kept(pin: Pin, load: Load = Baseline.load) -> Outcome:
    """Work a pin of this installation out on its own baseline, as it is shown (推演已存情景)."""
    return simulate(load(pin.baseline.id), pin.shown)


def savings(record: str, store: Callable[[], Store]) -> list[Saving]:
    """Give a saving of a record under each title, and what its seal is worth (各题存档).

    Those whose saver signed in come first, the newest of them first: whoever else saves the same
    content earlier takes no title from them. Then the first ones under the other titles, in their
    order. None where it was only sent as a link, or where the store is out of reach: that takes
    nothing from the numbers.
    """
    try:
        kept = store().savings(record) if exists() else []
        weighed = list(zip(kept, store().weighed(kept), strict=True)) if kept else []
    except Problems as problems:
        problems.allow("store", "record")
        return []
    signed = [one for one in reversed(weighed) if one[1].vouches_for(one[0].who)]
    by_title: dict[str, Saving] = {}
    for one in (*signed, *weighed):
        by_title.setdefault(one[0].title, one)
    return [*by_title.values()]


def newest_saving(record: str, store: Callable[[], Store]) -> tuple[Entry | None, Attested]:
    """Give the newest saving of a record, and what its own seal is worth (最近一次保存).

    As `savings`, nothing where the store is out of reach; with names that cannot be weighed,
    they are claims.
    """
    try:
        entry = store().saving(record) if exists() else None
    except Problems as problems:
        problems.allow("store")
        return None, UNSEALED
    return (entry, weighed([entry], store)[0]) if entry else (None, UNSEALED)


def weighed(kept: list[Entry], store: Callable[[], Store]) -> list[Attested]:
    """Weigh the seal of each of some versions (核验各版签章), none where that cannot be done."""
    try:
        return store().weighed(kept)
    except Problems as problems:
        problems.allow("store", "record")
        return [UNSEALED] * len(kept)
