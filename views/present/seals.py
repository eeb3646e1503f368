"""What a seal is worth, in words (签章说明): one of four, for screen, terminal and documents."""

from data import clock
from records.links.seal import UNSIGNED, Attested
from views.words.words import aside, word


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


def claimed(said: str, seal: Attested) -> str:
    """Print a title, name or date that came with a link (自称): as a claim unless vouched for."""
    return said if seal.vouched else said + aside(word("claim"))
