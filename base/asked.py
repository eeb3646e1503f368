"""Check years, levels and names that a caller asks for against what there is (所问核对)."""

from collections.abc import Sequence
from numbers import Integral, Real

from base.problems import Problem, Problems, Text, named, not_among, shown


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
