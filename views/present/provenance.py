"""Who, why and when (交付事实): what every form of an outcome says, whatever else it shows."""

import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields
from typing import Final

from data import clock
from records.links.seal import UNSEALED, UNSIGNED, Attested
from records.store.records import Entry as Saved
from views.present.ledger import LedgerLine
from views.present.seals import claimed, reasons, saver, unmarked
from views.words.words import joined, labelled, word

LEDGER: Final = ("reasons", "sources", "owners", "reviews")
"""Facts that a ledger of its own already says line by line."""


NOTE: Final = 640
"""How wide a note may be on a page or below a picture, in Latin letters."""


@dataclass(frozen=True)
class Provenance:
    """Who hands an outcome on, for what unit and why (出处), as stated.

    `origin` says in a sentence what scenario it goes on from; `saved` is its newest saving,
    where the store holds it. Names that were typed are claims: `vouched` says that who hands it
    on signed in, `attested` what the seal of the saving is worth.
    """

    who: str = ""
    unit: str = ""
    why: str = ""
    origin: str = ""
    saved: Saved | None = None
    vouched: bool = False
    attested: Attested = UNSEALED

    def signed(self) -> str:
        """Name who hands it on (编制人), as claimed where the name was only typed."""
        if self.who in ("", UNSIGNED):
            return ""
        return self.who if self.vouched else claimed(self.who, UNSEALED)

    def kept(self) -> str:
        """Say as what it is saved, by whom, when and why (存档)."""
        if self.saved is None:
            return ""
        one = self.saved
        said = (saver(one, self.attested), clock.shown(one.at), *reasons(one))
        return " · ".join(filter(None, (f"{one.title} v{one.number}", *said)))


NOBODY: Final = Provenance()
"""Nobody who hands anything on."""


@dataclass(frozen=True)
class Facts:
    """The facts, in print (事实): "" where there is nothing to say."""

    title: str
    note: str
    source: str
    origin: str
    kept: str
    who: str
    unit: str
    why: str
    reasons: str
    sources: str
    owners: str
    reviews: str
    unjudged: str
    seal: str
    data: str
    baseline: str
    exported: str
    id: str
    link: str

    def said(self, leave: Collection[str] = ()) -> dict[str, str]:
        """Give the text of each that says something (有内容的事实); `leave` are told elsewhere."""
        return {key: text for key, text in asdict(self).items() if text and key not in leave}

    def told(self, leave: Collection[str] = ()) -> list[tuple[str, str]]:
        """Give label and text of each that says something (逐条)."""
        return [(word(f"fact_{key}"), text) for key, text in self.said(leave).items()]

    def lines(self, leave: Collection[str] = ()) -> list[str]:
        """Give them as lines, a label before each (逐行)."""
        return [labelled(f"fact_{key}", text) for key, text in self.said(leave).items()]

    def columns(self, leave: Collection[str] = ()) -> tuple[list[str], list[str]]:
        """Give heads and cells of columns, the same ones whatever is empty (各列)."""
        cells = {key: text for key, text in asdict(self).items() if key not in leave}
        return [word(f"fact_{key}") for key in cells], list(cells.values())


LONG: Final = ("title", "note", "source", "origin", "kept", *LEDGER, "unjudged")
"""Facts that are sentences; the others fit in a row."""

SHORT: Final = tuple(one.name for one in fields(Facts) if one.name not in LONG)


def gathered(entries: Iterable[LedgerLine], what: str) -> str:
    """Say who or what the lines of a ledger name, those that name the same together (归并)."""
    alike: dict[str, list[str]] = {}
    for one in entries:
        if text := getattr(one, what):
            alike.setdefault(text, []).append(" ".join(filter(None, (one.section, one.years))))
    return word("stop").join(
        f"{joined(dict.fromkeys(where))}{word('colon')}{text}" for text, where in alike.items()
    )


def short_note(note: str) -> str:
    """Give a note whole where a page or a picture has room for it, else its first sentence."""
    if wide(note) <= NOTE:
        return note
    return cut(first_sentence(unmarked(note)) + _mark(note), NOTE)


def cut(text: str, most: int) -> str:
    """Keep a text to a width (截短), for a form that says elsewhere what it is in full.

    A claim that is cut is one still.
    """
    plain = " ".join(text.split())
    if wide(plain) <= most:
        return text
    return plain[: max(1, most * len(plain) // wide(plain) - 1)] + "…" + _mark(text)


def _mark(text: str) -> str:
    """Give the mark of a claim at the end of a text, if it has one."""
    return text.removeprefix(unmarked(text))


def wide(text: str) -> int:
    """Count a text's width in Latin letters, a Chinese one being two."""
    return len(text.encode("gbk", "replace"))


def first_sentence(text: str) -> str:
    """Give the first sentence of a text (首句).

    >>> first_sentence("增长3.1%。其余不动。"), first_sentence("It grew 3.1% in 2022. No more.")
    ('增长3.1%。', 'It grew 3.1% in 2022.')
    """
    plain = " ".join(text.split())
    return re.split(r"(?<=[。！？])|(?<=[.!?])\s", plain, maxsplit=1)[0]
