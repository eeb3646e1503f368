"""What stands on the brief (简报), the same for Word and PDF.

One page has what decides; what it had no room for stands in full on an annex.
"""

from dataclasses import dataclass, fields

from records.links.codec import here_only
from scenarios.outcome.verdict_wording import asked, said
from views.export.pictures.pictures import growth
from views.present.contents import Card, Contents
from views.present.ledger import LedgerLine
from views.present.provenance import LEDGER, NOTE, cut, short_note, wide
from views.present.verdict_cards import scope_name
from views.words.numbers import chance, percent, points
from views.words.words import word

CARDS, SECTIONS, ENTRIES = 4, 6, 7
"""What one page has room for: cards, sections, lines of the ledger."""

FACT = 180
"""How wide each fact may be on the page, in Latin letters."""

LETTERS = {"assumed": 66, "reason": 72, "source": 44, "owner": 20, "years": 24, "section": 40}
"""Letters that each cell of the ledger has room for, on two lines."""

HEADS = ("section", "years", "assumed", "reason", "source", "owner", "review")
"""Columns of the ledger: what is measured goes with what is assumed."""

ELSEWHERE = ("title", "note", "link", *LEDGER)
"""Facts that stand on the page as something else than a line of its foot."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Annex:
    """What the page had no room for, in full (附页)."""

    facts: list[Pair]
    cards: list[Card]
    entries: list[list[str]]


@dataclass(frozen=True)
class ScenarioBrief:
    """The texts of the brief (简报内容): the page, and its annex where one is needed."""

    brand: str
    title: str
    note: str
    sentence: str
    cards: list[Card]
    picture: str
    year: int
    total: str
    parts: list[Pair]
    scopes_head: str
    scopes: list[tuple[str, str, str]]
    columns: list[str]
    entries: list[list[str]]
    facts: list[Pair]
    link: str
    shown: str
    caption: str
    annex: Annex | None


def brief(contents: Contents) -> ScenarioBrief:
    """Put the brief together (简报), in the language spoken."""
    outcome, facts = contents.outcome, contents.facts()
    year = outcome.years[0]
    parts = contents.contributions(year)
    shown = [(name, points(part)) for name, part in parts[:SECTIONS]]
    rest = sum(part for _, part in parts[SECTIONS:])
    web = facts.link.startswith(("http://", "https://"))
    told = facts.told(ELSEWHERE)
    return ScenarioBrief(
        brand=f"{word('brand')} · {word('brief')}",
        title=facts.title,
        note=short_note(facts.note),
        sentence=contents.sentence(),
        cards=contents.cards()[:CARDS],
        picture=growth(contents),
        year=year,
        total=percent(outcome.growth_quantile(year, 0.5)),
        parts=[*shown, (word("other_sections"), points(rest))],
        scopes_head=_scopes_head(contents),
        scopes=_scopes(contents),
        columns=[word(key) for key in HEADS],
        entries=[_row(one, short=True) for one in contents.ledger()[: _room(contents)]],
        facts=[(label, cut(text, FACT)) for label, text in told],
        link=facts.link if web else "",
        shown=shortened(facts.link),
        caption=word("qr_here" if here_only(facts.link) else "scan" if web else "scan_text"),
        annex=_annex(contents),
    )


def _annex(contents: Contents) -> Annex | None:
    """Gather what is not whole on the page: facts, cards, and then the ledger whole."""
    facts, entries = contents.facts(), contents.ledger()
    cut = [one for one in facts.told(ELSEWHERE) if wide(one[1]) > FACT]
    if wide(facts.note) > NOTE:
        cut.insert(0, (word("fact_note"), facts.note))
    rows = [_row(one) for one in entries]
    whole = len(rows) <= _room(contents) and rows == [_row(one, short=True) for one in entries]
    found = Annex(cut, contents.cards()[CARDS:], [] if whole else rows)
    return found if any(getattr(found, one.name) for one in fields(found)) else None


def _room(contents: Contents) -> int:
    """Count the lines of the ledger that the rest of the page leaves room for."""
    facts, outcome = contents.facts(linked=False), contents.outcome
    taken = 2 * (len(contents.judgements()) > 2) + max(0, len(outcome.baseline.scopes) - 8)
    return max(2, ENTRIES - taken - (wide(facts.title) > 60) - (wide(facts.note) > 320))


def _scopes_head(contents: Contents) -> str:
    """Head the table of scopes: its year, what is asked, and what its columns are."""
    found = contents.every_scope()
    if not found:
        return word("producer_share")
    target = found[0].target
    return word("scopes_head", target.year, asked(target)[contents.tongue])


def _scopes(contents: Contents) -> list[tuple[str, str, str]]:
    """The first share target by every scope: name, share, verdict with its odds."""
    found = contents.every_scope()
    outcome = contents.outcome
    names = {scope.id: scope_name(scope, outcome.scenario) for scope in outcome.baseline.scopes}
    return [
        (
            names[str(one.scope)],
            percent(one.value),
            f"{said(one.target, one).phrase[contents.tongue]} · {chance(one.odds)}",
        )
        for one in found
        if one.target.id == found[0].target.id
    ]


def _row(one: LedgerLine, short: bool = False) -> list[str]:
    """Give a line of the ledger as cells, cut to those of the page or whole."""
    said = vars(one) | {"assumed": f"{one.measure} {one.assumed}"}
    return [cut(said[key], LETTERS.get(key, 40)) if short else said[key] for key in HEADS]


def shortened(link: str) -> str:
    """Print a link so that it can be told from others (链接缩写); the code has it whole."""
    return link if len(link) <= 96 else f"{link[:64]}…{link[-24:]}"
