"""What is asked of a link without the app (所求): which link, in which form and language."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.types import Scope

from base import settings
from base.problems import Language, Problems
from records.links.codec import Link, find
from views.export.leader.leader_page import Places
from views.session import opened_link
from views.session.address import root

KINDS: Final = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}
"""Forms of an answer, and what they are."""

LISTED: Final = ("json", "csv", "svg")
"""Forms that the page leads to."""

FIELDS: Final = 40
"""Most keys of an address that are looked at."""


@dataclass(frozen=True)
class Asked:
    """What is asked for (所求): a link, None where there is none to read; a form, a language.

    `closed`: who asks may not read it, and is told no more than a preview may say.
    """

    link: Link | None
    kind: str
    tongue: Language
    closed: bool

    def path(self, form: str = "html") -> str:
        """Where it is answered in a form, from the app's own address on."""
        ending = "" if form == "html" else f".{form}"
        if self.link is None:
            return "/"
        if self.link.short:
            return f"/s/{self.link.value}{ending}"
        return f"/x{ending}{self.link.query}"

    def spoken(self, form: str) -> str:
        """The same, in the language of this page."""
        path = self.path(form)
        return f"{path}{'&' if '?' in path else '?'}lang={self.tongue}"

    @property
    def places(self) -> Places:
        """Where its page leads."""
        start, found = root(), self.link
        query = "?" if found is None else f"{found.query}&"
        app = f"{start}/{query}app=1&lang={self.tongue}"
        files = {form: f"{start}{self.spoken(form)}" for form in LISTED}
        return Places(app, f"{start}/?lang={self.tongue}", files)


def link_asked(scope: Scope) -> bool:
    """Say whether a request asks for a link's page or file here (是否求链接)."""
    path = scope["path"].removeprefix(root())
    if path.startswith(("/s/", "/x.")) or path == "/x":
        return True
    keys = given(scope)
    if path not in ("", "/") or any(key == "app" for key, _ in keys):
        return False
    try:
        return find(opened_link.text_of(keys)) is not None
    except Problems:
        return True


def given(scope: Scope) -> list[tuple[str, str]]:
    """Give keys and values of an address; none of one that has more than anybody writes."""
    text = scope["query_string"].decode("latin-1")
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError:
        return []


def shown_to_strangers() -> str | None:
    """Say what of a link is shown to who may not read it: its title, the whole preview, or None."""
    try:
        found = settings.read().preview
    except Problems:
        return None
    return found if found in ("title", "whole") else None
