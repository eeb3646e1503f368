"""Every assumption in a real Chromium: entered by hand, beside live sliders, at any width."""

from collections.abc import Iterator

import pytest
from browsing import live, still
from playwright.sync_api import Page, expect
from served import Site
from visits import Visits

from benchmarks.chromium import hold
from forecast.fit_cache import prepare
from records.links.codec import encode
from records.links.pin import pin
from scenarios.assume.presets import presets
from scenarios.assume.scenario import parse
from scenarios.outcome.simulate import simulate
from views.session.baselines import newest

EACH = {
    "linkage": "together",
    "assumptions": [
        {"section": "J", "years": [2026, 2027], "value": 0.07},
        {"section": "I", "years": [2027], "measure": "deflator", "value": 0.03},
        {"section": "L", "years": [2026], "value": 0.27},
    ],
    "events": [
        {"kind": "spin_off", "section": "L", "from": 2026, "amount": 60.0, "ramp": 3},
        {"kind": "rescoping", "section": "F", "from": 2027, "scope": "D3", "coefficient": 0.53},
        {"kind": "census", "section": "M", "from": 2027, "shift": -0.08},
    ],
    "targets": [
        {"id": f"own-{year}", "measure": "producer_share", "scope": scope, "year": year,
         "threshold": 0.55}
        for year, scope in ((2028, "any"), (2029, "D7"))
    ],
}  # fmt: skip
"""A scenario with one of every kind, and targets of one's own whose years no official one has."""

FINANCE = "金融业 2028 可比价增速，%"


@pytest.fixture
def page(chromium: Visits, site: Site) -> Iterator[Page]:
    opened = chromium.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    opened.on("pageerror", lambda error: pytest.fail(str(error)))
    yield opened
    opened.close()


def agrees(page: Page) -> None:
    """The browser's own numbers are the server's, to the printed digit."""
    still(page)
    expect(page.locator(".board")).to_have_attribute("data-agree", "true")


def test_what_a_link_states_stands_on_the_page_and_sliders_are_live_beside_it(
    page: Page, site: Site
) -> None:
    link = encode(pin(simulate(prepare(newest()), parse(EACH, "each"))))
    page.goto(f"{site.address}/{link}&app=1")
    page.get_by_role("button", name="以这些假设继续").click()
    page.locator(".board[data-live=true]").wait_for()
    agrees(page)
    expect(page.locator(".count")).to_have_text("已调整 2 处，另有假设 5 项")
    expect(page.locator(".board .card")).to_have_count(4)  # one's own stand among the others
    expect(page.locator('.cell[data-key="L/2026"] input[type=range]')).to_be_disabled()
    # Another section is dragged: those that nobody sets follow, here and on the server alike.
    services = page.locator('[data-target="share-2027"] .number, [data-target="own-2029"] .number')
    before = services.all_inner_texts()
    hold(page, page.locator(f'input[type=range][aria-label="{FINANCE}"]'), 0.9)
    held = services.all_inner_texts()
    assert held != before
    page.mouse.up()
    agrees(page)
    assert services.all_inner_texts() == held
    # The years stay in sight however far the sliders are scrolled.
    page.locator('.cell[data-key="M/2030"]').evaluate("(e) => e.scrollIntoView({ block: 'end' })")
    still(page)
    years = page.locator(".board .head", has_text="2030")
    expect(years).to_be_in_viewport(ratio=1)
    top = years.evaluate(
        "(e) => { const { x, y, height } = e.getBoundingClientRect();"
        " return e.getRootNode().elementFromPoint(x + 4, y + height / 2) === e; }"
    )
    assert top, "something lies over the years"
    # Back to the baseline, with all that is listed beside the sliders, and undone from the list.
    page.get_by_role("button", name="回到基准").click()
    expect(page.locator(".count")).to_have_text("未作调整，即为基准")
    agrees(page)
    page.get_by_role("button", name="撤销清单改动").click()
    expect(page.locator(".count")).to_contain_text("另有假设 5 项")
    agrees(page)


def test_the_amount_of_a_spin_off_is_changed_where_the_page_says_and_every_preset_agrees(
    page: Page, site: Site
) -> None:
    live(page, f"{site.address}/scenario")
    page.get_by_role("radio", name="预设情景").click()
    still(page)
    for name, one in presets().items():
        page.get_by_role("combobox", name="预设情景").click()
        page.get_by_role("option", name=one.title_zh, exact=True).click()
        still(page)
        page.get_by_role("button", name="载入本页").click()
        expect(page.get_by_text(f"已载入“{one.title_zh}”"), name).to_be_visible()
        agrees(page)
    assert name == "spin-off-example"
    share = page.locator('[data-target="share-2027"] .number')
    before = share.inner_text()
    page.get_by_role("button", name="修改").first.click()
    amount = page.get_by_role("textbox", name="增加值（亿元）")
    expect(amount).to_have_value("60")
    amount.fill("９００")
    amount.press("Enter")
    still(page)
    page.get_by_role("button", name="保存修改").click()
    expect(page.get_by_text("主辅分离 900 亿元")).to_be_visible()
    agrees(page)
    assert share.inner_text() != before
    for wide in (390, 1366):
        page.set_viewport_size({"width": wide, "height": 844})
        still(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= wide
