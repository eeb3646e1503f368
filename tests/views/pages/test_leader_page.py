"""The leader's page, the app's own page of a link and `yuce open --json` say the same."""

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from terminal import yuce
from test_share_pages import opened, said

from base.problems import Language
from data import clock
from forecast.fit_cache import prepare
from records.links.codec import encode, short_link
from records.links.opened import Opened
from records.links.pin import Pin, pin
from records.publishing import opening
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from views.export.leader.briefing import Briefing
from views.export.leader.leader_page import Places, leader_page
from views.session import baselines, opened_link
from views.session.baselines import REPORT, newest
from views.words.numbers import chance, percent
from views.words.words import speaking, word

PLACES = Places("/?app=1", "/", {})
MOVED = {"section": "J", "years": [2026, 2027], "value": 0.07, "reason": "r", "owner": "o"}
SCENARIOS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "moved": {"title_zh": "方案", "assumptions": [MOVED]},
    "own target, another scope": {
        "scope": "D7",
        "assumptions": [MOVED],
        "targets": [
            {
                **{"id": "mine", "measure": "services_real_growth", "year": 2026},
                **{"threshold": 0.07, "title_zh": "快", "title_en": "fast"},
            }
        ],
    },
    "two own targets of a year": {
        "targets": [
            {"id": f"t{n}", "measure": "services_real_growth", "year": 2026, "threshold": n / 100}
            for n in (5, 8)
        ],
    },
}
ROW = re.compile(r'class="number">([^<]*)</span>\s*<span class="verdict">([^<]*)</span>')


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    opened_link.store.clear()
    return Store()


def made(day: date, content: dict[str, Any]) -> Pin:
    return pin(simulate(prepare(day), Scenario.model_validate(content)))


def briefing(link: str) -> Briefing:
    found = opening.open_link(link, Store, today=baselines.in_use)
    assert isinstance(found, Opened)
    return Briefing(found, opening.savings(found.pin.own_id, Store), clock.today())


def figures(html: str) -> set[tuple[str, str]]:
    """Every number on a card, with its verdict."""
    return {(unescape(number), unescape(verdict)) for number, verdict in ROW.findall(html)}


@pytest.mark.parametrize("kind", SCENARIOS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_app_and_terminal_say_the_same(kind: str, language: Language) -> None:
    sent = made(newest(), SCENARIOS[kind])
    link = encode(sent)
    with speaking(language):
        page = leader_page(briefing(link), PLACES)
    app = said(opened(link, language))
    shown = figures(page)
    assert shown == figures(app)
    told = json.loads(yuce("open", link, "--json"))["as_decided"]
    scope = sent.scenario.scope
    judged = [one for one in told["targets"] if one["scope"] in (None, scope)]
    assert {number for number, _ in shown} == {percent(one["value"]) for one in judged}
    for one in judged:
        assert f" {chance(one['odds'])}" in unescape(page)
        assert chance(one["odds"]) in unescape(app)


def test_the_newest_of_ones_own_targets_leads_as_it_does_in_the_app() -> None:
    link = encode(made(newest(), SCENARIOS["two own targets of a year"]))
    with speaking("zh"):
        first = leader_page(briefing(link), PLACES).split('<article class="card')[1]
    assert "达到8%" in re.sub(r"\s", "", unescape(first))


def test_what_is_no_longer_so_today_stands_beside_what_was_sent(store: Store) -> None:
    sent = made(REPORT, {"title_zh": "旧方案", "assumptions": [{**MOVED, "years": [2025, 2026]}]})
    store.save(sent, "旧方案", "", "李某")
    link = short_link(sent.id)
    with speaking("zh"):
        found = briefing(link)
        page = leader_page(found, PLACES)
        then, now = ([getattr(one, way) for one in found.clocks] for way in ("then", "now"))
        assert then != now
        assert word("leader_apart") in page
    section = page.split('id="clocks"')[1].split("</section>")[0]
    app = said(opened(link))
    assert figures(section) >= figures(app)
    assert word("as_decided") in section
    assert section.count('class="pair"') == len(found.clocks) + 1
    assert len(page.encode()) < 100_000


def test_what_agrees_stands_once() -> None:
    with speaking("zh"):
        page = leader_page(briefing(encode(made(newest(), SCENARIOS["moved"]))), PLACES)
    assert 'class="pair"' not in page
    assert page.count('class="number"') == 3  # the year ahead, the share, last year's target


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_a_scenario_that_moves_everything_stays_small(language: Language) -> None:
    years = {"years": [2026, 2027, 2028, 2029, 2030]}
    items = [
        {"section": section, "value": 0.05 + number / 1000, "reason": "理由" * 60, **years}
        for number, section in enumerate("FGHIJKLMNOPQRS")
    ]
    with speaking(language):
        page = leader_page(briefing(encode(made(newest(), {"assumptions": items}))), PLACES)
    assert len(page.encode()) < 100_000
    assert page.count("<article") == 14 + 3


def test_no_word_of_the_model_stands_without_its_meaning() -> None:
    with speaking("zh"):
        found = briefing(encode(made(newest(), SCENARIOS["moved"])))
        first = " ".join([found.conclusion, *(" ".join(one.lines) for one in found.figures)])
    assert "中位数" not in first
    assert "P50" not in first
    assert not re.search(r"D\d(?! \w)", first)  # an id of a scope has its name behind it
    assert found.share is not None
    assert all(len(one) < 200 for one in (found.conclusion, found.seal))
