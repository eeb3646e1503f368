"""A PostgreSQL that was stopped, or whose table is locked: told in time, and asked again later."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import httpx
import pytest
import sqlalchemy as sa
from held import hold
from starlette.applications import Starlette
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from base.problems import Problems
from deploy.local import binaries, database
from deploy.local import postgres as server
from forecast.baseline import Baseline
from records.store.database import ANSWER, CALL, REST, silent
from records.store.records import Store
from views.server.health import health
from views.session import baselines, opened_link

APP = Path(__file__).parents[3] / "app.py"


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    if binaries() is None:
        pytest.skip("no PostgreSQL here: apt-get install postgresql")
    with TemporaryDirectory(prefix="yuce-silent-") as home:
        Path(home).chmod(0o755)
        yield Path(home) / "server"


@pytest.fixture(scope="module")
def running(place: Path) -> Iterator[str]:
    with server(place) as port:
        yield database(port, "silent")


@contextmanager
def stopped(place: Path) -> Iterator[None]:
    """The server and all that serve for it, as a machine that hangs leaves them."""
    first = int((place / "data" / "postmaster.pid").read_text().split()[0])
    held = [first]
    try:
        os.kill(first, signal.SIGSTOP)  # from here on it starts nobody
        held += map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())
        for pid in held:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        yield
    finally:
        for pid in held:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


Later = Callable[[float], None]


@pytest.fixture(scope="module")
def later() -> Iterator[Later]:
    """Have the store's clock run ahead by so many seconds: what rests need not be sat out."""
    ahead = 0.0

    def go_on(seconds: float) -> None:
        nonlocal ahead
        ahead += seconds

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("records.store.database.monotonic", lambda: monotonic() + ahead)
        yield go_on


def refused(ask: Callable[[], object]) -> str:
    """The code of what is told, and that it is told in time."""
    begun = monotonic()
    with pytest.raises(Problems) as raised:
        ask()
    assert monotonic() - begun < 3 * (ANSWER + CALL)
    (problem,) = raised.value.problems
    assert problem.remedy.zh
    return problem.code


def test_a_server_that_was_stopped_is_told_and_asked_again_when_it_goes_on(
    running: str, place: Path, later: Later
) -> None:
    store = Store(running)
    assert store.newest() == []
    with stopped(place):
        assert refused(store.newest) == "store-unreachable"
        assert silent(running)
        assert refused(store.newest) == "store-silent"  # at once: nobody waits a second time
        assert refused(lambda: Store(running)) == "store-silent"
    later(REST)
    assert store.newest() == []
    store.close()


def test_a_new_call_to_a_stopped_server_is_not_waited_for(
    running: str, place: Path, later: Later
) -> None:
    Store(running).close()
    with stopped(place):
        assert refused(lambda: Store(running)) == "store-unreachable"
    later(REST)
    Store(running).close()


def test_a_locked_table_holds_nobody_for_ever(running: str) -> None:
    store = Store(running)
    with store.engine.connect() as other:
        other.execute(sa.text("LOCK TABLE entries IN ACCESS EXCLUSIVE MODE"))
        assert refused(store.newest) == "store-unreachable"
        assert not silent(running)  # it answers, about all else
        assert store.publications() == []
    assert store.newest() == []
    store.close()


def test_health_tells_the_truth_in_five_seconds(
    running: str, place: Path, tmp_path: Path, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = httpx.ASGITransport(Starlette(routes=[Route("/health", health)]))

    async def asked() -> httpx.Response:
        async with httpx.AsyncClient(transport=app, base_url="http://yuce", timeout=60) as client:
            return await client.get("/health")

    def told() -> tuple[int, str]:
        found = asyncio.run(asked())
        return found.status_code, found.json()["store"]

    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "none.db"))
    assert told() == (200, "none")
    monkeypatch.setenv("YUCE_STORE", running)
    assert told() == (200, "ok")
    with stopped(place):
        begun = monotonic()
        assert told() == (503, "silent")
        assert monotonic() - begun < 6  # it waits 4.5 s
    later(ANSWER + REST)
    assert told() == (200, "ok")


def test_readers_go_on_from_what_is_known_and_are_told(
    running: str,
    place: Path,
    newest: Baseline,
    later: Later,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("YUCE_STORE", running)
    monkeypatch.setattr(baselines, "FRESH", 0.0)
    opened_link.store.clear()
    store = Store(running)
    newest.save()
    store.publish(newest.id, "张三")
    app = AppTest.from_file(str(APP), default_timeout=120)
    hold(app, language="zh")
    app.run()
    before = [one.value for one in app.caption]
    with stopped(place):
        app.run()
        assert not app.exception
        assert [one.value for one in app.caption] == before
        newcomer = AppTest.from_file(str(APP), default_timeout=120)
        hold(newcomer, language="en")
        newcomer.run()
        assert not newcomer.exception
        assert any("store" in one.value for one in newcomer.warning)
    later(REST)
    newcomer.run()
    assert not newcomer.warning
    store.close()
    opened_link.store.clear()
