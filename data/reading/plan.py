"""A reading plan (读表方案): what a person says of a table, in the words that tables are read by.

Strict TOML. A header, a label or a title is named by its own words and given the meaning it has;
so a plan holds for next quarter's table, and never for a column that merely stands in its place.

    schema = 1
    [[tables]]
    layout = "0c5a…"                 # as `yuce data add` shows it
    says = "全市2026年前三季度"      # what the title leaves out
    quiet = ["暂行口径"]               # words around the table that change nothing
    columns = { "增速" = "累计同比增长（%）", "备考" = "" }   # "" leaves a column out
    rows = { "金融" = "金融业" }
"""

import tomllib
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from base.faults import fault
from base.problems import Problem, Problems, Text
from data.reading.sheets.text import flat, shown
from data.reading.words.understand import understood

SEPARATOR: Final = " · "
"""Between the cells of a header that stands in several rows."""


class TablePlan(BaseModel):
    """What a person says of one table (一块表的方案); every text in the reader's own words."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    layout: str = Field(pattern=r"[0-9a-f]{16}|\*")
    drop: bool = False
    says: str = Field(default="", max_length=200)
    quiet: list[str] = Field(default_factory=list, max_length=200)
    columns: dict[str, str] = Field(default_factory=dict, max_length=500)
    rows: dict[str, str] = Field(default_factory=dict, max_length=500)

    def column(self, path: tuple[str, ...]) -> str | None:
        """Give what a column means by this plan (列的含义), None where it says nothing."""
        return self.columns.get(SEPARATOR.join(path))


class Plan(BaseModel):
    """A reading plan (读表方案): one entry a table; `*` holds for every table without its own."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)

    schema_: Literal[1] = Field(1, alias="schema")
    tables: list[TablePlan] = Field(default_factory=list, max_length=100)

    def of(self, layout: str) -> TablePlan | None:
        """Give what is said of a layout (某版式的方案)."""
        named = {one.layout: one for one in self.tables}
        return named.get(layout) or named.get("*")


NONE: Final = Plan.model_validate({"schema": 1})
"""A plan that says nothing."""


def joined_plans(first: Plan | None, then: Plan) -> Plan:
    """Put plans together (合并方案): what the first says of a layout holds before the others."""
    if first is None:
        return then
    named = {one.layout for one in first.tables}
    rest = [one for one in then.tables if one.layout not in named]
    return first.model_copy(update={"tables": [*first.tables, *rest]})


def read_plan(path: Path) -> Plan:
    """Read a plan (读取方案); raises `Problems` with all that is wrong with it."""
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Problems([_wrong(path.name, "", fault(error))]) from error
    return plan_of(given, path.name)


def plan_of(given: dict[str, Any], name: str) -> Plan:
    """Make a plan of plain values (转为方案); raises `Problems`."""
    try:
        plan = Plan.model_validate(given)
    except ValidationError as error:
        wrong = [
            _wrong(name, ".".join(map(str, one["loc"])), str(one.get("input"))[:80])
            for one in error.errors()
        ]
        raise Problems(wrong) from error
    unclear = [
        _not_understood(name, text, left)
        for table in plan.tables
        for text in (table.says, *table.columns.values(), *table.rows.values())
        if (left := "、".join(understood(flat(text)).unknown))
    ]
    if unclear:
        raise Problems(unclear)
    return plan.model_copy(update={"tables": [_flat(one) for one in plan.tables]})


def _flat(table: TablePlan) -> TablePlan:
    """Bring names and meanings to the spelling that cells are compared in."""

    def both(given: dict[str, str]) -> dict[str, str]:
        return {
            SEPARATOR.join(map(flat, key.split(SEPARATOR))): flat(value)
            for key, value in given.items()
        }

    return table.model_copy(
        update={
            "says": flat(table.says),
            "columns": both(table.columns),
            "rows": both(table.rows),
        }
    )


def _wrong(name: str, where: str, found: str | Text) -> Problem:
    return Problem(
        f"{name}: {where}" if where else name,
        Text("读表方案有误", "the reading plan is wrong"),
        shown(found) if isinstance(found, str) else found,
        Text(
            "schema、tables：layout、drop、says、quiet、columns、rows",
            "schema, tables: layout, drop, says, quiet, columns, rows",
        ),
        Text("请按 docs/figures.md 的格式改正", "correct it as docs/figures.md shows"),
        code="plan-wrong",
    )


def _not_understood(name: str, text: str, left: str) -> Problem:
    return Problem(
        name,
        Text("方案里的话也读不懂", "the plan's own words are not understood"),
        f"{shown(left)}（{shown(text)}）",
        Text("表头通行的写法，如 累计同比增长（%）", "words of headers such as 累计同比增长（%）"),
        Text("请换用通行写法", "write it as bureaus do"),
        code="plan-words",
    )
