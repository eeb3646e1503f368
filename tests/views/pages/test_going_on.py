"""Going on from a scenario keeps its words: title, note, source, who, why, and every reason."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from held import held, hold
from streamlit.testing.v1 import AppTest

from forecast.fit_cache import prepare
from records.links.pin import Pin, pin
from records.store.records import Store
from scenarios.assume.cells import every, fraction
from scenarios.assume.presets import presets
from scenarios.assume.scenario import Scenario, parse
from scenarios.outcome.simulate import simulate
from views.present.seals import unmarked
from views.session import opened_link
from views.session.baselines import REPORT
from views.session.baselines import newest as newest_day

SENT = {
    "title_zh": "金融提速",
    "title_en": "Finance speeds up",
    "note_zh": "不是官方目标。",
    "note_en": "No official target.",
    "source": "综合处测算稿",
    "assumptions": [
        {
            "section": "J", "years": [year], "value": 0.08, "reason": f"理由{year}",
            "source": f"来源{year}", "owner": f"处室{year}", "review": f"{year}-06-30",
        }
        for year in (2026, 2027)
    ]
    + [{"section": "I", "years": [2026, 2027], "value": 0.11, "reason": "一致的理由"}],
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("YUCE_STORE", f"sqlite:///{tmp_path / 'store.db'}")
    opened_link.store.clear()
    found = Store()
    yield found
    found.close()


def script(record: object, short: bool, today: str = "") -> None:
    import json
    from dataclasses import asdict, replace

    import streamlit as st

    from records.links.opened import open_pin
    from records.links.pin import read_pin
    from views.session import continue_from_link, current, opened_link
    from views.session.choices import choices
    from views.widgets import downloads

    if choices().taken is None:
        pin = read_pin(record)
        now = opened_link.load(today or pin.baseline.id)
        found = open_pin(pin, opened_link.load, now)
        continue_from_link.take_over(replace(found, short=short))
    contents = downloads.handed(current.outcome())
    st.text(json.dumps(asdict(contents.facts())))
    downloads.sign()


def told(app: AppTest) -> dict[str, str]:
    assert not app.exception
    facts: dict[str, str] = json.loads(app.text[0].value)
    return facts


def went_on(found: Pin, language: str = "zh", short: bool = False, today: str = "") -> AppTest:
    given = {"record": found.record(), "short": short, "today": today}
    app = AppTest.from_function(script, kwargs=given, default_timeout=60)
    hold(app, language=language)
    return app.run()


def made(content: object = SENT) -> Pin:
    return pin(simulate(prepare(newest_day()), parse(content, "sent")))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_words_of_an_opened_scenario_are_handed_on(store: Store, language: str) -> None:
    app = went_on(made(), language)
    facts = told(app)
    claim = "（自称）" if language == "zh" else " (as claimed)"
    assert facts["title"] == f"{SENT[f'title_{language}']}{claim}"
    assert facts["note"] == f"{SENT[f'note_{language}']}{claim}"
    assert facts["source"] == f"{SENT['source']}{claim}"
    for year in (2026, 2027):
        assert f"理由{year}" in facts["reasons"]
        assert f"来源{year}" in facts["sources"]
        assert f"处室{year}" in facts["owners"]
        assert f"{year}-06-30{claim}" in facts["reviews"]
        assert f"处室{year}{claim}" in facts["owners"]
    assert facts["reasons"].count(f"一致的理由{claim}") == 1
    assert made().id in facts["origin"]


def test_every_growth_of_a_link_stands_on_the_board_to_the_last_digit(store: Store) -> None:
    kinds = (("J", "level", 0.0635), ("K", "level", 0.06543), ("I", "change", 0.0105))
    record = {
        "assumptions": [{"section": s, "years": [2026], "kind": k, "value": v} for s, k, v in kinds]
    }
    app = went_on(made(record))
    moved = held(app).choices.moved
    assert (moved["J/2026"], moved["K/2026"]) == (6.35, 6.543)
    base = prepare(newest_day())
    exact = {cell.key: growth for cell, growth in every(parse(record, "sent"), base)}
    assert {key: fraction(value) for key, value in moved.items()} == pytest.approx(exact, abs=5e-7)


def test_who_kept_it_and_why_go_with_it_and_who_hands_it_on_is_typed(store: Store) -> None:
    found = made()
    store.save(found, "存档标题", note="存档备注", who="李某", why="常务会")
    assert told(went_on(found))["title"] != "存档标题"  # a self-contained link has its own words
    app = went_on(found, short=True)
    facts = told(app)
    assert facts["title"] == "存档标题"
    assert facts["who"] == "未署名"
    for word in ("李某", "常务会", "存档备注", found.id):
        assert word in facts["origin"]
    for field, typed in zip(app.text_input, ("陈某", "服务业处", "月度会商"), strict=True):
        field.input(typed)
    app.run()
    facts = told(app.run())
    assert (facts["who"], facts["unit"], facts["why"]) == ("陈某（自称）", "服务业处", "月度会商")


def saving(record: object) -> None:
    """The board after going on from a link, and the dialog that saves it."""
    import json
    from dataclasses import asdict

    import streamlit as st

    from records.links.opened import open_pin
    from records.links.pin import read_pin
    from views.panels import share
    from views.session import continue_from_link, current, opened_link
    from views.session.choices import choices
    from views.widgets import downloads

    if choices().taken is None:
        pin = read_pin(record)
        continue_from_link.take_over(
            open_pin(pin, opened_link.load, opened_link.load(pin.baseline.id))
        )
    share.dialog()
    st.text(json.dumps(asdict(downloads.handed(current.outcome()).facts())))


@pytest.mark.parametrize("who", ["", "陈某"])
def test_words_are_a_claim_until_somebody_saves_them_under_a_name(store: Store, who: str) -> None:
    app = AppTest.from_function(saving, kwargs={"record": made().record()}, default_timeout=60)
    hold(app, language="zh", save_title="金融方案", save_who=who)
    app.run()
    assert "处室2026（自称）" in told(app)["owners"]
    next(one for one in app.button if one.label == "保存").click().run()
    (entry,) = store.newest()
    kept = store.get(entry.record).scenario
    facts = told(app.run())
    assert facts["title"] == "金融方案"
    claims = [kept.title_zh, kept.note_en, kept.source]
    claims += [text for item in kept.assumptions for text in (item.owner, item.reason)]
    claims = [text for text in claims if text]
    assert [unmarked(text) == text for text in claims] == [bool(who)] * len(claims)
    assert ("自称" in facts["owners"]) is (who == "")


def test_a_title_over_other_numbers_says_so_and_over_none_of_its_own_is_gone(store: Store) -> None:
    app = went_on(made())
    hold(app, moved={"J/2026": 8.0, "J/2027": 3.0, "I/2026": 11.0, "I/2027": 11.0})
    facts = told(app.run())
    assert facts["title"] == "金融提速（有改动）（自称）"
    assert "改动 1 处" in facts["origin"]
    hold(app, moved={"K/2026": 1.0})
    facts = told(app.run())
    assert facts["title"] == "情景推演"
    assert facts["note"] == facts["source"] == facts["origin"] == ""


PROJECT = {"kind": "project", "section": "I", "amount": 50.0, "reason": "在建"}


def test_events_come_along_and_the_title_stays(store: Store) -> None:
    app = went_on(made(SENT | {"events": [PROJECT | {"from": 2026}], "linkage": "together"}))
    facts = told(app)
    assert facts["title"] == "金融提速（自称）"
    assert "在建（自称）" in facts["reasons"]
    (listed,) = held(app).choices.listing.items
    assert (listed.item.section, held(app).choices.listing.linkage) == ("I", "together")
    assert held(app).choices.listings["start"] == held(app).choices.listing


def past(content: object) -> Pin:
    """A link sent while 2025 lay ahead."""
    return pin(simulate(prepare(REPORT), parse(content, "past")))


def test_what_is_past_by_now_is_said_in_the_title(store: Store) -> None:
    found = past(SENT | {"events": [PROJECT | {"from": 2025}]})
    facts = told(went_on(found, today=prepare(newest_day()).id))
    assert facts["title"] == "金融提速（有改动）（自称）"
    assert "未能带入" in facts["origin"]


def test_a_shipped_scenario_on_the_board_keeps_its_note(store: Store) -> None:
    def load() -> None:
        import json
        from dataclasses import asdict

        import streamlit as st

        from scenarios.assume.presets import presets
        from views.session import continue_from_link, current
        from views.session.choices import choices
        from views.widgets import downloads

        if choices().taken is None:
            base = current.current_baseline()
            one = presets()["five-clusters"]
            continue_from_link.go_on(one, base)
        st.text(json.dumps(asdict(downloads.handed(current.outcome()).facts())))

    app = AppTest.from_function(load, default_timeout=60)
    hold(app, language="zh")
    facts = told(app.run())
    one: Scenario = presets()["five-clusters"]
    assert (facts["title"], facts["note"], facts["source"]) == (
        one.title_zh,
        one.note_zh,
        one.source,
    )
    assert facts["exported"].startswith(date.today().isoformat()[:4])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_nothing_could_come_along_the_board_says_so(store: Store, language: str) -> None:
    """Nor is what it hands on the baseline without a word of where it came from."""
    words = {key: SENT[key] for key in ("title_zh", "title_en")}
    found = past(words | {"events": [PROJECT | {"from": 2025}]})
    app = went_on(found, language, today=prepare(newest_day()).id)
    origin = told(app)["origin"]
    assert str(SENT[f"title_{language}"]) in origin
    assert found.id in origin
    assert ("均未能带入" if language == "zh" else "none of its assumptions") in origin

    def page() -> None:
        import streamlit as st

        from views.session.continue_from_link import carried_on

        st.text(carried_on())

    said = AppTest.from_function(page, default_timeout=60)
    hold(said, language=language, taken=held(app).choices.taken)
    dropped = said.run().text[0].value
    assert found.id in dropped
    assert ("已成过去" if language == "zh" else "past years") in dropped
