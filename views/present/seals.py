"""What a seal is worth, in words (签章说明): one of four, for screen, terminal and documents."""

from typing import Final

from base.problems import Language
from base.texts import line
from data import clock
from records.links.pin import Pin
from records.links.seal import UNSEALED, UNSIGNED, Attested
from records.store.records import Entry
from scenarios.assume.scenario import Scenario
from views.words.words import labelled, language, pick, say, word

MARKS: Final[dict[Language, str]] = {
    "zh": f"（{say('zh', 'claim')}）",
    "en": f" ({say('en', 'claim')})",
}
"""What stands behind a text that is somebody's claim, in each language."""


def sealed(seal: Attested) -> str:
    """Say who sealed it, where and when, or that nobody did (签章结论)."""
    if seal.state in ("none", "broken"):
        return word(f"seal_{seal.state}")
    by = word("seal_nobody") if seal.by == UNSIGNED else word("seal_named", seal.by)
    told = (by, clock.shown(seal.at or ""), seal.key)
    if seal.state == "here":
        return word("seal_here_nobody" if seal.by == UNSIGNED else "seal_here", *told)
    if seal.trusted:
        return word("seal_earlier" if seal.earlier else "seal_trusted", *told, seal.name)
    return word("seal_unknown", *told)


def kept(entry: Entry, seal: Attested, key: str) -> str:
    """Say as what a record is kept here, by whom, when and why (存档说明); a typed name is a claim.

    `key` is "kept_here" for its first saving, "kept_also" for one under another title.
    """
    said = (labelled("who", saver(entry, seal)), labelled("when", clock.shown(entry.at, 10)))
    return word(key, entry.title, " · ".join((*said, *reasons(entry))))


def saver(entry: Entry, seal: Attested) -> str:
    """Name who saved a record (保存人): vouched for only by a seal in that very name."""
    return entry.who if seal.vouched and seal.by == entry.who else claimed(entry.who, UNSEALED)


def reasons(entry: Entry) -> list[str]:
    """Say why it was saved and what was noted (事由、备注), each by its name."""
    said = {"why": entry.why, "note": entry.note}
    return [labelled(key, text) for key, text in said.items() if text]


def claimed(said: str, seal: Attested) -> str:
    """Print a title, name or date that came with a link (自称): as a claim unless vouched for."""
    return heard(said) if seal.vouched else as_claim(said, language())


def known_as(pin: Pin) -> str:
    """Give the id of a pin (编号): one that texts left behind hash to, as a claim."""
    return pin.id if pin.left_out is None else as_claim(pin.id, language())


def as_claim(said: str, tongue: Language, most: int | None = None) -> str:
    """Mark a text as somebody's claim (标明自称), once; `most` signs long at most.

    It is one line: a claim has no lines of its own that could pass for ours.

    >>> as_claim("张三", "zh"), as_claim("Zhang (as claimed)", "zh"), as_claim("", "zh")
    ('张三（自称）', 'Zhang（自称）', '')
    """
    plain, mark = unmarked(line(said)), MARKS[tongue]
    return plain[: most and most - len(mark)] + mark if plain else ""


def unmarked(said: str) -> str:
    """Give a text without the mark of a claim (去除自称)."""
    for mark in MARKS.values():
        said = said.removesuffix(mark)
    return said


def scenario_title(scenario: Scenario) -> str:
    """Name a scenario by its own title, the baseline as what it is (情景标题)."""
    plain = word("plain_baseline") if scenario.empty else word("unnamed")
    return heard(pick(scenario.title_zh, scenario.title_en)) or plain


def heard(said: str) -> str:
    """Give a text as it was written, the mark of a claim in the reader's language (转述)."""
    plain = unmarked(said)
    return said if plain == said else plain + MARKS[language()]
