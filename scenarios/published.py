"""Which baseline is the published one (当前发布的基准).

The store's publications say so, append-only; until something is published it is the newest
baseline that was prepared here. Issue 7 builds its gate on `Store.publish`.
"""

import json
from datetime import date
from pathlib import Path

from data.problems import Problems
from forecast.artefacts import MANIFEST, shelf
from forecast.baseline import HOME, Baseline
from scenarios.store import Store


def published(store: Store | None = None, home: Path = HOME) -> Baseline | None:
    """Give the published baseline (发布基准); None when none is published or prepared here."""
    names = [name] if store is not None and (name := store.publication()) else []
    for name in [*names, *prepared(home)]:
        try:
            return Baseline.load(name, home)
        except Problems:  # removed or damaged: the next best one
            continue
    return None


def prepared(home: Path = HOME) -> list[str]:
    """Name the baselines that were prepared here, the newest data first (已备基准).

    Of two with the same data the one prepared last comes first.
    """
    found = []
    for note in (home / "fits").glob("*.txt"):
        name = note.read_text(encoding="utf-8").strip()
        day = as_of(name, home)
        if day is not None:
            found.append((day, note.stat().st_mtime_ns, name))
    return [name for _, _, name in sorted(found, reverse=True)]


def as_of(name: str, home: Path = HOME) -> date | None:
    """Read from a manifest what day's knowledge a baseline is (数据版本); None if unreadable."""
    try:
        manifest = json.loads(shelf(home).read(name, MANIFEST).decode("utf-8"))
        return date.fromisoformat(manifest["as_of"])
    except (OSError, ValueError, KeyError):
        return None
