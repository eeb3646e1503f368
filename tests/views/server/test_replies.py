"""Replies that take work: made once, few at once, kept within bounds."""

import threading
import time

import anyio
import pytest

from views.server import replies
from views.server.replies import Replies, Reply, TooBusyError


def test_what_many_ask_for_at_once_is_made_once() -> None:
    made: list[int] = []

    def make() -> Reply:
        made.append(1)
        time.sleep(0.05)
        return Reply(b"x", "text/plain")

    async def ask() -> None:
        book = Replies(2, 32)
        async with anyio.create_task_group() as group:
            for _ in range(20):
                group.start_soon(book.give, "one", make)
        assert book.turns == {}

    anyio.run(ask)
    assert len(made) == 1


def test_few_are_made_at_once_and_who_comes_on_top_is_told() -> None:
    at_once, most, lock, turned = 0, 0, threading.Lock(), []

    def make() -> Reply:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.02)
        with lock:
            at_once -= 1
        return Reply(b"x", "text/plain")

    async def ask() -> None:
        book = Replies(2, 32)

        async def one(key: int) -> None:
            try:
                await book.give(key, make)
            except TooBusyError:
                turned.append(key)

        async with anyio.create_task_group() as group:
            for key in range(book.waiting + 5):
                group.start_soon(one, key)
        assert await book.give(0, make)  # all are done, and there is room again

    anyio.run(ask)
    assert most == 2
    assert len(turned) == 5


def test_what_is_kept_is_bounded_and_ages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies, "MOST", 10_000)
    clock = [0.0]
    monkeypatch.setattr(replies, "monotonic", lambda: clock[0])
    made: list[int] = []

    async def ask() -> None:
        book = Replies(2, 32)

        def make(key: int, status: int = 200) -> Reply:
            made.append(key)
            return Reply(bytes(4_000), "image/png", status)

        for key in (1, 2, 1, 3):
            await book.give(key, lambda key=key: make(key))  # type: ignore[misc]
        assert list(book.kept) == [1, 3]  # those asked for last
        assert made == [1, 2, 3]
        clock[0] += replies.FRESH + 1
        await book.give(3, lambda: make(3))
        assert made == [1, 2, 3, 3]
        for _ in range(2):
            await book.give(9, lambda: make(9, 503))
        assert made[-2:] == [9, 9]  # what went wrong is not kept

    anyio.run(ask)


def test_one_that_breaks_leaves_no_turn_behind() -> None:
    async def ask() -> None:
        book = Replies(2, 32)
        with pytest.raises(ZeroDivisionError):
            await book.give("one", lambda: Reply(bytes(1 // 0), ""))
        assert book.turns == {}
        assert (await book.give("one", lambda: Reply(b"x", ""))).body == b"x"

    anyio.run(ask)
