"""What stands on the one-page brief (简报), the same for Word and PDF."""

from dataclasses import dataclass

from scenarios.verdicts import said
from views.cards import scope_name
from views.report.contents import Card, Contents, Entry
from views.report.pictures import growth
from views.words import percent, points, word

CARDS, SECTIONS, ENTRIES, TITLE = 4, 6, 7, 44
"""What one page has room for: cards, sections, lines of the ledger, letters of the title."""

LETTERS = {"assumed": 36, "reason": 38, "source": 22, "owner": 12, "years": 16}
"""Letters that each cell of the ledger has room for, on two lines."""


@dataclass(frozen=True)
class Brief:
    """The texts of the brief (简报内容), cut to one page."""

    brand: str
    title: str
    sentence: str
    cards: list[Card]
    picture: str
    year: int
    total: str
    parts: list[tuple[str, str]]
    scopes: list[tuple[str, str, str]]
    entries: list[Entry]
    more: str
    link: str
    shown: str
    caption: str
    dated: str


def brief(contents: Contents) -> Brief:
    """Put the brief together (简报), in the language spoken."""
    outcome = contents.outcome
    year = outcome.years[0]
    parts = contents.contributions(year)
    shown = [(name, points(part)) for name, part in parts[:SECTIONS]]
    rest = sum(part for _, part in parts[SECTIONS:])
    ledger = contents.ledger()
    link = contents.link
    web = link.startswith(("http://", "https://"))
    return Brief(
        brand=f"{word('brand')} · {word('brief')}",
        title=_cut(contents.title(), TITLE),
        sentence=contents.sentence(),
        cards=contents.cards()[:CARDS],
        picture=growth(contents),
        year=year,
        total=percent(outcome.growth_quantile(year, 0.5)),
        parts=[*shown, (word("other_sections"), points(rest))],
        scopes=_scopes(contents),
        entries=[_short(one) for one in ledger[:ENTRIES]],
        more=word("and_more", len(ledger) - ENTRIES) if len(ledger) > ENTRIES else "",
        link=link if web else "",
        shown=link if len(link) <= 96 else f"{link[:64]}…{link[-24:]}",
        caption=word("scan" if web else "scan_text"),
        dated=contents.dated(),
    )


def _scopes(contents: Contents) -> list[tuple[str, str, str]]:
    """The first share target by every scope: name, share, verdict."""
    found = contents.every_scope()
    names = {scope.id: scope_name(scope) for scope in contents.outcome.baseline.scopes}
    return [
        (
            names[str(one.scope)],
            percent(one.value),
            said(one.target, one).phrase[contents.tongue],
        )
        for one in found
        if one.target.id == found[0].target.id
    ]


def _short(one: Entry) -> Entry:
    """Cut to the cells of the page; what is measured goes with what is assumed."""
    said = vars(one) | {"assumed": f"{one.measure} {one.assumed}"}
    return Entry(**{name: _cut(text, LETTERS.get(name, 40)) for name, text in said.items()})


def _cut(text: str, most: int) -> str:
    """Keep a text short; the workbook has it whole."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
