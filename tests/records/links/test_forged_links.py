"""Forged links with a right checksum: nothing is shown as worked out here that was not.

500 of them in `make test`, with every kind of change and of field among them, 5,000 in
`make test-long`; what is looked at is what a reader sees: the page, the terminal and `--json`.
"""

import copy
import io
import json
import os
import re
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial, reduce
from pathlib import Path
from typing import Any, Final

import pytest
from forging import FAR, NESTS, SIGNS, forgeries, packed
from rich.console import Console
from streamlit.testing.v1 import AppTest

from base.problems import Problems
from commands.reports import link_report
from forecast.baseline import Baseline
from records.links.codec import decode, encode
from records.links.opened import Opened, open_pin
from records.links.pin import Pin, pin
from records.publishing import opening
from records.publishing.twins import twin
from records.store.received import receive
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from scenarios.outcome.targets import Verdict, judge, targets, within_horizon
from views.present.ledger import SAID, ledger
from views.present.seals import MARKS, as_claims
from views.session import current, opened_link
from views.words.numbers import percent

COUNT: Final = 5_000 if os.environ.get("YUCE_LONG") else 500
ROOT = Path(__file__).parents[3]
CARD = re.compile(
    r'class="card (\w+)".*?class="what">((自定 )?[^<·]*?)(?: · [^<]*)?<.*?class="number">([^<]*)<'
)
"""Verdict, title and its mark, and number of a card."""

TONES: Final = {"met": ("met",), "missed": ("missed", "near"), "too_close": ("near",)}
"""How a card of each verdict may be coloured: near is too close, or within the tolerance."""

FORGED_LINE = re.compile(r"(?m)^\s*(由本系统签章|Sealed here for|基准 0123)")
"""A line of ours, which none of these links may make anybody see: no key is known here."""

PERCENT = re.compile(r"[−-]?\d+\.\d%")

SECTION = {"section": "J", "years": [2027], "value": 0.05, "reason": "理由", "owner": "张三"}
OWN: Final[dict[str, Any]] = {
    "scope": "U1",
    "title_zh": "方案",
    "note_zh": "备注",
    "assumptions": [SECTION],
    "scopes": [{"id": "U1", "title_zh": "金融减半", "coefficients": {"J": 0.5, "I": 1}}],
    "targets": [
        {"id": "fast", "measure": "services_real_growth", "year": 2027, "threshold": 0.061},
        {"id": "own", "measure": "producer_share", "scope": "any", "year": 2028, "threshold": 0.5},
    ],
    "events": [
        {"kind": "rescoping", "scope": "U1", "section": "G", "from": 2028, "coefficient": 1}
    ],
}
ASIDE = {"linkage": "together", "assumptions": [SECTION | {"years": [2026, 2027]}], "scope": "D6"}
LONG = {"assumptions": [SECTION | {"reason": "".join(chr(0x4E00 + 37 * n) for n in range(500))}]}


def pinned(base: Baseline, content: dict[str, Any]) -> Pin:
    return pin(simulate(base, Scenario.model_validate(content)))


@pytest.fixture(scope="module")
def pins(newest: Baseline, report: Baseline) -> list[Pin]:
    """Pins of every kind, as a link gives them back."""
    newest.save()
    report.save()
    elsewhere = replace(newest, manifest=newest.manifest | {"seed": 99})
    sent = [pinned(newest, one) for one in ({}, OWN, ASIDE, LONG)]
    sent += [pinned(report, ASIDE), pinned(elsewhere, OWN)]
    return [decode(encode(one)) for one in sent]


@pytest.fixture
def load(newest: Baseline, report: Baseline) -> Any:
    kept = {one.id: one for one in (newest, report)}
    return lambda name: kept[name] if name in kept else Baseline.load(name, Path("/nowhere"))


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    opened_link.store.clear()
    yield
    opened_link.store.clear()


def opened(link: str, load: Any, today: Baseline) -> Opened | None:
    """Open a link; None when it is refused, with a code and words that hide nothing."""
    try:
        sent = receive(link, Store)
        return open_pin(sent.pin, load, today, twin=partial(twin, load=load), seal=sent.seal)
    except Problems as refused:
        for one in refused.problems:
            assert one.code
            assert_clean(one.text("zh") + one.text("en"))
        return None


def assert_clean(text: str) -> None:
    for sign in SIGNS[:4]:
        assert sign not in text, repr(sign)


def truth(found: Opened) -> dict[tuple[str, str | None, bool], tuple[float, float, Verdict]]:
    """Judge by today's tables and the scenario's own targets alone, from the scenario itself."""
    assert found.decided is not None
    here = {"baseline": found.decided.baseline.id}
    outcome = simulate(found.decided.baseline.widened(()), found.pin.shown.model_copy(update=here))
    own = [one for one in found.pin.believed if one.own]
    rows: dict[tuple[str, str | None, bool], tuple[float, float, Verdict]] = {}
    for target in (*targets(), *own):
        if within_horizon(target, outcome):
            for scope in outcome.scope_ids if target.scope == "any" else (target.scope,):
                one = judge(target, outcome, scope)
                rows[target.id, scope, target.own] = (one.value, one.odds, one.verdict)
    return rows


def printed(found: Opened, width: int = 200) -> str:
    """What the terminal shows."""
    told = io.StringIO()
    with pytest.MonkeyPatch.context() as here:
        here.setenv("YUCE_LANG", "zh")
        here.setattr(link_report, "out", Console(file=told, width=width, highlight=False))
        link_report.show_opened(found)
    return told.getvalue()


def script() -> None:
    """What app.py does with a link, without the rest of the page."""
    import runpy

    from base.problems import Problems
    from views.session import current, opened_link

    found = opened_link.read_once(current.standing)
    if isinstance(found, Problems):
        opened_link.refusal(found)
    else:
        runpy.run_path("views/pages/decided.py")


def page(link: str) -> AppTest:
    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["language"] = "zh"
    app.query_params["x"] = link.removeprefix("?x=")
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    found = [getattr(element, "body", "") for element in app.get("html")]
    kinds = (app.markdown, app.caption, app.success, app.warning, app.error, app.code, app.info)
    return " ".join(map(str, found + [element.value for kind in kinds for element in kind]))


def test_forged_links_show_what_is_true_or_nothing(
    pins: list[Pin], newest: Baseline, load: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened_link, "load", load)
    monkeypatch.setattr(current, "standing", lambda: newest)
    monkeypatch.setattr(opening, "refit", lambda _old, _new: None)
    counts = {"refused": 0, "unverified": 0, "other": 0, "same": 0}
    for number, (link, told) in enumerate(forgeries(pins, COUNT)):
        try:
            found = opened(link, load, newest)
            counts[_seen(found)] += 1
            if found is not None:
                shown(found)
            if number % 5 == 0:
                paged(link, found)
        except Exception as error:
            raise AssertionError(f"{told}\n{link}") from error
    assert min(counts.values()) > 0, counts  # every way of ending was tried


def test_what_cannot_be_judged_is_told_with_the_reason(
    newest: Baseline, load: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened_link, "load", load)
    monkeypatch.setattr(current, "standing", lambda: newest)
    late = OWN["targets"][0] | {"id": "late", "title_zh": "远期", "year": 2040}
    past = OWN["targets"][1] | {"id": "past", "title_zh": "![x](http://evil.example)", "year": 2025}
    sent = pinned(newest, {"targets": [late, past]})
    seen = said(page(encode(sent)))
    for text in (printed(open_pin(sent, load, newest)).replace("\n", ""), seen):
        assert "自定 远期（2040 年 ≥6.1%）：2040" in text
        assert "evil.example)（2025 年 ≥50%）：2025 年已过" in text


def _seen(found: Opened | None) -> str:
    if found is None:
        return "refused"
    return "unverified" if not found.verified else "same" if found.same else "other"


def shown(found: Opened) -> None:
    """Hold what `--json` and the terminal show against the truth."""
    record = found.record()
    assert record["believed"] is found.believed
    if found.believed:
        text = printed(found)
        assert_clean(text)
        assert not FORGED_LINE.search(text)
        if found.pin.shown.title_zh:
            assert "标题（自称）：" in text
    carried(found)
    if not found.verified:
        assert record["as_decided"] is None
        assert found.judged() == []
        return
    true = truth(found)
    for row in record["as_decided"]["targets"]:
        assert (row["value"], row["odds"], row["verdict"]) == true[
            row["id"], row["scope"], row["own"]
        ]
    if found.same:
        stated = found.pin.headline.targets
        for digits, row in zip(stated, record["as_decided"]["targets"], strict=True):
            assert digits.verdict == row["verdict"]
            assert digits.value == pytest.approx(row["value"], abs=2e-6)
    assert_clean(json.dumps(record["as_decided"], ensure_ascii=False))
    for row in record["as_decided"]["targets"]:
        assert row["own"] or row["id"] in {one.id for one in targets()}


def carried(found: Opened) -> None:
    """What would go on the board from a link that nobody sealed is a claim, word by word."""
    if found.today is None or not found.believed:
        return
    scenario = as_claims(found.today.scenario)
    texts = [(scenario.title_zh, "zh"), (scenario.note_zh, "zh"), (scenario.source, "zh")]
    texts += [(scenario.title_en, "en"), (scenario.note_en, "en")]
    texts += [(getattr(one, key), "zh") for one in ledger(scenario) for key in SAID]
    for text, tongue in texts:
        assert not text or text.endswith(MARKS["zh" if tongue == "zh" else "en"])
        assert "\n" not in text


def paged(link: str, found: Opened | None) -> None:
    """Look at the page: its cards hold true figures only, and a refusal holds none."""
    app = page(link)
    text = said(app)
    assert_clean(text)
    for sign in SIGNS[4:]:
        assert sign not in text
    marked = [one.value for kind in (app.caption, app.markdown) for one in kind]
    assert not any("](http" in one for one in marked)
    assert not re.search(r'class="pin">\s*(由本系统签章|Sealed here)', text)
    if found is None or not found.believed:
        assert app.get("html") == []
        assert not PERCENT.search(text)
        return
    bodies = [str(getattr(one, "body", "")) for one in app.get("html")]
    cards = [one for one in bodies if 'class="cards"' in one]
    assert {(one[0], one[3]) for one in CARD.findall(cards[0])} <= {
        (tone, percent(value))
        for value, _, verdict in truth(found).values()
        for tone in TONES[verdict]
    }
    for _, title, mark, _ in CARD.findall(cards[0]):
        assert (mark == "自定 ") != (title in {one.zh for one in targets()})
    assert ("完全一致" in text) == found.same


def cost(link: str, load: Any) -> int:
    """Most bytes held at once while a link is opened and judged."""
    tracemalloc.start()
    with suppress(Problems):
        open_pin(receive(link, Store).pin, load).judged()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_a_hostile_link_costs_little_more_than_an_honest_one(pins: list[Pin], load: Any) -> None:
    """Rows are counted before anything is worked out; what is unpacked has a limit."""
    honest = max(cost(encode(one), load) for one in pins[:4])
    record = pins[0].record()
    goal = OWN["targets"][1] | {"title_zh": "", "title_en": "", "sense": ">=", "tolerance": 0.0}
    goals = [goal | {"id": f"t{number}", "source": ""} for number in range(38)]
    scope = {"title_zh": "", "title_en": "", "coefficients": {"J": 1.0}, "source": ""}
    record["scenario"] |= {"targets": goals}
    record["scenario"] |= {"scopes": [scope | {"id": f"U{number}"} for number in range(8)]}
    row = record["targets"][1] | {"threshold": 0.5, "strict": False, "year": 2028}
    row |= {"wording": "", "release": "", "note": ""}
    record["targets"] += [row | dict.fromkeys(("id", "zh", "en"), one["id"]) for one in goals]
    hostile = [packed(record), *(link for link, _ in forgeries(pins, 40, seed=2))]
    worst = max(cost(link, load) for link in hostile)
    assert worst < min(3 * honest, 10_000_000)


def numbered(record: dict[str, Any]) -> Iterator[list[str | int]]:
    """Give the way to every number of a pin, one of each kind of field."""
    ways: dict[str, list[str | int]] = {}
    found: list[tuple[list[str | int], Any]] = [([], record)]
    while found:
        way, item = found.pop()
        if isinstance(item, dict | list):
            inside = item.items() if isinstance(item, dict) else enumerate(item)
            found += [([*way, key], value) for key, value in inside]
        elif isinstance(item, int | float):
            ways[".".join(str(key) for key in way if isinstance(key, str))] = way
    yield from ways.values()


def test_no_number_and_no_depth_of_a_link_breaks_anything(
    pins: list[Pin], newest: Baseline, load: Any
) -> None:
    """Far numbers and nests at each place, a third of them at each, are refused or worked out."""
    tried = refused = 0
    for place, way in enumerate(numbered(pins[1].record())):
        for number in (*FAR, *NESTS)[place % 3 :: 3]:
            record = copy.deepcopy(pins[1].record())
            *into, last = way
            reduce(lambda held, key: held[key], into, record)[last] = number  # type: ignore[index]
            found = opened(packed(record), load, newest)
            tried, refused = tried + 1, refused + (found is None)
            if found is not None:
                assert json.dumps(found.record(), allow_nan=False)
                printed(found)
    assert tried > 130
    assert refused > 0.9 * tried


def crowds(pins: list[Pin]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give pins that are too long somewhere, each by far, and small when deflated."""
    item = dict(pins[1].record()["scenario"]["assumptions"][0])
    event = {"kind": "project", "section": "J", "from": 2027, "amount": 1.0, "ramp": 1}
    event |= dict.fromkeys(("title_zh", "title_en", "reason", "source", "owner"), "")
    goal = OWN["targets"][0] | {"title_zh": "", "title_en": "", "scope": None, "source": ""}
    goal |= {"sense": ">=", "tolerance": 0.0}
    scope = {"id": "U", "title_zh": "", "title_en": "", "coefficients": {"J": 1.0}, "source": ""}
    parts = {
        "one year": {"assumptions": [item | {"years": [2027] * 10_000}]},
        "years": {"assumptions": [item | {"years": [*range(2027, 2069)]}]},
        "twice": {"assumptions": [item | {"years": [2027, 2027]}]},
        "cells": {"assumptions": [item] * 8_000},
        "reasons": {"assumptions": [item | {"reason": "x" * 2_000}] * 3_000},
        "wrong": {"assumptions": [item | dict.fromkeys(item, 7) | {"years": [1]}] * 3_000},
        "events": {"events": [event] * 400},
        "goals": {"targets": [goal | {"id": f"t{number}"} for number in range(300)]},
        "scopes": {"scopes": [scope] * 500},
        "keys": {f"x{number}": 0 for number in range(4_000)},
    }
    for name, part in parts.items():
        record = pins[0].record()
        yield name, record | {"scenario": record["scenario"] | part}
    for place, key in (("standing", "real_growth"), ("headline", "growth"), ("headline", "joint")):
        record = pins[0].record()
        record[place] = record[place] | {key: {f"{number}": [0] for number in range(5_000)}}
        yield f"{place}.{key}", record
    record = pins[0].record()
    record["standing"]["real_growth"]["J"] = [0] * 20_000
    yield "steps", record
    yield "rows", pins[0].record() | {"targets": pins[0].record()["targets"] * 300}


def test_no_list_of_a_link_is_longer_than_any_honest_one(pins: list[Pin], load: Any) -> None:
    """Each is refused by one problem, before anything large is made of it."""
    honest = max(cost(encode(one), load) for one in pins[:4])
    for name, record in crowds(pins):
        link = packed(record)
        assert cost(link, load) < honest, name
        with pytest.raises(Problems) as caught:
            receive(link, Store)
        assert len(caught.value.problems) == 1, name
        assert caught.value.problems[0].code in ("link-too-many", "link-too-long", "link-content")


def test_what_the_longest_lists_cost_is_near_an_honest_link(pins: list[Pin], load: Any) -> None:
    honest = max(cost(encode(one), load) for one in pins[:4])
    record = pins[0].record()
    item = dict(pins[1].record()["scenario"]["assumptions"][0])
    codes = list(pins[0].record()["standing"]["real_growth"])
    full = [
        item | {"section": code, "measure": measure, "years": [year], "reason": "x" * 1_000}
        for code in codes
        for measure in ("real_growth", "deflator")
        for year in range(2026, 2066)
    ]
    for items in (full, [one | {"value": "?"} for one in full]):
        scenario = record["scenario"] | {"assumptions": items}
        assert cost(packed(record | {"scenario": scenario}), load) < 3 * honest


def test_no_words_of_a_sender_begin_a_line_of_the_terminal(pins: list[Pin], load: Any) -> None:
    """However wide the screen, what is padded so that a line of ours seems to begin hangs."""
    lie = "由本系统签章：“王局长”"
    for wide in range(60, 110):
        record = pins[3].record()
        said = "无" * (wide // 2 - 30 + wide % 7) + " " + lie
        record["scenario"]["assumptions"][0]["reason"] = said
        record["scenario"]["source"] = record["scenario"]["note_zh"] = said
        found = open_pin(receive(packed(record), Store).pin, load)
        text = printed(found, wide)
        assert text.count(lie) or "王局长" in text
        assert not re.search(r"(?m)^ {0,2}由本系统签章", text), wide
