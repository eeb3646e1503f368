"""What a reader sees while the app is on its way (先睹页): the published verdicts, by the server.

Streamlit's own page is blank until its scripts are there, which takes a phone seconds. It is sent
with the verdicts of the published baseline before it, as a frame that runs no script and asks
for nothing; it goes as soon as the app shows its own.
"""

from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope
from streamlit.file_util import get_static_dir

from base.problems import Language
from data import clock
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from views.export.leader.leader_page import first_look
from views.server.readers import may_read
from views.server.replies import Replies, Reply, TooBusyError
from views.session import baselines
from views.session.address import root
from views.session.language import asked_for
from views.session.metrics import broke
from views.words.words import speaking

ROOT: Final = '<div id="root"></div>'
"""Where Streamlit puts its app."""

PATHS: Final = ("", "overview")
"""The pages that begin with these verdicts."""

HEADERS: Final = {"Cache-Control": "no-store", "Vary": "Accept-Encoding, Accept-Language, Cookie"}
KIND: Final = "text/html; charset=utf-8"
SCRIPT: Final = (Path(__file__).parent / "first_look.js").read_text(encoding="utf-8")
FRAME: Final = (
    '<iframe id="first" sandbox="allow-same-origin" title="渝策 Yuce" style="position:fixed;'
    'inset:0;width:100%;height:100%;border:0;z-index:999999;background:Canvas" '
    'srcdoc="{}"></iframe>'
)

REPLIES: Final = Replies(at_once=1, waiting=64)


class FirstLook(Route):
    """The app's own address and nothing with it but a language, for who may read (首次打开).

    Beside a link, or what another version asks for, no other numbers may stand.
    """

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether a request is answered here; the app answers every other."""
        match, child = super().matches(scope)
        if match is Match.NONE:
            return match, child
        asked = HTTPConnection(scope)
        if asked.query_params.keys() - {"lang"} or not may_read(asked):
            return Match.NONE, {}
        return match, child


def routes() -> list[BaseRoute]:
    """Give the routes that answer first (先睹路由)."""
    return [FirstLook(f"{root()}/{path}", answer, methods=["GET"]) for path in PATHS]


async def answer(request: Request) -> Response:
    """Give Streamlit's page with the verdicts before it; alone, where there are none to give."""
    tongue = asked_for(request.query_params.get("lang"), request.headers.get("accept-language"))
    try:
        found = await REPLIES.give(tongue, lambda: Reply(_page(tongue).encode(), KIND))
    except TooBusyError:
        found = Reply(_app().encode(), KIND)
    except Exception as error:  # the app tells what is wrong, and to whom
        broke("first look", error)
        found = Reply(_app().encode(), KIND)
    packed = found.packed if "gzip" in request.headers.get("accept-encoding", "") else None
    more = {} if packed is None else {"Content-Encoding": "gzip"}
    return Response(packed or found.body, headers=HEADERS | more, media_type=KIND)


def _page(tongue: Language) -> str:
    outcome = simulate(baselines.in_use(), Scenario())
    with speaking(tongue):
        look = FRAME.format(escape(first_look(outcome, clock.today())))
    return _app().replace(ROOT, f"{ROOT}{look}<script>{SCRIPT}</script>")


@cache
def _app() -> str:
    """Read Streamlit's own page."""
    return (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
