"""Publishing on screen: sessions keep their baseline, are told of the next, and take it up."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from held import field, held, hold
from pages import ROOT, text
from streamlit.testing.v1 import AppTest

from base.problems import Problems, Text
from data.sections import column
from forecast.baseline import Baseline
from forecast.fit_cache import prepare
from records.links.pin import pin
from records.publishing.published import FIRST
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from views.session import baselines, opened_link
from views.session.baselines import REPORT, newest

NOTE = Text("金融业 2026 下调 <b>0.3</b> 个百分点", "Finance 2026 down 0.3 points")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    monkeypatch.setattr(baselines, "FRESH", 0.0)
    opened_link.store.clear()
    found = Store()
    yield found
    found.close()
    opened_link.store().close()
    opened_link.store.clear()


@pytest.fixture(scope="module")
def lower() -> Baseline:
    """The default baseline with finance lower in 2026: an economist's other fit."""
    base = prepare(newest())
    growth = base.growth.copy()
    growth[0, column("J")] -= 0.02
    other = replace(base, growth=growth, manifest=base.manifest | {"seed": 77})
    other.save()
    return other


def opened(page: str = "views/pages/scenario.py") -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180)
    hold(app, language="zh")
    app.run()
    assert not app.exception
    return app if page == "views/pages/overview.py" else turn(app, page)


def turn(app: AppTest, page: str) -> AppTest:
    app.switch_page(page).run()
    assert not app.exception
    return app


def pinned(app: AppTest) -> str:
    """Which baseline the page says it stands on."""
    said = text(app)
    return said[said.index("基准 ") + 3 :][:16]


@pytest.mark.parametrize(
    "page", ["views/pages/overview.py", "views/pages/scenario.py", "views/pages/compare.py"]
)
def test_a_session_keeps_its_baseline_and_is_told(page: str, store: Store, lower: Baseline) -> None:
    app = opened(page)
    hold(app, moved={"J/2026": 15.0})
    own = held(app).publication
    assert own is not None
    assert (own.baseline, own.who) == (prepare(newest()).id, FIRST)
    store.publish(lower.id, "张*三", note=NOTE)
    app.run()
    assert not app.exception
    assert "已发布新的基准" in text(app)
    assert NOTE.zh in [one.value for one in app.text]  # as it was written, never as markup
    if page != "views/pages/compare.py":
        assert pinned(app) == prepare(newest()).id
    next(one for one in app.button if one.key == "use_now").click().run()
    app.run()
    assert not app.exception
    assert "已发布新的基准" not in text(app)
    taken_up = held(app).publication
    assert taken_up is not None
    assert taken_up.baseline == lower.id
    assert held(app).choices.moved == {"J/2026": 15.0}
    if page != "views/pages/compare.py":
        assert pinned(app) == lower.id


def test_planners_start_on_the_published_baseline_and_may_go_back_to_the_reports_day(
    store: Store, lower: Baseline
) -> None:
    store.publish(lower.id)
    app = opened()
    assert pinned(app) == lower.id
    assert str(field(app.selectbox, "vintage").options[0]).endswith("（已发布）")
    field(app.selectbox, "vintage").set_value(REPORT).run()
    assert pinned(app) == prepare(REPORT).id
    field(app.selectbox, "vintage").set_value(newest()).run()
    assert pinned(app) == lower.id


def test_rolled_back_to_the_reports_day_only_an_economist_sees_a_newer_one(store: Store) -> None:
    store.publish(prepare(REPORT).id)
    app = opened()
    assert pinned(app) == prepare(REPORT).id
    days = [one[:10] for one in field(app.selectbox, "vintage").options]
    assert days == [REPORT.isoformat(), newest().isoformat()]


def test_the_store_gone_moves_no_number_and_back_it_is_heard_again(
    store: Store, lower: Baseline, tmp_path: Path
) -> None:
    store.publish(lower.id)
    app = opened()
    (tmp_path / "store.db").rename(tmp_path / "away.db")
    app.run()
    assert pinned(app) == lower.id
    assert pinned(opened()) == lower.id  # a new session, too
    (tmp_path / "away.db").rename(tmp_path / "store.db")
    store.publish(prepare(newest()).id, note=NOTE)
    app.run()
    assert "已发布新的基准" in text(app)


def test_a_damaged_published_baseline_is_made_anew_or_told(store: Store, lower: Baseline) -> None:
    base = prepare(newest())
    store.publish(base.id)
    draws = base.save() / "draws.parquet"
    whole = draws.read_bytes()
    draws.write_bytes(whole[: len(whole) // 2])
    baselines.named.clear()
    assert pinned(opened()) == base.id  # fitted again: the same bytes under the same name
    assert draws.read_bytes() == whole
    store.publish(lower.id)  # no spec and seed give this one
    draws = lower.save() / "draws.parquet"
    whole = draws.read_bytes()
    draws.write_bytes(whole[:-100])
    baselines.named.clear()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180)
    hold(app, language="zh")
    app.run()
    assert not app.exception
    (told,) = (one.value for one in app.error)
    assert "基准文件已损坏" in told
    assert "yuce publish" in told
    draws.write_bytes(whole)


def test_the_economist_reviews_edits_acknowledges_and_publishes(
    store: Store, lower: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = prepare(newest())
    store.publish(base.id, "甲")
    store.save(pin(simulate(base, Scenario())), "<i>方案</i>", who="乙")
    monkeypatch.setattr("records.publishing.release_note.refit", lambda _old, _new: base)
    app = opened("views/pages/model/page.py")

    def press(label: str) -> None:
        next(one for one in app.button if one.label == label).click().run()
        assert not app.exception

    field(app.selectbox, "to_publish").set_value(lower.id).run()
    press("重算全部已保存的情景")
    assert "已保存 1 个情景：判定改变 0 个，变动超过 0.1 个百分点 1 个。" in text(app)
    assert "金融业 2026 下调 2.0 个百分点" in str(app.text_area(key="publish_zh").value)
    press("发布")
    assert "尚未确认看过变动" in str(app.code[0].value)  # not without having read it
    assert store.publication() == base.id
    app.checkbox(key="acknowledged").check()
    app.text_area(key="publish_zh").input("改过的说明")
    field(app.text_input, "publish_who").input("丙")
    press("发布")
    done = store.current()
    assert done is not None
    assert (done.baseline, done.note_zh, done.who) == (lower.id, "改过的说明", "丙")
    assert "Finance 2026 down" in done.note_en
    press("回退到此")
    assert field(app.selectbox, "to_publish").value == base.id


def test_a_fit_is_asked_for_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def begin(order: Any) -> Any:
        asked.append(order)
        raise Problems(())  # what follows is the job's, under test in test_fitting

    monkeypatch.setattr("records.publishing.fit_request.begin", begin)
    app = opened("views/pages/model/page.py")
    field(app.button_group, "fit_action").set_value("both").run()
    field(app.multiselect, "fit_information").unselect("target")
    field(app.text_input, "fit_who").input("张三")
    next(one for one in app.button if one.label == "开始拟合").click().run()
    (order,) = asked
    assert order.spec.information == ("common", "country", "quarters", "indicators")
    assert (order.who, order.when) == ("张三", newest())
