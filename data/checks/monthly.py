"""Whether an indicator's figures agree among themselves (指标自洽): growth and levels, months.

Growth of a sample that changed is published and its levels do not divide; a month that is left
out may have been lost. Both are told, neither forbids.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from base.problems import Text
from data.checks.doubts import Doubt, Where, doubt
from data.checks.known_figures import Beside, KnownFigures, SeriesKey, year_before
from data.checks.names import series_en, series_zh

AGREE: Final = 0.02
"""How far growth as published may be from what its own levels make, a fraction."""

LEVEL, GROWTH = "indicator_level", "indicator_growth"


def disagreeing(new: KnownFigures, where: Where, beside: Beside) -> Iterator[Doubt]:
    """Find growth that its own levels contradict, and months left out (指标存疑)."""
    together = {**beside.known, **new}
    told: set[tuple[str, str]] = set()
    for name, period, measure in new:
        if measure not in (LEVEL, GROWTH) or (name, period) in told:
            continue
        told.add((name, period))
        growth, made = together.get((name, period, GROWTH)), made_by_levels(together, name, period)
        if growth is not None and made is not None and abs(growth - made) > AGREE:
            what = Text(
                f"{series_zh(name)} {period} 的增速与自身水平不符：换了口径、样本或单位？",
                f"growth of {series_en(name)} {period} is not what its levels make: "
                "another definition, sample or unit?",
            )
            expected = Text(f"水平相除为 {made:.1%}", f"levels make {made:.1%}")
            found = f"{growth:.1%}"
            yield doubt(where[name, period, measure], what, found, expected, "figure-levels")
    yield from _months(new, where, together)


def made_by_levels(figures: KnownFigures, name: str, period: str) -> float | None:
    """Give the growth that an indicator's levels make (水平相除), a fraction; None without both."""
    now = figures.get((name, period, LEVEL))
    before = figures.get((name, year_before(period), LEVEL))
    return None if now is None or not before or before < 0 else now / before - 1


def _months(new: KnownFigures, where: Where, together: KnownFigures) -> Iterator[Doubt]:
    """Find months left out between others of the same year."""
    rows: dict[tuple[str, str], list[SeriesKey]] = {}
    for key in new:
        if key[2] in (LEVEL, GROWTH) and key[1][4:5] == "M":
            rows.setdefault((key[0], key[2]), []).append(key)
    for (name, measure), own in rows.items():
        known = [period for series, period, kind in together if (series, kind) == (name, measure)]
        gaps = missing_months(known)
        for year in sorted({key[1][:4] for key in own}):
            last = max(key for key in own if key[1].startswith(year))
            months = [one for one in gaps.get(year, []) if one < int(last[1][5:])]
            if months:
                listed = ", ".join(map(str, months))
                what = Text(
                    f"{series_zh(name)} {year} 年中间缺月",
                    f"{series_en(name)} lacks months within {year}",
                )
                due = Text("年内各月累计相连（1 月可缺）", "each month of the year but January")
                yield doubt(where[last], what, listed, due, "figure-months-missing")


def missing_months(periods: Iterable[str]) -> dict[str, list[int]]:
    """Say which months are left out between others (年内缺月), by year.

    A quarter stands for its last month; January alone is not reported; of an indicator that has
    quarters alone nothing is missing.

    >>> missing_months(["2026M02", "2026M05", "2026Q2", "2025M03", "2025M09"])
    {'2026': [3, 4]}
    """
    months: dict[str, set[int]] = {}
    for period in periods:
        if period[4:5] in ("M", "Q"):
            number = int(period[5:]) * (3 if period[4] == "Q" else 1)
            months.setdefault(period[:4], set()).add(number)
    found = {}
    for year, known in months.items():
        gaps = [one for one in range(min(known), max(known)) if one > 1 and one not in known]
        if gaps and any(one % 3 for one in known - {1}):
            found[year] = gaps
    return found
