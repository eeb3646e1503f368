"""A real dask scheduler and its workers, each a process of its own: for tests, too (本机集群)."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0


@dataclass
class Cluster:
    """Its address, and its workers' processes."""

    address: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)


@contextmanager
def cluster(workers: int = 2) -> Iterator[Cluster]:
    """Start a scheduler and workers on free ports; ends all of them, and only them."""
    with tempfile.TemporaryDirectory(prefix="yuce-dask-") as folder:
        log = Path(folder) / "scheduler.log"
        started = [_dask(folder, log, "scheduler", "--host", "127.0.0.1", "--port", "0")]
        try:
            made = Cluster(_address(log))
            for number in range(workers):
                options = ("--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard")
                told = Path(folder) / f"worker{number}.log"
                made.workers.append(_dask(folder, told, "worker", made.address, *options))
                started.append(made.workers[-1])
            _wait_for(made)
            yield made
        finally:
            for process in reversed(started):
                process.kill()
                process.wait()


def _dask(folder: str, log: Path, what: str, *options: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "distributed.cli.dask_" + what, *options]
    if what == "scheduler":
        command += ["--no-dashboard"]
    return subprocess.Popen(
        [*command, *(["--local-directory", folder] if what == "worker" else [])],
        cwd=ROOT,
        stdout=log.open("wb"),
        stderr=subprocess.STDOUT,
        env=os.environ | {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "30s"},
    )


def _address(log: Path) -> str:
    """Read the scheduler's address from what it says."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = re.search(r"tcp://[\d.]+:\d+", log.read_text("utf-8") if log.exists() else "")
        if found:
            return found[0]
        time.sleep(0.1)
    raise TimeoutError(log.read_text("utf-8"))


def _wait_for(made: Cluster) -> None:
    from distributed import Client

    with Client(made.address, timeout=PATIENCE) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(len(made.workers), timeout=PATIENCE)
