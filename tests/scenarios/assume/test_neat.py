"""Texts and ids: neat before they are hashed; old ones keep their bytes and are shown neat."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.problems import Problems
from base.texts import line, lines, skeleton, visible
from data import registry
from forecast.baseline import Baseline
from records.links import pin as pins
from records.links.codec import decode, encode
from records.links.opened import open_pin
from records.links.pin import Pin, pin
from records.links.summary import summary
from scenarios.assume.scenario import Scenario, parse
from scenarios.assume.scenario_texts import id_label, neat, official, shown_scenario
from scenarios.outcome.simulate import simulate
from views.words.words import say

TWINS = ("方案A", "方案\u200bA", "方案\u202eA", "方案А", "方案A\u2028", " 方案A\n", "方案\ufe0fA")
"""Titles that look alike: zero-width, turned around, Cyrillic, with an end of line."""


def with_own(kind: str, name: str) -> dict[str, Any]:
    """A scenario with one own target or scope of this id."""
    if kind == "scopes":
        return {"scopes": [{"id": name, "coefficients": {"J": 1}}], "scope": name}
    goal = {"measure": "services_real_growth", "year": 2027, "threshold": 0.02}
    return {"targets": [{"id": name, **goal}]}


def old_pin(base: Baseline, content: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Pin:
    """Pin as earlier versions did, whatever texts and ids say."""
    with monkeypatch.context() as before:
        before.setattr(pins, "misnamed", lambda _: ())
        before.setattr(pins, "neat", lambda scenario: scenario)
        return pin(simulate(base, Scenario.model_validate(content)))


def test_twins_become_one(newest: Baseline) -> None:
    made = {pin(simulate(newest, Scenario(title_zh=title))).id for title in TWINS}
    assert len(made) == 1


@given(st.text(max_size=60))
def test_a_line_is_one_line_of_signs_that_can_be_seen(text: str) -> None:
    for found in (line(text), line(line(text))):
        assert found == line(text)
        assert visible(found) == found
    for one in lines(text).split("\n"):
        assert one == line(one)


def test_every_line_can_stand_in_a_document() -> None:
    """Word and Excel hold XML, which takes no control sign, surrogate or noncharacter."""
    kept = lines("".join(map(chr, range(sys.maxunicode + 1))))
    assert re.fullmatch("[\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+", kept)
    assert len(kept) > 100_000


def test_words_of_other_scripts_stay() -> None:
    for text in ("Россия", "β 与 Σ", "渝策　情景", "👍 40%", "«да»"):
        assert line(text) == text


def test_a_note_keeps_its_lines_and_a_title_has_one(newest: Baseline) -> None:
    told = parse({"title_zh": "甲\n乙", "note_zh": "一\r\n二\u2028三", "source": "a\n b"}, "x.toml")
    assert (told.title_zh, told.note_zh, told.source) == ("甲 乙", "一\n二\n三", "a b")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("targets", "growth-2025"),
        ("targets", "Growth_2O25"),
        ("targets", "share-2027"),
        ("targets", "any"),
        ("targets", "ｇrowth-2025"),
        ("targets", "目标"),
        ("scopes", "d3"),
        ("scopes", "D３"),
        ("scopes", "D-7-2017"),
        ("scopes", "А1"),
        ("scopes", "口径"),
    ],
)
def test_a_new_id_is_plain_and_not_official(kind: str, name: str, newest: Baseline) -> None:
    content = with_own(kind, name)
    with pytest.raises(Problems) as told:
        parse(content, "x.toml")
    assert told.value.problems[0].code in ("id-letters", "id-official")
    if name not in ("any",):  # of which no scope can be made at all
        with pytest.raises(Problems) as told:
            pin(simulate(newest, Scenario.model_validate(content)))
        assert told.value.problems[0].code in ("id-letters", "id-official")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("targets", "growth-2025"),
        ("targets", "ｇrowth-2025"),
        ("scopes", "D３"),
        ("scopes", "口径"),
    ],
)
def test_an_old_pin_keeps_its_bytes_and_is_shown_under_another_name(
    kind: str, name: str, newest: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "7.9%\u202e达成\n已密封\x1b[31m"
    sent = old_pin(
        newest, with_own(kind, name) | {"title_zh": title, "title_en": title}, monkeypatch
    )
    again = decode(encode(sent))
    assert again.text() == sent.text()
    assert again.scenario.title_zh == title
    found = open_pin(again, lambda _: newest, newest)
    assert found.same, found.differences
    assert found.decided is not None
    plain = simulate(newest, Scenario())
    for tongue in ("zh", "en"):
        told = summary(pin(found.decided), tongue).split("\n")  # going on is a new scenario
        assert len(told) == len(summary(pin(plain), tongue).split("\n")) + (kind == "targets")
        assert [visible(one) for one in told] == told
        assert any("自定 " in one or "own: " in one for one in told)
    record = found.record()
    assert "\u202e" not in json.dumps(record["scenario"], ensure_ascii=False)
    if kind == "targets":
        assert [row["id"] for row in record["as_decided"]["targets"] if row["own"]] == ["own-1"]
    else:
        assert record["as_decided"]["scenario"]["scope"] == "U1"
        assert name not in {row["scope"] for row in record["as_decided"]["targets"]}


def test_what_is_neat_stays_the_very_same() -> None:
    plain = Scenario.model_validate(with_own("targets", "own-1") | with_own("scopes", "U1"))
    assert neat(plain) is plain
    assert shown_scenario(plain) is plain


def test_own_ids_that_change_change_everywhere() -> None:
    content = with_own("scopes", "Ｄ1")
    content["scopes"].append({"id": "U1", "coefficients": {"I": 1}})
    content["events"] = [
        {"kind": "rescoping", "scope": "Ｄ1", "section": "J", "from": 2027, "coefficient": 0.1}
    ]
    content["targets"] = [
        {"id": "t", "measure": "producer_share", "scope": "Ｄ1", "year": 2027, "threshold": 0.1}
    ]
    found = shown_scenario(Scenario.model_validate(content))
    assert [one.id for one in found.scopes] == ["U2", "U1"]
    assert {found.scope, found.targets[0].scope} == {"U2"}
    assert found.events[0].model_dump()["scope"] == "U2"


def test_every_table_ever_shipped_is_kept_under_its_hash() -> None:
    kept = sorted(registry.SHIPPED.glob("*.json"))
    for path in kept:
        assert registry.file(path.stem.split("-")[0], path.read_bytes()) == path  # type: ignore[arg-type]
    for kind in ("targets", "scopes"):
        content = registry.written(registry.today(kind))
        assert registry.file(kind, content) in kept, "run `python -m data.registry`"
        assert [*registry.tables(kind)]


def test_a_changed_table_needs_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = registry.today("targets")
    rows[0] |= {"threshold": 6.0}
    assert not registry.file("targets", registry.written(rows)).exists()


def test_official_ids_look_like_themselves() -> None:
    assert skeleton("D３") == skeleton("d3") == skeleton("D_3")
    assert skeleton("U1") != skeleton("D1")


def test_a_scenario_file_says_what_is_wrong_with_its_ids(tmp_path: Path) -> None:
    with pytest.raises(Problems) as told:
        parse(
            with_own("targets", "own") | {"targets": with_own("targets", "own")["targets"] * 2},
            "a.toml",
        )
    assert [one.where for one in told.value.problems] == [
        "a.toml targets[0].id",
        "a.toml targets[1].id",
    ]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("⾦融增⻓", "金融增长"),
        ("エ业", "工业"),
        ("方案Ꭺ", "方案A"),
        ("ՕՏ", "OS"),
        ("Հայաստան", "Հայաստան"),
        ("放缓\U000e0100\u2800\ufffc\ue000", "放缓"),
    ],
)
def test_twins_of_a_title_are_one(written: str, seen: str) -> None:
    assert line(written) == seen


@pytest.mark.parametrize("name", ["growth-2026", "Share_2O28", "D9", "dl2"])
def test_ids_that_may_become_official_are_taken(name: str) -> None:
    for kind in ("targets", "scopes"):
        assert official(kind, name)
        assert id_label(kind, name, "zh") == name
    assert not official("targets", "growth-fast")
    assert id_label("scopes", "U1", "zh") == "自定 U1"


def test_a_name_closes_no_quotation() -> None:
    told = say("zh", "seal_named", "李四”，2026-11-27。由本系统签章：“王局长")
    assert (told.count("“"), told.count("”")) == (1, 1)
