"""The live part of the workbook (工作簿推算): assumption cells, the path, shares by scope.

Every formula repeats a step of scenarios.outcome.deterministic_path.
"""

from dataclasses import dataclass
from typing import Any

from data.sections import CODES, COLUMNS
from forecast.arrays import Array
from scenarios.assume.checked import LIMITS
from scenarios.outcome.deterministic_path import AccountPath, Alignment, Inputs, stated
from scenarios.outcome.simulate import Outcome
from views.export.workbook.excel_sheets import (
    FACTOR,
    MONEY,
    PERCENT,
    POINTS,
    Book,
    CellRange,
    ExcelSheet,
)
from views.export.workbook.workbook_words import aligned_note
from views.present.names import name
from views.present.verdict_cards import scope_name
from views.words.words import language, word


@dataclass(frozen=True)
class InputCells:
    """Where the inputs stand (输入单元格)."""

    growth: CellRange
    deflator: CellRange
    volume: CellRange
    revision: CellRange
    carry: CellRange


@dataclass(frozen=True)
class Results:
    """Where the results stand (结果单元格): growth of services, and shares, aligned or not."""

    growth: CellRange
    shares: CellRange
    aligned_growth: CellRange
    aligned_shares: CellRange


def _labels() -> list[tuple[str, str]]:
    return [(one.code, name(one)) for one in COLUMNS]


def write_inputs(book: Book, outcome: Outcome, given: Inputs) -> InputCells:
    """Write the cells that may be changed (假设单元格), and the medians they stand against."""
    sheet = book.sheet(word("sheet_inputs"), word("sheet_inputs"), given.years)
    sheet.note(word("edit_note"))
    if outcome.scenario.linkage == "together":
        sheet.note(word("together_note"))
    moved, labels, base = stated(outcome), _labels(), outcome.baseline

    def write(key: str, values: Array, number: str, measure: str = "") -> CellRange:
        def bold(place: int, row: int) -> bool:
            return (measure, CODES[place], given.years[row]) in moved

        return sheet.block(word(key), labels, values, number, style="input", bold=bold)

    growth = write("growth_inputs", given.growth, PERCENT, "real_growth")
    deflator = write("deflator_inputs", given.deflator, PERCENT, "deflator")
    low, high = LIMITS["level"]
    for block in (growth, deflator):
        where = (block.top, 3, block.top + block.count - 1, 2 + len(given.years))
        rule = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}
        sheet.page.data_validation(*where, rule | {"error_message": word("invalid")})
    volume = write("volume", given.volume, MONEY)
    revision = write("revision", given.revision, FACTOR)
    sheet.block(word("growth_medians"), labels, base.median_growth, PERCENT)
    medians = sheet.block(word("deflator_medians"), labels, base.median_deflator, PERCENT)
    back = _ahead(sheet)

    def carried(place: int, row: int) -> str:
        before = f"{back(place, row - 1)}*" if row else ""
        return f"={before}(1+{medians.at(place, row)})"

    carry = sheet.block(word("carry"), labels, given.carry, FACTOR, carried)
    sheet.page.freeze_panes(0, 2)
    return InputCells(growth, deflator, volume, revision, carry)


def _ahead(sheet: ExcelSheet) -> Any:
    """Name cells of the block that is written next, for formulas that look a year back."""
    return CellRange(sheet.name, sheet.row + 3, len(COLUMNS)).at


def write_path(
    book: Book, outcome: Outcome, path: AccountPath, cells: InputCells
) -> tuple[CellRange, CellRange]:
    """Write the path step by step (逐步推算).

    Returns the cells of services growth, and of current-price levels.
    """
    given, labels = path.inputs, _labels()
    sheet = book.sheet(word("sheet_path"), word("path"), given.years)
    sheet.note(word("path_note"))
    opened_by = [-1] * len(given.years)  # the year whose current prices are the base
    for row in range(1, len(given.years)):
        opened_by[row] = row - 1 if given.opens(row) else opened_by[row - 1]

    def write(key: str, values: Array, formula: Any, origin: Array | None = None) -> CellRange:
        year = None if origin is None else outcome.origin
        return sheet.block(*(word(key), labels, values, MONEY, formula, origin), origin_year=year)

    back = _ahead(sheet)
    chain = write(
        *("chain", path.chain),
        lambda p, r: f"={back(p, r - 1)}*(1+{cells.growth.at(p, r)})*(1+{cells.deflator.at(p, r)})",
        given.level,
    )
    same = _ahead(sheet)

    def opened(place: int, row: int) -> str:
        return chain.at(place, row - 1) if given.opens(row) else same(place, row - 1)

    linked = write(
        *("linked", path.linked),
        lambda p, r: f"={opened(p, r)}*(1+{cells.growth.at(p, r)})",
        given.comparable,
    )

    def rate(place: int, row: int) -> str:
        if opened_by[row] >= 0:
            return cells.carry.at(place, opened_by[row])
        level = chain.at(place, -1)
        return f"IF({level}=0,0,{linked.at(place, -1)}/{level})"

    def before(place: int, row: int) -> str:
        kept = f"={opened(place, row)}*{cells.revision.at(place, row)}"
        if row == 0:
            return kept
        return f"{kept}+{cells.volume.at(place, row - 1)}*{rate(place, row)}"

    def sums(values: Array, block: CellRange) -> CellRange:
        total = values.sum(axis=1)
        return sheet.total(word("services"), total, MONEY, lambda r: f"=SUM({block.column(r)})")

    earlier = write("earlier", path.earlier, before)
    total = sums(path.earlier, earlier)
    later = write(
        *("later", path.later),
        lambda p, r: (
            f"={linked.at(p, r)}*{cells.revision.at(p, r)}+{cells.volume.at(p, r)}*{rate(p, r)}"
        ),
    )
    total_later = sums(path.later, later)
    current = write(
        *("current_level", path.current),
        lambda p, r: (
            f"={chain.at(p, r)}*{cells.revision.at(p, r)}"
            f"+{cells.volume.at(p, r)}*{cells.carry.at(p, r)}"
        ),
    )
    sums(path.current, current)

    def rise(place: int, row: int) -> str:
        then, now = earlier.at(place, row), later.at(place, row)
        return f"=IF({then}=0,0,{now}/IF({then}=0,1,{then})-1)"

    sheet.block(word("real_growth"), labels, path.section_growth, PERCENT, rise)
    growth = sheet.total(
        *(word("services"), path.growth, PERCENT),
        lambda r: f"={total_later.at(0, r)}/{total.at(0, r)}-1",
    )
    parts = sheet.block(
        *(word("contributions"), labels, 100 * path.contributions, POINTS),
        lambda p, r: f"=100*({later.at(p, r)}-{earlier.at(p, r)})/{total.at(0, r)}",
    )
    sheet.total(
        *(word("services"), 100 * path.growth, POINTS), lambda r: f"=SUM({parts.column(r)})"
    )
    sheet.page.freeze_panes(0, 2)
    return growth, current


def write_scopes(
    book: Book,
    outcome: Outcome,
    path: AccountPath,
    alignment: Alignment,
    growth: CellRange,
    current: CellRange,
) -> Results:
    """Write shares by every scope with their coefficients (各口径比重), and all aligned."""
    given, scopes = path.inputs, outcome.baseline.scopes
    sheet = book.sheet(word("sheet_scopes"), word("producer_share"), given.years)
    sheet.note(aligned_note(alignment))
    labels = [one.label_in(language()) for one in scopes]
    titles = [scope_name(one, outcome.scenario) for one in scopes]
    named = [
        (label, title.removeprefix(label).strip())
        for label, title in zip(labels, titles, strict=True)
    ]
    line = [("", word("services"))]
    # The results stand first, their coefficients below; where those will stand is known.
    coefficient = [
        CellRange(sheet.name, _below(sheet.row, len(scopes), k), len(COLUMNS))
        for k in range(len(scopes))
    ]
    shares = sheet.block(
        *(word("producer_share"), named, path.shares.T, PERCENT),
        lambda p, r: (
            f"=SUMPRODUCT({coefficient[p].column(r)},{current.column(r)})/SUM({current.column(r)})"
        ),
    )
    constants = sheet.block(
        f"{word('alignment')} · {word('producer_share')}", named, 100 * alignment.shares.T, FACTOR
    )
    aligned_shares = sheet.block(
        *(
            f"{word('producer_share')} · {word('aligned')}",
            named,
            (path.shares + alignment.shares).T,
        ),
        *(PERCENT, lambda p, r: f"={shares.at(p, r)}+{constants.at(p, r)}/100"),
    )
    shift = sheet.block(
        *(f"{word('alignment')} · {word('real_growth')}", line),
        *(100 * alignment.growth[:, None], FACTOR),
    )
    aligned_growth = sheet.block(
        *(f"{word('real_growth')} · {word('aligned')}", line),
        *((path.growth + alignment.growth)[:, None], PERCENT),
        lambda p, r: f"={growth.at(0, r)}+{shift.at(p, r)}/100",
    )
    for place, named_so in enumerate(titles):
        title = word("coefficients", named_so)
        values = given.coefficients[:, place]
        block = sheet.block(title, _labels(), values, FACTOR, style="input")
        assert block == coefficient[place], "the coefficients stand where the shares look"
    sheet.page.freeze_panes(0, 2)
    return Results(growth, shares, aligned_growth, aligned_shares)


def _below(row: int, scopes: int, number: int) -> int:
    """Row of a scope's first coefficient: three blocks of scopes and two lines stand above."""
    above = 3 * (scopes + 3) + 2 * (1 + 3)
    return row + above + number * (len(COLUMNS) + 3) + 3
