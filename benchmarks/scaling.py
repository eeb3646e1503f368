"""How a panel of regions scales (扩展性): one process, several, a dask cluster on this machine.

`python -m benchmarks.scaling PANEL [ORIGINS]`, PANEL a file or folder for `yuce backtest
--data`. Every way must give the same bits. Started beforehand, so that what is timed is work;
on one machine nothing can beat its cores, and other work on them shows.
"""

import os
import statistics
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.cluster import cluster
from forecast.regions.backtest import Backend, backtest_regions, checksum
from forecast.regions.panel_files import Panel, read_panel

TIMES = 3
WAYS: tuple[tuple[Backend, int], ...] = (("serial", 1), ("loky", 2), ("dask", 2))


def timed(panel: Panel, origins: int, backend: Backend, address: str | None) -> tuple[float, str]:
    """Median seconds of a run, and what it found."""
    backtest_regions({name: panel[name] for name in [*panel][:2]}, backend, address, origins=1)
    took = []
    for _ in range(TIMES):
        start = time.perf_counter()
        rows = backtest_regions(panel, backend, address, origins=origins)
        took.append(time.perf_counter() - start)
    return statistics.median(took), checksum(rows)


def main(file: str, origins: int = 3) -> None:
    panel = read_panel(Path(file))
    title = f"{len(panel)} regions × {origins} origins, {os.cpu_count()} cores, load"
    table = Table("way", "workers", "seconds", "speed-up", "bits", title=f"{title} {_load()}")
    found: list[tuple[float, str]] = []
    with cluster(2) as made:
        for backend, workers in WAYS:
            address = made.address if backend == "dask" else None
            found.append(timed(panel, origins, backend, address))
            seconds, bits = found[-1]
            gain = f"{found[0][0] / seconds:.2f}"
            table.add_row(backend, str(workers), f"{seconds:.1f}", gain, bits)
    Console().print(table)
    if len({bits for _, bits in found}) != 1:
        sys.exit("the bits differ")


def _load() -> str:
    """Processes that wanted a core of late: above the number of cores, the machine was busy."""
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
