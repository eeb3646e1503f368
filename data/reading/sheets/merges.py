"""Merged cells (合并单元格): every cell of a range says what its first one says.

Text and years are spread; a merged number is one figure, and must not become several.
"""

from base.problems import Problem, Text
from data.reading.sheets.grid import letters
from data.reading.sheets.sheet_xml import Box
from data.reading.sheets.text import SheetCell, shown
from data.schema import place


def spread(rows: list[list[SheetCell]], merges: list[Box], where: str) -> list[Problem]:
    """Spread merged labels over their ranges, within the figures' rows (填充合并区)."""
    problems = []
    width = max(map(len, rows), default=0)
    for top, left, bottom, right in merges:
        if top > len(rows) or left > len(rows[top - 1]):
            continue
        said = rows[top - 1][left - 1]
        if not isinstance(said, str) and not _is_year(said):
            if said is not None:
                problems.append(_merged(place(where, top, letters(left)), said))
            continue
        for row in rows[top - 1 : min(bottom, top + 200)]:
            last = min(right, width)
            row.extend([None] * (last - len(row)))
            for at in range(left - 1, last):
                if row[at] is None:
                    row[at] = said
    return problems


def _is_year(said: SheetCell) -> bool:
    whole = isinstance(said, int) or (isinstance(said, float) and said.is_integer())
    return whole and not isinstance(said, bool) and 1949 <= int(said) <= 2100  # type: ignore[arg-type]


def _merged(where: str, said: SheetCell) -> Problem:
    return Problem(
        where,
        Text("一个数占了合并的几格", "one number stands in several merged cells"),
        shown(said),
        Text("每格一个数", "a number in each cell"),
        Text("请取消合并，逐格填写", "unmerge them and give each its figure"),
        code="file-merged",
    )
