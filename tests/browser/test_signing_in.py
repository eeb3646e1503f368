"""Signing in through a real OpenID Connect server, in a real Chromium; and forging afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from oidc import provider, send, signed_in
from playwright.sync_api import Browser, Page, expect

from benchmarks.chromium import served
from forecast.fit_cache import prepare
from records.links.codec import parse, unpack
from records.links.pin import pin
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from views.session.baselines import newest


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("signing-in")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    store = str(folder / "store.db")
    with provider(folder) as settings, served(YUCE_SETTINGS=str(settings), YUCE_STORE=store) as at:
        yield at


def share(page: Page) -> None:
    page.get_by_role("button", name="分享与保存").click()
    page.get_by_role("dialog").locator("svg, img").first.wait_for()


def save(page: Page, title: str) -> list[bytes]:
    """Save under a title; give every message the browser sent for it."""
    page.evaluate("() => { window.sent = []; }")
    page.get_by_role("dialog").get_by_label("标题").fill(title)
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已保存").wait_for()
    return [bytes(one) for one in page.evaluate("() => window.sent")]


def test_roles_come_from_claims_and_forging_messages_gains_nothing(
    chromium: Browser, address: str, folder: Path
) -> None:
    store = Store(str(folder / "store.db"))
    with signed_in(chromium, address, "wang") as planner:
        expect(planner.get_by_text("已登录：王某 · wang@example.org · 规划")).to_be_visible()
        expect(planner.get_by_role("link", name="审计")).to_have_count(0)
        share(planner)
        link = planner.get_by_role("dialog").locator("code").first.inner_text()
        letter = unpack(parse(link).value)
        seal = store.keys.attest(letter.seal, letter.text)
        assert (seal.state, seal.by) == ("here", "王某 · wang@example.org")
        messages = save(planner, "方案")
    assert messages
    assert [entry.who for entry in store.history("方案")] == ["王某 · wang@example.org"]
    assert store.attested(store.ids()[0]).by == "王某 · wang@example.org"
    with signed_in(chromium, address, "chen") as economist:
        expect(economist.get_by_role("link", name="审计")).to_be_visible()
        share(economist)
        send(economist, messages)  # whoever may save, may save so: the forgery works,
        assert len(store.history("方案")) == 1  # but another's version is shown before it
        send(economist, messages)
        assert [entry.who for entry in store.history("方案")][1:] == ["陈某 · chen@example.org"]
    with signed_in(chromium, address, "li") as viewer:
        expect(viewer.get_by_text("· 查看")).to_be_visible()
        share(viewer)
        expect(viewer.get_by_text("没有这项权限")).to_be_visible()
        expect(viewer.get_by_role("dialog").get_by_label("标题")).to_have_count(0)
        send(viewer, messages)
        assert len(store.history("方案")) == 2
        viewer.goto(f"{address}/audit")
        viewer.get_by_text("已登录").wait_for()
        expect(viewer.get_by_text("只增不改")).to_have_count(0)


def test_a_link_survives_signing_in(chromium: Browser, address: str, folder: Path) -> None:
    found = pin(simulate(prepare(newest()), Scenario()))
    Store(str(folder / "store.db")).save(found, "基准")
    with signed_in(chromium, address, "li", f"/?s={found.id}") as viewer:
        expect(viewer.get_by_text("的数字完全一致")).to_be_visible()
        mine = {one["name"] for one in viewer.context.cookies()}
        assert "_streamlit_user" in mine
        assert not [name for name in mine if name in viewer.url]
        stranger = chromium.new_context(locale="zh-CN")  # whoever sent the link gains nothing
        other = stranger.new_page()
        other.goto(viewer.url)
        expect(other.get_by_text("请先登录")).to_be_visible()
        stranger.close()
        viewer.get_by_role("link", name="在渝策中打开").first.click()
        viewer.get_by_role("button", name="退出").click()
        viewer.get_by_role("button", name="End session").click()
        expect(viewer.get_by_text("请先登录")).to_be_visible()
