"""The words a bureau's table may say (词表): read from tables of words, not from code.

A word belongs to one facet of a figure (series, measure, form, unit …) and has one value there;
`plain` words say nothing of it. Whatever no word covers is not understood, and is told.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from data.indicators import indicators
from data.region import region
from data.sections import COLUMNS, SUPPORT

WORDS: Final = Path(__file__).parent

CONNECTORS: Final = str.maketrans("", "", "、，,;；/·和及与")
"""Signs and words between the parts of a name, which bureaus spell as they like."""

SECTIONS: Final = {one.code: one.series for one in COLUMNS if one.code != SUPPORT}


@dataclass(frozen=True)
class Word:
    """One meaning of a stretch of text (词义): its facet and value; `text` as printed."""

    facet: str
    value: str
    text: str = ""


def spelt(text: str) -> str:
    """Bring flat text to the spelling that words are looked up in (查词写法).

    >>> spelt("交通运输、仓储和邮政业")
    '交通运输仓储邮政业'
    """
    return text.lower().translate(CONNECTORS).replace(" ", "")


@cache
def revenue_series() -> dict[str, str]:
    """Give the series of revenue by section (分行业营业收入), section code → series."""
    return {one.section: one.series for one in indicators().values() if one.measure == "revenue"}


@cache
def vocabulary() -> dict[str, Word]:
    """Give every word known (词表), by its spelling."""
    found: dict[str, Word] = {}
    for file in sorted(WORDS.glob("*.toml")):
        for facet, values in tomllib.loads(file.read_text("utf-8")).items():
            if isinstance(values, dict):
                for value, spellings in values.items():
                    for one in spellings:
                        found[spelt(one)] = Word(facet, value, one)
    return found | _sections() | _indicators() | _regions()


@cache
def measured() -> dict[tuple[str, int], str]:
    """Give what units of indicators are called (指标单位), by unit kept and power of ten."""
    found: dict[tuple[str, int], str] = {}
    for word in vocabulary().values():
        if word.facet == "measured":
            unit, power = word.value.split()
            found.setdefault((unit, int(power)), word.text)
    return found


def _sections() -> dict[str, Word]:
    """The names of the standard itself, in both languages."""
    named = {spelt(one.zh): Word("series", one.code, one.zh) for one in COLUMNS[:-1]}
    coded = {
        spelling: word
        for name, word in named.items()
        for code in (word.value.lower(),)
        for spelling in (code + name, f"{code}.{name}", f"{code}-{name}", f"{name}({code})")
    }
    english = {spelt(one.en): Word("series", one.code, one.en) for one in COLUMNS[:-1]}
    return named | coded | english


def _indicators() -> dict[str, Word]:
    return {
        spelt(name): Word("indicator", one.series, name)
        for one in indicators().values()
        for name in one.words
    }


def _regions() -> dict[str, Word]:
    ours = region()
    kinds = {"part": ours.districts + ours.areas, "country": ours.country}
    kinds |= {"other": ours.provinces + ours.cities, "own": (ours.name, ours.en, *ours.aliases)}
    return {spelt(one): Word("region", kind, one) for kind, ones in kinds.items() for one in ones}


@cache
def lengths() -> dict[str, tuple[int, ...]]:
    """Give the lengths of the spellings by the sign they begin with (首字 → 词长)."""
    found: dict[str, set[int]] = {}
    for spelling in vocabulary():
        found.setdefault(spelling[:1], set()).add(len(spelling))
    return {first: tuple(sorted(sizes)) for first, sizes in found.items()}
