"""What one client may take: messages wait their turn, a flooder is told, files only where asked."""

import asyncio
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from data.reading.sheets.grid import BYTES
from views.server import limits
from views.server.limits import Limits, Pace
from views.session import uploads


class Client:
    """One end of a websocket that sends so many messages as fast as it can."""

    def __init__(self, messages: int, address: str = "8.8.8.7"):
        self.left = messages
        self.told: list[Any] = []
        self.scope: dict[str, Any] = {
            "type": "websocket",
            "client": (address, 1),
            "headers": [],
        }

    async def receive(self) -> dict[str, Any]:
        if not self.left:
            return {"type": "websocket.disconnect", "code": 1000}
        self.left -= 1
        return {"type": "websocket.receive", "bytes": b"x"}

    async def send(self, message: Any) -> None:
        self.told.append(message)


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Takes what comes until the client has gone."""
    while (message := await receive())["type"] == "websocket.receive":
        scope.setdefault("taken", []).append(message)
    scope["ended"] = message["code"]


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that only waiting moves on."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(limits, "monotonic", lambda: sum(waits))
    monkeypatch.setattr(limits, "anyio", SimpleNamespace(sleep=sleep))
    return waits


def live(served: Limits, client: Client) -> Client:
    asyncio.run(served(client.scope, client.receive, client.send))
    return client


def test_a_hand_never_waits_and_a_flood_is_slowed_to_its_pace(slept: list[float]) -> None:
    rate, most = limits.SESSION
    hand = live(Limits(app), Client(int(most)))
    assert sum(slept) == 0
    assert len(hand.scope["taken"]) == most
    flood = live(Limits(app), Client(int(most) + 100))
    assert len(flood.scope["taken"]) == most + 100  # all of it is heard
    assert sum(slept) == pytest.approx(100 / rate, rel=0.05)  # at the pace of the rule
    assert flood.told == []


def test_who_goes_on_at_it_is_told_and_hung_up_on(slept: list[float]) -> None:
    flood = live(Limits(app), Client(100_000))
    assert len(flood.scope["taken"]) == limits.SESSION[1] + limits.PATIENCE
    (told,) = flood.told
    assert (told["type"], told["code"]) == ("websocket.close", limits.TOO_MANY)
    assert "too many messages" in told["reason"]
    assert len(told["reason"].encode()) <= 123  # what a websocket may say as it closes
    assert flood.scope["ended"] == limits.TOO_MANY


def test_who_waits_for_each_answer_is_never_hung_up_on(
    slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that is held on a slider: fast, but one message at a time."""
    hand = Client(1_000)
    receive = hand.receive

    async def after_the_answer() -> dict[str, Any]:
        slept.append(0.02)
        return await receive()

    monkeypatch.setattr(hand, "receive", after_the_answer)
    assert len(live(Limits(app), hand).scope["taken"]) == 1_000
    assert hand.told == []


def test_sessions_of_one_address_share_its_pace_and_others_do_not(slept: list[float]) -> None:
    served = Limits(app)
    for _ in range(int(limits.CALLS[1])):
        live(served, Client(1))
    turned = live(served, Client(1))
    assert turned.told == [{"type": "websocket.close", "code": limits.TOO_MANY}]
    assert "taken" not in turned.scope
    assert "taken" in live(served, Client(1, "9.9.9.9")).scope


def asked_for(served: Limits, path: str, address: str = "8.8.8.7") -> int:
    """Ask for a page; the status of the answer, 0 where it was passed on."""
    client = Client(0, address)
    client.scope |= {"type": "http", "method": "GET", "path": path}
    live(served, client)
    return client.told[0]["status"] if client.told else 0


def test_links_that_an_address_opens_have_the_pace_of_its_sessions(slept: list[float]) -> None:
    served = Limits(app, calls=lambda scope: scope["path"].startswith("/s/"))
    most = int(limits.CALLS[1])
    assert {asked_for(served, "/s/0123456789abcdef") for _ in range(most)} == {0}
    assert asked_for(served, "/s/0123456789abcdef") == 429
    assert live(served, Client(1)).told[0]["type"] == "websocket.close"  # the same pace
    assert asked_for(served, "/") == 0  # nothing else waits
    assert asked_for(served, "/s/0123456789abcdef", "9.9.9.9") == 0
    slept.append(1.0)
    assert asked_for(served, "/s/0123456789abcdef") == 0


def test_addresses_that_are_remembered_are_bounded(
    slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ADDRESSES", 3)
    served = Limits(app)
    for last in range(10):
        live(served, Client(1, f"8.8.8.{last}"))
    assert list(served.heard) == [f"8.8.8.{last}" for last in (7, 8, 9)]


def test_a_pace_gives_back_with_time_and_never_more_than_its_most(slept: list[float]) -> None:
    pace = Pace(2.0, 4.0)
    assert [pace.take() for _ in range(4)] == [0.0] * 4
    assert pace.take() == 0.5
    slept.append(1_000)
    assert [pace.take() for _ in range(4)] == [0.0] * 4
    assert pace.take() > 0


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What Streamlit holds of files, and a page that may ask for some."""
    held = SimpleNamespace(file_storage={}, gone=[])
    held.remove_session_files = held.gone.append
    monkeypatch.setattr(uploads, "_files", lambda: held)
    monkeypatch.setattr(uploads, "session_id", lambda: "one")
    monkeypatch.setattr(uploads, "_open", set())
    monkeypatch.setattr(uploads, "_seen", set())
    return held


def test_files_are_taken_where_a_page_asks_for_them_and_no_longer(files: SimpleNamespace) -> None:
    assert uploads.refusal("one", 1)
    uploads.place()
    uploads.settle()
    assert uploads.refusal("one", uploads.LARGEST) is None
    assert uploads.refusal("another", 1)
    assert files.gone == []
    uploads.settle()  # a page without a place for them
    assert uploads.refusal("one", 1)
    assert files.gone == ["one"]


def test_only_so_many_bytes_are_held(files: SimpleNamespace) -> None:
    uploads.place()
    for name in range(3):
        assert uploads.refusal("one", uploads.LARGEST) is None
        kept = files.file_storage.setdefault("one", {})
        kept[name] = SimpleNamespace(data=bytes(uploads.LARGEST))
    assert "too many" in (uploads.refusal("one", uploads.LARGEST) or "")
    files.file_storage = {
        str(n): {0: SimpleNamespace(data=bytes(uploads.LARGEST))} for n in range(20)
    }
    assert "too many" in (uploads.refusal("one", uploads.LARGEST) or "")


def test_the_largest_file_is_what_the_page_says_and_streamlit_takes() -> None:
    settings = Path(__file__).parents[3] / "views/server/.streamlit/config.toml"
    megabytes = tomllib.loads(settings.read_text(encoding="utf-8"))["server"]["maxUploadSize"]
    assert megabytes * 2**20 == uploads.LARGEST <= BYTES  # what the reader of tables takes


def test_a_file_that_is_not_asked_for_is_not_read(files: SimpleNamespace) -> None:
    client = Client(0)
    client.scope |= {"type": "http", "method": "PUT", "path": "/x/_stcore/upload_file/one/f"}
    live(Limits(app), client)
    assert client.told[0]["status"] == 403
    assert "此处不接收文件" in client.told[1]["body"].decode()
    assert "ended" not in client.scope
