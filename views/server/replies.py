"""Answers that take work (备好的答复): worked out off the loop, few at once, kept for a while."""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import Final

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

FRESH: Final = 30.0
"""Seconds for which an answer is kept: what is published or saved meanwhile shows after them."""

MOST: Final = 16 * 2**20
"""Bytes that are kept, of all answers together; those asked for last."""


class TooBusyError(Exception):
    """More is asked for than may wait (太忙)."""


@dataclass(frozen=True)
class Reply:
    """An answer, ready to be sent (答复): its bytes, what they are, and the status."""

    body: bytes
    kind: str
    status: int = 200

    @cached_property
    def packed(self) -> bytes | None:
        """Its bytes, packed as browsers take them (压缩); None of a picture that is already."""
        return None if self.kind == "image/png" else gzip.compress(self.body, 6, mtime=0)

    @property
    def size(self) -> int:
        """How many bytes it takes to keep it."""
        return len(self.body) + len(self.packed or b"")


def sent(reply: Reply, request: Request, headers: Mapping[str, str]) -> Response:
    """Send an answer (发送), packed where the browser takes it so."""
    packed = reply.packed if "gzip" in request.headers.get("accept-encoding", "") else None
    more = {} if packed is None else {"Content-Encoding": "gzip"}
    return Response(packed or reply.body, reply.status, {**headers, **more}, reply.kind)


class Replies:
    """Answers by what was asked (答复簿): each worked out once, however many ask for it.

    `at_once` are worked out at once, by threads of their own; `waiting` may be under way or wait
    for their turn. Who asks for more is told to come again.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self.at_once, self.waiting = at_once, waiting
        self.kept: OrderedDict[Hashable, tuple[float, Reply]] = OrderedDict()
        self.turns: dict[Hashable, anyio.Lock] = {}
        self.threads: anyio.CapacityLimiter | None = None

    async def give(self, key: Hashable, make: Callable[[], Reply]) -> Reply:
        """Give the answer that is kept, or have it made (取答复); raises TooBusyError."""
        if (found := self._fresh(key)) is not None:
            return found
        if key not in self.turns and len(self.turns) >= self.waiting:
            raise TooBusyError
        turn = self.turns.setdefault(key, anyio.Lock())
        if turn.statistics().tasks_waiting >= self.waiting:
            raise TooBusyError
        try:
            async with turn:
                found = self._fresh(key)
                if found is None:
                    found = await self._made(make)
                    if found.status < 500:  # what went wrong may go right the next time
                        self._keep(key, found)
                return found
        finally:
            if not turn.locked():  # who waited for it holds it by now
                self.turns.pop(key, None)

    async def _made(self, make: Callable[[], Reply]) -> Reply:
        """Have it made and packed by a thread; their limit belongs to the loop that runs."""
        if self.threads is None:
            self.threads = anyio.CapacityLimiter(self.at_once)

        def whole() -> Reply:
            found = make()
            _ = found.packed
            return found

        return await anyio.to_thread.run_sync(whole, limiter=self.threads)

    def _fresh(self, key: Hashable) -> Reply | None:
        made, found = self.kept.get(key, (float("-inf"), None))
        if monotonic() - made > FRESH:
            self.kept.pop(key, None)
            return None
        self.kept.move_to_end(key)
        return found

    def _keep(self, key: Hashable, found: Reply) -> None:
        self.kept[key] = monotonic(), found
        while sum(one.size for _, one in self.kept.values()) > MOST:
            self.kept.popitem(last=False)
