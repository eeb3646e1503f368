"""Sharing, opening and comparing on screen, through AppTest."""

import re
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from held import field, held, hold
from pages import text
from streamlit.testing.v1 import AppTest

from forecast.baseline import Baseline
from forecast.fit_cache import prepare
from records.links.codec import encode, short_link
from records.links.pin import Pin, pin
from records.links.seal import sign
from records.publishing.share import share
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from views.session import opened_link
from views.session.baselines import REPORT, newest
from views.session.choices import LedgerEntry
from views.widgets.table import PAGE

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    opened_link.store.clear()
    return Store()


def sent(baseline: Baseline, year: int = 2027) -> Pin:
    item = {
        "section": "J",
        "years": [year],
        "value": 0.02,
        "reason": "<script>alert(1)</script>",
        "owner": "张三",
    }
    content = {"title_zh": "<b>金融</b>放缓", "assumptions": [item]}
    return pin(simulate(baseline, Scenario.model_validate(content)))


def opened(link: str, language: str = "zh") -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180)
    hold(app, language=language)
    for part in filter(None, link.lstrip("?").split("&")):
        key, _, value = part.partition("=")
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    found = [getattr(element, "body", "") for element in app.get("html")]
    kinds = (app.markdown, app.caption, app.success, app.warning, app.error, app.code, app.info)
    found += [element.value for kind in kinds for element in kind]
    return re.sub(r"<style>.*?</style>", "", " ".join(map(str, found)), flags=re.DOTALL)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_link_of_today_says_first_that_the_numbers_are_the_same(language: str) -> None:
    found = sent(prepare(newest()))
    text = said(opened(encode(found), language))
    assert ("的数字完全一致" if language == "zh" else "The same numbers as the link") in text
    assert "<script>" not in text
    assert "<b>金融" not in text
    assert "&lt;b&gt;金融&lt;/b&gt;放缓" in text
    assert "张三" in text


def test_a_link_of_an_older_day_shows_both_clocks_and_the_gap(store: Store) -> None:
    found = sent(prepare(REPORT), 2025)
    prepare(newest())
    store.save(found, "方案")
    app = opened(short_link(found.id))
    text = said(app)
    assert "的数字完全一致" in text
    assert "数据更新（含首次公布）" in text
    assert "1 处假设的年份已成过去" in text
    app.button[0].click().run()
    assert not app.exception
    store.close()


@pytest.mark.parametrize("link", ["?x=1AAAA", "?s=zz", "?s=" + "0" * 16, "?x=<script>", "?x="])
def test_beside_a_bad_link_stands_no_number(link: str) -> None:
    app = opened(link)
    assert "此链接不可采信" in said(app) or "链接不完整" in said(app)
    assert held(app).choices.moved == {}
    assert "%" not in text(app)
    (button,) = (one for one in app.button if one.label == "到总览")
    button.click().run()
    assert not app.exception
    assert "6.2%" in text(app)
    assert "不可采信" not in said(app)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_link_that_was_cut_says_so_and_nothing_else(language: str) -> None:
    link = encode(sent(prepare(newest())))
    for end in (10, 40, len(link) // 2, len(link) - 1):
        told = said(opened(link[:end], language))
        whole = "链接不完整，可能被聊天软件截断，请发送者重发" if language == "zh" else "incomplete"
        assert whole in told
        assert "%" not in told.replace(whole, "")


@pytest.mark.parametrize(
    "around", ["x={}，请查收", "lang=zh&amp;x={}", "x={}\u200b", "from=chat&x={}。"]
)
def test_what_chat_programs_put_around_a_link_is_no_part_of_it(around: str) -> None:
    link = encode(sent(prepare(newest()))).removeprefix("?x=")
    assert "的数字完全一致" in said(opened("?" + around.format(link)))


def test_a_link_opens_whatever_page_its_address_names() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180)
    app.query_params["x"] = encode(sent(prepare(newest()))).removeprefix("?x=")
    app.switch_page("views/pages/evidence.py").run()
    assert not app.exception
    assert "的数字完全一致" in said(app)


def test_a_link_whose_baseline_is_unknown_shows_none_of_its_digits(newest: Baseline) -> None:
    nowhere = replace(newest, growth=newest.growth + 0.01)  # saved by no other test
    text = said(opened(encode(sent(nowhere))))
    assert "未经核验" in text
    assert 'class="cards"' not in text  # today's neither


def test_sharing_offers_a_link_that_opens_with_the_same_numbers(store: Store) -> None:
    app = opened("")
    hold(app, moved={"J/2027": 2.0})
    app.button[-1].click().run()
    assert not app.exception
    (link, text) = (block.value for block in app.code)
    assert link in text
    assert "6.2%，低于6.5%，在“左右”范围内" in text
    assert "完全一致" in said(opened(link.partition("/?")[2]))
    store.close()


def test_saving_keeps_title_person_and_ledger(store: Store) -> None:
    def script() -> None:  # a dialog's inside, for AppTest closes dialogs at the next run
        from views.panels import share

        share.dialog()

    app = AppTest.from_function(script, default_timeout=60)
    said_of = {"J": LedgerEntry(reason="利差收窄", owner="张三")}
    hold(app, language="zh", moved={"J/2027": 2.0}, ledger=said_of)
    app.run()
    assert "?x=" in app.code[0].value
    for label, value in {"标题": "方案一", "保存人": "李四", "事由": "上会"}.items():
        next(one for one in app.text_input if one.label == label).input(value)
    app.button[0].click().run()
    assert not app.exception
    (entry,) = store.newest()
    assert (entry.title, entry.who, entry.why) == ("方案一", "李四", "上会")
    assert app.code[0].value.endswith(f"{short_link(entry.record)}&lang=zh")
    (item,) = store.get(entry.record).scenario.assumptions
    assert (item.value, item.reason, item.owner) == (0.02, "利差收窄", "张三")
    app.text_input[0].input("")
    app.button[0].click().run()
    assert "请填写标题" in said(app)
    links = [block.value for block in app.code]
    assert any(short_link(entry.record) in link for link in links)  # with its QR code
    assert "<img" in said(app)
    store.close()


def test_a_version_that_came_between_is_shown_before_ones_own_follows(store: Store) -> None:
    def script() -> None:
        from views.panels import share

        share.dialog()

    store.save(sent(prepare(newest())), "方案", who="<b>王五</b>", note="先存的")
    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["language"] = "zh"
    app.session_state["moved"] = {"J/2027": 3.0}
    app.run()
    next(one for one in app.text_input if one.label == "标题").input(" 方案")
    app.button[0].click().run()
    assert not app.exception
    assert "在此期间他人保存了这一版本" in said(app)
    assert "<b>王五</b>" in " ".join(block.value for block in app.code)
    assert [entry.number for entry in store.history("方案")] == [1]
    app.button[0].click().run()
    assert "已保存：第 2 版" in said(app)
    assert [entry.number for entry in store.history("方案")] == [1, 2]
    store.close()


def states(store: Store, found: Pin) -> dict[str, tuple[str, str]]:
    """A link of each state, and what its page says."""
    theirs = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    known = Ed25519PrivateKey.from_private_bytes(bytes(32))
    store.keys.trust(known.public_key().public_bytes_raw().hex(), "市<i>统计局")
    markup = "![x](http://evil.example/x.png) <b>李四</b>"
    broken = sign(known, found.text() + " ", "李四")
    return {
        "here": (share(found, "张三", lambda: store).link, "由本系统签章：“张三”"),
        "trusted": (
            encode(found, lambda text: sign(known, text, "李四")),
            "本系统信任（“市&lt;i&gt;统计局”）：“李四”",
        ),
        "unknown": (
            encode(found, lambda text: sign(theirs, text, markup)),
            "本系统未信任；姓名和时间是对方自称：“![x](http://evil.example/x.png) &lt;b&gt;李四",
        ),
        "none": (encode(found), "未签章：链接所载的标题、姓名和日期是发送者自称"),
        "broken": (encode(found, lambda _text: broken), "签章无效"),
    }


def test_an_opened_link_says_exactly_one_of_four(store: Store) -> None:
    found = sent(prepare(newest()))
    for name, (link, told) in states(store, found).items():
        text = said(opened(link))
        assert told in text, name
        marks = ("由本系统签章", "由另一系统签章", "未签章", "签章无效")
        assert sum(mark in text for mark in marks) == 1, name
        assert "<b>" not in text
        if name == "broken":  # it is not believed: why, and nothing that it says
            assert "不可采信" in text
            assert "%" not in text
            continue
        vouched = name in ("here", "trusted")
        claims = text.count("（自称）")
        assert claims == (0 if vouched else 3), (name, claims)  # title, day and software
        assert ("理由、来源和姓名是发送者自称" in text) is not vouched
        assert "的数字完全一致" in text  # numbers are worked out again, sealed or not
    store.close()


def test_a_name_that_was_typed_is_a_claim_though_the_record_is_sealed(store: Store) -> None:
    found = sent(prepare(newest()))
    entry = store.save(found, "定稿", who="王局长")
    text = said(opened(entry.link))
    assert "由本系统为未登录者签章" in text
    assert "王局长（自称）" in text
    store.save(found, "签发稿", who="王局长", by="王局长", why="签发")
    text = said(opened(entry.link))
    assert "由本系统签章：“王局长”" in text  # who saved it first takes nothing from him
    assert re.search("存为“签发稿”：保存人：王局长 · ", text)
    assert '<p class="lead">签发稿</p>' in text
    store.close()


def test_a_short_link_bears_the_title_of_its_first_saving_for_ever(store: Store) -> None:
    found = sent(prepare(newest()))
    entry = store.save(found, "初稿", who="甲")
    before = said(opened(entry.link))
    for title in ("已获批准", "初稿", "另一个题目"):
        store.save(found, title, who="乙", onto=None, why=f"改题{title}")
    text = said(opened(entry.link))
    assert '<p class="lead">初稿</p>' in before
    assert '<p class="lead">初稿</p>' in text
    assert "本库存为“初稿”：保存人：甲（自称）" in text
    for title in ("已获批准", "另一个题目"):
        assert f"本库也存有此情景，题为“{title}”：保存人：乙（自称）" in text
    text = said(opened(encode(found)))
    assert '<p class="lead">&lt;b&gt;金融&lt;/b&gt;放缓（自称）</p>' in text
    assert "本库也存有此情景，题为“初稿”：保存人：甲（自称）" in text
    store.close()


def test_the_seal_of_nobody_signed_in_vouches_for_no_words(store: Store) -> None:
    link = share(sent(prepare(newest())), store=lambda: store).link
    text = said(opened(link))
    assert "由本系统为未登录者签章" in text
    assert text.count("（自称）") == 3  # title, day and software
    store.close()


def test_nothing_goes_on_from_a_link_that_is_not_believed(store: Store) -> None:
    found = sent(prepare(newest()))
    lie = {year: value + 0.01 for year, value in found.headline.growth.items()}
    headline = found.headline.model_copy(update={"growth": lie})
    broken = sign(Ed25519PrivateKey.from_private_bytes(bytes(32)), found.text() + " ", "李四")
    for link in (
        encode(found.model_copy(update={"headline": headline})),
        encode(found, lambda _text: broken),
        encode(found.model_copy(update={"made": "2999-01-01"})),
    ):
        app = opened(link)
        text = said(app)
        assert "不可采信" in text
        assert "%" not in text
        assert not [one for one in app.button if one.label == "以这些假设继续"]
    assert [one for one in opened(encode(found)).button if one.label == "以这些假设继续"]
    store.close()


def test_comparing_saved_scenarios(store: Store) -> None:
    app = opened("")
    app.switch_page("views/pages/compare.py").run()
    assert "还没有保存的情景" in said(app)
    base = prepare(newest())
    store.save(sent(base), "<i>甲</i>", who="a")
    store.save(pin(simulate(base, Scenario(scope="D6"))), "乙", who="b")
    app.run()
    assert not app.exception
    app.multiselect[0].set_value(["<i>甲</i> · v1", "乙 · v1"]).run()
    assert not app.exception
    text = said(app)
    assert "金融业 · 可比价增速 · 2027" in text
    assert "“乙 · v1”保存时用的是 D6 口径，这里改按 D3 口径判定" in text
    assert "<i>甲" not in text
    store.close()


def test_a_long_list_is_shown_in_parts_and_what_was_chosen_stays(
    store: Store, newest: Baseline
) -> None:
    one = pin(simulate(newest, Scenario()))
    for number in range(PAGE + 5):
        store.save(one, f"方案{number:03}", who="甲")
    app = opened("")
    app.switch_page("views/pages/compare.py").run()
    assert said(app).count('<tr><td data-head="标题">') == PAGE
    app.multiselect[0].set_value(["当前情景", "方案030 · v1"]).run()
    part = field(app.selectbox, "saved_page/")
    assert part.options == ["1–50", "51–55"]
    part.set_value("51–55").run()
    assert not app.exception
    assert said(app).count('<tr><td data-head="标题">') == 5
    assert "方案000" in said(app)
    assert app.multiselect[0].value == ["board", "1/方案030"]
    assert len(app.multiselect[0].options) == 1 + 5 + 1
    next(w for w in app.text_input if w.label.startswith("查找")).input("方案012").run()
    assert said(app).count('<tr><td data-head="标题">') == 1
    next(w for w in app.text_input if w.label.startswith("查找")).input("方案999").run()
    assert "没有找到" in said(app)
    assert "还没有保存的情景" not in said(app)
    store.close()


def test_the_list_searches_duplicates_and_archives(store: Store) -> None:
    base = prepare(newest())
    store.save(sent(base), "<i>甲</i>", who="a", note="上会稿")
    store.save(pin(simulate(base, Scenario())), "乙", who="b")
    app = opened("")
    app.switch_page("views/pages/compare.py").run()

    def field(label: str) -> Any:
        return next(one for one in app.text_input if one.label == label)

    def press(label: str) -> None:
        next(one for one in app.button if one.label == label).click().run()
        assert not app.exception

    field("查找：标题、备注、人、台账、行业").input("上会稿").run()
    assert "&lt;i&gt;甲" in said(app)
    (entry,) = store.newest("上会稿")
    assert re.search(rf">[^<]*/{re.escape(escape(entry.link))}[^<]*</a>", said(app))  # whole
    field("另存为").input("丙")
    press("另存")
    assert [entry.title for entry in store.newest("上会稿")] == ["丙", "<i>甲</i>"]
    press("归档")
    assert [entry.title for entry in store.newest()] == ["乙", "<i>甲</i>"]
    field("另存为").input("")
    press("另存")
    assert "没有标题" in said(app)
    store.close()


def test_the_language_chosen_survives_the_link() -> None:
    app = opened("")
    field(app.button_group, "language").set_value("en").run()
    assert app.query_params["lang"] == "en"
    app.button[-1].click().run()
    link = app.code[0].value.partition("/?")[2]
    assert link.endswith("&lang=en")
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180)
    for part in link.split("&"):
        key, _, value = part.partition("=")
        again.query_params[key] = value
    again.run()
    assert not again.exception
    assert "The same numbers as the link" in said(again)
    assert field(again.button_group, "language").value == "en"
