"""A real OpenID Connect server of the tests' own, and people who sign in by it (登录服务)."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from browsing import until
from playwright.sync_api import Browser, Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.chromium import free_port, wait_for

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
    port = free_port()
    people = [part for one in PEOPLE for part in ("--user-claims", json.dumps(one))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    log = (folder / "oidc.log").open("wb")
    process = subprocess.Popen([*command, *people], stdout=log, stderr=log)
    address = f"http://localhost:{port}"
    try:
        wait_for(f"{address}/.well-known/openid-configuration", process)
        settings = folder / "settings.toml"
        settings.write_text(SETTINGS.format(provider=address), encoding="utf-8")
        yield settings
    finally:
        process.terminate()
        process.wait(timeout=10)
        log.close()


KEEP_SOCKET: Final = """
const Real = window.WebSocket;
window.WebSocket = class extends Real {
  constructor(...args) {
    super(...args);
    window.socket = this;
    window.sent = [];
    window.short = [];
    this.addEventListener("message", ({ data }) => {
      if (data.byteLength < 400) window.short.push([...new Uint8Array(data)]);
    });
  }
  send(data) { window.sent.push([...new Uint8Array(data)]); super.send(data); }
};
"""
"""Keeps the page's websocket, every message it sent and the short ones it got, in the window."""


def runs(page: Page) -> int:
    """How many runs the server has finished for this page since it was loaded."""
    told = [ForwardMsg.FromString(bytes(one)) for one in page.evaluate("() => window.short")]
    return sum(one.WhichOneof("type") == "script_finished" for one in told)


def _beyond(page: Page, done: int) -> bool:
    return runs(page) > done


def send(page: Page, messages: Sequence[bytes]) -> None:
    """Send messages as this page's own, each once the server is done with the one before."""
    for message in messages:
        done = runs(page)
        page.evaluate("(bytes) => window.socket.send(new Uint8Array(bytes))", list(message))
        if BackMsg.FromString(message).HasField("rerun_script"):
            until(page, partial(_beyond, page, done))


@contextmanager
def signed_in(chromium: Browser, address: str, sub: str, path: str = "/") -> Iterator[Page]:
    """Sign one of the people in, and give their page."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    context.add_init_script(KEEP_SOCKET)
    page = context.new_page()
    page.goto(f"{address}{path}")
    expect(page.get_by_text("请先登录")).to_be_visible()
    expect(page.locator(".card")).to_have_count(0)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name=sub, exact=True).click()
    back = page.get_by_role("link", name="在渝策中打开")  # who came by a link is led back to it
    page.get_by_text("已登录").or_(back).first.wait_for()
    yield page
    context.close()
