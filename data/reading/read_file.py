"""A file of figures read (读取文件): its sheets, tables and figures, with every problem at once.

>>> from pathlib import Path
>>> read_figures(Path("no-such-file.csv")).problems[0].what.en
'the file cannot be opened'
"""

import gc
import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

import pandas as pd

from base.problems import Language, Problem, Problems, Text
from data.checks.names import series_zh
from data.reading.answers.memory import remembered
from data.reading.figures import NAMES, Figure, Found, find
from data.reading.long_format import find_long, is_long
from data.reading.plan import Plan, joined_plans
from data.reading.reasons import NOT_KEPT
from data.reading.sheets.files import content_of, sheets
from data.reading.sheets.grid import Sheet
from data.reading.sheets.text import shown
from data.reading.taken import Omission, TableReading

ALIKE: Final = 3
"""Problems of one kind told one by one; more are told together."""

OTHER_TABLE: Final = Text(
    "这类数本项目不收；请换用分行业增加值或增速的表",
    "such figures are not kept here: give a table of value added or its growth by section",
)


@dataclass(frozen=True)
class Reading:
    """How a file was read (读取结果): its figures, what was left out, every problem."""

    file: str
    sha256: str
    figures: tuple[Figure, ...] = ()
    left_out: tuple[Omission, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    tables: tuple[TableReading, ...] = ()
    sheets: tuple[Sheet, ...] = ()

    def columns(self) -> pd.DataFrame:
        """Tell what was taken for what (识别表): series, measure, unit, first and last period,
        count, and the cells from and to."""
        rows: dict[tuple[str, str, str], list[Figure]] = {}
        for one in self.figures:
            rows.setdefault((one.series, one.measure, one.unit), []).append(one)
        told = []
        for key, own in rows.items():
            periods = [one.period for one in own]
            span = (min(periods), max(periods), len(own), own[0].where, own[-1].where)
            told.append([*key, *span])
        return pd.DataFrame(
            told,
            columns=["series", "measure", "unit", "first", "last", "count", "from", "to"],
        )


def read_figures(path: Path, content: bytes | None = None, plan: Plan | None = None) -> Reading:
    """Read a file of figures (读取新数据); never raises: what is wrong is in `problems`.

    `content` stands for a file that is not on the disk, an upload; `path` then names it.
    `plan` says what its own words do not; plans confirmed before hold for tables alike.
    """
    with _uncollected():
        return _read(path, content, plan)


def _read(path: Path, content: bytes | None, plan: Plan | None) -> Reading:
    name = shown(path.name, 80)
    digest = ""
    try:
        content = content_of(path) if content is None else content
        digest = hashlib.sha256(content).hexdigest()
        grids = sheets(content, name)
        whole = joined_plans(plan, remembered())
        found = [_found(sheet, name, whole) for sheet in grids]
    except Problems as told:
        return Reading(name, digest, problems=told.problems)
    figures, problems = _once([figure for one in found for figure in one.figures])
    problems = [problem for one in found for problem in one.problems] + problems
    left_out = [out for one in found for out in one.left_out]
    if not figures and not problems:
        problems = [_nothing(name, left_out, grids)]
    doubts = gathered(list(dict.fromkeys(doubt for one in found for doubt in one.doubts)))
    around = (tuple(left_out), tuple(gathered(problems)), tuple(doubts))
    tables = tuple(table for one in found for table in one.blocks)
    return Reading(name, digest, tuple(figures), *around, tables, tuple(grids))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave the collector of cycles at rest (暂停垃圾回收): a quarter of the time goes to it.

    It would find little: what a file holds lies in no cycle, and a file is bounded.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def gathered(problems: list[Problem]) -> list[Problem]:
    """Tell once of what is wrong in the same way many times (合并同类问题), where it begins."""
    alike: dict[tuple[Text, Text], list[Problem]] = {}
    for one in problems:
        alike.setdefault((one.what, one.expected), []).append(one)
    told = []
    for same in alike.values():
        told += same if len(same) <= ALIKE else [_together(same, len(same), same[-1].where)]
    return told


def _together(first: list[Problem], count: int, last: str) -> Problem:
    """Make one problem of many alike: what the first of them found, how many, and to where."""
    zh = ", ".join(one.seen("zh") for one in first[:ALIKE])
    en = ", ".join(one.seen("en") for one in first[:ALIKE])
    found = Text(f"{zh} … ({count})", f"{en} … ({count})")
    return replace(first[0], where=f"{first[0].where} … {last}", found=found)


def _found(sheet: Sheet, name: str, plan: Plan) -> Found:
    found = find_long(sheet, name) if is_long(sheet) else find(sheet, name, plan)
    found.problems[:0] = sheet.problems
    return found


def _once(figures: list[Figure]) -> tuple[list[Figure], list[Problem]]:
    """Keep one figure of each key; the same twice is no matter, two that differ are told."""
    kept: dict[tuple[str, str, str], Figure] = {}
    differ = []
    for one in figures:
        first = kept.setdefault(one.key, one)
        if first.value != one.value:
            differ.append((first, one))
    problems = [_twice(*pair) for pair in differ[:ALIKE]]
    if len(differ) > ALIKE:  # a sheet may have a hundred thousand
        problems = [_together(problems, len(differ), differ[-1][1].where)]
    return list(kept.values()), problems


def _twice(first: Figure, one: Figure) -> Problem:
    return Problem(
        one.where,
        Text("同一数字出现两次而不同", "the same figure stands twice, and differs"),
        Text(_called(one, first, "zh"), _called(one, first, "en")),
        Text("每个行业、期间、指标一个数", "one for each section, period and measure"),
        Text("请删去其中一个，或改正重复的年份", "remove one, or correct the repeated year"),
        code="figure-twice",
    )


def _called(one: Figure, first: Figure, language: Language) -> str:
    """Name a figure that stands twice, and its two values (重复的数)."""
    measure = NAMES.get(one.measure.removesuffix("_single"))
    what = (series_zh(one.series), one.period, measure[0]["zh"] if measure else "")
    name = " ".join(filter(None, what)) if language == "zh" else ", ".join(one.key)
    return f"{name}: {first.value} ({first.where}), {one.value}"


def _nothing(file: str, left_out: list[Omission], grids: list[Sheet]) -> Problem:
    """Tell that no figure was taken (没有取到数字), and of the reason that is the most frequent."""
    cells = (shown(cell) for sheet in grids for row in reversed(sheet.rows) for cell in row)
    digits = (cell for cell in cells if any(map(str.isdigit, cell)))
    seen = "; ".join(f"{one.where} {one.text}" for one in left_out[:5])
    seen = seen or "; ".join(islice(digits, 1))
    what, remedy = (
        Text("没有认出任何数字", "no figure was recognised"),
        Text("请核对表头，或改用长表格式", "check the header, or use the long format"),
    )
    if left_out:
        (why, usual), _ = Counter((one.why, one.remedy) for one in left_out).most_common(1)[0]
        what = Text(f"{what.zh}：{why.zh}", f"{what.en}: {why.en}")
        remedy = usual if usual is not NOT_KEPT else OTHER_TABLE
    return Problem(
        file,
        what,
        seen,
        Text(
            "行业（如 第三产业）、年份或累计季度、单位都写明的表",
            "a table that names sections (第三产业), years or quarters to date, and units",
        ),
        remedy,
        code="release-empty",
    )
