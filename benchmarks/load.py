"""Load: N planners at once, each a real session, moving a slider every two seconds (负载).

    python -m benchmarks.load [--sessions 1 20 50 100] [--seconds 30] [--arrive 10] [--looks 5 1]
    python -m benchmarks.load --processes 2   # behind nginx on PostgreSQL, as deploy/ does it
    python -m benchmarks.load --soak 20

Each client speaks Streamlit's own protocol over a websocket, as the browser does: it opens 情景,
sends the board's `moved`, and once the full result is back asks for what depends on it: after
every fifth move (`--looks 5`: the page asks only once that part is in sight), or after each
one (`--looks 1`: it stays in sight). Times are from sending to the server's `script_finished`;
the clients run on the same machine. `--soak` keeps 50 planners for so many minutes, each leaving
and coming back now and then, and prints memory over time. The processor's time per move (board
and answers, first runs shared out; all server processes) is what a busy machine leaves true; MB
is memory per session.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.chromium import served
from deploy.local import deployed

EVERY: Final = 2.0
"""Seconds between a planner's moves."""

REST: Final = 0.2
"""Seconds without a move before the browser asks for what depends on the board."""

SECTIONS: Final = "FGHJKILMNOPQRS"
EVENTS: Final = "$$STREAMLIT_INTERNAL_KEY_{0}__events"


@dataclass
class Times:
    """Milliseconds of each kind of run, over all sessions."""

    first: list[float] = field(default_factory=list)
    board: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)


def line(address: str) -> connect:
    """A websocket to the app, as its page opens one."""
    url = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    return connect(url, subprotocols=["streamlit"], origin=address)  # type: ignore[list-item,arg-type]


class Session:
    """One planner: a websocket and what the page told it."""

    def __init__(self, address: str, number: int, times: Times, looks: int):
        self.address, self.times, self.looks = address, times, looks
        self.rng = random.Random(number)
        self.moved: dict[str, float] = {}
        self.page, self.parts = "", {}  # type: str, dict[str, tuple[str, str]]
        self.kept: set[str] = set()
        self.releases = 0

    async def live(self, until: float, moves: int | None = None) -> None:
        """Open the page, then move sliders until the time is up, or so many times."""
        async with line(self.address) as socket:
            self.times.first.append(await self._run(socket, self._ask("")))
            assert len(self.parts) == 2, "the page has no board"
            await asyncio.sleep(self.rng.uniform(0, EVERY))
            while time.perf_counter() < until and (moves is None or self.releases < moves):
                began = time.perf_counter()
                await self._move(socket)
                await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - began)))

    async def _move(self, socket: ClientConnection) -> None:
        """Release a slider; when the board has its result, ask for the rest."""
        cell = f"{self.rng.choice(SECTIONS)}/{self.rng.choice((2026, 2027))}"
        self.moved[cell] = round(self.rng.uniform(-5, 15), 1)
        self.releases += 1
        self.times.board.append(await self._run(socket, self._ask("board")))
        if self.releases % self.looks:
            return
        await asyncio.sleep(REST)
        settled = self._ask("follow")
        event = json.dumps([{"event": "settled", "value": self.releases}])
        settled.rerun_script.widget_states.widgets.add(
            id=EVENTS.format(self.parts["follow"][0]), json_trigger_value=event
        )
        self.times.answers.append(await self._run(socket, settled))

    def _ask(self, part: str) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash = self.page
        if part:
            state.fragment_id = self.parts[part][1]
        if not self.page:
            state.page_name = "scenario"
        state.context_info.locale = "zh-CN"
        state.context_info.url = f"{self.address}/scenario"
        state.cached_message_hashes.extend(self.kept)
        if self.moved:
            moved = json.dumps({"moved": {"moved": self.moved, "turn": self.releases}})
            state.widget_states.widgets.add(id=self.parts["board"][0], json_value=moved)
        return message

    async def _run(self, socket: ClientConnection, message: BackMsg) -> float:
        """Send, and wait until the script has finished; milliseconds."""
        began = time.perf_counter()
        await socket.send(message.SerializeToString())
        while True:
            data = await socket.recv()
            assert isinstance(data, bytes)
            found = ForwardMsg.FromString(data)
            self._note(found)
            if found.WhichOneof("type") == "script_finished" and self._ended(found):
                return 1000 * (time.perf_counter() - began)

    @staticmethod
    def _ended(found: ForwardMsg) -> bool:
        kind = ForwardMsg.ScriptFinishedStatus.Name(found.script_finished)
        assert "ERROR" not in kind, kind
        return bool(kind != "FINISHED_EARLY_FOR_RERUN")

    def _note(self, found: ForwardMsg) -> None:
        """Remember what the browser remembers: the page, the board, messages it need not get."""
        if found.metadata.cacheable and found.hash:
            self.kept.add(found.hash)
        if found.WhichOneof("type") == "new_session":
            self.page = found.new_session.page_script_hash or self.page
        element = found.delta.new_element
        if element.WhichOneof("type") == "bidi_component":
            part = element.bidi_component.component_name.rpartition("_")[2]
            if part in ("board", "follow"):
                self.parts[part] = (element.bidi_component.id, found.delta.fragment_id)
        assert element.WhichOneof("type") != "exception", element.exception.message


def process_of(port: int) -> int:
    """Find a server's process by the port it was told."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (folder / "cmdline").read_bytes().decode().split("\0")
            if "streamlit" in words and str(port) in words:
                return int(folder.name)
    raise LookupError(port)


@dataclass(frozen=True)
class Served:
    """Where the app answers, and the processes that serve it."""

    address: str
    processes: list[int]

    def memory(self) -> float:
        """Resident memory of all of them, MB."""
        found = 0
        for process in self.processes:
            status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
            found += int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0])
        return found / 1024

    def worked(self) -> float:
        """Processor time they have used, ms."""
        found = 0
        for process in self.processes:
            stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
            fields = stat.rsplit(")", 1)[1].split()
            found += int(fields[11]) + int(fields[12])
        return 1000 * found / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def serving(processes: int) -> Iterator[Served]:
    """Serve with one process as `make run` does, with several as deploy/ does."""
    if processes == 1:
        with served() as address:
            yield Served(address, [process_of(urlsplit(address).port or 80)])
        return
    with tempfile.TemporaryDirectory() as home:
        os.chmod(home, 0o755)  # PostgreSQL runs as another user
        with deployed(Path(home), processes) as found:
            yield Served(found.address, [process_of(port) for port in found.processes])


def at(times: list[float], part: float) -> float:
    """The quantile of some times; not a number when there are none."""
    if not times:
        return float("nan")
    return sorted(times)[int(part * (len(times) - 1))]


async def crowd(
    server: Served, count: int, seconds: float, arrive: float, looks: int = 1
) -> tuple[Times, float]:
    """Let so many planners work; their times, and the servers' memory at the end, MB."""
    times = Times()
    until = time.perf_counter() + arrive + seconds

    async def one(number: int) -> None:
        await asyncio.sleep(arrive * number / count)
        await Session(server.address, number, times, looks).live(until)

    async with asyncio.TaskGroup() as planners:
        for number in range(count):
            planners.create_task(one(number))
        await asyncio.sleep(arrive + seconds - 1)
        used = server.memory()
    return times, used


async def soak(server: Served, count: int, minutes: float, looks: int) -> list[float]:
    """Keep planners coming and going; memory at the end of each minute, MB."""
    seen, times = [], Times()
    until = time.perf_counter() + 60 * minutes
    numbers = iter(range(10**9))

    async def chair() -> None:
        while time.perf_counter() < until:
            session = Session(server.address, next(numbers), times, looks)
            await session.live(until, moves=session.rng.randint(10, 90))

    crowd = asyncio.gather(*(chair() for _ in range(count)))
    while time.perf_counter() < until:
        await asyncio.sleep(min(60, max(0.1, until - time.perf_counter())))
        seen.append(server.memory())
        recent = times.board[-count * 25 :]
        said = f"board p95 {at(recent, 0.95):.0f} ms, {len(times.first)} sessions so far"
        print(f"minute {len(seen):>3}: {seen[-1]:6.0f} MB, {said}", flush=True)
    await crowd
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=[1, 20, 50, 100])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--arrive", type=float, default=10, help="all have come by then")
    parser.add_argument("--looks", type=int, nargs="+", default=[5, 1], metavar="MOVES")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--soak", type=float, default=0, metavar="MINUTES")
    chosen = parser.parse_args()
    with serving(chosen.processes) as server:
        for _ in server.processes:
            asyncio.run(crowd(server, 3, 5, 0))  # what is loaded once a process
        if chosen.soak:
            seen = asyncio.run(soak(server, 50, chosen.soak, chosen.looks[0]))
            middle = statistics.median(seen[len(seen) // 2 :])
            print(
                f"second half over first: {middle / statistics.median(seen[: len(seen) // 2]):.2f}"
            )
            return
        kinds = ("first", "board", "answers")
        print(
            "sessions looks",
            *(f"{kind + ' p50/p95 ms':>20}" for kind in kinds),
            "CPU ms a move   MB",
        )
        for looks, count in product(chosen.looks, chosen.sessions):
            before, busy = server.memory(), server.worked()
            times, used = asyncio.run(crowd(server, count, chosen.seconds, chosen.arrive, looks))
            figures = (
                f"{at(getattr(times, kind), 0.5):11.0f} /{at(getattr(times, kind), 0.95):7.0f}"
                for kind in kinds
            )
            each = (server.worked() - busy) / max(1, len(times.board))
            grown = (used - before) / count
            print(f"{count:>8} {looks:>5}", *figures, f"{each:13.1f} {grown:4.1f}", flush=True)


if __name__ == "__main__":
    main()
