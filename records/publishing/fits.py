"""The kept fits (拟合清单): settings, time and author of each, and which is published."""

from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from base import settings
from base.problems import Problem, Problems
from base.settings import Home
from forecast.artefacts import MANIFEST, Shelf, shelf
from forecast.baseline import damaged, foreign
from forecast.made_here import made_here, own
from forecast.manifest import Manifest, parsed, upgrade
from records.publishing.spec_files import spec_hash
from records.store.records import Store


@dataclass(frozen=True)
class Fit:
    """One fit (拟合): what decides its bytes, and its story.

    `who` and `at` are empty for a fit nobody asked for: the pages prepared it themselves.
    `published` are the times it was published; `current` says that it is the one that holds.
    """

    id: str
    as_of: str
    vintage: str
    origin: int
    spec: str
    seed: int
    versions: dict[str, str]
    who: str
    why: str
    at: str
    published: tuple[str, ...]
    current: bool

    def record(self) -> dict[str, Any]:
        """Give it as a row of `yuce fits --json` (机器可读)."""
        return asdict(self) | {"published": list(self.published)}


def settle(store: Store, home: Home = None) -> None:
    """Mark as made here what this installation's store says was put in force (认作本机所拟合).

    Baselines of the first version carry no mark. They get one if the store lists them as
    published or as a fit somebody asked for: nobody who sent a folder can have written that. A
    saved scenario is no such proof, for it may have come with a link. Done once a process; what
    cannot be marked stays unmarked. Raises Problems when the store cannot be asked.
    """
    key = str(store.engine.url), settings.home(home).absolute()
    if key in _SETTLED:
        return
    _SETTLED.add(key)
    place = shelf(home)
    lying = {name for name in place.names() if not made_here(name, place, home)}
    if lying:
        told = {event.subject for event in store.audit("fit")}
        told |= {one.baseline for one in store.publications()}
        with suppress(OSError):
            for name in sorted(lying & told):
                own(name, place, home)


_SETTLED: Final[set[tuple[str, Path]]] = set()
"""Stores and homes that this process has settled."""


def passed_over(home: Home = None) -> list[Problem]:
    """Say of each baseline that lies here and is not listed why (未列出的基准)."""
    reasons: list[Problem] = []
    place = shelf(home)
    for name in place.names():
        try:
            _manifest(name, place, home)
        except Problems as problems:
            reasons += problems.problems
    return reasons


def _manifest(name: str, place: Shelf, home: Home) -> Manifest:
    """Read the manifest of a baseline that was made here; raises Problems."""
    folder = settings.home(home) / "baselines" / name
    if not made_here(name, place, home):
        raise Problems([foreign(name, folder)])
    try:
        return upgrade(parsed(place.read(name, MANIFEST)))
    except Problems:
        raise
    except (OSError, ValueError) as error:
        raise Problems([damaged(name, folder, type(error).__name__)]) from error


def fits(store: Store | None, home: Home = None) -> list[Fit]:
    """List the fits that are kept, the newest first (列出拟合).

    Those that were asked for come first, the last one first; then the prepared ones, by their
    data's day. One that was not made here, or whose manifest cannot be read, is left out: it can
    be neither shown nor used (`passed_over` says why).
    """
    asked = store.audit("fit") if store is not None else []
    publications = store.publications() if store is not None else []
    first = {event.subject: event for event in asked}  # the newest come first: the oldest stays
    order = {event.subject: place for place, event in reversed([*enumerate(asked)])}
    kept = []
    place = shelf(home)
    for name in place.names():
        try:
            manifest = _manifest(name, place, home)
            days = tuple(one.at for one in reversed(publications) if one.baseline == name)
            event = first.get(name)
            kept.append(
                Fit(
                    name,
                    str(manifest["as_of"]),
                    str(manifest["vintage"]),
                    int(manifest["origin"]),
                    spec_hash(manifest["spec"]),
                    int(manifest["seed"]),
                    dict(manifest["versions"]),
                    who=event.who if event else "",
                    why=event.why if event else "",
                    at=event.at if event else "",
                    published=days,
                    current=bool(publications) and publications[0].baseline == name,
                )
            )
        except Problems:
            continue
    kept.sort(key=lambda fit: fit.as_of, reverse=True)
    return sorted(kept, key=lambda fit: order.get(fit.id, len(order)))
