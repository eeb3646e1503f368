"""Plans that were confirmed (记住的方案): kept by a table's layout, offered when it comes again.

One small file a layout in `plans/` of this installation; what differs from the layout kept is
told, so that only that is asked again.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from base import settings
from base.places import put
from base.settings import Home
from data.reading.answers.layout import lines
from data.reading.plan import NONE, Plan, TablePlan
from data.reading.taken import TableReading

FOLDER: Final = "plans"


def remembered(home: Home = None) -> Plan:
    """Give every plan kept here (全部已存方案); one that cannot be read is no plan."""
    found = []
    for path in sorted((settings.home(home) / FOLDER).glob("*.json")):
        try:
            found.append(TablePlan.model_validate(json.loads(path.read_text("utf-8"))["plan"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return NONE.model_copy(update={"tables": found})


def remember(tables: tuple[TableReading, ...], plan: Plan, home: Home) -> None:
    """Keep what a plan says of each table (记住方案)."""
    for taken in tables:
        said = plan.of(taken.layout)
        if said is None:
            continue
        own = said.model_copy(update={"layout": taken.layout})
        kept = {"plan": own.model_dump(), "lines": lines(taken.block)}
        _write(settings.home(home) / FOLDER / f"{taken.layout}.json", kept)


def _write(path: Path, kept: Mapping[str, object]) -> None:
    """Write a plan whole; one that cannot be written is asked for again, and no more is lost."""
    with suppress(OSError):
        put(path, json.dumps(kept, ensure_ascii=False, indent=1).encode())


def differs(taken: TableReading, home: Home = None) -> tuple[list[str], list[str]]:
    """Tell what a table says that the nearest layout kept does not, and the reverse (版式差异)."""
    now = lines(taken.block)
    best: tuple[str, ...] = ()
    for path in sorted((settings.home(home) / FOLDER).glob("*.json")):
        try:
            kept = tuple(json.loads(path.read_text("utf-8"))["lines"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if kept == now:
            return [], []
        if len(set(kept) & set(now)) > len(set(best) & set(now)):
            best = kept
    if 2 * len(set(best) & set(now)) < len(set(now)):
        return [], []
    return [one for one in now if one not in best], [one for one in best if one not in now]
