"""The kept fits (拟合清单): settings, time and author of each, and which is published."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from base.problems import Problems
from base.settings import Home
from forecast.artefacts import MANIFEST, shelf
from forecast.manifest import upgrade
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


def fits(store: Store | None, home: Home = None) -> list[Fit]:
    """List the fits that are kept, the newest first (列出拟合).

    Those that were asked for come first, the last one first; then the prepared ones, by their
    data's day. One whose manifest cannot be read is left out: it can be neither shown nor used.
    """
    asked = store.audit("fit") if store is not None else []
    told = store.publications() if store is not None else []
    first = {event.subject: event for event in asked}  # the newest come first: the oldest stays
    order = {event.subject: place for place, event in reversed([*enumerate(asked)])}
    found = []
    for name in shelf(home).names():
        try:
            manifest = upgrade(json.loads(shelf(home).read(name, MANIFEST).decode("utf-8")))
            days = tuple(one.at for one in reversed(told) if one.baseline == name)
            event = first.get(name)
            found.append(
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
                    current=bool(told) and told[0].baseline == name,
                )
            )
        except (OSError, Problems, ValueError, KeyError, TypeError):
            continue
    found.sort(key=lambda fit: fit.as_of, reverse=True)
    return sorted(found, key=lambda fit: order.get(fit.id, len(order)))
