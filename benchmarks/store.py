"""How fast the store saves and answers: `python -m benchmarks.store [ADDRESS …]`.

Four people save at once: 50 saves a second with p99 under 50 ms are asked for, every save on the
disk before it returns. Then among 10,000 titles a save, a list, a search and the page 对比: 300 ms.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from rich.console import Console
from rich.table import Table
from streamlit.testing.v1 import AppTest

from forecast.fit_cache import prepare
from records.links.pin import Pin, pin
from records.store.records import Entry, Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from views.widgets.table import PAGE

T = TypeVar("T")
SAVES, PEOPLE, RATE = 1_000, 4, 50
TITLES, TIMES = 10_000, 9


def main(addresses: list[str]) -> None:
    base = prepare(date(2026, 3, 31))
    first = pin(simulate(base, Scenario()))
    table = Table("store", "people", "asked /s", "saves", "p50 ms", "p99 ms", "worst ms", "done /s")
    for address in addresses:
        for rate in (RATE, 0):
            took, seconds = load(address, first, rate)
            took.sort()
            figures = [f"{1000 * took[int(q * (len(took) - 1))]:.1f}" for q in (0.5, 0.99, 1)]
            asked = str(rate) if rate else "as fast as can be"
            done = f"{len(took) / seconds:.0f}"
            kind = address.split(":")[0] if "://" in address else "sqlite"
            table.add_row(kind, str(PEOPLE), asked, str(len(took)), *figures, done)
    Console().print(table)
    table = Table(f"among {TITLES:,} titles", "rows", "median ms", "worst ms")
    for what, rows, took in among(addresses[0], first):
        table.add_row(what, str(rows), f"{1000 * median(took):.0f}", f"{1000 * max(took):.0f}")
    Console().print(table)


def among(address: str, first: Pin) -> Iterator[tuple[str, int, list[float]]]:
    """Fill the store, and time what people do with a full one (万条情景)."""
    store = Store(address)
    for number in range(store.count(archived=True), TITLES):
        store.save(named(first, f"t-{number}"), f"情景 {number}", "金融提速" * (number % 2))
    yield "save", 1, [timed(partial(save_one, store, first, n))[0] for n in range(TIMES)]

    def listed(search: str) -> list[Entry]:
        store.count(search)
        found = store.newest(search, most=PAGE)
        store.weighed(found)
        return found

    for search in ("", "金融", "情景 77", "nowhere"):
        took = [timed(partial(listed, search)) for _ in range(TIMES)]
        yield f"list {search}", len(took[0][1]), [one[0] for one in took]
    os.environ["YUCE_STORE"] = address
    app = AppTest.from_file(str(Path(__file__).parents[1] / "app.py"), default_timeout=180).run()
    for _ in range(2):
        app.switch_page("views/pages/compare.py").run()
    yield "the page 对比", PAGE, [timed(app.run)[0] for _ in range(TIMES)]
    store.close()


def save_one(store: Store, first: Pin, number: int) -> Entry:
    return store.save(named(first, f"one-{time.time_ns()}-{number}"), f"one {time.time_ns()}")


def named(first: Pin, name: str) -> Pin:
    return first.model_copy(update={"scenario": first.scenario.model_copy(update={"name": name})})


def timed(work: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    done = work()
    return time.perf_counter() - begun, done


def load(address: str, first: Pin, rate: int) -> tuple[list[float], float]:
    """Save from several threads, each with a store of its own, at a rate or flat out."""
    took: list[float] = []
    Store(address).close()

    def person(number: int) -> None:
        store = Store(address)
        begun = time.perf_counter()
        for step in range(SAVES // PEOPLE):
            name = f"n-{rate}-{number}-{step}"
            one = named(first, name)
            if rate:
                time.sleep(max(0.0, begun + step * PEOPLE / rate - time.perf_counter()))
            start = time.perf_counter()
            store.save(one, f"title {name}", who=f"person {number}")
            took.append(time.perf_counter() - start)
        store.close()

    people = [threading.Thread(target=person, args=(number,)) for number in range(PEOPLE)]
    start = time.perf_counter()
    for one in people:
        one.start()
    for one in people:
        one.join()
    return took, time.perf_counter() - start


if __name__ == "__main__":
    main(sys.argv[1:] or [str(Path(tempfile.mkdtemp(prefix="yuce-bench-")) / "store.db")])
