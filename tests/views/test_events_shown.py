"""Whoever reads a decision sees the events it rests on, and which scopes they change."""

import html
import re
from collections.abc import Container
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from base.problems import Language
from cli import app
from commands.outcome import show_outcome
from commands.terminal import heads, out
from forecast.baseline import Baseline
from records.links.codec import encode
from records.links.pin import pin
from records.links.summary import summary
from records.links.upgrades import FIRST_FIELDS
from scenarios.assume.events import Event
from scenarios.assume.scenario import PARTS, Scenario
from scenarios.outcome.simulate import Outcome, simulate
from views.export.brief.brief import brief
from views.export.csv_tables import results
from views.export.offline_page import dossier
from views.export.pictures.pictures import figures
from views.panels.assumed.assumption_form import KINDS
from views.present import names
from views.present.contents import Contents
from views.present.ledger import event_lines
from views.present.verdict_cards import scope_label, target_title
from views.words.documents import DOCUMENTS
from views.words.screen.other_assumptions import OTHER_ASSUMPTIONS
from views.words.screen.questions import QUESTIONS
from views.words.words import speaking, word

ROOT = Path(__file__).parents[2]

EVENTS = {
    "rescoping": {"section": "F", "from": 2027, "scope": "D3", "coefficient": 0.53},
    "census": {"section": "J", "from": 2027, "shift": 0.2},
    "spin_off": {"section": "L", "from": 2026, "amount": 61.5, "ramp": 2},
    "project": {"section": "I", "from": 2027, "amount": 33.25, "ramp": 3},
}
NAMED = {
    "zh": {"rescoping": "批发和零售业 0.53，自2027年", "census": "金融业 +20%，自2027年"},
    "en": {
        "rescoping": "Wholesale and retail 0.53, from 2027",
        "census": "Finance +20%, from 2027",
    },
}
AMOUNTS = {"rescoping": "0.53", "census": "+20%", "spin_off": "61.5", "project": "33.25"}


def moved(base: Baseline, *kinds: str) -> Outcome:
    said = {"reason": "由头一", "source": "出处二"}
    events = [{"kind": kind, **EVENTS[kind], **said} for kind in kinds]
    return simulate(base, Scenario.model_validate({"title_zh": "只有事件", "events": events}))


def flat(text: str) -> str:
    """A text without the breaks that its form needed."""
    return "".join(html.unescape(text).split())


@pytest.mark.parametrize("tongue", ["zh", "en"])
@pytest.mark.parametrize("kind", ["rescoping", "census"])
def test_a_scope_that_an_event_changes_says_so_wherever_its_share_stands(
    newest: Baseline, kind: str, tongue: Language
) -> None:
    outcome = moved(newest, kind)
    contents = Contents(outcome, tongue)
    with speaking(tongue):
        forms = {
            "label": scope_label("D3", outcome),
            "lead": contents.sentence(),
            "card": contents.cards()[1].title,
            "brief": brief(contents).scopes[2][0],
            "summary": summary(pin(outcome), tongue),
            "picture": "".join(figures(contents)),
            "csv": results(contents).decode("utf-8-sig"),
            "offline": dossier(contents).decode(),
        }
    for form, text in forms.items():
        assert flat(NAMED[tongue][kind]) in flat(text), form


@pytest.mark.parametrize("kind", ["spin_off", "project"])
def test_what_adds_value_added_leaves_the_scopes_their_names(newest: Baseline, kind: str) -> None:
    outcome = moved(newest, kind)
    assert all(scope_label(one, outcome) == one for one in outcome.scope_ids)


def test_only_the_scope_that_is_changed_is_named_so(newest: Baseline) -> None:
    outcome = moved(newest, "rescoping")
    assert [one for one in outcome.scope_ids if scope_label(one, outcome) != one] == ["D3"]
    target = next(one.target for one in Contents(outcome, "zh").every_scope())
    base, told = outcome.baseline, outcome.scenario
    assert "口径有调整" not in target_title(target, "D3", base)
    assert "口径有调整" not in target_title(target, "D1", base, told)
    assert "口径有调整" in target_title(target, "D3", base, told)


@pytest.mark.parametrize("tongue", ["zh", "en"])
@pytest.mark.parametrize("kind", list(EVENTS))
def test_a_text_to_paste_counts_and_lists_the_events(
    newest: Baseline, kind: str, tongue: Language
) -> None:
    found = pin(moved(newest, kind))
    with speaking(tongue):
        lines = event_lines(found.shown)
    told = summary(found, tongue, ledger=lines)
    assert ("1 项事件" if tongue == "zh" else "1 event") in told.splitlines()[0]
    assert len(lines) == 1
    assert all(part in told for part in (AMOUNTS[kind], "由头一", "出处二"))


@pytest.mark.slow
@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_terminal_lists_them_and_cuts_nothing(
    newest: Baseline, tongue: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUCE_LANG", tongue)
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("COLUMNS", "80")
    newest.save()
    links = [encode(pin(moved(newest, *kinds))) for kinds in (EVENTS, ("spin_off",))]
    for words in (("open", links[0]), ("compare", *links)):
        shown = CliRunner().invoke(app, words)
        assert shown.exit_code == 0, shown.output
        text = flat(shown.output.replace("│", ""))
        assert "…" not in text
        assert all(amount in text for amount in AMOUNTS.values()), words[0]
        assert "由头一" in text
        assert "出处二" in text


def test_assumptions_are_counted_as_the_board_counts_its_cells(newest: Baseline) -> None:
    items = [
        {"section": "J", "years": [2026, 2027, 2028], "value": 0.02},
        {"section": "I", "years": [2026], "value": 0.1},
    ]
    outcome = simulate(newest, Scenario.model_validate({"assumptions": items}))
    assert "调整 4 处假设" in summary(pin(outcome), "zh")
    assert ", 4 assumptions" in summary(pin(outcome), "en")


def test_no_card_cuts_its_title_short() -> None:
    """A title names the scope, and what an event does to it, at its end."""
    sheets = Path(__file__).parents[2].glob("views/**/*.css")
    rules = [rule for sheet in sheets for rule in sheet.read_text("utf-8").split("}")]
    cards = [rule for rule in rules if ".what" in rule.split("{")[0]]
    assert cards
    assert not any("clamp" in rule or "ellipsis" in rule for rule in cards)


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_terminals_tables_say_whose_growth_they_hold(
    newest: Baseline, tongue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUCE_LANG", tongue)
    with speaking("zh" if tongue == "zh" else "en"):
        baseline, scenario = (
            word(f"growth_of_{whose}", newest.id) for whose in ("baseline", "scenario")
        )
    for outcome, title in (
        (simulate(newest, Scenario()), baseline),
        (moved(newest, "project"), scenario),
    ):
        with out.capture() as told:
            show_outcome(outcome)
        assert flat(title) in flat(told.get())
    split = heads("scope", "by_scope", "by_data")
    assert len(set(split)) == 3


def test_every_kind_of_event_stands_in_every_list_of_kinds() -> None:
    """As docs/extending.md has them; types hold what effects and the ledger make of each."""
    kinds = {
        get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(get_args(Event)[0])
    }
    assert len(kinds) >= 4
    told = (ROOT / "docs/scenario.md").read_text(encoding="utf-8")
    lists: dict[str, Container[str]] = {
        "scenario.PARTS": PARTS,
        "upgrades.FIRST_FIELDS": FIRST_FIELDS,
        "names.EVENTS": names.EVENTS,
        "assumption_form.KINDS": KINDS,
        "documents.DOCUMENTS": DOCUMENTS,
        "other_assumptions": {one.removeprefix("others_") for one in OTHER_ASSUMPTIONS},
        "its help": {
            one.removeprefix("others_").removesuffix("_help")
            for one in OTHER_ASSUMPTIONS
            if one.endswith("_help")
        },
        "docs/scenario.md": re.findall(r'^kind = "(\w+)"', told, re.MULTILINE),
    }
    missing = [(name, kind) for name in lists for kind in kinds if kind not in lists[name]]
    assert missing == []
    assert set(names.EVENTS.values()) <= set(QUESTIONS)
