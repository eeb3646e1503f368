"""What the machine is told by its environment (设置): every `YUCE_*`, in one checked model.

Nothing is read when a module is imported, and the model (settings_model.py) is loaded at the first
question. A path that is relative is meant from the folder where the program was started, by the
terminal and by the server alike.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from base.asked import path

if TYPE_CHECKING:
    from base.settings_model import Settings

Home = Path | str | None
"""A home that is asked for; None is the one that is set."""


def read() -> "Settings":
    """Give the settings as the environment has them now (读取设置).

    Raises Problems with every one that is unknown, empty or of no use.
    """
    from base.settings_model import PREFIX, checked

    told = {key: value for key, value in os.environ.items() if key.upper().startswith(PREFIX)}
    return checked(tuple(sorted(told.items())))


def home(asked: Home = None) -> Path:
    """Give a home (存放目录): the one asked for, else as set; raises Problems."""
    return read().home if asked is None else path("home", asked)


def elsewhere(asked: Home = None) -> str | None:
    """Give the address set for baselines and releases (外部存放处), for the home that is set.

    None where there is none, and for another home that is asked for: its own folders serve.
    """
    known = read()
    return known.artefacts or None if home(asked) == known.home else None


def spoken() -> str:
    """Give the language asked for, else the locale's (语言), whatever else is set wrong."""
    asked = (os.environ.get(name) for name in ("YUCE_LANG", "LC_ALL", "LANG"))
    return next(filter(None, asked), "")


def handed_down() -> dict[str, str]:
    """Give what is set to a process that works in another folder (传给子进程): paths whole."""
    from base.settings_model import PREFIX

    known = read()
    return {PREFIX + name.upper(): str(getattr(known, name)) for name in known.model_fields_set}


def listed() -> list[tuple[str, str, bool, str]]:
    """List the settings (列出设置): name, value without its secrets, whether it is set, meaning."""
    from base.settings_model import PREFIX, hidden

    known = read()
    return [
        (
            PREFIX + name.upper(),
            hidden(str(getattr(known, name) or "")),
            name in known.model_fields_set,
            str(field.description),
        )
        for name, field in type(known).model_fields.items()
    ]
