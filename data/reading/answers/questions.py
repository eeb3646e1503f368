"""Words around a table that somebody has to answer for (待说明的文字): asked, never passed over.

Titles, the sheet's name and notes may say what no row and column says: that the figures are
another region's, wages, or against the month before. What is not understood is asked as well.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from base.problems import Problem, Text
from data.reading.answers.notes import month_of, notes, odd_price, odd_time
from data.reading.evidence import Evidence
from data.reading.facts import FigureFacts
from data.reading.sheets.grid import Spot, letters
from data.reading.sheets.text import flat, shown
from data.reading.surroundings import Surroundings
from data.reading.taken import TableReading
from data.reading.words.periods import When
from data.reading.words.understand import Meaning, understood
from data.reading.words.vocabulary import SECTIONS, Word, spelt, vocabulary
from data.region import region
from data.schema import place

_CHINESE: Final = re.compile("[一-鿿]+")
_LATIN: Final = re.compile("[A-Za-z]{4,}")
_VOWELS: Final = (
    "(?:i?ao?|[aeu]i|[aeiou]|[io]u|i[aeou]|u[aeio]|uai|[iu]?an|e[nr]|[iu]n|[iu]?ang|eng|ing|i?ong)"
)
_PINYIN: Final = re.compile(
    f"(?:[bpmfdtnlgkjqxrzcsywh]|[zcs]h)?{_VOWELS}(?:(?:[bpmfdtnlgkjqxrzcsywh]|[zcs]h){_VOWELS})+"
)
_ODD: Final = {
    "region": ("other", "country", "part"),
    "against": ("last_period", "other_period", "average", "fixed"),
    "price": ("nominal", "constant"),
    "form": ("share", "contribution", "rank", "ratio", "change"),
    "span": ("single", "single_month", "single_part", "last_year", "point"),
    "unit": ("points", "permille"),
}
"""Words that may make figures other ones than they look."""


def questions(taken: TableReading, around: Surroundings) -> list[Problem]:
    """Ask about the words around a table (提问), once for each text."""
    asked: list[Problem] = []
    for text in around.far:
        asked += _asked(taken.where, text, understood(text), taken, around)
    for (at, column), text in _astray(taken):
        where = place(taken.where, at + 1, letters(column + 1))
        asked += _asked(where, text, understood(text), taken, around)
    asked += _called(taken, around)
    for one in notes(taken):
        asked += _asked(one.where, one.text, one.said, taken, around, one.figures)
    return [*asked, *_unsaid(taken), *_granted(taken)]


def _called(taken: TableReading, around: Surroundings) -> Iterator[Problem]:
    """Ask about names of ranges that say another region or measure; most are no words."""
    for text in taken.block.sheet.names:
        odd = [one.text for one in understood(flat(text)).words if _odd(one, taken, around)]
        left = [one for one in dict.fromkeys(odd) if one not in around.answered]
        if left:
            taken.asked += left
            yield _unclear(taken.where, text, "、".join(left))


def _astray(taken: TableReading) -> Iterator[tuple[Spot, str]]:
    """Words above the header's last row over columns without figures: a title at the right."""
    block = taken.block
    for at in block.header[:-1]:
        for column, text in enumerate(block.texts[at]):
            if text and column not in block.labels and column not in block.named:
                yield (at, column), text


_GRANTED: Final = {
    "form": (
        Text("“%”没有说明是增速还是比重", "whether % is growth or a share is not said"),
        Text("增长（%）；现按同比增长读", "增长（%）; it is read as growth"),
        "figure-percent-unsaid",
    ),
    "unit": (
        Text("单位不完整", "the unit is not written out"),
        Text("亿元或万元；现当作以元计", "亿元 or 万元; it is taken for yuan"),
        "figure-unit-short",
    ),
    "units": (
        Text("两处说的单位不同", "two places say two units"),
        Text("处处一致的单位；现按离数字最近的读", "one unit everywhere; the nearest is taken"),
        "figure-units-differ",
    ),
    "total": (
        Text("“合计”旁边的行业不齐全", "a total stands beside some of its sections only"),
        Text("各行业俱全；现按标题所说的全部读", "all sections; it is read as the title's whole"),
        "figure-total-partial",
    ),
}


def _granted(taken: TableReading) -> Iterator[Problem]:
    """Ask about what was taken for granted (默认读法), once for each kind."""
    first: dict[str, tuple[int, int]] = {}
    for spot, facts in taken.figures.items():
        for one in facts.asked:
            first.setdefault(one, spot)
    for one, (at, column) in first.items():
        what, expected, code = _GRANTED[one]
        header = [taken.block.texts[low][place] for low, place in taken.block.path(column)]
        row = [taken.block.texts[at][place] for place in taken.block.labels[column]]
        said = {"total": row, "units": _units(taken.evidence[at, column])}.get(one, header)
        found = " · ".join(filter(None, said))
        yield Problem(
            place(taken.where, at + 1, letters(column + 1)),
            what,
            shown(found),
            expected,
            Text(
                "请核对；确实如此则注明“已核对”，否则在表头写明或在读表方案中说明",
                "look it up; if so, say so, or else say it in the header or in a plan",
            ),
            code=code,
        )


def _units(evidence: Evidence) -> list[str]:
    """The texts around a figure that say a unit, the nearest last."""
    every = (*evidence.far, *evidence.heading, *evidence.row, *evidence.column)
    units = ("money", "measured", "unit")
    return [text for text in every if any(map(understood(text).of, units))]


def _unsaid(taken: TableReading) -> Iterator[Problem]:
    """Ask what is counted where no word of a table says that it is value added (指标未说明)."""
    first = next(iter(taken.evidence.values()), None)
    if first is None or first.accounts:
        return  # it is said of a table, and so by all of its figures or none
    for (at, column), facts in taken.figures.items():
        if not facts.measure.startswith("indicator"):
            yield Problem(
                place(taken.where, at + 1, letters(column + 1)),
                Text("没有说明是不是增加值", "whether it is value added is not said"),
                shown(taken.block.texts[at][column]),
                Text("“增加值”或“地区生产总值”字样", "the words 增加值 or 地区生产总值"),
                Text("请核对；确认是增加值后注明“已核对”", "look it up; if it is, say so"),
                code="figure-measure-unsaid",
            )
            return


def of_file(file: str, taken: TableReading, around: Surroundings) -> list[Problem]:
    """Ask about a file's name that names another region or measure (文件名疑问).

    What it says is never a fact. What is not understood in it may be a place's name: it is no
    matter where the table or the name says by itself whose figures they are.
    """
    if not taken.figures:
        return []
    words = list(understood("".join(_CHINESE.findall(file))).words)
    latin = {one: vocabulary().get(one.lower()) for one in _LATIN.findall(file)}  # whole words
    words += [word for word in latin.values() if word and word.facet == "region"]
    odd = [word.text for word in words if _odd(word, taken, around)]
    if not _ours(words) and not _says_ours(taken, near=False):
        odd += [one for one in understood(flat(Path(file).stem)).unknown if _named_so(one)]
        odd += [one for one, word in latin.items() if not word and _PINYIN.fullmatch(one.lower())]
    odd = [one for one in dict.fromkeys(odd) if one not in around.answered]
    taken.asked += odd
    return [_other_file(file, "、".join(odd))] if odd else []


def _other_file(file: str, words: str) -> Problem:
    own = region().name
    return Problem(
        file,
        Text("文件名像是其他地区或其他指标的", "its name may be another place's or measure's"),
        f"{shown(words)}（{shown(file)}）",
        Text(f"{own}的增加值或指标", f"value added or indicators of {own}"),
        Text(
            f"请核对；确认是{own}的数后注明“已核对”",
            f"look it up; if they are of {own}, say so",
        ),
        code="figure-file-name",
    )


def _named_so(text: str) -> bool:
    """Whether what is not understood in a file's name may be a name: two Chinese signs or more."""
    return any(len(one) > 1 for one in _CHINESE.findall(text))


def _says_ours(taken: TableReading, near: bool) -> bool:
    """Whether words around every figure, or near it, name this region by its own name."""
    every = {id(one): one for one in taken.evidence.values()}.values()
    return all(
        _ours([w for m in (*e.near, *(() if near else e.title)) for w in m.words]) for e in every
    )


def _ours(words: list[Word]) -> bool:
    """Whether words name this region by its own name, and not as 全市, which any place may say."""
    own = (spelt(one.text) for one in words if (one.facet, one.value) == ("region", "own"))
    return any(one not in map(spelt, region().relative) for one in own)


def _asked(
    where: str,
    text: str,
    said: Meaning,
    taken: TableReading,
    around: Surroundings,
    noted: tuple[FigureFacts, ...] = (),
) -> Iterator[Problem]:
    """Ask about what one text says; `noted`: the figures that it is a note of, if it is one."""

    def odd(one: Word) -> bool:
        if noted and one.facet == "price":
            return odd_price(one, said, noted)
        return _odd(one, taken, around, noted)

    words = [one.text for one in said.words if odd(one)]
    times = (
        one
        for one in said.when
        if (odd_time(one, noted) if noted else _odd_time(one, taken, around))
    )
    words += map(_named, times)
    told = dict.fromkeys((*said.unknown, *words))
    left = [one for one in told if one not in around.answered]
    if left:
        taken.asked += left
        yield _unclear(where, text, "、".join(left))


def _odd(
    word: Word, taken: TableReading, around: Surroundings, noted: tuple[FigureFacts, ...] = ()
) -> bool:
    """Whether a word may make the figures other ones, and nothing nearer explains it."""
    if word.facet in ("money", "measured"):
        unit, power = word.value.split() if word.facet == "measured" else ("100m_cny", word.value)
        powers = {one.power for one in noted if one.unit == unit}
        return bool(powers) and powers != {int(power)}
    if word.facet == "series" and not noted:
        return _of_others(word.value, taken, around)
    if word.value == "percent" and not noted:
        return _only_levels(taken, around)
    if not _makes_another(word):
        return False
    return bool(noted) or not _explained(word, taken, around)


def _makes_another(word: Word) -> bool:
    if word.facet in ("scale", "status", "indicator", "part"):
        return True
    if word.facet == "measure":
        return word.value != "value_added"
    return word.value in _ODD.get(word.facet, ()) or word.value.startswith("year ")


def _explained(word: Word, taken: TableReading, around: Surroundings) -> bool:
    """Whether rows and columns answer what a title says: they name it, or the title lists both."""
    far = [understood(text) for text in around.far]
    measures = {one.measure for one in taken.figures.values()}
    listed = {value for one in far for value in one.of(word.facet)}
    if word.facet == "region":
        return _says_ours(taken, near=True)
    if word.facet in ("measure", "scale", "indicator"):
        return all(one.startswith("indicator") for one in measures)
    if word.facet == "part":  # 生产性服务业 alone in a title, of which sections are parts
        return "series" in {one.facet for text in far for one in text.words}
    if word.facet == "form":
        columns = (text for path in around.paths.values() for text in path)
        if any(word.value in understood(text).of("form") for text in columns):
            return True  # it has a column of its own
        valued = any("value_added" in one.of("measure") for one in far)
        listing = valued or bool(listed & {"level", "growth", "index"})
        return word.text in ("构成", "结构", "composition") and listing
    if word.facet == "against":
        years = {int(one.period[:4]) for one in taken.figures.values()}
        before = word.value.startswith("year ") and years == {int(word.value[5:]) + 1}
        return before or "year" in listed
    if word.facet == "price":
        return word.value == "constant" and "value_added" not in measures
    if word.facet == "span":
        alone = all(one.endswith("_single") for one in measures)
        stocks = all(one.startswith("indicator") for one in measures)
        return alone if word.value.startswith("single") else word.value == "point" and stocks
    return False


def _of_others(series: str, taken: TableReading, around: Surroundings) -> bool:
    """Whether a title names a section, and neither a figure nor a row or column is of it."""
    own = {one.series for one in taken.figures.values()}
    rows = {value for one in around.every for value in one.of("series")}
    whole = series in ("gdp", "tertiary") or any(one.startswith("ind_") for one in own)
    return not whole and series not in rows and SECTIONS.get(series, series) not in own


def _only_levels(taken: TableReading, around: Surroundings) -> bool:
    """Whether a title says % and no unit of money, above levels and nothing else."""
    if any(one.unit != "100m_cny" for one in taken.figures.values()):
        return False
    far = [understood(text) for text in around.far]
    money = any(one.of("money") or one.of("measured") for one in far)
    return not money and not any(one.of("form") or one.of("unit") for one in around.every)


def _odd_time(when: When, taken: TableReading, around: Surroundings) -> bool:
    """Whether a title speaks of a time that the figures are not of, and no row or column is."""
    if when.kind == "span":
        return any(not _own_year(taken, one) for one in taken.figures)
    if when.kind:
        return when.kind == "half"
    periods = {one.period for one in taken.figures.values()}
    years = {int(one[:4]) for one in periods} | {one.year for one in around.when}
    months = {month_of(one) for one in periods} | {one.month for one in around.when}
    if when.year and when.year not in years:
        return True
    return bool(when.part) and when.month not in months


def _own_year(taken: TableReading, spot: tuple[int, int]) -> bool:
    near = taken.evidence[spot].near
    return any(when.year for meaning in near for when in meaning.when)


def _named(when: When) -> str:
    number = f"{when.part.upper()}{when.number}" if when.part else ""
    return f"{when.year or ''}{number}" or {"half": "下半年", "span": "跨年"}.get(when.kind, "")


def _unclear(where: str, text: str, words: str) -> Problem:
    return Problem(
        where,
        Text("表外文字有待说明", "words around the table have to be answered for"),
        f"{shown(words)}（{shown(text)}）" if words != text else shown(text),
        Text("不改变数字含义的文字", "words that do not make the figures others"),
        Text("请核对；确认无关后注明“已核对”", "look it up; if it changes nothing, say so"),
        code="figure-words-around",
    )
