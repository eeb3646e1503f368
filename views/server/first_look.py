"""The app's pages as they are sent (页面外壳): Streamlit's own, and what is seen before it runs.

Streamlit's page is blank until its scripts are there, which takes a phone seconds. It is sent
with the verdicts of the published baseline before it (先睹页), as a frame that runs no script and
asks for nothing; it goes as soon as the app shows its own.
"""

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from streamlit.file_util import get_static_dir

from base.problems import Language
from data import clock
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from views.export.leader.leader_page import first_look
from views.server.readers import may_read
from views.server.replies import Replies, Reply, TooBusyError, sent
from views.session import baselines
from views.session.address import root
from views.session.language import asked_for
from views.session.metrics import broke
from views.words.words import speaking

PAGES: Final = (
    *("", "overview", "first", "decided", "scenario", "watch", "compare", "model", "evidence"),
    "audit",
)
"""Where the app's pages are (页面路径)."""

BEGINNING: Final = ("", "overview")
"""Those that begin with the verdicts of the baseline."""

HEAD: Final = "<head>"
ROOT: Final = '<div id="root"></div>'
"""Where Streamlit puts its app."""

BASE: Final = "<script>window.__streamlit = {{ BACKEND_BASE_URL: location.origin + {} }};</script>"
"""Tells Streamlit where it is served: it need not try every part of a page's address."""

HEADERS: Final = {"Cache-Control": "no-store", "Vary": "Accept-Encoding, Accept-Language, Cookie"}
KIND: Final = "text/html; charset=utf-8"
SCRIPT: Final = (Path(__file__).parent / "first_look.js").read_text(encoding="utf-8")
FRAME: Final = (
    '<iframe id="first" sandbox="allow-same-origin" title="渝策 Yuce" style="position:fixed;'
    'inset:0;width:100%;height:100%;border:0;z-index:999999;background:Canvas" '
    'srcdoc="{}"></iframe>'
)

REPLIES: Final = Replies(at_once=1, waiting=64)


def routes() -> list[BaseRoute]:
    """Give the routes of the app's pages (页面路由)."""
    return [Route(f"{root()}/{path}", answer, methods=["GET"]) for path in PAGES]


async def answer(request: Request) -> Response:
    """Give Streamlit's page, with the verdicts before it where they are due."""
    tongue = asked_for(request.query_params.get("lang"), request.headers.get("accept-language"))
    found = alone()
    if _due(request):
        try:
            found = await REPLIES.give(tongue, lambda: Reply(_page(tongue).encode(), KIND))
        except TooBusyError:
            pass
        except Exception as error:  # the app tells what is wrong, and to whom
            broke("first look", error)
    return sent(found, request, HEADERS)


def _due(request: Request) -> bool:
    """Say whether the baseline's verdicts may stand before a page.

    Beside a link, or what another version asks for, no other numbers may stand; nor any for who
    may not read.
    """
    path = request.url.path.removeprefix(root()).strip("/")
    return path in BEGINNING and not request.query_params.keys() - {"lang"} and may_read(request)


def _page(tongue: Language) -> str:
    outcome = simulate(baselines.in_use(), Scenario())
    with speaking(tongue):
        look = FRAME.format(escape(first_look(outcome, clock.today())))
    return _app().replace(ROOT, f"{ROOT}{look}<script>{SCRIPT}</script>")


@cache
def _app() -> str:
    """Read Streamlit's own page, and tell it where it is served."""
    page = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    base = BASE.format(json.dumps(f"{root()}/"))
    return page.replace(HEAD, HEAD + base, 1)


@cache
def alone() -> Reply:
    """Give the app's page with nothing before it (仅应用)."""
    return Reply(_app().encode(), KIND)
