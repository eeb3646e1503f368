"""Keep a scenario in the store, by its title (保存与归档)."""

from dataclasses import dataclass

from base.problems import Problems
from records.links.pin import Pin
from records.links.seal import UNSIGNED
from records.store.people import cleaned
from records.store.records import MOVED, OWN, Entry, Store


@dataclass(frozen=True)
class Saved:
    """What came of saving (保存结果): the version, or one of somebody else's that came between."""

    entry: Entry
    between: bool = False


def save(
    store: Store,
    pin: Pin,
    title: str,
    note: str = "",
    who: str | None = None,
    why: str = "",
    onto: int | None = OWN,
    by: str = UNSIGNED,
) -> Entry:
    """Keep a pin under a title (保存); `Store.save` says the rest."""
    return store.save(pin, title, note, who, why, onto, by)


def save_seen(
    store: Store, pin: Pin, title: str, seen: dict[str, int], by: str, **said: str
) -> Saved:
    """Keep a pin unless a version came between that the saver has not seen (接续保存).

    `seen` holds the newest version that was seen of each title, and learns the one that is now.
    Raises Problems for all else that is wrong.
    """
    spelt = cleaned(title)
    try:
        found = Saved(store.save(pin, title, **said, onto=seen.get(spelt, 0), by=by))
    except Problems as problems:
        if problems.problems[0].code != MOVED:
            raise
        found = Saved(store.history(spelt)[-1], between=True)
    seen[spelt] = found.entry.number
    return found


def duplicate(
    store: Store, title: str, new: str, who: str | None = None, why: str = "", by: str = UNSIGNED
) -> Entry:
    """Start a new title from the newest version of another (另存为)."""
    return store.duplicate(title, new, who, why, by)


def archive(store: Store, title: str, who: str | None = None, why: str = "") -> Entry:
    """Put a title out of the list (归档)."""
    return store.archive(title, who, why)


def restore(store: Store, title: str, who: str | None = None, why: str = "") -> Entry:
    """Take an archived title back into the list (恢复)."""
    return store.restore(title, who, why)
