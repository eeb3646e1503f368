"""From the tables of a sheet to figures (取数): each with its six facts, or left out and listed."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final, NamedTuple

from base.problems import Problem, Text
from data.reading.answers.layout import name
from data.reading.answers.questions import of_file, questions
from data.reading.blocks import Block, blocks
from data.reading.evidence import Evidence
from data.reading.facts import Decision, FigureFacts, decide
from data.reading.plan import Plan, TablePlan
from data.reading.reasons import BY_PLAN, NOT_UNDERSTOOD, Reason
from data.reading.sheets.grid import Sheet, Spot, letters
from data.reading.sheets.text import SheetCell, flat, is_number, missing, number, shown, worded
from data.reading.surroundings import Surroundings
from data.reading.taken import Omission, TableReading
from data.reading.words.nearly import nearly
from data.schema import place

WITHIN: Final = {
    "value_added": (Decimal("0"), Decimal("1e6")),
    "real_growth": (Decimal("-60"), Decimal("100")),
    "real_index": (Decimal("40"), Decimal("250")),
    "indicator_level": (Decimal("-1e9"), Decimal("1e9")),
    "indicator_growth": (Decimal("-100"), Decimal("1000")),
}
"""What a figure can be: 亿元, per cent, previous year = 100; of indicators, almost anything."""

NAMES: Final = {
    "value_added": (Text("增加值", "value added"), Text("亿元", "100m yuan")),
    "real_growth": (Text("可比价增速", "real growth"), Text("%", "%")),
    "real_index": (Text("可比价指数", "a real index"), Text("上年=100", "previous year = 100")),
    "indicator_level": (Text("指标数值", "an indicator"), Text("原单位", "its unit")),
    "indicator_growth": (Text("指标增速", "an indicator's growth"), Text("%", "%")),
}
"""A measure and its unit in words."""


class Figure(NamedTuple):
    """One figure as read (一个数字): 亿元, per cent, or previous year = 100; and where it stood."""

    series: str
    period: str
    measure: str
    value: Decimal
    where: str
    row: int
    unit: str = ""
    status: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is a figure of (键)."""
        return self.series, self.period, self.measure


@dataclass
class Found:
    """What a sheet holds (识别结果)."""

    figures: list[Figure] = field(default_factory=list)
    left_out: list[Omission] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    blocks: list[TableReading] = field(default_factory=list)


def find(sheet: Sheet, file: str, plan: Plan | None = None) -> Found:
    """Find the figures of one sheet (识别), with what was left out, every problem and doubt."""
    where = f"{file}[{shown(sheet.name)}]" if sheet.name else file
    found = Found()
    for block in blocks(sheet):
        layout = name(block)
        said = plan.of(layout) if plan else None
        if said and said.drop:
            found.left_out.append(_dropped(block, where))
            continue
        taker = _Taker(block, where, found, said)
        taker.taken.layout = layout
        taker.take()
        if not found.doubts:
            found.doubts += of_file(file, taker.taken, taker.around)
    return found


class _Taker:
    """One table on its way to figures (取数)."""

    def __init__(self, block: Block, where: str, found: Found, plan: TablePlan | None):
        self.block, self.where, self.found = block, where, found
        self.taken = TableReading(block, where)
        self.around = Surroundings(block, plan)
        self.left: dict[tuple[int, int], tuple[Reason, str]] = {}
        self.judged: dict[int, int] = {}
        self.verdicts: dict[int, Decision] = {}
        self.said: dict[tuple[int, str], Evidence] = {}
        self.dropped = {at for at in block.labels if self.around.paths[at] == ("",)}

    def take(self) -> None:
        """Take every figure of the table, then judge what only all of them together show."""
        self.found.blocks.append(self.taken)
        for at in self.block.body:
            self.around.enter(at)
            row = self.block.sheet.rows[at]
            for column in self.block.labels:
                cell = row[column] if column < len(row) else None
                if not missing(cell):
                    self._one((at, column), cell)
        figures = self._scaled()
        self.found.figures += figures
        self._leave()
        if figures:
            self.found.doubts += questions(self.taken, self.around)

    def _one(self, spot: Spot, cell: SheetCell) -> None:
        at, column = spot
        self.judged[column] = self.judged.get(column, 0) + 1
        if column in self.dropped or (self.around.plan and "" in self._row_plan(at, column)):
            self.left[spot] = (BY_PLAN, "")
            return
        unread = self.around.unread(at, column)
        if unread:
            self.left[spot] = (NOT_UNDERSTOOD, unread)
            return
        evidence = self.around.of(at, column)
        told = worded(cell) if isinstance(cell, str) else None
        if told:  # 增长5.9%: nearer than any header
            evidence = self._said(evidence, told[0])
        verdict = self.verdicts.get(id(evidence))
        if verdict is None:
            verdict = self.verdicts[id(evidence)] = decide(evidence)
        odd = self.block.sheet.odd.get(spot)
        if verdict.why:
            self.left[spot] = (verdict.why, verdict.text)
        elif verdict.conflict:
            if is_number(cell):
                problem = _conflict(self._place(*spot), verdict.conflict, cell)
                self.found.problems.append(problem)
        elif odd:
            self.left[spot] = (Reason(odd, UNODD, code="cell-odd"), shown(cell))
        elif (value := told[1] if told else number(cell)) is None:
            self.found.problems.append(not_a_number(self._place(*spot), cell))
        elif verdict.facts is None:
            where = self._place(*spot)
            self.found.problems += [_lacking(where, what, cell) for what in verdict.lacks]
        else:
            self._figure(spot, cell, value, verdict.facts)
            self.taken.evidence[spot] = evidence

    def _said(self, evidence: Evidence, words: str) -> Evidence:
        """What is said of a figure with what its own cell says, one for all alike."""
        key = (id(evidence), words)
        if key not in self.said:
            self.said[key] = replace(evidence, column=(*evidence.column, words))
        return self.said[key]

    def _place(self, at: int, column: int) -> str:
        return place(self.where, at + 1, letters(column + 1))

    def _row_plan(self, at: int, column: int) -> tuple[str, ...]:
        """What a plan says a row means: "" leaves it out."""
        if not self.around.plan or not self.around.plan.rows:
            return ()
        own = (self.block.texts[at][one] for one in self.block.labels[column])
        rows = self.around.plan.rows
        return tuple(rows[text] for text in own if text in rows)

    def _figure(self, spot: Spot, cell: SheetCell, value: Decimal, facts: FigureFacts) -> None:
        text = flat(cell) if isinstance(cell, str) else ""
        per_cent = text.endswith("%")
        if (per_cent and facts.unit != "percent") or (
            text.endswith("元") and facts.unit != "100m_cny"
        ):
            self.found.problems.append(not_a_number(self._place(*spot), cell))
            return
        value = value.scaleb(facts.power) if facts.power else value
        measure = facts.measure.removesuffix("_single")
        low, high = WITHIN[measure]
        if not low < value < high:
            where = self._place(*spot)
            self.found.problems.append(_out_of_range(where, measure, value, cell))
            return
        if measure == "real_index" and len(facts.period) > 4:
            growth = facts.measure.replace("real_index", "real_growth")
            facts, value = replace(facts, measure=growth, unit="percent"), value - 100
        if per_cent and not facts.sure:
            facts = replace(facts, sure=True)
        self.taken.figures[spot] = facts
        self.taken.values[spot] = value

    def _scaled(self) -> list[Figure]:
        """Give the figures; growth without a unit must show by itself that it is per cent."""
        taken, values = self.taken.figures, self.taken.values
        growth = [spot for spot, one in taken.items() if one.unit == "percent"]
        unsure = [spot for spot in growth if not taken[spot].sure]
        if unsure and all(abs(values[spot]) < 1 for spot in unsure):
            where = self._place(*unsure[0])
            self.found.problems.append(
                _no_scale(where, ", ".join(str(values[s]) for s in unsure[:3]))
            )
            for spot in unsure:
                del taken[spot]
        elif _like_fractions([values[spot] for spot in growth]):
            where = self._place(*growth[0])
            self.found.doubts.append(
                _too_small(where, ", ".join(str(values[s]) for s in growth[:3]))
            )
        names = {column: letters(column + 1) for column in self.block.labels}
        return [
            Figure(
                *(one.series, one.period, one.measure, values[spot]),
                *(f"{self.where}:{spot[0] + 1} {names[spot[1]]}", spot[0] + 1, one.unit),
            )
            for spot, one in taken.items()
        ]

    def _leave(self) -> None:
        """Tell once of every row or column that is left out; a name nearly known is a problem."""
        whole = self._whole_columns()
        made: dict[tuple[object, ...], Omission] = {}
        told: set[tuple[str, int, str]] = set()
        for (at, column), (why, text) in self.left.items():
            by_column = column in whole and len(self.judged) > 1
            line = ("column", column, "") if by_column else ("row", at, why.what.zh)
            spot = letters(column + 1) if by_column else ""
            same = (at, text) if why is NOT_UNDERSTOOD else line
            out = made.get((same, id(why)))
            if out is None or line not in told:  # one for many cells: there may be 200,000
                said = text if why is NOT_UNDERSTOOD else self._named(at, column, by_column)
                where = place(self.where, at + 1, spot)
                out = Omission(where, shown(said), why.what, why.remedy, why.code)
                made[same, id(why)] = out
            self.taken.left[at, column] = out
            if line in told:
                continue
            told.add(line)
            near = nearly(text) if why is NOT_UNDERSTOOD else None
            if near:
                self.found.problems.append(_misspelt(place(self.where, at + 1, spot), text, near))
            else:
                self.found.left_out.append(out)

    def _whole_columns(self) -> set[int]:
        """Columns of which every figure is left out, for one and the same reason."""
        whys: dict[int, list[Reason]] = {}
        for (_, column), (why, _) in self.left.items():
            whys.setdefault(column, []).append(why)
        return {
            column
            for column, own in whys.items()
            if len(own) == self.judged[column]
            and all(one is own[0] or one == own[0] for one in own)
        }

    def _named(self, at: int, column: int, by_column: bool) -> str:
        """What a row or column that is left out calls itself."""
        row = [self.block.texts[at][one] for one in self.block.labels[column]]
        path = [self.block.texts[low][one] for low, one in self.block.path(column)]
        texts = path if by_column else row
        return " · ".join(filter(None, texts)) or self.block.texts[at][column]


def _like_fractions(growth: list[Decimal]) -> bool:
    """Whether growth under % looks like fractions: all tiny, or written as they are (0.059, or
    1.059 of the year before)."""
    fine = [one for one in growth if abs(one) < 1.5 and int(one.as_tuple().exponent) <= -3]
    if 2 * len(fine) > len(growth):
        return True
    below = Decimal("0.2") if all(int(one.as_tuple().exponent) > -2 for one in growth) else 1
    return len(growth) > 1 and all(abs(one) < below for one in growth)


UNODD: Final = Text("改正该单元格的格式", "correct the cell's format")


def _dropped(block: Block, where: str) -> Omission:
    title = next((block.line(at) for at in block.lines), "")
    at = min((*block.lines, *block.header, *block.body), default=0)
    return Omission(place(where, at + 1), shown(title), BY_PLAN.what, BY_PLAN.remedy, BY_PLAN.code)


def not_a_number(where: str, cell: SheetCell) -> Problem:
    """Tell of a text where a figure belongs (不是数)."""
    return Problem(
        where,
        Text("不是数", "it is not a number"),
        shown(cell),
        Text("数，如 1,234.5", "a number such as 1,234.5"),
        Text("请改正该单元格；缺数用“—”", "correct this cell; “—” where there is no figure"),
        code="figure-not-a-number",
    )


def _out_of_range(where: str, measure: str, value: Decimal, cell: SheetCell) -> Problem:
    low, high = (f"{bound:,f}".replace("-", "−") for bound in WITHIN[measure])
    name, unit = NAMES[measure]
    return Problem(
        where,
        Text(f"{name.zh}不可能是这个数", f"{name.en} cannot be this"),
        shown(cell),
        Text(f"{low} 至 {high}（{unit.zh}）", f"{low} to {high} ({unit.en})"),
        Text("请核对单位和表头", "check the unit and the header"),
        code="figure-out-of-range",
    )


def _conflict(where: str, what: Text, cell: SheetCell) -> Problem:
    return Problem(
        where,
        what,
        shown(cell),
        Text("行、列、标题说法一致", "row, column and title that agree"),
        Text("请改正表头或标题", "correct the header or the title"),
        code="figure-conflict",
    )


_LACKING: Final = {
    "form": (
        Text("没有说明是数额还是增速", "whether it is a level or growth is not said"),
        Text("增加值（亿元）或 同比增长（%）", "增加值（亿元） or 同比增长（%）"),
        Text("请在表头注明", "state it in the header"),
    ),
    "unit": (
        Text("没有说明单位", "no unit is stated"),
        Text("亿元、万元、% 或 上年=100", "亿元, 万元, % or 上年=100"),
        Text("请在表头或“单位：”行注明", "state it in the header or in a line “单位：”"),
    ),
    "year": (
        Text("没有说明年份", "no year is stated"),
        Text("年份，如 2026年前三季度", "a year, as in 2026年前三季度"),
        Text("请在标题、行或列注明", "state it in the title, the row or the column"),
    ),
}


def _lacking(where: str, what: str, cell: SheetCell) -> Problem:
    told, expected, remedy = _LACKING[what]
    return Problem(where, told, shown(cell), expected, remedy, code=f"figure-no-{what}")


def _misspelt(where: str, name: str, near: str) -> Problem:
    return Problem(
        where,
        Text("认不出的行业名称", "the section is not known"),
        shown(name),
        Text(near, near),
        Text("请改正名称，或删去该行列", "correct the name, or remove the row or column"),
        code="figure-misspelt",
    )


def _no_scale(where: str, found: str) -> Problem:
    return Problem(
        where,
        Text("没有说明是百分数还是小数", "whether per cent or fractions is not said"),
        found,
        Text("带“%”的表头，如 同比增长（%）", "% in the header, as 同比增长（%）"),
        Text(
            "请注明“%”；若为小数，请在读表方案中说明",
            "state %, or say in a plan that they are fractions",
        ),
        code="figure-no-scale",
    )


def _too_small(where: str, found: str) -> Problem:
    return Problem(
        where,
        Text("增速像是小数，不是百分数", "growth looks like fractions, not per cent"),
        found,
        Text("百分数，如 5.9", "per cent such as 5.9"),
        Text("请核对；确认无误后注明“已核对”", "look it up; if it is right, say so"),
        code="figure-too-small",
    )
