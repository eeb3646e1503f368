"""What a table must look like (表结构): datapackage.json read, and CSV files held against it.

Only shape is judged here: columns, types, permitted values, keys. What the figures
must add up to is in data/checks/rows.py.
"""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from base.faults import fault
from base.problems import Problem, Text, one_of

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_EXPECTED = {
    "number": Text("有限的数", "a finite number"),
    "integer": Text("整数", "a whole number"),
    "date": Text("日期，如 2026-03-26", "a date such as 2026-03-26"),
}


@dataclass(frozen=True)
class Field:
    """One column of a table (字段), as datapackage.json describes it."""

    name: str
    type: str
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None

    @cached_property
    def free(self) -> bool:
        """Whether any text will do (任意文本)."""
        return self.type == "string" and not (self.enum or self.pattern)

    def read(self, text: str) -> tuple[object, Text | None]:
        """Give the value in a cell, and what was expected if it is not that (单元格取值)."""
        if text == "":
            return None, Text("非空", "a value") if self.required else None
        if self.free:
            return text, None
        value = self._value(text)
        if value is None:
            return None, _EXPECTED[self.type]
        if self.enum and text not in self.enum:
            return None, one_of(self.enum)
        if self.pattern and not re.fullmatch(self.pattern, text):
            return None, Text(f"形如 {self.pattern}", f"the pattern {self.pattern}")
        if isinstance(value, int | float) and not self._within(value):
            span = f"{self.minimum} … {self.maximum}"
            return None, Text(f"在 {span} 之间", f"within {span}")
        return value, None

    def _value(self, text: str) -> object:
        if self.type == "number":
            value = float(text) if _NUMBER.fullmatch(text) else float("nan")
            return value if abs(value) < float("inf") else None
        if self.type == "integer":
            return int(text) if _INTEGER.fullmatch(text) else None
        if self.type == "date":
            try:
                return pd.Timestamp(date.fromisoformat(text)) if len(text) == 10 else None
            except ValueError:
                return None
        return text

    def _within(self, value: float) -> bool:
        low = self.minimum is None or value >= self.minimum
        return low and (self.maximum is None or value <= self.maximum)


@dataclass(frozen=True)
class Schema:
    """One table of the package (表): its file, columns, key, and the tables it points to."""

    name: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[tuple[str, str, str], ...]

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order (列名)."""
        return [field.name for field in self.fields]


def place(file: str, row: int, column: str = "") -> str:
    """Say where in a file (位置): name, row as a spreadsheet numbers it, column.

    >>> place("annual.csv", 12, "value")
    'annual.csv:12 value'
    """
    return f"{file}:{row} {column}".rstrip()


@cache
def schemas(package: Path) -> dict[str, Schema]:
    """Read every table's schema from a datapackage.json (读取表结构)."""
    described: dict[str, Any] = json.loads(package.read_text(encoding="utf-8"))
    return {table["name"]: _schema(table) for table in described["resources"]}


def _schema(table: dict[str, Any]) -> Schema:
    schema = table["schema"]
    fields = []
    for field in schema["fields"]:
        rules = field.get("constraints", {})
        fields.append(
            Field(
                name=field["name"],
                type=field["type"],
                required=rules.get("required", False),
                enum=tuple(rules.get("enum", ())),
                pattern=rules.get("pattern", ""),
                minimum=rules.get("minimum"),
                maximum=rules.get("maximum"),
            )
        )
    keys = tuple(
        (key["fields"], key["reference"]["resource"], key["reference"]["fields"])
        for key in schema.get("foreignKeys", ())
    )
    return Schema(table["name"], table["path"], tuple(fields), tuple(schema["primaryKey"]), keys)


def load(path: Path, schema: Schema) -> tuple[pd.DataFrame, list[Problem]]:
    """Read a CSV against its schema (按表结构读取): a typed table, and every problem of shape.

    Columns are the schema's, then `row` (line of the file as a spreadsheet numbers it) and,
    where there is a `value`, `decimals` (digits printed after the point). A cell that cannot
    be read is left empty; the table is empty where the file or its header cannot be used.
    """
    records, problems = _records(path)
    if not problems:
        problems = list(_header_problems(path, records[0] if records else [], schema))
    if problems:
        more = ["row", "decimals"] if "value" in schema.columns else ["row"]
        return _frame({name: [] for name in [*schema.columns, *more]}, schema), problems
    width = len(records[0])
    numbered = list(enumerate(records[1:], start=2))
    told = [(row, ragged(path.name, row, len(r), width)) for row, r in numbered if len(r) != width]
    whole = [(row, record) for row, record in numbered if len(record) == width]
    columns: dict[str, list[object]] = {}
    for field in schema.fields:
        at = records[0].index(field.name)
        # Most cells repeat others of their column: each text is judged once.
        cells = {text: field.read(text) for text in {record[at] for _, record in whole}}
        columns[field.name] = [cells[record[at]][0] for _, record in whole]
        bad = {text: expected for text, (_, expected) in cells.items() if expected}
        for row, record in whole if bad else ():
            if record[at] in bad:
                text = record[at]
                where = place(path.name, row, field.name)
                told.append((row, not_permitted(where, text, bad[text])))
        if field.name == "value":
            decimals = [len(record[at].partition(".")[2]) for _, record in whole]
    columns["row"] = [row for row, _ in whole]
    if "value" in columns:
        columns["decimals"] = [*decimals]
    table = _frame(columns, schema)
    in_order = [problem for _, problem in sorted(told, key=lambda one: one[0])]
    return table, [*in_order, *_duplicates(path, table, schema)]


def header(path: Path) -> set[str]:
    """Give the column names of a CSV (表头); none where it cannot be read."""
    records, _ = _records(path)
    return set(records[0]) if records else set()


def _records(path: Path) -> tuple[list[list[str]], list[Problem]]:
    """Rows of a CSV as text; a file that cannot be read is a problem, not an exception."""
    utf8 = Text("UTF-8 编码的 CSV 文件", "a CSV file in UTF-8")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            records = [record for record in csv.reader(file, strict=True) if record]
    except UnicodeDecodeError:
        code = "file-encoding"
        what, found = (
            Text("文件编码无法识别", "the encoding cannot be read"),
            Text("不是 UTF-8", "not UTF-8"),
        )
        remedy = Text("请另存为“CSV UTF-8”", "save it as CSV UTF-8")
    except OSError as error:
        code = "file-unopened"
        what, found = Text("文件无法打开", "the file cannot be opened"), fault(error)
        remedy = Text("请核对文件名和权限", "check its name and permissions")
    except csv.Error as error:
        code = "file-csv"
        what, found = Text("不是有效的 CSV", "it is not a valid CSV"), fault(error)
        remedy = Text("请用表格软件重新导出", "export it again from the spreadsheet")
    else:
        if len(records) > 1:
            return records, []
        code, found = "file-empty", Text("", "")
        what = Text("文件没有数据", "the file holds no figures")
        remedy = Text("请补上表头和数据", "add the header and the figures")
    return [], [Problem(path.name, what, found, utf8, remedy, code=code)]


def _header_problems(path: Path, header: list[str], schema: Schema) -> Iterator[Problem]:
    for name in schema.columns:
        if header.count(name) != 1:
            yield not_once(path.name, name, ", ".join(header), schema.columns, name in header)
    for name in header:
        if name not in schema.columns:
            yield unknown_column(path.name, name, schema.columns)


def not_once(
    file: str, name: str, found: str, columns: Sequence[str], twice: bool = False
) -> Problem:
    """Tell of a column that is missing, or stands twice (缺列、重复列)."""
    listed = ", ".join(columns)
    return Problem(
        place(file, 1),
        Text(f"列 {name} 重复", f"column {name} stands twice")
        if twice
        else Text(f"缺少列 {name}", f"column {name} is missing"),
        found,
        Text(f"列：{listed}", f"columns {listed}"),
        Text(f"请使 {name} 列恰好出现一次", f"let column {name} stand exactly once"),
        code="table-column-twice" if twice else "table-column-missing",
    )


def unknown_column(file: str, name: str, columns: Sequence[str]) -> Problem:
    """Tell of a column that nobody asked for (多余列)."""
    listed = ", ".join(columns)
    return Problem(
        place(file, 1),
        Text(f"多出列 {name or '（无名）'}", f"column {name or '(unnamed)'} is unknown"),
        name or '""',
        Text(f"列：{listed}", f"columns {listed}"),
        Text("请删除该列或改正列名", "remove the column or correct its name"),
        code="table-column-unknown",
    )


def ragged(file: str, row: int, found: int, expected: int) -> Problem:
    """Tell of a row with too few or too many cells (列数不对)."""
    return Problem(
        place(file, row),
        Text("该行列数不对", "the row has the wrong number of cells"),
        str(found),
        Text(f"{expected} 列", f"{expected} cells"),
        Text("请核对逗号和引号", "check its commas and quotes"),
        code="table-row-cells",
    )


def not_permitted(where: str, found: str, expected: Text) -> Problem:
    """Tell of a cell that holds what it may not (取值不合规定)."""
    return Problem(
        where,
        Text("取值不合规定", "the value is not permitted"),
        found,
        expected,
        Text("请改正该单元格", "correct this cell"),
        code="table-value",
    )


def _duplicates(path: Path, table: pd.DataFrame, schema: Schema) -> Iterator[Problem]:
    key = list(schema.primary_key)
    twice = table.duplicated(key)
    if not twice.any():
        return
    first = table.groupby(key, dropna=False)["row"].transform("min")
    for _, again in table.assign(first=first)[twice].iterrows():
        yield Problem(
            place(path.name, again["row"]),
            Text("键重复", "the key stands twice"),
            ", ".join(str(again[name]) for name in key),
            Text(
                f"{', '.join(key)} 的组合唯一（首见于第 {again['first']} 行）",
                f"one row for each {', '.join(key)} (first in row {again['first']})",
            ),
            Text("请删除其中一行", "remove one of the two"),
            code="table-key-twice",
        )


def _frame(columns: dict[str, list[object]], schema: Schema) -> pd.DataFrame:
    kinds = {"number": "float64", "integer": "Int64", "date": "datetime64[s]", "string": "str"}
    types = {field.name: kinds[field.type] for field in schema.fields}
    types |= {"row": "int64", "decimals": "int64"}
    table = pd.DataFrame(
        {name: pd.Series(values, dtype=types[name]) for name, values in columns.items()}
    )
    whole = [name for name in table if table[name].dtype == "Int64" and table[name].notna().all()]
    texts = [field.name for field in schema.fields if field.type == "string"]
    table[texts] = table[texts].fillna("")
    return table.astype(dict.fromkeys(whole, "int64"))
