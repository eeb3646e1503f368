"""A real Chromium: sliders are dragged, keys pressed, and the numbers change with the thumb."""

import csv
import io
import random
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from browsing import LEASING, live, still, until
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect
from visits import Visits

from benchmarks.chromium import hold
from benchmarks.latency import foreigner
from views.present.safe_cells import inert

REST_HELD = """
const later = window.setTimeout;
window.setTimeout = (run, ms, ...more) =>
  ms === 3000 ? ((window.rested = run), later(() => {}, 2 ** 30)) : later(run, ms, ...more);
"""
"""Keeps the moment at which the hand has rested (follow.js) for the test to bring about."""


@pytest.fixture
def page(chromium: Visits, address: str) -> Iterator[Page]:
    with chromium.tab({"width": 1440, "height": 1000}) as opened:
        opened.goto(f"{address}/scenario")
        opened.locator(".board[data-live=true]").wait_for()
        yield opened


def slider(page: Page, label: str = LEASING) -> Locator:
    return page.locator(f'input[type=range][aria-label="{label}"]')


def typed(page: Page, label: str = LEASING) -> Locator:
    return page.locator(f'input[type=number][aria-label="{label}"]')


def number(page: Page, target: str = "share-2027") -> Locator:
    return page.locator(f'[data-target="{target}"] .number')


def settled(page: Page) -> None:
    """Wait until the server's full result is back, and was the same to the printed digit."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some(e => {"
        " const b = e.shadowRoot?.querySelector('.board'); if (!b) return false;"
        " const moved = [...b.querySelectorAll('.cell.moved')].map(c =>"
        "  [c.dataset.key, Number(c.querySelector('input[type=range]').value)]).sort();"
        " return b.dataset.confirmed === JSON.stringify(moved); })"
    )
    expect(page.locator(".board")).to_have_attribute("data-agree", "true")


def test_numbers_move_with_the_thumb_and_nothing_is_sent_until_release(page: Page) -> None:
    before = number(page).inner_text()
    hold(page, slider(page), 0.95)
    expect(number(page)).not_to_have_text(before)
    held = number(page).inner_text()
    assert float(held.rstrip("%")) > float(before.rstrip("%"))
    assert page.locator(".board").get_attribute("data-confirmed") in (None, "[]")
    page.mouse.up()
    settled(page)
    expect(number(page)).to_have_text(held)
    expect(page.locator(".count")).to_have_text("已调整 1 处")
    page.get_by_role("button", name="回到基准").click()
    expect(number(page)).to_have_text(before)


def worked_out(address: str) -> int:
    """How often the part below the board ran, by the server's own metrics."""
    with urllib.request.urlopen(f"{address}/_stcore/metrics", timeout=10) as found:
        text = found.read().decode()
    told = re.search(r'yuce_run_seconds_count{part="answers"} (\d+)', text)
    return int(told[1]) if told else 0


def test_what_is_out_of_sight_waits_until_it_is_seen_or_the_hand_rests(
    chromium: Visits, address: str
) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    page.add_init_script(REST_HELD)
    live(page, f"{address}/scenario")
    still(page)
    before = worked_out(address)
    move_and_wait(page)
    assert worked_out(address) == before
    page.get_by_role("button", name="导出").scroll_into_view_if_needed()
    until(page, lambda: worked_out(address) == before + 1)
    slider(page).evaluate("(e) => e.scrollIntoView({ block: 'end' })")  # out of sight again
    still(page)
    move_and_wait(page)
    assert worked_out(address) == before + 1
    page.evaluate("window.rested()")
    until(page, lambda: worked_out(address) == before + 2)
    page.close()


def move_and_wait(page: Page) -> None:
    """Move a slider, and wait until what is out of sight waits for the hand to rest."""
    page.evaluate("() => { window.rested = null; }")
    slider(page).press("ArrowRight")
    settled(page)
    page.wait_for_function("() => window.rested")
    still(page)


def test_the_browser_and_the_server_agree_to_the_printed_digit(page: Page) -> None:
    rng = random.Random(20260326)
    thumbs = page.locator("input[type=range]")
    for _ in range(12):
        hold(page, thumbs.nth(rng.randrange(thumbs.count())), rng.uniform(0.05, 0.95))
        page.mouse.up()
        settled(page)


def test_they_agree_where_2025_lies_ahead(chromium: Visits, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    page.goto(f"{address}/scenario")
    page.locator(".board[data-live=true]").wait_for()
    before = number(page, "growth-2025").inner_text()
    page.get_by_role("button", name="D3 · 2026").click()
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="2025-05-28").click()
    trade = slider(page, "批发和零售业 2025 可比价增速，%")
    trade.wait_for()
    expect(number(page, "growth-2025")).not_to_have_text(before)
    page.locator(".board[data-live=true]").wait_for()
    hold(page, trade, 0.9)
    page.mouse.up()
    settled(page)
    page.close()


def test_typing_keys_and_buttons_do_the_same(page: Page) -> None:
    typed(page).fill("18")
    typed(page).press("Enter")
    settled(page)
    assert slider(page).input_value() == "18"
    slider(page).press("ArrowLeft")
    expect(typed(page)).to_have_value("17.9")
    slider(page).press("Shift+ArrowLeft")
    expect(typed(page)).to_have_value("16.9")
    page.get_by_label(f"{LEASING} +0.1").click()
    expect(typed(page)).to_have_value("17.0")
    settled(page)


def test_undo_and_redo_and_they_survive_a_reload(page: Page) -> None:
    before = typed(page).input_value()
    for value in ("15", "12"):
        typed(page).fill(value)
        typed(page).press("Enter")
        settled(page)
    page.reload()
    page.locator(".board[data-live=true]").wait_for()
    expect(typed(page)).to_have_value("12.0")
    slider(page).press("Control+z")
    expect(typed(page)).to_have_value("15.0")
    settled(page)
    slider(page).press("Control+z")
    expect(typed(page)).to_have_value(before)
    slider(page).press("Control+Shift+Z")
    expect(typed(page)).to_have_value("15.0")
    settled(page)


def test_moves_in_quick_succession_are_all_answered(page: Page) -> None:
    # The rest of the page follows a release: a move that arrives meanwhile must not be lost.
    rng = random.Random(3)
    for _ in range(6):
        typed(page).fill(str(rng.randint(3, 19)))
        typed(page).press("Enter")
        for pause in (0, 250, 40, 300, 120):
            slider(page).press(rng.choice(("Control+z", "Control+Shift+Z")))
            page.wait_for_timeout(pause)
        settled(page)


def test_an_answer_that_changes_nothing_is_heard(page: Page) -> None:
    # Said once more, as after five seconds without an answer; the state is what is on show.
    typed(page).fill("15")
    typed(page).press("Enter")
    settled(page)
    page.evaluate("() => window.yuceBoard.tell()")
    page.wait_for_function("() => !window.yuceBoard.inFlight", timeout=60_000)


def test_draws_that_arrive_late_are_not_anothers(page: Page) -> None:
    # A reload with an own target asks for draws twice; the first may arrive after the second.
    page.evaluate(
        """async () => {
          const board = window.yuceBoard, {source} = board, real = window.fetch;
          window.fetch = async (...asked) => {
            const answer = await real(...asked);
            if (!String(asked[0]).endsWith("#late")) return answer;
            const draws = answer.arrayBuffer();
            const later = new Promise((go) => setTimeout(go, 500));
            return {ok: true, arrayBuffer: () => later.then(() => draws)};
          };
          const first = board.load(`${source}#late`);
          await new Promise((go) => setTimeout(go, 200));
          await board.load(source);
          window.opened = board.engine;
          await first;
          window.fetch = real;
        }"""
    )
    assert page.evaluate("() => window.yuceBoard.engine === window.opened")


def test_what_depends_on_the_board_follows(page: Page) -> None:
    untouched = page.get_by_text("未作调整，与基准没有差别。")
    expect(untouched).to_be_visible()
    typed(page).fill("15")
    typed(page).press("Enter")
    expect(untouched).to_have_count(0)


def test_a_move_tells_where_it_stands_and_every_way_back_is_there(page: Page) -> None:
    row = page.locator('.cell[data-key="F/2026"]')
    start = row.locator("input[type=range]").input_value()
    expect(page.get_by_role("img", name="批发和零售业 历史")).to_be_visible()  # sparkline
    assert re.match(
        r"近十年最低至最高 .+ – .+", str(row.locator(".past-range").get_attribute("title"))
    )
    box = row.locator("input[type=number]")
    box.fill("9")
    box.press("Enter")
    expect(row.locator(".rank")).to_have_text(re.compile(r"历史\d+%位"))
    settled(page)
    held = number(page).inner_text()
    again = page.get_by_role("button", name="重看上一步")
    shown = again.evaluate(
        "(e) => { e.click(); return e.getRootNode()"
        ".querySelector('.cell[data-key=\"F/2026\"] input[type=number]').value; }"
    )
    assert shown == f"{float(start):.1f}"  # for a moment as it was
    expect(box).to_have_value("9.0")
    expect(number(page)).to_have_text(held)
    page.get_by_role("radio", name="预设情景").click()
    page.get_by_role("button", name="载入本页").click()
    preset = page.get_by_role("button", name="回到预设")
    expect(preset).to_be_visible()
    page.get_by_role("button", name="回到基准").click()
    expect(page.locator(".cell.moved")).to_have_count(0)
    preset.click()
    expect(page.locator(".cell.moved")).not_to_have_count(0)
    settled(page)


def table(page: Page) -> list[list[str]]:
    """What the table behind the picture says, in a minus sign that a computer reads."""
    rows = page.locator(".behind tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return [[str(cell).replace("−", "-") for cell in row] for row in rows]


def test_the_picture_hands_over_its_table_and_files(page: Page, tmp_path: Path) -> None:
    page.locator(".behind summary").click()
    before = table(page)
    hold(page, slider(page), 0.9)
    held = table(page)
    assert held != before  # with the thumb
    page.mouse.up()
    settled(page)
    assert table(page) == held
    rows = {(row[0], row[1]): row[2:] for row in held}
    share = next(row for (name, _), row in rows.items() if "D3 七行业" in name)
    assert number(page).inner_text() == f"{float(share[0]):.1f}%"
    assert share[0] == rows["口径 D3 · 中位数", "2027"][0]
    assert str(page.locator(".fan svg").get_attribute("aria-label")).count(
        f"{float(rows['服务业增速 · 中位数', '2026'][0]):.1f}%"
    )
    assert rows["租赁和商务服务业 · 假设", "2026"][0] == f"{float(slider(page).input_value()):.2f}"
    files = {}
    for kind in ("png", "svg", "csv"):
        with page.expect_download() as download:
            page.locator(".files button", has_text=kind.upper()).click()
        assert re.fullmatch(
            rf"yuce-board-[0-9a-f]{{16}}\.{kind}", download.value.suggested_filename
        )
        files[kind] = tmp_path / f"board.{kind}"
        download.value.save_as(files[kind])
    text = files["csv"].read_bytes().decode()
    assert text.startswith("\ufeff")
    cells = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    wide = len(held[0])
    assert [row[:wide] for row in cells] == held
    assert all(len(row) > wide for row in cells)  # and who, why and when beside each
    assert [[inert(cell) for cell in row] for row in cells] == cells
    drawn = files["svg"].read_text(encoding="utf-8")
    title = ElementTree.fromstring(drawn).find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == "服务业增速 · 情景"
    assert not re.search(r"class=|var\(|https?://(?!www\.w3\.org)", drawn)  # stands alone
    picture = Image.open(files["png"]).convert("RGB")
    assert picture.width == 1920
    assert picture.getpixel((0, 0)) == (255, 255, 255)
    darkest = picture.convert("L").getextrema()[0]
    assert isinstance(darkest, int)
    assert darkest < 30  # ink


def test_without_the_draws_the_server_answers(chromium: Visits, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page.route("**/draws/*", lambda route: route.abort())
    page.goto(address)
    expect(page.locator(".lead")).to_contain_text("6.2%")
    expect(page.locator(".fan svg")).to_have_attribute("aria-label", re.compile("2026 年中位数"))
    before = number(page).inner_text()
    box = page.locator('.cell[data-key^="L/"] input[type=number]')
    box.fill("18")
    box.press("Enter")
    expect(number(page)).not_to_have_text(before)
    page.close()


def test_all_years_move_together_when_ganged(page: Page) -> None:
    page.get_by_label("各年同值").check()
    typed(page).fill("13")
    typed(page).press("Enter")
    settled(page)
    for year in range(2026, 2031):
        label = LEASING.replace("2026", str(year))
        expect(typed(page, label)).to_have_value("13.0")


def test_english_phone_has_everything_within_its_width(chromium: Visits, address: str) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="en-US", has_touch=True
    )
    page = context.new_page()
    for path in ("", "/scenario"):
        page.goto(f"{address}{path}")
        page.locator(".card .number").first.wait_for()
        expect(page.locator('[data-target="growth-2025"]')).to_contain_text(
            'below 6.5%, within "about"'
        )
        still(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_the_verdict_is_there_before_the_app_and_is_the_same(
    chromium: Visits, address: str
) -> None:
    page = chromium.new_page(locale="zh-CN")
    held: list[Route] = []
    told = False

    def late(one: Route) -> None:  # the app is on its way
        if told:
            one.continue_()
        else:
            held.append(one)

    page.route("**/static/js/index.*.js", late)
    page.goto(address, wait_until="commit")
    share = page.frame_locator("#first").locator(".card").nth(1)
    expect(share).to_contain_text("生产性服务业")
    said = share.locator(".number").inner_text()
    assert not page.locator(".stApp").count()
    told = True
    for one in held:
        one.continue_()
    expect(page.locator("#first")).to_have_count(0)
    expect(number(page)).to_have_text(said)
    page.close()


def test_no_request_leaves_for_another_host_or_asks_for_what_is_not_there(
    chromium: Visits, address: str
) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    missing: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda one: missing.append(one.url) if one.status >= 400 else None)
    page.goto(f"{address}/scenario")
    page.locator(".board[data-live=true]").wait_for()
    still(page)
    assert asked
    assert [url for url in asked if foreigner(url)] == []
    assert missing == []
    page.close()
