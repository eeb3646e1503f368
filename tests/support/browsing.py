"""A page in a real Chromium: what a test waits for, and whose requests are ours.

A test waits for what it needs to be there, never for a time: a busy machine is late by any time.
"""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page

LEASING = "租赁和商务服务业 2026 可比价增速，%"

QUIET = """(frames) => {
  const state = document.querySelector(".stApp")?.dataset.testScriptState;
  const busy = state && state !== "notRunning";
  const ends = (one) => Number.isFinite(one.effect?.getComputedTiming().endTime ?? Infinity);
  const moving = document.getAnimations().some((one) => one.playState === "running" && ends(one));
  window.quiet = busy || moving ? 0 : (window.quiet ?? 0) + 1;
  return window.quiet > frames;
}"""
"""Whether so many pictures in a row were drawn while the app did nothing and nothing moved."""


def ours(node: dict[str, Any]) -> bool:
    """Streamlit's own drop zone for files says of itself both that it is nothing and what it is."""
    return "stFileUploaderDropzone" not in node["html"]


def ready(page: Page, url: str) -> None:
    page.goto(url)
    page.locator(".stApp[data-test-script-state=notRunning] h1.brand").wait_for()


def live(page: Page, url: str) -> None:
    ready(page, url)
    page.locator(".board[data-live=true]").wait_for()


def still(page: Page, frames: int = 20) -> None:
    """Wait until the app has nothing to do any more, for as long as some pictures take to draw.

    A page may run twice, the second time asked for by what the first one drew. Pictures come
    later on a busy machine, as all else does; a time would not.
    """
    page.evaluate("() => { window.quiet = 0; }")
    page.wait_for_function(QUIET, arg=frames)


def until(page: Page, met: Callable[[], bool]) -> None:
    """Wait until something outside the page has come about."""
    for _ in range(1_800):
        if met():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come about")


def has_focus(target: Locator) -> bool:
    """Whether it is what the keys speak to, in whatever shadow it stands."""
    return bool(target.evaluate("(e) => e.getRootNode().activeElement === e"))
