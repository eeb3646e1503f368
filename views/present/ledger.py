"""The ledger as printed (台账): every assumption, event, own target and own scope, and why."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from base.digits import exact
from base.texts import own_name
from data.sections import industry
from records.links.pin import Pin
from records.links.seal import Attested
from scenarios.assume.events import Event, Project, Rescoping, Revision, SpinOff
from scenarios.assume.scenario import Assumption, Scenario
from views.present.names import cited, name
from views.present.seals import as_claim, claimed, heard, unmarked
from views.words.numbers import percent
from views.words.words import Points, aside, joined, labelled, language, pick, word

SAID: Final = ("reason", "source", "owner")
"""What is said of an event, beside the event itself."""

HEADS: Final = (*("section", "years", "measure", "assumed", "reason", "source", "owner", "review"),)
"""Heads of the ledger, words of the table, in the order of an entry."""

TEXTS: Final = {"title": "scenario_title", "note": "fact_note"}
"""What texts are called that are not called as their field is."""


@dataclass(frozen=True)
class LedgerLine:
    """A line of the ledger (台账一行), as printed."""

    section: str
    years: str
    measure: str
    assumed: str
    reason: str = ""
    source: str = ""
    owner: str = ""
    review: str = ""


def ledger(scenario: Scenario) -> list[LedgerLine]:
    """List all that a scenario states, with its reasons (台账), in the language spoken.

    Events come first: what they change no growth says. Assumptions that differ by year alone
    are one line.
    """
    alike: dict[Assumption, list[int]] = {}
    for item in scenario.assumptions:
        alike.setdefault(item.model_copy(update={"years": ()}), []).extend(item.years)
    lines = [_assumption(item, years) for item, years in alike.items()]
    return [*_events(scenario), *lines, *_own(scenario)]


def event_lines(scenario: Scenario) -> list[str]:
    """Say each event in a line (事件逐条): section, year, what and how much, reason and source."""
    lines = []
    for one in _events(scenario):
        said = [labelled(key, text) for key in SAID if (text := getattr(one, key))]
        what = joined((one.section, one.years, one.assumed))
        lines.append(word("stop").join((labelled("event", what), *said)))
    return lines


def left_out(fields: Iterable[str]) -> list[str]:
    """Name the texts that a link had no room for (链接未收入), in words."""
    named = (one.removesuffix("_zh").removesuffix("_en") for one in fields)
    return [word(TEXTS.get(one, one)) for one in dict.fromkeys(named)]


def left_behind(pin: Pin, seal: Attested) -> str:
    """Say what a link had no room for (未随链接的文字), and of what id; "" where it had all."""
    gone = pin.left_out
    if gone is None:
        return ""
    return word("left_out", claimed(gone.id, seal), joined(left_out(gone.fields)))


def told(scenario: Scenario) -> dict[str, str]:
    """Give a scenario's own note and source (情景说明、情景来源), where there are any."""
    said = {
        "fact_note": pick(scenario.note_zh, scenario.note_en),
        "fact_source": cited(scenario.source),
    }
    return {key: heard(text) for key, text in said.items() if text}


def _assumption(item: Assumption, years: Sequence[int]) -> LedgerLine:
    said = {
        "level": lambda: percent(item.value, _digits(item.value)),
        "change": lambda: _against(item.value),
        "percentile": lambda: word("percentile", exact(item.value, 2)),
    }[item.kind]()
    texts = reason, source, owner = said_of(item)
    review = _day(item.review, claim=any(unmarked(one) != one for one in texts))
    return LedgerLine(
        *(name(industry(item.section)), _span(years), word(item.measure), said),
        *(_as_written(reason), source, owner, review),
    )


def said_of(item: Assumption | Event) -> tuple[str, str, str]:
    """Give reason, source and owner as they are printed (理由、来源、责任人)."""
    return heard(item.reason), cited(heard(item.source)), heard(item.owner)


def _day(day: date | None, claim: bool) -> str:
    """Print a review date, one that came with a claim as a claim."""
    told = day.isoformat() if day else ""
    return as_claim(told, language()) if claim else told


def _events(scenario: Scenario) -> Iterator[LedgerLine]:
    own = {one.id: own_name(one.id, language()) for one in scenario.scopes}
    return (_event(one, own) for one in scenario.events)


def _event(event: Event, own: Mapping[str, str]) -> LedgerLine:
    if isinstance(event, Project | SpinOff):
        said = word(event.kind, exact(event.amount), event.ramp)
    elif isinstance(event, Rescoping):
        said = word("rescoping", own.get(event.scope, event.scope), exact(event.coefficient))
    elif isinstance(event, Revision):
        said = word("census", f"{exact(event.shift, 2, signed=True)}%")
    else:
        assert_never(event)
    title = pick(event.title_zh, event.title_en)
    reason, source, owner = said_of(event)
    return LedgerLine(
        *(name(industry(event.section)), word("since", event.start), word("event")),
        said + aside(title) if title else said,
        *(_as_written(reason), source, owner),
    )


def _as_written(reason: str) -> str:
    """Give a reason as it was written (理由原文); an English reader is told of a Chinese one."""
    foreign = language() == "en" and re.search(r"[\u4e00-\u9fff]", reason)
    return reason + aside(word("in_chinese")) if foreign else reason


def _against(change: float) -> str:
    """Say a change from the baseline by its side and size."""
    key = "change_below" if change < 0 else "change_above"
    return word(key, Points(exact(abs(change), 2)))


def _own(scenario: Scenario) -> Iterator[LedgerLine]:
    """Own targets and scopes: what they say, and their source."""
    for target in scenario.targets:
        title = pick(target.title_zh, target.title_en) or target.id
        limit = percent(target.threshold, _digits(target.threshold))
        yield LedgerLine(
            title, str(target.year), word("own_target"), limit, source=cited(heard(target.source))
        )
    for scope in scenario.scopes:
        title = pick(scope.title_zh, scope.title_en) or scope.id
        counted = joined(
            [f"{name(industry(code))} {exact(part)}" for code, part in scope.coefficients.items()]
        )
        yield LedgerLine(title, "", word("own_scope"), counted, source=cited(heard(scope.source)))


def _span(years: Sequence[int]) -> str:
    """Print years as runs: 2026–2028, 2030."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _digits(value: float) -> int:
    """One digit, or as many as say a fraction in full, up to six."""
    return next((n for n in range(1, 6) if abs(round(100 * value, n) - 100 * value) < 1e-9), 6)
