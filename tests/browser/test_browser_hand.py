"""Work done wholly by keyboard, files uploaded, and the pages that only some readers open."""

from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from broken import quarter
from browsing import has_focus, live, ours, ready, still
from playwright.sync_api import Locator, Page, expect
from served import Site
from visits import Visits

TRADE = "批发和零售业 2026 可比价增速，%"
"""A slider near the head of the page: test_browser_pages goes as far as one near its foot."""

AROUND = (
    "(e) => { const r = (e.closest('label, button, summary, a') ?? e).getBoundingClientRect();"
    " return { x: Math.max(r.x - 5, 0), y: Math.max(r.y - 5, 0), width: r.width + 10,"
    " height: r.height + 10 }; }"
)
"""Where a thing is, with room for the ring that shows its focus."""


def reach(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until a thing that is there has the focus, and see that it shows."""
    target.wait_for(state="attached")
    for _ in range(200):
        page.keyboard.press(key)
        if has_focus(target):
            break
    else:
        pytest.fail(f"{key} does not lead to {target}")
    still(page, 5)
    around = target.evaluate(AROUND)
    with_focus = page.screenshot(clip=around)
    in_dialog = target.evaluate("(e) => Boolean(e.closest('[role=dialog]'))")
    if in_dialog:  # which takes a lost focus back; the way forward may lead out of it
        page.keyboard.press("Shift+Tab")
    else:
        target.evaluate("(e) => e.blur()")
    still(page, 5)
    without = page.screenshot(clip=around)
    if in_dialog:
        page.keyboard.press("Tab")
    else:
        target.evaluate("(e) => e.focus({ focusVisible: true })")
    expect(target).to_be_focused()
    assert with_focus != without, f"{target} shows no focus"


def test_keys_alone_move_share_copy_and_hand_over(chromium: Visits, site: Site) -> None:
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900},
        locale="zh-CN",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    live(page, f"{site.address}/scenario")
    press = page.keyboard.press
    button, board = partial(page.get_by_role, "button"), page.locator(".board")
    slider = page.locator(f'input[type=range][aria-label="{TRADE}"]')
    reach(page, slider)
    moved = float(slider.input_value()) + 0.1
    press("ArrowRight")
    expect(board).to_have_attribute("data-confirmed", f'[["F/2026",{moved:.1f}]]')
    still(page)
    reach(page, button(name="分享与保存"), "Shift+Tab")
    press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.locator("svg, img").first.wait_for()
    still(page)
    reach(page, dialog.get_by_label("标题"))
    page.keyboard.type("只用键盘")
    reach(page, dialog.get_by_role("button", name="保存", exact=True))
    press("Enter")
    expect(page.get_by_text("已保存")).to_be_visible()
    still(page)
    reach(page, dialog.get_by_role("button", name="Copy").first)
    press("Enter")
    page.wait_for_function("async () => /[?]s=/.test(await navigator.clipboard.readText())")
    press("Escape")
    expect(dialog).to_have_count(0)
    still(page)
    reach(page, button(name="导出"))
    press("Enter")
    reach(page, button(name="数据表 CSV"))
    with page.expect_download() as download:
        press("Enter")
    assert download.value.suggested_filename.endswith(".zip")
    context.close()


def test_keys_alone_ask_what_it_would_take_and_put_it_on_the_sliders(
    chromium: Visits, site: Site
) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    live(page, f"{site.address}/scenario")
    still(page)
    reach(page, page.get_by_role("button", name="D3 ·"))
    page.keyboard.press("Enter")  # what opens stands at the end of the page, its fields come later
    reach(page, page.locator("[data-testid=stPopoverBody] input[aria-label=口径]"), "Shift+Tab")
    page.keyboard.type("D7")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".card").last).to_contain_text("D7")
    still(page)
    before = page.locator(".board").get_attribute("data-confirmed")
    reach(page, page.get_by_role("radio", name="变动原因"))
    for key in ("ArrowRight", "ArrowRight", "Space"):  # to 达标条件
        page.keyboard.press(key)
    reach(page, page.get_by_label("求解最可信的情景"))
    page.keyboard.press("Space")
    reach(page, page.get_by_role("button", name="应用到滑块").first)
    page.keyboard.press("Enter")
    expect(page.locator(".board")).not_to_have_attribute("data-confirmed", str(before))
    assert page.locator(".cell.moved").count() > 1
    page.close()


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_axe_finds_nothing_on_the_pages_of_few(chromium: Visits, site: Site, locale: str) -> None:
    address, link, _ = site
    page = chromium.new_page(viewport={"width": 1440, "height": 900}, locale=locale)
    found = []
    for path in ("audit", f"{link}&app=1", "model"):
        ready(page, f"{address}/{path}")
        for tab in [*page.get_by_role("tab").all()] or [page.locator("h1.brand")]:
            tab.click()
            still(page)
            for one in Axe().run(page).response["violations"]:
                nodes = [node["html"][:200] for node in one["nodes"] if ours(node)]
                found += [(path, one["id"], node) for node in nodes]
    page.close()
    assert found == []


def choose(page: Page, file: Path) -> None:
    """Choose a file as a reader does."""
    with page.expect_file_chooser() as chooser:
        page.locator("[data-testid=stFileUploaderDropzone] button").click()
    chooser.value.set_files(file)


def test_a_file_is_chosen_and_what_it_changes_is_seen(
    chromium: Visits, site: Site, tmp_path: Path
) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 1200}, locale="zh-CN")
    ready(page, f"{site.address}/model")
    file = tmp_path / "q3.csv"
    file.write_text(quarter(), encoding="gb18030")  # figures invented, and marked as such
    choose(page, file)
    expect(page.get_by_text("新增 12")).to_be_visible()
    expect(page.get_by_text("读取结果", exact=True)).to_be_visible()
    page.close()


def test_cells_that_would_be_code_are_read_out_and_run_nowhere(
    chromium: Visits, site: Site, tmp_path: Path
) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 1200}, locale="zh-CN")
    page.on("dialog", lambda shown: pytest.fail(shown.message))
    ready(page, f"{site.address}/model")
    cell = '<img src=x onerror="window.ran=1">'
    file = tmp_path / f"{'<b onclick=1>'}.csv"
    text = quarter(金融业=f"金融业,'{cell}',5.5", 又='"=HYPERLINK(""http://x"",1)",1,2')
    file.write_text(text, encoding="utf-8")
    choose(page, file)
    told = page.locator("li", has_text="onerror")
    expect(told).to_contain_text("<img src=x")  # as text
    page.get_by_text("未采用").click()
    still(page)
    assert page.evaluate("() => window.ran") is None
    assert page.locator("img[onerror], b[onclick], a[href='http://x']").count() == 0
    page.close()
