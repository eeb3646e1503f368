"""A real Chromium: a slider is dragged and the numbers change."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.chromium import browser, executable, served
from benchmarks.latency import foreigner

pytestmark = pytest.mark.skipif(
    executable() is None, reason="no Chromium on this machine: .ci/run installs it"
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    opened = context.new_page()
    opened.goto(f"{address}/scenario")
    opened.locator("input[type=range]").first.wait_for(timeout=60_000)
    yield opened
    context.close()


def share(page: Page) -> str:
    return page.locator('[data-target="share-2027"] .number').inner_text()


def changed(page: Page, before: str) -> str:
    page.wait_for_function(
        "before => document.querySelector('[data-target=\"share-2027\"] .number').innerText"
        " !== before",
        arg=before,
    )
    return share(page)


def drag(page: Page, label: str, to: float) -> None:
    """Drag a slider to a place between its ends, 0 to 1, in small steps, and release it."""
    slider = page.get_by_label(label).first
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * to, middle, steps=10)
    page.mouse.up()


def test_dragging_a_slider_changes_the_share_and_reset_brings_it_back(page: Page) -> None:
    before = share(page)
    drag(page, "租赁和商务服务业 2026", 0.95)
    after = changed(page, before)
    assert float(after.rstrip("%")) > float(before.rstrip("%"))
    page.get_by_text("已调整 1 处").wait_for()
    page.get_by_role("button", name="恢复基准").click()
    assert changed(page, after) == before


def test_a_typed_number_and_a_key_do_the_same(page: Page) -> None:
    before = share(page)
    typed = page.get_by_label("租赁和商务服务业 2026").nth(1)
    typed.fill("18")
    typed.press("Enter")
    after = changed(page, before)
    slider = page.get_by_label("租赁和商务服务业 2026").first
    assert slider.input_value() == "18"
    slider.press("ArrowLeft")
    page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some(e => e.shadowRoot &&"
        " e.shadowRoot.querySelector('input[type=number][aria-label^=\"租赁和商务服务业 2026\"]')"
        "?.value === '17.9')"
    )
    assert after != before


def test_english_phone_has_everything_within_its_width(chromium: Browser, address: str) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="en-US", has_touch=True
    )
    page = context.new_page()
    page.goto(address)
    page.locator(".card .number").first.wait_for(timeout=60_000)
    assert "Missed" in page.locator(".cards").inner_text()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    context.close()


def test_no_request_leaves_for_another_host(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/scenario")
    page.locator("input[type=range]").first.wait_for(timeout=60_000)
    page.wait_for_timeout(1_000)
    assert asked
    assert [url for url in asked if foreigner(url)] == []
    page.close()
