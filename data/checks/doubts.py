"""Whether new figures can be true (合理性): what cannot be is a problem, what is odd a doubt.

A doubt does not forbid: a census moves levels by a fifth. Whoever adds the figures says that
they have looked.
"""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from base.problems import Problem, Text
from data.sections import COLUMNS, GROUP_SERIES, OTHER, TERTIARY

Key = tuple[str, str, str]

JUMP: Final = 1.5
"""A level this many times the one before is odd: the largest since 2005 is 1.35 (finance)."""

UNIT: Final = 20.0
"""A level this many times the one before stands in another unit."""

SWING: Final = 0.15
"""Growth this far from the last, and a deflator this far from none, are odd, fractions."""

REVISED: Final = {"value_added": 0.10, "real_growth": 0.03}
"""A revision beyond this is odd: a fraction of the level; growth, a fraction."""

_EARNED: Final = {1: 0.235, 2: 0.475, 3: 0.725, 4: 1.0}
"""Part of a year earned by the end of a quarter, for want of the same quarter a year before."""

_PARTS: Final = {
    "gdp": ("primary", "secondary", TERTIARY),
    TERTIARY: tuple(GROUP_SERIES.values()),
}

_ZH: Final = {one.series: one.zh for one in COLUMNS if one.series} | {
    "gdp": "地区生产总值",
    "primary": "第一产业",
    "secondary": "第二产业",
    TERTIARY: "第三产业",
    GROUP_SERIES[OTHER]: "其他服务业",
}

_LOOK: Final = Text(
    "请核对原表；确认无误后注明“已核对”再存入", "look it up; if it is right, say so and store it"
)


def impossible(new: dict[Key, float], where: dict[Key, str]) -> Iterator[Problem]:
    """Find figures that no accounts could hold (不可能): parts above their whole, growth of a
    whole beyond that of all its parts. Growth as fractions, levels in 亿元."""
    for (name, period, measure), value in new.items():
        zh = _ZH.get(name, name)
        parts = [(part, (part, period, measure)) for part in _PARTS.get(name, ())]
        known = {part: new[key] for part, key in parts if key in new}
        here = where[(name, period, measure)]
        if measure == "value_added" and sum(known.values()) > value * 1.0005 + 0.1:
            yield Problem(
                here,
                Text(
                    f"{period} 的 {zh} 小于分项之和",
                    f"{name} of {period} is below its parts",
                ),
                f"{value:.2f}",
                Text(f"至少 {sum(known.values()):.2f}", f"{sum(known.values()):.2f} or more"),
                Text("请核对单位，以及列是否错位", "check the units, and whether columns moved"),
            )
        full = known and len(known) == len(parts)
        if measure == "real_growth" and full and name == "gdp":
            low, high = min(known.values()) - 0.0015, max(known.values()) + 0.0015
            if not low <= value <= high:
                yield Problem(
                    here,
                    Text(
                        f"{period} 的 {zh} 增速在各分项之外",
                        f"growth of {name} in {period} lies beyond all its parts'",
                    ),
                    f"{value:.1%}",
                    Text(f"{low:.1%} 至 {high:.1%}", f"{low:.1%} to {high:.1%}"),
                    Text("请核对列是否错位", "check whether columns moved"),
                )


def doubts(
    new: dict[Key, float], where: dict[Key, str], known: dict[Key, float]
) -> Iterator[tuple[bool, Problem]]:
    """Find figures far from what is known (存疑); each with whether it is impossible.

    `known`: what the last vintage held, in the same units. What is unchanged is not doubted.
    """
    together = {**known, **new}
    for key, value in new.items():
        name, period, measure = key
        zh = _ZH.get(name, name)
        before = known.get(key)
        if before is not None and abs(value - before) < 1e-9:
            continue
        if measure == "value_added":
            yield from _level(key, value, where[key], known, together)
        elif measure == "real_growth":
            yield from _growth(key, value, where[key], known)
        if before is not None and measure in REVISED:
            moved = value / before - 1 if measure == "value_added" else value - before
            if abs(moved) > REVISED[measure]:
                yield (
                    False,
                    _doubt(
                        where[key],
                        Text(
                            f"{zh} {period} 修订很大",
                            f"{name} {period} is revised by much",
                        ),
                        f"{before:.6g} → {value:.6g}",
                        Text(
                            f"变动在 {REVISED[measure]:.0%} 以内", f"within {REVISED[measure]:.0%}"
                        ),
                    ),
                )


def _level(
    key: Key, value: float, where: str, known: dict[Key, float], together: dict[Key, float]
) -> Iterator[tuple[bool, Problem]]:
    name, period, measure = key
    zh = _ZH.get(name, name)
    if period[4:] in ("Q2", "Q3", "Q4"):
        earlier = together.get((name, f"{period[:5]}{int(period[5]) - 1}", measure))
        if earlier is not None and value <= earlier:
            yield True, _falls(where, name, period, value, earlier)
            return
    expected, years = _expected(key, known)
    if not expected:
        return
    ratio = value / expected
    if not 1 / UNIT < ratio < UNIT:
        yield (
            True,
            Problem(
                where,
                Text(
                    f"{zh} {period} 的单位不对",
                    f"{name} {period} stands in the wrong unit",
                ),
                f"{value:.6g}",
                Text(f"约 {expected:,.0f} 亿元", f"about {expected:,.0f} (100m yuan)"),
                Text("请核对“单位”：亿元还是万元", "check the unit: 亿元 or 万元"),
            ),
        )
    elif not JUMP**-years < ratio < JUMP**years:
        yield (
            False,
            _doubt(
                where,
                Text(
                    f"{zh} {period} 与以往水平相差很大",
                    f"{name} {period} is far from before",
                ),
                f"{value:.6g}",
                Text(f"约 {expected:,.0f} 亿元", f"about {expected:,.0f} (100m yuan)"),
            ),
        )
    elif (name, period, "real_growth") in together and years == 1:
        price = ratio / (1 + together[(name, period, "real_growth")]) - 1
        if abs(price) > SWING and (name, _year_before(period), measure) in together:
            yield (
                False,
                _doubt(
                    where,
                    Text(
                        f"{zh} {period} 的水平与增速对不上，或列错位",
                        f"level and growth of {name} {period} do not agree: columns moved?",
                    ),
                    f"{100 * price:+.0f}%",
                    Text("缩减指数变动在 ±15% 以内", "a deflator within ±15%"),
                ),
            )


def _growth(
    key: Key, value: float, where: str, known: dict[Key, float]
) -> Iterator[tuple[bool, Problem]]:
    name, period, measure = key
    zh = _ZH.get(name, name)
    last = known.get((name, _year_before(period), measure))
    if last is None:
        last = known.get((name, str(int(period[:4]) - 1), measure))
    if last is not None and abs(value - last) > SWING:
        yield (
            False,
            _doubt(
                where,
                Text(
                    f"{zh} {period} 增速与上年相差很大",
                    f"growth of {name} {period} is far off",
                ),
                f"{value:.1%}",
                Text(f"上年 {last:.1%}，相差 15 个百分点以内", f"within 15 points of {last:.1%}"),
            ),
        )


def _falls(where: str, name: str, period: str, value: float, earlier: float) -> Problem:
    zh = _ZH.get(name, name)
    return Problem(
        where,
        Text(
            f"{zh} {period} 的累计数不比上季大",
            f"{name} to {period} is not above the quarter before",
        ),
        f"{value:.2f}",
        Text(f"大于 {earlier:.2f}", f"more than {earlier:.2f}"),
        Text("请用累计数，不用单季数", "give the year to date, not one quarter"),
    )


def _expected(key: Key, known: dict[Key, float]) -> tuple[float, int]:
    """The level to be expected, from the nearest year known within five, and how far back."""
    name, period, measure = key
    year, quarter = int(period[:4]), int(period[5:]) if period[4:5] == "Q" else 0
    for back in (1, 2, 3, 4, 5, -1, -2):
        suffix = f"Q{quarter}" if quarter else ""
        same = known.get((name, f"{year - back}{suffix}", measure))
        if same:
            return same, abs(back)
        whole = known.get((name, str(year - back), measure)) if quarter else None
        if whole:
            return whole * _EARNED[quarter], abs(back)
    return 0.0, 1


def _year_before(period: str) -> str:
    return f"{int(period[:4]) - 1}{period[4:]}"


def _doubt(where: str, what: Text, found: str, expected: Text) -> Problem:
    return Problem(where, what, found, expected, _LOOK)


ALIKE: Final = 3
"""Series that have to agree before chance is ruled out."""

PRINTED: Final = 0.0006
"""Growth that prints as the same tenth of a per cent, a fraction."""

WILD: Final = 0.5
"""Growth beyond this is odd whatever came before, a fraction: 99.8 may be an index."""


def alike(
    new: dict[Key, float], where: dict[Key, str], known: dict[Key, float]
) -> Iterator[tuple[bool, Problem]]:
    """Find growth that is another table's (雷同): all nominal, or all another period's.

    One figure may agree by chance; of three or more in a period none may differ.
    """
    together = {**known, **new}
    growth = [key for key in new if key[2] == "real_growth"]
    for key in growth:
        if abs(new[key]) > WILD and abs(known.get(key, 0.0)) <= WILD:
            what = Text(f"{key[1]} 的增速超过 50%", f"growth of {key[1]} is beyond 50%")
            expected = Text("±50% 以内；99.8 可能是指数", "within ±50%: 99.8 may be an index")
            yield False, _doubt(where[key], what, f"{new[key]:.1%}", expected)
    for period in sorted({key[1] for key in growth}):
        own = [key for key in growth if key[1] == period]
        yield from _another(own, new, where, known, _quarter_before(period))
        yield from _another(own, new, where, known, _year_before(period))
        yield from _nominal(own, new, where, together)


def _another(
    own: list[Key], new: dict[Key, float], where: dict[Key, str], known: dict[Key, float], of: str
) -> Iterator[tuple[bool, Problem]]:
    """Growth that agrees throughout with what is known of another period."""
    pairs = [(key, known.get((key[0], of, key[2]))) for key in own]
    held = [(key, value) for key, value in pairs if value is not None]
    same = [key for key, value in held if abs(new[key] - value) < PRINTED / 10]
    if len(same) >= ALIKE and len(same) == len(held):
        period = own[0][1]
        what = Text(f"{period} 的增速与 {of} 全部相同", f"growth of {period} is all that of {of}")
        expected = Text(f"{period} 自己的数", f"figures of {period} itself")
        yield False, _doubt(where[same[0]], what, f"{len(same)} × =", expected)


def _nominal(
    own: list[Key], new: dict[Key, float], where: dict[Key, str], together: dict[Key, float]
) -> Iterator[tuple[bool, Problem]]:
    """Growth that is only the change of levels at current prices."""
    held = []
    for key in own:
        name, period, _ = key
        now, then = (together.get((name, p, "value_added")) for p in (period, _year_before(period)))
        if now and then:
            held.append((key, now / then - 1))
    same = [key for key, value in held if abs(new[key] - value) < PRINTED]
    if len(same) >= ALIKE and len(same) == len(held):
        period = own[0][1]
        what = Text(f"{period} 的增速都是名义增速", f"growth of {period} is all nominal")
        expected = Text("可比价增速", "growth at comparable prices")
        yield False, _doubt(where[same[0]], what, f"{len(same)} × =", expected)


def _quarter_before(period: str) -> str:
    """The year to date a quarter earlier; of a first quarter, the year before."""
    year, quarter = int(period[:4]), int(period[5:]) if period[4:5] == "Q" else 0
    if not quarter:
        return f"{year}Q3"
    return f"{year}Q{quarter - 1}" if quarter > 1 else str(year - 1)


def keyed(figures: pd.DataFrame) -> dict[Key, float]:
    """Turn figures as `Vintage.figures` gives them into a mapping (键值)."""
    columns = ["series", "period", "measure", "value"]
    return {
        (str(series), str(period), str(measure)): float(value)
        for series, period, measure, value in figures[columns].itertuples(index=False)
    }
