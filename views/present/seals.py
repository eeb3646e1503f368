"""What a seal is worth, in words (签章说明): one of four, for screen, terminal and documents.

What it does not vouch for is a claim: marked here, and here alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from base.problems import Language
from base.texts import line
from data import clock
from records.links.opened import Opened
from records.links.pin import Pin, read_pin
from records.links.seal import UNSEALED, UNSIGNED, Attested
from records.store.records import Entry
from scenarios.assume.scenario import Scenario
from scenarios.outcome.targets import own_targets
from views.words.words import doer, labelled, language, pick, running, say, word

LISTED: Final = 6
"""Titles that are listed of a record, at most."""

MARKS: Final[dict[Language, str]] = {
    "zh": f"（{say('zh', 'claim')}）",
    "en": f" ({say('en', 'claim')})",
}
"""What stands behind a text that is somebody's claim, in each language."""

WORDS: Final = ("title_zh", "title_en", "note_zh", "note_en", "source")
CLAIMS: Final = {
    **dict.fromkeys(("title_zh", "title_en", "owner"), 200),
    **dict.fromkeys(("source", "reason"), 2_000),
    **dict.fromkeys(("note_zh", "note_en"), 10_000),
}
"""Texts that are the sender's claims, and how long each may be."""


def sealed(seal: Attested, key: bool = True) -> str:
    """Say who sealed it, where and when, or that nobody did (签章结论); by which `key`, or not."""
    if seal.state in ("none", "broken"):
        return word(f"seal_{seal.state}")
    by = word("seal_nobody") if seal.by == UNSIGNED else word("seal_named", seal.by)
    told = (by, clock.shown(seal.at or ""))
    if seal.state == "here":
        said = word("seal_here_nobody" if seal.by == UNSIGNED else "seal_here", *told)
    elif seal.trusted:
        said = word("seal_earlier" if seal.earlier else "seal_trusted", *told, seal.name)
    else:
        said = word("seal_unknown", *told)
    return running(said, word("key_print", seal.key)) if key else said


def title_of(opened: Opened, savings: Sequence[tuple[Entry, Attested]]) -> str:
    """Name an opened scenario (标题), "" where it has no name; `savings` are those kept here.

    A short link bears the title of who signed in to save it, else of its first saving. A
    self-contained one bears its own words, as a claim unless they are vouched for.
    """
    if savings and opened.short:
        return savings[0][0].title
    own = pick(opened.pin.shown.title_zh, opened.pin.shown.title_en)
    return own and claimed(own, opened.seal)


def kept(entry: Entry, seal: Attested, key: str) -> str:
    """Say as what a record is kept here, by whom, when and why (存档说明); a typed name is a claim.

    `key` is "kept_here" for the saving that it is called by, "kept_also" for one under another
    title.
    """
    said = (labelled("who", saver(entry, seal)), labelled("when", clock.shown(entry.at, 10)))
    return word(key, entry.title, " · ".join((*said, *reasons(entry))))


def kept_said(opened: Opened, savings: Sequence[tuple[Entry, Attested]]) -> list[str]:
    """Say under which titles a record is kept here (存档说明), the first `LISTED` of them."""
    lines = [
        kept(entry, seal, "kept_here" if opened.short and number == 0 else "kept_also")
        for number, (entry, seal) in enumerate(savings[:LISTED])
    ]
    more = len(savings) - LISTED
    return [*lines, word("kept_more", more)] if more > 0 else lines


def saver(entry: Entry, seal: Attested) -> str:
    """Name who saved a record (保存人): vouched for only by a seal in that very name."""
    if seal.vouches_for(entry.who):
        return entry.who
    named = doer(language(), entry.who)
    return named if named != entry.who else claimed(entry.who, UNSEALED)


def reasons(entry: Entry) -> list[str]:
    """Say why it was saved and what was noted (事由、备注), each by its name."""
    said = {"why": entry.why, "note": entry.note}
    return [labelled(key, text) for key, text in said.items() if text]


def claimed(said: str, seal: Attested) -> str:
    """Print a title, name or date that came with a link (自称): as a claim unless vouched for."""
    return heard(said) if seal.vouched else as_claim(said, language())


def claims(texts: Mapping[str, str], seal: Attested) -> list[str]:
    """Print what the sender says of it (发送者的说明), by the words' keys: as claims unless vouched
    for."""
    return [f"{claimed(word(key), seal)}{word('colon')}{text}" for key, text in texts.items()]


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


def as_claims(scenario: Scenario) -> Scenario:
    """Give a scenario whose words are somebody's claims, each marked as one (标明自称)."""
    return _worded(scenario, _claim)


def own(scenario: Scenario) -> Scenario:
    """Give a scenario whose words are nobody's claim any more (认作己有)."""
    return _worded(scenario, bare)


def kept_as_claims(pin: Pin) -> Pin:
    """Give a pin that came by a link so that its words stay the sender's claims (存为自称)."""
    scenario = as_claims(pin.scenario)
    table = (*pin.official, *own_targets(scenario))
    told = {"scenario": scenario.model_dump(mode="json", by_alias=True)}
    return read_pin(pin.record() | told | {"targets": [asdict(one) for one in table]})


def _worded(scenario: Scenario, rewrite: Callable[[str, str], str]) -> Scenario:
    """Rewrite every text of a scenario that may be a claim."""
    return Scenario.model_validate(retold(scenario.model_dump(by_alias=True), rewrite))


def retold(item: Any, rewrite: Callable[[str, str], str], within: bool = False) -> Any:
    """Rewrite texts by their fields' names; titles within bear a mark of their own, as own."""
    if isinstance(item, list | tuple):
        return tuple(retold(one, rewrite, within=True) for one in item)
    if not isinstance(item, dict):
        return item
    return {
        key: rewrite(key, one)
        if key in CLAIMS and not (within and key in WORDS[:2])
        else retold(one, rewrite)
        for key, one in item.items()
    }


def _claim(key: str, said: str) -> str:
    """Mark a text as a claim, in the language it is in, or else the reader's."""
    spoken: Language = "zh" if key.endswith("_zh") else "en" if key.endswith("_en") else language()
    return as_claim(said, spoken, CLAIMS[key])


def bare(_key: str, said: str) -> str:
    """Give a text of a field without the mark of a claim (去除自称)."""
    return unmarked(said)
