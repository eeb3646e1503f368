"""Where growth of each section may go: locks and bounds (锁定与上下限)."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from numbers import Integral, Real

import numpy as np

from base.problems import Problem, Problems, Text, one_of, shown
from data.sections import CODES, OTHER, OTHER_CODES, SECTION_CODES, SUPPORT, column, industry
from forecast.arrays import Array
from forecast.baseline import Baseline

DECADE = 10
"""Years of a section's past that bound its future."""

LockKey = tuple[str, int | None]
"""A section, and a year or all of them."""

_KEY = re.compile(r"(?P<section>[A-Za-z]+)(?::(?P<year>\d{4}))?")
_BOUND = re.compile(r"(?P<key>[^=]+)=(?P<low>[^.=]*(?:\.\d+)?)\.\.(?P<high>.+)")


@lru_cache(maxsize=8)
def from_history(baseline: Baseline) -> tuple[Array, Array]:
    """Give the lowest and highest growth of the last ten years (历史上下限); (year, column).

    Sections that nobody publishes take their group's range, moved to their own median and
    widened by how much more their draws spread than the group's. Every range holds the
    baseline's median, for the baseline is always allowed.
    """
    median = baseline.median_growth
    low, high = np.empty_like(median), np.empty_like(median)
    group = _other_growth(baseline)
    for place, code in enumerate(CODES):
        past = published_past(baseline, code)
        recent = [growth for year, growth in past.items() if year > baseline.origin - DECADE]
        least, most = min(recent), max(recent)
        if industry(code).group == OTHER:
            centre, spread = np.median(group, axis=-1), group.std(axis=-1)
            wider = baseline.growth[:, place].std(axis=-1) / np.maximum(spread, 1e-9)
            low[:, place] = median[:, place] + wider * (least - centre)
            high[:, place] = median[:, place] + wider * (most - centre)
        else:
            low[:, place], high[:, place] = least, most
    low, high = np.floor(low * 1000) / 1000, np.ceil(high * 1000) / 1000
    return np.maximum(np.minimum(low, median), -0.5), np.minimum(np.maximum(high, median), 0.5)


def _other_growth(baseline: Baseline) -> Array:
    """Growth of other services as a group, from its sections; shape (year, draw)."""
    places = [column(code) for code in OTHER_CODES]
    factors = np.cumprod(1 + baseline.growth[:, places], axis=0)
    levels = (baseline.comparable[places] * factors).sum(axis=1)
    first = baseline.comparable[places].sum(axis=0)[None]
    return np.asarray(levels / np.concatenate([first, levels[:-1]]) - 1)


def locked(baseline: Baseline, locks: Iterable[LockKey]) -> Array:
    """Mark the locked cells (锁定单元); shape (year, column), true where locked."""
    mask = np.zeros(baseline.median_growth.shape, dtype=bool)
    mask[:, len(SECTION_CODES) :] = True  # support services are nobody's lever
    for section, year in locks:
        rows = slice(None) if year is None else baseline.years.index(year)
        mask[rows, column(section)] = True
    return mask


def bounded(
    baseline: Baseline, bounds: Mapping[LockKey, tuple[float, float]]
) -> tuple[Array, Array]:
    """Give the bounds of every cell, the reader's over those of history (上下限)."""
    low, high = (side.copy() for side in from_history(baseline))
    for (section, year), (least, most) in sorted(bounds.items(), key=lambda one: one[0][1] or 0):
        rows = slice(None) if year is None else baseline.years.index(year)
        low[rows, column(section)], high[rows, column(section)] = least, most
    return low, high


def misfits(
    baseline: Baseline, locks: Iterable[LockKey], bounds: Mapping[LockKey, tuple[float, float]]
) -> Iterable[Problem]:
    """Yield what is wrong with locks and bounds (锁定与上下限的问题)."""
    for where, keys in (("lock", list(locks)), ("bound", list(bounds))):
        for section, year in keys:
            if section not in SECTION_CODES:
                yield _unknown(where, section, SECTION_CODES)
            if year is not None and year not in baseline.years:
                yield _unknown(where, f"{section}:{year}", map(str, baseline.years))
    for (section, year), (low, high) in bounds.items():
        name = f"{section}:{year}" if year else section
        if not -0.5 <= low <= high <= 0.5:
            crossed = low > high
            yield Problem(
                where="bound",
                what=Text("下限高于上限", "the low bound is above the high one")
                if crossed
                else Text("上下限超出范围", "a bound out of range"),
                found=f"{name}={low:g}..{high:g}",
                expected=Text("-0.5 ≤ 下限 ≤ 上限 ≤ 0.5", "-0.5 ≤ low ≤ high ≤ 0.5"),
                remedy=Text("对调或放宽；6% 写作 0.06", "swap or widen them; write 6% as 0.06"),
                code="bounds-crossed" if crossed else "bounds-range",
                arguments=("bound",),
            )


def keys(asked: object) -> tuple[LockKey, ...]:
    """Read locks given in Python (读取锁定): "J", "J:2026", ("J", 2026), or several of them.

    Raises Problems that say how they are written.
    """
    several = asked if isinstance(asked, list | tuple | set) else (asked,)
    if isinstance(asked, tuple) and len(asked) == 2 and _as_key(asked):
        several = (asked,)
    read = [_as_key(one) for one in several]
    wrong = [_shape("lock", one) for one, cell in zip(several, read, strict=True) if cell is None]
    if wrong:
        raise Problems(wrong)
    return tuple(cell for cell in read if cell)


def limits(asked: object) -> dict[LockKey, tuple[float, float]]:
    """Read bounds given in Python (读取上下限): keys as of locks, each with (low, high).

    Raises Problems that say how they are written.
    """
    if not isinstance(asked, Mapping):
        raise Problems([_shape("bound", asked)])
    found, wrong = {}, []
    for one, pair in asked.items():
        cell = _as_key(one)
        sides = pair if isinstance(pair, tuple | list) else ()
        if cell is None or len(sides) != 2 or not all(isinstance(side, Real) for side in sides):
            wrong.append(_shape("bound", {one: pair}))
        else:
            found[cell] = float(sides[0]), float(sides[1])
    if wrong:
        raise Problems(wrong)
    return found


def _as_key(asked: object) -> LockKey | None:
    """Take one lock in any of its shapes; None when it is none."""
    if isinstance(asked, str):
        return key(asked)
    if not (isinstance(asked, tuple) and len(asked) == 2 and isinstance(asked[0], str)):
        return None
    section, year = asked
    if year is None or (isinstance(year, Integral) and not isinstance(year, bool)):
        return section, None if year is None else int(year)
    return None


def _shape(where: str, found: object) -> Problem:
    pattern = {
        "lock": '"J", "J:2026", ("J", 2026), ("J", None)',
        "bound": '{"J": (0.02, 0.12), ("J", 2026): (0.02, 0.12)}',
    }[where]
    return Problem(
        where=where,
        what=Text("写法不对", "not written as it should be"),
        found=shown(found),
        expected=Text(pattern, pattern),
        remedy=Text("按示例改写", "write it like the examples"),
        code="bounds-unread",
    )


def key(text: str) -> LockKey | None:
    """Read SECTION or SECTION:YEAR (读取门类与年份); None when it is neither.

    >>> key("J:2026"), key("J"), key("2026")
    (('J', 2026), ('J', None), None)
    """
    found = _KEY.fullmatch(text.strip())
    if not found:
        return None
    year = found["year"]
    return found["section"].upper(), int(year) if year else None


def bound(text: str) -> tuple[LockKey, tuple[float, float]] | None:
    """Read SECTION[:YEAR]=LOW..HIGH, fractions (读取上下限); None when it is not that.

    >>> bound("J:2026=0.02..0.12")
    (('J', 2026), (0.02, 0.12))
    """
    found = _BOUND.fullmatch(text.strip())
    cell = key(found["key"]) if found else None
    if not found or cell is None:
        return None
    try:
        low, high = float(found["low"]), float(found["high"])
    except ValueError:
        return None
    return (cell, (low, high)) if low == low and high == high else None


def _unknown(where: str, found: str, known: Iterable[str]) -> Problem:
    return Problem(
        where=where,
        what=Text("未知的门类或年份", "an unknown section or year"),
        found=found,
        expected=one_of(known),
        remedy=Text("写作 J 或 J:2026", "write J, or J:2026"),
        code="bounds-unknown-cell",
        arguments=(where,),
    )


def published_past(baseline: Baseline, section: str) -> dict[int, float]:
    """Published growth of the group a section belongs to (所属公布行业的历史), fractions."""
    group = industry(section).group
    return baseline.published(OTHER if group == SUPPORT else group)
