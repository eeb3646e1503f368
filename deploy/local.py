"""The whole set on one machine: PostgreSQL, N Streamlit processes, nginx (整套本机运行).

    python -m deploy.local [--processes 2] [--port 8080] [--home DIR]

From Debian's packages `nginx-light` and `postgresql`, without systemd or root's rights (as root,
PostgreSQL runs as `postgres`). Everything it writes lies under --home; Ctrl-C stops the set.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from secrets import token_hex

ROOT = Path(__file__).parent.parent


@dataclass
class Deployed:
    """A running set: where it is, its processes, where its files lie."""

    address: str
    store: str
    processes: dict[int, subprocess.Popen[bytes]]
    home: Path


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def binaries() -> Path | None:
    """Find initdb and its kin: on the path, else where Debian keeps them."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@contextmanager
def postgres(home: Path) -> Iterator[int]:
    """Run a PostgreSQL server of our own in a folder; gives its port."""
    folder = binaries()
    if folder is None:
        raise SystemExit("no PostgreSQL here: apt-get install postgresql")
    home.mkdir(parents=True, exist_ok=True)
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(home, "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    port, data = free_port(), home / "data"
    if not data.exists():
        make = ["initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "--no-sync"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
        command = [*as_user, str(folder / make[0]), *make[1:], "-E", "UTF8"]
        subprocess.run(command, check=True, cwd=home, **quiet)  # type: ignore[call-overload]
    # Our child, told to quit when we die however we die.
    bound = ["setpriv", *as_user[1:], "--pdeathsig=QUIT", str(folder / "postgres"), "-D", str(data)]
    listen = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-k", str(home)]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen([*bound, *listen], cwd=home, stdout=log, stderr=log)
        try:
            ready = [str(folder / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
            wait(lambda: subprocess.run(ready, check=False).returncode == 0, server)
            yield port
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait()


def database(port: int, name: str) -> str:
    """Make an empty database there; gives its address."""
    folder = binaries()
    assert folder is not None
    where = ["-h", "127.0.0.1", "-p", str(port), "-U", "postgres"]
    made = subprocess.run(
        [str(folder / "createdb"), *where, name], check=False, capture_output=True, text=True
    )
    if made.returncode and "already exists" not in made.stderr:
        raise SystemExit(made.stderr)
    return f"postgresql://postgres@127.0.0.1:{port}/{name}"


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End a process when what is done with it is done, and wait until it has gone."""
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def streamlit(
    port: int, home: Path, environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run one process of the app."""
    command = [sys.executable, str(ROOT / "cli.py"), "serve", "--port", str(port)]
    command += ["--address", "127.0.0.1"]
    with (home / f"yuce-{port}.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdout=log, stderr=log
        )
        with ended(process):
            yield process


@contextmanager
def nginx(port: int, ports: list[int], home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run nginx before them, by deploy/nginx.conf."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).exists():
        raise SystemExit("no nginx here: apt-get install nginx-light")
    line = "    server 127.0.0.1:{} max_fails=0;"
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for mark, value in {
        "@folder@": str(home),
        "@port@": str(port),
        "@servers@": "\n".join(line.format(one) for one in ports),
    }.items():
        text = text.replace(mark, value)
    config = home / "nginx.conf"
    config.write_text(text, encoding="utf-8")
    command = [program, "-p", str(home), "-c", str(config), "-g", "daemon off;"]
    process = subprocess.Popen(command)
    with ended(process):
        yield process


@contextmanager
def deployed(
    home: Path, processes: int = 2, port: int = 0, **environment: str
) -> Iterator[Deployed]:
    """Start the whole set and wait until it answers (启动整套)."""
    home.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    with ExitStack() as stack:
        store = database(stack.enter_context(postgres(home / "postgres")), "yuce")
        secret = {"STREAMLIT_SERVER_COOKIE_SECRET": token_hex(32)}  # the same for all of them
        shared = {"YUCE_STORE": store} | secret | environment
        ports = [free_port() for _ in range(processes)]
        running: dict[int, subprocess.Popen[bytes]] = {}
        for one in ports:  # the first prepares the baselines, the others find them
            running[one] = stack.enter_context(streamlit(one, home, shared))
            wait(partial(answers, f"http://127.0.0.1:{one}"), running[one])
        proxy = stack.enter_context(nginx(port, ports, home))
        address = f"http://localhost:{port}"
        wait(partial(answers, address), proxy)
        yield Deployed(address, store, running, home)


def answers(address: str) -> bool:
    """Say whether a server is healthy (健康检查)."""
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as found:
            return bool(found.status == 200)
    except OSError:
        return False


def wait(ready: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until something is ready, or say that it is not."""
    until = time.monotonic() + 240  # a busy machine fits a baseline first
    while not ready():
        if time.monotonic() > until or (process is not None and process.poll() is not None):
            raise SystemExit("a server did not come up; see the logs under --home")
        time.sleep(0.1)


def main() -> None:
    """Run the set until it is interrupted."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--home", type=Path, default=Path(tempfile.gettempdir()) / "yuce-local")
    chosen = parser.parse_args()
    settings = chosen.home / "settings.toml"
    chosen.home.mkdir(parents=True, exist_ok=True)
    if not os.environ.get("YUCE_SETTINGS") and not settings.exists():
        # Behind a proxy nobody is local; a trial on one machine lets everybody plan.
        settings.write_text('[roles]\nanonymous = "planner"\n', encoding="utf-8")
    named = os.environ.get("YUCE_SETTINGS", str(settings))
    with deployed(chosen.home, chosen.processes, chosen.port, YUCE_SETTINGS=named) as set_up:
        print(f"渝策 {set_up.address}  store {set_up.store}  files {set_up.home}", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()
