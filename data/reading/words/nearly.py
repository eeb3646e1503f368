"""Names that come near a known one without being it (近似名称): 批发和零瘦业."""

from difflib import get_close_matches
from functools import cache

from data.reading.words.understand import LEAD
from data.reading.words.vocabulary import spelt, vocabulary


@cache
def _names() -> dict[str, str]:
    """Spelling → name as printed, of every series."""
    found: dict[str, str] = {}
    first: dict[tuple[str, str], str] = {}
    for spelling, word in vocabulary().items():
        if word.facet == "series" and not spelling.isascii():
            found[spelling] = first.setdefault((word.facet, word.value), word.text)
    return found


def nearly(text: str) -> str | None:
    """Give the name that flat text comes near without being it (近似名称): one sign is another.

    >>> nearly("批发和零瘦业"), nearly("零售业")
    ('批发和零售业', None)
    """
    name = spelt(LEAD.sub("", text))
    if len(name) < 3 or name in vocabulary():
        return None
    own = set(name)
    near = [one for one in _names() if abs(len(one) - len(name)) <= 1]
    near = [one for one in near if 2 * len(own.intersection(one)) > len(own)]  # cheap, and first
    close = get_close_matches(name, near, n=1, cutoff=0.66)
    return _names()[close[0]] if close else None
