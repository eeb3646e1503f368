"""The gate: what would change is listed, acknowledged, described; publishing is all or nothing."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from terminal import yuce

from base.problems import Problems, Text
from data.sections import column
from forecast.baseline import Baseline
from records.links.opened import open_pin
from records.links.pin import Pin, pin
from records.publishing import gate
from records.publishing.gate import Review, review
from records.publishing.published import FIRST, in_use
from records.publishing.release_note import draft
from records.store import database
from records.store.audit_log import Publication
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate

NOTE = Text("说明", "note")


@pytest.fixture(params=["sqlite", "postgresql"])
def setting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
    else:
        yield request.getfixturevalue("postgres")()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = Store(str(tmp_path / "store.db"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def lower(newest: Baseline) -> Baseline:
    """The newest baseline with finance two points lower in 2026, by another seed's name."""
    growth = newest.growth.copy()
    growth[0, column("J")] -= 0.02
    return replace(newest, growth=growth, manifest=newest.manifest | {"seed": 77})


def saved(base: Baseline, **content: Any) -> Pin:
    return pin(simulate(base, Scenario.model_validate(content)))


def test_what_flips_and_what_moves_is_what_a_reader_would_find(
    store: Store, newest: Baseline, lower: Baseline, home: Path
) -> None:
    newest.save(home)
    store.publish(newest.id, "甲")
    plain = simulate(newest, Scenario())
    line = plain.growth_quantile(2026, 0.5) - 0.0008  # met before, missed after
    own = {"id": "own", "measure": "services_real_growth", "year": 2026, "threshold": line}
    store.save(saved(newest, targets=[own]), "自定目标")
    store.save(saved(newest, assumptions=[{"section": "J", "years": [2026], "value": 0.05}]), "定")
    found = review(store, lower, home=home)
    after = simulate(lower, Scenario())
    size = after.growth_quantile(2026, 0.5) - plain.growth_quantile(2026, 0.5)
    assert size < -0.001
    rows = {(row.title, row.measure, row.year, row.scope): row for row in found.rows}
    own_row = rows["自定目标 v1", "own", 2026, None]
    assert (own_row.old_verdict, own_row.new_verdict) == ("met", "missed")
    assert own_row.new - own_row.old == pytest.approx(size)
    assert rows["", "growth", 2026, None].flips is False
    assert ("定 v1", "growth", 2026, None) not in rows  # finance is given there: nothing moves
    assert len(found.flipped) == 1
    assert found.saved == 2
    assert found.rows[0].record == ""
    json.dumps(found.record(), allow_nan=False)


def test_what_was_acknowledged_is_what_is_published(
    store: Store, newest: Baseline, lower: Baseline, home: Path
) -> None:
    for base in (newest, lower):
        base.save(home)
    first = review(store, newest, home=home)
    assert first.old is not None
    assert first.old.id == in_use(lambda: store, home).baseline.id  # the first start's
    gate.publish(store, first, first.hash, NOTE, "甲", "试用")
    found = review(store, lower, home=home)
    with pytest.raises(Problems, match="another review was acknowledged"):
        gate.publish(store, found, "0" * 16, NOTE)
    store.save(saved(newest), "新存")
    with pytest.raises(Problems, match="out of date"):
        gate.publish(store, found, found.hash, NOTE)
    again = review(store, lower, home=home)
    assert again.hash != found.hash
    done = gate.publish(store, again, again.hash, NOTE, "乙", "三季度")
    assert gate.publish(store, again, again.hash, NOTE, "乙") == done  # asked twice, done once
    assert [(p.baseline, p.previous, p.acknowledged) for p in store.publications()] == [
        (lower.id, 2, again.hash),
        (newest.id, 1, first.hash),
        (first.old.id, 0, ""),
    ]
    assert store.publications()[-1].who == FIRST
    assert store.current() == done
    assert (done.note, done.who, done.why) == (NOTE, "乙", "三季度")
    with pytest.raises(Problems, match="published one already"):
        gate.publish(store, again, "0" * 16, NOTE)


def test_rolling_back_is_publishing_the_older_fit_and_old_links_do_not_move(
    store: Store, newest: Baseline, lower: Baseline, home: Path
) -> None:
    sent = saved(newest, assumptions=[{"section": "I", "years": [2027], "value": 0.09}])
    for base in (newest, lower, newest):
        base.save(home)
        found = review(store, base, home=home)
        gate.publish(store, found, found.hash, NOTE, "甲")
        today = in_use(lambda: store, home).baseline
        assert today.id == base.id
        opened = open_pin(sent, lambda name: Baseline.load(name, home), today)
        assert opened.same
        assert opened.newer is (base is lower)
    assert [p.previous for p in store.publications()] == [3, 2, 1, 0]


def test_of_two_who_publish_at_once_the_second_is_told(
    setting: str, newest: Baseline, lower: Baseline, home: Path
) -> None:
    for base in (newest, lower):
        base.save(home)
    stores = [Store(setting) for _ in range(2)]
    for _ in range(5):
        held = stores[0].publication()
        new = newest if held == lower.id else lower
        reviews = [review(one, new, home=home) for one in stores]
        # two people, two notes: the same acknowledgement, but only one publication
        start, told = threading.Barrier(2), list[Publication | Problems]()

        def work(number: int, found: Review, start: threading.Barrier, told: list[Any]) -> None:
            start.wait()
            try:
                name = f"人{number}"
                told.append(
                    stores[number].publish(
                        found.new.id, name, "", NOTE, found.hash, found.previous, found.saved
                    )
                )
            except Problems as problems:
                told.append(problems)

        people = [
            threading.Thread(target=work, args=(number, found, start, told))
            for number, found in enumerate(reviews)
        ]
        for one in people:
            one.start()
        for one in people:
            one.join()
        assert sorted(type(one).__name__ for one in told) == ["Problems", "Publication"]
        refused = next(one for one in told if isinstance(one, Problems))
        assert "重新复核" in refused.text("zh")
    chain = stores[0].publications()
    assert [p.previous for p in chain] == [*(p.seq for p in chain[1:]), 0]
    assert len(chain) == 6  # the first start, and five
    for store in stores:
        store.close()


def test_the_note_says_what_moved_and_why(
    store: Store, newest: Baseline, lower: Baseline, home: Path
) -> None:
    newest.save(home)
    store.publish(newest.id, "甲")
    found = review(store, lower, home=home)
    growth = newest.growth.copy()
    growth[0, column("J")] -= 0.004  # the model alone would have it 0.4 lower
    note = draft(found, replace(newest, growth=growth))
    assert "金融业 2026 下调 2.0 个百分点" in note.zh
    assert "因数据修订（−1.6）、模型（−0.4）。" in note.zh
    assert "Finance 2026 down 2.0 points" in note.en
    assert "by data (−1.6) and model (−0.4)." in note.en
    assert "批发和零售业" not in note.zh
    assert "旧链接的数字不变" in note.zh
    assert "原因未能分解" in draft(found, None).zh
    assert "首次发布" in draft(replace(found, old=None), None).zh
    assert (
        "服务业及各行业今后两年增速的变动都不超过" in draft(replace(found, new=newest), newest).zh
    )


def test_a_year_that_was_forecast_and_is_published_now_is_told(
    store: Store, newest: Baseline, report: Baseline, home: Path
) -> None:
    report.save(home)
    store.publish(report.id, "甲")
    note = draft(review(store, newest, home=home), None)
    assert "2025 年服务业增速已公布：6.2%（此前预测 6." in note.zh
    assert "（此前为 2025-05-28）" in note.zh


def test_a_scenario_that_cannot_be_rerun_is_told_and_keeps_nobody_waiting(
    store: Store, newest: Baseline, lower: Baseline, home: Path
) -> None:
    newest.save(home)
    store.publish(newest.id)
    good = saved(newest)
    row = {"id": "f" * 16, "seal": "0" * 64, "baseline": newest.id, "pin": "{}", "words": ""}
    store.save(good, "好")
    with store.engine.begin() as connection:
        connection.execute(sa.insert(database.records), row)
        entry = {"record": "f" * 16, "title": "坏", "number": 1, "action": "save", "at": ""}
        text = {"note": "", "who": "", "why": ""}
        connection.execute(sa.insert(database.entries), entry | text)
    found = review(store, lower, home=home)
    assert [p.where for p in found.problems] == [f"?s={'f' * 16}"]
    assert {row.title for row in found.rows} == {"", "好 v1"}


def test_the_audit_tells_everything_in_order_even_with_the_clock_set_back(
    store: Store, newest: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter(f"2026-0{n}-01T00:00:00.000+00:00" for n in (5, 6, 3, 4, 7, 8))
    monkeypatch.setattr("data.clock.stamp", lambda: next(times))
    store.log("figures", "q3-2026", {"rows": 12}, "甲", "三季度")
    store.publish(newest.id, "乙", note=NOTE)
    store.publish("1" * 16, "丙")  # the clock was set back to March
    store.log("fit", newest.id, who="丁")
    store.save(saved(newest), "方案", who="戊")
    assert store.publication() == "1" * 16
    told = store.audit()
    kinds = ["save", "key_made", "publish", "publish", "fit", "figures"]
    assert [event.kind for event in told] == kinds
    assert [event.who for event in told if event.kind == "publish"] == ["丙", "乙"]
    assert told[-1].detail == {"rows": 12}
    assert [event.subject for event in store.audit("fit")] == [newest.id]
    with pytest.raises(Problems):
        store.log("fit", "x", who="a\x00b")


def test_a_store_of_before_is_brought_up_to_date(
    setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "HEAD", "0001")
    old = Store(setting)
    row = {"baseline": "a" * 16, "who": "甲", "why": "旧", "at": "2026-01-01"}
    with old.engine.begin() as connection:
        columns = ("baseline", "who", "why", "at")
        table = sa.table("publications", *map(sa.column, columns))
        connection.execute(sa.insert(table), row)
    old.close()
    monkeypatch.setattr(database, "HEAD", "0002")
    new = Store(setting)
    (first,) = new.publications()
    assert (first.baseline, first.note, first.previous) == ("a" * 16, Text("", ""), None)
    assert new.publish("b" * 16).previous == first.seq
    for statement in ("UPDATE publications SET who = 'x'", "DELETE FROM events"):
        new.log("fit", "x")
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), new.engine.begin() as c:
            c.execute(sa.text(statement))
    new.close()


def test_publishing_from_a_terminal(
    newest: Baseline, lower: Baseline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("YUCE_LANG", "zh")
    monkeypatch.setattr("records.publishing.refit.refit", lambda _old, _new: newest)
    for base in (newest, lower):
        base.save()

    def printed(*words: str, code: int = 0) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(yuce(*words, "--json", code=code).splitlines()[0])
        return record

    store = Store()
    store.publish(newest.id)
    store.log("figures", "q3-2026", {"new": 12, "sha256": "a" * 64}, "甲", "三季度")
    store.close()
    shown = printed("publish", lower.id, code=1)
    assert shown["published"] is None
    assert "金融业 2026 下调 2.0 个百分点" in shown["note_zh"]
    code = shown["review"]["acknowledge"]
    assert code in yuce("publish", lower.id, code=1)
    assert "确认的不是这份复核" in yuce("publish", lower.id, "--acknowledge", "x", code=1)
    done = printed("publish", lower.id, "--acknowledge", code, "--note-zh", "改", "--who", "张三")
    assert (done["published"]["note_zh"], done["published"]["who"]) == ("改", "张三")
    assert "Finance 2026 down" in done["published"]["note_en"]
    listed = printed("fits")["fits"]
    assert [one["id"] for one in listed if one["current"]] == [lower.id]
    told = printed("audit", "--kind", "publish")["events"]
    assert [one["subject"] for one in told] == [lower.id, newest.id]
    audited = yuce("audit", "--kind", "figures")
    assert all(one in audited for one in ("新增", "12", "aaaa"))
    assert "发布" in yuce("audit")
    assert printed("forecast")["baseline"] == lower.id  # what the pages show is what is printed
    yuce("publish", "0" * 16, code=1)
