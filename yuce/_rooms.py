"""Our packages are found first, whatever else bears their names (各包的查找)."""

import importlib
import sys
import warnings
from importlib.util import find_spec
from pathlib import Path

ROOMS = ("base", "data", "forecast", "scenarios", "records", "views")
"""Packages of ours that a module of somebody else's may be called like."""


def enter(rooms: tuple[str, ...], home: Path) -> None:
    """See that our packages are ours, whatever lies in the folder that Python was started in.

    Raises ImportError when another module of that name was imported before; warns when one lies
    in the way: it cannot be imported beside this package. To be called while `yuce` is imported.
    """
    for name in rooms:
        known = sys.modules.get(name)
        if known is None:
            found = find_spec(name)
            place = found.origin if found else None
        else:
            place = getattr(known, "__file__", None)
        if place and Path(place).resolve().parent.parent == home:
            continue
        where = place or f"a folder called {name}"
        if known is not None:
            raise ImportError(
                f"{where} is imported as {name!r}, which is also a package of yuce: "
                f"rename it, and import yuce anew (yuce needs {', '.join(rooms)})"
            )
        sys.path.insert(0, str(home))
        try:
            importlib.import_module(name)
        finally:
            sys.path.remove(str(home))
        if place:
            warnings.warn(
                f"{where} has the name of a package of yuce and cannot be imported beside it: "
                "rename it to use both",
                stacklevel=3,
            )
