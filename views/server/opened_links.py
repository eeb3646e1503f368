"""A link answered without the app (链接应答): the leader's page, and what it says as files.

`/?s=`, `/?x=`, `/s/ID` and `/x?x=` give the page; `/s/ID.json` and `/x.json?x=` the same as a
file, likewise csv, svg and png. Who may not read the app's pages gets nothing of it here either:
at `/` they come to the app, which asks them to sign in.
"""

from contextlib import suppress
from typing import Final

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from base import settings
from base.problems import Problems
from records.links import refusals
from records.links.codec import Link, parse
from views.export.leader.leader_page import POLICY
from views.server import link_answers
from views.server.link_requests import KINDS, Asked, given, link_asked, shown_to_strangers
from views.server.readers import may_read
from views.server.replies import Replies, Reply, TooBusyError, sent
from views.session import baselines, opened_link
from views.session.address import root
from views.session.language import asked_for
from views.session.metrics import METRICS, broke
from views.words.words import speaking, word

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

REPLIES: Final = Replies(at_once=2, waiting=32)
"""Pages, tables and pictures: some tenths of a second each."""

RECORDS: Final = Replies(at_once=1, waiting=8)
"""Records as JSON: the split of what changed since may take a fit."""


class LinkAtRoot(Route):
    """The app's own address with a link in it (根地址的链接): without one it is the app's.

    So it is with `app=1`, and for who may not read, unless a preview may be shown them.
    """

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether a request is answered here."""
        match, child = super().matches(scope)
        if match is Match.NONE or not link_asked(scope):
            return Match.NONE, {}
        if not may_read(HTTPConnection(scope)) and not shown_to_strangers():
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


def warm() -> None:
    """Load what every answer needs (预热); what goes wrong is told to the readers it touches."""
    with suppress(Problems):
        baselines.in_use()


async def at_root(request: Request) -> Response:
    """Answer `/?s=` and `/?x=`."""
    return await _answered(request, opened_link.text_of(given(request.scope)), "html")


async def by_name(request: Request) -> Response:
    """Answer `/s/ID`, and `/s/ID.json` and the like."""
    name, _, form = request.path_params["name"].partition(".")
    return await _answered(request, f"s={name}", form or "html")


async def whole(request: Request) -> Response:
    """Answer `/x?x=…`, and `/x.json?x=…` and the like."""
    text = opened_link.text_of(given(request.scope))
    return await _answered(request, text, request.path_params.get("form", "html"))


async def _answered(request: Request, text: str, form: str) -> Response:
    browser = request.headers.get("accept-language")
    tongue = asked_for(request.query_params.get("lang"), browser)
    link, problems = _found(text)
    asked = Asked(link, form if form in KINDS else "html", tongue, not may_read(request))
    if asked.closed and not _shown(asked):
        return _turned_away(asked)
    if link is None or form not in KINDS:
        answer = link_answers.refused(asked, problems or Problems([refusals.no_link(form, 0)]))
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
        return await replies.give(asked, lambda: link_answers.made(asked))
    except TooBusyError:
        METRICS.count("yuce_refusals", "leader")
        return link_answers.saying(asked, "leader_busy", 503)
    except Exception as error:
        broke("leader", error)
        return link_answers.saying(asked, "leader_fault", 500)


def _shown(asked: Asked) -> bool:
    """Say whether a preview of it may be shown to who may not read it."""
    shown = shown_to_strangers()
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
    return sent(answer, request, HEADERS | more)


def _file(asked: Asked) -> str:
    """Name a file after its record; a self-contained link is too long for a name."""
    return f"yuce-{asked.link.value if asked.link and asked.link.short else 'link'}.csv"
