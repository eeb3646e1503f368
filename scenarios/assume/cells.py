"""A cell of the board (滑块格): one section's growth in one year, in per cent.

Files, links and the arithmetic hold fractions; the board, the session and the browser hold per
cent under keys such as "J/2026". This is the only way from one to the other, and
views/board/cells.js is the same in JavaScript: a test feeds both one table of inputs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from base.digits import rounded
from data.sections import column
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario, assumed

LOWEST, HIGHEST = -10.0, 25.0
"""Ends of every slider, per cent: the same for all, so that positions compare; every section's
last ten years lie within, and so does whatever `solve` answers."""

PLACES: Final = 4
"""Decimals of a cell, per cent: what a file or link says finer than that is no growth rate."""

TYPED: Final = 2
"""Decimals of what is typed into a cell."""

FORM: Final = r"[A-Z]/\d{4}"
"""How the key of a cell is spelt: section, year."""

PLAIN: Final = {0x2212: "-"} | {sign: sign - 0xFEE0 for sign in range(0xFF01, 0xFF5F)}
"""Full-width signs, and the true minus, as a keyboard has them. A raised 2 is no 2."""

NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """A section, a year, and the growth assumed there (滑块格), per cent.

    >>> cell = Cell.of("J", 2026, 0.0635)
    >>> cell.key, cell.percent, cell.growth
    ('J/2026', 6.35, 0.0635)
    """

    section: str
    year: int
    percent: float

    @classmethod
    def of(cls, section: str, year: int, growth: float) -> "Cell":
        """Make a cell of growth as a fraction (由小数)."""
        return cls(section, year, percent(growth))

    @classmethod
    def read(cls, key: str, percent: float) -> "Cell":
        """Make a cell of its key and per cent, as the board tells it (由滑块盘)."""
        section, year = key.split("/")
        return cls(section, int(year), percent)

    @property
    def key(self) -> str:
        """Its key on the board (键), such as "J/2026"."""
        return key_of(self.section, self.year)

    @property
    def growth(self) -> float:
        """The growth as a fraction (小数)."""
        return fraction(self.percent)

    @property
    def within(self) -> bool:
        """Whether a slider reaches it (滑块可及)."""
        return LOWEST <= self.percent <= HIGHEST


def key_of(section: str, year: int) -> str:
    """Name a cell as the board does (键).

    >>> key_of("J", 2026)
    'J/2026'
    """
    return f"{section}/{year}"


def percent(fraction: float) -> float:
    """Turn a fraction into a cell's per cent (化为百分数), to `PLACES` decimals.

    >>> percent(0.0635), percent(-0.027)
    (6.35, -2.7)
    """
    return rounded(fraction, PLACES, 2)


def fraction(percent: float) -> float:
    """Turn per cent into a fraction (化为小数), to `PLACES` decimals of the per cent.

    >>> fraction(6.35), fraction(7.0)
    (0.0635, 0.07)
    """
    return rounded(percent, PLACES + 2, -2)


def typed(text: str) -> float | None:
    """Read what was typed into a cell (读取所填): per cent to `TYPED` decimals.

    Halves are rounded away from zero; what lies beyond the sliders is their end; None where
    there is no number. Full-width signs are read as plain ones.

    >>> typed("6.345"), typed("−２．７％"), typed("99"), typed("abc")
    (6.35, -2.7, 25.0, None)
    """
    plain = text.translate(PLAIN).strip().removesuffix("%").strip()
    if not NUMBER.fullmatch(plain):
        return None
    return rounded(min(max(float(plain), LOWEST), HIGHEST), TYPED)


def keyed(cells: Iterable[Cell]) -> dict[str, float]:
    """Spell cells as the board holds them (滑块盘所存): key → per cent."""
    return {cell.key: cell.percent for cell in cells}


def every(scenario: Scenario, baseline: Baseline) -> Iterator[tuple[Cell, float]]:
    """Give every cell of growth that a scenario assumes, with the exact fraction (所设增速)."""
    for item in scenario.assumptions:
        if item.measure != "real_growth":
            continue
        for year in item.years:
            median = baseline.median_growth[baseline.years.index(year), column(item.section)]
            growth = assumed(item, baseline, float(median))
            yield Cell.of(item.section, year, growth), growth
