"""The system's Chromium, driven by Playwright, and the app served beside it (浏览器)."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).parent.parent
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-features=WebUIOmniboxAimPopup,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsUpgrades,PaintHolding,ThirdPartyStoragePartitioning,"
    "OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch",
)
"""The first of these features draws a search box's panel for every page, in a process of its own;
the others are what Playwright turns off itself and a test needs: only the last such flag counts."""


def executable() -> str | None:
    """Find the system's Chromium; Playwright's own download is never used."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a headless Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield started
        started.close()


def hold(page: Page, thumb: Locator, to: float) -> None:
    """Take the thumb of a slider to a place between its ends, 0 to 1, and keep it pressed."""
    thumb.scroll_into_view_if_needed()
    box = thumb.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * to, middle, steps=10)


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], patience: float = 240) -> None:
    """Wait until a server answers; a busy machine fits a baseline first (等待启动).

    Raises RuntimeError when its process has ended, or has not answered after so many seconds.
    """
    until = time.monotonic() + patience
    while process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {url}")


@contextmanager
def served(port: int = 0, **environment: str) -> Iterator[str]:
    """Serve the app on a port, a free one unless told, as `make run` does; gives its address."""
    port = port or free_port()
    command = [sys.executable, str(ROOT / "cli.py"), "serve", "--port", str(port)]
    with answering(command, port, **environment) as address:
        yield address


@contextmanager
def answering(command: list[str], port: int, **environment: str) -> Iterator[str]:
    """Run a server of pages by a command, and end it afterwards; gives its address."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://localhost:{port}"
    try:
        wait_for(f"{address}/_stcore/health", process)
        yield address
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)
