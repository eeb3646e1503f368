"""The leader's page of a link in a real Chromium: read without a script, on a phone, on paper."""

import itertools
import json
import re
from pathlib import Path
from typing import Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from served import Site

from forecast.fit_cache import prepare
from records.links.codec import encode
from records.links.pin import pin
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.outcome.simulate import simulate
from views.session.baselines import newest

SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
BROKEN = (
    "window.broken = []; document.addEventListener('securitypolicyviolation',"
    " (e) => window.broken.push(e.violatedDirective + ' ' + e.blockedURI))"
)


@pytest.fixture(scope="module")
def places(site: Site) -> tuple[str, str, str]:
    """An app; a link that holds seven assumptions; and one that the store keeps of the report."""
    items = tuple(
        Assumption(section=one, years=(2026, 2027), value=0.07, reason="理由" * 9, owner="张三")
        for one in ("F", "G", "I", "J", "L", "M", "R")
    )
    whole = pin(simulate(prepare(newest()), Scenario(title_zh="七项假设", assumptions=items)))
    return site.address, encode(whole), site.old


def opened(
    chromium: Browser, url: str, wide: int = 390, locale: str = "zh-CN", dark: bool = False
) -> Page:
    """A link opened by a browser that is told what to do by no script of the page's."""
    context = chromium.new_context(
        viewport={"width": wide, "height": 844},
        locale=locale,
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.add_init_script(BROKEN)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(url)
    assert len([one for one in asked if not one.startswith("data:")]) == 1, asked
    return page


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_it_reads_well_everywhere(
    chromium: Browser, places: tuple[str, str, str], locale: str
) -> None:
    address, *links = places
    for link in links:
        page = opened(chromium, f"{address}/{link}", locale=locale)
        for wide, scheme in itertools.product((390, 1366), SCHEMES):
            page.set_viewport_size({"width": wide, "height": 844})
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
            assert page.evaluate("document.documentElement.scrollWidth") <= wide
            found = Axe().run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
        assert page.evaluate("window.broken") == []
        page.context.close()


def test_the_first_screen_says_it_all(chromium: Browser, places: tuple[str, str, str]) -> None:
    address, link, _ = places
    page = opened(chromium, f"{address}/{link}")
    for place in (".conclusion", ".card.missed .verdict", ".facts"):
        box = page.locator(place).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 844, place
    page.context.close()


def test_large_type_keeps_within_the_screen(
    chromium: Browser, places: tuple[str, str, str]
) -> None:
    address, link, _ = places
    page = opened(chromium, f"{address}/{link}")
    line = page.context.new_cdp_session(page)
    line.send("Page.enable")
    line.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_it_prints_on_one_page(
    chromium: Browser, places: tuple[str, str, str], locale: str, tmp_path: Path
) -> None:
    address, *links = places
    for link in links:
        page = opened(chromium, f"{address}/{link}", 1366, locale, dark=True)
        made = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1
        page.context.close()


def test_its_button_opens_the_app_at_the_same_link(
    chromium: Browser, places: tuple[str, str, str]
) -> None:
    address, *links = places
    for link in links:
        page = opened(chromium, f"{address}/{link}")
        numbers = page.locator("main .card .number").all_inner_texts()
        page.get_by_role("link", name="在渝策中打开").first.click()
        expect(page.locator(".stApp .card .number").first).to_be_visible()
        shown = page.locator(".stApp .card .number").all_inner_texts()
        assert set(shown) <= set(numbers), json.dumps([shown, numbers])
        page.reload()
        expect(page.locator(".stApp .card .number").first).to_be_visible()  # it stays the app
        page.context.close()


def test_without_scripts_it_is_the_same(chromium: Browser, places: tuple[str, str, str]) -> None:
    address, link, _ = places
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/{link}")
    expect(page.locator(".conclusion")).to_contain_text("按本情景")
    expect(page.locator(".charts svg")).to_have_count(2)
    context.close()
