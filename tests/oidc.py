"""A real OpenID Connect server of the tests' own, and the app behind it (登录服务)."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PEOPLE: Final = (
    {"sub": "li", "name": "李某", "email": "li@example.org"},
    {"sub": "wang", "name": "王某", "email": "wang@example.org", "groups": ["planning"]},
    {"sub": "chen", "name": "陈某", "email": "chen@example.org", "groups": ["statistics"]},
)

SETTINGS: Final = """
[auth]
redirect_uri = "http://localhost:{{port}}/oauth2callback"
cookie_secret = "a secret of the tests' own, long enough"
client_id = "yuce"
client_secret = "yuce"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[roles.planner]
groups = ["planning"]
[roles.economist]
groups = ["statistics"]
"""


@contextmanager
def provider(folder: Path) -> Iterator[Path]:
    """Start the server; gives the settings file of an app that signs in through it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    people = [part for one in PEOPLE for part in ("--user-claims", json.dumps(one))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    log = (folder / "oidc.log").open("wb")
    process = subprocess.Popen([*command, *people], stdout=log, stderr=log)
    address = f"http://localhost:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/.well-known/openid-configuration").close()
                break
            except OSError:
                assert process.poll() is None, (folder / "oidc.log").read_text()
                time.sleep(0.25)
        settings = folder / "settings.toml"
        settings.write_text(SETTINGS.format(provider=address), encoding="utf-8")
        yield settings
    finally:
        process.terminate()
        process.wait(timeout=10)
        log.close()
