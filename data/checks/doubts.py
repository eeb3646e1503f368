"""Whether new figures can be true (合理性): what cannot be is a problem, what is odd a doubt.

A doubt does not forbid: a census moves levels by a fifth. Whoever adds the figures says that
they have looked.
"""

from collections.abc import Iterator, Mapping
from statistics import median
from typing import Final

from base.problems import Problem, Text
from data.checks.known_figures import (
    PARTS,
    Beside,
    KnownFigures,
    SeriesKey,
    part_before,
    year_before,
)
from data.checks.names import series_en, series_zh

Where = Mapping[SeriesKey, str]
Doubt = tuple[bool, Problem]
"""Whether it is impossible, and what is to be said."""

JUMP: Final = 1.5
"""A level this many times the one before is odd: the largest since 2005 is 1.35 (finance)."""

JUMPED: Final = 2.0
"""The same on another census base, or of older years: real estate 1998 is 1.62."""

UNIT: Final = 20.0
"""A level this many times the one before stands in another unit."""

WITHIN_A_YEAR: Final = 40.0
"""The same of any two sums within two years: a year may be 12 to 20 times its January."""

SWING: Final = 0.15
"""Growth this far outside all that is known around it, and a deflator this far from none, are
odd, fractions. Largest so far: growth 0.14 (2020Q1), a deflator of recent years 0.14."""

SPLICE: Final = 0.40
"""A deflator this far from none in older years, a fraction: transport 1995 is 0.39."""

REVISED: Final = {"value_added": 0.10, "real_growth": 0.03, "indicator_level": 0.10}
"""A revision beyond this is odd: a fraction of the level; growth, a fraction."""

REBASED: Final = {"value_added": 0.36, "real_growth": 0.085, "indicator_level": 0.36}
"""The same on another census base: tertiary 2010 went up by 0.32, growth of real estate 2019 by
0.083."""

MADE_OF: Final = 0.0075
"""How far growth may be from what the parts' growth makes, a fraction: since 1991 the groups
make tertiary within 0.0045, and the three industries make GDP within 0.0068 (2010)."""

SMALL: Final = 0.0025
"""Growth of a period that is all below this, where ten times as much is usual, may be fractions
taken for per cent."""

WILD: Final = 0.5
"""Growth beyond this is odd whatever came before, a fraction: 99.8 may be an index."""

INDEX: Final = 0.1
"""How far below 100 an index may lie that was taken for an indicator's growth, a fraction."""

ALIKE: Final = 3
"""Figures of an indicator that say what is usual of it."""

EARNED: Final = {1: 0.235, 2: 0.475, 3: 0.725, 4: 1.0}
"""Part of a year earned by the end of a quarter, for want of the same quarter a year before."""

_LOOK: Final = Text(
    "请核对原表；确认无误后注明“已核对”再存入", "look it up; if it is right, say so and store it"
)


def impossible(new: KnownFigures, where: Where) -> Iterator[Problem]:
    """Find figures that no accounts could hold (不可能): parts above their whole, growth of a
    whole beyond that of all its parts. Growth as fractions, levels in 亿元."""
    for (name, period, measure), value in new.items():
        zh = series_zh(name)
        parts = [(part, (part, period, measure)) for part in PARTS.get(name, ())]
        known = {part: new[key] for part, key in parts if key in new}
        here = where[name, period, measure]
        if _plain(measure) == "value_added" and sum(known.values()) > value * 1.0005 + 0.1:
            yield Problem(
                here,
                Text(
                    f"{period} 的 {zh} 小于分项之和",
                    f"{name} of {period} is below its parts",
                ),
                f"{value:.2f}",
                Text(f"至少 {sum(known.values()):.2f}", f"{sum(known.values()):.2f} or more"),
                Text("请核对单位，以及列是否错位", "check the units, and whether columns moved"),
                code="figure-below-parts",
            )
        full = known and len(known) == len(parts)
        if _plain(measure) == "real_growth" and full and name == "gdp":
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
                    code="figure-beyond-parts",
                )


def doubts(new: KnownFigures, where: Where, beside: Beside) -> Iterator[Doubt]:
    """Find figures far from what stands beside them (存疑); each with whether it is impossible.

    What is unchanged is not doubted.
    """
    together = {**beside.known, **new}
    for key, value in new.items():
        before = beside.known.get(key)
        if before is not None and abs(value - before) < 1e-9:
            continue
        if key[2] in ("value_added", "value_added_single"):
            yield from _level(key, value, where[key], beside, together)
        elif key[2].startswith("indicator_level"):
            yield from _indicator(key, value, where[key], beside, together)
        else:
            yield from _growth(key, value, where[key], beside)
        if before is not None and key[2] in REVISED:
            yield from _revised(key, value, where[key], before, beside)
    yield from _made_of_parts(new, where, together)
    yield from _small(new, where, beside)


def _plain(measure: str) -> str:
    return measure.removesuffix("_single")


def _revised(
    key: SeriesKey, value: float, where: str, before: float, beside: Beside
) -> Iterator[Doubt]:
    _, period, measure = key
    rebased = key in beside.rebased or int(period[:4]) < beside.recent
    limit = (REBASED if rebased else REVISED)[measure]
    if measure != "real_growth" and not before:
        return
    moved = value - before if measure == "real_growth" else value / before - 1
    if abs(moved) > limit:
        what = Text(f"{_zh(key)} 修订很大", f"{_en(key)} is revised by much")
        expected = Text(f"变动在 {limit:.0%} 以内", f"within {limit:.0%}")
        yield doubt(where, what, f"{before:.6g} → {value:.6g}", expected, "figure-revised-much")


def _level(
    key: SeriesKey, value: float, where: str, beside: Beside, together: KnownFigures
) -> Iterator[Doubt]:
    name, period, measure = key
    earlier = together.get((name, part_before(period), "value_added"))
    if measure == "value_added" and earlier is not None and value <= earlier:
        yield True, _falls(key, where, value, earlier)
        return
    if measure == "value_added_single":
        yield from _alone(key, value, where, together)
    expected, years = _expected(key, beside.known)
    if not expected:
        return
    ratio = value / expected
    spliced = int(period[:4]) < beside.recent or _rebased_before(key, beside)
    jump = (JUMPED if spliced else JUMP) ** years
    if not 1 / UNIT < ratio < UNIT:
        yield (
            True,
            Problem(
                where,
                Text(f"{_zh(key)} 的单位不对", f"{_en(key)} stands in the wrong unit"),
                f"{value:.6g}",
                Text(f"约 {expected:,.0f} 亿元", f"about {expected:,.0f} (100m yuan)"),
                Text("请核对“单位”：亿元还是万元", "check the unit: 亿元 or 万元"),
                code="figure-wrong-unit",
            ),
        )
    elif not 1 / jump < ratio < jump:
        what = Text(f"{_zh(key)} 与以往水平相差很大", f"{_en(key)} is far from before")
        about = Text(f"约 {expected:,.0f} 亿元", f"about {expected:,.0f} (100m yuan)")
        yield doubt(where, what, f"{value:.6g}", about, "figure-jump")
    elif measure == "value_added":
        yield from _deflated(key, value, where, beside, together)


def _rebased_before(key: SeriesKey, beside: Beside) -> bool:
    """Whether what is known of the year before stands on another census base."""
    return (key[0], year_before(key[1]), key[2]) in beside.rebased


def _deflated(
    key: SeriesKey, value: float, where: str, beside: Beside, together: KnownFigures
) -> Iterator[Doubt]:
    """Hold level against growth: between the two lies only a deflator."""
    name, period, measure = key
    base = (name, year_before(period), measure)
    growth = together.get((name, period, "real_growth"))
    if base not in together or growth is None or growth <= -1:
        return
    if base in beside.rebased and together[base] == beside.known.get(base):
        return
    limit = SWING if int(period[:4]) >= beside.recent else SPLICE
    price = value / together[base] / (1 + growth) - 1
    if abs(price) > limit:
        what = Text(
            f"{_zh(key)} 的水平与增速对不上，或列错位",
            f"level and growth of {_en(key)} do not agree: columns moved?",
        )
        bound = Text(f"缩减指数变动在 ±{limit:.0%} 以内", f"a deflator within ±{limit:.0%}")
        yield doubt(where, what, f"{100 * price:+.0f}%", bound, "figure-level-growth")


def _alone(key: SeriesKey, value: float, where: str, together: KnownFigures) -> Iterator[Doubt]:
    """Hold a single quarter against the years to date around it."""
    name, period, _ = key
    whole, earlier = (
        together.get((name, one, "value_added")) for one in (period, part_before(period))
    )
    if whole is None and period.endswith("Q4"):
        whole = together.get((name, period[:4], "value_added"))
    if whole is None or (earlier is None and part_before(period)):
        return
    rest = whole - (earlier or 0.0)
    if abs(value - rest) > 0.02 * whole:
        what = Text(f"{_zh(key)} 当季数与累计数对不上", f"{_en(key)} alone is not what sums give")
        yield doubt(
            where,
            what,
            f"{value:.6g}",
            Text(f"约 {rest:,.0f}", f"about {rest:,.0f}"),
            "figure-single-quarter",
        )


def _indicator(
    key: SeriesKey, value: float, where: str, beside: Beside, together: KnownFigures
) -> Iterator[Doubt]:
    """Hold an indicator's level against its own before: another unit, or a sum that falls."""
    name, period, measure = key
    same = beside.known.get((name, year_before(period), measure))
    near = [(1.0, UNIT, same)] if same else []
    if not near:
        held = [
            one for one in beside.periods(name, measure) if abs(int(one[:4]) - int(period[:4])) < 3
        ]
        near = [(1.0, WITHIN_A_YEAR, beside.known[name, max(held), measure])] if held else []
    for _, limit, other in near:
        if other and not 1 / limit < value / other < limit:
            what = Text(f"{_zh(key)} 像是换了单位", f"{_en(key)} seems to stand in another unit")
            yield doubt(
                where,
                what,
                f"{value:.6g}",
                Text(f"约 {other:,.6g}", f"about {other:,.6g}"),
                "figure-wrong-unit",
            )
    earlier = together.get((name, part_before(period), measure))
    summed = name not in beside.stocks and not measure.endswith("_single")
    if summed and earlier is not None and 0 < value < earlier:
        yield False, _falls(key, where, value, earlier)


def _growth(key: SeriesKey, value: float, where: str, beside: Beside) -> Iterator[Doubt]:
    """Hold growth beside all that is known around it, and what makes good the year before."""
    _, period, measure = key
    around = beside.around(key)
    country = beside.in_country(key)
    before = beside.years_before(key)
    wild = WILD if _plain(measure) == "real_growth" else 2 * WILD - INDEX
    if abs(value) > wild and abs(beside.known.get(key, 0.0)) <= wild:
        what = Text(
            f"{_zh(key)} 的增速超过 {wild:.0%}", f"growth of {_en(key)} is beyond {wild:.0%}"
        )
        bound = Text(
            f"±{wild:.0%} 以内；99.8 可能是指数", f"within ±{wild:.0%}: 99.8 may be an index"
        )
        yield doubt(where, what, f"{value:.1%}", bound, "figure-wild")
        return
    least = 1 if _plain(measure) == "real_growth" else ALIKE
    if len(around) < least or int(period[:4]) < beside.recent:
        return
    usual = [*around, *([country] if country is not None else [])]
    usual += [2 * median(around) - before[0]] if before else []
    swing = SWING if _plain(measure) == "real_growth" else 2 * SWING
    low, high = min(usual) - swing, max(usual) + swing
    if not low <= value <= high:
        what = Text(
            f"{_zh(key)} 增速与以往各期相差很大", f"growth of {_en(key)} is far from before"
        )
        bound = Text(f"{low:.1%} 至 {high:.1%}", f"{low:.1%} to {high:.1%}")
        yield doubt(where, what, f"{value:.1%}", bound, "figure-swing")


def _made_of_parts(new: KnownFigures, where: Where, together: KnownFigures) -> Iterator[Doubt]:
    """Find growth of a whole that its parts' growth, weighted by last year, does not make."""
    periods = sorted({period for _, period, measure in new if measure == "real_growth"})
    for whole, parts in PARTS.items():
        for period in periods:
            keys = [(name, period, "real_growth") for name in (whole, *parts)]
            touched = next((key for key in keys if key in new), None)
            value, *growth = [together.get(key) for key in keys]
            weights = [_weight(part, period, together) for part in parts]
            pairs = [(g, w) for g, w in zip(growth, weights, strict=True) if g is not None and w]
            if touched is None or value is None or len(pairs) < len(parts):
                continue
            made = sum(g * w for g, w in pairs) / sum(w for _, w in pairs)
            if abs(made - value) > MADE_OF:
                what = Text(
                    f"{_zh(keys[0])} 的增速与各分项不符，行列错位？",
                    f"growth of {_en(keys[0])} is not what its parts make: did rows move?",
                )
                bound = Text(f"{made:.2%} ± {MADE_OF:.2%}", f"{made:.2%} ± {MADE_OF:.2%}")
                yield doubt(where[touched], what, f"{value:.1%}", bound, "figure-not-of-parts")


def _weight(part: str, period: str, together: KnownFigures) -> float | None:
    """Give last year's level of a part, or what stands for it."""
    before = year_before(period)
    for one in (before, period, before[:4]):
        found = together.get((part, one, "value_added"))
        if found:
            return found
    return None


def _small(new: KnownFigures, where: Where, beside: Beside) -> Iterator[Doubt]:
    """Find growth of a period that is all a hundred times too small."""
    by_period: dict[tuple[str, str], list[SeriesKey]] = {}
    for key in new:
        if "growth" in key[2] and abs(new[key] - beside.known.get(key, 1.0)) > SMALL / 2:
            by_period.setdefault((key[1], key[2]), []).append(key)
    for (period, _), own in by_period.items():
        if any(abs(new[key]) >= SMALL for key in own):
            continue
        usual = [abs(value) for key in own for value in beside.around(key)[-8:]]
        if usual and median(usual) > 10 * max(abs(new[key]) for key in own):
            what = Text(
                f"{period} 的增速都不到 0.25%，像是小数",
                f"growth of {period} is all below 0.25%: fractions?",
            )
            found = "、".join(f"{100 * new[key]:.3g}" for key in own[:3])
            about = Text(f"约 {median(usual):.1%}", f"about {median(usual):.1%}")
            yield doubt(where[own[0]], what, found, about, "figures-too-small")


def _falls(key: SeriesKey, where: str, value: float, earlier: float) -> Problem:
    quarter = key[1][4:5] == "Q"
    unit = "quarter" if quarter else "month"
    return Problem(
        where,
        Text(
            f"{_zh(key)} 的累计数不比上{'季' if quarter else '月'}大",
            f"{series_en(key[0])} to {key[1]} is not above the {unit} before",
        ),
        f"{value:.2f}",
        Text(f"大于 {earlier:.2f}", f"more than {earlier:.2f}"),
        Text("请用累计数，不用单季数", "give the year to date, not one quarter"),
        code="figure-falls",
    )


def _expected(key: SeriesKey, known: KnownFigures) -> tuple[float, int]:
    """The level to be expected, from the nearest year known within five, and how far back."""
    name, period, measure = key
    year, quarter = int(period[:4]), int(period[5:]) if period[4:5] == "Q" else 0
    single = measure.endswith("_single")
    for back in (1, 2, 3, 4, 5, -1, -2):
        suffix = f"Q{quarter}" if quarter else ""
        same = known.get((name, f"{year - back}{suffix}", measure))
        if same:
            return same, abs(back)
        whole = known.get((name, str(year - back), "value_added")) if quarter else None
        if whole:
            earned = EARNED[quarter] - (EARNED.get(quarter - 1, 0.0) if single else 0.0)
            return whole * earned, abs(back)
    return 0.0, 1


def _zh(key: SeriesKey) -> str:
    return f"{series_zh(key[0])} {key[1]}"


def _en(key: SeriesKey) -> str:
    return f"{series_en(key[0])} {key[1]}"


def doubt(where: str, what: Text, found: str, expected: Text, code: str) -> Doubt:
    """Make a doubt of what is found (存疑): what was expected, and that somebody has to look."""
    return False, Problem(where, what, found, expected, _LOOK, code=code)
