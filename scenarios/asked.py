"""What is asked of an outcome, held against what there is: years, levels, names (所问核对)."""

from collections.abc import Iterable, Sequence
from numbers import Real

from data.problems import Problem, Problems, Text, not_among


def place(where: str, zh: str, en: str, asked: object, choices: Sequence[object]) -> int:
    """Give the position of what is asked for (位置); raises Problems that list the choices.

    >>> place("year", "未知年份", "an unknown year", 2027, (2026, 2027))
    1
    """
    try:
        return choices.index(asked)
    except (ValueError, TypeError):  # an array is equal to nothing, and says so by an error
        raise Problems([unknown(where, zh, en, asked, choices)]) from None


def year(asked: object, years: Sequence[int]) -> int:
    """Give the position of a forecast year (预测年份位置); raises Problems."""
    return place("year", "年份不在预测期内", "a year outside the horizon", asked, years)


def scope(asked: object, scopes: Sequence[str]) -> int:
    """Give the position of a scope (口径位置); raises Problems."""
    return place("scope", "未知口径", "an unknown scope", asked, scopes)


def level(asked: object) -> None:
    """See that a level is from 0 to 1, both included (分位水平); raises Problems."""
    if not isinstance(asked, Real) or isinstance(asked, bool) or not 0 <= float(asked) <= 1:
        raise Problems(
            [
                Problem(
                    where="level",
                    what=Text("分位水平超出范围", "a level out of range"),
                    found=shown(asked),
                    expected=Text("0 至 1，含两端", "0 to 1, both included"),
                    remedy=Text("中位数写作 0.5", "write 0.5 for the median"),
                )
            ]
        )


def unknown(where: str, zh: str, en: str, asked: object, choices: Iterable[object]) -> Problem:
    """Tell of something asked for that there is not (未知取值), with what there is."""
    return not_among(where, zh, en, shown(asked), map(str, choices))


def shown(asked: object) -> str:
    """Print what was asked for, cut short (所问内容)."""
    return repr(asked)[:60]
