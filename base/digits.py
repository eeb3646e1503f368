"""How a number is rounded and printed (数字的取舍与书写): per cent, odds, numbers as set."""

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

PRINTED: Final = 3
"""Decimals in which growth is published, as a fraction: a tenth of a per cent."""

HALF_A_DIGIT: Final = 0.0005
"""Half of the last of them: growth from 6.45% on is published as 6.5%."""


def percent(fraction: float, digits: int = 1) -> str:
    """Print a fraction as per cent (百分数), rounded once; below zero with a true minus.

    >>> percent(0.0618), percent(-0.054), percent(-0.0004)
    ('6.2%', '−5.4%', '0.0%')
    """
    return minus(f"{rounded(fraction, digits, 2):.{digits}f}%")


def points(fraction: float, digits: int = 2) -> str:
    """Print a difference of fractions in points, with its sign (百分点), rounded once.

    >>> points(-0.0032), points(0.00345), points(-0.000004)
    ('−0.32', '+0.35', '0.00')
    """
    value = rounded(fraction, digits, 2)
    return minus(f"{value:+.{digits}f}") if value else f"{0:.{digits}f}"


def chance(odds: float) -> str:
    """Print odds without false certainty (概率): never 0% or 100%, which no sample can show.

    >>> chance(0.9999), chance(0.825)
    ('>99%', '83%')
    """
    if odds < 0.01:
        return "<1%"
    return ">99%" if odds > 0.99 else f"{rounded(odds, 0, 2):.0f}%"


def rounded(value: float, places: int, by: int = 0) -> float:
    """Round half away from zero on the digits that print (四舍五入); −0 is 0.

    `by` moves the point to the right first. Everything that is shown or handed over is rounded
    so, as a spreadsheet does; views/board/cells.js is the same in the browser.

    >>> rounded(0.825, 0, 2), rounded(-0.0645, 1, 2)
    (83.0, -6.5)
    """
    if not math.isfinite(value):
        return value
    exact = Decimal(repr(float(value))).scaleb(by)
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) + 0.0


def exact(value: float, by: int = 0, signed: bool = False, grouped: bool = False) -> str:
    """Print a number that somebody set with all of its digits (如实书写), and a true minus.

    `by` moves the point to the right first, `grouped` sets thousands apart. A verdict is reached
    on the number itself, so a threshold of 6.200002% is not printed as 6.2%.

    >>> exact(0.065, 2), exact(0.06200002, 2), exact(-4e-08, 2), exact(12345.678, grouped=True)
    ('6.5', '6.200002', '−0.000004', '12,345.678')
    """
    if not math.isfinite(value):
        return str(value)
    number = Decimal(repr(round(float(value), 12))).scaleb(by).normalize()
    return minus(f"{number + 0:{'+' * signed}{',' * grouped}f}")


def minus(number: str) -> str:
    """Print a number with a true minus (负号), not with a hyphen; what prints as zero has none.

    >>> minus("-2.7"), minus("-0.00%")
    ('−2.7', '0.00%')
    """
    return number.replace("-", "−" if any(sign in "123456789" for sign in number) else "")


def point_noun(number: str) -> str:
    """Name points in English (百分点): one is a point.

    >>> point_noun("1"), point_noun("0.5")
    ('point', 'points')
    """
    return "point" if number == "1" else "points"
