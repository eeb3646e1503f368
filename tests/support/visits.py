"""One Chromium in which a page's scripts are fetched and translated once for many visits (访客).

A visit in a context of its own fetches and translates megabytes of scripts anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from benchmarks.chromium import FLAGS, executable

HOME, BLANK = "zh-CN", "about:blank"
KEPT = "cookies,local_storage,indexeddb,cache_storage,service_workers"
"""What a site may keep in a browser; what it keeps for a tab ends with the tab."""


class Visits:
    """Gives pages to one reader after the other; each finds nothing that another left.

    The first reader at a time, and a Chinese one, comes in the browser that knows the scripts.
    Whoever asks for more than a size of screen has a browser of their own, as new.
    """

    def __init__(self, known: BrowserContext, patience: float) -> None:
        assert known.browser is not None
        self._known, self._patience = known, patience
        self._browser: Browser = known.browser
        (self._anchor,) = known.pages  # a browser ends with its last page
        self._tab: Page | None = None
        known.set_default_timeout(patience)

    def new_page(
        self, *, viewport: ViewportSize | None = None, locale: str | None = None, **more: Any
    ) -> Page:
        """Open a page as a reader's first, nothing kept from before; to be closed by the test."""
        if locale != HOME or more or self._visited():
            page = self._browser.new_page(viewport=viewport, locale=locale, **more)
            page.context.set_default_timeout(self._patience)
            return page
        self._forget()
        page = self._known.new_page()
        if viewport:
            page.set_viewport_size(viewport)
        return page

    @contextmanager
    def tab(self, viewport: ViewportSize) -> Iterator[Page]:
        """Lend a Chinese reader the tab of the one before, nothing kept in it.

        Its scripts are in memory already: a visit takes two thirds of one in a new page. Who
        lends it may not add to it what outlives a page (scripts, routes, listeners).
        """
        self._forget()
        page = self._tab = self._tab or self._known.new_page()
        page.set_viewport_size(viewport)
        yield page
        if urlsplit(page.url).netloc:
            page.goto(urljoin(page.url, "/_stcore/health"))  # the same site, and no script of it
            page.evaluate("sessionStorage.clear()")
        page.goto(BLANK)

    def _visited(self) -> bool:
        """Whether somebody reads in the browser that knows the scripts."""
        return any(one.url != BLANK for one in self._known.pages)

    def _forget(self) -> None:
        """Empty what sites kept in the browser."""
        line = self._known.new_cdp_session(self._anchor)
        line.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": KEPT})
        line.detach()
        self._known.clear_cookies()

    def new_context(self, **asked: Any) -> BrowserContext:
        """A browser of one's own, as new."""
        context = self._browser.new_context(**asked)
        context.set_default_timeout(self._patience)
        return context


@contextmanager
def visits(profile: Path, patience: float) -> Iterator[Visits]:
    """Start a headless Chromium that keeps in a folder what it fetched and translated."""
    with sync_playwright() as playwright:
        known = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=executable(),
            args=list(FLAGS),
            locale=HOME,
            viewport={"width": 1440, "height": 1000},
        )
        yield Visits(known, patience)
        known.close()
