"""A PostgreSQL server of the tests' own: started once, thrown away at the end.

`.ci/run` installs Debian's package; where there is none, the tests say so and are skipped.
"""

import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def binaries() -> Path | None:
    """Find initdb and its kin: on the path, else where Debian keeps them."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Give a function that makes an empty database and returns its address."""
    folder = binaries()
    if folder is None:
        pytest.skip("no PostgreSQL here: apt-get install postgresql")
    home = Path(tempfile.mkdtemp(prefix="yuce-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(home, "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(name: str, *options: str) -> None:
        command = [*as_user, str(folder / name), *options]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
        subprocess.run(command, check=True, cwd=home, **quiet)  # type: ignore[call-overload]

    data = str(home / "data")
    run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8")
    # Our child, told to quit when we die however we die: no server outlives its tests.
    bound = ["setpriv", *as_user[1:], "--pdeathsig=QUIT", str(folder / "postgres"), "-D", data]
    listen = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-k", str(home)]
    log = (home / "log").open("wb")
    server = subprocess.Popen([*bound, *listen], cwd=home, stdout=log, stderr=log)
    ready = [str(folder / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(600):
        if subprocess.run(ready, check=False).returncode == 0:
            break
        assert server.poll() is None, (home / "log").read_text(encoding="utf-8")
        time.sleep(0.1)
    numbers = itertools.count()

    def make() -> str:
        name = f"yuce{next(numbers)}"
        run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", name)
        return f"postgresql://postgres@127.0.0.1:{port}/{name}"

    try:
        yield make
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait()
        log.close()
        shutil.rmtree(home, ignore_errors=True)
