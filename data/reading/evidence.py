"""What stands around a figure (依据): its row, its column, the headings above it, the title.

The nearest counts, and words that make a figure another one count wherever they stand.
"""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from data.reading.words.understand import Meaning, understood
from data.reading.words.vocabulary import Word

NAMES = ("series", "part", "indicator", "measure", "scale", "region")
"""Facets that a column of growth takes over from the column of levels at its left."""

_TOTALS = {"合计", "总计", "小计", "全部", "total"}

Texts = tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """The texts around a figure, each scope with the nearest last (文字依据).

    `above`: the label of a row before, or of the column at the left, whose name is carried on.
    `row_regions`, `column_regions`, `parted`: whether other rows or columns name regions, or
    parts of a year; `to_date`: whether quarters stand beside years to date that end with them;
    `grown`: whether another column says growth; `accounts`:
    whether the table speaks of value added; `column_parted`: whether columns name parts of a year;
    `years`: years that rows or columns name without a part; `under`: the row before that names
    another measure, of which rows that only name sections may be parts; `parts`: whether rows or
    columns name sections, `named` which series, and `made`: the wholes that all of those named
    make up; `split`: whether sections of 其他服务业 stand beside it, so that it is the rest;
    `valued`: whether a column is of money; `beside_last`: whether 上年同期 stands in the table and
    累计 does not, so that 当期 is the title's period; `summed`: whether the row, or the one it goes
    on from, is a total or says nothing.
    """

    row: Texts = ()
    column: Texts = ()
    heading: Texts = ()
    far: Texts = ()
    above: Texts = ()
    row_regions: str = ""
    column_regions: bool = False
    parted: bool = False
    to_date: bool = False
    grown: bool = False
    services: bool = False
    accounts: bool = False
    parts: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    split: bool = False
    valued: bool = False
    column_parted: bool = False
    years: frozenset[int] = frozenset()
    under: str = ""
    beside_last: bool = False
    summed: bool = False
    answered: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def near(self) -> tuple[Meaning, ...]:
        """Everything but the title (近处)."""
        own = (*self.above_meanings, *meanings(self.heading))
        return (*own, *meanings(self.row), *meanings(self.column))

    @cached_property
    def above_meanings(self) -> tuple[Meaning, ...]:
        """What is carried on of a row or column before: names only."""
        return tuple(names_only(one) for one in meanings(self.above))

    @cached_property
    def title(self) -> tuple[Meaning, ...]:
        """Title lines, unit lines, corners and the sheet's name (远处)."""
        return meanings(self.far)

    def nears(self, facet: str) -> set[str]:
        """Give every value that the near texts say of a facet (近处取值)."""
        return {value for one in self.near for value in one.of(facet)}

    def fars(self, facet: str) -> set[str]:
        """Give every value that the title says of a facet (远处取值)."""
        return {value for one in self.title for value in one.of(facet)}

    def unknown(self) -> tuple[str, str]:
        """Give the first near text that is not understood, and the words in it; or nothing."""
        for scope in (self.column, self.row, self.heading, self.above):
            found = unknown_in(scope, self.answered)
            if found[0]:
                return found
        return "", ""


def meanings(texts: Texts) -> tuple[Meaning, ...]:
    """Understand several texts (逐条释义)."""
    return tuple(understood(one) for one in texts)


def is_total(texts: tuple[str, ...]) -> bool:
    """Say whether the nearest label says 合计 and names nothing (是否合计)."""
    return any(
        {one.text for one in meaning.words} & _TOTALS
        and not any(meaning.of(facet) for facet in ("series", "part", "indicator"))
        for meaning in meanings(texts)
    )


def says_nothing(texts: tuple[str, ...], regions: bool = True) -> bool:
    """Say whether labels are blank, or of words that say nothing of a figure (是否无所指).

    Without `regions` beside it 全市 is such a word.
    """
    words = {one.facet for meaning in meanings(texts) for one in meaning.words}
    plain = {"plain"} if regions else {"plain", "region"}
    return not words - plain and not any(one.when or one.unknown for one in meanings(texts))


def only_unit(meaning: Meaning) -> bool:
    """Say whether a text is a line of a unit and nothing else (是否单位行)."""
    facets = {one.facet for one in meaning.words}
    return bool(facets - {"plain"}) and facets <= {"plain", "money", "unit", "measured"}


def unknown_in(texts: Texts, answered: frozenset[str]) -> tuple[str, str]:
    """Give the first text that is not understood, and the words in it (未识别文字); or nothing."""
    for text in texts:
        left = [one for one in understood(text).unknown if one not in answered]
        if left:
            return text, "、".join(left)
    return "", ""


@lru_cache(4096)
def names_only(meaning: Meaning) -> Meaning:
    """Keep what a text names (只留名称), not its form, unit or period."""
    words: tuple[Word, ...] = tuple(one for one in meaning.words if one.facet in NAMES)
    return Meaning(words)
