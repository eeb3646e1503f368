"""A link answered without the app (链接应答): the leader's page, and what it says as files.

`/?s=`, `/?x=`, `/s/ID` and `/x?x=` give the page; `/s/ID.json` and `/x.json?x=` the same as a
file, likewise csv, svg and png. Who may not read the app's pages gets nothing of it here either:
at `/` they come to the app, which asks them to sign in.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from base import settings
from base.problems import Language, Problem, Problems
from data import clock
from forecast.baseline import Baseline
from records.links import refusals
from records.links.codec import Link, find, parse
from records.links.opened import Opened
from records.publishing import opening
from views.export.leader import forms
from views.export.leader.briefing import Briefing
from views.export.leader.headline import headline
from views.export.leader.leader_page import (
    POLICY,
    Places,
    Preview,
    closed_page,
    leader_page,
    refusal_page,
)
from views.present.link_differences import refused_said
from views.server.readers import may_read
from views.server.replies import Replies, Reply, TooBusyError
from views.session import baselines, opened_link
from views.session.address import root
from views.session.language import asked_for
from views.session.metrics import METRICS, broke
from views.words.words import speaking, word

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

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Encoding, Accept-Language, Cookie",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}

FIELDS: Final = 40
"""Most keys of an address that are looked at."""

REPLIES: Final = Replies(at_once=2, waiting=32)
"""Pages, tables and pictures: some tenths of a second each."""

RECORDS: Final = Replies(at_once=1, waiting=8)
"""Records as JSON: the split of what changed since may take a fit."""


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


class LinkAtRoot(Route):
    """The app's own address with a link in it (根地址的链接): without one it is the app's.

    So it is with `app=1`, and for who may not read, unless a preview may be shown them.
    """

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether a request is answered here."""
        match, child = super().matches(scope)
        if match is Match.NONE or not link_asked(scope):
            return Match.NONE, {}
        if not may_read(HTTPConnection(scope)) and not _shown_to_strangers():
            return Match.NONE, {}
        return match, child


def routes() -> list[BaseRoute]:
    """Give the routes that answer links (链接路由)."""
    start = root()
    return [
        LinkAtRoot(f"{start}/", at_root),
        Route(f"{start}/s/{{name}}", by_name),
        Route(f"{start}/x", whole),
        Route(f"{start}/x.{{form}}", whole),
    ]


def link_asked(scope: Scope) -> bool:
    """Say whether a request asks for a link's page or file here (是否求链接)."""
    path = scope["path"].removeprefix(root())
    if path.startswith(("/s/", "/x.")) or path == "/x":
        return True
    given = _given(scope)
    if path not in ("", "/") or any(key == "app" for key, _ in given):
        return False
    try:
        return find(opened_link.text_of(given)) is not None
    except Problems:
        return True


def warm() -> None:
    """Load what every answer needs (预热); what goes wrong is told to the readers it touches."""
    with suppress(Problems):
        baselines.in_use()


async def at_root(request: Request) -> Response:
    """Answer `/?s=` and `/?x=`."""
    return await _answered(request, opened_link.text_of(_given(request.scope)), "html")


async def by_name(request: Request) -> Response:
    """Answer `/s/ID`, and `/s/ID.json` and the like."""
    name, _, form = request.path_params["name"].partition(".")
    return await _answered(request, f"s={name}", form or "html")


async def whole(request: Request) -> Response:
    """Answer `/x?x=…`, and `/x.json?x=…` and the like."""
    text = opened_link.text_of(_given(request.scope))
    return await _answered(request, text, request.path_params.get("form", "html"))


async def _answered(request: Request, text: str, form: str) -> Response:
    browser = request.headers.get("accept-language")
    tongue = asked_for(request.query_params.get("lang"), browser)
    link, problems = _found(text)
    asked = Asked(link, form if form in KINDS else "html", tongue, not may_read(request))
    if asked.closed and not _shown(asked):
        return _turned_away(asked)
    if link is None or form not in KINDS:
        answer = _refused(asked, problems or Problems([refusals.no_link(form, 0)]))
    else:
        answer = await _worked_out(asked)
    return _sent(request, asked, answer)


def _found(text: str) -> tuple[Link | None, Problems | None]:
    """Find the link in an address, or say why there is none."""
    try:
        return parse(text), None
    except Problems as problems:
        return None, problems


async def _worked_out(asked: Asked) -> Reply:
    try:
        replies = RECORDS if asked.kind == "json" else REPLIES
        return await replies.give(asked, lambda: _made(asked))
    except TooBusyError:
        METRICS.count("yuce_refusals", "leader")
        return _saying(asked, "leader_busy", 503)
    except Exception as error:
        broke("leader", error)
        return _saying(asked, "leader_fault", 500)


def _shown(asked: Asked) -> bool:
    """Say whether a preview of it may be shown to who may not read it."""
    shown = _shown_to_strangers()
    return bool(shown) and (asked.kind == "html" or (asked.kind, shown) == ("png", "whole"))


def _turned_away(asked: Asked) -> Response:
    """Turn away who may not read: from a page to the app, which asks them to sign in."""
    if asked.kind == "html" and asked.link is not None:
        place = f"{root()}/{asked.link.query}&lang={asked.tongue}"
        return RedirectResponse(place, 303, HEADERS)
    with speaking(asked.tongue):
        said = word("leader_closed")
    return Response(said, 403, HEADERS, "text/plain; charset=utf-8")


def _sent(request: Request, asked: Asked, answer: Reply) -> Response:
    more = {"Retry-After": "5"} if answer.status == 503 else {}
    if asked.kind == "csv" and answer.status == 200:
        more["Content-Disposition"] = f'attachment; filename="{_file(asked)}"'
    if asked.kind == "png" and settings.read().preview:
        more["Cross-Origin-Resource-Policy"] = "cross-origin"  # chat pages show it from here
    packed = answer.packed if "gzip" in request.headers.get("accept-encoding", "") else None
    if packed is not None:
        more["Content-Encoding"] = "gzip"
    return Response(packed or answer.body, answer.status, HEADERS | more, answer.kind)


def _file(asked: Asked) -> str:
    """Name a file after its record; a self-contained link is too long for a name."""
    return f"yuce-{asked.link.value if asked.link and asked.link.short else 'link'}.csv"


def _made(asked: Asked) -> Reply:
    """Open the link, as the app opens it, and put it in the form that is asked for."""
    began = time.perf_counter()
    problems: list[Problem] = []
    with speaking(asked.tongue):
        assert asked.link is not None, "there is one to open"
        found = opened_link.read(asked.link, lambda: _in_use(problems))
        if not isinstance(found, Opened):
            answer = _refused(asked, found)
        elif asked.kind == "json":
            figures = None if problems else _figures()
            answer = Reply(forms.as_json(found, problems, figures), KINDS["json"])
        else:
            answer = _written(asked, _briefing(found))
    METRICS.time("leader", time.perf_counter() - began)
    return answer


def _in_use(problems: list[Problem]) -> Baseline:
    """Give the published baseline, and take down why there is none."""
    try:
        return baselines.in_use()
    except Problems as error:
        problems += error.problems
        raise


def _figures() -> str:
    return "shipped" if baselines.publication() is None else "published"


def _briefing(opened: Opened) -> Briefing:
    savings = opening.savings(opened.pin.own_id, opened_link.store)
    return Briefing(opened, savings, clock.today())


def _written(asked: Asked, briefing: Briefing) -> Reply:
    forms_of = {
        "html": lambda: _page(asked, briefing).encode(),
        "csv": lambda: forms.as_csv(briefing),
        "svg": lambda: headline(briefing).encode(),
        "png": lambda: forms.as_png(briefing),
    }
    return Reply(forms_of[asked.kind](), KINDS[asked.kind])


def _page(asked: Asked, briefing: Briefing) -> str:
    preview = _preview(asked, briefing)
    if not asked.closed:
        return leader_page(briefing, asked.places, preview)
    return closed_page(asked.places, preview)


def _preview(asked: Asked, briefing: Briefing) -> Preview | None:
    """Give what a chat program may show of it: nothing, unless the settings say so."""
    known = settings.read()
    if known.preview is None:
        return None
    if asked.closed and known.preview == "title":
        return Preview(briefing.title)
    root = (known.address or "").split("?")[0].rstrip("/")
    if not root:
        return Preview(briefing.title, briefing.conclusion)
    places = f"{root}{asked.path()}", f"{root}{asked.spoken('png')}"
    return Preview(briefing.title, briefing.conclusion, *places)


def _shown_to_strangers() -> str | None:
    """Say what of a link is shown to who may not read it: its title, the whole preview, or None."""
    try:
        found = settings.read().preview
    except Problems:
        return None
    return found if found in ("title", "whole") else None


def _refused(asked: Asked, problems: Problems) -> Reply:
    """Say why a link is not believed, and no number; strangers are told nothing of it."""
    status = 503 if problems.of("store") else 422
    with speaking(asked.tongue):
        if asked.closed:
            return Reply(closed_page(asked.places).encode(), KINDS["html"], 403)
        if asked.kind == "json":
            return Reply(forms.refused_json(problems), KINDS["json"], status)
        page = refusal_page(refused_said(problems), asked.places)
    return Reply(page.encode(), KINDS["html"], status)


def _saying(asked: Asked, key: str, status: int) -> Reply:
    with speaking(asked.tongue):
        page = refusal_page([word(key)], asked.places, to_app=key == "leader_fault")
    return Reply(page.encode(), KINDS["html"], status)


def _given(scope: Scope) -> list[tuple[str, str]]:
    """Give keys and values of an address; none of one that has more than anybody writes."""
    text = scope["query_string"].decode("latin-1")
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError:
        return []
