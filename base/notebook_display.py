"""An object in brief, as a notebook shows it (简述): one line, and a small table."""

from collections.abc import Mapping
from html import escape
from typing import Final

from base.texts import visible

WIDEST: Final = 120
"""Characters of the one line at most."""


class Brief:
    """What says itself in a few facts (简述), however much it holds."""

    def _brief(self) -> Mapping[str, object]:
        """Give what tells it from others of its kind, the most telling first."""
        raise NotImplementedError

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={_short(value)}" for name, value in self._brief().items())
        return _cut(f"{type(self).__name__}({said}", WIDEST - 1) + ")"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """Give the same facts as a table, for a notebook."""
        rows = "".join(
            f"<tr><th>{escape(name)}</th><td>{escape(_short(value, 400))}</td></tr>"
            for name, value in self._brief().items()
        )
        return f"<table><caption>{escape(type(self).__name__)}</caption>{rows}</table>"


def _short(value: object, most: int = 60) -> str:
    return _cut(visible(str(value)), most)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
