"""Scopes and targets of one's own on screen: edited, judged at once, chosen, linked."""

from pathlib import Path

import pytest
from held import field, held, hold
from pages import board, opened, tab, text
from streamlit.testing.v1 import AppTest

from data.sections import CODES
from records.links.codec import decode, parse
from records.store.records import Store
from views.panels import own_targets
from views.session import opened_link

PAGES = (
    "views/pages/overview.py",
    "views/pages/scenario.py",
    "views/pages/model/page.py",
    "views/pages/compare.py",
)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    opened_link.store.clear()
    return Store()


def with_scope() -> AppTest:
    app = tab(opened("views/pages/evidence.py"), "tab_scopes")
    field(app.number_input, "own/J").set_value(0.5).run()
    field(app.text_input, "own_title").set_value("金融减半").run()
    next(one for one in app.button if one.label == "存为我的口径并选用").click().run()
    assert not app.exception
    return app


def test_an_edited_scope_is_judged_at_once_and_chosen_everywhere() -> None:
    app = tab(opened("views/pages/evidence.py"), "tab_scopes")
    before = text(app)
    field(app.number_input, "own/J").set_value(0.5).run()
    assert text(app) != before  # its share and odds follow
    app = with_scope()
    assert field(app.selectbox, "scope").value == "U1"
    for page in PAGES:
        app.switch_page(page).run()
        assert not app.exception
        assert field(app.selectbox, "scope").value == "U1"
    app.switch_page(PAGES[0]).run()
    given = board(app)
    own = next(one for one in given["meta"]["scopes"] if one["id"] == "U1")
    assert own["mid"][CODES.index("J")] == 0.5
    assert given["scope"] == "U1"
    assert "U1 金融减半" in str(given["meta"]["targets"])


def test_it_travels_in_the_link_and_comes_back_with_go_on() -> None:
    app = with_scope()
    own_targets_added(app)
    app.switch_page(PAGES[0]).run()
    app.button[-1].click().run()
    link = app.code[0].value.partition("/?")[2]
    pin = decode(parse(f"?{link}").value)
    assert [one.id for one in pin.scenario.scopes] == ["U1"]
    assert [one.id for one in pin.scenario.targets] == ["own-1"]
    again = AppTest.from_file(str(Path(__file__).parents[3] / "app.py"), default_timeout=180)
    hold(again, language="zh")
    again.query_params["x"] = link.removeprefix("x=").partition("&")[0]
    again.run()
    assert not again.exception
    assert any("完全一致" in one.value for one in again.success)
    next(one for one in again.button if one.label == "以这些假设继续").click().run()
    assert not again.exception
    assert [one.id for one in held(again).choices.own_scopes] == ["U1"]
    again.switch_page(PAGES[1]).run()
    assert again.selectbox(key="scope").value == "U1"
    assert "自定 2027年服务业可比价增速不低于7%" in cards(again)


def cards(app: AppTest) -> str:
    """The titles of the cards, one's own among them."""
    return " ".join(one["title"] for one in board(app)["meta"]["targets"])


def own_targets_added(app: AppTest) -> None:
    tab(app, "tab_targets")
    numbers = [one for one in app.number_input if one.label == "目标值（%）"]
    numbers[0].set_value(7.0)
    next(one for one in app.button if one.label == "加入目标").click().run()
    assert not app.exception


def test_an_own_target_is_a_card_and_counts_in_the_joint_odds() -> None:
    app = opened("views/pages/evidence.py")
    own_targets_added(app)
    assert "自定 2027年服务业可比价增速不低于7%" in text(app)
    for page in PAGES[:2]:
        app.switch_page(page).run()
        assert "自定 2027年服务业可比价增速不低于7%" in cards(app)
    app.switch_page("views/pages/evidence.py").run()
    next(one for one in app.button if one.label.startswith("删除")).click().run()
    assert held(app).choices.own_targets == ()


def test_removing_a_scope_leaves_nothing_that_names_it() -> None:
    app = with_scope()
    next(one for one in app.button if one.label == "删除 U1 金融减半").click().run()
    assert not app.exception
    assert field(app.selectbox, "scope").value == "D3"
    assert held(app).choices.own_scopes == ()
    assert own_targets.MEASURES
