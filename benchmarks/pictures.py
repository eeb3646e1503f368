"""Pictures of every page, in both languages, on desk and phone (界面图); for docs and for eyes.

    python -m benchmarks.pictures [--to docs/pictures] [--only scenario] [--address URL]

Writes page-language-width.png of 128 colours, whole pages up to a limit, and the README's two.
The leader's page is taken dark and on a projector as well.
"""

import argparse
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from benchmarks.chromium import ROOT, browser, hold, served

PAGES = {"overview": "", "scenario": "scenario", "compare": "compare", "model": "model"}
PAGES |= {"evidence": "evidence"}
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
    if only in "readme":
        with tab(chromium, 1440, "zh-CN") as page:
            settled(page, address)
            take(page, folder.parent / "overview.png", whole=False)
            settled(page, f"{address}/scenario")
            hold(page, page.locator("input[type=range]").nth(20), 0.8)
            take(page, folder.parent / "scenario.png", whole=False)


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
        else:
            with served() as address:
                everything(chromium, address, options.to, options.only)


if __name__ == "__main__":
    main()
