"""Every page in a real Chromium: accessible, printable, by keyboard alone, after a lost line."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import LEASING, live, ours, ready, still
from playwright.sync_api import Page, expect
from visits import Visits

from benchmarks.chromium import free_port, served

PAGES = ("", "scenario", "watch", "compare", "model", "evidence")


@pytest.mark.parametrize(
    ("locale", "scheme", "width"), [("zh-CN", "light", 1440), ("en-US", "dark", 390)]
)
def test_axe_finds_nothing_on_any_page(
    chromium: Visits, address: str, locale: str, scheme: str, width: int
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        locale=locale,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page, found = context.new_page(), []
    ready(page, address)
    for path in PAGES:
        if path:
            turn(page, path)
        if path in PAGES[:2]:
            page.locator(".board[data-live=true]").wait_for()
        still(page)
        wanted = locale if locale == "zh-CN" else "en"
        page.wait_for_function(f"document.documentElement.lang === '{wanted}'")
        for one in Axe().run(page).response["violations"]:
            found += [(path, one["id"], node["html"][:200]) for node in one["nodes"] if ours(node)]
    context.close()
    assert found == []


def turn(page: Page, path: str) -> None:
    """Turn to a page, by its link in the menu; on a phone that has to be opened first."""
    menu = page.get_by_test_id("stExpandSidebarButton")
    if menu.is_visible():
        menu.click()
    page.locator(f'a[href$="/{path}"]').first.click()
    page.wait_for_url(f"**/{path}*")


def test_every_page_opens_by_its_own_address(chromium: Visits, address: str) -> None:
    page = chromium.new_page(locale="zh-CN")
    for path in ("overview", "scenario", "watch", "compare", "model", "evidence", "audit"):
        ready(page, f"{address}/{path}")
        still(page)
        assert page.get_by_role("dialog").count() == 0, path  # Streamlit's "Page not found"
    page.close()


def test_the_leaders_page_is_one_screen_and_one_sheet(chromium: Visits, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    live(page, address)
    expect(page.locator(".lead")).to_contain_text("2025 年服务业增长 6.2%")
    assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= 900
    sheet = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    page.close()
    page = chromium.new_page(
        viewport={"width": 1054, "height": 726}, locale="zh-CN", color_scheme="dark"
    )
    live(page, address)
    page.emulate_media(media="print")
    inked = page.locator(".lead").evaluate("(e) => getComputedStyle(e).color")
    assert inked == "rgb(17, 17, 17)"  # dark theme or not, ink on paper
    expect(page.locator(".tools button").first).to_be_hidden()
    page.close()


def test_a_whole_scenario_by_keyboard_alone(chromium: Visits, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    live(page, f"{address}/scenario")
    for _ in range(120):  # nothing but Tab leads to the slider
        page.keyboard.press("Tab")
        label = page.evaluate(
            "() => { let e = document.activeElement;"
            " while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;"
            " return e.matches('input[type=range]') ? e.getAttribute('aria-label') : ''; }"
        )
        if label == LEASING:
            break
    else:
        pytest.fail("Tab does not lead to the slider")
    slider = page.locator(f'input[type=range][aria-label="{LEASING}"]')
    outline = slider.evaluate("(e) => getComputedStyle(e).outlineStyle")
    assert outline == "solid"  # focus is seen
    start = float(slider.input_value())
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(slider).to_have_value(f"{start + 1.1:.1f}")
    page.keyboard.press("Tab")  # the number beside it
    page.keyboard.press("Control+a")
    page.keyboard.type("14.5")
    page.keyboard.press("Enter")
    expect(slider).to_have_value("14.5")
    page.keyboard.press("Control+z")
    expect(slider).to_have_value(f"{start + 1.1:.1f}")
    page.close()


def test_a_changed_verdict_is_announced(chromium: Visits, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900}, locale="en-US")
    live(page, address)
    page.get_by_role("button", name="D3 · 2026").click()
    page.get_by_role("combobox").nth(1).click()
    page.get_by_role("option", name="D7").click()
    expect(page.locator("[data-target=share-2027]")).to_contain_text("D7")
    region = page.locator(".board [aria-live=polite]")
    expect(region).to_be_empty()
    for section in ("Leasing", "Information"):
        box = page.locator(f'input[type=number][aria-label^="{section}"]')
        box.fill("25")
        box.press("Enter")
    expect(region).to_contain_text("✓")
    expect(page.locator(".lead")).to_contain_text("above 60%): expected to meet it")
    page.close()


def test_a_restarted_server_is_told_what_was_moved(chromium: Visits) -> None:
    port = free_port()
    page = chromium.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    box = page.locator(f'input[type=number][aria-label="{LEASING}"]')
    board, share = page.locator(".board"), page.locator("[data-target=share-2027] .number")
    lost = page.get_by_role("alert").filter(has_text="连接已断开")
    with served(port) as address:
        live(page, f"{address}/scenario")
        box.fill("15")
        box.press("Enter")
        expect(board).to_have_attribute("data-confirmed", '[["L/2026",15]]')
    expect(lost).to_be_visible()
    before = share.inner_text()
    box.fill("20")
    box.press("Enter")
    expect(share).not_to_have_text(before)  # numbers go on moving without a server
    with served(port):
        expect(board).to_have_attribute("data-confirmed", '[["L/2026",20]]')
        expect(board).to_have_attribute("data-agree", "true")
        expect(lost).to_have_count(0)
        expect(box).to_have_value("20.0")
    page.close()


def test_a_phone_has_sections_as_cards_and_every_target_s_details(
    chromium: Visits, address: str
) -> None:
    """With a target of one's own: nothing scrolls sideways, no card hides what it says."""
    page = chromium.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    ready(page, f"{address}/watch")
    page.locator(".st-key-year-target-set button").click()
    page.get_by_text("达标概率").first.wait_for()
    still(page)
    wide = "[...document.querySelectorAll('.scroll')].filter((e) => e.scrollWidth > e.clientWidth)"
    assert page.evaluate(f"{wide}.length") == 0
    row = page.locator("table.carded tbody tr").first
    assert row.evaluate("(e) => getComputedStyle(e).display") == "grid"
    shown = [one for one in row.locator("td").all() if one.is_visible()]
    heads = [one.get_attribute("data-head") for one in shown]
    assert heads == ["行业", "信号灯", "累计增速", "须达", "预计", "达到概率"]
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="情景").click()
    page.locator(".board[data-live=true]").wait_for()
    details = page.locator(".board .card .detail")
    assert details.count() == 3
    assert all(one.is_visible() for one in details.all())
    page.close()
