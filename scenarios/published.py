"""Which baseline is the published one (当前发布的基准).

The store's publications say so, append-only; until something is published it is the default
fit of the newest data that was prepared here.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from data.problems import Problem, Problems, Text
from data.vintages import as_of as vintage_of
from forecast.artefacts import MANIFEST, shelf
from forecast.baseline import HOME, Baseline
from forecast.fit import SEED, fit
from forecast.spec import Spec
from scenarios.specs import parse
from scenarios.store import Store


def published(store: Store | None = None, home: Path = HOME) -> Baseline | None:
    """Give the published baseline (发布基准); None when none is published or prepared here.

    Never another one in its stead: raises Problems when it is damaged and cannot be made anew.
    """
    name = store.publication() if store is not None else None
    if name is not None:
        return whole(name, home)
    for name in prepared(home):
        try:
            return Baseline.load(name, home)
        except Problems:  # removed or damaged: the next best one
            continue
    return None


def whole(name: str, home: Path = HOME) -> Baseline:
    """Load a baseline; where its draws are damaged or gone, make them anew (读取或重算).

    A fit gives the same bytes again, and its name proves it. Raises Problems when it does not.
    """
    try:
        return Baseline.load(name, home)
    except Problems as damage:
        try:
            again = _again(name, home)
        except (OSError, ValueError, KeyError, TypeError):
            raise damage from None
        if again.id != name:
            raise Problems([*damage.problems, _other(name, again.id)]) from damage
        again.save(home)
        return again


def prepared(home: Path = HOME) -> list[str]:
    """Name the default fits that were prepared here, the newest data first (已备基准).

    Of two with the same data the one prepared last comes first. A fit that an economist tries
    out is not among them: readers see it once it is published.
    """
    plain = json.loads(Spec().model_dump_json(by_alias=True))
    found = []
    for note in (home / "fits").glob("*.txt"):
        name = note.read_text(encoding="utf-8").strip()
        try:
            manifest = _manifest(name, home)
            day = date.fromisoformat(manifest["as_of"])
            if (manifest["spec"], manifest["seed"]) == (plain, SEED):
                found.append((day, note.stat().st_mtime_ns, name))
        except (OSError, ValueError, KeyError):
            continue
    return [name for _, _, name in sorted(found, reverse=True)]


def as_of(name: str, home: Path = HOME) -> date | None:
    """Read from a manifest what day's knowledge a baseline is (数据版本); None if unreadable."""
    try:
        return date.fromisoformat(_manifest(name, home)["as_of"])
    except (OSError, ValueError, KeyError):
        return None


def _manifest(name: str, home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shelf(home).read(name, MANIFEST).decode("utf-8"))
    return found


def _again(name: str, home: Path) -> Baseline:
    """Fit anew what the manifest says was fitted."""
    manifest = _manifest(name, home)
    vintage = vintage_of(date.fromisoformat(manifest["as_of"]))
    return fit(vintage, parse(manifest["spec"]), int(manifest["seed"]))


def _other(name: str, found: str) -> Problem:
    return Problem(
        where=name,
        what=Text("重新拟合得到的不是同一基准", "fitting it again gives another baseline"),
        found=found,
        expected=Text(name, name),
        remedy=Text(
            "从备份恢复，或发布另一个拟合（yuce publish）",
            "restore it from a backup, or publish another fit (`yuce publish`)",
        ),
    )
