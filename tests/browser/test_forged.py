"""Forged presses (伪造消息): an economist's own messages, sent by who has not the role.

The bytes are those of a real browser that did the thing: so they are right, and only the role
is wrong. Nothing is written, and the refusal is counted.
"""

import re
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from broken import quarter
from browsing import ready, still
from oidc import provider, send, signed_in
from playwright.sync_api import FilePayload, Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from visits import Visits

from base import settings
from benchmarks.chromium import served
from forecast.fit_cache import prepare
from records.links.pin import pin
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from views.session.baselines import REPORT, newest

Messages = list[bytes]

BOUND: Final = ("figures", "publish")
"""Deeds whose messages speak of the other session's file or choice: as they stand they press
nothing here, and only that nothing is written can be seen."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two fits, and a store with a scenario."""
    folder = tmp_path_factory.mktemp("forged")
    base = prepare(newest())
    prepare(REPORT)
    for part in ("baselines", "fits"):
        shutil.copytree(settings.home() / part, folder / "home" / part)
    store = Store(str(folder / "store.db"))
    store.save(pin(simulate(base, Scenario())), "方案", who="王某")
    store.close()
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with (
        provider(folder) as settings,
        served(
            YUCE_SETTINGS=str(settings),
            YUCE_STORE=str(folder / "store.db"),
            YUCE_HOME=str(folder / "home"),
        ) as at,
    ):
        yield at


def written(folder: Path) -> tuple[Any, ...]:
    """Everything that was written: the store's three tables, and the files of the home."""
    store = Store(str(folder / "store.db"))
    told = store.audit(), store.publications(), store.history()
    store.close()
    home = folder / "home"
    return *told, sorted(str(path.relative_to(home)) for path in home.rglob("*"))


def counted(address: str, family: str) -> dict[str, int]:
    with urllib.request.urlopen(f"{address}/_stcore/metrics", timeout=10) as found:
        text = found.read().decode()
    return {
        kind: int(n) for kind, n in re.findall(rf'yuce_{family}_total{{kind="(\w+)"}} (\d+)', text)
    }


def refusals(address: str, action: str) -> int:
    return counted(address, "refusals").get(action, 0)


def sent(page: Page) -> Messages:
    """Every message since the last time this was asked."""
    found: list[list[int]] = page.evaluate(
        "() => { const all = window.sent; window.sent = []; return all; }"
    )
    return [bytes(one) for one in found]


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def open_saved(page: Page) -> None:
    page.get_by_text("已保存的情景").first.click()
    page.get_by_role("button", name="归档").wait_for()
    still(page)


def open_fit(page: Page) -> None:
    tab(page, "拟合")
    page.get_by_text("重新拟合", exact=True).click()
    page.get_by_role("button", name="开始拟合").wait_for()


def upload(page: Page) -> None:
    """Hand in a good file and name it: anybody may look at what it would change."""
    tab(page, "新数据")
    file = FilePayload(name="q3.csv", mimeType="text/csv", buffer=quarter().encode())
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("textbox", name="发布标识").fill("q3-2026")
    page.get_by_role("textbox", name="发布名称").fill("前三季度（虚构，仅供测试）")
    page.get_by_role("textbox", name="发布名称").press("Enter")
    still(page)


def archive(page: Page) -> None:
    open_saved(page)
    page.get_by_role("button", name="归档").click()
    expect(page.get_by_role("cell", name="方案")).to_have_count(0)


def fit(page: Page) -> None:
    open_fit(page)
    page.get_by_role("button", name="开始拟合").click()
    page.get_by_text("拟合完成").wait_for()


def store_figures(page: Page) -> None:
    upload(page)
    page.get_by_role("button", name="存为新发布").click()
    page.get_by_text("q3-2026").first.wait_for()
    still(page)


def choose(page: Page) -> None:
    tab(page, "发布")
    page.get_by_label("要发布的拟合").click()
    page.get_by_role("option").first.click()
    still(page)


def review(page: Page) -> None:
    choose(page)
    page.get_by_role("button", name="重算全部已保存的情景").click()
    page.get_by_text("发布说明（中文）").wait_for()


def publish(page: Page) -> None:
    review(page)
    page.get_by_text("我已看过以上变动").click()
    page.locator(".st-key-publish").get_by_role("button").click()
    page.get_by_text("已发布基准").wait_for()


Deed = tuple[str, str, Callable[[Page], None], Callable[[Page], None]]

DEEDS: Final[dict[str, Deed]] = {
    "archive": ("archive", "/compare", archive, open_saved),
    "fit": ("fit", "/model", fit, open_fit),
    "publish": ("publish", "/model", publish, choose),
    "figures": ("add_figures", "/model", store_figures, upload),
}
"""What is demanded, the page, the doing, and how far anybody comes who may not."""


@pytest.fixture(scope="module")
def presses(chromium: Visits, address: str, folder: Path) -> dict[str, Messages]:
    """The messages of an economist's browser for each deed, each of which was done by them."""
    found = {}
    with signed_in(chromium, address, "chen") as economist:
        for name, (action, path, do, _) in DEEDS.items():
            before, acted = written(folder), counted(address, "actions").get(action, 0)
            ready(economist, f"{address}{path}")
            still(economist)
            assert counted(address, "actions").get(action, 0) == acted  # looking is no deed
            sent(economist)
            do(economist)
            found[name] = sent(economist)
            assert written(folder) != before, name
            assert counted(address, "actions")[action] > acted
    store = Store(str(folder / "store.db"))
    store.restore("方案", "王某")
    store.publish(prepare(newest()).id, "陈某")
    store.close()
    shutil.rmtree(folder / "home" / "figures")  # else the name is taken, and the button greyed
    return found


def presses_in(own: bytes, theirs: Messages) -> Messages:
    """Their presses in a reader's own message: the reader's page and files, their buttons."""
    made = []
    for one in theirs:
        pressed = [
            state
            for state in BackMsg.FromString(one).rerun_script.widget_states.widgets
            if state.trigger_value
        ]
        if pressed:
            message = BackMsg.FromString(own)
            message.rerun_script.widget_states.widgets.extend(pressed)
            made.append(message.SerializeToString())
    assert made
    return made


@pytest.fixture(scope="module")
def viewer(presses: dict[str, Messages], chromium: Visits, address: str) -> Iterator[Page]:
    """A reader without a role, once the economist is gone: each page they open is a new visit."""
    with signed_in(chromium, address, "li") as found:
        yield found


@pytest.mark.parametrize("deed", DEEDS)
def test_another_ones_presses_write_nothing_and_are_counted(
    deed: str, presses: dict[str, Messages], viewer: Page, address: str, folder: Path
) -> None:
    action, path, _, come = DEEDS[deed]
    before, refused = written(folder), refusals(address, action)
    ready(viewer, f"{address}{path}")
    still(viewer)
    come(viewer)
    own = [one for one in sent(viewer) if BackMsg.FromString(one).HasField("rerun_script")]
    assert refusals(address, action) == refused  # looking is no deed
    send(viewer, presses_in(own[-1], presses[deed]))
    assert refusals(address, action) > refused
    assert written(folder) == before
    refused = refusals(address, action)
    send(viewer, presses[deed])
    assert deed in BOUND or refusals(address, action) > refused
    assert written(folder) == before
