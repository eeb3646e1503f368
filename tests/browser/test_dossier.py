"""The offline page in a real Chromium: from the disk, without a network, the app's own numbers."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from busy import BUSY
from playwright.sync_api import Page, expect
from visits import Visits

from benchmarks.chromium import hold
from forecast.baseline import Baseline
from scenarios.assume.scenario import parse
from scenarios.outcome.simulate import Outcome, simulate
from views.board.beyond_sliders import beyond_sliders
from views.board.offline import freeze
from views.export.offline_page import dossier
from views.present.contents import Contents
from views.present.verdict_cards import card_texts, judged, note_text
from views.words.words import speaking

PLAIN = {"assumptions": [{"section": "J", "years": [2026, 2027], "value": 0.09}]}
LINKED = {**PLAIN, "linkage": "together"}
OWN = {"id": "own-1", "measure": "services_real_growth", "year": 2026, "threshold": 0.06}
"""A target of the first year, which leads the cards."""
FINE = {"assumptions": [{"section": "J", "years": [2026], "value": 0.0654321}], "targets": [OWN]}
MOVED = "租赁和商务服务业 2026 可比价增速，%"


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def page(chromium: Visits, asked: list[str]) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", offline=True
    )
    opened = context.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: pytest.fail(str(error)))
    yield opened
    context.close()


def outcome(baseline: Baseline, record: object) -> Outcome:
    return simulate(baseline, parse(record, "test"))


def visit(page: Page, found: Outcome, folder: Path) -> None:
    file = folder / "dossier.html"
    file.write_bytes(dossier(Contents(found, "zh")))
    page.goto(file.as_uri())
    page.locator(".board[data-live=true]").wait_for()


def printed(found: Outcome) -> list[list[str]]:
    with speaking("zh"):
        scope = found.scenario.scope
        texts = [
            card_texts(one.target, one, note_text(one.target, scope, found.baseline))
            for one in judged(found, scope)
        ]
    return [[one["number"], one["detail"]] for one in texts]


def shown(page: Page) -> list[list[str]]:
    cards = page.locator(".card").all()
    return [
        [card.locator(".number").inner_text(), card.locator(".detail").inner_text()]
        for card in cards
    ]


def drag(page: Page, label: str, to: float) -> float:
    """Drag a slider to a place between its ends; gives where it came to stand, per cent."""
    thumb = page.locator(f'input[type=range][aria-label="{label}"]')
    hold(page, thumb, to)
    page.mouse.up()
    return float(thumb.input_value())


def with_cell(record: dict[str, Any], percent: float) -> dict[str, Any]:
    cell = {"section": "L", "years": [2026], "value": round(percent / 100, 6)}
    return {**record, "assumptions": [*record["assumptions"], cell]}


@pytest.mark.parametrize(
    "record",
    [PLAIN, FINE, BUSY, BUSY | {"linkage": "together"}],
    ids=["plain", "fine", "busy", "linked"],
)
def test_it_gives_the_apps_numbers_at_rest_and_after_a_drag(
    newest: Baseline, page: Page, tmp_path: Path, asked: list[str], record: dict[str, Any]
) -> None:
    found = outcome(newest, record)
    visit(page, found, tmp_path)
    expect(page.locator("#state")).to_have_text("已核对：在本机重算，与导出时的数字一致。")
    assert shown(page) == printed(found)
    for place in (0.9, 0.4):
        percent = drag(page, MOVED, place)
        expect(page.locator(f'input[type=number][aria-label="{MOVED}"]')).to_have_value(
            f"{percent:.1f}"
        )
        assert shown(page) == printed(outcome(newest, with_cell(record, percent)))
    page.get_by_role("button", name="撤销").click()
    page.get_by_role("button", name="撤销").click()
    assert shown(page) == printed(found)
    assert {url.split(":")[0] for url in asked} == {"file", "blob"}


def test_it_works_where_2025_lies_ahead_too(report: Baseline, page: Page, tmp_path: Path) -> None:
    for found in (outcome(report, PLAIN), outcome(report, LINKED)):
        visit(page, found, tmp_path)
        expect(page.locator(".board")).to_have_attribute("data-agree", "true")
        assert shown(page) == printed(found)


def test_the_picture_hands_over_its_files_offline_and_they_say_whose_they_are(
    newest: Baseline, page: Page, tmp_path: Path
) -> None:
    visit(
        page,
        outcome(newest, PLAIN | {"title_zh": "=金融提速", "note_zh": "先核对基数。"}),
        tmp_path,
    )
    page.locator(".behind summary").click()
    expect(page.locator(".behind tr").nth(1)).to_contain_text("服务业增速 · 中位数")
    for kind, begins in (("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("CSV", b"\xef\xbb\xbf")):
        assert taken(page, kind).startswith(begins)
    rows = list(csv.DictReader(io.StringIO(taken(page, "CSV").decode("utf-8-sig"))))
    assert {row["情景标题"] for row in rows} == {"'=金融提速"}
    assert {row["情景说明"] for row in rows} == {"先核对基数。"}
    (stated,) = {row["情景编号"] for row in rows}
    assert len(stated) == 16
    drawn = taken(page, "SVG").decode()
    assert all(one in drawn for one in ("=金融提速", "先核对基数。", "未署名", stated))
    drag(page, MOVED, 0.9)
    rows = list(csv.DictReader(io.StringIO(taken(page, "CSV").decode("utf-8-sig"))))
    assert {(row["情景标题"], row["情景编号"]) for row in rows} == {("'=金融提速（有改动）", "")}
    drawn = taken(page, "SVG").decode()
    assert "=金融提速（有改动）" in drawn
    assert stated not in drawn


def taken(page: Page, kind: str) -> bytes:
    with page.expect_download() as download:
        page.locator(".files button", has_text=kind).click()
    return download.value.path().read_bytes()


def test_it_fits_a_phone(newest: Baseline, chromium: Visits, tmp_path: Path) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    visit(page, outcome(newest, PLAIN), tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_what_sliders_reach_stays_movable_and_the_rest_stands_beside_them(
    newest: Baseline,
) -> None:
    found = outcome(newest, FINE)
    assert freeze(found).moved == {"J/2026": 6.5432}
    assert beyond_sliders(found, freeze(found).moved)["exact"] == {"J/2026": 0.0654321}
    far = outcome(newest, {"assumptions": [{"section": "J", "years": [2026], "value": 0.27}]})
    assert freeze(far).moved == {}
    assert beyond_sliders(far, {})["held"] == {"J/2026": 0.27}
    plain = outcome(newest, PLAIN)
    assert freeze(plain).moved == {"J/2026": 9.0, "J/2027": 9.0}
    assert beyond_sliders(plain, freeze(plain).moved)["count"] == 0
    assert freeze(plain).draws == freeze(outcome(newest, BUSY | {"targets": []})).draws
