"""What one client may take of a process, so that the others notice nothing (限额).

Messages beyond a session's or an address's pace wait: nothing is read from a client before its turn
has come, so nothing of it piles up here. One who goes on at that for long is told, and hung up on.
Files are taken only from a session whose page shows a place for them, and so only from readers who
were let in, and only so many bytes of them.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Final

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnected

from views.session import uploads
from views.session.metrics import METRICS

SESSION: Final = (4.0, 40.0)
"""Messages a second that a session may go on sending, and how many at once after a rest."""

ADDRESS: Final = (200.0, 1000.0)
"""The same for all sessions of an address: an office may stand behind one. Behind a proxy it is the
one that the proxy tells, where FORWARDED_ALLOW_IPS names the proxy (else 127.0.0.1)."""

CALLS: Final = (5.0, 300.0)
"""The same for new sessions of an address, and for links that it opens without one."""

PATIENCE: Final = 100
"""Messages in a row that had to wait, and lay ready, after which a client is hung up on."""

AT_ONCE: Final = 0.002
"""Seconds in which a message is read that lay ready."""

ADDRESSES: Final = 10_000
"""Addresses that are remembered, those heard of last."""

TOO_MANY: Final = 1008
"""A websocket's code for a breach of the rules."""

SAID: Final = "too many messages: {0:.0f} a second are taken 消息过多"
UPLOAD: Final = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+$")


@dataclass
class Pace:
    """How fast something may go on (节奏): `rate` a second, and `most` at once after a rest."""

    rate: float
    most: float
    left: float = 0.0
    at: float = 0.0

    def __post_init__(self) -> None:
        self.left, self.at = self.most, monotonic()

    def take(self) -> float:
        """Take one; the seconds until its turn."""
        now = monotonic()
        self.left = min(self.most, self.left + (now - self.at) * self.rate) - 1
        self.at = now
        return max(0.0, -self.left / self.rate)


class Limits:
    """Keeps the limits before anything is heard (限额中间件).

    `calls` says which requests take as much as a new session: links that are opened here.
    """

    def __init__(self, app: ASGIApp, calls: Callable[[Scope], bool] = lambda _scope: False):
        self.app, self.calls = app, calls
        self.heard: OrderedDict[str, tuple[Pace, Pace]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within the limits; tell who goes beyond."""
        if scope["type"] == "websocket":
            await self._stream(scope, receive, send)
            return
        if scope["type"] == "http" and self.calls(scope) and not self._called(scope):
            METRICS.count("yuce_refusals", "links")
            await _say(send, 429, SAID.format(CALLS[0]))
            return
        asked = UPLOAD.search(scope["path"]) if scope["type"] == "http" else None
        why = uploads.refusal(asked[1], _length(scope)) if asked and _puts(scope) else None
        if why is None:
            await self.app(scope, receive, send)
            return
        METRICS.count("yuce_refusals", "upload")
        await _let_go(receive)
        await _say(send, 403, why)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._called(scope):
            METRICS.count("yuce_refusals", "sessions")
            await send({"type": "websocket.close", "code": TOO_MANY})
            return
        own, waited, messages = Pace(*SESSION), 0, self._paces(scope)[1]

        async def paced() -> Message:
            nonlocal waited
            asked = monotonic()
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            lay_ready = monotonic() - asked < AT_ONCE  # it was sent before the last was answered
            rest = max(own.take(), messages.take())
            waited = waited + 1 if rest and lay_ready else 0
            if waited > PATIENCE:
                return {"type": "websocket.disconnect", "code": TOO_MANY}
            await anyio.sleep(rest)
            return message

        with suppress(WebSocketDisconnected):  # messages of one who went may still wait
            await self.app(scope, paced, send)
        if waited > PATIENCE:
            METRICS.count("yuce_refusals", "messages")
            reason = SAID.format(own.rate)
            await send({"type": "websocket.close", "code": TOO_MANY, "reason": reason})

    def _called(self, scope: Scope) -> bool:
        """Take a call of an address's pace; say whether it had one left."""
        calls, _ = self._paces(scope)
        if calls.take() > 0:
            calls.left += 1  # who is turned away has taken nothing
            return False
        return True

    def _paces(self, scope: Scope) -> tuple[Pace, Pace]:
        """Give an address's pace of new sessions and of messages."""
        address = str((scope.get("client") or ("",))[0])
        found = self.heard.pop(address, None) or (Pace(*CALLS), Pace(*ADDRESS))
        self.heard[address] = found
        if len(self.heard) > ADDRESSES:
            self.heard.popitem(last=False)
        return found


async def _say(send: Send, status: int, text: str) -> None:
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": status, "headers": [kind]})
    await send({"type": "http.response.body", "body": text.encode()})


async def _let_go(receive: Receive) -> None:
    """Read a refused file and keep nothing of it; of a far too long one, not all.

    An answer before the end breaks the line, and the client would not hear it.
    """
    left = 2 * uploads.LARGEST
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if not message.get("more_body"):
            return


def _puts(scope: Scope) -> bool:
    return bool(scope["method"] in ("PUT", "POST"))


def _length(scope: Scope) -> int:
    """Tell how long a file says it is; one that says nothing counts as the longest."""
    said = dict(scope["headers"]).get(b"content-length", b"")
    return int(said) if said.isdigit() else uploads.LARGEST
