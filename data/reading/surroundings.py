"""What surrounds each figure of a table (周围文字): the texts that its evidence is made of."""

import re
from dataclasses import replace
from functools import lru_cache

from data.reading.blocks import Block
from data.reading.evidence import (
    NAMES,
    Evidence,
    Texts,
    is_total,
    meanings,
    only_unit,
    says_nothing,
    unknown_in,
)
from data.reading.plan import TablePlan
from data.reading.sheets.text import flat
from data.reading.words.periods import When
from data.reading.words.understand import Meaning, is_sentence, understood

_GROUPS = frozenset("FGHJK") | {"tertiary", "other_services"}

_WHOLES = frozenset({"gdp", "primary", "secondary", "tertiary", "other_services"})

_FIVE = frozenset("FGHJK")
_OTHERS = frozenset("ILMNOPQRS")
_GOODS = ({"primary", "secondary"}, {"农林牧渔业", "工业", "建筑业"}, {"农林牧渔业", "secondary"})
_SERVICES = (
    _FIVE | {"other_services"},
    _FIVE | {"营利性服务业", "非营利性服务业"},
    _FIVE | {"其他营利性服务业", "其他非营利性服务业"},
    _FIVE | _OTHERS,
)
_MADE_OF = {
    "tertiary": _SERVICES,
    "revenue": [frozenset("GILMNOR")],  # of larger enterprises: F, H and J are counted elsewhere
    "gdp": [goods | own for goods in _GOODS for own in ({"tertiary"}, *_SERVICES)],
}
"""Wholes, and the sets of names that make each up (分项齐全)."""

_UNIT_BELOW = re.compile(
    r"[(（]?(?:(?:注释?|说明|备注)[:：]?)?(?:\d[.、])?(?:本表|表中|数据)*"
    r"((?:计量|金额|计算|数据)?单位(?:均)?[:：为是].{1,20}?|unit:.{1,30}?)[)）。]?",
    re.I,
)
"""A line below a table that says its unit: 注：单位：亿元."""

_YEAR_AGO = re.compile("(?:上年|去年)?同期|(?:上年|去年)同|previousyear")

_COPY = re.compile(r"\(\d{1,2}\)$|^(sheet|工作表|表)?\d{1,2}$|^[*.]+$", re.I)


class Surroundings:
    """The texts around the figures of one table (周围文字), as a plan says they are meant."""

    def __init__(self, block: Block, plan: TablePlan | None = None):
        self.block, self.plan, self.texts = block, plan, block.texts
        self.naming = block.named
        self.answered = frozenset(plan.quiet if plan else ())
        self.paths = {at: self._path(at) for at in block.labels}
        self.far = self._far()
        self.carry: dict[int, str] = {}
        self.seen: dict[tuple[int, int], Evidence] = {}
        self.alike: dict[object, int] = {}
        self.places: dict[tuple[int, ...], int] = {}
        self.columns = {at: (*self._alone(at), *path) for at, path in self.paths.items()}
        self.strange = {at: unknown_in(own, self.answered)[0] for at, own in self.columns.items()}
        self.row, self.labels = -1, {}  # type: int, dict[tuple[int, ...], Texts]
        self.unknown: dict[tuple[int, ...], str] = {}
        self.under = ""
        self.named: Texts = ()
        self.year, self.month = 0, 0
        self.every: tuple[Meaning, ...]
        self.base = self._shared()
        self.when = [one for meaning in self.every for one in meaning.when]
        self.foreign = self._foreign()

    def of(self, at: int, column: int) -> Evidence:
        """Give the evidence for the figure at a cell (依据) of the row that was entered."""
        columns = self.block.labels[column]
        place = self.places.get(columns)
        if place is None:
            row = self._labels(at, columns)
            ours = at < self.foreign
            said = (row, self.block.headings[at], self.named, self.year, self.under, ours)
            place = self.places[columns] = self.alike.setdefault(said, len(self.alike))
        key = (place, column)
        if key not in self.seen:
            row = self._labels(at, columns)
            heading = tuple(self.block.line(one) for one in self.block.headings[at])
            if self._lacks_year(row):
                heading = (*heading, f"{self.year}年")
            heading = (*heading, *self._carried(row))
            above = self._above(row, column)
            found = _evidence(self.base, row, self.columns[column], heading, above)
            ours = at < self.foreign and any(one.of("series") for one in meanings(row))
            regions = "" if ours else found.row_regions
            summed = is_total(self.named if _goes_on(meanings(row)) else row)
            summed |= says_nothing(row, regions=bool(self.base.row_regions))
            self.seen[key] = replace(found, under=self.under, row_regions=regions, summed=summed)
        return self.seen[key]

    def unread(self, at: int, column: int) -> str:
        """Give what is not understood in the words above a column, or else of a row (未识别文字).

        It alone leaves a figure out, so that of a thousand such rows none is looked at further.
        """
        columns = self.block.labels[column]
        if columns not in self.unknown:
            self.unknown[columns] = unknown_in(self._labels(at, columns), self.answered)[0]
        return self.strange[column] or self.unknown[columns]

    def _path(self, column: int) -> Texts:
        path = tuple(
            self.texts[at][one]
            for at, one in self.block.path(column)
            if not any(self._ends(at, one, low) for low in range(one + 1, column + 1))
        )
        meant = self.plan.column(path) if self.plan else None
        return path if meant is None else (meant,)

    def _ends(self, at: int, from_: int, column: int) -> bool:
        """Whether what stands at the left no longer heads a column: it is headed 合计, or names
        a region or a series of its own, as that does."""
        own = tuple(self.texts[low][column] for low in self.block.header if low > at)
        said = [understood(self.texts[at][from_]), *meanings(own)]
        named = [{one for one in ("series", "region") if meaning.of(one)} for meaning in said]
        return is_total(own) or any(named[0] & one for one in named[1:])

    def _far(self) -> Texts:
        """Title lines, the corner of the header, and the sheet's name."""
        block = self.block
        own = [block.line(at) for at in block.lines]
        above = [block.line(at) for at in block.above]
        if any(meaning.when for meaning in meanings(tuple(own))):  # a title of its own
            above = [one for one in above if set(understood(one).of("region")) - {"own"}]
        if any(one.of("money") for one in meanings(tuple(own))):  # and a unit of its own
            above = [one for one in above if not only_unit(understood(one))]
        lines = [one for one in (*above, *own) if not is_sentence(one)]
        corners = [
            self.texts[at][column]
            for at in block.header
            for column in (*block.named, *([block.counting] if block.counting is not None else []))
            if self.texts[at][column].lower() != "industry"  # in a corner it is no 工业
        ]
        said = self.plan.says if self.plan else ""
        sheet = _sheet_name(block.sheet.name)
        far = (sheet, *lines, *corners, said)
        if not any(one.of("money") or one.of("measured") for one in meanings(far)):
            far = (*far, *self._unit_below())
        return tuple(dict.fromkeys(filter(None, far)))

    def _unit_below(self) -> Texts:
        """The unit that a line below the table says, where none above does."""
        lines = [one for at in self.block.notes for one in self.block.line(at).split(";")]
        said = [line[1] for line in map(_UNIT_BELOW.fullmatch, lines) if line]
        return tuple(one for one in said if only_unit(understood(one)))

    def _shared(self) -> Evidence:
        """What holds for every figure of the table."""
        rows = [
            understood(self.texts[at][column])
            for at in self.block.body
            for column in self.naming
            if self.texts[at][column]
        ]
        columns = [one for path in self.paths.values() for one in meanings(path)]
        every = list(dict.fromkeys((*rows, *columns)))
        heads = sorted({at for own in self.block.headings.values() for at in own})
        headed = [understood(self.block.line(at)) for at in heads]
        self.every = (*every, *headed)
        kinds = [kind for one in dict.fromkeys(rows) for kind in one.of("region") if kind != "own"]
        when = [one for meaning in every for one in meaning.when]
        named = [value for one in (*every, *headed) for value in _sections_of(one)]
        spans = [word for one in (*self.every, *meanings(self.far)) for word in one.words]
        told = {one.value for one in spans if one.facet == "span"}
        last = [one.text for one in spans if one.value == "last_year"]
        return Evidence(
            far=self.far,
            beside_last=any(map(_YEAR_AGO.match, last)) and "cumulative" not in told,
            named=frozenset(value for one in self.every for value in one.of("series")),
            row_regions=next((one for one in kinds if one != "part"), "part" if kinds else ""),
            column_regions=any(one.of("region") for one in columns),
            parted=any(one.part for one in when),
            to_date=_paired(when),
            grown=any("growth" in one.of("form") for one in columns),
            services=any(_GROUPS & set(one.of("series")) for one in every),
            accounts=any(_accounts(one) for one in (*every, *meanings(self.far), *headed)),
            parts=frozenset(
                where
                for where, own in (("row", [*rows, *headed]), ("column", columns))
                if any(map(_parted, own))
            ),
            made=frozenset(
                one for one, sets in _MADE_OF.items() if any(map(set(named).issuperset, sets))
            ),
            split=bool(set(named[: named.index("other_services")]) & _OTHERS)
            if "other_services" in named
            else False,
            valued=any(one.of("money") for one in columns),
            column_parted=any(
                one.part and not one.whole for meaning in columns for one in meaning.when
            ),
            years=frozenset(
                when.year
                for one in every
                if not any(when.part for when in one.when)
                for when in one.when
            ),
            answered=self.answered,
        )

    def _foreign(self) -> int:
        """The first row that names another region, where the title names this one: rows before
        it are this region's, and 全国 below them is only held beside."""
        far = {kind for text in self.far for kind in understood(text).of("region")}
        for at in self.block.body if far == {"own"} else ():
            own = [understood(self.texts[at][column]) for column in self.naming]
            if any(set(one.of("region")) - {"own"} for one in own):
                return 0 if any(one.of("series") for one in own) else at
        return 0

    def enter(self, at: int) -> None:
        """Go to the next row: remember what those before say, for blanks and for 增长 alone.

        Every row is entered, whether it holds figures or not; a new heading that names a series
        ends the one named before.
        """
        headings = self.block.headings[at]
        before = self.block.headings.get(self.row, ())
        if _names(meanings(tuple(self.block.line(one) for one in headings if one not in before))):
            self.named, self.under = (), ""
        if self.row >= 0:
            for column in self.naming:
                self.carry[column] = self.texts[self.row][column] or self.carry.get(column, "")
        self.row, self.labels, self.unknown, self.places = at, {}, {}, {}
        texts = self.texts[at]
        own = tuple(texts[column] for column in self.naming if texts[column])
        begins, counts, another, when = _said(own)
        if begins:
            self.named = own
        if counts:
            self.under = own[0] if another else ""
        if when:
            self._go_on(when)

    def _go_on(self, when: tuple[When, ...]) -> None:
        """Keep the year that 上半年 below 2026年一季度 is of: until a year stands alone, or an
        earlier part of a year comes."""
        years = [one.year for one in when if one.year]
        month = max((one.month for one in when if one.part), default=0)
        if years or (month and month < self.month):
            self.year = years[-1] if years and month else 0
        self.month = month or self.month

    def _labels(self, at: int, columns: tuple[int, ...]) -> Texts:
        """The labels of a row; blanks before the last are filled from the row above."""
        if columns not in self.labels:
            texts = [self.texts[at][one] for one in columns]
            own = tuple(filter(None, texts))
            if own and len(own) < len(texts) and not is_total(own):
                texts = [
                    text or (self.carry.get(columns[place], "") if place < len(columns) - 1 else "")
                    for place, text in enumerate(texts)
                ]
            if self.plan:
                texts = [self.plan.rows.get(text, text) for text in texts]
            self.labels[columns] = tuple(filter(None, texts))
        return self.labels[columns]

    def _lacks_year(self, row: Texts) -> bool:
        """Whether a row says 2季度 below one that says 2011年1季度, and no title says a year."""
        when = [one for meaning in meanings(row) for one in meaning.when]
        parts = [one for one in when if one.part]
        if not self.year or not parts or any(one.year for one in when):
            return False
        return not any(one.year for meaning in meanings(self.far) for one in meaning.when)

    def _carried(self, row: Texts) -> Texts:
        """When a row of growth is of: the time that the row named before it says."""
        own = meanings(row)
        if not _goes_on(own) or self.named == row or any(one.when for one in own):
            return ()
        return _spoken([one for meaning in meanings(self.named) for one in meaning.when])

    def _above(self, row: Texts, column: int) -> Texts:
        """What a row or column of growth goes on from: the name before it."""
        path = self.paths[column]
        found: Texts = ()
        if _goes_on(meanings(row)) and self.named != row:
            found = self.named
        if _goes_on(meanings(path)) and not is_total(path):
            lefts = [one for one in self.paths if one < column and _begins(self.paths[one])]
            if lefts:
                found = (*found, *self.paths[max(lefts)])
        return found

    def _alone(self, column: int) -> Texts:
        """本月 at the left of 同比增长 holds for it too, and so does 1-3季度, 2025年.

        Of two years at the left it is the later, whichever stands first; of two parts of a year
        neither is said. What stands beside a plan or a share is no growth of what came. 增长 in
        a year takes 前三季度 only of a column that stands below the same year.
        """
        own = meanings(self.paths[column])
        dated = [one for meaning in own for one in meaning.when]
        spans_own = any(one.of("span") for one in own)
        if not _told(own) or spans_own or any(one.part or one.kind for one in dated):
            return ()
        if dated and _held(own):
            return ()
        named = {one.year for one in dated}
        spans: tuple[str, ...] = ()
        times: list[When] = []
        years: list[int] = []
        for left in sorted((one for one in self.paths if one < column), reverse=True):
            found = meanings(self.paths[left])
            words = [word for one in found for word in one.words if word.facet == "span"]
            when = [one for meaning in found for one in meaning.when]
            if any(word.value == "last_year" for word in words):
                continue
            if named and {one.year for one in when if one.year} != named:
                break
            if named and not self._below_one(column, left):
                return ("累计", "当季") if any(one.part for one in when) else ()
            spans = spans or tuple(word.text for word in words)
            if when:
                others = [word for one in found for word in one.words if word.facet == "status"]
                spans = (*spans, *(word.text for word in others))
            years += [one.year for one in when if one.year]
            if times and (not when or (_told(found) and not _held(found))):
                break
            times += when
            if not when:
                break
        before = max((one for one in years if one < max(years)), default=0)
        if before and before + 1 < max(years) and not any(one.of("against") for one in own):
            spans = (*spans, f"比{before}年")  # 2020年, 2025年, 增长: of five years
        return (*spans, *_spoken(times))

    def _below_one(self, column: int, left: int) -> bool:
        """Whether two columns stand below one time, merged or at the left of both."""
        times = [
            {(at, self.texts[at][one]) for at, one in self.block.path(place)}
            for place in (column, left)
        ]
        return any(understood(text).when for _, text in times[0] & times[1])


@lru_cache(4096)
def _said(own: Texts) -> tuple[bool, bool, bool, tuple[When, ...]]:
    """What the labels of a row do to the rows below: name them, count something, something else
    than value added, and say when."""
    found = meanings(own)
    counts = any(one.of("measure") or one.of("indicator") for one in found) or _is_gdp(found)
    return (
        *(_begins(own), counts, counts and _of_another(found)),
        tuple(one for meaning in found for one in meaning.when),
    )


def _sections_of(meaning: Meaning) -> list[str]:
    """Names of sections and parts in a text, as `_MADE_OF` writes them."""
    return [
        word.value if word.facet == "series" else word.text.replace("其它", "其他")
        for word in meaning.words
        if word.facet in ("series", "part") and word.value != "gdp"
    ]


def _parted(meaning: Meaning) -> bool:
    """Whether a text names a section, and not the whole of services."""
    return bool(set(_sections_of(meaning)) - {"tertiary"})


def _paired(when: list[When]) -> bool:
    """Whether 二季度 stands beside 上半年, by which quarters that say no more are quarters alone.

    一季度, 上半年, 三季度 tells no such thing: the last may well be 前三季度.
    """
    to_date = {one.month for one in when if one.to_date and one.number > 1}
    return any(one.part and not one.to_date and one.month in to_date for one in when)


def _held(texts: tuple[Meaning, ...]) -> bool:
    """Whether a header speaks of levels, which growth may stand beside."""
    return any(one.of(facet) for one in texts for facet in ("money", "measured"))


def _spoken(times: list[When]) -> Texts:
    """Write periods as words again (期间写法), the latest year; of two parts, neither is said."""
    latest = max((one.year for one in times), default=0)
    said = dict.fromkeys(one.spoken for one in times if one.year in (0, latest))
    several = len({(one.part, one.number, one.to_date) for one in times if one.part}) > 1
    return (*said, *(("累计", "当季") if several else ()))


def _sheet_name(name: str) -> str:
    """A sheet's name without what a spreadsheet puts there by itself: Sheet1 (2), 3."""
    return _COPY.sub("", flat(name))


def _accounts(meaning: Meaning) -> bool:
    """Whether a text speaks of the accounts: value added, a whole that nothing else has, or
    the economy (主要经济指标)."""
    if "value_added" in meaning.of("measure") or _WHOLES & set(meaning.of("series")):
        return True
    return any("经济" in one.text and one.facet == "plain" for one in meaning.words)


def _names(texts: tuple[Meaning, ...]) -> bool:
    return any(one.of(facet) for one in texts for facet in NAMES)


def _is_gdp(texts: tuple[Meaning, ...]) -> bool:
    return any("gdp" in one.of("series") for one in texts)


def _of_another(texts: tuple[Meaning, ...]) -> bool:
    """Whether a row counts something that is no value added: investment, of which parts follow."""
    words = [word for one in texts for word in one.words]
    if any("增加值" in word.text for word in words) or _is_gdp(texts):
        return False
    return any(word.facet in ("measure", "indicator") for word in words)


def _begins(texts: Texts) -> bool:
    """Whether texts name what follows: so does what is not understood, or a total, which have
    growth too."""
    found = meanings(texts)
    return _names(found) or is_total(texts) or any(one.unknown for one in found)


def _goes_on(texts: tuple[Meaning, ...]) -> bool:
    """Whether texts say how a figure is told, but not what it is of."""
    return _told(texts) and not _names(texts)


def _told(texts: tuple[Meaning, ...]) -> bool:
    facets = ("form", "unit", "against", "money", "measured")
    return any(one.of(facet) for one in texts for facet in facets)


def _evidence(base: Evidence, row: Texts, column: Texts, heading: Texts, above: Texts) -> Evidence:
    other = any(one.of("region") for one in meanings(column))
    return replace(
        base,
        **{"row": row, "column": column, "heading": heading, "above": above},  # type: ignore[arg-type]
        column_regions=base.column_regions and not other,
        row_regions="" if any(one.of("region") for one in meanings(row)) else base.row_regions,
    )
