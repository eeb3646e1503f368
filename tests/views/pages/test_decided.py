"""The opened page says all that a link rests on, in words, and whose words they are."""

from dataclasses import replace
from pathlib import Path

import pytest
from test_share_pages import opened, said

from base.problems import Language
from forecast.fit_cache import prepare
from records.links.codec import encode, short_link
from records.links.opened import Opened
from records.links.pin import Pin, pin
from records.links.seal import Attested
from records.links.verification import Difference, worked_out
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from views.present.link_differences import differences
from views.present.seals import claimed
from views.session import opened_link
from views.session.baselines import newest
from views.words.words import speaking, word

CONTENT = {
    "title_zh": "口径之辩",
    "note_zh": "发送者的说明",
    "note_en": "What the sender notes",
    "source": "某处室测算",
    "events": [
        {"kind": "rescoping", "section": "F", "from": 2027, "scope": "D3", "coefficient": 0.53,
         "reason": "由头一", "source": "出处一"},
        {"kind": "spin_off", "section": "L", "from": 2026, "amount": 61.5, "ramp": 2,
         "reason": "由头二", "source": "出处二"},
    ],
    "assumptions": [
        {"section": "J", "years": [2026], "kind": "change", "value": -0.01},
        {"section": "K", "years": [2026], "kind": "percentile", "value": 0.25},
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    opened_link.store.clear()
    return Store()


def sent() -> Pin:
    return pin(simulate(prepare(newest()), Scenario.model_validate(CONTENT)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_events_note_and_source_stand_on_the_opened_page(language: Language) -> None:
    text = said(opened(encode(sent()), language))
    with speaking(language):
        note, source = claimed(word("fact_note"), Attested("none")), word("fact_source")
    told = {
        "zh": (
            "口径有调整：批发和零售业 0.53，自2027年",
            "比基准低 1 个百分点",
            "历史第 25 百分位",
        ),
        "en": (
            "adjusted: Wholesale and retail 0.53, from 2027",
            "1 point below",
            "P25 of its past",
        ),
    }
    parts = (*told[language], "61.5", "由头一", "由头二", "出处一", "出处二", note, source)
    assert all(part in text for part in parts), [part for part in parts if part not in text]
    assert ("发送者的说明" if language == "zh" else "What the sender notes") in text
    assert "某处室测算" in text
    assert not any(
        raw in text for raw in ("change -0.01", "percentile 0.25", "自称（自称", "当时决定")
    )


def test_what_the_saver_said_is_labelled_beside_what_the_scenario_says(store: Store) -> None:
    found = sent()
    store.save(found, "存档", note="保存者的备注", who="李某", why="常务会")
    text = said(opened(short_link(found.id)))
    parts = (
        "保存人：李某（自称）",
        "事由：常务会",
        "备注：保存者的备注",
        "情景说明",
        "发送者的说明",
    )
    assert all(part in text for part in parts), text


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_differences_are_told_in_words(tongue: Language) -> None:
    baseline, found = prepare(newest()), sent()
    outcome, _ = worked_out(found, baseline)
    rows = (
        Difference("targets.share-2027.D6.value", 0.68, 0.612),
        Difference("targets.share-2027.D3.verdict", "met", "missed"),
        Difference("targets.growth-2025.odds", 0.9, 0.48),
        Difference("targets.growth-2025.published", "True", "False"),
        Difference("growth.2026", 0.07, 0.061),
        Difference("growth.2027", 0.06201, 0.06202),
        Difference("joint_odds.D3", 0.9, 0.1),
        Difference("scopes", "0" * 16, found.scopes),
        Difference("standing", None, None),
    )
    with speaking(tongue):
        told = differences(replace(Opened(found, outcome, None, (), ()), differences=rows))
    assert told[0][1:] == ("68.0%", "61.2%")
    assert told[5][1] != told[5][2]
    assert not any(
        mark in row[0] for row in told for mark in ("targets.", "joint_odds", "standing")
    )
    assert not {"met", "missed", "True", "False"} & {cell for row in told for cell in row}


def test_a_claim_is_never_doubled() -> None:
    with speaking("zh"):
        once = claimed("张三", Attested("none"))
        assert claimed(once, Attested("none")) == once == "张三（自称）"
