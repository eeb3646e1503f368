"""Which baselines nobody needs any more (清理基准): never one that a link needs."""

from base.settings import Home
from forecast.artefacts import linked, shelf
from records.store.records import Store


def needless(store: Store | None, home: Home = None) -> list[str]:
    """Name the baselines that may go (可清理的基准).

    Those stay that a record of the store or a publication names, or that a link was made to
    here.
    """
    place = shelf(home)
    kept = store.baselines() if store is not None else set()
    return [name for name in place.names() if name not in kept and not linked(place, name)]


def prune(store: Store | None, home: Home = None) -> list[str]:
    """Remove the baselines nobody needs (清理), and name them."""
    gone = needless(store, home)
    for name in gone:
        shelf(home).remove(name)
    return gone
