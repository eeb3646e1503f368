"""What a seal is worth, in words (签章说明): one of four, for screen, terminal and documents."""

from data import clock
from records.links.seal import UNSEALED, UNSIGNED, Attested
from records.store.records import Entry
from views.words.words import aside, labelled, word


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
    mark = aside(word("claim"))
    return said if seal.vouched or said.endswith(mark) else said + mark
