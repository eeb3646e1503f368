"""Pictures of every page, in both languages, on desk and phone (界面图); for docs and for eyes.

    python -m benchmarks.pictures [--to docs/pictures] [--only scenario] [--address URL]

Writes page-language-width.png of 128 colours, whole pages up to a limit.
The leader's page is taken dark and on a projector as well. The tutorial's three (a link is made,
opened after a refit; the gate) stand on a store whose published baseline is the report's.
"""

import argparse
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from PIL import Image
from playwright.sync_api import Browser, Page

from base.problems import Language
from benchmarks.chromium import ROOT, browser, served
from forecast.baseline import Baseline
from forecast.fit_cache import prepare
from records.links.codec import short_link
from records.links.pin import pin
from records.store.records import Store
from scenarios.assume.presets import presets
from scenarios.outcome.simulate import simulate
from views.session.baselines import REPORT, newest
from views.words.words import speaking, word

PAGES = {"overview": "", "scenario": "scenario", "compare": "compare", "model": "model"}
PAGES |= {"evidence": "evidence", "watch": "watch"}
SAVED = ("all-the-plan-hopes", "five-clusters", "again-2022")
LONGEST = 2600
"""Pixels of page, at most; the rest is more of the same table."""


def settled(page: Page, url: str) -> None:
    """Open a page and wait until nothing moves on it."""
    page.set_default_timeout(90_000)
    page.goto(url)
    page.locator(".stApp[data-test-script-state=notRunning] h1.brand").wait_for()
    if page.locator(".board").count():
        page.locator(".board[data-live=true]").wait_for()
    page.wait_for_timeout(2_500)


def take(page: Page, file: Path, whole: bool = True) -> None:
    """Write a picture of what the page shows, its whole length up to the limit."""
    if whole:
        long = int(page.evaluate("document.querySelector('.stMain').scrollHeight"))
        width = (page.viewport_size or {"width": 1440})["width"]
        page.set_viewport_size({"width": width, "height": min(long, LONGEST)})
        page.wait_for_timeout(1_200)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.relative_to(ROOT) if file.is_relative_to(ROOT) else file}  {picture.size}")


@contextmanager
def tab(chromium: Browser, width: int, language: str, scheme: str = "light") -> Iterator[Page]:
    """Open a tab of a width in a language and a colour scheme."""
    context = chromium.new_context(
        viewport={"width": width, "height": 900 if width < 1900 else 1080},
        locale=language,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    yield context.new_page()
    context.close()


def everything(chromium: Browser, address: str, folder: Path, only: str) -> None:
    """Take the pictures that are asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in PAGES.items():
        if only not in name:
            continue
        for language in ("zh-CN", "en-US"):
            for width in (1440, 390):
                with tab(chromium, width, language) as page:
                    settled(page, f"{address}/{path}")
                    take(page, folder / f"{name}-{language[:2]}-{width}.png")
    if only in "overview":
        for label, width, scheme in (("dark", 1440, "dark"), ("projector", 1920, "light")):
            with tab(chromium, width, "zh-CN", scheme) as page:
                settled(page, address)
                take(page, folder / f"overview-zh-{label}.png", whole=False)


@contextmanager
def kept(base: Baseline, published: bool = False) -> Iterator[tuple[str, str, Store]]:
    """Serve the app on a store with a few scenarios saved; its address, and a link to one."""
    with TemporaryDirectory(prefix="yuce-pictures-") as folder:
        setting = f"{folder}/store.db"
        store = Store(setting)
        if published:
            store.publish(base.id, "渝策")
        for name in SAVED:
            one = presets()[name]
            entry = store.save(pin(simulate(base, one)), one.title_zh, who="渝策")
        with served(YUCE_STORE=setting) as address:
            yield address, short_link(entry.record), store
        store.close()


def story(chromium: Browser, address: str, link: str, store: Store, folder: Path) -> None:
    """Take what the tutorial tells of: sharing, the gate, and a link opened after publishing."""
    for language in get_args(Language):
        with speaking(language), tab(chromium, 1440, language) as page:
            settled(page, f"{address}/scenario?lang={language}")
            page.get_by_role("button", name=word("share_button")).click()
            page.get_by_role("dialog").locator("img").first.wait_for()
            page.wait_for_timeout(1_000)
            take(page, folder / f"share-{language}.png", whole=False)
            settled(page, f"{address}/model?lang={language}")
            page.get_by_role("tab", name=word("tab_publish")).click()
            page.get_by_role("combobox", name=word("to_publish")).click()
            page.get_by_role("option").first.click()
            page.get_by_role("button", name=word("review_do")).click()
            page.get_by_label(word("note_in_zh")).wait_for()
            page.wait_for_timeout(1_000)
            take(page, folder / f"gate-{language}.png")
    store.publish(prepare(newest()).id, "渝策")
    time.sleep(15)  # the other process looks every few seconds
    for language in get_args(Language):
        with tab(chromium, 390, language) as page:
            settled(page, f"{address}/{link}&app=1&lang={language}")
            take(page, folder / f"decided-{language}-390.png")


def main() -> None:
    """Take them all, or those whose name holds `--only`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--only", default="")
    parser.add_argument("--address", help="of a server that runs already")
    options = parser.parse_args()
    with browser() as chromium:
        if options.address:
            everything(chromium, options.address, options.to, options.only)
            return
        known = prepare(newest())
        with kept(known) as (address, *_):
            everything(chromium, address, options.to, options.only)
        if options.only in "story":
            with kept(prepare(REPORT), published=True) as made:
                story(chromium, *made, options.to)


if __name__ == "__main__":
    main()
