"""How fast the store saves: `python -m benchmarks.store [ADDRESS …]`, four people at once.

50 saves a second with p99 under 50 ms are asked for, every save on the disk before it returns.
"""

import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from forecast.fit_cache import prepare
from records.links.pin import Pin, pin
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate

SAVES, PEOPLE, RATE = 1_000, 4, 50


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


def load(address: str, first: Pin, rate: int) -> tuple[list[float], float]:
    """Save from several threads, each with a store of its own, at a rate or flat out."""
    took: list[float] = []
    Store(address).close()

    def person(number: int) -> None:
        store = Store(address)
        begun = time.perf_counter()
        for step in range(SAVES // PEOPLE):
            name = f"n-{rate}-{number}-{step}"
            one = first.model_copy(
                update={"scenario": first.scenario.model_copy(update={"name": name})}
            )
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
