"""Take figures in, and take them back (新增与撤回发布): kept whole, and who did it written down."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from base.settings import Home
from data import archive
from data.reading.plan import Plan
from data.releases import intake
from data.releases.differences import counts
from data.releases.intake import Addition, Reading, Release
from data.tables import read_tables
from records.store.records import Store


def add_release(
    reading: Reading,
    release: Release,
    store: Callable[[], Store] = Store,
    who: str | None = None,
    *,
    looked: bool = False,
    dry_run: bool = False,
    plan: Plan | None = None,
    home: Home = None,
) -> Addition:
    """Keep what was read as a release, and write down who did (新增发布); `intake.add` checks it.

    What was there already, or is only tried, is not written down. The store is opened first:
    with no place to write it down nothing is kept. Raises Problems.
    """
    ledger = None if dry_run else store()
    kept = intake.add(reading, release, looked=looked, dry_run=dry_run, plan=plan, home=home)
    if ledger is not None and kept.stored and not kept.already:
        told: dict[str, Any] = {"sha256": kept.seal, "file": reading.file}
        told |= {"withdraws": ", ".join(release.withdraws), **counts(kept.differences)}
        ledger.log("figures", release.id, told, who)
    return kept


NOTHING_READ: Final = Reading("", "")


def withdrawable() -> dict[str, str]:
    """Give every release added here that can be taken back (可撤回的发布), id → title and day.

    One that was taken back already is not among them, nor one that holds no figures.
    """
    gone = set(" ".join(read_tables().releases["withdraws"]).split())
    kept = {name: archive.load(name) for name in archive.names() if name not in gone}
    return {
        name: f"{one['release']['title']} · {one['release']['published']}"
        for name, one in kept.items()
        if one["annual"] or one["quarterly"]
    }


def withdrawing(name: str, day: date, title: str) -> Release:
    """Name the release that takes another back (撤回用的发布)."""
    return Release(f"{name}-withdrawn", title, day, withdraws=(name,))


def withdraw(
    name: str, day: date, title: str, store: Callable[[], Store] = Store, who: str | None = None
) -> Release:
    """Take back a release that was added here (撤回发布), by a later one that names it."""
    release = withdrawing(name, day, title)
    add_release(NOTHING_READ, release, store, who)
    return release
