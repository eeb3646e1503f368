"""Check what a caller in Python hands over: kinds, years, levels and names (参数核对)."""

import math
from collections.abc import Sequence
from numbers import Integral, Real
from os import PathLike
from pathlib import Path

from base.problems import Problem, Problems, Text, named, not_among, shown


def kind(where: str, asked: object, kinds: type | tuple[type, ...], how: str) -> None:
    """See that an argument is of its kind (参数类型); raises Problems that say how to get one."""
    if not isinstance(asked, kinds):
        expected = Text(f"{how} 所给的对象", f"what {how} gives")
        raise Problems(
            [_of_another_kind(where, asked, expected, Text(f"写作 {how}", f"write {how}"))]
        )


def path(where: str, asked: object) -> Path:
    """Give a path (路径), from a text or any kind of path; raises Problems.

    >>> path("to", "out").name
    'out'
    """
    if isinstance(asked, str | PathLike):
        return Path(asked)
    expected = Text("文件或目录的路径", "the path of a file or a folder")
    raise Problems([_of_another_kind(where, asked, expected, Text('如 "out"', '"out", say'))])


def text(where: str, asked: object) -> str:
    """See that an argument is text (文字); raises Problems."""
    if isinstance(asked, str):
        return asked
    remedy = Text("加引号写成文字", "write it in quotes")
    raise Problems([_of_another_kind(where, asked, Text("文字", "text"), remedy)])


def fraction(where: str, asked: object) -> float:
    """Give a fraction between -1 and 1, such as growth (小数); raises Problems.

    >>> fraction("threshold", 0.065)
    0.065
    """
    real = isinstance(asked, Real) and not isinstance(asked, bool) and math.isfinite(asked)
    if real and -1 < float(asked) < 1:  # type: ignore[arg-type]
        return float(asked)  # type: ignore[arg-type]
    expected = Text("-1 与 1 之间的小数", "a fraction between -1 and 1")
    remedy = Text("6% 写作 0.06", "write 6% as 0.06")
    raise Problems([_of_another_kind(where, asked, expected, remedy)])


def _of_another_kind(where: str, asked: object, expected: Text, remedy: Text) -> Problem:
    what = Text("参数类型不符", "an argument of the wrong kind")
    return Problem(where, what, shown(asked), expected, remedy, code="argument-kind")


def year(asked: object, years: Sequence[int]) -> int:
    """Give the position of a year (年份位置); raises Problems.

    >>> year(2027, (2026, 2027))
    1
    """
    try:
        return years.index(asked)
    except (ValueError, TypeError):  # an array is equal to nothing, and says so by an error
        raise Problems([outside("year", asked, years)]) from None


def name(where: str, asked: object, names: Sequence[str]) -> int:
    """Give the position of a scope or a measure (名称位置); raises Problems that list them."""
    if not named(asked, names):
        what = "未知取值", "an unknown value"
        raise Problems([not_among(where, *what, shown(asked), names, code="choice-unknown")])
    return names.index(str(asked))


def level(asked: object) -> None:
    """See that a level is from 0 to 1, both included (分位水平); raises Problems."""
    if isinstance(asked, Real) and not isinstance(asked, bool) and 0 <= float(asked) <= 1:
        return
    raise Problems(
        [
            Problem(
                where="level",
                what=Text("分位水平超出范围", "a level out of range"),
                found=shown(asked),
                expected=Text("0 至 1，含两端", "0 to 1, both included"),
                remedy=Text("中位数写作 0.5", "write 0.5 for the median"),
                code="level-range",
            )
        ]
    )


def seed(asked: object) -> int:
    """Give a seed as a whole number of 0 or more (随机种子), numpy's kinds too; raises Problems.

    >>> seed(7)
    7
    """
    if isinstance(asked, Integral) and not isinstance(asked, bool) and int(asked) >= 0:
        return int(asked)
    raise Problems(
        [
            Problem(
                where="seed",
                what=Text("随机种子不合规定", "a seed that does not fit"),
                found=shown(asked),
                expected=Text("不小于 0 的整数", "a whole number, 0 or more"),
                remedy=Text("如 20250528", "20250528, say"),
                code="seed-invalid",
            )
        ]
    )


def outside(where: str, year: object, years: Sequence[int]) -> Problem:
    """Tell of a year that is none of those there are (年份不在其内)."""
    return Problem(
        where=where,
        what=Text("年份不在预测期内", "a year outside the horizon"),
        found=shown(year),
        expected=Text(f"{years[0]} 至 {years[-1]}", f"{years[0]} to {years[-1]}"),
        remedy=Text("改用预测期内的年份", "choose a year of the horizon"),
        code="year-outside",
    )
