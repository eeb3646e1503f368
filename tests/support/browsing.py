"""A page in a real Chromium: waited for, and whose requests are ours."""

from typing import Any

from playwright.sync_api import Page

LEASING = "租赁和商务服务业 2026 可比价增速，%"


def ours(node: dict[str, Any]) -> bool:
    """Streamlit's own drop zone for files says of itself both that it is nothing and what it is."""
    return "stFileUploaderDropzone" not in node["html"]


def ready(page: Page, url: str) -> None:
    page.set_default_timeout(60_000)
    page.goto(url)
    page.locator(".stApp[data-test-script-state=notRunning] h1.brand").wait_for()


def live(page: Page, url: str) -> None:
    ready(page, url)
    page.locator(".board[data-live=true]").wait_for()
